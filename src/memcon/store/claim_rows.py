"""Claims and tellings as rows, and back."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from memcon.record.model import Claim, Telling
from memcon.spans import Span
from memcon.store import packing, writing
from memcon.store.tables import (
    blocks,
    claim_origins,
    claim_parties,
    claims,
    telling_origins,
    telling_parties,
    tellings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from memcon.record.index import Told

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
_ORIGIN = ("claim", "origin", "first_seen", "rank")
_ORIGINS = writing.Lookup(claim_origins.c.claim, select(*(claim_origins.c[name] for name in _ORIGIN)))
_TELLING_LISTS = ("parties", "sides", "mediators", "cited", "origins", "conditions", "chain")


def claim(row: Any) -> Claim:  # noqa: ANN401  a row of `claims`
    """Make the claim of a row of `claims`."""
    fields = row._asdict()
    fields |= {name: listed(fields[name]) for name in _CLAIM_LISTS}
    fields["vector"] = packing.unpack_vector(row.vector)
    for name in ("article", "record"):
        fields.pop(name)
    return Claim(**fields)


def telling(row: Any) -> Telling:  # noqa: ANN401  a row of `tellings`
    """Make the telling of a row of `tellings`."""
    fields = row._asdict()
    fields |= {name: listed(fields[name]) for name in _TELLING_LISTS}
    fields["where"], fields["evidence"] = fields.pop("place"), spans(row.evidence)
    fields["vector"] = packing.unpack_vector(row.vector)
    fields.pop("claim")
    return Telling(**fields)


@lru_cache(maxsize=100_000)
def spans(written: str) -> tuple[Span, ...]:
    """Read a list of spans of JSON."""
    return tuple([Span(*span) for span in json.loads(written)])


@lru_cache(maxsize=100_000)
def listed(written: str) -> tuple[str, ...]:
    """Read a list of JSON."""
    return () if written == "[]" else tuple(json.loads(written))


@lru_cache(maxsize=100_000)
def written(names: tuple[str, ...]) -> str:
    """Write a list that `listed` reads."""
    return json.dumps(names)


class Changed(NamedTuple):
    """A claim, what is written of it (None for a new one), and its tellings in order."""

    now: Claim
    before: Claim | None
    told: Sequence[Telling]


def write_claims(connection: Connection, given: Sequence[Changed]) -> None:
    """Write new claims, and of those that are there what has changed."""
    new = [one for one in given if one.before is None]
    writing.put_new(connection, claims, [_claim_row(one) for one in new])
    parties = [
        {"claim": one.now.id, "actor": actor, "number": at}
        for one in new
        for at, actor in enumerate(dict.fromkeys(one.now.parties))
    ]
    writing.put_new(connection, claim_parties, parties)
    writing.set_rows(connection, (claims.c.id,), [_difference(one, one.before) for one in given if one.before])
    _write_origins(connection, given)


def _claim_row(one: Changed) -> dict[str, Any]:
    claim, first = one.now, one.told[0] if one.told else None
    row = {name: getattr(claim, name) for name in _CLAIM}
    row |= {name: written(getattr(claim, name)) for name in _CLAIM_LISTS}
    row["words"] = packing.storable(claim.words)
    return row | {
        "article": first and first.article,
        "record": first and first.record,
        "vector": packing.pack_vector(claim.vector),
    }


def _difference(one: Changed, before: Claim) -> dict[str, Any]:
    """Return the columns of a claim's row that are not what they were, beside its id and what it is founded on."""
    now, row = one.now, _claim_row(one)
    same = {name for name in (*_CLAIM, *_CLAIM_LISTS) if getattr(now, name) == getattr(before, name)} - {"id"}
    if packing.pack_vector(before.vector) == row["vector"]:
        same.add("vector")
    return {name: value for name, value in row.items() if name not in same}


def _write_origins(connection: Connection, given: Sequence[Changed]) -> None:
    """Write since when claims have how many independent origins, where that has changed."""
    before = {tuple(row) for row in _ORIGINS(connection, [one.now.id for one in given if one.before])}
    now = {row for one in given for row in _origins(one.now, one.told)}
    writing.replace(connection, claim_origins, _ORIGIN, before, now)


def _origins(one: Claim, told: Sequence[Telling]) -> Iterator[tuple[str, str, str, int]]:
    """Yield the rows that say since when a claim has how many independent origins."""
    seen: dict[str, str] = {}
    for each in told:
        for origin in each.origins:
            seen.setdefault(origin, each.published)
    first = {origin: seen.get(origin, one.first_seen) for origin in one.origins}
    order = sorted(range(len(one.origins)), key=lambda at: (first[one.origins[at]], at))
    for rank, at in enumerate(order, 1):
        yield one.id, one.origins[at], first[one.origins[at]], rank


def write_tellings(connection: Connection, new: Sequence[Told], changed: Sequence[Told]) -> None:
    """Write new tellings, each with its claim, and for those that are there where they come from now."""
    writing.put_new(connection, tellings, [_telling_row(*one) for one in new])
    writing.put_new(connection, telling_parties, [row for one in new for row in _parties(one.telling)])
    rows = [{"article": one.article, "record": one.record, "origins": written(one.origins)} for _, one in changed]
    writing.set_rows(connection, (tellings.c.article, tellings.c.record), rows)
    places = [(one.article, one.record) for _, one in changed]
    writing.remove_each(connection, (telling_origins.c.article, telling_origins.c.record), places)
    origins = [
        {"article": one.telling.article, "record": one.telling.record, "origin": origin}
        for one in (*new, *changed)
        for origin in dict.fromkeys(one.telling.origins)
    ]
    writing.put_new(connection, telling_origins, origins)


def _telling_row(told_claim: str, one: Telling) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in _TELLING}
    row |= {name: written(getattr(one, name)) for name in _TELLING_LISTS}
    row |= {"words": packing.storable(one.words), "evidence": json.dumps(one.evidence)}
    return row | {"claim": told_claim, "place": one.where, "vector": packing.pack_vector(one.vector)}


def _parties(one: Telling) -> Iterator[dict[str, str]]:
    parts = {"party": one.parties, "mediator": one.mediators, "toward": (one.toward,) if one.toward else ()}
    for part, actors in parts.items():
        for actor in dict.fromkeys(actors):
            yield {"article": one.article, "record": one.record, "actor": actor, "part": part}


def write_last_seen(connection: Connection, told: Mapping[str, str]) -> None:
    """Write until when claims were told, where blocks look for it."""
    writing.set_each(connection, blocks.c.claim, blocks.c.last_seen, told)
