"""Why a claim stands in the docket: the tree of who carried it from whom, down to where its chains end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from memcon.store import beside, queries
from memcon.views.docket.chains import Chains
from memcon.views.docket.naming import origin_words
from memcon.views.docket.telling import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.store.asking import Snapshot
    from memcon.store.beside import ArticleRow, OriginRow, TellingRow
    from memcon.views.docket.lines import ClaimLine

FIRST, COPY, RETELLS, TELLS = "reported first", "same text", "retells", "tells it"
WRITER = "the writers themselves, who name nobody"


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article that tells the claim, and those that have it from there.

    how:     `reported first`, `same text` (as the article above), `retells Axios`, `tells it` (on its own).
    words:   those that tell it. chain: on whose word, without the writer.
    version: 2, 3, … for a later version of an article.
    """

    article: str
    record: str
    outlet: str
    title: str
    url: str | None
    published: str
    how: str
    words: str
    chain: tuple[str, ...]
    version: int
    carriers: tuple[Carrier, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """One origin: who is said to know, since when, and the articles that come down to it.

    origin: its id, null for the writers themselves. articles, outlets: how many; absent: outlet whose report they
    cite though the docket does not have it.
    """

    origin: str | None
    kind: str
    name: str
    first_seen: str
    articles: int
    outlets: int
    absent: str | None
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another claim and what it is to this one: contradicts, supports, supersedes, is superseded by, or retracts."""

    relation: str
    seen: str
    claim: ClaimLine


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to `memcon why`: the claim, its branches in the order in which they were seen, other claims."""

    asked: tuple[str, ...]
    claim: ClaimLine
    branches: tuple[Branch, ...]
    related: tuple[Related, ...]


def why_claim(connection: Snapshot, claim: str, before: str | None = None, asked: tuple[str, ...] = ()) -> Why:
    """Return the tree of a claim, as of a moment."""
    row = queries.of_ids(connection, [claim], before)[claim]
    lines = Lines(connection, [row], before)
    tellings = beside.tellings_of(connection, [claim], before)
    return Why(
        asked=asked,
        claim=lines.claims()[0],
        branches=Tree(connection, tellings).branches(lines.known_by(claim)),
        related=_related(connection, claim, before),
    )


class Tree:
    """Puts tellings under the origins that they come down to, and under each other."""

    def __init__(self, connection: Snapshot, tellings: Sequence[TellingRow]) -> None:
        self._tellings = tellings
        self._chains = Chains(connection, tellings)
        self._heads: dict[str, ArticleRow] = beside.articles_by_id(connection, {one.article for one in tellings})
        self._reports = beside.reports_by_id(connection, {one.report for one in self._heads.values() if one.report})

    def branches(self, known: Sequence[OriginRow]) -> tuple[Branch, ...]:
        """Return a branch for each origin, and one for what the writers say themselves and no origin bears."""
        by: dict[str, list[TellingRow]] = defaultdict(list)
        ids = {one.id for one in known}
        for one in self._tellings:
            for origin in [each for each in one.origins if each in ids] or [self._behind(one, ids)]:
                by[origin].append(one)
        out = [self._branch(one.id, one.kind, origin_words(one), by[one.id]) for one in known if by[one.id]]
        alone = [one for one in known if one.kind == "outlet"]
        if by[""] and alone and not by[alone[0].id]:
            out.append(self._branch(alone[0].id, "outlet", origin_words(alone[0]), by[""]))
        elif by[""]:
            out.append(self._branch(None, "writer", WRITER, by[""]))
        return tuple(out)

    def _behind(self, told: TellingRow, known: set[str]) -> str:
        """Return the origin of the report that an article rests on though its writer names nobody; else nothing."""
        report = self._reports.get(self._heads[told.article].report or "")
        first = next((one for one in self._tellings if report and one.article == report.original), None)
        return next((each for each in first.origins if each in known), "") if first else ""

    def _branch(self, origin: str | None, kind: str, name: str, told: list[TellingRow]) -> Branch:
        firsts = list({one.article: one for one in reversed(told)}.values())[::-1]
        outlets = {self._heads[one.article].outlet for one in firsts if self._heads[one.article].outlet}
        groups: dict[str, list[TellingRow]] = defaultdict(list)
        for one in firsts:
            groups[self._heads[one.article].report or one.article].append(one)
        carriers = [carrier for report, those in groups.items() for carrier in self._report(report, those)]
        return Branch(
            origin, kind, name, told[0].published, len(firsts), len(outlets), self._absent(firsts), tuple(carriers)
        )

    def _absent(self, told: list[TellingRow]) -> str | None:
        """Name the outlet whose report all cite, where that report is not among the articles."""
        reports = {self._heads[one.article].report for one in told}
        report = self._reports.get(next(iter(reports)) or "") if len(reports) == 1 else None
        return report.outlet if report and not report.original else None

    def _report(self, report: str, told: list[TellingRow]) -> list[Carrier]:
        """Put the articles of one report under the one that reported first, where it tells the claim itself."""
        original = self._reports[report].original if report in self._reports else None
        first = next((one for one in told if one.article == original), None)
        if first is None:
            return self._stories(told, self._retells(report))
        story = self._heads[first.article].story
        copies = [one for one in told if one is not first and story and self._heads[one.article].story == story]
        others = [one for one in told if one is not first and one not in copies]
        under = (*(self._carrier(one, COPY) for one in copies), *self._stories(others, self._retells(report)))
        return [replace(self._carrier(first, FIRST if under else TELLS), carriers=under)]

    def _retells(self, report: str) -> str:
        known = self._reports.get(report)
        if known is None:
            return TELLS
        original = self._heads.get(known.original or "")
        return f"{RETELLS} {(original.outlet if original else known.outlet) or 'a report'}"

    def _stories(self, told: list[TellingRow], how: str) -> list[Carrier]:
        """Put the copies of one text under the earliest of them."""
        groups: dict[str, list[TellingRow]] = defaultdict(list)
        for one in told:
            groups[self._heads[one.article].story or one.article].append(one)
        return [
            replace(self._carrier(those[0], how), carriers=tuple(self._carrier(one, COPY) for one in those[1:]))
            for those in groups.values()
        ]

    def _carrier(self, told: TellingRow, how: str) -> Carrier:
        head = self._heads[told.article]
        return Carrier(
            article=head.key or head.id,
            record=told.record,
            outlet=head.outlet or "an outlet not named",
            title=head.title or "",
            url=head.url,
            published=head.published,
            how=how,
            words=self._chains.words(told),
            chain=self._chains.hops(told),
            version=head.version,
        )


OTHER_WAY = {
    "supports": "is supported by",
    "contradicts": "contradicts",
    "supersedes": "is superseded by",
    "retracts": "is withdrawn for",
}


def _related(connection: Snapshot, claim: str, before: str | None) -> tuple[Related, ...]:
    found = beside.relations_of(connection, [claim], before)
    others = [one.end if one.start == claim else one.start for one in found]
    rows = queries.of_ids(connection, others, before)
    lines = {one.claim: one for one in Lines(connection, list(rows.values()), before).claims()}
    return tuple(
        Related(one.kind if one.start == claim else OTHER_WAY.get(one.kind, one.kind), one.seen, lines[other])
        for one, other in zip(found, others, strict=True)
        if other in lines
    )
