"""Questions to the docket: claims by what they are about, and all that stands beside them.

Everything is one state of the database: pass the connection of one `Docket.reading()` block. A question walks an index
until it has its rows; what is then looked up beside them is looked up for those rows alone. So it takes as long on a
docket of a hundred thousand articles as on a small one.
"""

from __future__ import annotations

import heapq
import json
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, get_args

from sqlalchemy import Select, func, select

from memcon.record.model import ClaimKind
from memcon.store.asking import CONTACT, DAY, Filters, among, conditions, day_after, few
from memcon.store.tables import changes, claim_origins, claims, tellings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, RowMapping

KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
AT_ONCE = 400
"""Ids that one statement asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim as the docket has it, or had it on a day: see `record.model.Claim`.

    article, record: the telling that founded it. parties: actors' ids, in order.
    """

    id: str
    kind: ClaimKind
    question: str
    side: str | None
    issue: str | None
    word: str
    words: str
    factuality: str
    first_seen: str
    last_seen: str
    start: str | None
    end: str | None
    articles: int
    outlets: int
    independent: int
    article: str | None
    record: str | None
    parties: tuple[str, ...]

    @property
    def day(self) -> str:
        """When it took place, else when it was first told."""
        return self.start or self.first_seen[:10]


COLUMNS = [claims.c[name] for name in ClaimRow.__dataclass_fields__]


def found(connection: Connection, asked: Filters, kinds: Collection[ClaimKind] = KINDS) -> list[ClaimRow]:
    """Return the claims of some kinds that fit, the most recently told first.

    With `until` or `as_of` the newest come first: when they were last told by then, no index knows.
    """
    by = _order(asked)
    queries = asking_for(connection, asked, kinds)
    return _page(connection, asked, queries, lambda row: (str(row._mapping[by]), row.id))  # noqa: SLF001  SQLAlchemy's own door


def _order(asked: Filters) -> ColumnElement[str]:
    return claims.c.first_seen if asked.as_of or asked.until else claims.c.last_seen


def asking_for(
    connection: Connection, asked: Filters, kinds: Collection[ClaimKind] = KINDS
) -> list[Select[tuple[str]]]:
    """Return the statements, one for each kind, that find what `found` returns."""
    return [
        _ordered(connection, Ask(asked, kind, _order(asked), few(connection, asked, kind)), conditions(asked, kind))
        for kind in kinds
    ]


def contacts(connection: Connection, asked: Filters) -> list[ClaimRow]:
    """Return the contacts that fit, the latest first, by their own day where it is known."""
    return _by_day(connection, asked, claims.c.word.startswith(CONTACT))


def acts(connection: Connection, asked: Filters) -> list[ClaimRow]:
    """Return every event that fits, the latest first, by its own day where it is known."""
    return _by_day(connection, asked)


def _by_day(connection: Connection, asked: Filters, *more: ColumnElement[bool]) -> list[ClaimRow]:
    where = [*conditions(asked, "event", days=False), *more, *_between(asked, DAY)]
    ids = few(connection, asked, "event", days=False)
    query = _ordered(connection, Ask(asked, "event", DAY, ids), where)
    return _page(connection, asked, [query], lambda row: (row.start or row.first_seen, row.id))


def _between(asked: Filters, column: ColumnElement[str | None]) -> Iterable[ColumnElement[bool]]:
    if asked.since:
        yield column >= asked.since
    if asked.until:
        yield column < day_after(asked.until)


class Ask(NamedTuple):
    """Claims of one kind in an order; `ids`, where there are few that can fit."""

    asked: Filters
    kind: ClaimKind
    by: ColumnElement[str]
    ids: list[str] | None


def _ordered(connection: Connection, ask: Ask, where: list[ColumnElement[bool]]) -> Select[tuple[str]]:
    """Ask for rows in order: along the index that is in this order, or where only a few ids fit for these, then sorted.

    To compare and sort by an expression keeps a planner, who knows no numbers here, from walking the index all the
    same.
    """
    asked, query = ask.asked, select(*COLUMNS)
    if ask.ids is None:
        query = query.where(claims.c.kind == ask.kind, *where).order_by(ask.by.desc(), claims.c.id.desc())
    else:
        these = among(claims.c.id, ask.ids, connection.dialect.name)
        query = query.where(these, claims.c.kind.concat("") == ask.kind, *where)
        query = query.order_by(ask.by.concat("").desc(), claims.c.id.concat("").desc())
    return query if asked.limit is None else query.limit(asked.offset + asked.limit)


def _page(
    connection: Connection,
    asked: Filters,
    queries: Sequence[Select[tuple[str]]],
    place: Callable[[Row[tuple[str]]], tuple[str, str]],
) -> list[ClaimRow]:
    """Run queries that are in order, merge them, and return the rows asked for, as of the day asked for."""
    rows = heapq.merge(*(connection.execute(query).all() for query in queries), key=place, reverse=True)
    last = None if asked.limit is None else asked.offset + asked.limit
    picked = [_row(row._mapping) for row in islice(rows, asked.offset, last)]  # noqa: SLF001  the same
    return as_of(connection, picked, asked.before)


def of_ids(connection: Connection, ids: Collection[str], before: str | None = None) -> dict[str, ClaimRow]:
    """Return claims by id; those first told at `before` or later are left out."""
    rows = [
        _row(row._mapping)  # noqa: SLF001  the same
        for some in at_once(ids)
        for row in connection.execute(select(*COLUMNS).where(claims.c.id.in_(some)))
    ]
    known = [row for row in rows if not before or row.first_seen < before]
    return {row.id: row for row in as_of(connection, known, before)}


def at_once(ids: Collection[str]) -> Iterable[list[str]]:
    """Cut ids into lists that a statement can take."""
    every = list(dict.fromkeys(ids))
    return (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE))


def _row(fields: RowMapping) -> ClaimRow:
    return ClaimRow(**{**fields, "parties": tuple(json.loads(fields["parties"]))})


def as_of(connection: Connection, rows: list[ClaimRow], before: str | None) -> list[ClaimRow]:
    """Count anew, for rows that were told again later, what had been published before a moment."""
    later = [row.id for row in rows if before and row.last_seen >= before]
    if not before or not later:
        return rows
    counted: dict[str, dict[str, int | str]] = {}
    for some in at_once(later):
        for one in connection.execute(_counts(some, before)):
            counted[one.claim] = {"articles": one.articles, "outlets": one.outlets, "last_seen": one.last_seen}
        for rank in connection.execute(_ranks(some, before)):
            counted[rank.claim]["independent"] = rank.independent
    return [replace(row, **counted.get(row.id, {})) for row in rows]  # type: ignore[arg-type]


def _counts(ids: list[str], before: str) -> Select[tuple[str, int, int, str]]:
    return (
        select(
            tellings.c.claim,
            func.count(tellings.c.article.distinct()).label("articles"),
            func.count(func.coalesce(tellings.c.outlet, tellings.c.article).distinct()).label("outlets"),
            func.max(tellings.c.published).label("last_seen"),
        )
        .where(tellings.c.claim.in_(ids), tellings.c.published < before)
        .group_by(tellings.c.claim)
    )


def _ranks(ids: list[str], before: str) -> Select[tuple[str, int]]:
    return (
        select(claim_origins.c.claim, func.count().label("independent"))
        .where(claim_origins.c.claim.in_(ids), claim_origins.c.first_seen < before)
        .group_by(claim_origins.c.claim)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A step in what a side says on an issue: see `record.model.Change`."""

    side: str
    issue: str | None
    seen: str
    kind: str
    start: str | None
    end: str
    article: str
    contested: bool


def changed(connection: Connection, asked: Filters, *, repeated: bool = False) -> list[ChangeRow]:
    """Return the changes seen within the days, the latest first; repetitions only when asked for."""
    where = [changes.c.seen < day_after(one) for one in (asked.until, asked.as_of) if one]
    where += [changes.c.seen >= asked.since] if asked.since else []
    where += [changes.c.side == asked.side] if asked.side else []
    where += [changes.c.issue == asked.issue] if asked.issue else []
    where += [] if repeated else [changes.c.kind != "repeated"]
    columns = [changes.c[name] for name in ChangeRow.__dataclass_fields__]
    query = select(*columns).where(*where).order_by(changes.c.seen.desc(), changes.c.number.desc())
    if _asks_of_claim(asked):
        query = query.join(claims, claims.c.id == changes.c.end).where(*_of_claim(asked))
    if asked.limit is not None:
        query = query.limit(asked.limit).offset(asked.offset)
    return [ChangeRow(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001  the same


def _asks_of_claim(asked: Filters) -> bool:
    return bool(asked.person or asked.origin or asked.min_origins > 1)


def _of_claim(asked: Filters) -> list[ColumnElement[bool]]:
    only = Filters(person=asked.person, origin=asked.origin, min_origins=asked.min_origins, as_of=asked.as_of)
    return conditions(only, "position")
