"""What a text joins: noun phrases by `and`, and who does something `with` whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from memcon.coding.salience import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.coding.clusters import Cluster
    from memcon.reading.syntax import Syntax

_MEMBERS = frozenset(("NOUN", "PROPN", "PRON", "ADJ"))
_AND = frozenset(("and", "&"))
_TITLE = 9  # tokens from `and` to the name
_TITLES = frozenset(("NOUN", "PROPN", "ADJ", "DET", "ADP", "PRON", "PART"))
_VERBS = frozenset(("VERB", "AUX"))
_INSIDE = frozenset(("flat", "fixed", "goeswith"))
_TRAVELS = frozenset(
    ("shuttle", "shuttled", "shuttles", "shuttling", "flew", "flown", "flying", "travelled", "travelling")
)


class List(NamedTuple):
    """Noun phrases joined by `and`, or one that does something `with` another, by their head tokens.

    is_together: they are subjects, or something is between them.
    """

    heads: tuple[int, ...]
    is_together: bool
    is_joined: bool = True


def lists(syntax: Syntax, named: Mapping[int, Cluster]) -> list[List]:
    """Return what a text joins by `and`, and who does something `with` whom, in text order."""
    out: list[List] = []
    tokens = syntax.tokens
    for at, token in enumerate(tokens):
        if syntax.lower[at] in _AND and (pair := _beside(syntax, named, at)) is not None:
            out.append(pair)
        if token.deprel == "conj" and token.upos in _MEMBERS and 0 <= token.head < at:
            if out and token.head in out[-1].heads and out[-1].is_joined:
                out[-1] = out[-1]._replace(heads=(*out[-1].heads, at))
            elif tokens[token.head].upos in _MEMBERS:
                out.append(List((token.head, at), _is_together(syntax, token.head)))
        elif at in named and named.get(at - 1) is not named[at]:
            doer = _doer_with(syntax, at)
            if doer is not None:
                out.append(List((doer, at), is_together=True, is_joined=False))
    return out


def _beside(syntax: Syntax, named: Mapping[int, Cluster], at: int) -> List | None:
    """Return two persons with nothing but an `and` and a title between, where the parse does not join them."""
    first, other = _name_before(syntax, named, at), _person_behind(syntax, named, at)
    if first is None or other is None or named[first] is named[other]:
        return None
    if any(syntax.tokens[kid].deprel == "conj" for kid in syntax.kids[first]):
        return None
    behind = other
    while named.get(behind) is named[other]:
        behind += 1
    is_doer = behind < len(syntax.tokens) and syntax.tokens[behind].upos in _VERBS
    is_late = any(syntax.tokens[one].upos in _VERBS for one in range(syntax.sentence(first).first, first))
    return List((first, other), is_together=is_doer) if not (is_doer and is_late) else None


def _name_before(syntax: Syntax, named: Mapping[int, Cluster], at: int) -> int | None:
    """Return the token that heads the person's name which ends before a token."""
    one, first = named.get(at - 1), at - 1
    while named.get(first - 1) is one and syntax.tokens[first].deprel in _INSIDE:
        first -= 1
    return first if one is not None and one.kind == "person" else None


def _person_behind(syntax: Syntax, named: Mapping[int, Cluster], at: int) -> int | None:
    """Return the first token of the person's name behind a token with no more than a title between."""
    for other in range(at + 1, min(at + _TITLE, len(syntax.tokens))):
        if syntax.tokens[other].upos not in _TITLES:
            return None
        if other in named and named[other].kind == "person":
            return other
    return None


def _is_together(syntax: Syntax, head: int) -> bool:
    """Say whether a list is a subject or what something is `between`, itself or with the noun behind it."""
    token = syntax.tokens[head]
    if token.deprel in ("amod", "compound", "nmod:poss") and token.head >= 0:
        head, token = token.head, syntax.tokens[token.head]
    case = syntax.child(head, "case")
    if case is not None and syntax.lower[case] == "between":
        return token.head < 0 or syntax.lower[token.head] not in _TRAVELS
    return token.deprel in SUBJECT


def _doer_with(syntax: Syntax, at: int) -> int | None:
    """Return the subject of what is done `with` a named one: `A struck a deal with B`."""
    case = syntax.child(at, "case")
    if case is None or syntax.lower[case] != "with" or not syntax.tokens[at].deprel.startswith(("obl", "nmod")):
        return None
    subjects = (syntax.child(above, *SUBJECT) for above in syntax.verbs_above(at))
    return next((one for one in subjects if one is not None and one < at), None)
