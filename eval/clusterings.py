"""How alike two clusterings of mentions are: MUC, B³, CEAFe, and their mean (CoNLL-2012).

MUC: Vilain et al. 1995. B³: Bagga & Baldwin 1998, each mention counted once. CEAFe: Luo 2005, entities paired one to
one by φ₄. A mention is anything hashable; a clustering is a list of sets of mentions, no mention in two of them. As in
CoNLL-2012, counts are summed over documents before they are divided.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

Clustering: TypeAlias = "Sequence[frozenset[Hashable]]"
MEASURES = ("muc", "b3", "ceafe")


@dataclass(slots=True)
class Tally:
    """Counts of one measure: what of the key is found, of how much; what of the response is right, of how much."""

    found: float = 0.0
    key: float = 0.0
    right: float = 0.0
    response: float = 0.0

    def add(self, other: Tally) -> None:
        """Add the counts of another document."""
        self.found, self.key = self.found + other.found, self.key + other.key
        self.right, self.response = self.right + other.right, self.response + other.response

    def f1(self) -> float:
        """Return the harmonic mean of recall and precision; 0 where nothing is right."""
        if not self.found or not self.right:
            return 0.0
        recall, precision = self.found / self.key, self.right / self.response
        return 2 * recall * precision / (recall + precision)


@dataclass(slots=True)
class Scores:
    """The tallies of all three measures over some documents."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})

    def add(self, key: Clustering, response: Clustering) -> None:
        """Count one document; entities of one mention are left out on both sides, as in CoNLL-2012."""
        key = [one for one in key if len(one) > 1]
        response = [one for one in response if len(one) > 1]
        for name, measure in (("muc", muc), ("b3", b_cubed), ("ceafe", ceaf_e)):
            self.tallies[name].add(measure(key, response))

    def figures(self) -> dict[str, float]:
        """Return the F1 of each measure, and `mean`."""
        out = {name: tally.f1() for name, tally in self.tallies.items()}
        return out | {"mean": sum(out.values()) / len(out)}


def adjusted_rand(key: Clustering, response: Clustering) -> float:
    """Return how alike two clusterings of the same mentions are, 0 by chance, 1 when equal (Hubert & Arabie 1985)."""
    both = sum(math.comb(len(k & r), 2) for k in key for r in response)
    of_key, of_response = (sum(math.comb(len(one), 2) for one in side) for side in (key, response))
    expected = of_key * of_response / max(1, math.comb(sum(len(one) for one in key), 2))
    most = (of_key + of_response) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _places(clustering: Clustering) -> dict[Hashable, int]:
    return {mention: at for at, entity in enumerate(clustering) for mention in entity}


def muc(key: Clustering, response: Clustering) -> Tally:
    """Count links: an entity of n mentions has n - 1, and loses one for each further piece that it is cut into."""
    found, of_key = _links(key, response)
    right, of_response = _links(response, key)
    return Tally(found, of_key, right, of_response)


def _links(one: Clustering, other: Clustering) -> tuple[float, float]:
    places, kept, total = _places(other), 0, 0
    for entity in one:
        pieces = {places[mention] for mention in entity if mention in places}
        alone = sum(mention not in places for mention in entity)
        kept, total = kept + len(entity) - len(pieces) - alone, total + len(entity) - 1
    return float(kept), float(total)


def b_cubed(key: Clustering, response: Clustering) -> Tally:
    """Count for each mention the share of its entity that the other side's entity of it holds too."""
    found, of_key = _shares(key, response)
    right, of_response = _shares(response, key)
    return Tally(found, of_key, right, of_response)


def _shares(one: Clustering, other: Clustering) -> tuple[float, float]:
    places, total = _places(other), 0.0
    for entity in one:
        together: dict[int, int] = defaultdict(int)
        for mention in entity:
            if mention in places:
                together[places[mention]] += 1
        total += sum(n * n for n in together.values()) / len(entity)
    return total, float(sum(len(entity) for entity in one))


def ceaf_e(key: Clustering, response: Clustering) -> Tally:
    """Count the likeness of the best pairing of entities, φ₄ = 2 |k ∩ r| / (|k| + |r|)."""
    alike = [[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]
    best = best_pairing(alike) if key and response else 0.0
    return Tally(best, float(len(key)), best, float(len(response)))


def best_pairing(worth: Sequence[Sequence[float]]) -> float:
    """Return the greatest sum of worths with at most one taken in each row and column (Kuhn 1955, Munkres 1957).

    Shortest augmenting paths with potentials: rows squared times columns.
    """
    if len(worth) > len(worth[0]):
        worth = list(zip(*worth, strict=True))
    return sum(worth[row][column] for row, column in _best_columns(worth))


def best_pairs(worth: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Return the pairing, left → right, with the greatest sum of worths; ends that share nothing are not paired."""
    lefts, rights = sorted({left for left, _ in worth}), sorted({right for _, right in worth})
    if len(lefts) > len(rights):
        turned = best_pairs({(right, left): value for (left, right), value in worth.items()})
        return {left: right for right, left in turned.items()}
    table = [[worth.get((left, right), 0.0) for right in rights] for left in lefts]
    found = {lefts[row]: rights[column] for row, column in _best_columns(table) if table[row][column] > 0}
    return {left: found[left] for left in lefts if left in found}


def _best_columns(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return row and column of the greatest sum; no more rows than columns."""
    rows, columns = len(worth), len(worth[0]) if worth else 0
    up, down, owner = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(worth, row, up, down, owner)
    return [(owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column]]


def _augment(worth: Sequence[Sequence[float]], row: int, up: list[float], down: list[float], owner: list[int]) -> None:
    """Give `row` (from 1) a column, moving others along the cheapest path; column 0 stands for none yet."""
    columns = len(down)
    owner[0], at = row, 0
    cheapest, way, seen = [math.inf] * columns, [0] * columns, [False] * columns
    while owner[at]:
        seen[at] = True
        for column in range(1, columns):
            if not seen[column]:
                cost = -worth[owner[at] - 1][column - 1] - up[owner[at]] - down[column]
                if cost < cheapest[column]:
                    cheapest[column], way[column] = cost, at
        following = min((c for c in range(1, columns) if not seen[c]), key=cheapest.__getitem__)
        step = cheapest[following]
        for column in range(columns):
            if seen[column]:
                up[owner[column]] += step
                down[column] -= step
            else:
                cheapest[column] -= step
        at = following
    while at:
        owner[at] = owner[way[at]]
        at = way[at]
