"""A text as two copies of it would share it: passages of folded words, and the keys by which a passage is found.

Letters are folded so far that a copy stays a copy: case, accents, British and American spelling, `%` and `per cent`,
`two` and `2`. What stands around the report (dateline, credits, boilerplate of agencies) is left out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from memcon.article.layout import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

SHORT = 5
"""Words below which a sentence is joined with the one after it: it would be found everywhere."""

SIGNED = 16
"""Passages that a text is signed with, at most: those whose longest words hash lowest, so that a cut keeps some."""

BANDS, MOST_BANDS, ROWS = 2, 8, 3
"""For each passage; more where there are few. With 2, 5 of 6 words as before find it in 8 of 10, 2 in 1 of 100."""

KEYS = 2 * SIGNED

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_INSIDE = re.compile(r"(?<=\w)['’](?=\w)|(?<=\b\w)\.(?=\w\b)")  # Iran's, U.S
_SPELLINGS = (
    (re.compile(r"our(?=(?:s|ed|ing|able|ful|hood|ite|al)?$)"), "or"),
    (re.compile(r"y?is(?=(?:e[ds]?|ing|ations?|ers?)$)|ys(?=(?:e[ds]?|ing)$)"), "iz"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"ll(?=(?:ed|ing|ers?)$)"), "l"),
)
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED, 1)}

_random = np.random.Generator(np.random.PCG64(1999))
_TIMES = _random.integers(1, 2**63, size=MOST_BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_PLUS = _random.integers(0, 2**63, size=MOST_BANDS * ROWS, dtype=np.uint64)


@dataclass(frozen=True)
class Passage:
    """A sentence or so, as folded words."""

    words: tuple[str, ...]

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The words two by two, with a blank between; a lone word stands beside nothing."""
        return frozenset(map(" ".join, pairwise(self.words))) or frozenset({f"{self.words[0]} "})

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The figures in it."""
        return frozenset(word for word in self.words if word[0].isdigit())

    @cached_property
    def hashes(self) -> NDArray[np.uint64]:
        """MinHash values (Broder 1997) of its pairs of words."""
        seen = np.fromiter((crc32(pair.encode()) for pair in self.pairs), np.uint64, len(self.pairs))
        mixed = seen * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
        return np.asarray((mixed[:, None] * _TIMES + _PLUS).min(axis=0), np.uint64)

    def bands(self, count: int) -> tuple[int, ...]:
        """Return so many keys of 64 bits, with sign; passages that share one are worth comparing."""
        return tuple(
            int.from_bytes(blake2b(self.hashes[at : at + ROWS].tobytes(), digest_size=8).digest(), "big", signed=True)
            for at in range(0, count * ROWS, ROWS)
        )


def passages(text: str, title: str | None = None) -> tuple[Passage, ...]:
    """Split the report that stands in a frozen text into passages; time grows linearly with the text."""
    return tuple(in_turn(text, title))


def in_turn(text: str, title: str | None = None) -> Iterator[Passage]:
    """Yield the passages one by one, for whoever needs but the first."""
    found = layout(text, title)
    body = text[found.body.start : found.body.end] if found else text
    for line in body.split("\n"):
        if line.strip():
            sentences = _fold("\n".join(_SENTENCE.split(line))).split("\n")
            yield from (Passage(tuple(words)) for words in _joined(sentences))


def signature(parts: Sequence[Passage]) -> dict[int, int]:
    """Return the keys of a text: each with the number of the passage that it comes from."""
    long = [at for at, part in enumerate(parts) if len(part.words) > SHORT]
    chosen = sorted(long, key=lambda at: (crc32(max(parts[at].words, key=len).encode()), at))[:SIGNED]
    count = min(MOST_BANDS, KEYS // max(1, len(chosen)))
    return {band: at for at in chosen for band in parts[at].bands(count)}


def _fold(text: str) -> str:
    """Fold letters; line ends stay where they are."""
    plain = text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _INSIDE.sub("", plain.casefold()).replace("%", " percent").replace("per cent", "percent")


@lru_cache(maxsize=1 << 16)
def _spelt(word: str) -> str:
    """Spell a folded word in one of the ways in which it is spelt: as the Americans do, more or less."""
    for pattern, instead in _SPELLINGS:
        word = pattern.sub(instead, word)
    return _NUMBERS.get(word, word)


def _joined(sentences: Iterable[str]) -> Iterator[list[str]]:
    """Yield the words of one paragraph's sentences; a short sentence goes with the next, a short last one before."""
    ready: list[list[str]] = []
    held: list[str] = []
    for sentence in sentences:
        held += map(_spelt, _WORD.findall(sentence))
        if len(held) >= SHORT:
            ready.append(held)
            held = []
    if held and ready:
        ready[-1] += held
    elif held:
        ready.append(held)
    return iter(ready)
