"""What some words say, for comparing: content words, quantities, limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from memcon.codebook.inforce import once
from memcon.codebook.sameness import sameness
from memcon.codebook.timewords import time_words

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBER = re.compile(r"([$€£])?\s?(\d[\d,]*(?:\.\d+)?)[\s-]?(%|[^\W\d_]+)?(?:[\s-]+([^\W\d_]+))?")
_YEAR = re.compile(r"\b(?:by|until|till|before|after|in|from|since)(?: the end of)? ((?:19|20)\d\d)\b")
UNSAID = ""  # what a number counts that only says how many
_IN_YEAR = "in the year"
_FEW = 1  # content words of a denial that says what it denies by going back to it
_KEEPING = re.compile(r"\w+ing (?:this|that|these|those|such)\s", re.IGNORECASE)
_BACK = re.compile(r"(?:the|this|that|these|those|their|its|his|her|such|both)\s", re.IGNORECASE)
_STEM = 6  # letters by which forms of one word are known: withdraw, withdrawal


@dataclass(frozen=True, slots=True)
class Content:
    """What some words say.

    words:      stems of the content words; first: that which comes first. limited: a word makes less of them (in
                stages, in principle).
    quantities: what is counted → the numbers of it.
    """

    words: frozenset[str]
    quantities: tuple[tuple[str, frozenset[float]], ...]
    limited: bool
    first: str | None = None

    def contrary(self, other: Content) -> bool:
        """Say whether both count the same thing, and no number of it is the same; one may not say what it counts."""
        if not (self.quantities and other.quantities):
            return False
        others = dict(other.quantities)
        if len(others) == len(self.quantities) == 1 and UNSAID in {*others, self.quantities[0][0]}:
            return not self.quantities[0][1] & next(iter(others.values()))
        return any(unit in others and not numbers & others[unit] for unit, numbers in self.quantities)

    def shared(self, other: Content) -> float:
        """Return which share of the words of the shorter one the other has too; 0 where one has none."""
        fewer = min(len(self.words), len(other.words))
        return len(self.words & other.words) / fewer if fewer else 0.0


def is_bare(words: str) -> bool:
    """Say whether words hardly say of what they speak, but go back to it: `a swap`, `nothing of the kind`."""
    return len(content_of(words).words) <= _FEW


def goes_back(words: str) -> bool:
    """Say whether words name what was spoken of before: `the truce`, `their acceptance`, `keeping that strip`."""
    if _KEEPING.match(words):
        return len(content_of(words).words) <= _FEW + 1
    is_counted = any(not unit.startswith(_IN_YEAR) for unit, _ in content_of(words).quantities)
    return _BACK.match(words) is not None and bool(content_of(words).words) and is_bare(words) and not is_counted


@lru_cache(maxsize=50_000)
def names_in(words: str) -> frozenset[str]:
    """Return stems of the names in words: what has a capital and is not the first."""
    return frozenset(_stem(word.lower()) for word in _WORD.findall(words)[1:] if word[:1].isupper())


@lru_cache(maxsize=50_000)
def content_of(words: str) -> Content:
    """Return what some words say; kept, for every telling is compared with several."""
    rules = sameness()
    lower = words.lower()
    stems = [_stem(word) for word in _WORD.findall(lower) if word not in rules.empty and len(word) > 2]
    quantities = tuple((unit, frozenset(numbers)) for unit, numbers in sorted(_quantities(lower).items()))
    return Content(frozenset(stems), quantities, rules.limits.search(lower) is not None, next(iter(stems), None))


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    return word[:_STEM] if len(word) > _STEM else word.removesuffix("s")


def _quantities(lower: str) -> dict[str, set[float]]:
    rules, found = sameness(), dict[str, set[float]]()
    for sign, digits, word, after in _NUMBER.findall(_in_digits(lower)):
        scale = rules.scales.get(word, 1)
        counted = sign or (after if scale > 1 else word)
        if counted in rules.units or (counted and counted not in rules.empty):
            unit = rules.units.get(counted, _stem(counted))
            found.setdefault(unit, set()).add(float(digits.replace(",", "")) * scale)
        elif scale > 1:  # `3.5 billion`, of what was said before
            found.setdefault(UNSAID, set()).add(float(digits.replace(",", "")) * scale)
    for year in _YEAR.findall(lower):
        found.setdefault(_IN_YEAR, set()).add(float(year))
    return found


def _in_digits(lower: str) -> str:
    """Write number words as digits."""
    numbers = _number_words()
    return _WORD.sub(lambda match: numbers.get(match[0], match[0]), lower)


@once
def _number_words() -> Mapping[str, str]:
    words = time_words().words.items()
    return {word: str(one.value) for word, one in words if one.kind == "number"}
