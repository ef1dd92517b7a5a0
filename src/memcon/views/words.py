"""Sources, counts and labels in words that a reader takes in at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.views.dates import when_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.coding.record import AttributionRecord, Entity, Source, Unnamed

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
DETERMINER = re.compile(r"^(?:an?|the|its|their|his|her|our|this|that|these|those|another)\s+", re.IGNORECASE)
ORDINAL = re.compile(r"^(?:the|an?)\s+(?:first|second|third|fourth|same|other|latter|former)\b", re.IGNORECASE)
POSSESSIVE = re.compile(r"\w['’]s?\s")
PRONOUNS = frozenset({"he", "she", "they", "it", "who", "i", "we", "him", "her", "them"})
STARTS_LOWER = re.compile(
    r"(?:an?|the|its|their|his|her|our|this|that|these|those|another|some|several|many|both|one|two|three|four|five|six"
    r"|sources?|officials?|diplomats?|people|persons?|individuals?|aides?|negotiators?|insiders?|he|she|they|it)\b"
)
RESPONSES = {"declined": "declined to comment", "no-response": "did not respond", "unverified": "could not be verified"}


def hop_words(source: Source, text: str, entities: Mapping[str, Entity]) -> str:
    """Name a hop: `writer`, a name, or the article's own words for who has none (`two officials briefed on it`).

    A pronoun or a description of somebody with a name is shown by the name.
    """
    said = " ".join(source.span.of(text).split()) if source.span else ""
    entity = entities.get(source.entity or "")
    if source.kind == "writer":
        return "writer"
    if source.unnamed or source.kind == "unnamed":
        return _unnamed_words(said, source.unnamed.count if source.unnamed else None)
    if entity:
        return entity.name
    return lower_start(said) or source.kind


def _unnamed_words(said: str, count: int | None) -> str:
    """Say how many before who: `a source` and `its source` are `one source`; `two officials`, `the aide` stay."""
    if not said or said.lower() in PRONOUNS:
        return {None: "someone unnamed", 1: "one unnamed source"}.get(count, f"{number(count or 0)} unnamed sources")
    first = said.split(maxsplit=1)[0].lower()
    if count is None or first in NUMBERS or first.isdigit() or ORDINAL.match(said):
        return lower_start(said)
    bare = DETERMINER.sub("", said, count=1)
    if bare == said or not POSSESSIVE.search(said):  # `one newspaper's source` would count newspapers
        return f"{number(count)} {lower_start(bare)}"
    return lower_start(said)


def lower_start(said: str) -> str:
    """Take the capital off a word that has it only because it begins a sentence."""
    lowered = said[:1].lower() + said[1:]
    return lowered if STARTS_LOWER.match(lowered) else said


def number(count: int) -> str:
    """Write a number as newspapers do: in words up to twelve."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def facts_of(unnamed: Unnamed, entities: Mapping[str, Entity]) -> list[tuple[str, str]]:
    """List what the article tells of an unnamed source, each with its label; nothing for what it does not tell."""
    side = entities.get(unnamed.side or "")
    told = [
        ("how many", number(unnamed.count) if unnamed.count is not None else None),
        ("how close", unnamed.closeness),
        ("for whom", side.name if side else unnamed.side),
        ("office", unnamed.office),
        ("why unnamed", unnamed.reason),
    ]
    return [(label, words) for label, words in told if words]


def labels_of(said: AttributionRecord) -> list[str]:
    """Say in a few words how, where and when it was said; an ordinary statement is not remarked upon."""
    told = [
        RESPONSES.get(said.response),
        said.manner if said.content else None,
        said.channel.replace("-", " ") if said.channel else None,
        f"said {when_words(said.said)}" if said.said else None,
    ]
    return [label for label in told if label]
