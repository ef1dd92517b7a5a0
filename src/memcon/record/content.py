"""What some words say, for comparing: content words, quantities, limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from memcon.codebook.sameness import sameness
from memcon.codebook.timewords import time_words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBER = re.compile(r"([$€£])?\s?(\d[\d,]*(?:\.\d+)?)[\s-]?(%|[^\W\d_]+)?(?:[\s-]+([^\W\d_]+))?")
_STEM = 6  # letters by which forms of one word are known: withdraw, withdrawal


@dataclass(frozen=True, slots=True)
class Content:
    """What some words say.

    words:      stems of the content words. limited: a word makes less of them (in stages, in principle).
    quantities: what is counted → the numbers of it.
    """

    words: frozenset[str]
    quantities: tuple[tuple[str, frozenset[float]], ...]
    limited: bool

    def contrary(self, other: Content) -> bool:
        """Say whether both count the same thing, and no number of it is the same."""
        others = dict(other.quantities)
        return any(unit in others and not numbers & others[unit] for unit, numbers in self.quantities)

    def shared(self, other: Content) -> float:
        """Return which share of the words of the shorter one the other has too; 0 where one has none."""
        fewer = min(len(self.words), len(other.words))
        return len(self.words & other.words) / fewer if fewer else 0.0


@lru_cache(maxsize=50_000)
def content_of(words: str) -> Content:
    """Return what some words say; kept, for every telling is compared with several."""
    rules = sameness()
    lower = words.lower()
    stems = {_stem(word) for word in _WORD.findall(lower) if word not in rules.empty and len(word) > 2}
    quantities = tuple((unit, frozenset(numbers)) for unit, numbers in sorted(_quantities(lower).items()))
    return Content(frozenset(stems), quantities, rules.limits.search(lower) is not None)


def _stem(word: str) -> str:
    word = re.sub(r"['’]s$", "", word)
    return word[:_STEM] if len(word) > _STEM else word.removesuffix("s")


def _quantities(lower: str) -> dict[str, set[float]]:
    rules, found = sameness(), dict[str, set[float]]()
    for sign, digits, word, after in _NUMBER.findall(_in_digits(lower)):
        scale = rules.scales.get(word, 1)
        counted = sign or (after if scale > 1 else word)
        if counted in rules.units or (counted and counted not in rules.empty):
            unit = rules.units.get(counted, _stem(counted))
            found.setdefault(unit, set()).add(float(digits.replace(",", "")) * scale)
    return found


def _in_digits(lower: str) -> str:
    """Write number words as digits."""
    numbers = {word: one.value for word, one in time_words().words.items() if one.kind == "number"}
    return _WORD.sub(lambda match: str(numbers.get(match[0], match[0])), lower)
