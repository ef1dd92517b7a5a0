"""Rows in bulk: put in place of what is there, look up by many keys, take away."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, update
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


class Lookup:
    """A query that is asked again and again, written out once: rows in which a column is one of some keys.

    It goes past SQLAlchemy's own handling, which takes three times as long as SQLite does: the query may have no
    parameters of its own, and values come as the driver gives them.
    """

    def __init__(self, column: ColumnElement[Any], query: Select[Any]) -> None:
        self._query = query.where(column.in_(bindparam("keys", expanding=True)))
        self._written: dict[str, tuple[str, str]] = {}

    def __call__(self, connection: Connection, keys: Iterable[Any]) -> Iterator[Row[Any]]:
        """Yield the rows for some keys, however many."""
        for some in chunks(keys):
            before, after = self._sql(connection)
            room = 1 << (len(some) - 1).bit_length()  # few different statements, each prepared once
            some.extend(some[-1:] * (room - len(some)))
            marks = ", ".join(["?" if connection.dialect.name == "sqlite" else "%s"] * room)
            yield from connection.exec_driver_sql(f"{before}{marks}{after}", tuple(some))

    def _sql(self, connection: Connection) -> tuple[str, str]:
        """Return the statement before and after its keys."""
        name = connection.dialect.name
        if name not in self._written:
            text = str(self._query.compile(dialect=connection.dialect))
            before, _, after = text.partition("__[POSTCOMPILE_keys]")
            self._written[name] = before, after
        return self._written[name]


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


def set_each(
    connection: Connection, key: ColumnElement[Any], column: ColumnElement[Any], values: Mapping[Any, Any]
) -> None:
    """Write one column of the rows that have these keys: key → value."""
    if values:
        query = update(key.table).where(key == bindparam("k")).values({column: bindparam("v")})
        connection.execute(query, [{"k": one, "v": value} for one, value in values.items()])


def remove(connection: Connection, column: ColumnElement[Any], keys: Iterable[Any]) -> None:
    """Delete the rows of a column's table in which it is one of many keys."""
    for some in chunks(keys):
        connection.execute(delete(column.table).where(column.in_(some)))
