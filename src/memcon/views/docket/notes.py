"""Footnotes: each telling that a line rests on has one number throughout a memorandum."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from memcon.store import beside
from memcon.views.dates import moment_words
from memcon.views.docket.brief import Footnote
from memcon.views.docket.chains import Chains

if TYPE_CHECKING:
    from collections.abc import Collection

    from memcon.store.asking import Snapshot
    from memcon.store.beside import TellingRow

MOST = 3
"""Footnotes of one line: the first telling of each of its first origins."""
LONGEST = 240
"""Characters of an article's words in a footnote."""
WEB = ("http://", "https://")


class Notes:
    """Gives out numbers to what claims rest on, in the order in which lines ask for them."""

    def __init__(self, connection: Snapshot, claims: Collection[str], before: str) -> None:
        self._by: dict[str, list[TellingRow]] = defaultdict(list)
        for claim, those in _grouped(beside.tellings_of(connection, claims, before)).items():
            self._by[claim] = _telling_most(those)
        picked = [one for those in self._by.values() for one in those]
        self._chains = Chains(connection, picked)
        self._heads = beside.articles_by_id(connection, {one.article for one in picked})
        self._numbers: dict[tuple[str, str], int] = {}
        self._told: list[TellingRow] = []

    def of(self, *claims: str | None) -> tuple[int, ...]:
        """Return the numbers of what the first claim rests on, and of the first telling of each other, in order."""
        told = [one for at, claim in enumerate(claims) for one in self._by.get(claim or "", ())[: 1 if at else MOST]]
        return tuple(sorted(dict.fromkeys(map(self._number, told))))

    def _number(self, told: TellingRow) -> int:
        key = told.article, told.record
        if key not in self._numbers:
            self._told.append(told)
            self._numbers[key] = len(self._told)
        return self._numbers[key]

    def written(self) -> tuple[Footnote, ...]:
        """Return all footnotes that were asked for, in order."""
        return tuple(self._footnote(number, told) for number, told in enumerate(self._told, 1))

    def _footnote(self, number: int, told: TellingRow) -> Footnote:
        head = self._heads[told.article]
        return Footnote(
            number=number,
            article=head.key or head.id,
            outlet=head.outlet or "an outlet not named",
            title=head.title or "",
            published=moment_words(head.published),
            url=head.url if head.url and head.url.startswith(WEB) else None,
            words=shortened(self._chains.words(told), LONGEST),
            chain=self._chains.hops(told),
        )


def _grouped(told: list[TellingRow]) -> dict[str, list[TellingRow]]:
    out: dict[str, list[TellingRow]] = defaultdict(list)
    for one in told:
        out[one.claim].append(one)
    return out


def _telling_most(told: list[TellingRow]) -> list[TellingRow]:
    """Pick the first telling of each origin, the first origins first; the first telling of all where there is none."""
    firsts: dict[str, TellingRow] = {}
    for one in told:
        for origin in one.origins:
            firsts.setdefault(origin, one)
    picked = list({(one.article, one.record): one for one in firsts.values()}.values())
    return picked[:MOST] or told[:1]


def shortened(words: str, longest: int) -> str:
    """Put words on one line and cut them at a word where they are too many."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[:longest].rpartition(' ')[0] or line[:longest]} …"
