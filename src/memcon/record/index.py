"""What gathering asks of the docket: what is near, never everything. In memory here; `store` answers the same in SQL.

One part for each step. A step asks for few things at a time by key, so that its cost keeps to what is new, and puts
back what it made. What was put is found at once, also before anything is written to disk.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from memcon.record.alike import among, cosine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from memcon.record.model import Change, Claim, Relation, Telling, Vector


class Told(NamedTuple):
    """A telling and the claim that it tells."""

    claim: str
    telling: Telling


class Answer(NamedTuple):
    """A question that some claims answer, and the days of which they speak."""

    question: str
    start: str | None
    end: str | None


class Near(NamedTuple):
    """The claims of some blocks told between two times, unfetched: whoever asks takes as many as he needs."""

    docket: ClaimIndex
    keys: Collection[str]
    since: str
    until: str

    def nearest(self, vector: Vector | None, most: int) -> Sequence[Claim]:
        """Return the claims nearest in meaning, the nearest first; at most as many as said."""
        return self.docket.nearest(self, vector, most)

    def answers(self, sides: tuple[str, ...], parties: tuple[str, ...]) -> Iterable[Answer]:
        """Return what those of them answer in which the same sides, or the same parties, meet: see `alike.among`."""
        return self.docket.answers(self, sides, parties)


class ClaimIndex(Protocol):
    """Claims with their tellings, relations and changes.

    A claim lies in one or several blocks, named by keys (`blocks`); only claims of one block are ever compared.
    """

    def nearest(self, near: Near, vector: Vector | None, most: int) -> Sequence[Claim]:
        """Return those of the claims near by whose vectors have the greatest cosines, the greatest first.

        Near by is what lies in one of the blocks and overlaps the time: `last_seen` >= since and `first_seen` <= until.
        At most as many as said; of equals the one with the smaller id.
        """

    def answers(self, near: Near, sides: tuple[str, ...], parties: tuple[str, ...]) -> Iterable[Answer]:
        """Return each once what the claims near by answer in which the same sides, or the same parties, meet."""

    def claims(self, ids: Collection[str]) -> Sequence[Claim]:
        """Return the claims that have one of these ids, in the order of `first_seen`, then id."""

    def of_questions(self, questions: Collection[str]) -> Sequence[Claim]:
        """Return the claims that answer these questions, in the order of `first_seen`, then id."""

    def tellings(self, claims: Collection[str]) -> Sequence[Told]:
        """Return the tellings of these claims, in the order of publication, then article, then record."""

    def heard(self, claims: Collection[str], latest: int, about: Vector | None, least: float) -> Iterable[Told]:
        """Return the tellings of these claims whose vectors' cosine with another is not less than something.

        latest: how many of each claim are looked at, the latest of them.
        """

    def total(self, claim: str) -> Vector | None:
        """Return the sum of the vectors of a claim's tellings, added in their order; None where none has one."""

    def revised(self, claims: Collection[str]) -> Sequence[Told]:
        """Return of the tellings of these claims those in articles of which the docket has several versions."""

    def told_by(self, articles: Collection[str]) -> Sequence[Told]:
        """Return what these articles tell, in the same order."""

    def versions(self, articles: Collection[str]) -> Mapping[str, str]:
        """Return for those of the articles that are later versions of an address the first version."""

    def put(self, claim: Claim, keys: Collection[str], tellings: Iterable[Telling]) -> None:
        """Keep a claim in place of an older state of it, in these blocks and those it has, with some of its tellings.

        A telling takes the place of an older state of itself (same article and record). Every field comes back as it
        was put, vectors to the precision of the store.
        """

    def relations(self, claims: Collection[str]) -> Sequence[Relation]:
        """Return the relations with an end among these claims."""

    def relate(self, claims: Collection[str], relations: Iterable[Relation]) -> None:
        """Keep relations, in place of all that have an end among these claims."""

    def change(self, questions: Collection[str], changes: Iterable[Change]) -> None:
        """Keep changes, in place of all that lead to a claim that answers one of these questions."""


class MemoryClaims:
    """`ClaimIndex` in dictionaries, for tests and for the figures on the bundles.

    first_versions: later version → first version, for whoever adds entries to fill.
    """

    def __init__(self) -> None:
        self.first_versions: dict[str, str] = {}
        self._claims: dict[str, Claim] = {}
        self._blocks: dict[str, set[str]] = defaultdict(set)
        self._questions: dict[str, set[str]] = defaultdict(set)
        self._told: dict[str, dict[tuple[str, str], Told]] = defaultdict(dict)
        self._articles: dict[str, dict[tuple[str, str], Told]] = defaultdict(dict)
        self._relations: dict[str, set[Relation]] = defaultdict(set)
        self._changes: dict[str, list[Change]] = {}

    def _near(self, near: Near) -> list[Claim]:
        found = self.claims({one for key in near.keys for one in self._blocks[key]})
        return [claim for claim in found if claim.last_seen >= near.since and claim.first_seen <= near.until]

    def nearest(self, near: Near, vector: Vector | None, most: int) -> Sequence[Claim]:
        """See `ClaimIndex`."""
        return sorted(self._near(near), key=lambda claim: (-cosine(vector, claim.vector), claim.id))[:most]

    def answers(self, near: Near, sides: tuple[str, ...], parties: tuple[str, ...]) -> Iterable[Answer]:
        """See `ClaimIndex`."""
        near_by = self._near(near)
        found = (one for one in near_by if among(one.sides, sides) or among(one.parties, parties))
        return {Answer(claim.question, claim.start, claim.end) for claim in found}

    def claims(self, ids: Collection[str]) -> Sequence[Claim]:
        """See `ClaimIndex`."""
        found = (self._claims[one] for one in set(ids) if one in self._claims)
        return sorted(found, key=lambda claim: (claim.first_seen, claim.id))

    def of_questions(self, questions: Collection[str]) -> Sequence[Claim]:
        """See `ClaimIndex`."""
        return self.claims({one for question in questions for one in self._questions[question]})

    def tellings(self, claims: Collection[str]) -> Sequence[Told]:
        """See `ClaimIndex`."""
        return sorted((told for one in set(claims) for told in self._told[one].values()), key=_in_order)

    def heard(self, claims: Collection[str], latest: int, about: Vector | None, least: float) -> Iterable[Told]:
        """See `ClaimIndex`."""
        found = (told for one in claims for told in self.tellings([one])[-latest:])
        return [told for told in found if cosine(about, told.telling.vector) >= least]

    def total(self, claim: str) -> Vector | None:
        """See `ClaimIndex`."""
        return total_of(self.tellings([claim]))

    def revised(self, claims: Collection[str]) -> Sequence[Told]:
        """See `ClaimIndex`."""
        several = {*self.first_versions, *self.first_versions.values()}
        return [one for one in self.tellings(claims) if one.telling.article in several]

    def told_by(self, articles: Collection[str]) -> Sequence[Told]:
        """See `ClaimIndex`."""
        return sorted((told for one in set(articles) for told in self._articles[one].values()), key=_in_order)

    def versions(self, articles: Collection[str]) -> Mapping[str, str]:
        """See `ClaimIndex`."""
        return {one: self.first_versions[one] for one in articles if one in self.first_versions}

    def put(self, claim: Claim, keys: Collection[str], tellings: Iterable[Telling]) -> None:
        """See `ClaimIndex`."""
        if claim.id in self._claims:
            self._questions[self._claims[claim.id].question].discard(claim.id)
        self._claims[claim.id] = claim
        self._questions[claim.question].add(claim.id)
        for key in keys:
            self._blocks[key].add(claim.id)
        for telling in tellings:
            told, name = Told(claim.id, telling), (telling.article, telling.record)
            self._told[claim.id][name] = self._articles[telling.article][name] = told

    def relations(self, claims: Collection[str]) -> Sequence[Relation]:
        """See `ClaimIndex`."""
        return sorted({relation for one in claims for relation in self._relations[one]}, key=_ends)

    def relate(self, claims: Collection[str], relations: Iterable[Relation]) -> None:
        """See `ClaimIndex`."""
        for old in self.relations(claims):
            self._relations[old.start].discard(old)
            self._relations[old.end].discard(old)
        for new in relations:
            self._relations[new.start].add(new)
            self._relations[new.end].add(new)

    def change(self, questions: Collection[str], changes: Iterable[Change]) -> None:
        """See `ClaimIndex`."""
        for claim in self.of_questions(questions):
            self._changes.pop(claim.id, None)
        for change in changes:
            self._changes.setdefault(change.end, []).append(change)

    @property
    def all_claims(self) -> Sequence[Claim]:
        """All claims, for whoever looks at the whole of a small docket."""
        return self.claims(self._claims)

    @property
    def all_changes(self) -> Sequence[Change]:
        """All changes, in the order in which they were seen."""
        found = [change for changes in self._changes.values() for change in changes]
        return sorted(found, key=lambda change: (change.seen, change.article, change.end))


def _in_order(told: Told) -> tuple[str, str, str]:
    return told.telling.published, told.telling.article, told.telling.record


def _ends(relation: Relation) -> tuple[str, str, str]:
    return relation.kind, relation.start, relation.end


def total_of(told: Iterable[Told]) -> Vector | None:
    """Return the sum of the vectors of tellings, added in the order given; None where none has one."""
    vectors = [one.telling.vector for one in told if one.telling.vector is not None]
    return np.sum(vectors, 0) if vectors else None


def by_claim(told: Iterable[Told]) -> Mapping[str, Sequence[Telling]]:
    """Return for each claim its tellings, in the order given."""
    found: dict[str, list[Telling]] = {}
    for one in told:
        found.setdefault(one.claim, []).append(one.telling)
    return found
