"""Conditions: the words that make a position depend on something else, and the predicate on which they hang."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.record import Condition
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.coding.record import ConditionKind
    from memcon.coding.view import View

_BELOW = ("advcl", "obl", "nmod", "acl", "advmod", "parataxis", "xcomp")
_LEADS = ("mark", "case", "advmod", "fixed", "aux", "cc")
_CLAUSE_ONLY = frozenset(("if", "should", "once", "as", "provided", "providing", "so"))
_STEPS = 6


@dataclass(frozen=True, slots=True)
class Limit:
    """A condition where it stands: `anchor` is the token of what it limits, `head` of what must be so."""

    kind: ConditionKind
    span: Span
    anchor: int
    head: int
    only: str | None


def limits(view: View) -> tuple[Limit, ...]:
    """Return all conditions of an article in text order; one look at each token."""
    known, lower = stances().conditions, view.syntax.lower
    out: list[Limit] = []
    for at, word in enumerate(lower):
        if word in known:
            out.extend(_at(view, at, known[word]))
    return tuple(out)


def _at(view: View, at: int, phrases: Iterable[tuple[tuple[str, ...], str]]) -> Iterator[Limit]:
    """Yield the condition that begins at a token, if one does."""
    for words, kind in phrases:
        if tuple(view.syntax.lower[at : at + len(words)]) != words:
            continue
        head = _head(view, at, words)
        if head is None:
            return
        anchor = view.syntax.tokens[head].head
        last = view.syntax.high[head]
        if at == head + 1 or anchor < 0 or _is_date(view, head):
            return
        span = view.syntax.span(at, max(last, at + len(words)))
        if span:
            yield Limit(kind, span, anchor, head, stances().only.get(words[0]))  # type: ignore[arg-type]  # checked
        return


def _head(view: View, at: int, words: tuple[str, ...]) -> int | None:
    """Return the token of the clause or noun phrase that the words at `at` introduce."""
    syntax = view.syntax
    if syntax.tokens[at].upos == "VERB" and syntax.child(at, "ccomp") is not None:
        return at if syntax.tokens[at].deprel in ("advcl", "conj", "acl", "dep") else None
    low, top = at, at
    for _ in range(_STEPS):
        token = syntax.tokens[top]
        if token.deprel.startswith(_BELOW) and top != at:
            break
        if token.head < 0 or syntax.low[token.head] < low - 1 or not token.deprel.startswith((*_LEADS, *_BELOW)):
            break
        if token.deprel.startswith(("obl", "advcl", "nmod", "acl")):
            break
        top = token.head
    token = syntax.tokens[top]
    if top == at and len(words) == 1:
        return None
    if not token.deprel.startswith((*_BELOW, "conj")):
        return None
    if words[0] in _CLAUSE_ONLY and not token.deprel.startswith(("advcl", "acl", "conj", "parataxis", "obl", "advmod")):
        return None
    return top if syntax.low[top] >= at - 1 else None


def _reaches(view: View, at: int, tokens: set[int]) -> bool:
    """Say whether a token is one of some, or hangs on one without a clause of its own between."""
    syntax = view.syntax
    for _ in range(_STEPS):
        if at in tokens:
            return True
        token = syntax.tokens[at]
        finite = token.upos in ("VERB", "AUX") and not token.deprel.startswith("xcomp")
        if token.head < 0 or finite:
            return False
        at = token.head
    return False


def _is_date(view: View, head: int) -> bool:
    """Say whether a condition is but a day: `until Friday`."""
    token = view.syntax.tokens[head]
    here = Span(token.start, token.end)
    return any(mention.kind == "date" and mention.span.overlaps(here) for mention in view.scene.reading.mentions)


def of(view: View, limited: Iterable[Limit], anchors: Iterable[int], stance: str) -> tuple[Condition, ...]:
    """Return the conditions that hang on some tokens or on nouns and infinitives below them, as the record has them."""
    tokens = set(anchors)
    found = {one.span: one for one in limited if one.only in (None, stance) and _reaches(view, one.anchor, tokens)}
    return tuple(Condition(kind=one.kind, span=span) for span, one in sorted(found.items()))
