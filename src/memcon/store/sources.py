"""Where chains end, and how much rests on each: the origins of the docket, counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, column, func, literal, select, table, union_all

from memcon.store import beside, queries
from memcon.store.tables import claim_origins, claims

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from memcon.store.asking import Filters

COUNTED = 200
"""Claims of one origin that are looked at for whether they rest on it alone: the newest."""
NEWEST = 1_000
"""Claims of each kind over which sources are counted where the question is narrowed: the newest that fit."""

origin_counts = table("origin_counts", column("origin"), column("claims"))
"""Kept by triggers: see the migration 0003."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """An origin with the number of claims on its word, and when the first and the last of them was first told.

    alone: how many of them are on nobody else's; where there are more than `COUNTED`, of the newest `COUNTED`.
    """

    origin: beside.OriginRow
    claims: int
    alone: int
    first_seen: str
    last_seen: str


def sources(connection: Connection, asked: Filters) -> list[SourceRow]:
    """Return the origins on whose word most claims are; where the question is narrowed, of the newest that fit."""
    if asked.issue or asked.side or asked.person or asked.since or asked.until or asked.min_origins > 1:
        found = _of_newest(connection, asked)
    else:
        picked = connection.execute(_most(asked)).all()
        found = [(row[0], row[1], *_looked_at(connection, row[0], asked.before)) for row in picked]
    known = beside.origins_by_id(connection, [row[0] for row in found])
    return [
        SourceRow(origin=known[one], claims=count, alone=alone, first_seen=first, last_seen=last)
        for one, count, alone, first, last in found
    ]


def _limited(asked: Filters, query: Select[Any]) -> Select[Any]:
    return query if asked.limit is None else query.limit(asked.limit).offset(asked.offset)


def _most(asked: Filters) -> Select[Any]:
    """Ask for the origins with most claims, as kept, or as counted up to a day."""
    by, kept = claim_origins.c, origin_counts.c
    if asked.before is None:
        query = select(kept.origin, kept.claims).where(kept.claims > 0)
        query = query.where(kept.origin == asked.origin) if asked.origin else query
        return _limited(asked, query.order_by(kept.claims.desc(), kept.origin.desc()))
    counted = select(by.origin, func.count().label("claims")).where(by.first_seen < asked.before)
    counted = counted.where(by.origin == asked.origin) if asked.origin else counted
    return _limited(asked, counted.group_by(by.origin).order_by(func.count().desc(), by.origin.desc()))


def _looked_at(connection: Connection, origin: str, before: str | None) -> tuple[int, str, str]:
    """Return of an origin's newest claims how many rest on it alone, and when its first and last were first told."""
    by = claim_origins.c
    mine = select(by.first_seen).where(by.origin == origin, *([by.first_seen < before] if before else []))
    first = mine.order_by(by.first_seen).limit(1).scalar_subquery()
    last = mine.order_by(by.first_seen.desc()).limit(1).scalar_subquery()
    some = mine.with_only_columns(by.claim).order_by(by.first_seen.desc()).limit(COUNTED).subquery()
    alone = select(func.count()).select_from(some.join(claims, claims.c.id == some.c.claim))
    if before is None:
        alone = alone.where(claims.c.independent == 1)
    else:
        other = claim_origins.alias()
        second = select(literal(1)).where(other.c.claim == some.c.claim, other.c.rank == 2, other.c.first_seen < before)
        alone = alone.where(~second.exists())
    row = connection.execute(select(alone.scalar_subquery(), first, last)).one()
    return row[0], row[1], row[2]


def _of_newest(connection: Connection, asked: Filters) -> list[tuple[str, int, int, str, str]]:
    """Count over the newest claims that fit, `NEWEST` of a kind at most."""
    wide = replace(asked, limit=NEWEST, offset=0)
    some = union_all(*(select(one.subquery().c.id) for one in queries.asking_for(connection, wide))).subquery()
    by = claim_origins.c
    known = [by.claim == some.c.id, *([by.first_seen < asked.before] if asked.before else [])]
    ranked = select(by.claim, by.origin, by.first_seen, func.count().over(partition_by=by.claim).label("of"))
    told = ranked.where(*known).subquery().c
    alone = func.sum(case((told.of == 1, 1), else_=0))
    query = select(told.origin, func.count(), alone, func.min(told.first_seen), func.max(told.first_seen))
    query = query.where(told.origin == asked.origin) if asked.origin else query
    query = query.group_by(told.origin).order_by(func.count().desc(), told.origin.desc())
    query = query if asked.limit is None else query.limit(asked.limit).offset(asked.offset)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in connection.execute(query)]
