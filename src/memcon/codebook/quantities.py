"""Words of quantities: `quantities.yaml`, ready to be searched for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from memcon.codebook.files import read
from memcon.codebook.inforce import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAME = "quantities.yaml"


@dataclass(frozen=True, slots=True)
class Quantities:
    """What `quantities.yaml` says, as one pattern and what its words are worth; keys are in lower case.

    pattern: groups `sign`, `number`, `scale` and `percent`, all but the number optional; letters of either case.
    """

    pattern: re.Pattern[str]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    signs: Mapping[str, str]
    deadlines: frozenset[str]


@once
def quantities() -> Quantities:
    """Return what `quantities.yaml` says, read at the first call."""
    file = read(_NAME)
    numbers, scales, signs = file.mapping("numbers"), file.mapping("scales"), file.mapping("currencies")
    sign, scale, percent = (_any(words) for words in (signs, scales, file.words("percent")))
    written = (
        rf"(?<![\w.,])(?P<sign>{sign})?\s?(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?|\b{_any(numbers)}\b)"
        rf"(?:[\s-]?(?P<scale>{scale})\b)?(?:\s?(?P<percent>{percent})(?!\w))?"
    )
    return Quantities(
        pattern=re.compile(written, re.IGNORECASE),
        numbers=MappingProxyType({word: float(value) for word, value in numbers.items()}),
        scales=MappingProxyType({word: float(value) for word, value in scales.items()}),
        signs=MappingProxyType({sign.lower(): unit for sign, unit in signs.items()}),
        deadlines=frozenset(file.words("deadlines")),
    )


def _any(words: Iterable[str]) -> str:
    """Return a pattern for one of some words, longest first."""
    listed = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in listed) + ")"
