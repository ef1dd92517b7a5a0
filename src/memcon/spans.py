"""Spans: half-open `[start, end)` in Unicode code points of the frozen text.

The only place that does offset arithmetic.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Span(NamedTuple):
    """Characters `start` (first) to `end` (one past the last) of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside; a span contains itself."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """Return the same length, `by` characters further on."""
        return Span(self.start + by, self.end + by)


class Covered:
    """What some spans cover, in any order and overlapping or not; a question takes time in the logarithm of them."""

    __slots__ = ("_farthest", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._farthest = list(accumulate((span.end for span in ordered), max))  # end of what begins up to each

    def touches(self, span: Span) -> bool:
        """Say whether one of the spans shares a character with `span`."""
        at = bisect_left(self._starts, span.end)
        return at > 0 and self._farthest[at - 1] > span.start


def trim(text: str, span: Span, junk: str = " \t\r\n\f\v\u00a0") -> Span:
    """Return `span` without characters of `junk` at its edges; empty at its start when all is junk."""
    start, end = span
    while start < end and text[start] in junk:
        start += 1
    while end > start and text[end - 1] in junk:
        end -= 1
    return Span(start, end)


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that contains them all. Raises `ValueError` when there are none."""
    starts, ends = zip(*spans, strict=True)
    return Span(min(starts), max(ends))


def minus(span: Span, holes: Sequence[Span]) -> list[Span]:
    """Return what is left of `span`, in order, when the sorted `holes` are cut out."""
    out, at = [], span.start
    for hole in holes:
        if hole.end <= at or hole.start >= span.end:
            continue
        if hole.start > at:
            out.append(Span(at, hole.start))
        at = max(at, hole.end)
    if at < span.end:
        out.append(Span(at, span.end))
    return out
