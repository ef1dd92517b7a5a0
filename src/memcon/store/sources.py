"""Where chains end, and how much rests on each: the origins of the docket, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, literal, select

from memcon.store import beside, queries
from memcon.store.asking import FEW, Filters
from memcon.store.tables import claim_origins, claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Select

COUNTED = 2_000
"""Claims of one origin that are looked at for whether they rest on it alone; where there are more, that is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """An origin with the number of claims on its word, how many of them on nothing else, and when they were first told.

    alone: of the first `COUNTED` only, where there are more claims.
    """

    origin: beside.OriginRow
    claims: int
    alone: int
    first_seen: str
    last_seen: str


def sources(connection: Connection, asked: Filters) -> list[SourceRow]:
    """Return the origins on whose word most claims are. With an issue, side or person: of its newest claims."""
    if asked.issue or asked.side or asked.person or asked.since or asked.until or asked.min_origins > 1:
        return _of_claims(connection, asked)
    rows = connection.execute(_counted(asked)).all()
    known = beside.origins_by_id(connection, [row.origin for row in rows])
    return [
        SourceRow(
            origin=known[row.origin],
            claims=row.claims,
            alone=_alone(connection, row.origin, asked.before),
            first_seen=row.first_seen,
            last_seen=row.last_seen,
        )
        for row in rows
    ]


def _counted(asked: Filters) -> Select[tuple[str, int, str, str]]:
    by = claim_origins.c
    count = func.count().label("claims")
    query = select(
        by.origin, count, func.min(by.first_seen).label("first_seen"), func.max(by.first_seen).label("last_seen")
    )
    query = query.where(by.origin == asked.origin) if asked.origin else query
    query = query.where(by.first_seen < asked.before) if asked.before else query
    query = query.group_by(by.origin).order_by(count.desc(), by.origin)
    return query if asked.limit is None else query.limit(asked.limit).offset(asked.offset)


def _alone(connection: Connection, origin: str, before: str | None) -> int:
    """Count the claims that rest on an origin and no other."""
    by, other = claim_origins.c, claim_origins.alias()
    first = select(by.claim).where(by.origin == origin, by.rank == 1).limit(COUNTED)
    if before is None:
        some = first.subquery()
        query = select(func.count()).select_from(some.join(claims, claims.c.id == some.c.claim))
        return connection.execute(query.where(claims.c.independent == 1)).scalar() or 0
    some = first.where(by.first_seen < before).subquery()
    second = select(literal(1)).where(
        other.c.claim == some.c.claim,
        other.c.rank == 2,
        other.c.first_seen < before,
    )
    return connection.execute(select(func.count()).select_from(some).where(~second.exists())).scalar() or 0


def _of_claims(connection: Connection, asked: Filters) -> list[SourceRow]:
    """Count over the newest claims that fit, `FEW` of a kind at most."""
    wide = Filters(
        **{name: getattr(asked, name) for name in Filters.__dataclass_fields__} | {"limit": FEW, "offset": 0}
    )
    rows = {row.id: row for row in queries.found(connection, wide)}
    told, alone = Counter[str](), Counter[str]()
    known: dict[str, beside.OriginRow] = {}
    days: dict[str, list[str]] = {}
    for claim, origins in beside.origins_of(connection, rows, asked.before).items():
        for one in origins:
            known[one.id] = one
            told[one.id] += 1
            alone[one.id] += len(origins) == 1
            days.setdefault(one.id, []).append(rows[claim].first_seen if not one.first_seen else one.first_seen)
    picked: Sequence[str] = sorted(told, key=lambda one: (-told[one], one))
    picked = [one for one in picked if not asked.origin or one == asked.origin]
    last = None if asked.limit is None else asked.offset + asked.limit
    return [
        SourceRow(
            origin=known[one], claims=told[one], alone=alone[one], first_seen=min(days[one]), last_seen=max(days[one])
        )
        for one in picked[asked.offset : last]
    ]
