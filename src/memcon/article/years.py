"""When a report is of, where no line dates it in full: its dateline's day, in the year that the rest gives away.

Nothing is guessed: with several years to choose from, or a weekday that says otherwise, there is no date.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from memcon.article import dates
from memcon.errors import Problem

_FULL = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{dates.MONTH}|{dates.MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?),?\s+\d{{4}}\b"
    r"|(?<![\d/.-])\d{4}-\d\d-\d\d(?!\d)",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{dates.MONTH}|{dates.MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?\b)", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\d$€£.,-])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)(?=[/-])")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_BESIDE = re.compile(rf"\b({'|'.join(_WEEKDAYS)}),?\s+(?:the\s+)?$", re.IGNORECASE)
_FIX = "pass --published YYYY-MM-DD"
_NEAR = timedelta(days=31)
_LEAD = 600
"""Characters in which the first paragraphs of a report stand."""


def published(body: str, around: str, day: str | None, url: str | None) -> str | None:
    """Return the ISO date of a report that no line dates in full; null when it stays open.

    around: the lines before and after the body, no headline. day: what its dateline says, `12 March`, or null.
    """
    return _completed(body, around, day, url) if day else _in_first_lines(body)


def undated(around: str, day: str | None) -> Problem:
    """Say that no date was found, and which part of one was."""
    found = _DAY.search(around)
    part = day or (found[0] if found else None)
    if part is None:
        return Problem("article.published", "no date found", _FIX)
    return Problem("article.published", f"no year found: “{part}” stands without one", _FIX)


def _completed(body: str, around: str, day: str, url: str | None) -> str | None:
    """Return a day in the one year that the address, the lines around the body or the body's dates allow."""
    near = {one for one in (_of_year(day, full.year) for full in _dates(body)) if one}
    near = {one for one in near if any(abs(one - full) <= _NEAR for full in _dates(body))}
    for years in (_URL_YEAR.findall(url or ""), _YEAR.findall(around), [str(one.year) for one in near]):
        if years:
            found = _of_year(day, int(years[0])) if len(set(years)) == 1 else None
            return found.isoformat() if found and _fits(found, body) else None
    return None


def _in_first_lines(body: str) -> str | None:
    """Return the one full date in a body's first lines that has its weekday beside it: `on Friday, 14 March 2025`."""
    lead = body[:_LEAD]
    found = set()
    for match in _FULL.finditer(lead):
        read, beside = dates.iso(match[0]), _BESIDE.search(lead[: match.start()])
        if read and beside and _WEEKDAYS.index(beside[1].lower()) == date.fromisoformat(read).weekday():
            found.add(read)
    return found.pop() if len(found) == 1 else None


def _fits(day: date, body: str) -> bool:
    """Say whether a weekday in a body's first lines, where there is one, is that day or the one before."""
    named = {_WEEKDAYS.index(match[0].lower()) for match in _WEEKDAY.finditer(body[:_LEAD])}
    return not named or bool(named & {day.weekday(), (day.weekday() - 1) % 7})


@lru_cache(maxsize=8)
def _dates(text: str) -> tuple[date, ...]:
    read = (dates.iso(match[0]) for match in _FULL.finditer(text))
    return tuple(date.fromisoformat(one) for one in read if one)


def _of_year(day: str, year: int) -> date | None:
    read = dates.iso(f"{day.rstrip('. ,')} {year}")
    return date.fromisoformat(read) if read else None
