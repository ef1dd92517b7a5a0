"""A docket many times over: what was gathered once, again some days later, under other ids. In SQL, in minutes.

Who is who stays one for all layers, as it does in the news of one negotiation; texts, stories, reports, claims and what
follows from them are each layer's own, so that every index is as deep as in a docket of so many articles that were
gathered one by one, and the blocks of the same sides hold as many claims.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.store.tables import (
    articles,
    bands,
    blocks,
    bodies,
    changes,
    claim_origins,
    claim_parties,
    claims,
    leads,
    mentions,
    relations,
    reports,
    stories,
    telling_origins,
    telling_parties,
    tellings,
)

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

    from memcon.store import Docket

_LAID = (
    *(articles, bodies, bands, stories, reports, leads, mentions),
    *(claims, blocks, claim_parties, claim_origins, tellings, telling_parties, telling_origins, relations, changes),
)
_IDS = frozenset(
    re.findall(r"\w+", "id sha256 address article claim question version_of story report first original by")
)
_MOMENTS = frozenset(("published", "added", "first_seen", "last_seen", "seen"))
_ENDS = frozenset(("start", "end"))  # claims in some tables, days in the others


def lay(docket: Docket, layers: int, days: int) -> None:
    """Lay the articles of a SQLite docket over themselves so many times, each time so many days later."""
    with docket.reading() as connection:
        count = int(connection.exec_driver_sql("SELECT count(*) FROM articles").scalar_one())
    for layer in range(1, layers + 1):
        with docket.writing() as connection:
            for table in _LAID:
                connection.exec_driver_sql(_statement(table, layer, days * layer, count * layer))


def _statement(table: Table, layer: int, days: int, count: int) -> str:
    """Return what copies the first layer of a table."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(_moved(table, column, layer, days, count) for column in table.columns)
    own = next(column.name for column in table.columns if _is_own(table, column))
    return f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {table.name} WHERE instr(\"{own}\", '-') = 0"  # noqa: S608


def _moved(table: Table, column: Column[object], layer: int, days: int, count: int) -> str:
    """Return what a column holds in another layer."""
    name = f'"{column.name}"'
    if _is_own(table, column):
        return f"{name} || '-{layer}'"
    if column.name in _MOMENTS:
        return f"strftime('%Y-%m-%dT%H:%M:%SZ', {name}, '+{days} days')"
    if column.name in _ENDS:
        return f"date({name}, '+{days} days')"
    if table is articles and column.name == "number":
        return f"{name} + {count}"
    if table is bands and column.name == "key":  # 64 bits with sign, of which each layer has a part of its own
        return f"({name} >> 5) + ({layer} << 58)"
    return name


def _is_own(table: Table, column: Column[object]) -> bool:
    """Say whether a column's values are each layer's own."""
    return column.name in _IDS or (column.name in _ENDS and table in (relations, changes))
