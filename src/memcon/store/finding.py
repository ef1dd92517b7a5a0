"""From what people write to what the docket calls it: sides, persons, issues, origins and claims by name or id."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select

from memcon.errors import UnknownName
from memcon.store.tables import actors, claim_origins, claims, mentions, origins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

NEAR, LISTED = 5, 12
"""Names that an error offers: near ones, and else those that are there."""
UNKNOWN, NO_OUTLET, ITSELF = "unknown", "an outlet not named", " itself"
"""The outlet of an article that names none; what people are shown for it, and behind an outlet's name."""
MOST_NAMES = 20_000
"""Names among which near ones are sought."""


def side(connection: Connection, name: str) -> str:
    """Return the id of a side in the talks by its name, a spelling of it, its id, or the name of who speaks for it.

    Raises `UnknownName`.
    """
    candidates = _named(connection, name)
    theirs = connection.execute(select(actors.c.id, actors.c.side).where(actors.c.id.in_(candidates)))
    of = {row.id: row.side for row in theirs}
    for one in [*candidates, *(of[one] for one in candidates if of.get(one))]:
        if connection.execute(select(literal(1)).where(_is_side(one))).scalar():
            return str(one)
    known = [actors.c.id.in_(select(claims.c.side).where(claims.c.kind == "position").distinct())]
    raise _unknown("side", name, _names(connection, known), "sides")


def _is_side(one: str) -> ColumnElement[bool]:
    return or_(exists().where(claims.c.side == one), exists().where(actors.c.side == one, actors.c.id != one))


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
    """Return the id of an origin by its id, its name, its outlet or its words: of several, the one with most to tell.

    Words are those that articles have of somebody unnamed, alone or with the outlet behind them in brackets, as shown.
    """
    given = " ".join(name.split())
    lowered = given.lower()
    if connection.execute(select(origins.c.id).where(origins.c.id == given)).scalar():
        return given
    fits = or_(func.lower(origins.c.name) == lowered, func.lower(origins.c.outlet) == lowered, *_worded(lowered))
    found: Sequence[str] = connection.execute(select(origins.c.id).where(fits).order_by(origins.c.id)).scalars().all()
    if found:
        return max(found, key=lambda one: _told(connection, one))
    names = connection.execute(select(origins.c.name).distinct().limit(MOST_NAMES)).scalars().all()
    raise _unknown("origin", name, names, "origins")


def _worded(lowered: str) -> Iterator[ColumnElement[bool]]:
    """Yield how an origin's words may be what somebody writes: `two officials`, `two officials (Outlet)`."""
    said = func.lower(origins.c.words)
    yield said == lowered
    words, opened, outlet = lowered.removesuffix(")").rpartition(" (")
    if opened and lowered.endswith(")"):
        outlet = UNKNOWN if outlet == NO_OUTLET else outlet
        yield and_(said == words, func.lower(origins.c.outlet) == outlet)
    if lowered.endswith(ITSELF):
        is_outlet = origins.c.kind == "outlet"
        yield and_(is_outlet, func.lower(origins.c.outlet) == lowered.removesuffix(ITSELF))


def _told(connection: Connection, one: str) -> int:
    """Count the claims on an origin's word, up to a thousand."""
    some = select(literal(1)).where(claim_origins.c.origin == one).limit(1_000).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar() or 0


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
    """Return the actors of this id or name, else those who go by it, whoever is named most first."""
    lowered = " ".join(name.lower().split())
    exact = select(actors.c.id).where(or_(actors.c.id == name.strip(), func.lower(actors.c.name) == lowered), *more)
    found = connection.execute(exact).scalars().all() or _going_by(connection, name, *more)
    return sorted(found, key=lambda one: (-_mentioned(connection, one), one)) if len(found) > 1 else found


def _going_by(connection: Connection, name: str, *more: ColumnElement[bool]) -> Sequence[str]:
    """Return the actors whom somebody who writes a name can mean."""
    from memcon.record import known  # noqa: PLC0415  brings the codebook, which exact names do not need
    from memcon.store.as_actors import SqlActors  # noqa: PLC0415  the same

    index = SqlActors()
    index.connection = connection
    ids = [one.id for one in known.find(name, index)]
    return connection.execute(select(actors.c.id).where(actors.c.id.in_(ids), *more)).scalars().all() if ids else []


def _mentioned(connection: Connection, one: str) -> int:
    """Count the articles that name an actor, up to a thousand."""
    some = select(literal(1)).where(mentions.c.actor == one).limit(1_000).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar() or 0


def _names(connection: Connection, where: Sequence[ColumnElement[bool]]) -> Sequence[str]:
    query = select(actors.c.name).where(*where).order_by(actors.c.name)
    return connection.execute(query.limit(MOST_NAMES)).scalars().all()


def _unknown(kind: str, name: str, known: Sequence[str], those: str) -> UnknownName:
    """Say that there is nothing of the name, and what there is: near names, or some."""
    known = list(dict.fromkeys(known))
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
