"""What people decided by hand, as gathering and rereading take it into account."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from memcon.record.who import Merges
from memcon.spans import Span
from memcon.store.tables import corrections, merges

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from memcon.coding.record import Record

_LISTS = {"position": "positions", "event": "events", "proposal": "proposals", "standing": "standings"}


@dataclass(frozen=True, slots=True)
class Decided:
    """All decisions in force.

    corrections: article's sha256 → (kind, evidence) → what a record should say, None for a record that is wrong.
    """

    merges: Merges = field(default_factory=Merges)
    corrections: Mapping[str, Mapping[tuple[str, tuple[Span, ...]], Mapping[str, Any] | None]] = field(
        default_factory=dict
    )

    def corrected(self, record: Record) -> Record:
        """Return a record without what was rejected, and with the fields that were corrected.

        A record is known by its kind and its evidence, whatever id it has in this reading.
        """
        known = self.corrections.get(record.article.sha256)
        if not known:
            return record
        lists: dict[str, Any] = {name: _corrected(kind, getattr(record, name), known) for kind, name in _LISTS.items()}
        return replace(record, **lists)


def decided(connection: Connection) -> Decided:
    """Read the decisions; of several about one thing the last counts."""
    rows = connection.execute(select(merges).where(merges.c.verdict == "split").order_by(merges.c.id))
    split = [tuple(json.loads(row.names)) for row in rows]
    found: dict[str, dict[tuple[str, tuple[Span, ...]], Mapping[str, Any] | None]] = {}
    for row in connection.execute(select(corrections).order_by(corrections.c.id)):
        name = row.kind, tuple(Span(*span) for span in json.loads(row.evidence))
        said = {"reject": None, "correct": json.loads(row.fields)}.get(row.verdict, {})
        found.setdefault(row.sha256, {})[name] = said
    return Decided(Merges.of(merged(connection), split), found)


def merged(connection: Connection) -> list[tuple[str, str]]:
    """Read which name means whose bearer, without what was taken back, the oldest first."""
    out: dict[tuple[str, str], None] = {}
    for row in connection.execute(select(merges).where(merges.c.verdict != "split").order_by(merges.c.id)):
        one, other = json.loads(row.names)
        out.pop((one, other), None)
        out |= {(one, other): None} if row.verdict == "merge" else {}
    return list(out)


def _corrected(
    kind: str, records: Sequence[Any], known: Mapping[tuple[str, tuple[Span, ...]], Mapping[str, Any] | None]
) -> tuple[Any, ...]:
    out = []
    for one in records:
        said = known.get((kind, one.evidence), {})
        if said is not None:
            names = {each.name for each in fields(one)}
            out.append(replace(one, **{name: _value(value) for name, value in said.items() if name in names}))
    return tuple(out)


def _value(written: Any) -> Any:  # noqa: ANN401  whatever a record's field holds
    """Return a value of JSON as records have it: lists as tuples, pairs of numbers as spans."""
    if not isinstance(written, list):
        return written
    if len(written) == 2 and all(isinstance(one, int) for one in written):
        return Span(*written)
    return tuple(_value(one) for one in written)
