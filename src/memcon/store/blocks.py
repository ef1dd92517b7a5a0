"""The blocks in which claims look each other up, as far as they are in memory, and their rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from memcon.store import claim_rows, packing, writing
from memcon.store.block import Block, Place
from memcon.store.tables import blocks, claims

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy import Connection

    from memcon.record.model import Claim, Vector

_PLACE = [
    claims.c[name]
    for name in ("id", "question", "sides", "parties", "start", "end", "first_seen", "last_seen", "vector")
]
_BLOCK = writing.Lookup(
    blocks.c.key,
    select(*_PLACE)
    .join_from(blocks, claims, claims.c.id == blocks.c.claim)
    .where(blocks.c.last_seen >= bindparam("since")),
    "since",
)
_STALE = 0.8  # share of a block that is still told below which it is made anew


class Blocks:
    """Blocks as they are asked for; claims: those in memory, newer than their rows where they were put."""

    def __init__(self, known: Mapping[str, Claim]) -> None:
        self._claims = known
        self._blocks: dict[str, Block] = {}
        self._places: dict[str, Place] = {}
        self._in: dict[str, set[str]] = defaultdict(set)  # claim → keys of the blocks in memory that may have it
        self._put: dict[str, None] = {}  # claims, since the last flush, as are the next three
        self._new: dict[str, dict[str, None]] = defaultdict(dict)
        self._later: dict[str, None] = {}  # told again later than their rows say
        self._since: dict[str, str] = {}  # key → since when it was last asked for

    def get(self, connection: Connection, key: str, since: str) -> Block:
        """Return the claims of a block that were told since some time, and perhaps older ones."""
        known = self._blocks.get(key)
        if known is None or known.since > since:
            self._blocks[key] = known = self._read(connection, key, since, known)
        self._since[key] = since
        return known

    def _read(self, connection: Connection, key: str, since: str, known: Block | None) -> Block:
        """Make a block of its rows, and of what was put and not written."""
        vectors = dict(known.vectors()) if known else {}
        rows = list(_BLOCK(connection, [key], since))
        for row, vector in zip(rows, packing.unpack_vectors([row.vector for row in rows]), strict=True):
            vectors[row.id] = self._claims[row.id].vector if row.id in self._put else vector
            if row.id not in self._places:
                who = claim_rows.listed(row.sides), claim_rows.listed(row.parties)
                self._places[row.id] = Place(row.question, who, row.start, row.end, row.first_seen, row.last_seen)
        vectors |= {claim: self._claims[claim].vector for claim in self._new.get(key, ())}
        made = Block(since, self._places)
        made.fill(vectors.items())
        for claim in vectors:
            self._in[claim].add(key)
        return made

    def put(self, claim: Claim, keys: Collection[str], before: Claim | None) -> None:
        """Take a claim in, or its newer state; keys: of the blocks in which it lies from now on."""
        who = claim.sides, claim.parties
        place = Place(claim.question, who, claim.start, claim.end, claim.first_seen, claim.last_seen)
        changed = before is None or self._places.get(claim.id) != place
        self._places[claim.id] = place
        self._put[claim.id] = None
        if before and before.last_seen != claim.last_seen:
            self._later[claim.id] = None
        if before and (changed or not _same(before.vector, claim.vector)):
            for key in self._in[claim.id]:
                if claim.id in self._blocks[key].rows:
                    self._blocks[key].put(claim.id, claim.vector)
        for key in keys:
            self._new[key][claim.id] = None
            if key in self._blocks and claim.id not in self._blocks[key].rows:
                self._blocks[key].put(claim.id, claim.vector)
                self._in[claim.id].add(key)

    def flush(self, connection: Connection) -> None:
        """Write in which blocks claims lie, and until when those that lie in any are told."""
        claim_rows.write_last_seen(connection, {claim: self._places[claim].last_seen for claim in self._later})
        writing.put(connection, blocks, list(self._rows()))
        for key, since in self._since.items():
            block = self._blocks[key]
            if block.since != since and block.told_since(since) < _STALE * len(block.rows):
                self._blocks[key] = block.since_then(since)
        for pending in (self._put, self._new, self._later, self._since):
            pending.clear()

    def _rows(self) -> Iterator[dict[str, str]]:
        for key, new in self._new.items():
            for claim in new:
                yield {"key": key, "claim": claim, "last_seen": self._places[claim].last_seen}


def _same(one: Vector | None, other: Vector | None) -> bool:
    return one is other or (one is not None and other is not None and one.tobytes() == other.tobytes())
