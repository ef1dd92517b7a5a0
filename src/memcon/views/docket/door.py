"""The docket as programs and commands ask it: one method for each question."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Self, get_args

from memcon.errors import MemconError, UnknownName
from memcon.store import Docket as Stored
from memcon.store import beside, decisions, finding, queries, search
from memcon.store import open as open_store
from memcon.store.asking import Filters, day_after
from memcon.views.docket import listings
from memcon.views.docket.asked import Asked, day, in_words
from memcon.views.docket.finds import HITS, Finds, finds
from memcon.views.docket.reviewing import ToReview, to_review
from memcon.views.docket.why import Why, why_claim
from memcon.views.docket.writing import brief_of, brief_of_last

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from typing import TypeVar, Unpack

    from memcon.codebook import Book
    from memcon.store.asking import Snapshot
    from memcon.views.docket.asked import Options
    from memcon.views.docket.brief import Brief
    from memcon.views.docket.rows import (
        Changes,
        Claims,
        Contacts,
        Matrix,
        Positions,
        Proposals,
        Sources,
        Standings,
        Timeline,
    )

    T = TypeVar("T")


AN_ID = re.compile("[Cc][0-9A-Fa-f]*")


class Docket:
    """An open docket, to be asked. Use it as a block, or `close` it.

    Questions take, by keyword: `issue`, `side`, `person`, `origin` (names, or ids), `since`, `until`, `as_of` (ISO
    days), `min_origins`, `limit` (50; None for all) and `offset`. Answers are sequences of lines with `to_dicts()`,
    `to_pandas()` and `to_polars()`. Raises `UnknownName`, which offers near names, for a name that is not there.
    """

    def __init__(self, stored: Stored) -> None:
        self.stored = stored

    def __enter__(self) -> Self:
        """Use as a block that closes the docket at its end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.stored.close()

    def positions(self, **asked: Unpack[Options]) -> Positions:
        """Say who wants what, the most recently told first."""
        return self._answer(listings.positions_list, asked)

    def contacts(self, **asked: Unpack[Options]) -> Contacts:
        """Say who dealt with whom, the latest first."""
        return self._answer(listings.contacts_list, asked)

    def proposals(self, **asked: Unpack[Options]) -> Proposals:
        """Say what is on the table, the most recently told first."""
        return self._answer(listings.proposals_list, asked)

    def standings(self, **asked: Unpack[Options]) -> Standings:
        """Say how the talks stand, the most recently told first."""
        return self._answer(listings.standings_list, asked)

    def claims(self, **asked: Unpack[Options]) -> Claims:
        """Return claims of every kind, the most recently told first."""
        return self._answer(listings.claims_list, asked)

    def sources(self, **asked: Unpack[Options]) -> Sources:
        """Say on whose word it is, those with most claims first."""
        return self._answer(listings.sources_list, asked)

    def timeline(self, **asked: Unpack[Options]) -> Timeline:
        """Return what happened day by day, the earliest first: the last days where the limit cuts."""
        return self._answer(listings.timeline_list, asked)

    def matrix(self, **asked: Unpack[Options]) -> Matrix:
        """Return the last position of each side on each issue."""
        return self._answer(listings.matrix_list, asked)

    def changes(self, *, repeated: bool = False, **asked: Unpack[Options]) -> Changes:
        """Say who moved, the latest first; `repeated` takes in what was only said again."""
        return self._answer(
            lambda connection, filters: listings.changes_list(connection, filters, repeated=repeated), asked
        )

    def search(self, words: str, **asked: Unpack[Options]) -> Finds:
        """Find articles and claims by words: all of them, `"phrases"`, and `-words` that are not to be there."""
        return self._answer(lambda connection, filters: finds(connection, words, filters), {"limit": HITS, **asked})

    def why(self, claim: str, as_of: str | None = None) -> Why:
        """Return who carried a claim from whom, down to its origins.

        claim: its id, the beginning of it, or words: then it is the claim told in them that most articles tell.
        """

        def answer(connection: Snapshot, filters: Filters) -> Why:
            found = _meant(connection, claim)
            if filters.before and not self._known(connection, found, filters.before):
                raise MemconError(f"Claim {found} was not yet known on {filters.as_of}. Ask without --as-of.")
            return why_claim(connection, found, filters.before, in_words(connection, filters))

        return self._answer(answer, {"as_of": as_of})

    @staticmethod
    def _known(connection: Snapshot, claim: str, before: str) -> bool:
        return bool(beside.tellings_of(connection, [claim], before))

    def brief(self, since: str | None = None, until: str | None = None, name: str = "") -> Brief:
        """Write the memorandum of the days from `since` to `until`, by default the last on which something came out.

        Without `since` it is that of the 24 hours before the newest article, of those up to `until`.
        """
        first, last = day(since), day(until)
        with self.stored.reading() as connection:
            if first is None:
                return brief_of_last(connection, name, last)
            latest = last or max(beside.last_day(connection) or first, first)
            if latest < first:
                raise MemconError(f"{latest} is before {first}. Give an --until that is not before --since.")
            return brief_of(connection, name, first, latest)

    # -- what people decide

    def to_review(self, claim: str | None = None, **asked: Unpack[Options]) -> list[ToReview]:
        """Return records on which nobody has decided, the latest first; of one claim only where it is named."""
        return self._answer(lambda connection, filters: list(to_review(connection, filters, claim)), asked)

    def decide(self, one: ToReview, verdict: str, fields: dict[str, str | None], who: str) -> None:
        """Keep a decision: accept, reject, or correct with what the fields should say."""
        if verdict not in get_args(decisions.Verdict):
            raise MemconError(f"{verdict!r} is no verdict. Choose of {', '.join(get_args(decisions.Verdict))}.")
        decisions.decide(self.stored, one.place, verdict, fields, who)  # type: ignore[arg-type]

    def enforce(self, book: Book | None = None, most: int = 1_000) -> bool:
        """Put all decisions into force by gathering everything afresh, unless there are more than `most` articles."""
        return decisions.enforce(self.stored, book, most)

    def decided(self) -> list[dict[str, Any]]:
        """Return what was decided, article by article: the record as it should be, and the decisions."""
        with self.stored.reading() as connection:
            return list(decisions.exported(connection))

    def merge(self, one: str, other: str, who: str) -> tuple[str, str]:
        """Decide that one actor is another; return their names."""
        with self.stored.reading() as connection:
            ids = [finding.actor(connection, name) for name in (one, other)]
            known = beside.actors_by_id(connection, ids)
        first, second = (known[each].name for each in ids)
        if ids[0] == ids[1]:
            raise MemconError(f"{one!r} and {other!r} are one already: {first}. Name another.")
        decisions.merge(self.stored, first, second, who)
        return first, second

    def doubt(self, one: str, other: str) -> str | None:
        """Say why two actors can hardly be one, of different kinds or sides; None where nothing is odd."""
        with self.stored.reading() as connection:
            ids = [finding.actor(connection, name) for name in (one, other)]
            first, second = (beside.actors_by_id(connection, ids)[each] for each in ids)
            sides = [side for side in (first.side, second.side) if side]
            called = beside.actors_by_id(connection, sides)
        if first.kind != second.kind and "person" in (first.kind, second.kind):
            return f"{first.name} is a {first.kind}, {second.name} a {second.kind}."
        if first.kind == "person" and len(set(sides)) > 1:
            stands = " and ".join(f"{one.name} for {called[one.side].name}" for one in (first, second) if one.side)
            return f"They stand on different sides: {stands}."
        return None

    def unmerge(self, name: str, who: str) -> tuple[str, str]:
        """Take back the last merge in which a name stands; return the two names."""
        with self.stored.reading() as connection:
            known = decisions.merged(connection)
        found = [pair for pair in known if name.casefold() in (one.casefold() for one in pair)]
        if not found:
            those = "; ".join(f"{one} is {other}" for one, other in known[-12:]) or "none is in force"
            raise UnknownName(f"No merge names {name!r}. Of those decided: {those}.")
        decisions.unmerge(self.stored, *found[-1], who)
        return found[-1]

    def called(self, entity: str) -> dict[str, int]:
        """Return the names that articles have for an actor, with how many have each, the commonest first."""
        with self.stored.reading() as connection:
            found = Counter(said for _, said in decisions.taken_for(connection, finding.actor(connection, entity)))
        return dict(found.most_common())

    def split(self, entity: str, name: str, who: str) -> int:
        """Decide that a name is not the actor for whom it was taken; return in how many articles."""
        called = self.called(entity)
        if name.casefold() not in {one.casefold() for one in called}:
            raise UnknownName(f"No article calls {entity} {name!r}. They say {', '.join(list(called)[:12])}.")
        with self.stored.reading() as connection:
            actor = finding.actor(connection, entity)
        return decisions.split(self.stored, actor, name, who)

    def _answer(self, answer: Callable[[Snapshot, Filters], T], asked: Options) -> T:
        try:
            wanted = Asked(**asked)
        except TypeError as error:
            names = ", ".join(Asked.__dataclass_fields__)
            raise MemconError(f"{str(error).rpartition(') ')[2] or error}. Questions take {names}.") from error
        with self.stored.reading() as connection:
            filters = wanted.filters(connection)
            if filters.since and filters.until and day_after(filters.until) <= filters.since:
                raise MemconError(f"{filters.until} is before {filters.since}. Turn --since and --until round.")
            return answer(connection, filters)


def _meant(connection: Snapshot, claim: str) -> str:
    """Return the id of the claim that somebody means who writes an id, the beginning of one, or words."""
    if not claim.strip() or AN_ID.fullmatch(claim.strip()):
        return finding.claim(connection, claim)
    hits = search.claims_with(connection, search.Words.of(claim), Filters(limit=None))
    rows = queries.of_ids(connection, [one.claim for one in hits])
    if not rows:
        raise UnknownName(
            f"There is no claim {claim!r} here, and none is told in these words. Look with `memcon search`."
        )
    return max(rows.values(), key=lambda row: (row.articles, row.id)).id


def open_docket(path_or_url: str | os.PathLike[str]) -> Docket:
    """Open a docket to ask it: a dossier's folder, its database, or an address. Raises `DocketUnusable`."""
    return Docket(open_store(path_or_url, create=False))
