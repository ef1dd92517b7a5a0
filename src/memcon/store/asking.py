"""What a question to the docket asks for, and the conditions in SQL that it comes to.

Days are meant as published: `until` and `as_of` take their whole day in. Each condition is one probe of an index for
each claim that is looked at; `few` says when it is better to begin with those few that fulfil it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import ARRAY, Connection, Text, and_, any_, cast, exists, func, or_, select

from memcon.store.tables import actors, claim_origins, claim_parties, claims, telling_parties, tellings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import ColumnElement, Select

    from memcon.record.model import ClaimKind

    Where = ColumnElement[bool]

Snapshot: TypeAlias = Connection
"""One state of the docket: what a block of `Docket.reading()` gives."""

DAY = func.coalesce(claims.c.start, claims.c.first_seen)
"""When something took place, else when it was first told; `ix_claims_kind_day` is in its order."""

DEFAULT_LIMIT = 50
FEW, FOR_EACH = 1_500, 8
"""So many rows, or so many for each that is wanted, are fetched and sorted faster than an index is walked for the rare
claim that fits."""
CONTACT = "CONSULT"
"""The event type whose claims are contacts; their word is `CONSULT/mode`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for; ids are the docket's own, days ISO days, None or 0 for no matter.

    side:        a side in the talks, by its actor's id. person: anybody, by theirs: as holder, party or mediator.
    since, until: days on which it was told; for contacts and the timeline the days of the thing itself, where known.
    as_of:       as the docket would have answered at the end of this day: counts, too.
    origin:      on whose word, by the origin's id. min_origins: independent origins at least.
    limit:       rows at most, None for all; offset: rows to leave out before.
    """

    issue: str | None = None
    side: str | None = None
    person: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    origin: str | None = None
    min_origins: int = 0
    limit: int | None = DEFAULT_LIMIT
    offset: int = 0

    @property
    def before(self) -> str | None:
        """The first moment that is too late to be known: the day after `as_of`."""
        return day_after(self.as_of) if self.as_of else None


def day_after(day: str) -> str:
    """Return the next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def conditions(asked: Filters, kind: ClaimKind, *, days: bool = True) -> list[Where]:
    """Return what a claim must fulfil beside its kind; `days`: whether `since` and `until` are meant as told."""
    out: list[Where] = []
    if asked.issue:
        out.append(claims.c.issue == asked.issue)
    if asked.side:
        out.append(
            claims.c.side == asked.side
            if kind != "event"
            else _takes_part(_is_or_serves(claim_parties.c.actor, asked.side))
        )
    if asked.person:
        takes_part = _takes_part(claim_parties.c.actor == asked.person)
        out.append(takes_part | _mediates(asked.person) if kind == "event" else takes_part)
    if asked.before:
        out.append(claims.c.first_seen < asked.before)
    out += [*_told(asked)] if days else []
    return [*out, *_on_whose_word(asked)]


def _is_or_serves(actor: ColumnElement[str], side: str) -> Where:
    """Say of a party that it is this side, or speaks for it."""
    return or_(actor == side, exists().where(actors.c.id == actor, actors.c.side == side))


def _takes_part(who: Where) -> Where:
    return exists().where(claim_parties.c.claim == claims.c.id, who)


def _mediates(person: str) -> Where:
    """Say of a claim that somebody is named in a part of one of its tellings: as a mediator, too."""
    told = and_(telling_parties.c.article == tellings.c.article, telling_parties.c.record == tellings.c.record)
    return exists().where(
        tellings.c.claim == claims.c.id, told, telling_parties.c.actor == person, telling_parties.c.part == "mediator"
    )


def _told(asked: Filters) -> Iterator[Where]:
    """Yield: told within the days that are asked for."""
    if not (asked.since or asked.until):
        return
    bounds = [tellings.c.claim == claims.c.id]
    if asked.since:
        yield claims.c.last_seen >= asked.since
        bounds.append(tellings.c.published >= asked.since)
    latest = min((day_after(one) for one in (asked.until, asked.as_of) if one), default=None)
    if latest:
        yield claims.c.first_seen < latest
        bounds.append(tellings.c.published < latest)
    if asked.since and latest:
        yield exists().where(*bounds)


def _on_whose_word(asked: Filters) -> Iterator[Where]:
    known = [claim_origins.c.claim == claims.c.id]
    if asked.before:
        known.append(claim_origins.c.first_seen < asked.before)
    if asked.origin:
        yield exists().where(*known, claim_origins.c.origin == asked.origin)
    if asked.min_origins > 1:
        yield claims.c.independent >= asked.min_origins
        if asked.before:
            yield exists().where(*known, claim_origins.c.rank == asked.min_origins)


def few(connection: Connection, asked: Filters, kind: ClaimKind, *, days: bool = True) -> list[str] | None:
    """Return the claims that a rare condition leaves, or None where each leaves many.

    Only conditions that the claims' own indexes do not know are tried: an origin, a person, a side in contacts, and
    where `days` is set the days on which they were told.
    """
    most = max(FEW, FOR_EACH * (asked.limit or 0))
    for query in _rare(asked, kind, days=days):
        found = [str(one) for one in connection.execute(query.limit(most + 1)).scalars()]
        if len(found) <= most:
            return list(dict.fromkeys(found))
    return None


def among(column: ColumnElement[str], ids: Collection[str], dialect: str) -> Where:
    """Say that a column holds one of many ids: they go to the database as one value, not as thousands."""
    if dialect == "sqlite":
        return column.in_(select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value))
    return column == any_(cast(list(ids), ARRAY(Text)))


def _rare(asked: Filters, kind: ClaimKind, *, days: bool) -> Iterator[Select[tuple[str]]]:
    if asked.origin:
        yield select(claim_origins.c.claim).where(claim_origins.c.origin == asked.origin)
    if asked.person:
        yield _of_person(asked.person, kind, asked.side)
    if asked.side and kind == "event":
        members = select(actors.c.id).where(or_(actors.c.side == asked.side, actors.c.id == asked.side))
        yield select(claim_parties.c.claim).where(claim_parties.c.actor.in_(members))
    if days and asked.since:
        bounds = [tellings.c.published >= asked.since, tellings.c.kind == kind, tellings.c.claim.is_not(None)]
        last = min((day_after(one) for one in (asked.until, asked.as_of) if one), default="~")
        yield select(tellings.c.claim).where(*bounds, tellings.c.published < last)


def _of_person(person: str, kind: ClaimKind, side: str | None) -> Select[tuple[str]]:
    """Ask for the claims of a person; for contacts and acts also as a mediator, and with a side in them."""
    party = select(claim_parties.c.claim).where(claim_parties.c.actor == person)
    if kind != "event":
        return party
    same = and_(telling_parties.c.article == tellings.c.article, telling_parties.c.record == tellings.c.record)
    part = select(func.coalesce(tellings.c.claim, "")).join(telling_parties, same)
    part = part.where(telling_parties.c.actor == person, telling_parties.c.part == "mediator")
    both = party.union_all(part).subquery().c[0]
    query = select(both)
    if side:
        other = claim_parties.alias()
        query = query.where(exists().where(other.c.claim == both, _is_or_serves(other.c.actor, side)))
    return query
