"""What an article tells of a source that it does not name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.spans import Span

if TYPE_CHECKING:
    from memcon.codebook import Codebook
    from memcon.coding.entities import Cluster, Entities
    from memcon.coding.phrases import Phrase
    from memcon.reading.syntax import Syntax

_OBJECT_ENDS = re.compile(
    r"[,.;:“”\"—–()](?!\w)|\s(?:who|whom|which|and (?:who|asked|spoke|requested|declined|was|were|are|not)|said|told|"
    r"speaking|say|says|on (?:the )?condition|but|as saying|that)\b"
)
_NO_OFFICE = frozenset(("source", "person", "individual", "insider", "man", "woman", "participant", "interlocutor"))
_SENIORITY = frozenset(("senior", "top", "high-ranking", "high-level", "former", "retired", "veteran", "chief"))
_REFERS = re.compile(r"\s*[“\"]?(?:The|He|She|They|Both|All|That|These|Those|Neither)\b")
_MANY = frozenset(("some", "many", "others", "those", "them", "most", "several", "few", "both"))
_PURPOSE = frozenset(("to", "for fear of", "for", "in order to", "fearing", "discussing"))


def count(syntax: Syntax, codebook: Codebook, phrase: Phrase) -> int | None:
    """Return how many there are: 1 for a singular, the number before a plural, None when the text does not say."""
    if phrase.noun is None and syntax.lower[phrase.head] in _MANY:
        of = [_number(codebook, syntax.lower[at]) for at in range(phrase.first, phrase.head)]
        return next((number for number in of if number), None)
    if not phrase.plural:
        return _with_others(syntax, codebook, phrase)
    found = [_number(codebook, syntax.lower[at]) for at in range(phrase.first, phrase.core)]
    numbers = [number for number in found if number and number > 1]
    return numbers[0] if numbers else None


def _with_others(syntax: Syntax, codebook: Codebook, phrase: Phrase) -> int | None:
    """Return how many `a general and two diplomats` are: 1 where nobody is joined, None where no number is."""
    last = min(phrase.last, phrase.core + 2)
    joined = next((at for at in range(phrase.core, last) if syntax.lower[at] == "and"), None)
    if joined is None or joined + 2 >= phrase.last + 1:
        return 1
    number = _number(codebook, syntax.lower[joined + 1])
    people = any(syntax.lower[at] in codebook.unnamed for at in range(joined + 1, min(phrase.last, joined + 5)))
    return 1 + number if number and people else None if people else 1


def _number(codebook: Codebook, word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) < 4 else codebook.counts.get(word)


def closeness(text: str, codebook: Codebook, phrase: Phrase, until: int) -> str | None:
    """Return how near the matter they are, in the article's words; looked for up to `until`."""
    start = phrase.span.start
    for pattern, takes_object in codebook.closeness:
        match = pattern.search(text, start, until)
        if match:
            end = match.end()
            if takes_object:
                stop = _OBJECT_ENDS.search(text, end, until)
                end = stop.start() if stop else until
            return text[match.start() : end].strip()
    return None


def office(syntax: Syntax, codebook: Codebook, entities: Entities, phrase: Phrase) -> str | None:
    """Return what they do, in the article's words, without number, side and determiner: `senior official`."""
    if phrase.noun is None or phrase.kind is None or phrase.noun.lemma in _NO_OFFICE:
        return None
    first = phrase.head
    sides = [span for span, _ in entities.states_in(phrase.first, phrase.core)]
    while first > phrase.first and _is_part_of_office(syntax, codebook, first - 1, sides):
        first -= 1
    return entities.text[syntax.tokens[first].start : syntax.tokens[phrase.head].end]


def _is_part_of_office(syntax: Syntax, codebook: Codebook, at: int, sides: list[Span]) -> bool:
    token = syntax.tokens[at]
    if any(span.start <= token.start < span.end for span in sides):
        return False
    if syntax.lower[at] in codebook.counts:
        return False
    return token.text in _SENIORITY or (token.upos in ("NOUN", "ADJ") and token.text.islower())


def side(entities: Entities, syntax: Syntax, phrase: Phrase) -> Cluster | None:
    """Return for whom they speak: a state or an organisation in their name or just behind it."""
    last = _end_of_link(syntax, phrase)
    states = list({id(cluster): cluster for _, cluster in entities.states_in(phrase.first, last)}.values())
    if states:
        joined = "and" in syntax.lower[phrase.first : phrase.head]
        return None if len(states) > 1 and joined else states[0]
    if "european" in syntax.lower[phrase.first : phrase.head] and (union := _european(entities)):
        return union
    span = Span(syntax.tokens[phrase.first].start, syntax.tokens[last - 1].end)
    head = syntax.tokens[phrase.head].start
    for own, cluster in entities.within(span, "organisation", "outlet"):
        if not own.start <= head < own.end:
            return cluster
    return _body_named(entities, syntax, phrase, last)


def _european(entities: Entities) -> Cluster | None:
    """Return the European Union where the article names it: a European official is hardly another's."""
    return next((one for one in entities.clusters("organisation") if one.name == "European Union"), None)


def _body_named(entities: Entities, syntax: Syntax, phrase: Phrase, last: int) -> Cluster | None:
    """Return the body whose name in capitals stands in the phrase, though no mention says so: `a NAME spokeswoman`."""
    run = [at for at in range(phrase.first, last) if syntax.tokens[at].upos == "PROPN" and at != phrase.head]
    if not run:
        return None
    end = next((at for at, after in zip(run, [*run[1:], -1], strict=True) if after != at + 1), run[-1])
    return entities.organisation(Span(syntax.tokens[run[0]].start, syntax.tokens[end].end))


def _end_of_link(syntax: Syntax, phrase: Phrase) -> int:
    """Return the end of `from the X side`, `in the X ministry`, `for X` behind the head; else the head's."""
    if phrase.core >= phrase.last or syntax.lower[phrase.core] not in ("from", "for", "in", "of", "at"):
        return phrase.core
    at = phrase.core + 1
    while at < phrase.last and (syntax.tokens[at].upos not in ("ADP", "PUNCT", "VERB", "SCONJ", "AUX")):
        if syntax.lower[at] in ("who", "which"):
            break
        at += 1
    return at


def reason(text: str, syntax: Syntax, codebook: Codebook, phrase: Phrase) -> str | None:
    """Return why they go unnamed: beside a mark of anonymity in their sentence, or in the next if that refers back."""
    here = syntax.sentence_of[phrase.first]
    for at in (here, here + 1):
        if at >= len(syntax.sentences):
            return None
        sentence = syntax.sentences[at]
        start, end = syntax.tokens[sentence.first].start, syntax.tokens[sentence.last - 1].end
        if at > here and not _refers(text, syntax, codebook, sentence.first):
            return None
        found = reason_in(text, codebook, max(start, phrase.span.start), end)
        if found:
            return found
    return None


def _refers(text: str, syntax: Syntax, codebook: Codebook, first: int) -> bool:
    """Say whether a sentence begins with somebody who can be the source of the one before: `The official`, `She`."""
    if not _REFERS.match(text, syntax.tokens[first].start):
        return False
    at = first + (syntax.tokens[first].text in ("“", '"'))
    word = syntax.lower[at]
    near = syntax.lower[at + 1 : at + 4]
    return word not in ("the", "that", "these", "those") or any(one in codebook.unnamed for one in near)


def reason_in(text: str, codebook: Codebook, start: int, end: int) -> str | None:
    """Return the reason that stands beside a mark of anonymity in `text[start:end]`."""
    mark = codebook.anonymity.search(text, start, end)
    if not mark:
        return None
    opened = codebook.openers.match(text, mark.end(), end)
    if opened and not mark.group().endswith(("authorized", "authorised")):
        first = opened.start("opener") if opened["opener"] in _PURPOSE else opened.start("why")
        return text[first : opened.end("why")].strip()
    for pattern in codebook.reasons_alone:
        alone = pattern.search(text, start, end)
        if alone:
            return alone["why"].strip()
    return None
