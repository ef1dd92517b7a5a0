"""From the tagger's flat attributions to nested ones, to any depth.

The tagger puts every word into one attribution at most. Here what it swallowed comes out again: reported speech inside
reported speech, the source behind a source, and the answers that did not come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon import codebook as codebooks
from memcon.reading.drafts import Draft
from memcon.reading.frames import frames
from memcon.reading.relays import split_relays
from memcon.reading.responses import complete_responses
from memcon.reading.syntax import Syntax
from memcon.spans import Span, hull

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.reading.model import Attribution, Mention, Sentence, Token

_SPEAKERS = frozenset(("person", "organisation", "place"))


def nest(
    text: str,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention] = (),
) -> tuple[Attribution, ...]:
    """Return the attributions of the tagger with those inside, behind and beside them, in text order.

    {source Reuters} {cue said} {content {source the ministry} {cue denied} {content the raid}}: the inner one stands
    beside the outer, inside whose content all its words lie. Where a source only hands on another's claim (`citing`),
    the outer content is the inner content, as the same spans, and the words of the inner source and cue.

    Rules use the parse where it fits and the order of words where it does not; no span is empty or outside the
    text. Time grows linearly with tokens, but for the few attributions that share a sentence.
    """
    syntax, codebook = Syntax(tokens, sentences), codebooks.load()
    names = [mention.span for mention in mentions if mention.kind in _SPEAKERS]
    drafts = [Draft.of(attribution) for attribution in attributions]
    drafts = split_relays(syntax, codebook, drafts, lambda span: any(span.overlaps(name) for name in names))
    drafts = complete_responses(text, syntax, codebook, drafts)
    for at, alone, frame in frames(syntax, codebook):
        drafts = _place(syntax, drafts, at, alone, frame)
    done = {draft.done() for draft in drafts if draft.cue or draft.content}
    return tuple(sorted(done, key=lambda one: (hull((*one.source, *one.cue, *one.content)), one.cue, one.content)))


def _place(syntax: Syntax, drafts: list[Draft], at: int, alone: bool, frame: Draft) -> list[Draft]:  # noqa: FBT001 - a flag of the frame
    """Add a reporting clause: inside the content that holds its cue, or by itself where nothing claims its words."""
    cue = Span(syntax.tokens[at].start, syntax.tokens[at].end)
    if any(draft.cues(cue) for draft in drafts):
        return drafts
    holders = [draft for draft in drafts if draft.holds(cue)]
    if holders:
        inner = _clipped(syntax, frame, min(holders, key=_length))
        return [*drafts, inner] if inner else drafts
    if alone and _is_free(frame, drafts):
        return [*drafts, frame]
    return drafts


def _length(draft: Draft) -> int:
    return sum(span.end - span.start for span in draft.content)


def _clipped(syntax: Syntax, frame: Draft, holder: Draft) -> Draft | None:
    """Return the frame within the content that holds it; None when its source or its content lies outside."""
    if not all(holder.holds(span) for span in frame.source):
        return None
    content = [_within(syntax, span, own) for span in frame.content for own in holder.content if span.overlaps(own)]
    kept = [span for span in content if span and not any(span.overlaps(other) for other in (*frame.source, *frame.cue))]
    return Draft(frame.source, frame.cue, kept) if kept else None


def _within(syntax: Syntax, span: Span, own: Span) -> Span | None:
    """Return what of `span` lies in `own`, without loose punctuation."""
    if own.contains(span):
        return span
    tokens = syntax.inside(Span(max(span.start, own.start), min(span.end, own.end)))
    return syntax.span(tokens.start, tokens.stop)


def _is_free(frame: Draft, drafts: list[Draft]) -> bool:
    """Say whether a clause that the tagger missed can stand: its words are nobody's, or it encloses whole ones."""
    for draft in drafts:
        spans = draft.spans()
        if any(own.overlaps(span) for own in (*frame.source, *frame.cue) for span in spans):
            return False
        touched = [span for span in spans if any(own.overlaps(span) for own in frame.content)]
        if touched and not all(any(own.contains(span) for own in frame.content) for span in spans):
            return False
    return True
