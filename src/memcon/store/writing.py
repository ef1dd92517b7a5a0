"""Rows in bulk: put in place of what is there, look up by many keys, take away."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select, Table

AT_ONCE = 500
"""Keys that one statement asks for."""


def chunks(keys: Iterable[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    """Yield keys in lists of at most `size`."""
    waiting = iter(keys)
    while some := list(islice(waiting, size)):
        yield some


@dataclass(frozen=True, slots=True)
class Lookup:
    """A query that is asked again and again, put together once: rows in which a column is one of some keys."""

    query: Select[Any]

    @classmethod
    def by(cls, column: ColumnElement[Any], query: Select[Any]) -> Self:
        """Look up in a query by one of its tables' columns."""
        return cls(query.where(column.in_(bindparam("keys", expanding=True))))

    def __call__(self, connection: Connection, keys: Iterable[Any]) -> Iterator[Row[Any]]:
        """Yield the rows for some keys, however many."""
        for some in chunks(keys):
            yield from connection.execute(self.query, {"keys": some})


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, each in place of the one with the same primary key."""
    if not rows:
        return
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(table)
    keys = [column.name for column in table.primary_key]
    others = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    if others:
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), rows)
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=keys), rows)


def put_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that are not there yet."""
    if rows:
        connection.execute(insert(table), rows)


def remove(connection: Connection, column: ColumnElement[Any], keys: Iterable[Any]) -> None:
    """Delete the rows of a column's table in which it is one of many keys."""
    for some in chunks(keys):
        connection.execute(delete(column.table).where(column.in_(some)))
