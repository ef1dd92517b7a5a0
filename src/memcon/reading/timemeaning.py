"""What a time expression means, and what it is resolved against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from memcon.reading.calendar import GRAINS, Days, days, period, step

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

Value = int | str


@dataclass(frozen=True, slots=True)
class Meaning:
    """One expression, resolved as far as it goes.

    kind:  date, time, duration or set (TIMEX3). value: TimeML's; None when it cannot be told.
    how:   the way in which it was resolved, in words.
    part:  START, MID, END, BEFORE or AFTER when it is a part of the value.
    range: the days that it covers where they are not those of the value.
    """

    kind: str
    value: str | None
    how: str
    part: str | None = None
    range: Days | None = None


@dataclass(frozen=True, slots=True)
class Now:
    """What an expression is resolved against.

    published: the day of the article. tense: -1, 0 or 1, by the verb that governs the expression; asked when needed.
    before:    what was resolved before it in the text, the latest first.
    """

    published: date
    tense: Callable[[], int]
    before: Sequence[Meaning]

    def anchor(self, *, grains: Sequence[str] = ("day", "time", "week", "weekend", "month")) -> Days | None:
        """Return the date before it in the text; None when that is not as exact as one of `grains`."""
        for meaning in self.before:
            if meaning.value and meaning.kind in ("date", "time") and (found := days(meaning.value)):
                return found if found.grain in grains else None
        return None


class Match(NamedTuple):
    """Tokens `[first, last)` that a rule covers, as pairs of kind and value, and the tokens beside them, lower case."""

    first: int
    last: int
    words: tuple[tuple[str, Value], ...]
    before: str = ""
    after: str = ""

    def all(self, *kinds: str) -> list[Value]:
        """Return the values of the words of some kinds, in order."""
        return [value for kind, value in self.words if kind in kinds]

    def has(self, *kinds: str) -> bool:
        """Say whether it has a word of one of the kinds."""
        return any(kind in kinds for kind, _ in self.words)

    def number(self, *kinds: str) -> int | None:
        """Return the first word of the kinds that is a number."""
        return next((value for kind, value in self.words if kind in kinds and isinstance(value, int)), None)

    def text(self, *kinds: str) -> str | None:
        """Return the first word of the kinds that is text."""
        return next((value for kind, value in self.words if kind in kinds and isinstance(value, str)), None)

    def amount(self) -> int | None:
        """Return what its number words come to (`twenty-four`, `two hundred`); 1 for `a`; None for `several`."""
        total, found = 0, False
        for kind, value in self.words:
            if kind in ("num", "year") and isinstance(value, int):
                total = total * value if value >= 100 and total else total + value
                found = True
            elif found and (kind in ("or", "to", "slash") or (kind == "dash" and total < 20)):
                break
        if found:
            return total
        return None if self.has("vague", "units", "dayparts") else 1


def moved(day: date, unit: str, count: int) -> str:
    """Return the value of the period, one `unit` long, that lies `count` units from `day`."""
    return period(step(day, unit, count), unit)


def duration(unit: str, count: int | None) -> str:
    """Return the TimeML value of an amount of time; `PXD` where it is not told."""
    if unit in ("E", "C"):
        unit, count = "Y", None if count is None else count * (10 if unit == "E" else 100)
    letter = unit.removeprefix("T")
    amount = "X" if count is None else str(count)
    if unit == "Q" and count is not None:
        return f"P{3 * count}M"
    return f"P{'T' if unit in ('TH', 'TM', 'S') else ''}{amount}{letter}"


def grain_of(unit: str) -> str:
    """Return the word for a unit's letter."""
    return GRAINS.get(unit, "time")
