"""Conditions: the words that make a position depend on something else, and the position that they limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.record import Condition
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from memcon.coding.record import ConditionKind
    from memcon.coding.view import View

_BELOW = ("advcl", "obl", "nmod", "acl", "advmod", "parataxis", "xcomp")
_LEADS = ("mark", "case", "advmod", "fixed", "aux", "cc")
_NAMING = frozenset(("DET", "PROPN", "PRON", "NOUN", "ADJ", "NUM"))
_ASKING = frozenset(
    (
        "ask",
        "asked",
        "asking",
        "wonder",
        "wondered",
        "see",
        "know",
        "sure",
        "unclear",
        "decide",
        "as",
        "even",
        "saying",
        "doubt",
    )
)
_ENDS = frozenset((";", ":", ".", "!", "?", "—", "–", "”", '"', "(", ")"))
_QUOTES = frozenset(("“", "”", '"'))
_WITH_ONLY = frozenset(("after", "when"))
_STEPS = 6
_FAR = 30  # tokens from a position to a condition behind it that the parse has hung elsewhere


@dataclass(frozen=True, slots=True)
class Limit:
    """A condition where it stands: tokens `[first, last)`; `anchor` is the token that the parse hangs it on, or None.

    only: the stances with which such words are a condition; empty for all.
    """

    kind: ConditionKind
    span: Span
    first: int
    last: int
    anchor: int | None
    only: frozenset[str]

    def fits(self, stance: str) -> bool:
        """Say whether the words can limit a stance."""
        return not self.only or stance in self.only


def limits(view: View) -> tuple[Limit, ...]:
    """Return all conditions of an article in text order; one look at each token."""
    known, lower = stances().conditions, view.syntax.lower
    out: list[Limit] = []
    for at, word in enumerate(lower):
        if out and at < out[-1].last:
            continue
        if word in known:
            out.extend(_at(view, at, known[word]))
        elif word in _WITH_ONLY and _is_only(view, at):
            out.extend(_at(view, at, [((word,), "only-after")]))
    return tuple(out)


def _is_only(view: View, at: int) -> bool:
    """Say whether what a clause of time hangs on has an `only` of its own: `would only sign after they left`."""
    syntax, head = view.syntax, _head(view, at)
    above = syntax.tokens[head].head if head is not None else -1
    return above >= 0 and any(syntax.lower[kid] == "only" for kid in syntax.kids[above] if kid < above)


def _at(view: View, at: int, phrases: Iterable[tuple[tuple[str, ...], str]]) -> Iterator[Limit]:
    """Yield the condition that begins at a token, if one does."""
    syntax = view.syntax
    for words, kind in phrases:
        if tuple(syntax.lower[at : at + len(words)]) != words:
            continue
        behind = at + len(words)
        text = view.scene.reading.article.text
        if not _opens(view, at, behind) or view.codebook.anonymity.match(text, syntax.tokens[at].start):
            return
        head = _head(view, at)
        last = behind if words[0] == "in" and words[-1] != "for" else _last(view, behind, head)
        span = syntax.span(at, last) if last > behind or kind == "in-exchange-for" else None
        if span:
            anchor = syntax.tokens[head].head if head is not None else None
            only = frozenset(stances().only.get(words[0], "").split())
            yield Limit(kind, span, at, last, anchor, only)  # type: ignore[arg-type]  # checked when it was read
        return


def _opens(view: View, at: int, behind: int) -> bool:
    """Say whether the words at `at` open a condition here: no question, no day, no plain verb."""
    syntax = view.syntax
    end = syntax.sentence(at).last
    if behind >= end:
        return False
    word, before = syntax.lower[at], syntax.lower[at - 1] if at else ""
    if word == "should":
        return syntax.tokens[behind].upos in _NAMING
    if word in ("provided", "providing"):
        return syntax.lower[behind] == "that" or before == ","
    if word == "if" and before in _ASKING:
        return False
    if word in ("until", "before", "after", "once") and _is_date(view, behind, min(end, behind + 3)):
        return False
    return syntax.tokens[at].deprel not in ("compound", "amod", "obj", "nsubj")


def _is_date(view: View, first: int, last: int) -> bool:
    """Say whether a time stands among some tokens: `until next Friday` is no condition."""
    whole = Span(view.syntax.tokens[first].start, view.syntax.tokens[last - 1].end)
    dates = (mention.span for mention in view.scene.reading.mentions if mention.kind == "date")
    return any(span.overlaps(whole) for span in (*dates, *(time.span for time in view.times)))


def _head(view: View, at: int) -> int | None:
    """Return the token of the clause or noun phrase that the word at `at` introduces, if the parse has one."""
    syntax = view.syntax
    if syntax.tokens[at].upos == "VERB":
        return at if syntax.tokens[at].deprel in ("advcl", "conj", "acl", "dep") else None
    top = at
    for _ in range(_STEPS):
        token = syntax.tokens[top]
        if top != at and token.deprel.startswith((*_BELOW, "conj")):
            return top if syntax.low[top] >= at - 1 else None
        if token.head < 0 or syntax.low[token.head] < at - 1 or not token.deprel.startswith(_LEADS):
            return None
        top = token.head
    return None


def _last(view: View, behind: int, head: int | None) -> int:
    """Return where a condition ends: with the words of its head, else at the next comma or quotation mark."""
    syntax = view.syntax
    end = syntax.sentence(behind - 1).last
    at, quoted = behind, False
    while at < end and not _is_cut(view, at):
        word = syntax.tokens[at].text
        if word in _QUOTES and (quoted or word != "”") and _closes(view, at, end, quoted=quoted):
            quoted = not quoted
        elif word == "(" and (end_of := _closing(view, at, end)) is not None:
            at = end_of
        elif word in _ENDS:
            break
        at += 1
    if head is not None and syntax.high[head] > behind + 1:
        return min(syntax.high[head], at)
    return next((one for one in range(behind, at) if syntax.tokens[one].text == ","), at)


def _closing(view: View, at: int, end: int) -> int | None:
    """Return the bracket that closes one, in the same sentence."""
    return next((one for one in range(at, end) if view.syntax.tokens[one].text == ")"), None)


def _closes(view: View, at: int, end: int, *, quoted: bool) -> bool:
    """Say whether a quotation mark closes one that was opened in the condition, or opens one that is closed in it."""
    if quoted:
        return True
    marks = [one for one in range(at + 1, end) if view.syntax.tokens[one].text in _QUOTES]
    return bool(marks) and at > 0 and view.syntax.tokens[at].start > view.syntax.tokens[at - 1].end


def _is_cut(view: View, at: int) -> bool:
    """Say whether who says it begins at a token: `if they leave, he said`."""
    token = view.syntax.tokens[at]
    return view.syntax.tokens[at - 1].text == "," and view.told.saying_so.touches(Span(token.start, token.end))


def claims(view: View, limited: Sequence[Limit], anchors: Sequence[Sequence[int]]) -> list[list[Limit]]:
    """Return for each position the conditions that limit it.

    anchors: of each position, its tokens: the word of stance and the heads of its objects.

    The parse decides where it hangs a condition on one of them; else the position that stands next before it in the
    sentence has it, or the first behind it where it opens the sentence.
    """
    out: list[list[Limit]] = [[] for _ in anchors]
    holding: dict[int, list[int]] = {}  # positions by their tokens, and by the sentence they stand in
    beside: dict[int, list[int]] = {}
    for at, tokens in enumerate(anchors):
        beside.setdefault(view.syntax.sentence_of[tokens[0]], []).append(at)
        for token in tokens:
            holding.setdefault(token, []).append(at)
    for limit in limited:
        mine = {at for token in _reached(view, limit) for at in holding.get(token, ())}
        near = beside.get(view.syntax.sentence_of[limit.first], [])
        for at in sorted(mine) or _nearest(view, limit, anchors, near):
            out[at].append(limit)
    return out


def _nearest(view: View, limit: Limit, anchors: Sequence[Sequence[int]], near: Sequence[int]) -> list[int]:
    """Return the position next before a condition, or next behind one that opens its sentence; several of one word.

    near: the positions in its sentence.
    """
    sentence = view.syntax.sentence(limit.first)
    before = [at for at in near if limit.first - _FAR <= max(anchors[at]) < limit.first]
    if before:
        best = max(max(anchors[at]) for at in before)
        return [at for at in before if max(anchors[at]) == best]
    behind = [at for at in near if min(anchors[at]) >= limit.last and limit.first - sentence.first <= 1]
    first = min((min(anchors[at]) for at in behind), default=None)
    return [at for at in behind if min(anchors[at]) == first]


def _reached(view: View, limit: Limit) -> Iterator[int]:
    """Yield the token on which a condition hangs, and those above it as far as it is a noun or an infinitive."""
    syntax, at = view.syntax, limit.anchor
    for _ in range(_STEPS):
        if at is None or at < 0:
            return
        yield at
        if syntax.tokens[at].upos in ("VERB", "AUX") and not syntax.tokens[at].deprel.startswith("xcomp"):
            return
        at = syntax.tokens[at].head


def as_conditions(limited: Iterable[Limit], stance: str) -> tuple[Condition, ...]:
    """Return conditions as the record has them; what is refused `as long as` something lasts is refused if it does."""
    found = {limit.span: limit for limit in limited if limit.fits(stance)}
    return tuple(
        Condition(kind="if" if stance == "reject" and one.kind == "provided" else one.kind, span=span)
        for span, one in sorted(found.items())
    )
