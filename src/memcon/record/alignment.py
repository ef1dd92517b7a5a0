"""How much of two texts is the same, sentence by sentence and in order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from memcon.record.passages import Passage

    Pair = tuple[int, int, int]  # a passage of each text, and how many pairs of words both have

_LIKE = 0.6  # of the shorter sentence's pairs of words: the same but for a word or a clause
_HELD = 0.35  # of the longer one's: more than half of it is not new
_VERBATIM = 0.85  # of both: such a sentence may have moved
_HEAD = 2  # sentences among which a text's lead is sought in the other


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, as parts of one.

    shorter, longer: how much of each text, by its pairs of words, stands in the other.
    lead: whether the first sentence of one is among the first of the other.
    """

    shorter: float
    longer: float
    lead: bool


def overlap(one: Sequence[Passage], other: Sequence[Passage], omit: Collection[int] = ()) -> Overlap:
    """Align two texts: sentences that changed a little in order, sentences that did not change in any order.

    omit: passages of `one` that say nothing about kinship (boilerplate); what is like them in `other` counts
    as little. Time grows with the product of the numbers of sentences that share words.
    """
    alike = _alike(one, other)
    gone = {b for a, b, _ in alike if a in omit}
    alike = [(a, b, n) for a, b, n in alike if a not in omit and b not in gone]
    sizes = [len(part.pairs) for at, part in enumerate(one) if at not in omit]
    others = [len(part.pairs) for at, part in enumerate(other) if at not in gone]
    if not sizes or not others:
        return Overlap(0.0, 0.0, lead=False)
    taken = _taken(one, other, alike)
    shared = sum(taken.values())
    less, more = sorted((sum(sizes), sum(others)))
    return Overlap(shared / less, shared / more, lead=any(_leads(a, b) for a, b in taken))


def may_lead(one: Sequence[Passage], other: Sequence[Passage], omit: Collection[int] = ()) -> bool:
    """Say, faster than `overlap` does, whether the first sentence of one may be among the first of the other."""
    heads = [(a, b) for a in range(min(_HEAD, len(one))) for b in range(min(_HEAD, len(other))) if _leads(a, b)]
    return any(a not in omit and _is_like(one[a], other[b], len(one[a].pairs & other[b].pairs)) for a, b in heads)


def may_share(
    one: Sequence[Passage],
    other: Sequence[Passage],
    least: float,
    omit: Collection[int] = (),
    of_longer: float = 0.0,
) -> bool:
    """Say, much faster than `overlap` does, whether so much of the shorter text, and of the longer, may be shared."""
    there = set[str]().union(*[part.pairs for part in other])
    asked = [part.pairs for at, part in enumerate(one) if at not in omit]
    mine, shared = sum(map(len, asked)), sum(map(len, map(there.intersection, asked)))
    theirs = sum([len(part.pairs) for part in other])
    if omit:
        apart = set[str]().union(*[one[at].pairs for at in omit])
        held = [part.pairs for part in other if len(apart.intersection(part.pairs)) >= _HELD * len(part.pairs)]
        theirs -= sum(map(len, held))
    return shared >= least * min(mine, theirs) and shared >= of_longer * max(mine, theirs)


def _alike(one: Sequence[Passage], other: Sequence[Passage]) -> list[Pair]:
    """Return the pairs of passages that are the same but for a word or a clause."""
    places = _places(tuple(one))
    out = []
    for b, part in enumerate(other):
        shared: dict[int, int] = {}
        for pair in part.pairs & places.keys():
            for a in places[pair]:
                shared[a] = shared.get(a, 0) + 1
        least = _HELD * len(part.pairs)
        out += [(a, b, n) for a, n in shared.items() if n >= least and _is_like(one[a], part, n)]
    return out


@lru_cache(maxsize=1)  # one text is held beside many
def _places(text: tuple[Passage, ...]) -> Mapping[str, Sequence[int]]:
    """Return for each pair of words the passages that have it."""
    places: dict[str, list[int]] = defaultdict(list)
    for a, part in enumerate(text):
        for pair in part.pairs:
            places[pair].append(a)
    return places


def _is_like(one: Passage, other: Passage, shared: int) -> bool:
    """Say whether two sentences are one; other figures, most of them, make a new one of the same mould."""
    mine, yours = len(one.pairs), len(other.pairs)
    if shared < _LIKE * min(mine, yours) or shared < _HELD * max(mine, yours):
        return False
    return 2 * len(one.numbers & other.numbers) >= min(len(one.numbers), len(other.numbers))


def _taken(one: Sequence[Passage], other: Sequence[Passage], alike: list[Pair]) -> dict[tuple[int, int], int]:
    """Choose what is counted, each passage once: the best chain in order, then what was moved unchanged."""
    chosen = _chain(alike)
    seen, found = {a for a, _ in chosen}, {b for _, b in chosen}
    for a, b, n in sorted(alike, key=lambda pair: (-pair[2], pair[0], pair[1])):
        unchanged = n >= _VERBATIM * max(len(one[a].pairs), len(other[b].pairs))
        if unchanged and a not in seen and b not in found:
            chosen[a, b] = n
            seen.add(a)
            found.add(b)
    return chosen


def _chain(alike: list[Pair]) -> dict[tuple[int, int], int]:
    """Return the heaviest chain of pairs in which both texts go forward."""
    ordered = sorted(alike)
    weight, back = [n for _, _, n in ordered], [-1] * len(ordered)
    for at, (a, b, n) in enumerate(ordered):
        for before in range(at):
            if ordered[before][0] < a and ordered[before][1] < b and weight[before] + n > weight[at]:
                weight[at], back[at] = weight[before] + n, before
    at = max(range(len(ordered)), key=weight.__getitem__, default=-1)
    out = {}
    while at >= 0:
        out[ordered[at][0], ordered[at][1]] = ordered[at][2]
        at = back[at]
    return out


def _leads(a: int, b: int) -> bool:
    return (a == 0 and b < _HEAD) or (b == 0 and a < _HEAD)
