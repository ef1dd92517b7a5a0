"""Which two of those who deal with each other in an article a plural means: evidence, and weights fitted for it.

What the text joins tells best (`A and B agreed`, `talks between A and B`, `A-B talks`), then who stands in one sentence
with whom, then who is spoken of most. Whoever mediates or hosts, says it or acts on the two is seldom one of them. The
weights are those of a log-linear model over the pairs of one article, fitted by `training/pairs.py`.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from math import exp, log1p
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from memcon.coding.coreference import Coreference
    from memcon.coding.joined import Chain
    from memcon.coding.nominals import Nominal

_NEAR = 2  # sentences back that count as near
_LEAD = 3  # sentences: headline, dateline, lead
_DASHES = frozenset(("-", "–", "—", "/"))
_MOST = 12  # candidates, those spoken of most
_LIKELY = 0.35  # probability from which a pair is believed
WEIGHTS = (  # of the ways, in all and near; of how often the two are spoken of; of who they are
    2.15, 0.22, 1.06, 0.42, 0.39, 0.25, 1.42, 0.82,
    0.54, 1.06, 0.01, 0.62, 1.17,
    -2.0, -0.15, -1.13, 1.97, 1.05, -1.17, -3.0, 0.43,  # by hand: who mediates and who is of one side
)  # fmt: skip


class Ways(NamedTuple):
    """The sentences in which two are joined, in each way.

    together: as subjects or by `between`. dealing: by `with` or a hyphen. listed: in any list. beside: in no way.
    """

    together: list[int]
    dealing: list[int]
    listed: list[int]
    beside: list[int]


class Dealings:
    """Who deals with whom in one article. Time grows with its sentences times the square of who is in each.

    stands_for: the chain of the one for whom who is meant by a chain counts, himself or his party; None for no one.
    """

    def __init__(self, coreference: Coreference, stands_for: Callable[[Chain], Chain | None]) -> None:
        self._coreference, self.syntax, self.stands_for = coreference, coreference.syntax, stands_for
        self.of: dict[int, Chain] = {}
        self._at: dict[int, int] = {}
        self.places: dict[int, list[int]] = defaultdict(list)
        for at, chain in self._met():
            one = stands_for(chain)
            if one is not None:
                self.of[id(one)], self._at[at] = one, id(one)
                self.places[id(one)].append(at)
        self.ways: dict[tuple[int, int], Ways] = defaultdict(lambda: Ways([], [], [], []))
        self._join()

    def _met(self) -> Iterator[tuple[int, Chain]]:
        """Yield where everybody is spoken of, a name once."""
        coreference = self._coreference
        for at in sorted(coreference.at.keys() | coreference.named.keys()):
            chain, cluster = coreference.at.get(at), coreference.named.get(at)
            if chain is not None:
                yield at, chain
            elif cluster is not None and coreference.named.get(at - 1) is not cluster:
                yield at, coreference.entity(cluster)

    def _join(self) -> None:
        tokens = self.syntax.tokens
        for one in self._coreference.lists:
            keys = [self._key(at) for at in one.heads]
            is_pair = one.is_together and len(keys) == 2
            self._note(keys, (0 if one.is_joined else 1) if is_pair else 2, self.syntax.sentence_of[one.heads[0]])
        for at in range(1, len(tokens) - 1):
            if tokens[at].text in _DASHES:
                self._note((self._key(at - 1), self._key(at + 1)), 1, self.syntax.sentence_of[at])
        for number, window in enumerate(self.syntax.sentences):
            self._note((self._at.get(at) for at in range(window.first, window.last)), 3, number)

    def _note(self, some: Iterable[int | None], way: int, sentence: int) -> None:
        for one, other in combinations(sorted({key for key in some if key is not None}), 2):
            self.ways[one, other][way].append(sentence)

    def _key(self, at: int) -> int | None:
        """Return who is spoken of at a token, be it inside his name."""
        named = self._coreference.named
        while at not in self._at and at in named and named.get(at - 1) is named[at]:
            at -= 1
        return self._at.get(at)

    def last_listed(self, nominal: Nominal) -> set[int]:
        """Return the two whom the last list before a plural joins, nothing where none is near."""
        here = self.syntax.sentence_of[nominal.head]
        for one in reversed(self._coreference.lists):
            keys = {key for at in one.heads if (key := self._key(at)) is not None}
            if max(one.heads) < nominal.first and len(keys) == len(one.heads) == 2:
                return keys if here - self.syntax.sentence_of[one.heads[0]] <= 1 else set()
        return set()

    def most(self) -> list[int]:
        """Return those who can be meant, spoken of most first."""
        return sorted(self.of, key=lambda key: -len(self.places[key]))[:_MOST]


class Asked(NamedTuple):
    """A plural that means two, and what is known of it.

    kinds:   of whom it can mean.
    outside: the chains of who acts on the two, and of who says it. beside: ids of the chains of who mediates or hosts.
    suits:   how well somebody can be called by the noun, from 0 to 1. before: the ids of whom the last one meant.
    """

    nominal: Nominal
    kinds: tuple[str, ...]
    outside: tuple[Chain | None, Chain | None]
    beside: frozenset[int]
    suits: Callable[[Chain], float]
    before: frozenset[int]


def likeliest(dealings: Dealings, asked: Asked) -> list[Chain]:
    """Return the chains of the two whom a plural most likely means, in text order; none where no two are likely."""
    pairs = candidates(dealings, asked)
    scores = [sum(w * x for w, x in zip(WEIGHTS, features(dealings, pair, asked), strict=True)) for pair in pairs]
    best = max(scores, default=0.0)
    if not pairs or sum(exp(score - best) for score in scores) > 1 / _LIKELY:
        return []
    return [dealings.of[key] for key in sorted(pairs[scores.index(best)], key=lambda key: dealings.places[key][0])]


def candidates(dealings: Dealings, asked: Asked) -> list[tuple[int, int]]:
    """Return the pairs that a plural can mean, those spoken of most first."""
    fits = [key for key in dealings.most() if _kind(dealings.of[key]) in asked.kinds]
    return list(combinations(fits, 2))


def features(dealings: Dealings, pair: tuple[int, int], asked: Asked) -> list[float]:
    """Return what speaks for a pair as whom a plural means, in the order of the weights."""
    syntax, nominal, chains = dealings.syntax, asked.nominal, [dealings.of[key] for key in pair]
    number = syntax.sentence_of[nominal.head]
    out: list[float] = []
    for some in dealings.ways[min(pair), max(pair)]:
        out += [log1p(len(some)), log1p(sum(0 <= number - one <= _NEAR for one in some))]
    places = [dealings.places[key] for key in pair]
    near = [sum(number - _NEAR <= syntax.sentence_of[at] and at < nominal.head for at in some) for some in places]
    out += [log1p(count) for some in (map(len, places), near) for count in sorted(some)]
    out.append(all(syntax.sentence_of[some[0]] < _LEAD for some in places))
    out.append(any(key in asked.beside for key in pair))
    out += [any(one is other for one in chains) for other in asked.outside]
    out.append(dealings.last_listed(nominal) == set(pair))
    out.append(frozenset(pair) == asked.before)
    out.append(sum(_kind(one) == "person" for one in chains) if len(asked.kinds) > 1 else 0)
    out.append(_is_one_side(*chains))
    return [*out, sum(asked.suits(one) for one in chains)]


def _kind(chain: Chain) -> str:
    return chain.cluster.kind if chain.cluster is not None else "group"


def _is_one_side(one: Chain, other: Chain) -> bool:
    """Say whether two are known to be of one side."""
    sides = [chain.cluster.side if chain.cluster is not None else None for chain in (one, other)]
    return sides[0] is not None and sides[0] is sides[1]
