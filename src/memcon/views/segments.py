"""The whole article cut where an attribution's span begins or ends."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.coding.record import AttributionRecord

RoleName: TypeAlias = Literal["source", "cue", "content"]
ROLES: tuple[RoleName, ...] = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Cover:
    """One attribution that a segment belongs to, and the part that the segment plays in it."""

    attribution: str
    role: RoleName


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that belong to the same attributions.

    covers: innermost first: the shorter a span, the further in; at equal length the later attribution.
    begins: attributions whose first character is the segment's first.
    """

    span: Span
    text: str
    covers: tuple[Cover, ...]
    begins: tuple[str, ...]


def segments(text: str, attributions: Sequence[AttributionRecord]) -> tuple[Segment, ...]:
    """Cut `text` into segments that join to the whole of it, whether spans nest, touch or cross.

    Time grows with the segments times the attributions that cover one, not with all the attributions.
    """
    spans = [(span, Cover(said.id, role)) for said in attributions for span, role in parts(said)]
    firsts = {said.id: min(span.start for span, _ in parts(said)) for said in attributions if parts(said)}
    starts: dict[int, list[int]] = {}
    for at, (span, _) in enumerate(spans):
        starts.setdefault(span.start, []).append(at)
    return tuple(_sweep(text, spans, starts, firsts))


def parts(said: AttributionRecord) -> list[tuple[Span, RoleName]]:
    """Return the spans of an attribution, each with its role, sources first."""
    return [(span, role) for role in ROLES for span in getattr(said, role)]


def _sweep(
    text: str, spans: list[tuple[Span, Cover]], starts: dict[int, list[int]], firsts: dict[str, int]
) -> Iterator[Segment]:
    """Walk over the places where something begins or ends, with the spans that are open there."""
    cuts = sorted({0, len(text), *(edge for span, _ in spans for edge in span)})
    open_: list[int] = []
    for start, end in pairwise(cuts):
        open_ = [at for at in open_ if spans[at][0].end > start] + starts.get(start, [])
        inward = sorted(open_, key=lambda at: (spans[at][0].end - spans[at][0].start, -at))
        covers = tuple(dict.fromkeys(spans[at][1] for at in inward))
        begins = tuple(dict.fromkeys(c.attribution for c in covers if firsts[c.attribution] == start))
        yield Segment(Span(start, end), text[start:end], covers, begins)
