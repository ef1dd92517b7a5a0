"""Claims, tellings, relations and changes as rows, and back."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select, update

from memcon.record.model import Claim, Relation, Telling
from memcon.spans import Span
from memcon.store import packing, writing
from memcon.store.tables import (
    blocks,
    claim_origins,
    claim_parties,
    claims,
    relations,
    telling_origins,
    telling_parties,
    tellings,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from memcon.record.index import Told
    from memcon.record.model import Change

_CLAIM: tuple[str, ...] = (
    "id",
    "kind",
    "question",
    "side",
    "issue",
    "word",
    "words",
    "factuality",
    "first_seen",
    "last_seen",
)
_CLAIM += ("start", "end", "articles", "outlets", "independent")
_CLAIM_LISTS = ("parties", "sides", "origins")
_TELLING: tuple[str, ...] = (
    "article",
    "record",
    "kind",
    "published",
    "outlet",
    "side",
    "issue",
    "word",
    "words",
    "toward",
)
_TELLING += ("start", "end", "factuality", "told_by")
_TELLING_LISTS = ("parties", "sides", "mediators", "cited", "origins", "conditions", "chain")


def claim(row: Row[Any]) -> Claim:
    """Make the claim of a row of `claims`."""
    said: Any = row._mapping  # noqa: SLF001  SQLAlchemy's public name for it
    fields = {name: said[name] for name in _CLAIM}
    fields |= {name: _listed(said[name]) for name in _CLAIM_LISTS}
    return Claim(**fields, vector=packing.unpack_vector(row.vector))


def telling(row: Row[Any]) -> Telling:
    """Make the telling of a row of `tellings`."""
    said: Any = row._mapping  # noqa: SLF001  SQLAlchemy's public name for it
    fields = {name: said[name] for name in _TELLING}
    fields |= {name: _listed(said[name]) for name in _TELLING_LISTS}
    evidence = tuple(Span(*span) for span in json.loads(row.evidence))
    return Telling(**fields, where=row.place, evidence=evidence, vector=packing.unpack_vector(row.vector))


@lru_cache(maxsize=100_000)
def _listed(written: str) -> tuple[str, ...]:
    return () if written == "[]" else tuple(json.loads(written))


def write_claims(connection: Connection, given: Sequence[Claim], told: Mapping[str, Sequence[Telling]]) -> None:
    """Put claims in place of their older states; told: claim → all of its tellings."""
    writing.put(connection, claims, [_claim_row(one, told[one.id]) for one in given])
    ids = [one.id for one in given]
    writing.remove(connection, claim_parties.c.claim, ids)
    writing.remove(connection, claim_origins.c.claim, ids)
    parties = [
        {"claim": one.id, "actor": actor, "number": at}
        for one in given
        for at, actor in enumerate(dict.fromkeys(one.parties))
    ]
    writing.put_new(connection, claim_parties, parties)
    writing.put_new(connection, claim_origins, [row for one in given for row in _origins(one, told[one.id])])


def _claim_row(one: Claim, told: Sequence[Telling]) -> dict[str, Any]:
    first = min(told, key=lambda each: (each.published, each.article, each.record), default=None)
    row = {name: getattr(one, name) for name in _CLAIM}
    row |= {name: json.dumps(getattr(one, name)) for name in _CLAIM_LISTS}
    row["words"] = packing.storable(one.words)
    return row | {
        "article": first and first.article,
        "record": first and first.record,
        "vector": packing.pack_vector(one.vector),
    }


def _origins(one: Claim, told: Sequence[Telling]) -> Iterator[dict[str, Any]]:
    """Yield the rows that say since when a claim has how many independent origins."""
    seen = dict.fromkeys(one.origins, one.first_seen)
    for origin in one.origins:
        days = [each.published for each in told if origin in each.origins]
        seen[origin] = min(days, default=one.first_seen)
    order = sorted(seen, key=lambda origin: (seen[origin], one.origins.index(origin)))
    for rank, origin in enumerate(order, 1):
        yield {"claim": one.id, "origin": origin, "first_seen": seen[origin], "rank": rank}


def write_tellings(connection: Connection, told: Sequence[Told]) -> None:
    """Put tellings, each with its claim, in place of their older states."""
    writing.put(connection, tellings, [_telling_row(*one) for one in told])
    parties = [row for one in told for row in _parties(one.telling)]
    writing.put(connection, telling_parties, parties)
    _forget_origins(connection, told)
    writing.put(
        connection,
        telling_origins,
        [
            {"article": one.telling.article, "record": one.telling.record, "origin": origin}
            for one in told
            for origin in dict.fromkeys(one.telling.origins)
        ],
    )


def _forget_origins(connection: Connection, told: Sequence[Told]) -> None:
    """Delete what was written of where tellings come from: it changes with what else is told."""
    if told:
        here = (telling_origins.c.article == bindparam("a")) & (telling_origins.c.record == bindparam("r"))
        rows = [{"a": one.telling.article, "r": one.telling.record} for one in told]
        connection.execute(telling_origins.delete().where(here), rows)


def _telling_row(told_claim: str, one: Telling) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in _TELLING}
    row |= {name: json.dumps(getattr(one, name)) for name in (*_TELLING_LISTS, "evidence")}
    row["words"] = packing.storable(one.words)
    return row | {"claim": told_claim, "place": one.where, "vector": packing.pack_vector(one.vector)}


def _parties(one: Telling) -> Iterator[dict[str, str]]:
    parts = {"party": one.parties, "mediator": one.mediators, "toward": (one.toward,) if one.toward else ()}
    for part, actors in parts.items():
        for actor in dict.fromkeys(actors):
            yield {"article": one.article, "record": one.record, "actor": actor, "part": part}


def write_last_seen(connection: Connection, told: Mapping[str, str]) -> None:
    """Write until when claims were told, where blocks look for it."""
    if told:
        query = update(blocks).where(blocks.c.claim == bindparam("c"), blocks.c.last_seen != bindparam("day"))
        query = query.values(last_seen=bindparam("day"))
        connection.execute(query, [{"c": one, "day": day} for one, day in told.items()])


def relations_of(connection: Connection, asked: Collection[str]) -> set[Relation]:
    """Return the relations in the tables that have an end among some claims."""
    query = select(relations.c.kind, relations.c.start, relations.c.end, relations.c.seen, relations.c.by)
    return {
        Relation(**row._mapping)  # noqa: SLF001  SQLAlchemy's public name for it
        for some in writing.chunks(asked)
        for row in connection.execute(query.where(or_(relations.c.start.in_(some), relations.c.end.in_(some))))
    }


def relation_row(one: Relation) -> dict[str, Any]:
    """Make the row of a relation."""
    return {name: getattr(one, name) for name in ("kind", "start", "end", "seen", "by")}


def change_row(question: str, number: int, one: Change) -> dict[str, Any]:
    """Make the row of a change; number: its place among those of its question."""
    said = ("side", "issue", "kind", "start", "end", "seen", "article", "contested")
    return {name: getattr(one, name) for name in said} | {"question": question, "number": number}
