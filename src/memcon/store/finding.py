"""From what people write to what the docket calls it: sides, persons, issues, origins and claims by name or id."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, exists, func, literal, or_, select

from memcon.errors import UnknownName
from memcon.store.tables import actors, aliases, claim_origins, claim_parties, claims, mentions, origins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

NEAR, LISTED = 5, 12
"""Names that an error offers: near ones, and else those that are there."""
MOST_NAMES = 20_000
"""Names among which near ones are sought."""


def side(connection: Connection, name: str) -> str:
    """Return the id of a side in the talks by its name, a spelling of it, or its id. Raises `UnknownName`."""
    speaks = or_(exists().where(claims.c.side == actors.c.id), exists().where(claim_parties.c.actor == actors.c.id))
    candidates = _named(connection, name, speaks)
    if candidates:
        return candidates[0]
    known = [actors.c.id.in_(select(claims.c.side).where(claims.c.kind == "position").distinct())]
    raise _unknown("side", name, _names(connection, known), "sides")


def person(connection: Connection, name: str) -> str:
    """Return the id of a person, or whoever else acts, in the same way."""
    candidates = _named(connection, name)
    if candidates:
        return candidates[0]
    raise _unknown("person", name, _names(connection, [actors.c.kind == "person"]), "people")


def actor(connection: Connection, name: str) -> str:
    """Return the id of anybody whom the docket knows, in the same way."""
    candidates = _named(connection, name)
    if candidates:
        return candidates[0]
    raise _unknown("actor", name, _names(connection, []), "actors")


def issue(connection: Connection, name: str) -> str:
    """Return the id of an issue: blanks may stand for hyphens, capitals do not count. Raises `UnknownName`."""
    wanted = "-".join(name.lower().split())
    if connection.execute(select(literal(1)).where(exists().where(claims.c.issue == wanted))).scalar():
        return wanted
    known = connection.execute(select(claims.c.issue).where(claims.c.issue.is_not(None)).distinct()).scalars().all()
    raise _unknown("issue", name, sorted(filter(None, known)), "issues")


def origin(connection: Connection, name: str) -> str:
    """Return the id of an origin by its id, its name, or its outlet: of several, the one with most to tell."""
    lowered = name.strip().lower()
    told = select(func.count()).where(claim_origins.c.origin == origins.c.id).scalar_subquery()
    fits = or_(
        origins.c.id == name.strip(),
        func.lower(origins.c.name) == lowered,
        func.lower(origins.c.outlet) == lowered,
    )
    found: Sequence[str] = (
        connection.execute(select(origins.c.id).where(fits).order_by(told.desc(), origins.c.id)).scalars().all()
    )
    if found:
        return found[0]
    names = connection.execute(select(origins.c.name).distinct().limit(MOST_NAMES)).scalars().all()
    raise _unknown("origin", name, names, "origins")


def claim(connection: Connection, name: str) -> str:
    """Return a claim's id by it, or by so many of its first characters that it is the only one."""
    given = name.strip().lower()
    query = select(claims.c.id).where(claims.c.id >= given, claims.c.id < f"{given}~").order_by(claims.c.id)
    found: Sequence[str] = connection.execute(query.limit(NEAR)).scalars().all()
    if given and len(found) == 1:
        return found[0]
    if given and found:
        raise UnknownName(f"Several claims begin with {given!r}: {', '.join(found)}. Write more of the id.")
    raise UnknownName(f"There is no claim {name!r} here. Ids are what `memcon claims` shows: c and twelve characters.")


def _named(connection: Connection, name: str, *more: ColumnElement[bool]) -> Sequence[str]:
    """Return actors of this id, alias or name, whoever is named most first."""
    lowered = " ".join(name.casefold().split())
    by_alias = select(aliases.c.actor).where(aliases.c.alias == lowered)
    for fits in (or_(actors.c.id == name.strip(), actors.c.id.in_(by_alias)), func.lower(actors.c.name) == lowered):
        query = select(actors.c.id).where(fits, *more).order_by(actors.c.id)
        found = connection.execute(query).scalars().all()
        if len(found) > 1:
            return sorted(found, key=lambda one: (-_mentioned(connection, one), one))
        if found:
            return found
    return []


def _mentioned(connection: Connection, one: str) -> int:
    """Count the articles that name an actor, up to a thousand."""
    some = select(literal(1)).where(mentions.c.actor == one).limit(1_000).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar() or 0


def _names(connection: Connection, where: Sequence[ColumnElement[bool]]) -> Sequence[str]:
    query = select(actors.c.name).where(*where).order_by(actors.c.name)
    return connection.execute(query.limit(MOST_NAMES)).scalars().all()


def _unknown(kind: str, name: str, known: Sequence[str], those: str) -> UnknownName:
    """Say that there is nothing of the name, and what there is: near names, or some."""
    lowered = {one.lower(): one for one in reversed(known)}
    near = [lowered[one] for one in get_close_matches(name.lower(), lowered, NEAR, 0.6)]
    near += [one for one in known if name.lower() in one.lower() and one not in near][: NEAR - len(near)]
    if near:
        return UnknownName(f"There is no {kind} {name!r} here. Did you mean {_or(near)}?")
    if not known:
        return UnknownName(f"There is no {kind} {name!r} here: this docket has no {those} yet. Add articles first.")
    more = f", and {len(known) - LISTED} more" if len(known) > LISTED else ""
    return UnknownName(f"There is no {kind} {name!r} here. The {those} are {', '.join(known[:LISTED])}{more}.")


def _or(names: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
