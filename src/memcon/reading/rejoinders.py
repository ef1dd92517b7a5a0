"""Who answers to what a sentence says, at its end: `C, a charge that X denies`, `C, claims denied by X`.

What he answers to is called by one noun there, and that is his content: C itself is others' words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.reading.drafts import Draft, without
from memcon.spans import Span, hull

if TYPE_CHECKING:
    from memcon.codebook import Codebook
    from memcon.reading.syntax import Syntax

_NOMINAL = frozenset(("DET", "NUM", "PROPN", "NOUN", "ADJ", "PRON", "PART", "ADP", "CCONJ", "PUNCT", "X"))
_OBJECTS = frozenset(("DET", "NOUN", "PRON", "SCONJ", "VERB", "AUX", "NUM"))  # with these the verb goes on
_CALLS = frozenset(("call", "describe", "denounce"))  # `a charge that X called absurd`


def with_rejoinders(syntax: Syntax, codebook: Codebook, drafts: list[Draft]) -> list[Draft]:
    """Return the tagger's attributions with what is answered at a sentence's end apart from what it answers to."""
    for at, word in enumerate(syntax.lower):
        verb = codebook.verbs.get(word)
        found = rejoinder(syntax, codebook, at) if verb and verb.lemma in codebook.answering else None
        if found is None or _is_quoted(syntax, at):
            continue
        whole, cue = hull(found.spans()), Span(syntax.tokens[at].start, syntax.tokens[at].end)
        drafts = [draft for draft in drafts if not draft.cues(cue)]
        for draft in drafts:
            draft.source = without(syntax, draft.source, whole)
            draft.content = without(syntax, draft.content, whole)
        drafts = [draft for draft in drafts if draft.content or draft.source] + [found]
    return drafts


def rejoinder(syntax: Syntax, codebook: Codebook, at: int) -> Draft | None:
    """Return the roles of an answer by the verb at a token, where it is one."""
    sentence, first = syntax.sentence(at), at
    while first > sentence.first and syntax.tokens[first - 1].upos in ("AUX", "ADV"):
        first -= 1
    for comma in range(first - 1, sentence.first, -1):
        if syntax.tokens[comma].text not in (",", "—", "–"):
            continue
        thing = _thing(syntax, codebook, comma + 1, first)
        if thing is not None and thing == first:
            return _passive(syntax, comma + 1, at)
        if thing is not None:
            return _active(syntax, codebook, (comma + 1, thing, first), at)
    return None


def _thing(syntax: Syntax, codebook: Codebook, begin: int, stop: int) -> int | None:
    """Return where `a charge that`, `allegations`, `which` ends that begins at a token; None for anything else."""
    if syntax.lower[begin] == "which":
        return begin + 1
    at = begin
    while at < stop and syntax.tokens[at].upos in ("DET", "ADJ"):
        at += 1
    if at >= stop or syntax.lower[at] not in codebook.answered:
        return None
    is_relative = at + 1 < stop and syntax.lower[at + 1] in ("that", "which")
    return at + 2 if is_relative else at + 1


def _active(syntax: Syntax, codebook: Codebook, bounds: tuple[int, int, int], at: int) -> Draft | None:
    """Return the roles of `a charge that X denies`. bounds: where thing, source and cue begin."""
    begin, thing, first = bounds
    words = [syntax.tokens[one] for one in range(thing, first)]
    if not words or words[0].upos in ("ADP", "PUNCT", "CCONJ") or any(word.upos not in _NOMINAL for word in words):
        return None
    lemma, last = codebook.verbs[syntax.lower[at]].lemma, at + 1
    end = _end(syntax, last) if lemma in _CALLS else last
    if lemma not in _CALLS and last < syntax.sentence(at).last and syntax.tokens[last].upos in _OBJECTS:
        return None
    noun = thing - (syntax.lower[thing - 1] in ("that", "which") and thing - begin > 1)
    source, cue, content = syntax.span(thing, first), syntax.span(first, last), syntax.span(begin, noun)
    rest = syntax.span(last, end)
    return Draft([source], [cue], [content, *([rest] if rest else [])]) if source and cue and content else None


def _end(syntax: Syntax, at: int) -> int:
    """Return where the words behind a verb end: at the next comma or stop."""
    while at < syntax.sentence(at).last - 1 and syntax.tokens[at].upos != "PUNCT":
        at += 1
    return at


def _passive(syntax: Syntax, begin: int, at: int) -> Draft | None:
    """Return the roles of `a charge denied by X`."""
    sentence, by = syntax.sentence(at), at + 1
    if by >= sentence.last or syntax.lower[by] != "by" or not syntax.lower[at].endswith("ed"):
        return None
    last = by + 1
    while last < sentence.last and syntax.tokens[last].upos in _NOMINAL - {"PUNCT"}:
        last += 1
    source, cue, content = syntax.span(by + 1, last), syntax.span(at, by), syntax.span(begin, at)
    return Draft([source], [cue], [content]) if source and cue and content else None


def _is_quoted(syntax: Syntax, at: int) -> bool:
    """Say whether a token stands in quotation marks that open in its sentence."""
    marks = [syntax.tokens[one].text for one in range(syntax.sentence(at).first, at)]
    return marks.count("“") > marks.count("”") or marks.count('"') % 2 == 1
