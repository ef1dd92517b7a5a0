"""Intervals of ISO dates as people write them: `Sat 6 Dec 2025`, `2–4 Dec 2025`, `May 2025`."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from memcon.coding.record import When

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def when_words(when: When) -> str:
    """Write an interval as `days_words` does, a day with its weekday."""
    words = days_words(when.start, when.end)
    if when.start[:10] != when.end[:10] or words == when.start:
        return words
    return f"{DAYS[date.fromisoformat(when.start[:10]).weekday()]} {words}"


def days_words(first: str, last: str) -> str:
    """Write the days from one ISO day or moment to another: `9–15 Nov 2026`, whole months and years as such.

    What is no date stays as it is.
    """
    try:
        start, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    except ValueError:
        return first if first == last else f"{first} to {last}"
    if start == end:
        return _day(start)
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        return _months(start, end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    return f"{_day(start) if start.year != end.year else _day(start)[:-5]} – {_day(end)}"


def _months(start: date, end: date) -> str:
    """Write an interval from the first of a month to the last of one."""
    if (start.month, end.month) == (1, 12):
        return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
    last = f"{MONTHS[end.month - 1]} {end.year:04}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    return f"{MONTHS[start.month - 1]}{f' {start.year:04}' if start.year != end.year else ''} – {last}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def day_words(iso: str) -> str:
    """Write the day of an ISO day or moment: `13 Jul 2025`; what is no date stays as it is."""
    try:
        return _day(date.fromisoformat(iso[:10]))
    except ValueError:
        return iso


def moment_words(iso: str) -> str:
    """Write a moment in UTC with its time: `13 Jul 2025, 14:20 UTC`; a day without one, or its midnight, as a day.

    Midnight is what is kept of an article that states its day only. Without an offset the time stands as it is.
    """
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return day_words(iso)
    if at.time() == time():
        return _day(at.date())
    at = at.astimezone(UTC) if at.tzinfo else at
    return f"{_day(at.date())}, {at:%H:%M}{' UTC' if at.tzinfo else ''}"
