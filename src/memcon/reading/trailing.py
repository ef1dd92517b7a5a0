"""What the writer adds behind `C, X said`: `, as shells fell`, `, in what would be a first`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.reading.anonymity import is_quotation
from memcon.spans import Span

if TYPE_CHECKING:
    from memcon.reading.drafts import Draft
    from memcon.reading.syntax import Syntax

_OPENS = (("as",), ("in", "what"), ("even", "as"), ("even", "though"), ("adding", "to"), ("amid",))
_CLOSING, _QUOTES = ("”", '"'), ("“", "”", '"')
_AFTER = frozenset(("after", "before"))
_DAYS = 4  # words at most of `a day after`


def without_trailing(syntax: Syntax, drafts: list[Draft]) -> list[Draft]:
    """Leave what the writer adds out of what somebody said, and `, adding to the pressure` out of the attributions."""
    kept = [draft for draft in drafts if not _only_adds(syntax, draft)]
    for draft in kept:
        draft.content = [_end_of_quotation(syntax, span) for span in draft.content]
    for draft in kept:
        if draft.cue:
            _cut(syntax, draft)
    return kept


def _only_adds(syntax: Syntax, draft: Draft) -> bool:
    """Say whether the cue is `adding to`: nothing is said."""
    if len(draft.cue) != 1:
        return False
    tokens = syntax.inside(draft.cue[0])
    first = tokens.start
    return syntax.lower[first : first + 2] == ["adding", "to"] and "that" not in syntax.lower[first : first + 3]


def _end_of_quotation(syntax: Syntax, span: Span) -> Span:
    """Cut off an unquoted sentence that follows a quotation in one piece with it: `“Ask me.” The talks go on`."""
    if not is_quotation(syntax, span):
        return span
    tokens = syntax.inside(span)
    for at in tokens[2:-1]:
        if syntax.tokens[at].text not in _CLOSING or syntax.sentence_of[at] == syntax.sentence_of[at + 1]:
            continue
        rest = [syntax.tokens[one].text for one in range(at + 1, tokens.stop)]
        return span if any(text in _QUOTES for text in rest) else Span(span.start, syntax.tokens[at].end)
    return span


def _cut(syntax: Syntax, draft: Draft) -> None:
    """Drop a piece behind the cue that opens as the writer's own does, where all that was said stands before it."""
    cue = draft.cue[-1]
    before = [span for span in draft.content if span.end <= draft.cue[0].start and _is_here(syntax, span, cue)]
    if before:
        kept = [one for one in draft.content if one.start < cue.end or not _is_writers(syntax, one, cue)]
        draft.content = kept


def _is_here(syntax: Syntax, span: Span, cue: Span) -> bool:
    last, at = syntax.inside(span).stop - 1, syntax.inside(cue).start
    return syntax.sentence_of[last] == syntax.sentence_of[at]


def _is_writers(syntax: Syntax, piece: Span, cue: Span) -> bool:
    """Say whether a piece behind the cue, in its sentence and not quoted, opens with words of the writer's."""
    first = syntax.inside(piece).start
    if is_quotation(syntax, piece) or syntax.sentence_of[first] != syntax.sentence_of[syntax.inside(cue).start]:
        return False
    words = syntax.lower[first : first + _DAYS]
    opens = any(tuple(words[: len(one)]) == one for one in _OPENS)
    return opens or (words[:1] in (["a"], ["hours"], ["days"], ["weeks"]) and any(one in _AFTER for one in words))
