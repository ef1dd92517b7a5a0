"""Claims in SQL, as `record.claims` and `record.rows` ask for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import bindparam, select

from memcon.record.index import Told
from memcon.store import claim_rows, packing, writing
from memcon.store.block import Block
from memcon.store.tables import articles, blocks, changes, claims, relations, tellings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from memcon.record.index import Near
    from memcon.record.model import Change, Claim, Relation, Telling, Vector

    Named = dict[tuple[str, str], Telling]

_CLAIM = writing.Lookup(claims.c.id, select(claims))
_ANSWER = writing.Lookup(claims.c.question, select(claims.c.question, claims.c.id))
_TOLD = writing.Lookup(tellings.c.claim, select(tellings))
_TOLD_BY = writing.Lookup(tellings.c.article, select(tellings))
_FIRST = writing.Lookup(
    articles.c.id, select(articles.c.id, articles.c.version_of).where(articles.c.version_of.is_not(None))
)
_BLOCK = select(blocks.c.claim).where(blocks.c.key == bindparam("key"), blocks.c.last_seen >= bindparam("since"))
_STALE = 0.8  # share of a block that is still told below which it is made anew
_MOST = 400_000  # claims and tellings kept in memory, some 1.5 kilobytes each


class SqlClaims:
    """`ClaimIndex` on a docket: what was asked for or put is kept in memory, and written by `flush`."""

    def __init__(self) -> None:
        self.connection: Connection
        self._forget()

    def _forget(self) -> None:
        self._claims: dict[str, Claim] = {}
        self._blocks: dict[str, Block] = {}
        self._places: dict[str, set[str]] = defaultdict(set)  # claim → keys of the blocks in memory that may have it
        self._questions: dict[str, dict[str, None]] = {}
        self._told: dict[str, Named] = {}
        self._ordered: dict[str, Sequence[Told]] = {}  # as long as nothing is added
        self._said: dict[str, dict[tuple[str, str], Told]] = {}  # article → what it tells
        self._first: dict[str, str | None] = {}  # article → first version
        self._held = 0
        self._dirty: dict[str, None] = {}
        self._dirty_told: dict[tuple[str, str], Told] = {}
        self._new_blocks: dict[str, dict[str, None]] = defaultdict(dict)
        self._since: dict[str, str] = {}  # key → since when it was last asked for
        self._related: set[str] = set()  # claims whose relations were worked out anew
        self._relations: dict[str, set[Relation]] = defaultdict(set)  # by either end
        self._changes: dict[str, list[Change]] = {}

    # -- claims

    def near(self, keys: Collection[str], since: str, until: str) -> Sequence[Claim]:
        """See `ClaimIndex`."""
        ids = {one: None for key in keys for one in self._block(key, since).rows}
        return [claim for claim in self._of(ids) if claim.last_seen >= since and claim.first_seen <= until]

    def nearest(self, near: Near, vector: Vector | None, most: int) -> Sequence[Claim]:
        """See `ClaimIndex`."""
        found: dict[str, float] = {}
        for key in near.keys:
            block = self._block(key, near.since)
            wanted = most
            while True:
                picked = block.nearest(vector, wanted)
                fitting = [pair for pair in picked if self._is_between(pair[1], near)]
                if len(fitting) >= most or len(picked) >= len(block.rows):
                    break
                wanted *= 4
            found |= {claim: minus for minus, claim in fitting}
        order = sorted(found, key=lambda claim: (found[claim], claim))
        return [self._claims[one] for one in order[:most]]

    def _is_between(self, claim: str, near: Near) -> bool:
        known = self._claims[claim]
        return known.last_seen >= near.since and known.first_seen <= near.until

    def _block(self, key: str, since: str) -> Block:
        """Return the claims of a block that were told since some time, and perhaps older ones."""
        known = self._blocks.get(key)
        if known is None or known.since > since:
            ids = dict.fromkeys(self.connection.execute(_BLOCK, {"key": key, "since": since}).scalars())
            ids |= dict.fromkeys(known.rows if known else ()) | self._new_blocks.get(key, {})
            self._load(ids)
            known = self._blocks[key] = Block(since, self._of(ids))
            for one in ids:
                self._places[one].add(key)
        self._since[key] = since
        return known

    def claims(self, ids: Collection[str]) -> Sequence[Claim]:
        """See `ClaimIndex`."""
        self._load(ids)
        found = (self._claims[one] for one in set(ids) if one in self._claims)
        return sorted(found, key=lambda claim: (claim.first_seen, claim.id))

    def of_questions(self, questions: Collection[str]) -> Sequence[Claim]:
        """See `ClaimIndex`."""
        self._answers(questions)
        return self.claims([one for question in questions for one in self._questions[question]])

    def _answers(self, questions: Iterable[str]) -> None:
        """Learn which claims answer some questions."""
        missing = [one for one in questions if one not in self._questions]
        self._questions |= {one: {} for one in missing}
        for row in _ANSWER(self.connection, missing):
            self._questions[row.question][row.id] = None

    def _of(self, ids: Iterable[str]) -> Iterator[Claim]:
        return (self._claims[one] for one in ids)

    def _load(self, ids: Iterable[str]) -> None:
        missing = [one for one in ids if one not in self._claims]
        if missing:
            for row in _CLAIM(self.connection, missing):
                self._claims[row.id] = claim_rows.claim(row)
            self._held += len(missing)

    # -- tellings

    def tellings(self, asked: Collection[str], latest: int | None = None) -> Sequence[Told]:
        """See `ClaimIndex`."""
        self._hear(asked)
        found = [told for claim in set(asked) for told in self._in_turn(claim)[-(latest or 0) :]]
        return sorted(found, key=_in_order)

    def _in_turn(self, claim: str) -> Sequence[Told]:
        """Return the tellings of a claim in their order."""
        if claim not in self._ordered:
            self._ordered[claim] = sorted((Told(claim, one) for one in self._told[claim].values()), key=_in_order)
        return self._ordered[claim]

    def _hear(self, asked: Iterable[str]) -> None:
        """Learn who tells some claims."""
        missing = [one for one in asked if one not in self._told]
        self._told |= {one: {} for one in missing}
        for row in _TOLD(self.connection, missing):
            self._told[row.claim][row.article, row.record] = claim_rows.telling(row)
            self._held += 1

    def told_by(self, asked: Collection[str]) -> Sequence[Told]:
        """See `ClaimIndex`."""
        missing = {one for one in asked if one not in self._said}
        if missing:
            self._said |= {one: {} for one in missing}
            for row in _TOLD_BY(self.connection, missing):
                self._said[row.article][row.article, row.record] = Told(row.claim, claim_rows.telling(row))
            for name, told in self._dirty_told.items():
                if name[0] in missing:
                    self._said[name[0]][name] = told
        return sorted((told for one in set(asked) for told in self._said[one].values()), key=_in_order)

    def expect(self, new: Iterable[str]) -> None:
        """Make articles known that are about to tell something for the first time."""
        self._said |= {one: {} for one in new}

    def versions(self, asked: Collection[str]) -> Mapping[str, str]:
        """See `ClaimIndex`."""
        missing = [one for one in asked if one not in self._first]
        self._first |= dict.fromkeys(missing)
        for row in _FIRST(self.connection, missing):
            self._first[row.id] = row.version_of
        return {one: first for one in asked if (first := self._first[one])}

    def put(self, claim: Claim, keys: Collection[str], told: Iterable[Telling]) -> None:
        """See `ClaimIndex`."""
        if claim.id not in self._claims:  # new, for one that is there was asked for first
            self._told[claim.id] = {}
            if claim.question == claim.id:
                self._questions[claim.id] = {}
        before = self._claims.get(claim.id)
        if before and before.question != claim.question:  # two questions were one
            self._answers([before.question])
            self._questions[before.question].pop(claim.id, None)
        rounded = packing.unpack_vector(packing.pack_vector(claim.vector))  # as it will be read back in another run
        self._claims[claim.id] = replace(claim, vector=rounded)
        self._dirty[claim.id] = None
        if before and not np.array_equal(before.vector, rounded):  # type: ignore[arg-type]  # None is equal to None
            for key in self._places[claim.id]:
                if claim.id in self._blocks[key].rows:
                    self._blocks[key].put(self._claims[claim.id])
        self._answers([claim.question])
        self._questions[claim.question][claim.id] = None
        for key in keys:
            self._new_blocks[key][claim.id] = None
            if key in self._blocks:
                self._blocks[key].put(self._claims[claim.id])
                self._places[claim.id].add(key)
        self._tell(claim, told)

    def _tell(self, claim: Claim, told: Iterable[Telling]) -> None:
        """Keep what is new or has changed of a claim's tellings."""
        known = self._named(claim.id)
        for telling in told:
            name = telling.article, telling.record
            if known.get(name) != telling:
                known[name] = telling
                self._ordered.pop(claim.id, None)
                said = self._dirty_told[name] = Told(claim.id, telling)
                if telling.article in self._said:
                    self._said[telling.article][name] = said
                self._held += 1

    def _named(self, claim: str) -> Named:
        if claim not in self._told:
            self._hear([claim])
        return self._told[claim]

    # -- what follows

    def relations(self, asked: Collection[str]) -> Sequence[Relation]:
        """See `ClaimIndex`."""
        old = claim_rows.relations_of(self.connection, asked)
        left = {one for one in old if one.start not in self._related and one.end not in self._related}
        new = {relation for one in asked for relation in self._relations[one]}
        return sorted(left | new, key=lambda one: (one.kind, one.start, one.end))

    def relate(self, asked: Collection[str], given: Iterable[Relation]) -> None:
        """See `ClaimIndex`."""
        for old in {relation for one in asked for relation in self._relations[one]}:
            self._relations[old.start].discard(old)
            self._relations[old.end].discard(old)
        for new in given:
            self._relations[new.start].add(new)
            self._relations[new.end].add(new)
        self._related.update(asked)

    def change(self, questions: Collection[str], given: Iterable[Change]) -> None:
        """See `ClaimIndex`."""
        self._changes |= {question: [] for question in questions}
        for one in given:
            (claim,) = self.claims([one.end])
            self._changes[claim.question].append(one)

    # -- writing

    def flush(self, connection: Connection) -> None:
        """Write what was put; forget it all when it has become much."""
        dirty = [self._claims[one] for one in self._dirty]
        claim_rows.write_claims(connection, dirty, {one.id: list(self._named(one.id).values()) for one in dirty})
        self._write_blocks(connection)
        claim_rows.write_tellings(connection, list(self._dirty_told.values()))
        writing.remove(connection, relations.c.start, self._related)
        writing.remove(connection, relations.c.end, self._related)
        related = {relation for each in self._relations.values() for relation in each}
        writing.put(connection, relations, [claim_rows.relation_row(one) for one in related])
        writing.remove(connection, changes.c.question, self._changes)
        steps = [(question, at, one) for question, given in self._changes.items() for at, one in enumerate(given)]
        writing.put(connection, changes, [claim_rows.change_row(*step) for step in steps])
        for pending in (self._dirty, self._dirty_told, self._new_blocks, self._related, self._relations, self._changes):
            pending.clear()
        if self._held > _MOST:
            self._forget()

    def _write_blocks(self, connection: Connection) -> None:
        """Write in which blocks claims lie, and until when those that lie in any are told."""
        told = {one.id: one.last_seen for one in self._of(self._dirty)}
        claim_rows.write_last_seen(connection, told)
        rows = [
            {"key": key, "claim": claim, "last_seen": told[claim]}
            for key, new in self._new_blocks.items()
            for claim in new
        ]
        writing.put(connection, blocks, rows)
        for key, since in self._since.items():  # nobody tells the others any more
            block = self._blocks[key]
            late = [claim for claim in self._of(block.rows) if claim.last_seen >= since]
            if len(late) < _STALE * len(block.rows):
                self._blocks[key] = Block(since, late)
        self._since.clear()


def _in_order(told: Told) -> tuple[str, str, str]:
    return told.telling.published, told.telling.article, told.telling.record
