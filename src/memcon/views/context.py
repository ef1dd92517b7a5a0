"""The words around a record: the sentences that it touches, cut into the parts that they play."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from memcon.spans import Span, hull, trim
from memcon.views.segments import Cover, parts, runs

if TYPE_CHECKING:
    from memcon.views.segments import Anchored, RoleName

LONGEST = 400  # characters of a sentence that are shown on one side of a span; the rest is cut off at a word
GAP = " … "
TITLES = ("Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col", "Sen", "Rep", "Gov", "St", "[A-Z]")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
ABBREVIATED = "".join(rf"(?<!\b{short}\.)" for short in (*TITLES, *MONTHS))
SENTENCE_END = re.compile(rf"\n\s*|(?:(?<=[.!?]){ABBREVIATED}|(?<=[.!?][\"”’')\]]))\s+(?=[\"“‘'(\[]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and the parts that it plays in one record; none where it is only context."""

    text: str
    roles: tuple[RoleName, ...] = ()


def sentence_ends(text: str) -> tuple[Span, ...]:
    """Return the white space between sentences, as far as punctuation shows it; good enough to show, not to reckon."""
    return tuple(Span(*match.span()) for match in SENTENCE_END.finditer(text))


def context(text: str, said: Anchored, ends: tuple[Span, ...]) -> tuple[Piece, ...]:
    """Return the sentences that a record touches; `ends` are those of the text.

    Sentences that are not next to each other are joined by the piece `GAP`.
    """
    pieces: list[Piece] = []
    marks = [(span, Cover(said.id, role)) for span, role in parts(said)]
    for window in _windows(text, said, ends):
        pieces += [Piece(GAP)] if pieces else []
        pieces += [Piece(span.of(text), tuple(c.role for c in covers)) for span, covers in runs(marks, window)]
    return tuple(pieces)


def _windows(text: str, said: Anchored, ends: tuple[Span, ...]) -> list[Span]:
    """Widen every span to its sentence, and join those that overlap or follow each other directly."""
    out: list[Span] = []
    for span, _ in sorted(parts(said)):
        wide = _widen(text, span, ends)
        if out and not text[out[-1].end : wide.start].strip():
            wide = hull([out.pop(), wide])
        out.append(wide)
    return out


def _widen(text: str, span: Span, ends: tuple[Span, ...]) -> Span:
    """Return the span with its sentence around it, not more than `LONGEST` characters on either side."""
    before, after = (
        bisect_right(ends, span.start, key=attrgetter("end")),
        bisect_left(ends, span.end, key=attrgetter("start")),
    )
    start = ends[before - 1].end if before else 0
    end = ends[after].start if after < len(ends) else len(text)
    if span.start - start > LONGEST:
        start = text.find(" ", span.start - LONGEST, span.start) + 1 or span.start
    if end - span.end > LONGEST:
        end = max(text.rfind(" ", span.end, span.end + LONGEST), span.end)
    return trim(text, Span(start, end))
