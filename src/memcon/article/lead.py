"""The first words of a report: where it was filed from, when, and which wire service it is credited to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from memcon.article import dates, outlets
from memcon.spans import Span

_WORD = rf"(?!(?i:{dates.MONTH})\s*\d)[^\W\d_a-zß-öø-ÿ][\w.'’`]*(?:-[\w.'’]+)*"
_SMALL = r"(?:de|da|do|del|la|le|al|el|of|and|the|sur|upon|an|am|es)"
_NAME = rf"{_WORD}(?:[ \u00a0]{_SMALL})?(?:[ \u00a0]{_WORD}){{0,3}}"
_DATE = rf"(?:(?:{dates.MONTH}\s*\d{{1,2}}|\d{{1,2}}\s*{dates.MONTH})(?:,?\s*\d{{4}})?)"
_LEAD = re.compile(
    rf"""
    (?P<place>{_NAME}(?:\s?/\s?{_NAME}){{0,2}}(?:,\s{_NAME}){{0,2}})?
    (?P<date>(?(place)[,.]?\s+|)(?i:{_DATE}))?
    (?:[,.]?\s*(?:[(\[]\s*(?P<credit>[^\W\d_][^()\[\]\n]{{1,40}}?)\s*[)\]]|/(?P<slashed>[A-Z][\w .-]{{1,20}})/))?
    (?P<end>\.?\s*[–—―]\s*|\.?\s+-{{1,3}}\s+|\.?\s?--+\s*|\s?:\s+|[.,:]?\s*)
    """,
    re.VERBOSE,
)
_LOOK = 200
"""Characters within which a dateline ends."""

_BEGINS = re.compile(r"[^\w\s]?[^\W_a-z]")
_LABELS = re.compile(
    r"""[qa]|(?:breaking|exclusive|update[ds]?|analysis|explainer|opinion|editorial|comment|commentary|watch|video
    |photos?|live|factbox|timeline|interview|column|feature|correction|just\ in|news|developing|urgent|alert|file
    |note|read|listen|podcast|briefing|review|profile|letter|transcript|key\ points?|summary|report|warning|subject
    |to|from)\b.*""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words in capitals before a colon or a dash that say what a piece is, not where it comes from."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before the first word of a report.

    end:        where the report's first sentence begins, counted from the start of the line.
    dateline:   the place as written, `GENEVA` or `TEHRAN, Iran`; null when none is named.
    published:  ISO date, when the dateline gives the year too. day: its date as written, null when it has none.
    credit:     where the credit stands in the line, brackets left out; null when there is none.
    """

    end: int
    dateline: str | None
    published: str | None
    credit: Span | None
    day: str | None = None


def lead(line: str) -> Lead | None:
    """Read the dateline and credit that `line` begins with; null when it begins with neither.

    `(OUTLET) Text`, `PLACE, Date (Wire) - Text`, `PLACE — (Wire) Text`, `PLACE, Date. /WIRE/. Text`, `PLACE: Text`,
    `Place, Region – Text`. The rule asks for two of: capitals, date, credit, dash.
    """
    match = _LEAD.match(line[:_LOOK])
    if match is None or not match.end():
        return None
    found = _read(match)
    if found is None:
        return None
    if found.credit is None:  # PLACE — (Wire) Text
        late = re.match(r"[(\[]\s*([^()\[\]\n]{2,40}?)\s*[)\]]\s*(?:[–—―:-]+\s*)?", line[found.end :])
        if late and _signed(late[1], dashed=False):
            credit = Span(*late.span(1)).shift(found.end)
            return replace(found, end=found.end + late.end(), credit=credit)
    return found


def _read(match: re.Match[str]) -> Lead | None:
    """Decide whether what the pattern matched is a dateline or credit, and read it."""
    place, date, end = match["place"] or "", match["date"] or "", match["end"]
    dashed = any(mark in end for mark in "-–—―")
    name = "credit" if match["credit"] else "slashed"
    credit = Span(*match.span(name)) if match[name] else None
    if credit and not (match["slashed"] or _signed(match["credit"], dashed=dashed)):
        return None
    if not (credit or _placed(place, date, end, match.string[match.end() :])):
        return None
    bare = credit and place and not (dashed or date or match["slashed"])
    if bare and not (outlets.named(match[name]) and _BEGINS.match(match.string, match.end())):
        return None
    place = re.sub(r"(?<=[A-Z]{2})\.$", "", place)  # the stop before a date: KYIV. Dec 7
    return Lead(match.end(), place or None, dates.iso(date), credit, date.strip(" ,.") or None)


def _placed(place: str, date: str, end: str, after: str) -> bool:
    """Say whether a place without a credit is a dateline."""
    dashed = any(mark in end for mark in "-–—―")
    parts = re.split(r"\s?/\s?|,\s", place)
    capitals = len(parts[0]) > 2 and parts[0] == parts[0].upper()
    if not place or _LABELS.fullmatch(place):
        return False
    if date:
        return dashed or (capitals and ":" in end) or (capitals and end.startswith("."))
    if capitals:
        return dashed or (":" in end and len(place.split()) <= 4)
    begins = bool(_BEGINS.match(after))
    mixed = len(parts) == 2 and all(len(part.split()) <= 3 for part in parts)
    return dashed and begins and (mixed or (len(place.split()) <= 2 and end.strip() in {"—", "–", "--"}))


def _signed(words: str, *, dashed: bool) -> bool:
    """Say whether words in brackets at the start of a report are a credit, and no aside."""
    if outlets.named(words):
        return True
    tokens = words.split()
    capitals = words == words.upper() and len(words) >= 3
    names = all(token[:1].isupper() or token in {"of", "the", "and"} for token in tokens)
    return len(tokens) <= 5 and not dates.stamp(words) and (capitals or (dashed and names))
