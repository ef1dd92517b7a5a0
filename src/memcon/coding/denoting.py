"""Whom the noun phrases of an event denote: names, titles beside names, groups, and places that stand for a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.grammar import grammar
from memcon.codebook.people import actors
from memcon.coding.actors import parties
from memcon.coding.clusters import Cluster
from memcon.coding.nominals import is_two
from memcon.coding.telling import token_span
from memcon.coding.wording import is_none
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.coding.view import View

_BESIDE = frozenset(("appos", "flat", "nmod:desc", "compound", "nmod", "dep"))
_BACK = 80  # words that `the two` looks back
_GROUP_OF = ("from", "of", "between")
_OUTSIDE = frozenset(("acl", "acl:relcl", "appos", "parataxis", "conj", "advcl"))
_OF_A_NAME = frozenset(("det", "amod", "compound", "nmod:poss", "nummod"))
_BESIDE_VERB = frozenset(("conj", "parataxis", "advcl", "discourse"))


def clusters(view: View, tokens: Iterable[int]) -> tuple[Cluster, ...]:
    """Return the entities that some noun phrases denote, each once, in their order; `no delegation` denotes none."""
    somebody = (token for token in tokens if not is_none(view.syntax, token))
    found = {id(one): one for token in somebody for one in _denoted(view, token) if not _is_author(view, one)}
    return tuple(found.values())


def _is_author(view: View, one: Cluster) -> bool:
    """Say whether somebody is named only as the author of the article, who takes no part in what it tells."""
    article = view.scene.reading.article
    if one.kind != "person" or not article.byline or one.name not in article.byline:
        return False
    at = view.text.find(article.byline)
    end = max(article.body.start, at + len(article.byline) if at >= 0 else 0)
    return all(span.end <= end for span in one.mentions)


def _denoted(view: View, token: int) -> tuple[Cluster, ...]:
    """Return whom a noun phrase denotes: `delegations from A and B` are A and B."""
    if view.syntax.tokens[token].upos == "NOUN":
        behind = [
            kid
            for kid in view.syntax.kids[token]
            if kid > token and view.syntax.tokens[kid].deprel == "nmod" and _has_case(view, kid)
        ]
        several = [one for kid in behind for one in parties(view.scene, kid)]
        if len(several) > 1:
            return tuple(several)
    if is_two(view.syntax, token):
        return _pair_before(view, token) or parties(view.scene, token)
    if view.syntax.lower[token] in ("he", "she") and not parties(view.scene, token):
        return _subject_before(view, token)
    found = _named_beside(view, token) or parties(view.scene, token) or _named_before(view, token)
    return found or _of_name(view, token) or _group(view, token)


def _subject_before(view: View, token: int) -> tuple[Cluster, ...]:
    """Return the person who is the subject of the sentence before: `he` where nothing better is known of it."""
    number = view.syntax.sentence_of[token]
    if not number:
        return ()
    window = view.syntax.sentences[number - 1]
    for at in range(window.first, window.last):
        clause = view.clauses.at(at)
        if clause is not None and view.syntax.tokens[at].head < 0 and clause.subjects:
            found = _bearer(view, clause.subjects[0])
            return (found,) if found is not None and found.kind == "person" else ()
    return ()


def _pair_before(view: View, token: int) -> tuple[Cluster, ...]:
    """Return the two persons, else the two parties, joined by `and` or meeting each other last before a token."""
    tokens = view.syntax.tokens
    if dealt := _who_dealt(view, token):
        return dealt
    for kinds in (("person",), ("state", "organisation")):
        for at in range(token - 1, max(0, token - _BACK), -1):
            ends = (tokens[at].head, at) if _is_joined(view, at) else _who_met(view, at)
            pair = [one for end in ends if (one := _bearer(view, end))]
            if len(pair) > 1 and pair[0] is not pair[1] and all(one.kind in kinds for one in pair):
                return tuple(pair)
    return ()


def _who_dealt(view: View, token: int) -> tuple[Cluster, ...]:
    """Return the doer of what is told just before and the only other person in it: `A told B so when the two met`."""
    verbs = (view.clauses.at(at) for at in view.syntax.verbs_above(token))
    above = next((one for one in verbs if one is not None and one.kind == "verb" and token not in one.subjects), None)
    if above is None or above.head > token:
        return ()
    doers = {id(one): one for at in above.subjects if (one := _bearer(view, at)) and one.kind == "person"}
    behind = range(above.head + 1, token)
    others = {id(one): one for at in behind if (one := _bearer(view, at)) and one.kind == "person"}
    others = {key: one for key, one in others.items() if key not in doers}
    return (*doers.values(), *others.values()) if len(doers) == len(others) == 1 else ()


def _is_joined(view: View, token: int) -> bool:
    word = view.syntax.tokens[token]
    return word.deprel == "conj" and word.upos in ("NOUN", "PROPN") and word.head >= 0


def _who_met(view: View, token: int) -> tuple[int, ...]:
    """Return the subject of a verb and whom it has by `with`: `A spoke with B`."""
    clause = view.clauses.at(token)
    if clause is None or clause.kind != "verb" or len(clause.subjects) != 1:
        return ()
    return (*clause.subjects, *clause.by("with")[:1])


def _bearer(view: View, token: int) -> Cluster | None:
    """Return whom a name, or a title with one beside it, denotes."""
    known = view.entities.named.get(token)
    return known or next(iter(_named_beside(view, token)), None)


def _of_name(view: View, token: int) -> tuple[Cluster, ...]:
    """Return the state in `the State of Qatar`, where the name is not read as one."""
    syntax = view.syntax
    if syntax.tokens[token].upos != "PROPN":
        return ()
    kids = (kid for kid in syntax.kids[token] if kid > token and syntax.tokens[kid].deprel == "nmod")
    return tuple(one for kid in kids if _has_case(view, kid) for one in parties(view.scene, kid))


def _group(view: View, token: int) -> tuple[Cluster, ...]:
    """Return a group of unnamed people (`some 2,000 farmers`) as an entity of its own, one for the same words."""
    syntax = view.syntax
    low_word = syntax.lower[token]
    if syntax.tokens[token].upos not in ("NOUN", "PROPN"):
        return ()
    if not (low_word in grammar().people or low_word in actors().people):
        return ()
    if actors().countries.get(low_word) == low_word:  # `this country` is no group
        return ()
    low, _ = reach(view, token)
    low += syntax.tokens[low].upos == "ADP"
    span = syntax.span(low, token + 1) or token_span(view.scene, token)
    words = span.of(view.text)
    known = next((one for one in view.entities.clusters("group") if one.name.lower() == words.lower()), None)
    cluster = known or Cluster("group", words)
    view.entities.also(cluster, span)
    return (cluster,)


def _named_beside(view: View, token: int) -> tuple[Cluster, ...]:
    """Return the person whose title heads a phrase: `the envoy to the region, X`, `ambassador-designate X`."""
    if view.syntax.tokens[token].upos not in ("NOUN", "PROPN") or _is_name(view, token):
        return ()
    found = (one for name in _beside(view, token) if (one := _person_at(view, name)))
    return tuple({id(one): one for one in found}.values())


def _beside(view: View, token: int, depth: int = 0) -> Iterator[int]:
    """Yield the names that stand beside a title, behind it, without a preposition of their own."""
    syntax = view.syntax
    for kid in syntax.kids[token]:
        rel = syntax.tokens[kid].deprel
        if kid > token and syntax.tokens[kid].upos == "PROPN" and rel in _BESIDE and _is_apart(view, kid):
            yield kid
            yield from (one for one in syntax.kids[kid] if syntax.tokens[one].deprel == "conj")
        elif kid > token and rel in ("nmod", "appos") and depth < 2:  # X of `envoy to the region X` may hang there
            yield from _beside(view, kid, depth + 1)


def _is_name(view: View, token: int) -> bool:
    """Say whether a token is part of a person's own name."""
    word = view.syntax.tokens[token]
    here = Span(word.start, word.end)
    return view.entities.covering(here, "person") is not None


def _person_at(view: View, token: int) -> Cluster | None:
    word = view.syntax.tokens[token]
    found = view.entities.covering(Span(word.start, word.end), "person")
    return found[1] if found else None


def _is_apart(view: View, token: int) -> bool:
    """Say whether a name has neither a preposition nor an ending of its own."""
    return view.syntax.child(token, "case") is None


def _named_before(view: View, token: int) -> tuple[Cluster, ...]:
    """Return those named before a thing that acts for them: `Russian drones`, `Ukraine's missiles`."""
    syntax = view.syntax
    kids = [kid for kid in syntax.kids[token] if syntax.tokens[kid].deprel in ("amod", "compound", "nmod:poss")]
    return tuple(one for kid in kids if syntax.tokens[kid].text[0].isupper() for one in parties(view.scene, kid))


def _has_case(view: View, token: int) -> bool:
    case = view.syntax.child(token, "case")
    return case is not None and view.syntax.lower[case] in _GROUP_OF


def capitals(view: View, tokens: Iterable[int]) -> tuple[Cluster, ...]:
    """Return the states for which capitals stand to whom something is done: `protested to Beijing`."""
    book, found = view.codebook, dict[int, Cluster]()
    for token in tokens:
        word = view.syntax.tokens[token]
        state = book.states.get(word.text) if word.text in book.seats else None
        if state is not None and view.entities.covering(Span(word.start, word.end), "place"):
            cluster = view.entities.state(state)
            view.entities.also(cluster, Span(word.start, word.end))
            found[id(cluster)] = cluster
    return tuple(found.values())


def places(view: View, tokens: Iterable[int]) -> tuple[Cluster, ...]:
    """Return the places at some tokens: who visits is the guest of a place where nobody is named."""
    spans = (Span(view.syntax.tokens[token].start, view.syntax.tokens[token].end) for token in tokens)
    found = (view.entities.covering(span, "place") for span in spans)
    return tuple(one[1] for one in found if one)


def from_its_first(view: View, span: Span) -> Span:
    """Return words from the beginning of the name or noun phrase that they begin within: `[The European] Union was`."""
    syntax = view.syntax
    inside = syntax.inside(span)
    first = inside.start
    while (
        first and syntax.tokens[first - 1].deprel in _OF_A_NAME and first <= syntax.tokens[first - 1].head < inside.stop
    ):
        first -= 1
    return Span(min(span.start, syntax.tokens[first].start), span.end)


def reach(view: View, token: int) -> tuple[int, int]:
    """Return the tokens of a phrase or clause without what is joined to it behind."""
    syntax = view.syntax
    low, high = syntax.low[token], syntax.high[token]
    is_verb = syntax.tokens[token].upos in ("VERB", "AUX")
    for kid in syntax.kids[token]:
        if syntax.tokens[kid].deprel not in (_BESIDE_VERB if is_verb else _OUTSIDE) or _is_purpose(view, kid):
            continue
        if kid > token:
            high = min(high, syntax.low[kid])
        else:
            low = max(low, syntax.high[kid])
    return min(low, token), max(high, token + 1)


def _is_purpose(view: View, token: int) -> bool:
    return view.syntax.tokens[token].deprel == "advcl" and view.syntax.is_infinitive(token)
