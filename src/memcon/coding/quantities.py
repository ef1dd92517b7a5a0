"""What is counted, dated and not to be crossed in a position: amounts, the day by which, and red lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.quantities import quantities
from memcon.codebook.stances import stances
from memcon.coding.record import Amount, When
from memcon.spans import Span, hull

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from memcon.coding.drafts import PositionDraft
    from memcon.coding.view import View

_NEAR = 4  # tokens from a number to the noun that it counts
_BETWEEN = frozenset(("ADJ", "ADV", "PROPN", "VERB", "PUNCT", "NUM"))
_DAYS = ("date", "time")
_LEAST = 2  # letters of a plural before its `s`


def measure(view: View, drafts: Iterable[PositionDraft]) -> None:
    """Give positions their amounts, deadlines and red lines, in place. Takes time in their words."""
    for draft in drafts:
        draft.amounts = tuple(one for span in draft.object for one in amounts(view, span))
        draft.deadline = _deadline(view, draft)
        draft.red_line = _is_red_line(view, draft)


def amounts(view: View, span: Span) -> Iterator[Amount]:
    """Yield the numbers in some words with what they count; the day of a month and the number of a name are none."""
    text = view.text[: span.end]
    for found in quantities().pattern.finditer(text, span.start):
        own = Span(found.start("sign") if found["sign"] else found.start("number"), found.end())
        if _is_day(view, own) or _is_name(view, own):
            continue
        number = _number(found)
        unit, end = _unit(view, found, own, span.end)
        yield Amount(number=number, unit=unit, span=Span(own.start, end))


def _number(found: re.Match[str]) -> float:
    words, written = quantities(), found["number"].lower()
    number = words.numbers[written] if written in words.numbers else float(written.replace(",", ""))
    return number * (words.scales[found["scale"].lower()] if found["scale"] else 1)


def _is_day(view: View, span: Span) -> bool:
    """Say whether a number belongs to a day or an hour; `60 days` is an amount."""
    return any(time.kind in _DAYS and time.span.overlaps(span) for time in view.times)


def _is_name(view: View, span: Span) -> bool:
    """Say whether a number belongs to a name: `Resolution 2803`, `No. 2`."""
    tokens = view.syntax.inside(span)
    before = view.syntax.tokens[tokens.start - 1] if tokens.start else None
    return (
        before is not None
        and before.text[:1].isupper()
        and before.upos in ("PROPN", "NOUN")
        and (
            view.syntax.sentence_of[tokens.start] == view.syntax.sentence_of[tokens.start - 1]
            and view.text[before.end : span.start].strip() in ("", ".")
        )
    )


def _unit(view: View, found: re.Match[str], own: Span, limit: int) -> tuple[str | None, int]:
    """Return what a number counts, and where its words end: a currency, percent, or the noun behind it."""
    if found["sign"]:
        return quantities().signs[found["sign"].lower()], own.end
    if found["percent"]:
        return "percent", own.end
    tokens = view.syntax.tokens
    first = view.syntax.inside(own).stop
    for at in range(first, min(first + _NEAR, len(tokens))):
        if tokens[at].end > limit:
            break
        if tokens[at].upos == "NOUN" and not _goes_on(view, at, limit):
            return _single(tokens[at].text.lower()), tokens[at].end
        if tokens[at].upos not in (*_BETWEEN, "NOUN") or tokens[at].text in ",;:()":
            break
    return None, own.end


def _goes_on(view: View, at: int, limit: int) -> bool:
    """Say whether a noun is only a part of the one behind it, no hyphen between number and noun: `12 peace envoys`."""
    tokens = view.syntax.tokens
    joined = at > 0 and tokens[at - 1].text == "-"
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return not joined and following is not None and following.upos == "NOUN" and following.end <= limit


def _single(word: str) -> str:
    """Return the singular of a noun."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    is_plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _LEAST
    return word[:-1] if is_plural else word


def _deadline(view: View, draft: PositionDraft) -> When | None:
    """Return the day by which, where the words of stance and object name one: `gave them until Friday to`."""
    around = hull((*draft.evidence[:1], *draft.object))
    for time in view.times:
        if not around.contains(time.span) or time.start is None or time.end is None or time.kind not in _DAYS:
            continue
        if any(condition.span.overlaps(time.span) for condition in draft.conditions):
            continue
        at = view.syntax.inside(time.span).start
        if at and view.syntax.lower[at - 1] in quantities().deadlines and at > draft.head:
            return When(start=time.start, end=time.end, grain=time.grain or "day", span=time.span, how=time.how)
    return None


def _is_red_line(view: View, draft: PositionDraft) -> bool:
    """Say whether the words call it a red line, or not negotiable."""
    words = [view.syntax.lower[at] for span in draft.evidence for at in view.syntax.inside(span)]
    if {phrase[0] for phrase in stances().red_lines}.isdisjoint(words):
        return False
    return any(
        tuple(words[at : at + len(phrase)]) == phrase for phrase in stances().red_lines for at in range(len(words))
    )
