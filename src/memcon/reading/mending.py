"""What a tagger of words gets wrong about whole attributions, put right before they are nested.

A source left out though the clause has a subject; a quotation given to the next speaker; a sentence of the writer's
drawn in; `told the daily that` with the hearer inside the content; `asked not to be named` taken for something said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.codebook.needed import may_match
from memcon.reading.anonymity import is_quotation, without_anonymity
from memcon.reading.closing import closing_source
from memcon.reading.drafts import Draft, without
from memcon.reading.frames import subject
from memcon.reading.rejoinders import with_rejoinders
from memcon.spans import Span, hull

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.codebook import Codebook
    from memcon.reading.syntax import Syntax

_NOMINAL = ("NOUN", "PROPN", "DET", "ADJ", "NUM", "PART", "ADP")
_MARKS = frozenset(("“", "”", '"'))
_BE = frozenset(("is", "are", "was", "were", "been", "being"))
_LOOSE = frozenset(("and", "or", "but", "from", "by", "in", "of"))
_HEARER = 7  # words that a hearer takes at most: `the daily`, `reporters in the capital`
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?: ?[ap]m)?\s+")


def mend(text: str, syntax: Syntax, codebook: Codebook, drafts: list[Draft], reports: set[int]) -> list[Draft]:
    """Return the tagger's attributions, mended; some are dropped, none is added. reports: cues that stand alone."""
    drafts = with_rejoinders(syntax, codebook, without_anonymity(text, syntax, codebook, drafts))
    for draft in drafts:
        _drop_other_reports(text, syntax, codebook, draft, reports)
    _return_quotations(text, syntax, drafts)
    for draft in drafts:
        _drop_far_sentences(syntax, draft)
        _strip_hearer(syntax, codebook, draft)
    for draft in drafts:
        _drop_hearer(syntax, codebook, draft)
        _unhedge(syntax, codebook, draft)
        _unsource(syntax, codebook, draft)
        if not draft.source:
            _find_source(syntax, codebook, drafts, draft)
        else:
            _claim_near_source(syntax, codebook, draft)
        _go_on_after_cue(syntax, codebook, drafts, draft)
        _go_on_with_that(syntax, drafts, draft)
        draft.source = [_whole(syntax, draft, _with_head(syntax, codebook, draft, own)) for own in draft.source]
        _take_in_compound(syntax, draft)
        draft.source = [span for own in draft.source if (span := _tidy(text, syntax, own))]
        draft.content = [span for own in draft.content if (span := _tidy(text, syntax, own))]
    return [draft for draft in drafts if draft.cue or draft.content]


def _with_head(syntax: Syntax, codebook: Codebook, draft: Draft, source: Span) -> Span:
    """Take in the noun that was left between source and cue: `a ministry [official] told`."""
    last = syntax.inside(source).stop
    if not draft.cue or last >= len(syntax.tokens) or syntax.inside(draft.cue[0]).start != last + 1:
        return source
    is_head = syntax.lower[last] in codebook.unnamed and syntax.tokens[last].upos == "NOUN"
    return Span(source.start, syntax.tokens[last].end) if is_head else source


def _whole(syntax: Syntax, draft: Draft, source: Span) -> Span:
    """Return the whole of `a draft seen by the agency` when only the agency was taken for the source."""
    at = syntax.inside(source).start
    if draft.cue and syntax.inside(draft.cue[-1]).stop == at - 1:
        return source  # `a claim denied by the agency`
    if at < 2 or syntax.lower[at - 1] != "by" or syntax.tokens[at - 2].deprel != "acl":
        return source
    head = syntax.tokens[at - 2].head
    if not syntax.sentence(at).first <= head < at - 2:
        return source
    return Span(syntax.tokens[syntax.low[head]].start, source.end)


def _tidy(text: str, syntax: Syntax, span: Span) -> Span | None:
    """Cut a clock time off the front and a loose conjunction off the end."""
    clock = _CLOCK.match(text, span.start, span.end)
    if clock:
        span = Span(clock.end(), span.end)
    tokens = syntax.inside(span)
    is_joined = len(tokens) > 1 and syntax.tokens[tokens.stop - 2].text == "-"  # `a slower phase-in`
    if tokens and syntax.lower[tokens.stop - 1] in _LOOSE and not is_joined:
        return syntax.span(tokens.start, tokens.stop - 1)
    return span


def _take_in_compound(syntax: Syntax, draft: Draft) -> None:
    """Lengthen a source that was cut inside a word: `according to [Hamas]-run media`."""
    for place, own in enumerate(draft.source):
        last = syntax.inside(own).stop
        if last + 1 >= len(syntax.tokens) or syntax.tokens[last].text != "-" or syntax.tokens[last].start != own.end:
            continue
        while last < len(syntax.tokens) and syntax.tokens[last].upos in ("PUNCT", "VERB", "ADJ", "NOUN", "PROPN"):
            if syntax.tokens[last].upos == "PUNCT" and syntax.tokens[last].text != "-":
                break
            last += 1
        whole = Span(own.start, syntax.tokens[last - 1].end)
        if not any(whole.overlaps(span) for span in draft.cue):
            draft.source[place] = whole
            draft.content = without(syntax, draft.content, whole)


def _sentence_of(syntax: Syntax, span: Span) -> int:
    tokens = syntax.inside(span)
    return syntax.sentence_of[tokens.start] if tokens else -1


def _drop_far_sentences(syntax: Syntax, draft: Draft) -> None:
    """Drop whole sentences before the cue's own that are not quoted, where its own sentence has something said."""
    if not draft.cue or len(draft.content) < 2:
        return
    here = _sentence_of(syntax, draft.cue[0])
    near = [s for s in draft.content if _sentence_of(syntax, s) >= here or is_quotation(syntax, s)]
    near = [s for s in near if _sentence_of(syntax, s) <= here or syntax.lower[syntax.inside(s).start] != "that"]
    if any(_sentence_of(syntax, span) == here for span in near) or any(is_quotation(syntax, span) for span in near):
        draft.content = near


def _drop_other_reports(text: str, syntax: Syntax, codebook: Codebook, draft: Draft, reports: set[int]) -> None:
    """Drop a whole later sentence in which somebody else reports, is quoted, or does not answer."""
    if not draft.cue:
        return
    here = _sentence_of(syntax, draft.cue[0])
    pieces = [piece for span in draft.content for piece in _by_sentence(syntax, span)]
    kept = [p for p in pieces if _sentence_of(syntax, p) <= here or not _reports(text, syntax, codebook, p, reports)]
    if len(kept) < len(pieces) and kept:
        draft.content = kept


def _by_sentence(syntax: Syntax, span: Span) -> list[Span]:
    """Cut a span where a sentence ends inside it."""
    tokens = syntax.inside(span)
    out, first = [], tokens.start
    for at in tokens:
        if at + 1 == tokens.stop or syntax.sentence_of[at + 1] != syntax.sentence_of[first]:
            piece = Span(max(span.start, syntax.tokens[first].start), min(span.end, syntax.tokens[at].end))
            out.append(piece)
            first = at + 1
    return out


def _reports(text: str, syntax: Syntax, codebook: Codebook, piece: Span, reports: set[int]) -> bool:
    """Say whether a sentence, or what of it is content, has a report of its own outside quotation marks."""
    if is_quotation(syntax, piece):
        return False
    near = piece.of(text).lower()
    if any(may_match(one.needs, near) and one.cue.search(text, *piece) for one in codebook.responses):
        return True
    quoted = False
    for at in syntax.inside(piece):
        if (mark := syntax.tokens[at].text) in _MARKS:
            quoted = mark == "“" or (mark == '"' and not quoted)
        verb = codebook.verbs.get(syntax.lower[at])
        relays = verb is not None and verb.kind == "relay" and syntax.lower[at].endswith("ed")
        if not quoted and (at in reports or relays):
            return True
    return False


def _return_quotations(text: str, syntax: Syntax, drafts: list[Draft]) -> None:
    """Give a quotation to the speaker before it, when the next speaker's cue stands in a later sentence and says more.

    `“A,” X said. “B.” Y said that C`: B is X's. A quotation whose own sentence has another's cue is that one's.
    """
    for draft in drafts:
        if not draft.cue or len(draft.content) < 2:
            continue
        here = _sentence_of(syntax, draft.cue[0])
        if not any(_sentence_of(syntax, span) == here for span in draft.content):
            continue
        for span in list(draft.content):
            if _sentence_of(syntax, span) < here and is_quotation(syntax, span):
                _return_quotation(text, syntax, drafts, draft, span)


def _return_quotation(text: str, syntax: Syntax, drafts: Sequence[Draft], draft: Draft, span: Span) -> None:
    before = [d for d in drafts if d is not draft and d.cue and d.content and d.cue[-1].end <= span.start]
    cue_between = text[span.end : draft.cue[0].start]
    if "\n" not in cue_between and not _has_other_cue(syntax, span, draft):
        return
    draft.content.remove(span)
    nearest = max(before, key=lambda d: d.cue[-1].end, default=None)
    if nearest and "\n" not in text[nearest.cue[-1].end : span.start] and not _has_other_cue(syntax, span, draft):
        nearest.content.append(span)


def _has_other_cue(syntax: Syntax, span: Span, draft: Draft) -> bool:
    """Say whether the sentence of a quotation goes on outside it with words of its own."""
    tokens = syntax.inside(span)
    sentence = syntax.sentence(tokens.start)
    outside = [syntax.tokens[at] for at in range(sentence.first, sentence.last) if at not in tokens]
    return any(word.upos == "VERB" and not draft.touches(Span(word.start, word.end)) for word in outside)


def _strip_hearer(syntax: Syntax, codebook: Codebook, draft: Draft) -> None:
    """Cut the hearer off the front of a content: `told [the daily] that C`."""
    if not draft.cue or not draft.content:
        return
    last = syntax.inside(draft.cue[-1])
    verb = codebook.verbs.get(syntax.lower[last.stop - 1]) if last else None
    tokens = syntax.inside(draft.content[0])
    if not verb or not verb.person_first or not tokens or tokens.start != last.stop:
        return
    for at in range(tokens.start, min(tokens.stop, tokens.start + _HEARER)):
        if syntax.tokens[at].upos in ("VERB", "AUX", "PUNCT"):
            break
        if syntax.lower[at] == "that" and at > tokens.start and syntax.tokens[at].upos == "SCONJ":
            draft.content[0] = Span(syntax.tokens[at].start, draft.content[0].end)
            return
    hearer = syntax.child(last.stop - 1, "obj", "iobj")
    if hearer is not None and syntax.low[hearer] == tokens.start and syntax.high[hearer] + 2 < tokens.stop:
        draft.content[0] = Span(syntax.tokens[syntax.high[hearer]].start, draft.content[0].end)


def _drop_hearer(syntax: Syntax, codebook: Codebook, draft: Draft) -> None:
    """Drop a source that is who hears it: `C, its president, NAME, told [reporters]`."""
    at = _verb_of(syntax, codebook, draft)
    verb = codebook.verbs.get(syntax.lower[at]) if at is not None else None
    if at is None or verb is None or not verb.person_first or not draft.source:
        return
    if draft.source[0].start > syntax.tokens[at].start and closing_source(syntax, at) is not None:
        draft.source = []


def _find_source(syntax: Syntax, codebook: Codebook, drafts: list[Draft], draft: Draft) -> None:
    """Give an attribution without a source the subject of its verb."""
    at = _verb_of(syntax, codebook, draft)
    if at is None:
        return
    shared = _shared_source(syntax, drafts, draft, at)
    if shared:
        draft.source = shared
        return
    closing = closing_source(syntax, at)
    found = (
        (closing and syntax.span(*closing))
        or _piece_before(syntax, draft)
        or _after_last_comma(syntax, draft)
        or _subject_before(syntax, draft, at)
    )
    if found is None or found.overlaps(draft.cue[0]):
        return
    if not any(other.cues(found) for other in drafts):
        draft.source = [found]
        draft.content = without(syntax, draft.content, found)


def _shared_source(syntax: Syntax, drafts: list[Draft], draft: Draft, at: int) -> list[Span]:
    """Return the source of the clause that `, adding that` or `and promised` goes on with."""
    before = syntax.lower[at - 1] if at else ""
    if not (syntax.lower[at].endswith("ing") or before in ("and", "but", "then")):
        return []
    begin = syntax.tokens[syntax.sentence(at).first].start
    near = [d for d in drafts if d is not draft and d.source and d.cue and begin <= d.cue[0].start < draft.cue[0].start]
    return list(max(near, key=lambda d: d.cue[0].start).source) if near else []


def _subject_before(syntax: Syntax, draft: Draft, at: int) -> Span | None:
    """Return the parse's subject when it stands before the cue."""
    found = subject(syntax, at)
    return found if found and found.start < draft.cue[0].start else None


def _piece_before(syntax: Syntax, draft: Draft) -> Span | None:
    """Return the piece of content just before the cue when another follows: the tagger took the subject for content."""
    cue = syntax.inside(draft.cue[0])
    after = [span for span in draft.content if span.start >= draft.cue[-1].end]
    for span in draft.content:
        tokens = syntax.inside(span)
        if after and tokens and cue.start - 1 <= tokens.stop <= cue.start and not is_quotation(syntax, span):
            is_inverted = _is_clause(syntax, span) and not _is_clause(syntax, after[0])
            return after[0] if is_inverted else span
    return None


def _is_clause(syntax: Syntax, span: Span) -> bool:
    """Say whether a verb stands in a span before its first comma or relative pronoun."""
    for at in syntax.inside(span):
        if syntax.tokens[at].text == "," or syntax.lower[at] in ("who", "which"):
            return False
        if syntax.tokens[at].upos in ("VERB", "AUX"):
            return True
    return False


def _after_last_comma(syntax: Syntax, draft: Draft) -> Span | None:
    """Return the noun phrase between the last comma of the content and the cue: `C, X and Y announced`."""
    cue = syntax.inside(draft.cue[0])
    tokens = syntax.inside(draft.content[-1]) if draft.content else range(0)
    if not tokens or tokens.stop != cue.start:
        return None
    first = tokens.stop
    while first > tokens.start and syntax.tokens[first - 1].upos in (*_NOMINAL, "CCONJ"):
        first -= 1
    if first == tokens.start or syntax.tokens[first - 1].text != ",":
        return None
    return syntax.span(first, tokens.stop)


def _claim_near_source(syntax: Syntax, codebook: Codebook, draft: Draft) -> None:
    """Replace a source of another sentence by the subject that the verb has in its own."""
    at = _verb_of(syntax, codebook, draft)
    if at is None or syntax.sentence_of[at] == _sentence_of(syntax, draft.source[0]):
        return
    if syntax.sentence_of[at] < _sentence_of(syntax, draft.source[0]):
        found = _piece_before(syntax, draft) or _subject_before(syntax, draft, at)
        if found:
            draft.source, draft.content = [found], without(syntax, draft.content, found)
        return
    own = syntax.child(at, "nsubj")
    if own is not None and own < at:
        span = syntax.span(syntax.low[own], syntax.high[own])
        if span and span.end <= draft.cue[0].start and not any(span.overlaps(piece) for piece in draft.content):
            draft.source = [span]


def _go_on_after_cue(syntax: Syntax, codebook: Codebook, drafts: list[Draft], draft: Draft) -> None:
    """Take in the rest of the clause behind `, X said,` when the tagger stopped at the cue."""
    at = _verb_of(syntax, codebook, draft)
    if at is None or any(span.start > draft.cue[0].start for span in draft.content):
        return
    if syntax.tokens[at].deprel != "parataxis":
        return
    head, last = syntax.tokens[at].head, syntax.high[at]
    if head < 0 or last >= syntax.high[head] or syntax.tokens[last].text != ",":
        return
    rest = syntax.span(last, syntax.high[head])
    if rest and not any(other.touches(rest) for other in drafts) and len(syntax.inside(rest)) > 2:
        draft.content.append(rest)


def _go_on_with_that(syntax: Syntax, drafts: Sequence[Draft], draft: Draft) -> None:
    """Take in what the same clause goes on with: `X said A, but that B`."""
    if not draft.cue or not draft.content or draft.content[-1].start < draft.cue[-1].end:
        return
    at = syntax.inside(draft.content[-1]).stop
    last = syntax.sentence(at - 1).last
    at += at < last and syntax.tokens[at].text == ","
    if at + 2 >= last or syntax.tokens[at].upos != "CCONJ" or syntax.lower[at + 1] != "that":
        return
    rest = syntax.span(at, last)
    is_clause = syntax.tokens[at + 1].upos == "SCONJ" and rest is not None
    if is_clause and rest and not any(other.touches(rest) for other in drafts):
        draft.content[-1] = Span(draft.content[-1].start, rest.end)


def _unsource(syntax: Syntax, codebook: Codebook, draft: Draft) -> None:
    """Undo the source of `X is understood to have left`, which names nobody."""
    words = [syntax.lower[at] for span in draft.cue for at in syntax.inside(span)]
    if not draft.source or "by" in words or not any(word in codebook.hedged_passives for word in words[-1:]):
        return
    if not any(word in ("is", "are", "was", "were") for word in words[:-1]):
        return
    behind = syntax.inside(draft.cue[-1]).stop
    if syntax.lower[behind : behind + 1] == ["to"]:
        near = [span for span in draft.source if _sentence_of(syntax, span) == _sentence_of(syntax, draft.cue[0])]
        before = [span for span in near if syntax.inside(span).stop == syntax.inside(draft.cue[0]).start]
        draft.content = sorted([*draft.content, *before])
        draft.source = []


def _unhedge(syntax: Syntax, codebook: Codebook, draft: Draft) -> None:
    """Undo the source of `X has reportedly asked for Y`: nobody reports, and all but the one word is content."""
    for span in draft.cue:
        for at in syntax.inside(span):
            if syntax.lower[at] in codebook.hedges:
                hedge = Span(syntax.tokens[at].start, syntax.tokens[at].end)
                here = syntax.sentence_of[at]
                own = [piece for piece in draft.spans() if _sentence_of(syntax, piece) == here]
                whole = hull([*own, hedge])
                draft.source, draft.cue = [], [hedge]
                draft.content = without(syntax, [whole], hedge)
                return


def _is_after_be(syntax: Syntax, at: int) -> bool:
    return at > 0 and syntax.lower[at - 1] in _BE and not syntax.lower[at].endswith("ing")


def _verb_of(syntax: Syntax, codebook: Codebook, draft: Draft) -> int | None:
    """Return the active reporting verb of a cue."""
    for span in draft.cue:
        for at in syntax.inside(span):
            verb = codebook.verbs.get(syntax.lower[at])
            passive = syntax.child(at, "aux:pass") is not None or _is_after_be(syntax, at)
            if verb and verb.kind != "relay" and syntax.tokens[at].upos == "VERB" and not passive:
                return at
    return None
