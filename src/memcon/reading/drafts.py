"""Attributions while they are being nested: roles that can still change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon.reading.model import Attribution
from memcon.spans import Span, minus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memcon.reading.syntax import Syntax


_DANGLING = frozenset((",", "and", "or", "but", "from", "by", "in", "of", "while"))  # what a cut leaves at an end


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution in the making; roles are lists of spans."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)

    @classmethod
    def of(cls, attribution: Attribution) -> Draft:
        """Copy an attribution."""
        return cls(list(attribution.source), list(attribution.cue), list(attribution.content))

    def done(self) -> Attribution:
        """Freeze, every role in text order and without doubles."""
        source, cue, content = (tuple(sorted(set(role))) for role in (self.source, self.cue, self.content))
        return Attribution(source, cue, content)

    def spans(self) -> list[Span]:
        """Return the spans of all roles."""
        return [*self.source, *self.cue, *self.content]

    def touches(self, span: Span) -> bool:
        """Say whether any role shares a character with `span`."""
        return any(own.overlaps(span) for own in self.spans())

    def cues(self, span: Span) -> bool:
        """Say whether the cue shares a character with `span`."""
        return any(own.overlaps(span) for own in self.cue)

    def holds(self, span: Span) -> bool:
        """Say whether `span` lies inside one span of the content."""
        return any(own.contains(span) for own in self.content)


def without(syntax: Syntax, spans: Iterable[Span], hole: Span) -> list[Span]:
    """Cut `hole` out of `spans`, leaving no comma, dash or lone quotation mark at an edge."""
    out = []
    for span in spans:
        for piece in minus(span, [hole]) if span.overlaps(hole) else [span]:
            tokens = syntax.inside(piece)
            stop = tokens.stop
            while piece != span and stop > tokens.start and syntax.lower[stop - 1] in _DANGLING:
                stop -= 1
            left = piece if piece == span else syntax.span(tokens.start, stop)
            if left:
                out.append(left)
    return out
