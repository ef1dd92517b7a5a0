"""The calendar behind time expressions: TimeML values, the days that they cover, and steps from one to another.

A value is a point of TimeML's calendar: `2015-05-03`, `2015-05`, `2015-W18`, `2015-W18-WE`, `2015-Q2`, `2015-H1`,
`2015-SU`, `2015`, `201` (the 2010s), `20` (the years 2000 to 2099); a day may go on with a time (`T21:30`, `TNI`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<time>T.*)?)?|-W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?|(?P<decade>\d{3})|(?P<century>\d\d)"
)
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
GRAINS = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "E": "decade", "C": "century"}


class Days(NamedTuple):
    """From the first day to the last, both included, as exact as `grain`."""

    start: date
    end: date
    grain: str


def days(value: str) -> Days | None:
    """Return the days that a value covers; None for a value that names none (`XXXX-WXX-6`, `PAST_REF`, `P3D`)."""
    found = _VALUE.fullmatch(value)
    if not found:
        return None
    try:
        return _days(found)
    except ValueError:  # no such day, or outside the calendar
        return None


def _days(found: re.Match[str]) -> Days:
    group = found.groupdict()
    year = int(group["year"] or 0)
    if group["day"]:
        day = date(year, int(group["month"]), int(group["day"]))
        return Days(day, day, "time" if group["time"] else "day")
    if group["week"]:
        monday = date.fromisocalendar(year, int(group["week"]), 1)
        first = monday + timedelta(5 if group["weekend"] else 0)
        return Days(first, monday + timedelta(6), "weekend" if group["weekend"] else "week")
    if group["season"]:
        return _months(year, _SEASONS[group["season"]], 3, "season")
    for name, years in (("century", 100), ("decade", 10)):
        if group[name]:
            return _months(int(group[name]) * years, 1, 12 * years, name)
    for name, length in (("month", 1), ("quarter", 3), ("half", 6)):
        if group[name]:
            return _months(year, (int(group[name]) - 1) * length + 1, length, name.replace("half", "half-year"))
    return _months(year, 1, 12, "year")


def _months(year: int, month: int, count: int, grain: str) -> Days:
    first = date(year, month, 1)
    return Days(first, step(first, "M", count) - timedelta(1), grain)


def step(day: date, unit: str, count: int) -> date:
    """Go `count` units (D, W, M, Q, Y, E, C) on or back; a day that its new month lacks becomes its last.

    Raises `ValueError` or `OverflowError` outside the years 1 to 9999.
    """
    if unit not in MONTHS_OF:
        return day + timedelta(count * (7 if unit == "W" else 1))
    month = day.year * 12 + day.month - 1 + count * MONTHS_OF[unit]
    year, month = divmod(month, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period(day: date, unit: str) -> str:
    """Return the value of the day, week, weekend (WE), month, quarter, year, decade or century that holds `day`."""
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return f"{day.year:04}-{day.month:02}"
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    cut = {"Y": 4, "E": 3, "C": 2}.get(unit)
    return f"{day.year:04}"[:cut] if cut else day.isoformat()


def weekday(day: date, number: int, direction: int) -> date:
    """Return the weekday (0 Monday) on or before `day` when `direction` is negative, else on or after it."""
    if direction < 0:
        return day - timedelta((day.weekday() - number) % 7)
    return day + timedelta((number - day.weekday()) % 7)


def nth_weekday(year: int, month: int, nth: int, number: int) -> date:
    """Return the nth weekday of a month; -1 is the last."""
    if nth < 0:
        return weekday(date(year, month, monthrange(year, month)[1]), number, -1)
    return weekday(date(year, month, 1), number, 1) + timedelta(7 * (nth - 1))


def part(found: Days, which: str, today: date | None) -> Days:
    """Return a part of a period: START, MID or END are its thirds, BEFORE and AFTER what has gone and is left of it."""
    start, end, grain = found
    length = (end - start).days + 1
    if length < 3:
        return found
    third = timedelta(length // 3)
    day = timedelta(1)
    pieces = {
        "START": (start, start + third - day),
        "MID": (start + third, end - third),
        "END": (end - third + day, end),
    }
    if today and start <= today <= end:
        pieces.update(BEFORE=(start, today), AFTER=(today, end))
    return Days(*pieces[which], f"part of {grain}") if which in pieces else found
