"""The grammar of time expressions that stand on a calendar: dates, months, years, weekdays, times of day.

A rule is a pattern over kinds of words (see `timelex`) and a function from the match to its meaning; None rejects it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook.timewords import time_words
from memcon.reading import timelex
from memcon.reading.calendar import Days, days, nth_weekday, step, weekday
from memcon.reading.timemeaning import Match, Meaning, Now

if TYPE_CHECKING:
    from collections.abc import Callable

WRITTEN = "as written"
_OLDEST, _NEWEST = 1500, 2099
_SOON = 6  # months: a bare month that no verb puts in the past lies no further ahead


class Rule(NamedTuple):
    """A pattern over kinds of words and what a match of it means."""

    pattern: re.Pattern[str]
    meaning: Callable[[Match, Now], Meaning | None]


_PART = (
    "(the? (part|later|earlier) dash?|(part|earlier|later) in the?|edge dash|the? edge of the?"
    "|the part? daypart of|the part units of)?"
)


def rule(written: str, meaning: Callable[[Match, Now], Meaning | None], *, parted: bool = False) -> Rule:
    """Make a rule; `parted` lets words for a part of the period stand before it (`early`, `the end of`)."""
    return Rule(re.compile(timelex.grammar(f"{_PART if parted else ''}({written})")), meaning)


# -- days


def _year(m: Match, now: Now, month: int, day: int | None = None) -> tuple[int, str]:
    """Return the year of a month or day: as written, else the nearest one on the side that the verb looks to."""
    year = m.number("year")
    if year:
        return year, WRITTEN
    if found := _told_year(m, now, month):
        return found
    side = _side(m) or now.tense()
    where = "after" if side > 0 else "before" if side < 0 else "nearest"
    if day is not None:
        return _nearest(now.published, month, day, side), f"day {where} publication"
    return _year_of_month(now.published, month, side), f"month {where} publication"


def _told_year(m: Match, now: Now, month: int) -> tuple[int, str] | None:
    """Return the year of `May that year`, `May this year`, `last May`."""
    today = now.published
    if m.text("unit") == "Y" and m.has("that"):
        anchor = now.anchor(grains=("day", "time", "week", "weekend", "month", "quarter", "year"))
        if anchor:
            return anchor.start.year, "counted from the date before it"
    if m.text("unit") == "Y" or (m.has("this") and not m.has("last", "next")):
        return today.year + _side(m), "counted from publication"
    if m.has("last", "next"):
        side = _side(m)
        later = month >= today.month if side < 0 else month <= today.month
        return today.year + (side if later else 0), "counted from publication"
    return None


def _year_of_month(today: date, month: int, side: int) -> int:
    away = (month - today.month) % 12  # months until it comes
    ahead = side > 0 or (side == 0 and away < _SOON) or not away
    return today.year + int(ahead and month < today.month) - int(not ahead and month > today.month)


def _side(m: Match) -> int:
    return -1 if m.has("last") else int(m.has("next"))


def _nearest(today: date, month: int, day: int, side: int) -> int:
    """Return the year in which the day is nearest; the side that the verb looks to counts for four months."""

    def distance(year: int) -> int:
        away = (year * 372 + month * 31 + day) - (today.year * 372 + today.month * 31 + today.day)
        return abs(away - 120 * side)

    return min((today.year - 1, today.year, today.year + 1), key=distance)


def _day(m: Match, now: Now) -> Meaning | None:
    """Read `3 March`, `March 3, 2015`, `Tuesday, March 3`, `March 3-5`."""
    month, numbers = m.number("month"), m.all("num", "ordinal")
    if month is None or not all(isinstance(n, int) and 1 <= n <= 31 for n in numbers):
        return None
    first, last = int(numbers[0]), int(numbers[-1])
    year, how = _year(m, now, month, first)
    value = f"{year:04}-{month:02}-{first:02}"
    found, end = days(value), days(f"{year:04}-{month:02}-{last:02}")
    if not found or not end or last < first:
        return None
    return timed(m, Meaning("date", value, how, range=Days(found.start, end.end, "day") if last > first else None))


def timed(m: Match, meaning: Meaning) -> Meaning:
    """Add a part of the day or a time to a day."""
    clock = _clock(m)
    code = f"T{clock}" if clock else f"T{m.text('daypart')}" if m.has("daypart") else "TNI" if m.has("night") else ""
    if not code or not meaning.value:
        return meaning
    if clock == "24:00":
        code = "T24:00"
    return Meaning("time", meaning.value + code, meaning.how, meaning.part, meaning.range)


def _clock(m: Match) -> str | None:
    """Return `21:30` for `9:30 p.m.`, `T21` as `21:00` for `9 p.m.`."""
    written = m.text("clock")
    if not written and not m.has("am", "pm", "oclock"):
        return m.text("hour")
    number = m.number("num")
    if written and "." in written and not m.has("am", "pm"):
        return None
    hour, minute = (int(part) for part in re.split("[:.]", written)) if written else (number or 0, 0)
    if hour > 24 or (hour > 12 and m.has("am", "pm")):
        return None
    hour = hour % 12 + 12 if m.has("pm") else hour % 12 if m.has("am") else hour
    return f"{hour:02}:{minute:02}"


def _iso(m: Match, _now: Now) -> Meaning | None:
    """Read `2015-03-02`, and `10/30/89` with the month first, as in America."""
    numbers = [int(n) for n in m.all("year", "num")]
    if m.words[0][0] != "year":
        numbers = [numbers[2] + (0 if numbers[2] > 99 else 1900 if numbers[2] > 40 else 2000), *numbers[:2]]
    value = "{:04}-{:02}-{:02}".format(*numbers)
    return Meaning("date", value, WRITTEN) if days(value) else None


def _weekday(m: Match, now: Now) -> Meaning | None:
    """Read `Tuesday`, `last Tuesday`, `this coming Sunday`, `the previous Friday`."""
    number = m.number("weekday")
    assert number is not None  # noqa: S101 - the patterns have one
    today = now.published
    if m.has("previous", "following", "that"):
        anchor = now.anchor(grains=("day", "time"))
        start = anchor.start if anchor else today
        side = 1 if m.has("following") else -1
        found = weekday(start + timedelta(0 if m.has("that") else side), number, side)
        how = "weekday by the date before it"
    elif m.has("last"):
        found, how = weekday(today - timedelta(1), number, -1), "weekday before publication"
    elif m.has("next"):
        monday = today + timedelta(7 - today.weekday())
        found = weekday(today + timedelta(1) if m.has("this") else monday, number, 1)
        how = "weekday after publication"
    else:
        ahead = now.tense() > 0 or (m.has("this") and now.tense() == 0)
        found = weekday(today, number, 1 if ahead else -1)
        how = f"weekday {'after' if ahead else 'before'} publication"
    how = "day of publication" if found == today else how
    return timed(m, Meaning("date", found.isoformat(), how))


def _weekday_of_week(m: Match, now: Now) -> Meaning | None:
    """Read `Tuesday of last week`, `on Friday next week`."""
    if m.text("unit") != "W":
        return None
    monday = now.published - timedelta(now.published.weekday())
    found = monday + timedelta(7 * _side(m) + (m.number("weekday") or 0))
    return timed(m, Meaning("date", found.isoformat(), "counted from publication"))


def _deictic(m: Match, now: Now) -> Meaning | None:
    """Read `today`, `yesterday morning`, `tonight`, `overnight`."""
    offset = m.number("deictic", "night") or 0
    found = now.published + timedelta(offset)
    how = "day of publication" if not offset else f"day {'before' if offset < 0 else 'after'} publication"
    return timed(m, Meaning("date", found.isoformat(), how))


def _day_before_yesterday(m: Match, now: Now) -> Meaning | None:
    """Read `the day before yesterday`, `the day after tomorrow`."""
    if m.text("unit") != "D":
        return None
    offset = (m.number("deictic") or 0) + (1 if m.has("after") else -1)
    return Meaning("date", (now.published + timedelta(offset)).isoformat(), "counted from publication")


def _day_by_weekday(m: Match, now: Now) -> Meaning | None:
    """Read `the day before last Tuesday`, `the day after Christmas` by what they stand before or after."""
    inner = _holiday(m, now) if m.has("holiday") else _weekday(m, now)
    found = inner and inner.value and days(inner.value)
    if m.text("unit") != "D" or not found or not inner:
        return None
    value = (found.start + timedelta(1 if m.has("after") else -1)).isoformat()
    return Meaning("date", value, inner.how)


def _holiday(m: Match, now: Now) -> Meaning | None:
    """Read a day with a name; one that no rule computes stays unresolved."""
    known = time_words().holidays[tuple(re.findall(r"'s|\w+|[^\w\s]", str(m.text("holiday")).replace("s' ", "s ' ")))]
    if not known.month:
        return Meaning("date", None, "not computed")
    side = _side(m) or now.tense()
    if known.nth:
        on = {
            year: nth_weekday(year, known.month, known.nth, known.weekday)
            for year in range(now.published.year - 1, now.published.year + 2)
        }
        found = on.get(m.number("year") or 0) or min(
            on.values(), key=lambda day: abs((day - now.published).days - 120 * side)
        )
        return Meaning("date", found.isoformat(), "day with a name")
    year = m.number("year") or _nearest(now.published, known.month, known.day, side)
    return Meaning("date", f"{year:04}-{known.month:02}-{known.day:02}", "day with a name")


def _time(m: Match, now: Now) -> Meaning | None:
    """Read `9 a.m.`, `noon`, `at 10:30`: a time of the day before it in the text, else of the day of publication."""
    if not _clock(m):
        return None
    anchor = now.anchor(grains=("day", "time"))
    day = anchor.start if anchor else now.published
    return timed(m, Meaning("date", day.isoformat(), "time of the day before it" if anchor else "day of publication"))


def _daypart(m: Match, now: Now) -> Meaning | None:
    """Read `this morning`, `last night`, `that evening`, `the next morning`, `the evening`."""
    today = now.published
    how = "counted from publication"
    if m.has("that", "following", "previous", "the"):
        anchor = now.anchor(grains=("day", "time"))
        today, how = (anchor.start if anchor else today), "counted from the date before it" if anchor else how
    offset = -1 if m.has("last", "previous") else int(m.has("next", "following"))
    return timed(m, Meaning("date", (today + timedelta(offset)).isoformat(), how))


# -- months and more


def _month(m: Match, now: Now) -> Meaning | None:
    """Read `May`, `last May`, `May 2015`, `January this year`."""
    month = m.number("month")
    assert month is not None  # noqa: S101 - the patterns have one
    year, how = _year(m, now, month)
    return Meaning("date", f"{year:04}-{month:02}", how)


def _season(m: Match, now: Now) -> Meaning | None:
    """Read `last summer`, `the winter of 2015`, `this fall`."""
    code = m.text("season")
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[str(code)]
    side = _side(m)
    year = m.number("year")
    if m.text("unit") == "Y":
        return Meaning("date", f"{now.published.year + side}-{code}", "counted from publication")
    if year is None:
        year = now.published.year - int(now.published.month < first and not (m.has("this") or now.tense() > 0))
        if m.has("last") and not m.has("this") and step(date(year, first, 1), "M", 3) > now.published:
            year -= 1
        if m.has("next") or (now.tense() > 0 and not m.has("last", "this")):
            year = now.published.year + int(now.published.month >= first + (0 if m.has("next") else 3))
    return Meaning("date", f"{year}-{code}", WRITTEN if m.has("year") else "counted from publication")


def _plain_year(m: Match, now: Now) -> Meaning | None:
    """Read `2015` where it is a year and no number of things."""
    year = m.number("year") or 0
    if m.has("period", "quarter") and (quarter := latest_quarter(now)):
        return Meaning("date", f"{year:04}{quarter[4:]}", "quarter of the one before it")
    if not _OLDEST <= year <= _NEWEST or m.after in ("%", "percent", "per", "-", "km"):
        return None
    counted = m.before in ("$", "€", "£", "#", "than", "nearly", "least", "over", "no.", "some") or m.after.endswith(
        "s"
    )
    if m.after == "people" or (
        counted and m.before not in time_words().before_year and m.after not in ("'s", "’s", "was", "is", "has")
    ):
        return None
    return Meaning("date", f"{year:04}", WRITTEN)


def _spoken_year(m: Match, _now: Now) -> Meaning | None:
    """Read `nineteen ninety-six`, `the year two thousand`."""
    numbers = [int(n) for n in m.all("num")]
    if m.has("unit"):
        number = m.amount() or 0
    elif numbers[0] in (18, 19, 20) and 10 <= sum(numbers[1:]) <= 99 and numbers[1] != 100:
        number = numbers[0] * 100 + sum(numbers[1:])
    else:
        return None
    return Meaning("date", f"{number:04}", WRITTEN) if _OLDEST <= number <= _NEWEST else None


def _decade(m: Match, now: Now) -> Meaning | None:
    """Read `the 1990s`, `the '90s`, `the nineties`."""
    written = m.text("decade")
    number = int(written.rstrip("s")) // 10 if written else m.number("decade") or 0
    if number < 10:
        if not m.has("quote", "the", "part"):
            return None
        number += 10 * ((now.published.year - 10 * number) // 100)
    return Meaning("date", f"{number:03}", WRITTEN)


def _century(m: Match, _now: Now) -> Meaning | None:
    number = m.number("ordinal") or 0
    return Meaning("date", f"{number - 1:02}", WRITTEN) if m.text("unit") == "C" and 10 <= number <= 21 else None


def _quarter(m: Match, now: Now) -> Meaning | None:
    """Read `the third quarter`, `Q2 2015`, `next year's first quarter`; without a year the last that has begun."""
    token = m.text("q") or ""
    number = m.number("ordinal") or m.number("q") or (int(token[1]) if token else 0)
    if not 1 <= number <= 4:
        return None
    year = m.number("year")
    how = WRITTEN
    if year is None:
        how, unit = "quarter nearest publication", m.text("unit")
        year = now.published.year
        if unit == "Y":
            year += _side(m) - int(m.has("comparable"))
        elif now.tense() <= 0 and step(date(year, 3 * number - 2, 1), "M", 0) > now.published:
            year -= 1
    return Meaning("date", f"{year:04}-Q{number}", how)


def _quarter_a_year_before(m: Match, now: Now) -> Meaning | None:
    """Read `the year-earlier third quarter`."""
    found = _quarter(m, now)
    if not found or not found.value:
        return None
    return Meaning("date", f"{int(found.value[:4]) - 1:04}{found.value[4:]}", found.how)


def latest_quarter(now: Now) -> str | None:
    """Return the latest quarter that the text has named so far."""
    named = (meaning.value for meaning in now.before if meaning.value and "-Q" in meaning.value)
    return max(named, default=None)


def _half(m: Match, now: Now) -> Meaning | None:
    number = m.number("ordinal") or (2 if m.has("last") else int(str(m.text("h") or "H0")[1]))
    if number not in (1, 2):
        return None
    year = m.number("year")
    return Meaning(
        "date", f"{year or now.published.year:04}-H{number}", WRITTEN if year else "counted from publication"
    )


_DAYNUM = "(num|ordinal)"
_TIME = "((clock (am|pm)|clock zone|num (am|pm)|num oclock|hour) (local time)? zone? (local time)?)"
_REL = "(last|next|this|(this (last|next)))"
ABSOLUTE = (
    rule("year dash num dash num|num slash num slash (num|year)", _iso),
    rule(f"(weekday comma?)? (last|next)? month {_DAYNUM} ((dash|to) {_DAYNUM})? (comma? year)?", _day, parted=True),
    rule(f"(weekday comma?)? (the? {_DAYNUM} ((dash|to|and) {_DAYNUM})?) of? month (comma? year)?", _day, parted=True),
    rule(f"(the? {_REL}|the? previous|the? following|that)? weekday daypart?", _weekday, parted=True),
    rule(f"weekday daypart? (of|comma)? {_REL} unit", _weekday_of_week),
    rule("deictic (daypart|night)?|night|weekday night", _deictic, parted=True),
    rule("the unit (before|after) deictic", _day_before_yesterday),
    rule("the? unit (before|after) (last|next|this)? (weekday|holiday)", _day_by_weekday),
    rule("(last|next|this|that)? the? holiday+ (comma? year)?", _holiday),
    rule(_TIME, _time),
    rule("(?<=at)clock", _time),
    rule(f"{_TIME} (on|comma)? (last|next|this)? weekday daypart?|weekday at {_TIME}", _weekday),
    rule(f"{_TIME} (on|comma)? deictic daypart?|deictic at {_TIME}", _deictic),
    rule(f"{_TIME} (on|comma)? (weekday comma?)? month {_DAYNUM}", _day),
    rule("(this|last|that|the|the (next|following|previous)) daypart", _daypart, parted=True),
    rule(f"({_REL}|the? following|the? previous)? month", _month, parted=True),
    rule(f"month (comma|of)? (year|{_REL} unit|(the|that) unit)", _month, parted=True),
    rule(f"(the|{_REL}|that)? season ((of|comma)? year|(of|comma)? {_REL} unit)?|year season", _season, parted=True),
    rule("fiscal? year", _plain_year, parted=True),
    rule("num num (dash? num)?|the unit num num+", _spoken_year),
    rule("(the? year dash? (period|quarter))", _plain_year),
    rule("the? (decade|quote decade)", _decade, parted=True),
    rule("the? ordinal unit", _century, parted=True),
    rule(
        "(the|a)? fiscal? dash? ordinal dash? quarter ((of|comma)? (fiscal? year|(the|fiscal|last|next|this)* unit))?",
        _quarter,
        parted=True,
    ),
    rule(
        "the? year fiscal? ordinal dash? quarter|q (of? year)?|the? (last|next|this) unit s? ordinal dash? quarter",
        _quarter,
        parted=True,
    ),
    rule("(the|a)? comparable? unit dash (ago|earlier) fiscal? ordinal dash? quarter", _quarter_a_year_before),
    rule("the? (ordinal|last) half of (the|this)? (year|unit)|h (of? year)?", _half),
)
