"""Who stands where: for each side and issue the position taken last."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from memcon.store import queries
from memcon.store.asking import Filters, conditions, day_after
from memcon.store.tables import claims

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

SIDES, ISSUES = 12, 16
"""Sides and issues that are shown: those with most positions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The position that a side took last on an issue (empty: none named), and how many it took there."""

    side: str
    issue: str
    claim: queries.ClaimRow
    positions: int


def matrix(connection: Connection, asked: Filters) -> list[Cell]:
    """Return the cells, side by side, those with most positions first."""
    counts = _counts(connection, asked)
    sides, issues = _most(counts, 0, SIDES), _most(counts, 1, ISSUES)
    places = [(side, issue) for side in sides for issue in issues if (side, issue) in counts]
    last = {place: _last(connection, asked, *place) for place in places}
    rows = queries.of_ids(connection, [one for one in last.values() if one], asked.before)
    return [
        Cell(side=side, issue=issue, claim=rows[last[side, issue] or ""], positions=counts[side, issue])
        for side, issue in places
        if last[side, issue] in rows
    ]


def _counts(connection: Connection, asked: Filters) -> dict[tuple[str, str], int]:
    query = select(claims.c.side, claims.c.issue, func.count().label("positions"))
    query = query.where(*_where(asked), claims.c.side.is_not(None)).group_by(claims.c.side, claims.c.issue)
    return {(row.side, row.issue or ""): row.positions for row in connection.execute(query)}


def _where(asked: Filters) -> list[ColumnElement[bool]]:
    """Denials say what is not held, so they do not fill a cell; days are meant as first told."""
    bounds = Filters(
        **{name: getattr(asked, name) for name in Filters.__dataclass_fields__} | {"since": None, "until": None}
    )
    out = [*conditions(bounds, "position"), claims.c.factuality != "denied"]
    out += [claims.c.first_seen >= asked.since] if asked.since else []
    return out + ([claims.c.first_seen < day_after(asked.until)] if asked.until else [])


def _most(counts: dict[tuple[str, str], int], at: int, limit: int) -> list[str]:
    sums: dict[str, int] = defaultdict(int)
    for place, count in counts.items():
        sums[place[at]] += count
    return sorted(sums, key=lambda one: (one == "", -sums[one], one))[:limit]


def _last(connection: Connection, asked: Filters, side: str, issue: str) -> str | None:
    about = claims.c.issue == issue if issue else claims.c.issue.is_(None)
    query = select(claims.c.id).where(*_where(asked), claims.c.side == side, about)
    return connection.execute(query.order_by(claims.c.first_seen.desc(), claims.c.id.desc()).limit(1)).scalar()
