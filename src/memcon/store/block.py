"""One block of claims in memory: who is in it, what each is about, in one matrix, and what each answers."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from memcon.record.alike import among
from memcon.record.index import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from memcon.record.model import Vector

    Names = tuple[str, ...]
    Who = tuple[Names, Names]  # sides and parties

_FEW = 4  # sides whose every part is looked up
_SPARE = 1.5  # times the room that is needed, whenever there is too little


class Sets:
    """Sets of names, found by what is among them, or among which they are."""

    def __init__(self) -> None:
        self._every: dict[Names, dict[Who, None]] = {}
        self._with: dict[str, dict[Names, None]] = {}

    def put(self, names: Names, who: Who) -> None:
        """Keep a set, with what it is part of."""
        if names not in self._every:
            self._every[names] = {}
            for name in names:
                self._with.setdefault(name, {})[names] = None
        self._every[names][who] = None

    def of(self, asked: Names) -> Iterator[Who]:
        """Yield what those are part of that are among the names asked for, or the other way round."""
        rarest = min((self._with.get(name, {}) for name in asked), key=len, default={})
        found = [names for names in rarest if among(names, asked)]
        if len(asked) > _FEW:
            found = [names for names in self._every if among(names, asked)]
        else:
            sizes = range(1, len(asked))
            found += [some for size in sizes for some in permutations(asked, size) if some in self._every]
        for names in found:
            yield from self._every[names]


class Answered:
    """What claims answer, by their sides and parties."""

    def __init__(self) -> None:
        self._by: dict[Who, dict[Answer, dict[str, None]]] = {}
        self._sides, self._parties = Sets(), Sets()
        self._known: dict[str, tuple[Who, Answer]] = {}

    def put(self, claim: str, place: Place) -> None:
        """Keep what a claim answers, in place of what it answered."""
        now = place.who, Answer(place.question, place.start, place.end)
        before = self._known.get(claim)
        if before == now:
            return
        if before:
            del self._by[before[0]][before[1]][claim]
        self._known[claim] = now
        if place.who not in self._by:
            self._by[place.who] = {}
            self._sides.put(place.who[0], place.who)
            self._parties.put(place.who[1], place.who)
        self._by[place.who].setdefault(now[1], {})[claim] = None

    def of(self, who: Who) -> Iterator[tuple[Answer, dict[str, None]]]:
        """Yield what claims answer in which the same sides or the same parties meet, each with the claims."""
        for one in dict.fromkeys((*self._sides.of(who[0]), *self._parties.of(who[1]))):
            yield from self._by[one].items()


class Place(NamedTuple):
    """What a block knows of a claim: what it answers, its sides and parties, its days, and when it was told."""

    question: str
    who: Who
    start: str | None
    end: str | None
    first_seen: str
    last_seen: str


class Block:
    """Claims that may be compared: all that were told since some time, and perhaps older ones.

    since: the time. places: what is known of claims, kept up by whoever made the block. rows: claim's id → row of the
    matrix, which holds its vector, or noughts where it has none.
    """

    def __init__(self, since: str, places: Mapping[str, Place]) -> None:
        self.since = since
        self.rows: dict[str, int] = {}
        self._places = places
        self._ids: list[str] = []
        self._matrix: NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self._answered: Answered | None = None  # once asked for
        self._near: tuple[Vector, NDArray[np.float32]] | None = None  # the vector asked for last, and its cosines

    def fill(self, claims: Iterable[tuple[str, Vector | None]]) -> None:
        """Take in claims, each with its vector."""
        given = dict(claims)
        size = next((len(vector) for vector in given.values() if vector is not None), 0)
        if size:
            self._make_room(len(self._ids) + len(given), size)
        for claim, vector in given.items():
            self.put(claim, vector)

    def put(self, claim: str, vector: Vector | None) -> None:
        """Take a claim in, or its newer state."""
        self._near = None
        row = self.rows.get(claim)
        if row is None:
            row = self.rows[claim] = len(self._ids)
            self._ids.append(claim)
        if vector is not None:
            self._make_room(len(self._ids), len(vector))
            self._matrix[row] = vector
        if self._answered is not None:
            self._answered.put(claim, self._places[claim])

    def _make_room(self, rows: int, size: int) -> None:
        if rows > len(self._matrix) or self._matrix.shape[1] != size:
            wider = np.zeros((int(rows * _SPARE) + 8, size), np.float32)
            wider[: len(self._matrix), : self._matrix.shape[1]] = self._matrix
            self._matrix = wider

    def since_then(self, since: str) -> Block:
        """Return the block without the claims that nobody tells any more."""
        late = Block(since, self._places)
        late.fill((claim, vector) for claim, vector in self.vectors() if self._places[claim].last_seen >= since)
        return late

    def vectors(self) -> Iterator[tuple[str, Vector | None]]:
        """Yield each claim with its vector."""
        return ((claim, self._matrix[row] if row < len(self._matrix) else None) for claim, row in self.rows.items())

    def told_since(self, since: str) -> int:
        """Count the claims that were told since some time."""
        return sum(self._places[claim].last_seen >= since for claim in self.rows)

    def nearest(self, vector: Vector | None, most: int, since: str, until: str) -> dict[str, float]:
        """Return the claims told between two times that are nearest to a vector, each with minus the cosine.

        At most as many as said, and ties, and some more.
        """
        if vector is None or not self._matrix.size:
            return dict.fromkeys(sorted(self._between(self._ids, since, until))[:most], 0.0)
        if self._near is None or self._near[0] is not vector:
            self._near = vector, self._matrix[: len(self._ids)] @ vector
        cosines = self._near[1]
        wanted, found = most, dict[str, float]()
        while True:
            picked = range(len(cosines))
            if wanted < len(cosines):
                least = np.partition(cosines, -wanted)[-wanted]
                picked = (cosines >= least).nonzero()[0].tolist()
            values = cosines[picked].tolist() if len(picked) < len(cosines) else cosines.tolist()
            near = dict(zip([self._ids[at] for at in picked], values, strict=True))
            found = {one: -near[one] for one in self._between(near, since, until)}
            if len(found) >= most or len(picked) >= len(self._ids):
                return found
            wanted *= 4

    def _between(self, claims: Iterable[str], since: str, until: str) -> Iterator[str]:
        for claim in claims:
            place = self._places[claim]
            if place.last_seen >= since and place.first_seen <= until:
                yield claim

    def answers(self, who: Who, since: str, until: str) -> Iterator[Answer]:
        """Yield what the claims told between two times answer in which the same sides, or the same parties, meet."""
        if self._answered is None:
            self._answered = Answered()
            for claim in self._ids:
                self._answered.put(claim, self._places[claim])
        for answer, claims in self._answered.of(who):
            if any(self._between(reversed(claims), since, until)):
                yield answer
