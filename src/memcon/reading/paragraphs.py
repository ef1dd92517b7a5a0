"""Where what somebody says ends: with its paragraph, unless it is a quotation or stands behind a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.reading.anonymity import is_quotation
from memcon.spans import Span

if TYPE_CHECKING:
    from memcon.reading.drafts import Draft
    from memcon.reading.syntax import Syntax

_MARKS = frozenset(("“", "”", '"'))


def kept_to_paragraphs(text: str, syntax: Syntax, drafts: list[Draft]) -> list[Draft]:
    """Cut off what stands in other paragraphs than the cue; drop the drafts of which nothing is left.

    A headline, a list of highlights and the first paragraph stand side by side without full stops, and the tagger runs
    on from one into the next. A paragraph ends at an empty line, or where a line's end is a sentence's.
    """
    return [draft for draft in drafts if _keep(text, syntax, draft)]


def _keep(text: str, syntax: Syntax, draft: Draft) -> bool:
    if not draft.cue or not draft.content or ":" in text[draft.cue[-1].start : draft.cue[-1].end + 1]:
        return True
    near = []
    for span in draft.content:
        if is_quotation(syntax, span):
            near.append(span)
        else:
            pieces = _by_paragraph(text, syntax, span)
            near += [piece for piece in pieces if not _is_apart(text, syntax, piece, draft.cue[0])]
    draft.content = near
    return bool(near)


def _by_paragraph(text: str, syntax: Syntax, span: Span) -> list[Span]:
    """Cut a span where a paragraph ends inside it; one with quotation marks stays whole."""
    said = span.of(text)
    if "\n" not in said or any(mark in said for mark in _MARKS):
        return [span]
    tokens, out = syntax.inside(span), []
    start = span.start
    for at in tokens[1:]:
        if _parts(text, syntax, at):
            out.append(Span(start, syntax.tokens[at - 1].end))
            start = syntax.tokens[at].start
    return [*out, Span(start, span.end)]


def _is_apart(text: str, syntax: Syntax, piece: Span, cue: Span) -> bool:
    """Say whether a paragraph ends between a piece of content and the cue."""
    one, other = sorted((piece, cue))
    if one.overlaps(other) or "\n" not in text[one.end : other.start]:
        return False
    first, last = syntax.inside(one).stop, syntax.inside(other).start
    return any(_parts(text, syntax, at) for at in range(max(first, 1), last + 1))


def _parts(text: str, syntax: Syntax, at: int) -> bool:
    """Say whether a paragraph ends before token `at`: an empty line, or a line's end that is a sentence's."""
    between = text[syntax.tokens[at - 1].end : syntax.tokens[at].start]
    ends_both = "\n" in between and syntax.sentence_of[at - 1] != syntax.sentence_of[at]
    return ends_both or between.count("\n") > 1
