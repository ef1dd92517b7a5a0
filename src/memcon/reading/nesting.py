"""From the tagger's flat attributions to nested ones, to any depth.

The tagger puts every word into one attribution at most. Here what it swallowed comes out again: reported speech inside
reported speech, the source behind a source, and the answers that did not come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon import codebook as codebooks
from memcon.reading.drafts import Draft, without
from memcon.reading.frames import frames, inherits
from memcon.reading.mending import mend
from memcon.reading.paragraphs import kept_to_paragraphs
from memcon.reading.parts import Part, parts
from memcon.reading.rejoinders import with_rejoinders
from memcon.reading.relays import split_relays
from memcon.reading.responses import complete_responses
from memcon.reading.syntax import Syntax
from memcon.reading.trailing import without_trailing
from memcon.spans import Covered, Span, hull

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
    text. Time grows linearly with the text: a long one is nested part by part.
    """
    names = Covered(mention.span for mention in mentions if mention.kind in _SPEAKERS)
    done = {one for part in parts(text, tokens, sentences, attributions) for one in _nest(text, part, names)}
    return tuple(sorted(done, key=lambda one: (hull((*one.source, *one.cue, *one.content)), one.cue, one.content)))


def _nest(text: str, part: Part, names: Covered) -> set[Attribution]:
    tokens, sentences, attributions = part
    syntax, codebook = Syntax(tokens, sentences), codebooks.load()
    drafts = [Draft.of(attribution) for attribution in attributions]
    found = list(frames(syntax, codebook))
    drafts = mend(text, syntax, codebook, drafts, {at for at, alone, _ in found if alone})
    drafts = without_trailing(syntax, kept_to_paragraphs(text, syntax, drafts))
    for at, alone, frame in found:
        if alone:
            drafts = _place_alone(syntax, drafts, at, frame)
    drafts = with_rejoinders(syntax, codebook, drafts)  # from what was placed, too
    drafts = split_relays(syntax, codebook, drafts, names.touches)
    drafts = complete_responses(text, syntax, codebook, drafts)
    for at, _, frame in found:
        drafts = _place_inside(syntax, drafts, at, frame)
    return {draft.done() for draft in drafts if draft.cue or draft.content}


def _place_alone(syntax: Syntax, drafts: list[Draft], at: int, frame: Draft) -> list[Draft]:
    """Add a reporting clause that the tagger missed, where nothing claims its words."""
    cue = _token_span(syntax, at)
    if any(draft.cues(cue) or draft.holds(cue) for draft in drafts):
        return drafts
    if _is_free(frame, drafts):
        return [*drafts, frame]
    return _put_behind(syntax, drafts, at, frame) if syntax.lower[at] == "according" else drafts


def _put_behind(syntax: Syntax, drafts: list[Draft], at: int, frame: Draft) -> list[Draft]:
    """Add the outer hop of `X said C, according to Y`: its content is all that X's clause says, X and cue included."""
    begin = syntax.tokens[syntax.sentence(at).first].start
    told = [d for d in drafts if d.cue and d.source and begin <= d.cue[0].start < syntax.tokens[at].start]
    inside = [span for draft in told for span in draft.spans() if span.start >= begin]
    own = (*frame.source, *frame.cue)
    if not inside or any(span.overlaps(mine) for span in inside for mine in own):
        return drafts
    return [*drafts, Draft(frame.source, frame.cue, inside)]


def _place_inside(syntax: Syntax, drafts: list[Draft], at: int, frame: Draft) -> list[Draft]:
    """Add a reporting clause inside the content that holds its cue."""
    cue = _token_span(syntax, at)
    holders = [draft for draft in drafts if draft.holds(cue)]
    if not frame.source or not holders or any(draft.cues(cue) for draft in drafts) or inherits(syntax, at):
        return drafts
    holder = min(holders, key=_length)
    if _is_parenthesis(syntax, at, holder):
        return _put_around(syntax, drafts, frame, holder)
    inner = _clipped(syntax, frame, holder)
    return [*drafts, inner] if inner else drafts


def _token_span(syntax: Syntax, at: int) -> Span:
    return Span(syntax.tokens[at].start, syntax.tokens[at].end)


def _is_parenthesis(syntax: Syntax, at: int, holder: Draft) -> bool:
    """Say whether `, they reported,` stands beside the holder's own verb: then it is told around, not inside."""
    token = syntax.tokens[at]
    return token.deprel == "parataxis" and token.head >= 0 and holder.cues(_token_span(syntax, token.head))


def _put_around(syntax: Syntax, drafts: list[Draft], frame: Draft, holder: Draft) -> list[Draft]:
    """Make the clause the outer one: the holder loses its words and lies in its content."""
    for hole in (*frame.source, *frame.cue):
        holder.content = without(syntax, holder.content, hole)
    frame.content = [*frame.content, *(span for span in holder.spans() if not frame.holds(span))]
    return [*drafts, frame]


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
        if touched and not _encloses(frame, draft):
            return False
    return True


def _encloses(frame: Draft, draft: Draft) -> bool:
    """Say whether a clause holds a whole attribution; a quotation of it just outside is taken in."""
    if not all(any(own.contains(span) for own in frame.content) for span in (*draft.source, *draft.cue)):
        return False
    frame.content += [span for span in draft.content if not frame.holds(span)]
    return True
