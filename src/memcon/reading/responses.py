"""Answers that did not come: `declined to comment`, `did not respond to a request`, `could not verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.needed import may_match
from memcon.reading.drafts import Draft
from memcon.spans import Span

if TYPE_CHECKING:
    import re

    from memcon.codebook import Codebook, Response
    from memcon.reading.syntax import Syntax

_ANONYMOUS = ("be named", "be identified", "be quoted")  # why somebody has no name, which is no answer
_NOMINAL = frozenset(("NOUN", "PROPN"))
_CLAUSE_ENDS = frozenset(".;:")
_NO_OBJECT = frozenset(("for", "when", "to", "after", "until", "because", "as", "and", "but", "by"))


def complete_responses(text: str, syntax: Syntax, codebook: Codebook, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with every missing answer among them.

    Where the tagger has one already, its source is kept; cue and content are cut as the codebook cuts them,
    so that `a request for comment` is never what somebody said.
    """
    for sentence in syntax.sentences:
        if sentence.first == sentence.last:
            continue
        start, end = syntax.tokens[sentence.first].start, syntax.tokens[sentence.last - 1].end
        if not codebook.response_triggers.search(text, start, end):
            continue
        piece = text[start:end].lower()
        for response in codebook.responses:
            if not may_match(response.needs, piece):
                continue
            for match in response.cue.finditer(text, start, end):
                drafts = _add(syntax, drafts, response, match, end)
    return drafts


def _add(syntax: Syntax, drafts: list[Draft], response: Response, match: re.Match[str], end: int) -> list[Draft]:
    """Add or mend the one attribution of a match."""
    cue = _cue(response, match, end)
    if cue is None or cue.of(match.string).endswith(_ANONYMOUS):
        return drafts
    same = [draft for draft in drafts if draft.cues(cue)]
    found = _shared_source(syntax, drafts, response, cue) or _source(syntax, response, match, cue)
    theirs = [] if response.source == "passive" else same
    source = [found] if found else [span for draft in theirs for span in draft.source if not span.overlaps(cue)][:1]
    if source and source[0].of(match.string).lower() in ("we", "i"):
        return drafts
    content = _about(syntax, response, match, cue, end)
    own = Draft(source, [cue], content)
    if any(draft.cue == [cue] for draft in same) and not content:
        return drafts
    kept = [draft for draft in drafts if draft not in same or _says_more(draft, cue, end)]
    return [*kept, own]


def _shared_source(syntax: Syntax, drafts: list[Draft], response: Response, cue: Span) -> Span | None:
    """Return who spoke before `but declined`, in the same sentence."""
    first = syntax.inside(cue).start
    if response.source != "before" or first == 0 or syntax.lower[first - 1] not in ("and", "but"):
        return None
    begin = syntax.tokens[syntax.sentence(first).first].start
    before = [d for d in drafts if d.source and d.cue and begin <= d.source[0].start and d.cue[0].end <= cue.start]
    return max(before, key=lambda d: d.cue[0].start).source[0] if before else None


def _says_more(draft: Draft, cue: Span, end: int) -> bool:
    """Say whether a draft whose cue overlaps is about something beyond this sentence."""
    return any(span.start >= end for span in draft.content) and not any(cue.contains(span) for span in draft.cue)


def _cue(response: Response, match: re.Match[str], end: int) -> Span | None:
    """Return the cue, with `to a request for comment` where the entry wants it; None when that lacks."""
    if response.object is None:
        return Span(*response.cue_in(match))
    thing = response.object.match(match.string, match.end(), end)
    if thing and thing.end() > match.end():
        return Span(match.start(), thing.end())
    return None if response.needs_object else Span(match.start(), match.end())


def _source(syntax: Syntax, response: Response, match: re.Match[str], cue: Span) -> Span | None:
    """Return who does not answer."""
    if response.source == "none":
        return None
    if response.source in ("after", "passive"):
        start, stop = match.span("who")
        tokens = syntax.inside(Span(start, stop)) if start >= 0 else range(0)
        return syntax.span(tokens.start, tokens.stop) if tokens else None
    return _subject(syntax, cue)


def _subject(syntax: Syntax, cue: Span) -> Span | None:
    """Return the subject of the words of the cue: by the parse, else the noun phrase before them."""
    first = syntax.inside(cue).start
    for at in syntax.inside(cue):
        kid = syntax.child(at, "nsubj", "nsubj:pass")
        if kid is not None and syntax.high[kid] <= first and not _is_apart(syntax, syntax.high[kid], first):
            return _relative(syntax, kid) or _whole_phrase(syntax, kid, first)
    for at in syntax.inside(cue):
        token = syntax.tokens[at]
        kid = syntax.child(token.head, "nsubj", "nsubj:pass") if token.deprel == "conj" else None
        if kid is not None and syntax.high[kid] <= first:
            return syntax.span(syntax.low[kid], syntax.high[kid])
    begin = syntax.phrase_before(first)
    if begin == first and first > syntax.sentence(first).first and syntax.tokens[first - 1].text.istitle():
        begin -= 1  # a name that the parse takes for no noun
    return syntax.span(begin, first) if begin < first else None


def _is_apart(syntax: Syntax, last: int, first: int) -> bool:
    """Say whether a sentence ends between a subject and its verb: then the parse is wrong."""
    return any(syntax.tokens[at].text in _CLAUSE_ENDS for at in range(last, first))


def _whole_phrase(syntax: Syntax, noun: int, before: int) -> Span | None:
    """Return the subtree of a subject; where only a noun stands between it and the verb, that noun is its head."""
    first, last = syntax.low[noun], syntax.high[noun]
    if all(syntax.tokens[at].upos in _NOMINAL for at in range(last, before)) and last < before:
        last = before
        while first > 0 and syntax.tokens[first - 1].upos in ("DET", "ADJ"):
            first -= 1
    return syntax.span(first, last)


def _relative(syntax: Syntax, kid: int) -> Span | None:
    """Return what `who` or `which` stands for, when that is the subject."""
    if syntax.lower[kid] not in ("who", "which", "that"):
        return None
    clause = syntax.tokens[kid].head
    noun = syntax.tokens[clause].head
    if not 0 <= noun < clause:
        return None
    first = syntax.low[noun]
    first += syntax.tokens[first].upos == "ADP" and first < noun
    return syntax.span(first, syntax.low[clause])


def _about(syntax: Syntax, response: Response, match: re.Match[str], cue: Span, end: int) -> list[Span]:
    """Return what the answer would have been about: nothing, the words after the cue, or a passive's subject."""
    if response.source == "passive":
        subject = _subject(syntax, cue)
        return [_without_relative(syntax, subject)] if subject else []
    if "about" in match.re.groupindex and match.span("about")[0] >= 0:
        tokens = syntax.inside(Span(*match.span("about")))
        about = syntax.span(min(tokens.start + 1, tokens.stop), tokens.stop)
        return [about] if about else []
    return _rest(syntax, cue, end) if response.rest else []


def _without_relative(syntax: Syntax, phrase: Span) -> Span:
    """Cut `, which …` off a noun phrase."""
    tokens = syntax.inside(phrase)
    for at in tokens[1:]:
        if syntax.lower[at] in ("which", "who") and syntax.tokens[at - 1].text == ",":
            return syntax.span(tokens.start, at) or phrase
    return phrase


def _rest(syntax: Syntax, cue: Span, end: int) -> list[Span]:
    """Return the words from the cue to the end of its clause, without `on`, `about` or `for this article`."""
    first = syntax.inside(cue).stop
    last = first
    while last < len(syntax.tokens) and syntax.tokens[last].end <= end and not _ends_clause(syntax, last):
        last += 1
    if first < last and syntax.lower[first] in ("on", "about"):
        first += 1
    elif first < last and syntax.lower[first] in _NO_OBJECT:
        return []
    span = syntax.span(first, last)
    return [span] if span and span.start >= cue.end else []


def _ends_clause(syntax: Syntax, at: int) -> bool:
    """Say whether a clause ends at token `at`: a stop, or a comma or conjunction before a new verb phrase."""
    if syntax.tokens[at].text in _CLAUSE_ENDS or syntax.tokens[at].text in '“”"':
        return True
    return syntax.tokens[at].text == "," or syntax.lower[at] in ("but", "citing", "saying", "when", "after", "until")
