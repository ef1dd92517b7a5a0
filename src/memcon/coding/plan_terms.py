"""What a plan provides: told behind its noun, by what it says or would do, and by what is to happen under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.grammar import grammar
from memcon.codebook.proposals import proposal_words
from memcon.codebook.stances import stances
from memcon.coding.actors import parties
from memcon.coding.wording import act, has_subject, is_predicate, joined, thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.coding.clauses import Clause
    from memcon.coding.view import View
    from memcon.spans import Span

_RELATIVE = frozenset(("that", "which", "who"))
_MODALS = frozenset(
    ("would", "will", "could", "may", "might", "must", "shall", "should", "can", "'d", "’d", "'ll", "’ll")
)
_OUTSIDE = ("parataxis", "appos", "dep", "conj", "ccomp")
_PLACING = frozenset(("under", "in", "by"))
_OPEN = frozenset(("of", "for"))
_ALSO = frozenset(("also", "instead", "then", "further", "additionally"))
_BECAUSE = frozenset(("after", "as", "because", "while", "although", "though", "since"))
_SUBJECT = ("nsubj", "nsubj:outer")


def terms(view: View, at: int) -> tuple[Span, ...]:
    """Return what a mention of a plan, the noun at a token, is said to provide, in text order."""
    found = (*_behind(view, at), *by_subject(view, at), *_under(view, at))
    return tuple(sorted(dict.fromkeys(found)))


def promises(view: View, at: int) -> bool:
    """Say whether a clause says what a thing would do: `a deal that would reopen the ports`, `The deal would …`."""
    syntax = view.syntax
    above = syntax.tokens[at].head
    if syntax.tokens[at].deprel in _SUBJECT and above >= 0 and _would(view, above) and not _is_fate(view, above):
        return any(syntax.lower[kid] == "the" for kid in syntax.kids[at])
    for kid in syntax.kids[at]:
        if kid > at and syntax.tokens[kid].deprel == "acl:relcl" and _modal(view, kid) and _is_own(view, kid, at):
            return True
    return False


def _behind(view: View, at: int) -> Iterator[Span]:
    """Yield the terms behind a noun: clauses, what it is for, what it is worth, what a colon opens."""
    syntax = view.syntax
    above = syntax.tokens[at].head
    for kid in (*syntax.kids[at], *(syntax.kids[above] if syntax.tokens[at].deprel == "obj" else ())):
        relation = syntax.tokens[kid].deprel
        case = syntax.child(kid, "case")
        if kid > at and relation in _OUTSIDE and _is_behind_colon(view, kid):
            yield from _whole(view, kid)
        elif kid < at or syntax.tokens[kid].head != at:
            continue
        elif relation.startswith("acl") and is_predicate(syntax, kid):
            yield from _clause(view, kid, at)
        elif syntax.lower[kid] == "worth":
            yield from _span(syntax.span(kid, syntax.high[kid]))
        elif relation == "nmod" and case is not None and syntax.lower[case] in ("for", "of"):
            yield from _of(view, kid)


def _is_behind_colon(view: View, at: int) -> bool:
    first = view.syntax.low[at]
    return ":" in (view.syntax.tokens[first].text, view.syntax.tokens[first - 1].text)


def _of(view: View, at: int) -> tuple[Span, ...]:
    """Return what a plan is for; neither whose or for whom it is, nor how long: `of 140 pages`."""
    syntax = view.syntax
    named = syntax.tokens[at].upos == "PROPN"
    someone = any(named or one.kind != "organisation" for one in parties(view.scene, at))
    return () if someone or syntax.lower[at] in proposal_words().lengths else thing(view, at)


def _clause(view: View, at: int, noun: int) -> Iterator[Span]:
    """Yield the terms in a clause that describes a plan: not who made it, and what became of it."""
    syntax = view.syntax
    if syntax.tokens[at].deprel == "acl:relcl":
        if place := _place(view, at):
            yield from _act(view, at, [place], with_subject=True)
        elif _is_own(view, at, noun):
            yield from by_predicates(view, at, free=True)
    elif syntax.is_infinitive(at) or (syntax.lower[at].endswith("ing") and _is_open(view, at)):
        for one in joined(syntax, at):
            if not _is_fate(view, one):
                yield from _content(view, one)
    elif nested := _nested(view, at):
        yield from by_predicates(view, nested)
    elif grammar().lemma(syntax.lower[at]) in proposal_words().aims:
        for kid in syntax.kids[at]:
            if kid > at and is_predicate(syntax, kid):
                yield from (span for one in joined(syntax, kid) for span in _act(view, one))


def _nested(view: View, at: int) -> int | None:
    """Return the `that would` that the parse hangs on a noun within: `a text backed by many that would oblige all`."""
    syntax = view.syntax
    for noun in syntax.kids[at]:
        for kid in syntax.kids[noun]:
            if (
                noun > at
                and syntax.tokens[kid].deprel == "acl:relcl"
                and _would(view, kid)
                and _is_own(view, kid, noun)
            ):
                return kid
    return None


def _is_open(view: View, at: int) -> bool:
    """Say whether an -ing form tells what a plan is: no `before leaving`, no `are leaving` that hangs on it."""
    return _OPEN.issuperset(view.syntax.marks.get(at, ())) and view.syntax.child(at, "aux") is None


def _place(view: View, at: int) -> Span | None:
    """Return the words of `under which` at the front of a clause."""
    syntax = view.syntax
    for kid in syntax.kids[at]:
        if kid < at and syntax.lower[kid] == "which" and syntax.lower[kid - 1] in _PLACING:
            return syntax.span(kid - 1, kid + 1)
    return None


def _is_own(view: View, at: int, noun: int) -> bool:
    """Say whether a noun is the subject of the clause behind it: `that would reopen it`, no `that Libya tabled`."""
    syntax = view.syntax
    subject = syntax.child(at, *_SUBJECT)
    between = syntax.lower[noun + 1 : at]
    return syntax.lower[subject] in _RELATIVE if subject is not None else bool(_RELATIVE.intersection(between))


def by_subject(view: View, at: int) -> Iterator[Span]:
    """Yield the terms of a plan whose noun, or a pronoun for it, is the subject at a token."""
    token = view.syntax.tokens[at]
    if token.deprel in _SUBJECT and token.head >= 0:
        yield from by_predicates(view, token.head)


def by_predicates(view: View, at: int, *, free: bool = False) -> Iterator[Span]:
    """Yield what a predicate of a plan, and those joined to it, say that it provides.

    free: whether any verb in the present will do, as behind the noun (`a plan that relies on loans`).
    """
    for number, one in enumerate(joined(view.syntax, at)):
        if (number == 0 or not has_subject(view.syntax, one)) and _provides(view, one, free=free):
            yield from _content(view, one)


def _provides(view: View, at: int, *, free: bool) -> bool:
    words, clause = proposal_words(), view.clauses.at(at)
    if clause is None or clause.kind != "verb" or clause.passive or _is_fate(view, at):
        return False
    if clause.lemma in words.says or clause.lemma in words.does or _modal(view, at):
        return True
    return free and clause.tense == "present" and not _answers(view, clause)


def _answers(view: View, clause: Clause) -> bool:
    return clause.lemma in stances().verbs or clause.lemma in view.codebook.verbs


def _is_fate(view: View, at: int) -> bool:
    """Say whether a predicate tells what becomes of a plan, or what it does to talks, and nothing of its content."""
    clause = view.clauses.at(at)
    return clause is not None and (clause.passive or clause.lemma in proposal_words().fates)


def _modal(view: View, at: int) -> bool:
    syntax = view.syntax
    return any(syntax.tokens[kid].deprel == "aux" and syntax.lower[kid] in _MODALS for kid in syntax.kids[at])


def _would(view: View, at: int) -> bool:
    syntax = view.syntax
    return any(syntax.tokens[kid].deprel == "aux" and syntax.lower[kid] == "would" for kid in syntax.kids[at])


def _content(view: View, at: int) -> Iterator[Span]:
    """Yield the words of what a predicate says of a plan: the objects of `calls for`, else the act itself."""
    clause = view.clauses.at(at)
    if clause is None or clause.lemma not in proposal_words().says or clause.negated:
        yield from _act(view, at)
        return
    tokens = (*clause.objects, *clause.by("for"), *((clause.complement,) if clause.complement is not None else ()))
    for one in dict.fromkeys(tokens):
        for each in joined(view.syntax, one) if is_predicate(view.syntax, one) else (one,):
            yield from _whole(view, each)


def _act(view: View, at: int, holes: Iterable[Span] = (), *, with_subject: bool = False) -> tuple[Span, ...]:
    """Return the words of an act, without `also` and why or when it was told: `, after the minister gave in`."""
    syntax = view.syntax
    also = [kid for kid in syntax.kids[at] if syntax.lower[kid] in _ALSO]
    because = [kid for kid in syntax.kids[at] if _BECAUSE.intersection(syntax.marks.get(kid, ()))]
    spans = (syntax.span(syntax.low[kid], syntax.high[kid]) for kid in (*also, *because))
    return act(view, at, [*holes, *(span for span in spans if span)], with_subject=with_subject)


def _span(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def _whole(view: View, at: int) -> tuple[Span, ...]:
    return _act(view, at, with_subject=True) if is_predicate(view.syntax, at) else thing(view, at)


def _under(view: View, at: int) -> Iterator[Span]:
    """Yield what is to happen by a plan: `Under the plan, Libya would reopen the ports and Egypt would pay`."""
    syntax = view.syntax
    case = syntax.child(at, "case")
    if case is not None and syntax.lower[case] in proposal_words().under:
        yield from within(view, at)


def within(view: View, at: int) -> Iterator[Span]:
    """Yield what a phrase at a token is the frame of, without its words."""
    syntax = view.syntax
    head = next((one for one in syntax.verbs_above(at) if is_predicate(syntax, one)), None)
    own = syntax.span(syntax.low[at], syntax.high[at])
    if head is None or own is None or not syntax.sentence(at).first <= head < syntax.sentence(at).last:
        return
    for one in joined(syntax, head):
        if _modal(view, one):
            yield from _act(view, one, [own], with_subject=has_subject(syntax, one))


def terms_of_part(view: View, at: int) -> tuple[Span, ...]:
    """Return what is to happen in a stage of a plan: `In the first stage … would`, `The second would see …`."""
    syntax, words = view.syntax, proposal_words()
    ordered = syntax.lower[at] in words.ordinals or any(syntax.lower[kid] in words.ordinals for kid in syntax.kids[at])
    if not ordered or syntax.tokens[at].head < 0:
        return ()
    if syntax.tokens[at].deprel in _SUBJECT:
        return tuple(by_subject(view, at))
    case = syntax.child(at, "case")
    return tuple(within(view, at)) if case is not None and syntax.lower[case] in ("in", "during") else ()
