"""What each record of an article is about, as a vector: so that others who say the same are found by cosine."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from memcon.coding.record import Coded
    from memcon.reading.model import Reading
    from memcon.spans import Span

    Vector: TypeAlias = NDArray[np.float32]

LEAD = "lead"
"""The key of what the title, where it stands in the text, and the first sentence are about."""


def meanings(reading: Reading, coded: Coded) -> dict[str, Vector]:
    """Return by record id, and for the lead, vectors (m,) of length one: the mean of their words' meanings.

    A position is about its object, a proposal about its name and terms, anything else, or without such words, about
    its evidence. Empty when the reading has no meanings. No pass of the encoder: time grows with the spans.
    """
    if reading.meanings is None or not reading.tokens:
        return {}
    words = _Meant(reading)
    found = {position.id: words.of(position.object or position.evidence) for position in coded.positions}
    found |= {plan.id: words.of((*plan.name, *plan.terms) or plan.evidence) for plan in coded.proposals}
    found |= {event.id: words.of(event.evidence) for event in coded.events}
    found |= {standing.id: words.of(standing.evidence) for standing in coded.standings}
    found[LEAD] = words.of(_lead(reading))
    return {id_: vector for id_, vector in found.items() if vector is not None}


class _Meant:
    """Sums of the meanings of tokens from the start, so that a span's mean is one subtraction."""

    def __init__(self, reading: Reading) -> None:
        self._starts = [token.start for token in reading.tokens]
        self._ends = [token.end for token in reading.tokens]
        given = np.asarray(reading.meanings, np.float32)
        self._sums = np.concatenate([np.zeros((1, given.shape[1])), np.cumsum(given, 0, dtype=np.float64)])

    def of(self, spans: Iterable[Span]) -> Vector | None:
        """Return the mean over the tokens that the spans touch, of length one; None when they touch none."""
        total = np.zeros(self._sums.shape[1])
        for span in spans:
            first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
            if first < last:
                total += self._sums[last] - self._sums[first]
        length = float(np.linalg.norm(total))
        return np.asarray(total / length, np.float32) if length > 0 else None


def _lead(reading: Reading) -> list[Span]:
    """Return where the title stands, if it does, and the first sentence of the report."""
    article, tokens = reading.article, reading.tokens
    first = next((s for s in reading.sentences if tokens[s.first].start >= article.body.start), None)
    spans = [] if article.headline is None else [article.headline]
    if first is None:
        return spans or [article.body]
    return [*spans, article.body._replace(start=tokens[first.first].start, end=tokens[first.last - 1].end)]
