"""The records of single articles as they were stored: who their sources are, or the whole of them."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from memcon.coding.record import Entity, Source, Unnamed
from memcon.spans import Span
from memcon.store.packing import unpack_record
from memcon.store.queries import at_once
from memcon.store.tables import bodies

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from memcon.coding.record import Record


class Sourced:
    """One article's text, its sources and its entities, by id: enough to say by which chain something came."""

    def __init__(self, text: str, written: dict[str, Any]) -> None:
        self.text = text
        self.sources = {one["id"]: _source(one) for one in written["sources"]}
        self.entities = {
            one["id"]: Entity(id=one["id"], kind=one["kind"], name=one["name"]) for one in written["entities"]
        }


def _source(written: dict[str, Any]) -> Source:
    unnamed = written.get("unnamed")
    return Source(
        id=written["id"],
        kind=written["kind"],
        entity=written["entity"],
        span=Span(*written["span"]) if written["span"] else None,
        unnamed=Unnamed(**unnamed) if unnamed else None,
    )


def sourced(connection: Connection, ids: Collection[str]) -> dict[str, Sourced]:
    """Return articles with their sources, by id; the rest of their records is not looked at."""
    query = select(bodies.c.article, bodies.c.text, bodies.c.record)
    return {
        row.article: Sourced(row.text, json.loads(zlib.decompress(row.record)))
        for some in at_once(ids)
        for row in connection.execute(query.where(bodies.c.article.in_(some)))
        if row.record
    }


def record(connection: Connection, article: str) -> Record | None:
    """Return the whole record of an article, as it was read; null where there is no such article."""
    packed = connection.execute(select(bodies.c.record).where(bodies.c.article == article)).scalar()
    return unpack_record(packed) if packed else None
