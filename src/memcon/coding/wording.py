"""The words for a thing or an act in a parse: subtrees as spans, with what does not belong to them cut out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.spans import Span, hull, minus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.coding.view import View
    from memcon.reading.syntax import Syntax

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl", "nsubj:outer")
_CLAUSAL = frozenset(("VERB", "AUX", "ADJ"))
_LEADING = frozenset(("that", "to", "whether", "of", "from", "against", "at", "on", "with", "about", "in", "than"))
_FRONTED = ("obj", "obl", "advcl", "ccomp", "parataxis", "dep", "cc", "punct", "discourse", "vocative")
_HOLDING = frozenset(("want", "wants", "demand", "demands", "insist", "insists", "say", "says"))
_FUTURE = frozenset(("will", "would", "'ll", "’ll", "has", "have", "had"))
_HANGING = frozenset(("for", "of", "in", "on", "at", "from", "with", "by", "to"))  # left over before what was cut out
_PAIRS = {"”": "“", '"': '"“', "’": "‘", "'": "'‘", ")": "("}
_WHILE = frozenset(("while", "whereas"))
_OUTSIDE = frozenset(("parataxis", "discourse", "dep"))


def is_none(syntax: Syntax, at: int) -> bool:
    """Say whether a noun phrase is of nobody: `no soldiers`."""
    determiner = syntax.child(at, "det")
    return determiner is not None and syntax.lower[determiner] == "no"


def is_predicate(syntax: Syntax, at: int) -> bool:
    """Say whether a token heads a clause."""
    return syntax.tokens[at].upos == "VERB" or syntax.child(at, "cop", "aux", *_SUBJECTS) is not None


def has_subject(syntax: Syntax, at: int) -> bool:
    """Say whether a predicate has a subject of its own."""
    return syntax.child(at, *_SUBJECTS) is not None


def is_infinitive(syntax: Syntax, at: int) -> bool:
    """Say whether a predicate stands with `to`."""
    return syntax.is_infinitive(at)


def joined(syntax: Syntax, at: int) -> tuple[int, ...]:
    """Return a predicate and those joined to it by `and`, `or` or commas, in text order."""
    out = [at]
    for kid in syntax.kids[at]:
        if syntax.tokens[kid].deprel == "conj" and is_predicate(syntax, kid) and _is_alike(syntax, at, kid):
            out.extend(() if _shares(syntax, at, kid) else joined(syntax, kid))
    return tuple(out)


def _shares(syntax: Syntax, at: int, kid: int) -> bool:
    """Say whether two verbs have one object behind them: `stop and eliminate the programme`."""
    between = syntax.tokens[at + 1 : kid]
    return at < kid and all(token.upos in ("CCONJ", "PUNCT", "ADV") for token in between) and syntax.high[kid] > kid


def _is_alike(syntax: Syntax, one: int, other: int) -> bool:
    """Say whether two joined predicates can be parts of one object: no `asked` after `resuming` or `to resume`."""
    left, right = syntax.lower[one], syntax.lower[other]
    if right in _HOLDING:
        return left in _HOLDING
    infinitive = is_infinitive(syntax, one)
    if left.endswith("ing") and syntax.child(one, "aux") is None:
        return right.endswith("ing")
    own = any(syntax.lower[kid] in _FUTURE for kid in syntax.kids[other] if syntax.tokens[kid].deprel == "aux")
    return not (infinitive and (right.endswith("ed") or own))


def is_contrast(syntax: Syntax, at: int) -> bool:
    """Say whether a clause tells of somebody else, wherever the parse hangs it: `, while the Greens want a tax`."""
    marks = [kid for kid in syntax.kids[at] if syntax.tokens[kid].deprel == "mark" and syntax.lower[kid] in _WHILE]
    return bool(marks) and syntax.tokens[marks[0] - 1].text == "," and has_subject(syntax, at)


def act(view: View, at: int, holes: Iterable[Span] = (), *, with_subject: bool = False) -> tuple[Span, ...]:
    """Return the words of the clause at a token, without the clauses joined to it, `that` and `to`.

    holes: conditions and the like that are told apart. with_subject: whether the subject belongs to the words.
    """
    syntax = view.syntax
    out: list[tuple[int, int]] = []
    whole = {at - 1, at - 2} if syntax.lower[max(0, at - 2) : at] == ["not", "to"] else set()  # `asked not to strike`
    for kid in syntax.kids[at]:
        token = syntax.tokens[kid]
        if kid in whole:
            continue
        joins = token.deprel == "conj" and is_predicate(syntax, kid) and not _shares(syntax, at, kid)
        beside = kid < at and not with_subject and token.deprel.startswith(_FRONTED)
        sourced = syntax.lower[kid] == "according" or any(syntax.lower[one] == "according" for one in syntax.kids[kid])
        leads = token.deprel == "mark" and syntax.lower[kid] in _LEADING
        subject = token.deprel in _SUBJECTS and not with_subject
        auxiliary = token.deprel in ("aux", "cop") and not with_subject and kid < at
        apart = (token.deprel in _OUTSIDE and kid > at) or is_contrast(syntax, kid)
        if joins or leads or beside or sourced or subject or auxiliary or apart:
            out.append(_range(syntax, kid, at))
            if joins:
                out.extend(_linked(syntax, kid))
    return _words(view, syntax.low[at], syntax.high[at], out, holes)


def thing(view: View, at: int, holes: Iterable[Span] = ()) -> tuple[Span, ...]:
    """Return the words of the noun phrase at a token, without the nouns joined to it and its preposition."""
    syntax = view.syntax
    out = [_range(syntax, kid, at) for kid in syntax.kids[at] if _is_beside(syntax, kid, at)]
    return _words(view, syntax.low[at], syntax.high[at], out, holes)


def _is_beside(syntax: Syntax, kid: int, at: int) -> bool:
    """Say whether a kid of a noun is no part of its own words."""
    relation = syntax.tokens[kid].deprel
    if relation in ("case", "mark", "cc"):
        return kid < at and syntax.high[kid] <= at
    return relation == "conj" or (relation in _OUTSIDE and kid > at)


def _range(syntax: Syntax, kid: int, at: int) -> tuple[int, int]:
    """Return the tokens of a kid; where a crossing arc makes them reach over its head, the kid alone."""
    low, high = syntax.low[kid], syntax.high[kid]
    return (kid, kid + 1) if low <= at < high else (low, high)


def _linked(syntax: Syntax, kid: int) -> Iterator[tuple[int, int]]:
    """Yield the `and` before a joined clause, wherever the parse hangs it."""
    first = syntax.low[kid]
    while first > 0 and (syntax.tokens[first - 1].deprel == "cc" or syntax.tokens[first - 1].text == ","):
        first -= 1
        yield first, first + 1


def _words(view: View, low: int, high: int, out: list[tuple[int, int]], holes: Iterable[Span]) -> tuple[Span, ...]:
    """Return tokens `[low, high)` as spans, less the ranges `out` and the holes."""
    syntax = view.syntax
    end = syntax.sentence(low).last
    kept = [at for at in range(low, min(high, end)) if not any(first <= at < last for first, last in out)]
    spans: list[Span] = []
    for first, last in _runs(kept):
        found = syntax.span(first, last)
        if found:
            spans += minus(found, sorted(holes))
    return tuple(span for piece in spans if (span := _bare(view, piece)))


def _bare(view: View, span: Span) -> Span | None:
    """Return a piece without punctuation and links at its edges; None when nothing is left of it."""
    tokens = view.syntax.inside(span)
    first, last = tokens.start, tokens.stop
    while last > first and view.syntax.tokens[last - 1].upos in ("PUNCT", "CCONJ") and _is_loose(view, first, last - 1):
        last -= 1
    while first < last and view.syntax.tokens[first].upos in ("PUNCT", "CCONJ") and first < last - 1:
        if view.syntax.tokens[first].text in "“\"‘'(":
            break
        first += 1
    while last > first and view.syntax.lower[last - 1] in _HANGING and view.syntax.tokens[last - 1].deprel == "case":
        last -= 1
    if not any(
        view.syntax.tokens[at].upos not in ("PUNCT", "CCONJ", "ADP", "PART", "SCONJ", "AUX")
        for at in range(first, last)
    ):
        return None
    return view.syntax.span(first, last)


def _is_loose(view: View, first: int, at: int) -> bool:
    """Say whether a mark at the end closes nothing that was opened among the tokens from `first` on."""
    mark = view.syntax.tokens[at].text
    if mark not in _PAIRS:
        return True
    return not any(view.syntax.tokens[one].text in _PAIRS[mark] for one in range(first, at))


def _runs(kept: list[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of neighbouring tokens as `[first, last)`."""
    first = None
    for at, token in enumerate(kept):
        first = token if first is None else first
        if at + 1 == len(kept) or kept[at + 1] != token + 1:
            yield first, token + 1
            first = None


def around(view: View, tokens: Iterable[int], spans: Iterable[Span]) -> Span:
    """Return the smallest span that holds some tokens and spans."""
    own = [Span(view.syntax.tokens[at].start, view.syntax.tokens[at].end) for at in tokens]
    return hull((*own, *spans))
