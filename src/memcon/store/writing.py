"""Rows in bulk: put in place of what is there, look up by many keys, take away.

Statements are written out once and go past SQLAlchemy's own handling, which takes several times as long as SQLite does:
values go to the driver and come from it as they are.
"""

from __future__ import annotations

from collections import namedtuple
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Dialect, Executable, Select, Table

AT_ONCE = 512
"""Keys that one statement asks for."""


def chunks(keys: Iterable[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    """Yield keys in lists of at most `size`."""
    waiting = iter(keys)
    while some := list(islice(waiting, size)):
        yield some


class Lookup:
    """A query that is asked again and again: rows in which a column is one of some keys.

    given: the names of the query's own parameters, which stand before the keys.
    """

    def __init__(self, column: ColumnElement[Any], query: Select[Any], *given: str) -> None:
        self._query = query.where(column.in_(bindparam("keys", expanding=True)))
        names = [str(one.key) for one in query.selected_columns]
        self._row: Any = getattr(namedtuple("_Row", names), "_make")  # noqa: B009, PYI024
        self._given = given
        self._written: dict[tuple[str, int], str] = {}

    def __call__(self, connection: Connection, keys: Iterable[Any], *given: Any) -> Iterator[Any]:  # noqa: ANN401
        """Yield the rows for some keys, however many, as named tuples."""
        for some in chunks(keys):
            room = 1 << (len(some) - 1).bit_length()  # few different statements, each prepared once
            some.extend(some[-1:] * (room - len(some)))
            yield from map(self._row, _fetched(connection, self._sql(connection.dialect, room), (*given, *some)))

    def _sql(self, dialect: Dialect, room: int) -> str:
        """Return the statement with room for so many keys."""
        name = dialect.name, room
        if name not in self._written:
            compiled = self._query.compile(dialect=dialect)
            text, mark = str(compiled), "?" if dialect.name == "sqlite" else "%s"
            for one in self._given:
                text = text.replace(f"%({one})s", mark)
            text = text.replace("__[POSTCOMPILE_keys]", ", ".join([mark] * room))
            self._written[name] = text
        return self._written[name]


def _fetched(connection: Connection, sql: str, given: tuple[Any, ...]) -> Sequence[tuple[Any, ...]]:
    """Run a query and fetch what it finds."""
    if connection.dialect.name != "sqlite" or not connection.in_transaction():  # which sees to its beginning
        return connection.exec_driver_sql(sql, given).fetchall()
    driver: Any = connection.connection.driver_connection
    found: Sequence[tuple[Any, ...]] = driver.execute(sql, given).fetchall()
    return found


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, each in place of the one with the same primary key; all have the same columns."""
    if rows:
        _many(connection, _upsert(connection.dialect.name, table, tuple(rows[0])), rows)


@cache
def _upsert(dialect: str, table: Table, names: tuple[str, ...]) -> Executable:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = make(table).values({name: bindparam(name) for name in names})
    keys = [column.name for column in table.primary_key]
    others = {name: statement.excluded[name] for name in names if name not in keys}
    if others:
        return statement.on_conflict_do_update(index_elements=keys, set_=others)
    return statement.on_conflict_do_nothing(index_elements=keys)


def put_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that are not there yet; all have the same columns."""
    if rows:
        _many(connection, _insert(table, tuple(rows[0])), rows)


@cache
def _insert(table: Table, names: tuple[str, ...]) -> Executable:
    return insert(table).values({name: bindparam(name) for name in names})


def set_each(
    connection: Connection, key: ColumnElement[Any], column: ColumnElement[Any], values: Mapping[Any, Any]
) -> None:
    """Write one column of the rows that have these keys: key → value."""
    set_rows(connection, (key,), [{key.key: one, column.key: value} for one, value in values.items()])


def set_rows(connection: Connection, keys: tuple[ColumnElement[Any], ...], rows: Iterable[Mapping[Any, Any]]) -> None:
    """Write columns of rows that are there; each has the keys by which it is known, and any other columns."""
    alike: dict[tuple[str, ...], list[Mapping[Any, Any]]] = {}
    for row in rows:
        alike.setdefault(tuple(row), []).append(row)
    known = [key.key for key in keys]
    for names, some in alike.items():
        statement = _update(keys, tuple(name for name in names if name not in known))
        _many(connection, statement, [{**row, **{f"key_{one}": row[one] for one in known}} for row in some])


@cache
def _update(keys: tuple[ColumnElement[Any], ...], names: tuple[str, ...]) -> Executable:
    where = (key == bindparam(f"key_{key.key}") for key in keys)
    return update(keys[0].table).where(*where).values({name: bindparam(name) for name in names})


def replace(connection: Connection, table: Table, names: Sequence[str], before: set[Any], now: set[Any]) -> None:
    """Take away the rows that are no more, and insert those that are new; both as tuples of the named columns."""
    keys = tuple(table.primary_key)
    at = [names.index(column.name) for column in keys]
    remove_each(connection, keys, [tuple([row[place] for place in at]) for row in before - now])
    put_new(connection, table, [dict(zip(names, row, strict=True)) for row in sorted(now - before, key=repr)])


def remove(connection: Connection, column: ColumnElement[Any], keys: Iterable[Any]) -> None:
    """Delete the rows of a column's table in which it is one of many keys."""
    remove_each(connection, (column,), [(one,) for one in keys])


def remove_each(
    connection: Connection, columns: tuple[ColumnElement[Any], ...], keys: Sequence[tuple[Any, ...]]
) -> None:
    """Delete the rows of a table in which some columns have one of many combinations of values."""
    if keys:
        names = [f"k{at}" for at in range(len(columns))]
        _many(connection, _delete(columns), [dict(zip(names, one, strict=True)) for one in keys])


@cache
def _delete(columns: tuple[ColumnElement[Any], ...]) -> Executable:
    where = (column == bindparam(f"k{at}") for at, column in enumerate(columns))
    return delete(columns[0].table).where(*where)


def _many(connection: Connection, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a statement for each of many rows of parameters."""
    text, names = _written(statement, connection.dialect.name)
    connection.exec_driver_sql(text, [tuple([row[name] for name in names]) for row in rows])


@cache
def _written(statement: Any, dialect: str) -> tuple[str, tuple[str, ...]]:  # noqa: ANN401  an executable
    """Write a statement out for the driver, and say in which order its parameters come."""
    ours = sqlite.dialect() if dialect == "sqlite" else postgresql.dialect(paramstyle="format")  # type: ignore[no-untyped-call]
    compiled = statement.compile(dialect=ours)
    return str(compiled), tuple(compiled.positiontup)
