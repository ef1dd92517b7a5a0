"""What the writer adds behind `C, X said`: `, as shells fell`, `, in what would be a first`, `, a claim Y denied`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.reading.anonymity import is_quotation

if TYPE_CHECKING:
    from memcon.reading.drafts import Draft
    from memcon.reading.syntax import Syntax
    from memcon.spans import Span

_OPENS = (("as",), ("in", "what"), ("even", "as"), ("even", "though"), ("adding", "to"), ("amid",))
_AFTER = frozenset(("after", "before"))
_DAYS = 4  # words at most of `a day after`
_CLAIMS = frozenset(
    ("claim", "charge", "accusation", "allegation", "assertion", "suggestion", "demand", "offer", "move", "decision")
)


def without_trailing(syntax: Syntax, drafts: list[Draft]) -> list[Draft]:
    """Leave what the writer adds out of what somebody said, and `, adding to the pressure` out of the attributions."""
    kept = [draft for draft in drafts if not _only_adds(syntax, draft)]
    for draft in kept:
        if draft.cue:
            _cut(syntax, draft)
            _keep_to_claim(syntax, draft)
    return kept


def _only_adds(syntax: Syntax, draft: Draft) -> bool:
    """Say whether the cue is `adding to`: nothing is said."""
    if len(draft.cue) != 1:
        return False
    tokens = syntax.inside(draft.cue[0])
    first = tokens.start
    return syntax.lower[first : first + 2] == ["adding", "to"] and "that" not in syntax.lower[first : first + 3]


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


def _keep_to_claim(syntax: Syntax, draft: Draft) -> None:
    """Let `C, a claim Y denied` say that Y denied the claim, and not that C is Y's."""
    if not draft.source or draft.source[0].start > draft.cue[0].start:
        return
    at = syntax.inside(draft.source[0]).start
    if at == 0 or syntax.lower[at - 1] not in _CLAIMS or syntax.sentence_of[at] != syntax.sentence_of[at - 1]:
        return
    begin = syntax.phrase_before(at)
    claim = syntax.span(begin, at)
    if claim and begin < at and all(span.start < claim.end for span in draft.content):
        draft.content = [claim]
