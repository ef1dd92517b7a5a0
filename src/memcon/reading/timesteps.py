"""The grammar of time expressions that count: so many days ago, last week, the next day; amounts and sets of time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from memcon.codebook.timewords import time_words
from memcon.reading.calendar import Days, days, period, step
from memcon.reading.timemeaning import Meaning, duration, grain_of, moved
from memcon.reading.timerules import latest_quarter, rule

if TYPE_CHECKING:
    from memcon.reading.timemeaning import Match, Now

UNCERTAIN = frozenset(("perhaps no time", "a rate"))
"""What is said of an expression that is none as often as not: the encoder decides."""

FROM_PUBLICATION, FROM_BEFORE = "counted from publication", "counted from the date before it"
_SUBDAY = ("TH", "TM", "S")
_SMALL = {"day": "D", "time": "D", "week": "W", "weekend": "D", "month": "M", "quarter": "Q", "year": "Y"}
_FINE = "DWMQYEC"  # units, the finest first


def _unit(m: Match) -> str:
    return m.text("unit", "units", "quarter") or "D"


def _ago(m: Match, now: Now) -> Meaning:
    """Read `two weeks ago`, `three days from now`."""
    unit, count = _unit(m), m.amount()
    sign = -1 if m.has("ago") else 1
    if count is None or m.has("vague"):
        return Meaning("date", "PAST_REF" if sign < 0 else "FUTURE_REF", "an amount that is not told")
    if unit in _SUBDAY:
        return Meaning("time", None, "counted in hours")
    if unit == "Y" and count == 1 and sign < 0 and (quarter := _quarter_before(now)):
        return Meaning("date", quarter, FROM_BEFORE)
    if unit in "EC":
        unit, count = "Y", count * (10 if unit == "E" else 100)
    return Meaning("date", moved(now.published, unit, sign * count), FROM_PUBLICATION)


def _quarter_before(now: Now) -> str | None:
    """Return the quarter a year before the latest in the text, if quarters are what the text compares."""
    latest = latest_quarter(now)
    recent = [found.grain for x in now.before[:6] if x.value and (found := days(x.value))]
    return f"{int(latest[:4]) - 1:04}{latest[4:]}" if latest and "quarter" in recent else None


def _apart(m: Match, now: Now) -> Meaning | None:
    """Read `a day earlier`, `two weeks later`, and `the day before` at the end of a clause."""
    unit, count = _unit(m), m.amount()
    if m.has("before", "after") and (m.after.isalnum() or m.after in ("$", "“", '"', "'", "‘", "`", "``")):
        return None
    sign = -1 if m.has("earlier", "before") else 1
    if unit in _SUBDAY:
        return Meaning("duration", duration(unit, count), "an amount of time")
    if count is None or m.has("vague"):
        return Meaning("date", None, "an amount that is not told")
    if unit == "Y" and count == 1 and sign < 0 and (quarter := _quarter_before(now)):
        return Meaning("date", quarter, FROM_BEFORE)
    anchor = now.anchor(grains=_coarse(unit))
    if anchor is None and sign > 0:
        return Meaning("date", None, "nothing before it to count from")
    start = anchor.start if anchor else now.published
    return Meaning("date", moved(start, unit, sign * count), FROM_BEFORE if anchor else FROM_PUBLICATION)


def _coarse(unit: str) -> tuple[str, ...]:
    """Return the grains that a step of `unit` can be counted from."""
    small = ("day", "time", "week", "weekend")
    if unit in ("D", "W"):
        return small
    return (*small, "month") if unit == "M" else (*small, "month", "quarter", "year")


def _last(m: Match, now: Now) -> Meaning | None:
    """Read `last week`, `next month`, `this year`, `the current quarter`, `earlier this week`."""
    unit, offset = _unit(m), -1 if m.has("last", "latest") else int(m.has("next"))
    if unit in _SUBDAY or (unit == "D" and not m.has("the")):
        return None
    if m.has("the") and m.has("next") and now.tense() < 0:
        return _next_after(m, now)
    if m.has("the") and m.has("last", "next"):
        return _window(m, now, unit, 1)
    return Meaning("date", moved(now.published, unit, offset), FROM_PUBLICATION)


def _next_after(m: Match, now: Now) -> Meaning | None:
    """Read `the next day`, `the following month`, `the previous year` by the date before them in the text."""
    unit = _unit(m)
    if unit in _SUBDAY:
        return None
    sign = -1 if m.has("previous") else 1
    anchor = now.anchor(grains=_coarse(unit))
    if anchor is None:
        return Meaning("date", None, "nothing before it to count from")
    start = anchor.end if sign > 0 else anchor.start
    return timed_part(m, Meaning("date", moved(start, unit, sign), FROM_BEFORE))


def timed_part(m: Match, meaning: Meaning) -> Meaning:
    """Add a part of the day to a day."""
    code = m.text("daypart")
    return Meaning("time", f"{meaning.value}T{code}", meaning.how) if code and meaning.value else meaning


def _same(m: Match, now: Now) -> Meaning | None:
    """Read `that day`, `the same month`, `the year`: the period that holds the date before it in the text."""
    unit = _unit(m)
    if unit in _SUBDAY:
        return None
    anchor = now.anchor(grains=tuple(grain for grain, small in _SMALL.items() if _FINE.find(small) <= _FINE.find(unit)))
    if anchor is None:
        return Meaning("date", None, "nothing before it to count from")
    return Meaning("date", period(anchor.start, unit), "the date before it")


def _the(m: Match, now: Now) -> Meaning | None:
    """Read `the week`, `later in the day`: around publication; `the day` by itself is the one before it in the text."""
    unit = _unit(m)
    if (
        unit in _SUBDAY
        or unit in "EC"
        or m.after == "of"
        or (unit == "D" and not m.has("part", "edge", "later", "earlier"))
    ):
        return None
    if unit == "D":
        return _same(m, now)
    return Meaning("date", period(now.published, unit), "around publication")


def _end(m: Match, now: Now) -> Meaning:
    """Read `year-end`, `the year's end`."""
    return Meaning("date", period(now.published, _unit(m)), "around publication", part="END")


def _weekend(m: Match, now: Now) -> Meaning:
    """Read `the weekend`, `last weekend`: the one that is, or the nearest on the side that the verb looks to."""
    today, how = now.published, FROM_PUBLICATION
    saturday = today + timedelta(5 - today.weekday())
    is_on = today.weekday() >= 5
    back = not is_on and (now.tense() < 0 if m.has("this") else now.tense() <= 0)
    if m.has("next"):
        saturday += timedelta(7)
    elif m.has("last") or back:
        saturday -= timedelta(7)
    return Meaning("date", period(saturday, "WE"), how)


def _amount(m: Match, now: Now) -> Meaning | None:
    """Read an amount of time; with `the last`, `the next`, `within` it lies beside publication."""
    unit, count = _unit(m), m.amount()
    if m.has("old") or m.after == "old" or (m.has("a") and _is_rate(m)):
        return None
    if unit == "Q" and not m.has("last", "next", "the"):
        return None
    if m.has("last") or m.has("next"):
        return _window(m, now, unit, count)
    if m.before in ("within", "in") and count and now.tense() > 0 and unit not in _SUBDAY:
        end = step(now.published, unit, count)
        found = Days(now.published if m.before == "within" else end, end, grain_of(unit))
        return Meaning("duration", duration(unit, count), FROM_PUBLICATION, range=found)
    return Meaning("duration", duration(unit, count), "an amount of time")


def _is_rate(m: Match) -> bool:
    """Say whether `a year` stands behind a sum: `$5 million a year`, `four flights a week`."""
    return (
        m.words[0][0] == "a" and m.before not in time_words().before_amount and m.before.isalnum()
    ) or m.before == "%"


def _window(m: Match, now: Now, unit: str, count: int | None) -> Meaning:
    """Return an amount that ends or begins with publication."""
    count = None if m.has("vague") or m.has("latest") else count
    if count is None or unit in _SUBDAY:
        return Meaning("duration", duration(unit, count), FROM_PUBLICATION)
    other = step(now.published, unit, -count if m.has("last") else count)
    first, last = sorted((now.published, other))
    if unit == "Y" and count == 1 and m.has("last"):
        return Meaning("date", moved(now.published, "Y", -1), FROM_PUBLICATION, range=Days(first, last, "year"))
    return Meaning("duration", duration(unit, count), FROM_PUBLICATION, range=Days(first, last, grain_of(unit)))


def _recent(m: Match, _now: Now) -> Meaning | None:
    if m.after == "old":
        return None
    return Meaning("duration", duration(_unit(m), None), "an amount that is not told")


def _latest_quarter(m: Match, now: Now) -> Meaning | None:
    """Read `the quarter`, `the latest period`, `the year-earlier quarter` by the latest quarter of the text."""
    latest = latest_quarter(now)
    if m.after == "-":
        return None
    if not latest:
        if m.has("period"):
            return None
        back = m.has("last", "latest", "the") and not m.has("this")
        return Meaning("date", moved(now.published, "Q", -int(back)), FROM_PUBLICATION)
    back = m.has("comparable") or m.text("unit") == "Y"
    return Meaning("date", f"{int(latest[:4]) - int(back):04}{latest[4:]}", FROM_BEFORE)


def _set(m: Match, _now: Now) -> Meaning | None:
    """Read `daily`, `every two weeks`, `each Thursday`, `Mondays`."""
    if value := m.text("set"):
        return Meaning("set", value, "repeated")
    weekday = m.number("weekday", "weekdays")
    if weekday is not None:
        part = m.text("daypart", "dayparts")
        return Meaning("set", f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else ""), "repeated")
    if month := m.number("month"):
        return Meaning("set", f"XXXX-{month:02}", "repeated")
    if season := m.text("season"):
        return Meaning("set", f"XXXX-{season}", "repeated")
    return Meaning("set", duration(_unit(m), m.amount() or 1), "repeated")


def _rate(m: Match, _now: Now) -> Meaning | None:
    """Read `twice a week`, `$5 million a year`."""
    return Meaning("set", duration(_unit(m), 1), "a rate") if _is_rate(m) else None


def _vaguely(m: Match, _now: Now) -> Meaning:
    word = m.text("vaguely")
    return Meaning("date", word or m.text("perhaps"), "no day of the calendar" if word else "perhaps no time")


_NUM = "((num|year) (dash? num)* ((or|to|dash) num)?)"
_QTY = f"(a|{_NUM} of?|a? num of|(a|the)? vague of?)"
_UNITS = "(unit|units|quarter|dayparts)"
RELATIVE = (
    rule(f"{_QTY} between* {_UNITS} (or so)? (ago|from vaguely|hence)", _ago),
    rule(f"{_UNITS} (ago|hence)", _ago),
    rule(f"{_QTY} between* {_UNITS} (or so)? (earlier|later|before|after)|the unit (before|after)", _apart),
    rule("the? (last|next|this|(this (last|next))) fiscal? (unit|quarter)|the latest fiscal? unit", _last, parted=True),
    rule("this between* unit", _last, parted=True),
    rule("the? (following|previous) (unit|quarter) daypart?", _next_after, parted=True),
    rule("the next unit", _next_after, parted=True),
    rule("that (that|unit) (unit|quarter)?", _same, parted=True),
    rule("the that (unit|quarter|daypart)", _same, parted=True),
    rule("(the? edge of|(part|later|earlier) in) the unit", _the),
    rule("the between? fiscal? unit", _the),
    rule("(the|a)? unit (dash|s)? edge", _end),
    rule("(the|this|last|next|this last|this next|that)? weekend", _weekend, parted=True),
    rule(f"{_NUM} dash? between* {_UNITS} (dash (old|long))?", _amount),
    rule(f"{_QTY} between* {_UNITS} (and a half)? (or so)?", _amount),
    rule(f"a? half dash? (a|an)? {_UNITS}".replace("|an", ""), _amount),
    rule(f"(the|these|ordinal)* (last|next) {_QTY} (or so)? between* {_UNITS} (or so)?", _amount),
    rule(f"the (ordinal|latest|comparable)? {_NUM} between* {_UNITS}", _amount),
    rule("(the|these)? (latest|last|next) units", _recent),
    rule("units|(unit|units) dash long", _recent),
    rule("the? (latest|comparable|this|that|last) (quarter|period)|the quarter", _latest_quarter),
    rule(
        "the comparable? unit (dash ago|ago|s)? (quarter|period)|the? unit dash (ago|earlier) (quarter|period)?",
        _latest_quarter,
    ),
    rule(
        "set|every (num|ordinal|that|last)? (unit|units|quarter|weekday daypart?|month|season|daypart)|weekdays", _set
    ),
    rule("weekday dayparts|every weekend", _set),
    rule("a unit", _rate),
    rule("vaguely|perhaps", _vaguely),
)
