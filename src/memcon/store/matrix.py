"""Who stands where: for each side and issue the position taken last."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from memcon.store import queries
from memcon.store.asking import Filters, conditions, day_after
from memcon.store.tables import claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row

SIDES, ISSUES = 12, 16
"""Sides and issues that are shown: those with most positions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The position that a side took last on an issue (empty: none named), no denial, and how many it took there."""

    side: str
    issue: str
    claim: queries.ClaimRow
    positions: int


def matrix(connection: Connection, asked: Filters) -> list[Cell]:
    """Return the cells, side by side, those with most positions first."""
    found = {
        (row.side, row.issue or ""): row for named in (True, False) for row in _places(connection, asked, named=named)
    }
    counts = {place: row.positions for place, row in found.items()}
    sides, issues = _most(counts, 0, SIDES), _most(counts, 1, ISSUES)
    places = [(side, issue) for side in sides for issue in issues if (side, issue) in found]
    rows = queries.of_ids(connection, [found[place].last for place in places if found[place].last], asked.before)
    return [
        Cell(side=side, issue=issue, claim=rows[last], positions=counts[side, issue])
        for side, issue in places
        if (last := found[side, issue].last) in rows
    ]


def _places(connection: Connection, asked: Filters, *, named: bool) -> Sequence[Row[Any]]:
    """Return each side and issue with the number of positions and the last one's id; `named`: those with an issue.

    Where claims are looked at one by one, an expression keeps SQLite from walking those of every issue in their order
    by side.
    """
    side = claims.c.side if named or asked.min_origins < 2 else claims.c.side.concat("")
    where = [
        *_where(asked),
        side.is_not(None),
        claims.c.issue.is_not(None) if named else claims.c.issue.is_(None),
    ]
    counted = select(side.label("side"), claims.c.issue, func.count().label("positions")).where(*where)
    places = counted.group_by(side, claims.c.issue).subquery()
    same = [claims.c.side == places.c.side, claims.c.issue == places.c.issue if named else claims.c.issue.is_(None)]
    last = (
        select(claims.c.id)
        .where(*_where(asked), *same, claims.c.factuality != "denied")
        .order_by(claims.c.first_seen.desc(), claims.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return connection.execute(select(places, last.label("last"))).all()


def _where(asked: Filters) -> list[ColumnElement[bool]]:
    """Days are meant as first told."""
    bounds = replace(asked, since=None, until=None)
    out = [claims.c.kind == "position", *conditions(bounds, "position")]
    out += [claims.c.first_seen >= asked.since] if asked.since else []
    return out + ([claims.c.first_seen < day_after(asked.until)] if asked.until else [])


def _most(counts: dict[tuple[str, str], int], at: int, limit: int) -> list[str]:
    sums: dict[str, int] = defaultdict(int)
    for place, count in counts.items():
        sums[place[at]] += count
    return sorted(sums, key=lambda one: (one == "", -sums[one], one))[:limit]
