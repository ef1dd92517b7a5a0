"""What follows from claims, relations and changes, as far as it was worked out anew; and their rows."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import select

from memcon.record.model import Relation
from memcon.store import writing
from memcon.store.tables import changes, relations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

    from memcon.record.model import Change

_RELATION = ("kind", "start", "end", "seen", "by")
_CHANGE = ("side", "issue", "kind", "start", "end", "seen", "article", "contested")
_columns = select(*(relations.c[name] for name in _RELATION))
_FROM, _TO = writing.Lookup(relations.c.start, _columns), writing.Lookup(relations.c.end, _columns)
_STEPS = writing.Lookup(
    changes.c.question, select(changes.c.question, changes.c.number, *(changes.c[name] for name in _CHANGE))
)


class Follows:
    """Relations and changes that take the place of what is written; only what differs is written again."""

    def __init__(self) -> None:
        self._related: set[str] = set()  # claims whose relations were worked out anew
        self._relations: dict[str, set[Relation]] = defaultdict(set)  # by either end
        self._changes: dict[str, Sequence[Change]] = {}

    def relations(self, connection: Connection, asked: Collection[str]) -> Sequence[Relation]:
        """See `ClaimIndex`."""
        written = _written(connection, asked)
        left = {one for one in written if one.start not in self._related and one.end not in self._related}
        new = {relation for one in asked for relation in self._relations.get(one, ())}
        return sorted(left | new, key=lambda one: (one.kind, one.start, one.end))

    def relate(self, asked: Collection[str], given: Iterable[Relation]) -> None:
        """See `ClaimIndex`."""
        for old in {relation for one in asked for relation in self._relations.get(one, ())}:
            self._relations[old.start].discard(old)
            self._relations[old.end].discard(old)
        for new in given:
            self._relations[new.start].add(new)
            self._relations[new.end].add(new)
        self._related.update(asked)

    def change(self, question: str, given: Sequence[Change]) -> None:
        """Keep the steps of a question."""
        self._changes[question] = given

    def flush(self, connection: Connection) -> None:
        """Write what was put."""
        before = {_row(one) for one in _written(connection, self._related)}
        now = {_row(one) for each in self._relations.values() for one in each}
        writing.replace(connection, relations, _RELATION, before, now)
        said = ("question", "number", *_CHANGE)
        steps = {tuple(row) for row in _STEPS(connection, self._changes)}
        new = {
            (question, at, *(getattr(one, name) for name in _CHANGE))
            for question, each in self._changes.items()
            for at, one in enumerate(each)
        }
        writing.replace(connection, changes, said, steps, new)
        for pending in (self._related, self._relations, self._changes):
            pending.clear()


def _written(connection: Connection, asked: Collection[str]) -> set[Relation]:
    """Return the relations in the tables that have an end among some claims."""
    rows = chain(_FROM(connection, asked), _TO(connection, asked))
    return {Relation(**row._asdict()) for row in rows}


def _row(one: Relation) -> tuple[str | None, ...]:
    return one.kind, one.start, one.end, one.seen, one.by
