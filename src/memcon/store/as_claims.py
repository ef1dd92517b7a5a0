"""Claims in SQL, as `record.claims` and `record.rows` ask for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from memcon.store import claim_rows, packing, writing
from memcon.store.blocks import Blocks
from memcon.store.follows import Follows
from memcon.store.tables import articles, claims
from memcon.store.told import ToldIndex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from memcon.record.index import Answer, Near, Told
    from memcon.record.model import Change, Claim, Relation, Telling, Vector
    from memcon.store.block import Block

_CLAIM = writing.Lookup(claims.c.id, select(claims))
_ANSWER = writing.Lookup(claims.c.question, select(claims.c.question, claims.c.id))
_FIRST = writing.Lookup(
    articles.c.id, select(articles.c.id, articles.c.version_of).where(articles.c.version_of.is_not(None))
)
_MOST = 400_000  # claims and tellings kept in memory, some 1.5 kilobytes each


class SqlClaims:
    """`ClaimIndex` on a docket: what was asked for or put is kept in memory, and written by `flush`."""

    def __init__(self) -> None:
        self.connection: Connection
        self._forget()

    def _forget(self) -> None:
        self._claims: dict[str, Claim] = {}
        self._blocks = Blocks(self._claims)
        self._told = ToldIndex()
        self._follows = Follows()
        self._questions: dict[str, dict[str, None]] = {}
        self._first: dict[str, str | None] = {}  # article → first version
        self._dirty: dict[str, Claim | None] = {}  # put since the last flush → what is written, None for new ones

    # -- claims

    def nearest(self, near: Near, vector: Vector | None, most: int) -> Sequence[Claim]:
        """See `ClaimIndex`."""
        found: dict[str, float] = {}
        for key in near.keys:
            found |= self._block(key, near).nearest(vector, most, near.since, near.until)
        order = sorted(found, key=lambda claim: (found[claim], claim))[:most]
        self._load(order)
        return [self._claims[one] for one in order]

    def answers(self, near: Near, sides: tuple[str, ...], parties: tuple[str, ...]) -> Iterable[Answer]:
        """See `ClaimIndex`."""
        blocks = (self._block(key, near) for key in near.keys)
        return {one for block in blocks for one in block.answers((sides, parties), near.since, near.until)}

    def _block(self, key: str, near: Near) -> Block:
        return self._blocks.get(self.connection, key, near.since)

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

    def _load(self, ids: Iterable[str]) -> None:
        missing = [one for one in ids if one not in self._claims]
        for row in _CLAIM(self.connection, missing):
            self._claims[row.id] = claim_rows.claim(row)

    # -- tellings

    def tellings(self, asked: Collection[str]) -> Sequence[Told]:
        """See `ClaimIndex`."""
        return self._told.of(self.connection, asked)

    def heard(self, asked: Collection[str], latest: int, about: Vector | None, least: float) -> Iterable[Told]:
        """See `ClaimIndex`."""
        return self._told.heard(self.connection, asked, latest, about, least)

    def total(self, claim: str) -> Vector | None:
        """See `ClaimIndex`."""
        return self._told.total(self.connection, claim)

    def revised(self, asked: Collection[str]) -> Sequence[Told]:
        """See `ClaimIndex`."""
        return self._told.revised(self.connection, asked)

    def told_by(self, asked: Collection[str]) -> Sequence[Told]:
        """See `ClaimIndex`."""
        return self._told.by(self.connection, asked)

    def expect(self, new: Iterable[str]) -> None:
        """Make articles known that are about to tell something for the first time."""
        self._told.expect(new)

    def versions(self, asked: Collection[str]) -> Mapping[str, str]:
        """See `ClaimIndex`."""
        missing = [one for one in asked if one not in self._first]
        self._first |= dict.fromkeys(missing)
        for row in _FIRST(self.connection, missing):
            self._first[row.id] = row.version_of
        return {one: first for one in asked if (first := self._first[one])}

    # -- putting

    def put(self, claim: Claim, keys: Collection[str], told: Iterable[Telling]) -> None:
        """See `ClaimIndex`."""
        before = self._claims.get(claim.id)
        if before is None:  # new, for one that is there was asked for first
            self._told.found(claim.id)
            if claim.question == claim.id:
                self._questions[claim.id] = {}
        elif before.question != claim.question:  # two questions were one
            self._answers([before.question])
            self._questions[before.question].pop(claim.id, None)
        rounded = packing.rounded(claim.vector)  # as it will be read back in another run
        now = self._claims[claim.id] = replace(claim, vector=rounded)
        self._dirty.setdefault(claim.id, before)
        self._blocks.put(now, keys, before)
        self._answers([claim.question])
        self._questions[claim.question][claim.id] = None
        self._told.put(self.connection, claim.id, told)

    def relations(self, asked: Collection[str]) -> Sequence[Relation]:
        """See `ClaimIndex`."""
        return self._follows.relations(self.connection, asked)

    def relate(self, asked: Collection[str], given: Iterable[Relation]) -> None:
        """See `ClaimIndex`."""
        self._follows.relate(asked, given)

    def change(self, questions: Collection[str], given: Iterable[Change]) -> None:
        """See `ClaimIndex`."""
        steps: dict[str, list[Change]] = {question: [] for question in questions}
        for one in given:
            (claim,) = self.claims([one.end])
            steps[claim.question].append(one)
        for question, each in steps.items():
            self._follows.change(question, each)

    def flush(self, connection: Connection) -> None:
        """Write what was put; forget it all when it has become much."""
        claim_rows.write_claims(connection, [self._written(*one) for one in self._dirty.items()])
        self._blocks.flush(connection)
        self._told.flush(connection)
        self._follows.flush(connection)
        self._dirty.clear()
        if len(self._claims) + self._told.held > _MOST:
            self._forget()

    def _written(self, claim: str, before: Claim | None) -> claim_rows.Changed:
        """Return how a claim is to be written."""
        told = self._told.of(self.connection, [claim])
        return claim_rows.Changed(self._claims[claim], before, [one.telling for one in told])
