"""What only looks like a contact: words to the press, and why somebody is not named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.article import outlets
from memcon.codebook.grammar import grammar
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memcon.coding.matching import Match
    from memcon.coding.view import View

_BARGAINING = frozenset(("talks", "negotiation", "round", "session", "cycle", "consultation", "negotiate", "bargain"))
_UNDER = frozenset(("advcl", "acl", "xcomp", "obj", "obl", "nmod"))
_IN_TIME = frozenset(("after", "before", "when", "while", "once", "until"))
_SILENT = frozenset(("decline",))
_LEAVE = frozenset(("authorised", "authorized", "permitted", "allowed"))
_SPEAK = frozenset(("speak", "talk", "discuss"))
_WORDS_ON = frozenset(("discuss", "comment", "talk", "speak", "describe", "disclose", "confirm", "address"))


def is_for_the_press(view: View, match: Match) -> bool:
    """Say whether a match is no act between parties: words to an outlet, or the reason why a source has no name."""
    kind, clause = match.entry.event_type, match.clause
    if kind == "REJECT":
        below = view.clauses.at(clause.complement) if clause.complement is not None else None
        return clause.lemma in _SILENT and below is not None and below.lemma in _WORDS_ON
    if kind == "REQUEST":
        return clause.lemma == "tell" and any(_is_press(view, one) for one in (*clause.objects, *clause.by("")))
    if kind != "CONSULT":
        return False
    if _explains_silence(view, clause.head) or (clause.lemma in _SPEAK and _is_silence(view, clause.head)):
        return True
    if clause.lemma in _BARGAINING:
        return False
    heard = (*clause.by("to", "with"), *clause.objects)  # `Russian state television` is no Russia
    is_heard = any(view.syntax.lower[one] in grammar().press for one in heard)
    return is_heard or _all_press(view, match.recipient) or _all_press(view, match.actor)


def _all_press(view: View, tokens: Iterable[int]) -> bool:
    found = [_is_press(view, token) for token in tokens]
    return bool(found) and all(found)


def _is_press(view: View, token: int) -> bool:
    """Say whether a noun phrase names an outlet or those who work for one."""
    syntax = view.syntax
    if syntax.lower[token] in grammar().press:
        return True
    if syntax.tokens[token].upos != "PROPN":
        return False
    word = syntax.tokens[token]
    if view.entities.covering(Span(word.start, word.end), "outlet"):
        return True
    parts = [kid for kid in syntax.kids[token] if syntax.tokens[kid].deprel in ("flat", "compound")]
    span = syntax.span(min((token, *parts)), max((token, *parts)) + 1)
    return span is not None and outlets.named(span.of(view.text)) is not None


def _explains_silence(view: View, token: int) -> bool:
    """Say whether what is told hangs on words such as `on condition of anonymity`, `not authorised to`."""
    syntax = view.syntax
    while True:
        word = syntax.tokens[token]
        if word.head < 0 or word.deprel.split(":")[0] not in _UNDER:
            return False
        if any(syntax.lower[kid] in _IN_TIME for kid in syntax.kids[token]):
            return False
        token = word.head
        if _is_silence(view, token):
            return True


def _is_silence(view: View, token: int) -> bool:
    """Say whether a predicate and the words around it tell that somebody is not named or may not speak."""
    syntax, silence = view.syntax, grammar().silence
    near = (token, *syntax.kids[token], *(low for kid in syntax.kids[token] for low in syntax.kids[kid]))
    words = {syntax.lower[one] for one in near}
    return bool(words & silence) or (syntax.lower[token] in _LEAVE and bool(words & {"not", "n't", "n’t"}))
