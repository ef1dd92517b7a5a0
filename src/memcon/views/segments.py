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
    marks = [(span, Cover(said.id, role)) for said in attributions for span, role in parts(said)]
    firsts = {said.id: min(span.start for span, _ in parts(said)) for said in attributions if parts(said)}
    out = []
    for span, covers in runs(marks, Span(0, len(text))):
        begins = dict.fromkeys(c.attribution for c in covers if firsts[c.attribution] == span.start)
        out.append(Segment(span, span.of(text), covers, tuple(begins)))
    return tuple(out)


def parts(said: AttributionRecord) -> list[tuple[Span, RoleName]]:
    """Return the spans of an attribution, each with its role, sources first."""
    return [(span, role) for role in ROLES for span in getattr(said, role)]


def runs(marks: Sequence[tuple[Span, Cover]], within: Span) -> Iterator[tuple[Span, tuple[Cover, ...]]]:
    """Cut `within` wherever a mark begins or ends; yield each piece with what covers it, innermost first."""
    starts: dict[int, list[tuple[Span, Cover]]] = {}
    for span, cover in marks:
        starts.setdefault(max(span.start, within.start), []).append((span, cover))
    edges = {edge for span, _ in marks for edge in span if within.start < edge < within.end}
    open_: list[tuple[Span, Cover]] = []
    for start, end in pairwise(sorted({*within, *edges})):
        fresh = starts.get(start, [])[::-1]  # later ones first: sorting keeps them so at equal length
        open_ = [mark for mark in (*fresh, *open_) if mark[0].end > start]
        yield Span(start, end), tuple(dict.fromkeys(cover for _, cover in sorted(open_, key=_length)))


def _length(mark: tuple[Span, Cover]) -> int:
    return mark[0].end - mark[0].start
