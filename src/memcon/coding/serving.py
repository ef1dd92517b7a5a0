"""For whom everybody speaks, as the encoder sees it: asked where no office in the text tells."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from memcon.coding.clusters import Cluster
    from memcon.reading.kinship import Kinship
    from memcon.reading.syntax import Syntax

_MEANING = frozenset(("NOUN", "PROPN", "PRON"))
_MENTIONS = 8  # of somebody, that are asked


class Serving:
    """Finds the party of who is meant by some words. Time grows with those words times the nouns of the article.

    party: the entity that whoever serves who is meant by a token acts for; None where nobody can be served.
    """

    def __init__(self, kinship: Kinship, syntax: Syntax, party: Callable[[int], Cluster | None]) -> None:
        self._kinship = kinship
        self._nouns = [at for at, token in enumerate(syntax.tokens) if token.upos in _MEANING]
        parties = [party(at) for at in self._nouns]
        self._parties = list({id(one): one for one in parties if one is not None}.values())
        place = {id(one): i for i, one in enumerate(self._parties)}
        self._of = np.array([place[id(one)] if one is not None else len(place) for one in parties], int)

    def best(self, heads: Sequence[int], cluster: Cluster | None = None) -> tuple[Cluster | None, float]:
        """Return the likeliest party of who is meant at these tokens, but for himself, and its probability."""
        chances = self.chances(heads)
        found = [(chance, i) for i, chance in enumerate(chances) if self._parties[i] is not cluster]
        chance, i = max(found, default=(0.0, -1))
        return (self._parties[i], chance) if i >= 0 else (None, 0.0)

    def meant(self, head: int) -> tuple[Cluster | None, float]:
        """Return the likeliest party among those before a token that it means, and its probability."""
        before = bisect_left(self._nouns, head)
        if not self._parties or not before:
            return None, 0.0
        odds = np.exp(np.minimum(self._kinship.same(head, self._nouns[:before]), 30.0))
        total = np.bincount(self._of[:before], odds, len(self._parties) + 1)[:-1] / (1.0 + odds.sum())
        return self._parties[int(total.argmax())], float(total.max())

    def means(self, head: int, party: Cluster) -> None:
        """Note that a token means a party, of which it is asked from then on."""
        at = bisect_left(self._nouns, head)
        place = next((i for i, one in enumerate(self._parties) if one is party), None)
        if place is not None and self._nouns[at : at + 1] == [head]:
            self._of[at] = place

    def chances(self, heads: Sequence[int]) -> list[float]:
        """Return the probability of each party, the mean over the tokens."""
        if not heads or not self._nouns or not self._parties:
            return [0.0] * len(self._parties)
        total = np.zeros(len(self._parties) + 1)
        for at in heads[:_MENTIONS]:
            odds = np.exp(np.minimum(self._kinship.speaks_for(at, self._nouns), 30.0))
            total += np.bincount(self._of, odds, len(total)) / (1.0 + odds.sum())
        return [float(one) for one in total[:-1] / len(heads[:_MENTIONS])]

    def of(self, heads: Sequence[int], party: Cluster) -> float:
        """Return the probability that who is meant at these tokens speaks for a party."""
        chances = dict(zip(map(id, self._parties), self.chances(heads), strict=True))
        return chances.get(id(party), 0.0)
