"""When two articles say the same thing: the words and rules of `sameness.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from memcon.codebook.files import read
from memcon.codebook.inforce import once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.codebook.files import CodebookFile


@dataclass(frozen=True, slots=True)
class Sameness:
    """What is compared, and how.

    empty:  words that say nothing about content. limits: finds the words that make less of what they stand with.
    units:  word behind or sign before a number → what it counts. scales: word behind a number → its factor.
    giving: how much a stance gives to the other side. ahead: finds the words by which a plan is denied, and no act.
    """

    empty: frozenset[str]
    limits: re.Pattern[str]
    units: Mapping[str, str]
    scales: Mapping[str, int]
    alike: frozenset[frozenset[str]]
    giving: Mapping[str, int]
    excluding: frozenset[frozenset[str]]
    ahead: re.Pattern[str]

    def stances_agree(self, one: str, other: str) -> bool:
        """Say whether one position may be told with either stance."""
        return one == other or frozenset((one, other)) in self.alike

    def modes_agree(self, one: str, other: str) -> bool:
        """Say whether one contact may be told with either mode."""
        return frozenset((one, other)) not in self.excluding


@once
def sameness() -> Sameness:
    """Return the rules, read and checked at the first call."""
    file = read("sameness.yaml")
    limits, ahead = ("|".join(re.escape(phrase) for phrase in file.words(key)) for key in ("limits", "ahead"))
    units = {sign: unit for unit in file.mapping("units") for sign in file.words("units", unit)}
    return Sameness(
        frozenset(file.words("empty")),
        re.compile(rf"\b(?:{limits})\b", re.IGNORECASE),
        MappingProxyType(units),
        MappingProxyType(_numbers(file, "scales")),
        frozenset(_pairs(file)),
        MappingProxyType(_numbers(file, "giving")),
        frozenset(frozenset((one, other)) for one in file.mapping("modes") for other in file.words("modes", one)),
        re.compile(rf"\b(?:{ahead})\b", re.IGNORECASE),
    )


def _numbers(file: CodebookFile, key: str) -> dict[str, int]:
    for word, value in file.mapping(key).items():
        if not isinstance(value, int):
            raise file.fault((key, word), f"`{word}` must be a whole number", "Write `word: 3`")
    return file.mapping(key)


def _pairs(file: CodebookFile) -> list[frozenset[str]]:
    pairs = [frozenset(pair.split()) for pair in file.words("alike")]
    for at, pair in enumerate(pairs):
        if len(pair) != 2:
            raise file.fault(("alike", at), "not two different stances", "Write two stances, parted by a blank")
    return pairs
