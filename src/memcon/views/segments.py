"""The whole article cut where a record's span begins or ends."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from memcon.coding.record import AttributionRecord, Event, Position, Proposal
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.coding.record import Standing

    Anchored: TypeAlias = "AttributionRecord | Event | Position | Proposal | Standing"

RoleName: TypeAlias = Literal["source", "cue", "content", "evidence", "object", "condition", "name", "terms", "when"]
ROLES: tuple[RoleName, ...] = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Cover:
    """One record that a segment belongs to, by its id, and the part that the segment plays in it."""

    record: str
    role: RoleName


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that belong to the same records.

    covers: innermost first: the shorter a span, the further in; at equal length the later record.
    begins: records whose first character is the segment's first.
    """

    span: Span
    text: str
    covers: tuple[Cover, ...]
    begins: tuple[str, ...]


def segments(text: str, records: Sequence[Anchored]) -> tuple[Segment, ...]:
    """Cut `text` into segments that join to the whole of it, whether spans nest, touch or cross.

    Time grows with the segments times the records that cover one, not with all the records.
    """
    marks = [(span, Cover(one.id, role)) for one in records for span, role in parts(one)]
    firsts: dict[str, int] = {}
    for span, cover in marks:
        if cover.role != "when":  # a date may stand far before the words that it dates
            firsts[cover.record] = min(span.start, firsts.get(cover.record, span.start))
    out = []
    for span, covers in runs(marks, Span(0, len(text))):
        begins = dict.fromkeys(cover.record for cover in covers if firsts.get(cover.record) == span.start)
        out.append(Segment(span, span.of(text), covers, tuple(begins)))
    return tuple(out)


def parts(one: Anchored) -> list[tuple[Span, RoleName]]:
    """Return the spans of a record, each with its role."""
    if isinstance(one, AttributionRecord):
        return [(span, role) for role in ROLES for span in getattr(one, role)]
    out: list[tuple[Span, RoleName]] = [(span, "evidence") for span in one.evidence]
    if isinstance(one, Proposal):
        out += [(span, "name") for span in one.name]
        out += [(span, "terms") for span in one.terms]
    if isinstance(one, Position):
        out += [(span, "object") for span in one.object]
        out += [(condition.span, "condition") for condition in one.conditions]
    if isinstance(one, Event | Position | Proposal) and one.when and one.when.span:
        out.append((one.when.span, "when"))
    return out


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
