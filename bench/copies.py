"""A hundred thousand articles out of a few hundred that were really read: copies with other words, names and days.

Every word of a copy has as many letters as the one it stands for, so that all spans of the record hold. Sides, outlets
and towns stay what they are, as they do in the news of one negotiation; what is said, and by whom, is new. What words
are about is turned with them: what was near stays near within one lot of copies and is far from what is in others.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.articles import CITIES, DAYS, OUTLETS, PARTIES, article
from memcon.codebook import load
from memcon.errors import Problem
from memcon.feeds import page_of_text
from memcon.pipeline import read_entries
from memcon.record.entries import entry_of
from memcon.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from memcon.coding.record import Record
    from memcon.record.model import Entry

FIRST_DAY = date(2020, 1, 1)
A_DAY = 100
"""Articles that come out on one day."""
PUBLISHERS = 200
_SAME_PEOPLE = 20  # lots of copies in which people keep their names
_SHORT = 4  # letters below which a word says how others belong together
_WORD = re.compile(r"[A-Za-z]+")
_KEPT = frozenset(
    word.lower()
    for text in (*CITIES, *DAYS, *OUTLETS, *(name for party in PARTIES for name in party))
    for word in _WORD.findall(text)
) | frozenset(("would", "could", "should", "with", "from", "that", "which", "have", "been", "said", "says", "told"))


class _Nothing:
    """A docket that has nothing."""

    def page(self, *_: object) -> bool:
        """Say that an input is new."""
        return False

    article = page


def originals(count: int, words: int) -> list[Entry]:
    """Read `count` articles of the bench."""
    return _read([(f"article {seed}", None, article(seed, words)) for seed in range(count)])


def real_originals(file: Path, count: int) -> list[Entry]:
    """Read the first `count` articles of a gzipped file of JSON Lines whose rows have `id`, `title` and `text`."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return _read([(row["id"], row["title"], row["text"]) for row in rows])


def _read(texts: Iterable[tuple[str, str | None, str]]) -> list[Entry]:
    """Read texts, each with where it is from and its title."""
    day = FIRST_DAY.isoformat()
    pages = (
        page_of_text(text, where=where, title=title, published=day, outlet="Tidewire") for where, title, text in texts
    )
    found = list(read_entries(pages, Settings(), {}, _Nothing()))
    return [one for one in found if not isinstance(one, Problem)]


@dataclass(frozen=True)
class Copies:
    """Articles numbered from 0, the same for the same number, a hundred of them a day."""

    originals: Sequence[Entry]

    def __getitem__(self, number: int) -> Entry:
        """Make the article of a number."""
        lot, at = divmod(number, len(self.originals))
        return _Copy(self.originals[at], lot, number).entry

    def between(self, first: int, last: int) -> Iterator[Entry]:
        """Yield articles from `first` up to `last`."""
        return (self[number] for number in range(first, last))


@dataclass(frozen=True)
class _Copy:
    original: Entry
    lot: int
    number: int

    @property
    def entry(self) -> Entry:
        record, published = self._record, self._published
        meanings = {name: _turned(vector, self.lot) for name, vector in self.original.meanings.items()}
        return replace(entry_of(record, meanings, now=published), published=published)

    @cached_property
    def _published(self) -> str:
        seconds = (self.number % A_DAY) * (86_400 // A_DAY)
        moment = datetime.combine(self._day, datetime.min.time(), UTC) + timedelta(seconds=seconds)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def _day(self) -> date:
        return FIRST_DAY + timedelta(days=self.number // A_DAY)

    @property
    def _record(self) -> Record:
        """Return the original's record with other words, names and days."""
        old = self.original.record
        text = self._reworded(old.article.text)
        head = replace(
            old.article,
            text=text,
            title=old.article.title and self._reworded(old.article.title),
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            id=f"copy-{self.number}",
            published=self._published,
            outlet=f"Outlet {random.Random(self.number).randrange(PUBLISHERS)}",  # noqa: S311  guards nothing
        )
        entities = tuple(replace(one, name=self._reworded(one.name)) for one in old.entities)
        events = tuple(replace(one, when=self._later(one.when)) for one in old.events)
        positions = tuple(replace(one, when=self._later(one.when)) for one in old.positions)
        return replace(old, article=head, entities=entities, events=events, positions=positions)

    def _later(self, when: Any) -> Any:  # noqa: ANN401  `When` or None
        """Move an interval by as many days as the copy is later than the original."""
        if when is None:
            return None
        by = self._day - FIRST_DAY
        moved = [
            (date.fromisoformat(day) + by).isoformat() if len(day) == 10 else day for day in (when.start, when.end)
        ]
        return replace(when, start=moved[0], end=moved[1])

    def _reworded(self, text: str) -> str:
        return _WORD.sub(lambda found: _word(found[0], self.lot), text)


@lru_cache(maxsize=100_000)
def _word(word: str, lot: int) -> str:
    """Return another word of as many letters; capitals stay where they are, names live longer than words."""
    if len(word) < _SHORT or word.lower() in _KEPT or word in load().states:
        return word
    seed = lot // _SAME_PEOPLE if word[0].isupper() else lot
    dice = random.Random(f"{seed} {word.lower()}")  # noqa: S311  guards nothing
    letters = "".join(dice.choice("aeiou" if at % 2 else "bdfgklmnprstvz") for at in range(len(word)))
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, letters, strict=True))


@lru_cache(maxsize=4)
def _turn(lot: int, size: int) -> tuple[Any, Any]:
    draw = np.random.default_rng(lot)
    return draw.permutation(size), draw.choice(np.array([-1, 1], np.float32), size)


def _turned(vector: Any, lot: int) -> Any:  # noqa: ANN401  a vector
    order, signs = _turn(lot, len(vector))
    return vector[order] * signs
