"""Dates as outlets write them, read with care: a date without its year, or one that two readers read apart, is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
            *("september sept sep", "october oct", "november nov", "december dec"),
        ),
        1,
    )
    for name in names.split()
}
MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
"""A month's name or short form, for patterns that ignore case."""

_DATE = re.compile(
    rf"""
    (?<![\d/.-])(?P<y1>\d{{4}})(?P<sep>[-/.])(?P<m1>\d{{1,2}})(?P=sep)(?P<d1>\d{{1,2}})(?![\d/-])
  | (?<!\d)(?P<y2>(?:19|20)\d\d)(?P<m2>[01]\d)(?P<d2>[0-3]\d)(?=T?\d{{4,6}}Z?\b|\b)
  | \b(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]*(?P<m3>{MONTH}),?[\s-]*(?P<y3>\d{{4}})\b
  | \b(?P<m4>{MONTH})\s*(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}})\b
  | (?<![\d/.-])(?P<a5>\d{{1,2}})(?P<sep5>[/.-])(?P<b5>\d{{1,2}})(?P=sep5)(?P<y5>\d{{4}})(?![\d/-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TIME = re.compile(
    r"""
    (?:\bT)?(?<![\d:.])(?P<hour>\d{1,2})[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?(?![\d:])
    \s*(?P<half>[ap]\.?\s?m\b\.?)?
    \s*\(?(?P<zone>Z\b|(?:GMT|UTC)(?:\s*[+-]\d{1,2}(?::?\d\d)?)?\b|[+-]\d\d:?\d\d\b|[A-Z]{2,4}\b)?\)?
  | \b(?P<hour2>1?\d)\s*(?P<half2>[ap]\.?m\b\.?)\s*(?P<zone2>[A-Z]{2,4}\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ZONES = {
    "Z": 0,
    "GMT": 0,
    "UTC": 0,
    "WET": 0,
    "CET": 60,
    "CEST": 120,
    "EET": 120,
    "EEST": 180,
    "MSK": 180,
    "EST": -300,
    "EDT": -240,
    "CDT": -300,
    "MDT": -360,
    "PST": -480,
    "PDT": -420,
}
"""Minutes east of Greenwich. CST, IST, BST and MST are left out: each names several zones."""

_WORDS = re.compile(
    r"""\b(?:
      date|dated|published|publish|publication|posted|updated|update|last|modified|created|first|on|at|time|issued
    | released|release|uploaded|filed|edited|added|revised|from|as\s+of|min(?:ute)?s?(?:\s+read)?|read|hours?|hrs?
    | local|noon|midnight|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|status
    | [ap]\.?m\.?|[A-Z]{1,2}[SD]T|GMT|UTC|ET|PT|CET|CEST|EET|EEST|MSK|PKT|SGT|HKT
    )\b\.?""",
    re.VERBOSE | re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(updated?|modified|revised)\b|\b(published?|posted|dated?|first|created|issued|released)\b", re.IGNORECASE
)
_URL_DATE = re.compile(
    rf"/(?P<y>(?:19|20)\d\d)[/-](?P<m>[01]?\d|{MONTH})[/-](?P<d>[0-3]?\d)(?=[/_-]|\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line that dates an article.

    published:  ISO date, or date and time; null when the line gives no full date.
    updated:    whether it dates the last change rather than the first print.
    rest:       the words of the line that are no part of the date, in their order.
    """

    published: str | None
    updated: bool
    rest: str


def iso(words: str) -> str | None:
    """Read the one full date in `words` as `YYYY-MM-DD`, with `THH:MM[:SS][±HH:MM]` where it has a time.

    Null when there is no date, no year, no such day, or when day and month could change places
    (`03/04/2025`). A zone whose letters name several zones is left off: the time is then local.
    """
    match = _DATE.search(words)
    day = _day(match) if match else None
    if match is None or day is None:
        return None
    around = f"{words[: match.start()]} \n {words[match.end() :].removeprefix('T')}"
    clock = _clock(around)
    return f"{day.isoformat()}T{clock}" if clock else day.isoformat()


@lru_cache(maxsize=4096)  # lines of furniture come again
def stamp(line: str) -> Stamp | None:
    """Read a line that dates the article; null when it holds neither a full date nor a label with a time."""
    match = _DATE.search(line)
    label = _LABEL.search(line[: match.start()] if match else line) or _LABEL.search(line)
    if match is None and not (label and _TIME.search(line)):
        return None
    rest = line if match is None else f"{line[: match.start()]} \n {line[match.end() :].removeprefix('T')}"
    rest = _TIME.sub(" ", _DATE.sub(" ", rest), count=2)
    rest = re.sub(rf"\b{MONTH}\s*\d{{1,2}}\b", " ", rest, flags=re.IGNORECASE) if match is None else rest
    rest = _WORDS.sub(" ", rest)
    rest = re.sub(r"(?<!\S)(?:[\d|•·,:;/()\[\]–—-]{1,4}|\d{6}Z?)(?!\S)", " ", rest)
    return Stamp(iso(line), bool(label and label[1]), " ".join(rest.split()).strip(" |•·,:;/()[]–—-."))


def in_url(url: str) -> str | None:
    """Read the date that an outlet puts in its addresses (`/2025/12/07/`); null when there is none."""
    match = _URL_DATE.search(url)
    day = _date(match["y"], match["m"], match["d"]) if match else None
    return day.isoformat() if day else None


def _day(match: re.Match[str]) -> date | None:
    group = match.groupdict()
    for number in "1234":
        if group[f"y{number}"]:
            return _date(group[f"y{number}"], group[f"m{number}"], group[f"d{number}"])
    first, second = int(group["a5"]), int(group["b5"])
    if group["sep5"] != "/" or first > 12 or first == second:  # dots and dashes put the day first
        return _date(group["y5"], str(second), str(first))
    return _date(group["y5"], str(first), str(second)) if second > 12 else None


def _date(year: str, month: str, day: str) -> date | None:
    number = _MONTHS.get(month.lower().rstrip("."))
    try:
        return date(int(year), number or int(month), int(day))
    except ValueError:
        return None


def _clock(words: str) -> str | None:
    """Read the first time of day in `words` as `HH:MM[:SS]` and its offset; null when there is none."""
    match = _TIME.search(words)
    if match is None:
        return None
    half = (match["half"] or match["half2"] or "").lower()[:1]
    hour = int(match["hour"] or match["hour2"])
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        clock = time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        return None
    written = clock.isoformat("seconds" if match["second"] else "minutes")
    return written + _offset((match["zone"] or match["zone2"] or "").upper())


def _offset(zone: str) -> str:
    number = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", zone)
    if number:
        return f"{number[1]}{int(number[2]):02}:{number[3] or '00'}"
    if zone not in _ZONES:
        return ""
    minutes = _ZONES[zone]
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
