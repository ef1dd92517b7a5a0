"""Read again what is stored, with the model and codebook of today, and gather everything afresh."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from memcon.store import packing
from memcon.store.tables import articles, bodies, metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from memcon.coding.record import MadeBy, Record
    from memcon.record.model import Entry
    from memcon.store.docket import Docket

KEPT = ("articles", "bodies", "inputs", "revisions", "corrections", "merges")
"""Tables that hold what was added and decided; the others are gathered."""
AT_ONCE = 16
_KINDS = {"positions": "position", "events": "event", "proposals": "proposal", "standings": "standing"}


@dataclass(slots=True)
class Differences:
    """What a reread changed: articles that were read, and of them those whose records differ; records by kind."""

    read: int = 0
    changed: list[str] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def note(self, article: str, old: Record, new: Record) -> None:
        """Compare two records of one article; the order and the ids of what they hold do not matter."""
        self.read += 1
        before, after = _held(old), _held(new)
        gained, gone = after - before, before - after
        if gained or gone:
            self.changed.append(article)
        self._count(self.added, gained)
        self._count(self.lost, gone)

    def _count(self, tally: Counter[str], records: Counter[tuple[str, str]]) -> None:
        for (kind, _), count in records.items():
            tally[kind] += count


def outdated(docket: Docket, made_by: MadeBy, *, everything: bool = False) -> list[str]:
    """Return the ids of the articles whose records something else made; of all of them if wanted."""
    columns = articles.c
    differs = or_(
        columns.memcon != made_by.memcon, columns.model != made_by.model, columns.codebook != made_by.codebook
    )
    query = select(columns.id).order_by(columns.number)
    with docket.reading() as connection:
        return list(connection.execute(query if everything else query.where(differs)).scalars())


def stored(docket: Docket, ids: Sequence[str]) -> Iterator[Record]:
    """Yield the records of some articles, in the order given."""
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        with docket.reading() as connection:
            query = select(bodies.c.article, bodies.c.record).where(bodies.c.article.in_(some))
            found = {row.article: row.record for row in connection.execute(query)}
        yield from (packing.unpack_record(found[one]) for one in some)


def replace(docket: Docket, ids: Sequence[str], entries: Iterable[Entry]) -> Iterator[Differences]:
    """Put new records in place of the old ones of some articles, a batch at a time; yield what has changed so far.

    entries: in the order of ids. With the last batch all that was gathered is taken away, in the same transaction, to
    be gathered afresh: a run that is killed before goes on where it was, one that is killed after has only to gather.
    """
    differences, waiting = Differences(), iter(entries)
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        read = list(islice(waiting, len(some)))
        with docket.writing() as connection:
            for id_, entry in zip(some, read, strict=True):
                differences.note(id_, _replace(connection, id_, entry), entry.record)
            if at + AT_ONCE >= len(ids):
                forget_gathered(connection)
        yield differences


def _replace(connection: Connection, id_: str, entry: Entry) -> Record:
    """Put a new record in place of an article's old one, which is returned."""
    mine = bodies.c.article == id_
    old = connection.execute(select(bodies.c.record).where(mine)).scalar_one()
    made_by = entry.record.made_by
    stamps = {"memcon": made_by.memcon, "model": made_by.model, "codebook": made_by.codebook}
    connection.execute(update(articles).where(articles.c.id == id_).values(**stamps))
    new = {"record": packing.pack_record(entry.record), "meanings": packing.pack_meanings(entry.meanings)}
    connection.execute(update(bodies).where(mine).values(**new))
    return packing.unpack_record(old)


def forget_gathered(connection: Connection) -> None:
    """Take away all that was gathered; what people added and decided stays."""
    for table in reversed(metadata.sorted_tables):
        if table.name not in KEPT:
            connection.execute(delete(table))
    connection.execute(update(articles).values(gathered=False, story=None, report=None))


def _held(record: Record) -> Counter[tuple[str, str]]:
    """Return what a record holds, each with its kind and without ids, as far as words and spans tell."""
    names = {entity.id: entity.name for entity in record.entities}
    return Counter((kind, _written(one, names)) for listed, kind in _KINDS.items() for one in getattr(record, listed))


def _written(one: Any, names: dict[str, str]) -> str:  # noqa: ANN401  any kind of record
    """Write a record down for comparing: entities by their names, nothing of its own and other records' ids."""
    left_out = {"id", "chain", "proposal", "event"}
    fields = {name: getattr(one, name) for name in type(one).__dataclass_fields__ if name not in left_out}

    def said(value: Any) -> Any:  # noqa: ANN401  any field's value
        return names.get(value, value) if isinstance(value, str) else repr(value)

    return json.dumps(
        {
            name: [said(each) for each in value] if isinstance(value, tuple) else said(value)
            for name, value in fields.items()
        },
        sort_keys=True,
    )
