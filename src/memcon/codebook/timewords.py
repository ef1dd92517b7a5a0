"""Words of time expressions: `times.yaml`, ready to be looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook.files import read
from memcon.codebook.forms import third
from memcon.codebook.inforce import once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from memcon.codebook.files import CodebookFile

_CLASSES = ("last", "next", "this", "previous", "following", "that", "latest", "these", "every", "vague", "between")
_MAPPINGS = (
    "seasons",
    "dayparts",
    "hours",
    "decades",
    "days",
    "nights",
    "vaguely",
    "perhaps",
    "adverbs_of_set",
    "parts",
    "edges",
)
_HOLIDAY = re.compile(r"(?P<month>\d\d)-(?P<day>\d\d)|(?P<nth>-?\d) (?P<weekday>[a-z]+day) (?P<of>\d+)")


class TimeWord(NamedTuple):
    """A word of a time expression: the list of `times.yaml` that it stands in, and what it is worth there."""

    kind: str
    value: int | str


class Holiday(NamedTuple):
    """A day with a name: its month and day, or the `nth` weekday (0 Monday) of a month; month 0: nobody computes it."""

    month: int
    day: int = 0
    nth: int = 0
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What `times.yaml` says; keys are in lower case.

    words:    every single word. proper: those that count with a capital letter only (months, weekdays).
    multiples: units that stand for several. around, bounds: words and phrases before an amount.
    before_year, before_amount: what makes a bare number a year, and `a week` an amount.
    holidays: by name; `starts` are their first words. never: names with the word of a time in them.
    """

    words: Mapping[str, TimeWord]
    proper: frozenset[str]
    multiples: Mapping[str, int]
    around: frozenset[str]
    bounds: frozenset[tuple[str, ...]]
    zones: frozenset[str]
    before_year: frozenset[str]
    before_amount: frozenset[str]
    holidays: Mapping[tuple[str, ...], Holiday]
    starts: frozenset[str]
    never: re.Pattern[str]


@once
def time_words() -> TimeWords:
    """Return the words of `times.yaml`, read and checked at the first call."""
    file = read("times.yaml")
    months, weekdays = dict(_numbered(file, "months", 1)), dict(_numbered(file, "weekdays", 0))
    holidays = {tuple(_cut(name)): _holiday(file, name, day) for name, day in file.mapping("holidays").items()}
    return TimeWords(
        words=MappingProxyType({**dict(_words(file)), **months, **weekdays}),
        proper=frozenset(months) | frozenset(weekdays),
        multiples=MappingProxyType(file.mapping("multiples")),
        around=frozenset(file.words("around")),
        bounds=frozenset(tuple(phrase.split()) for phrase in file.words("bounds")),
        zones=frozenset(file.words("zones")),
        before_year=frozenset(file.words("before_year")),
        before_amount=frozenset(file.words("before_amount")),
        holidays=MappingProxyType(holidays),
        starts=frozenset(name[0] for name in holidays),
        never=re.compile(rf"\b(?:{'|'.join(' '.join(file.words('never')).split('|'))})\b", re.IGNORECASE),
    )


def _numbered(file: CodebookFile, key: str, first: int) -> Iterator[tuple[str, TimeWord]]:
    """Yield the words of a list in order, each with its number."""
    for number, forms in enumerate(file.words(key), first):
        for form in forms.split("/"):
            yield form, TimeWord(key[:-1], number)


def _words(file: CodebookFile) -> Iterator[tuple[str, TimeWord]]:
    for kind in file.mapping("function"):
        for word in file.words("function", kind):
            yield word, TimeWord(kind, word)
    for kind in _MAPPINGS:
        singular = {
            "days": "deictic",
            "nights": "night",
            "vaguely": "vaguely",
            "perhaps": "perhaps",
            "adverbs_of_set": "set",
        }
        for word, value in file.mapping(kind).items():
            yield word, TimeWord(singular.get(kind, kind[:-1]), value)
    for kind in _CLASSES:
        for word in file.words(kind):
            yield word, TimeWord(kind, word)
    for letter, forms in file.mapping("units").items():
        yield from _unit(letter, forms)
    for word, number in file.mapping("numbers").items():
        yield word, TimeWord("num", number)
    for word, number in file.mapping("ordinals").items():
        yield word, TimeWord("ordinal", number)
    for word in file.words("weekend"):
        yield word, TimeWord("weekend", "WE")
    for word in file.mapping("dayparts"):
        yield third(word), TimeWord("dayparts", file.mapping("dayparts")[word])


def _unit(letter: str, forms: str) -> Iterator[tuple[str, TimeWord]]:
    """Yield singular and plural; a quarter has a kind of its own, since it is numbered like a month."""
    single, *others = forms.split("/")
    kind = "quarter" if letter == "Q" else "unit"
    for form in (single, *others):
        plural = form.endswith("ies")
        yield form, TimeWord("units" if plural else kind, letter)
        if not plural and form not in ("night", "century", "second"):
            yield third(form), TimeWord("units", letter)
        if form == "second":
            yield "seconds", TimeWord("units", letter)


def _cut(name: str) -> list[str]:
    """Cut a name as the words of a text are cut."""
    return re.findall(r"'s|\w+|[^\w\s]", name.replace("s' ", "s ' "))


def _holiday(file: CodebookFile, name: str, written: object) -> Holiday:
    if written is None:
        return Holiday(0)
    found = _HOLIDAY.fullmatch(str(written))
    if not found:
        fix = "Write month and day (`12-25`), `4 thursday 11`, or null"
        raise file.fault(("holidays", name), f"`{written}` is no day", fix)
    if found["month"]:
        return Holiday(int(found["month"]), int(found["day"]))
    weekdays = [forms.split("/")[0] for forms in file.words("weekdays")]
    return Holiday(int(found["of"]), 0, int(found["nth"]), weekdays.index(found["weekday"]))
