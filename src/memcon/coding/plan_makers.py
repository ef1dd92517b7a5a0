"""Whose plan it is: its owner, `by` and `from`, the subject of the verb that brings it in, a name before its noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.grammar import grammar
from memcon.codebook.proposals import proposal_words
from memcon.coding.holders import holders, node_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.coding.clauses import Clause
    from memcon.coding.entities import Cluster
    from memcon.coding.view import View

BEFORE = ("amod", "compound", "nummod", "nmod:poss", "nmod")
_OBJECTS = ("obj", "nsubj:pass", "conj", "xcomp")
_NOBODY = frozenset(("nobody", "none", "neither", "one"))
_BY = frozenset(("by", "from", "between"))


def bringing(view: View, at: int) -> int | None:
    """Return the verb of proposing whose object the noun at a token is: above it, or in a clause behind it."""
    above = _above(view, at)
    if above is not None and not is_withheld(view, at):
        return above.head
    return next((one for one in _behind(view, at) if _brings(view, one, at)), None)


def is_withheld(view: View, at: int) -> bool:
    """Say whether a plan is one that nobody puts forward: `did not table a plan`, `no one has drafted a bill`."""
    above = _above(view, at)
    if above is None:
        return False
    lower = view.syntax.lower
    return above.negated or any(lower[one] in _NOBODY or lower[view.syntax.low[one]] == "no" for one in above.subjects)


def _above(view: View, at: int) -> Clause | None:
    """Return the verb of proposing above a noun that is its object."""
    token = view.syntax.tokens[at]
    above = view.clauses.at(token.head) if token.deprel in _OBJECTS else None
    return above if above and above.kind == "verb" and _proposes(view, above.head, at) else None


def _proposes(view: View, verb: int, at: int) -> bool:
    """Say whether a verb puts the noun at a token forward; of some only with a word more: `put forward`, `set out`."""
    words, syntax = proposal_words(), view.syntax
    lemma = grammar().lemma(syntax.lower[verb])
    if lemma in words.makes:
        return syntax.lower[at] in words.nouns
    beside = {syntax.lower[kid] for kid in syntax.kids[verb]}
    return lemma in words.authors and (lemma not in words.authors_with or not beside.isdisjoint(words.forward))


def makers(view: View, at: int, verb: int | None) -> tuple[Cluster, ...]:
    """Return who made the plan whose noun stands at a token; who only hands it on is none of them."""
    return _first(view, at, _makers(view, at, verb))


def bearers(view: View, at: int) -> tuple[Cluster, ...]:
    """Return whose the plan is whose noun stands at a token, or who hands it on, for want of a maker."""
    verb, syntax = bringing(view, at), view.syntax
    of = tuple(kid for kid in syntax.kids[at] if syntax.tokens[kid].deprel == "nmod" and _cased(view, kid, "of"))
    return _first(view, at, [of, _subjects(view, verb) if verb is not None else ()])


def _first(view: View, at: int, groups: Iterable[tuple[int, ...]]) -> tuple[Cluster, ...]:
    """Return whom the first of some groups of tokens denotes that denotes anybody."""
    node = node_of(view, at)
    return next((found for tokens in groups if (found := holders(view, tokens, node, groups=True))), ())


def _behind(view: View, at: int) -> Iterator[int]:
    """Yield the clauses behind a noun and those joined to them."""
    syntax = view.syntax
    for kid in syntax.kids[at]:
        if kid > at and syntax.tokens[kid].deprel.startswith("acl"):
            yield kid
            yield from (one for one in syntax.kids[kid] if syntax.tokens[one].deprel == "conj")


def _brings(view: View, one: int, at: int) -> bool:
    """Say whether a clause behind a noun tells who proposed it: `tabled by Libya`, `that Libya has tabled`."""
    syntax, clause = view.syntax, view.clauses.at(one)
    if not _proposes(view, one, at):
        return False
    if clause is None:  # a participle that the parse takes for a noun
        return any(_cased(view, kid, "by") for kid in syntax.kids[one])
    relative = syntax.tokens[one].deprel == "acl:relcl"
    return clause.passive or at in clause.objects or (relative and bool(clause.subjects) and not clause.objects)


def _cased(view: View, at: int, *cases: str) -> bool:
    case = view.syntax.child(at, "case")
    return case is not None and view.syntax.lower[case] in cases


def _makers(view: View, at: int, verb: int | None) -> Iterator[tuple[int, ...]]:
    """Yield groups of tokens that may name the maker, the likeliest first."""
    syntax = view.syntax
    kids = syntax.kids[at]
    yield tuple(kid for kid in kids if syntax.tokens[kid].deprel == "nmod:poss")
    yield tuple(kid for kid in kids if syntax.tokens[kid].deprel.startswith("nmod") and _cased(view, kid, *_BY))
    made = [one for one in _behind(view, at) if _brings(view, one, at)] + ([verb] if verb is not None else [])
    for one in made:
        if grammar().lemma(syntax.lower[one]) not in proposal_words().carriers:
            yield _subjects(view, one)
    yield tuple(
        kid
        for kid in kids
        if kid < at and syntax.tokens[kid].text[:1].isupper() and syntax.tokens[kid].deprel in BEFORE
    )


def _subjects(view: View, verb: int) -> tuple[int, ...]:
    clause = view.clauses.at(verb)
    if clause is not None:
        return clause.subjects
    return tuple(kid for kid in view.syntax.kids[verb] if _cased(view, kid, "by"))
