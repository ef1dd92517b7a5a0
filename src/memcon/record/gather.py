"""Where articles meet, in one place: from entries to stories, reports, actors, claims, relations and changes.

Two halves. `place` takes one entry after the other, in order of publication, and says what it tells. `settle` works out
what follows for the claims that were touched: origins and counts, relations, changes; each a function of the claims as
they stand, so that settling after every entry or once after many comes to the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from memcon.record import claims, reports, rows, stories, who
from memcon.record.origins import origins_of
from memcon.record.tellings import Known, tellings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from memcon.record.cast import ActorIndex
    from memcon.record.index import ClaimIndex
    from memcon.record.model import Claim, Entry, Telling
    from memcon.record.reports import ReportIndex
    from memcon.record.stories import StoryIndex
    from memcon.record.who import Merges


class Index(Protocol):
    """The docket, as gathering asks it: one part for each step. `memory.Memory` is one."""

    @property
    def stories(self) -> StoryIndex:
        """Texts and which of them are one."""

    @property
    def reports(self) -> ReportIndex:
        """Who rests on whose report."""

    @property
    def actors(self) -> ActorIndex:
        """Who is known, and where chains end."""

    @property
    def claims(self) -> ClaimIndex:
        """What is claimed, and what follows from what."""


def gather(entries: Iterable[Entry], index: Index, merges: Merges | None = None) -> list[str]:
    """Gather entries in order of publication; return the ids of the claims that they touched, each once."""
    touched: dict[str, None] = {}
    for entry in sorted(entries, key=lambda entry: (entry.published, entry.id)):
        touched |= dict.fromkeys(place(entry, index, merges))
    settle(touched, index)
    return list(touched)


def place(entry: Entry, index: Index, merges: Merges | None = None) -> list[str]:
    """Put one entry in its place and return the ids of the claims that it touches; `settle` them before anyone looks.

    Touched are those that it tells, and where it shows reports to be one, or is an original that was missing, those
    that rest on them.
    """
    story = stories.place(entry, index.stories)
    report, is_grown = reports.assign(entry, story, index.reports)
    met = who.meet(entry, index.actors, merges, story)
    index.actors.put_met(entry.id, met.actors)
    origins, found = origins_of(entry, met, index.actors, _first_outlet(entry, story, index), story)
    index.actors.put_origins(found)
    known = Known(met.actors, met.sides, origins, entry.record.article.outlet)
    told = tellings(entry, known)
    touched = claims.assign(told, index.claims, _carried(entry, told, report, index))
    beside = index.claims.told_by(index.reports.articles_of(report)) if is_grown else ()
    return list(dict.fromkeys([*touched, *(one.claim for one in beside)]))


def _carried(entry: Entry, telling: Sequence[Telling], report: str, index: Index) -> claims.Carried | None:
    """Return what the original of a report tells, for an entry that carries it."""
    originals = {one.original for one in index.reports.held([report]) if one.original} - {entry.id}
    told = index.claims.told_by(originals) if originals else ()
    parties = {one for each in (*telling, *(one.telling for one in told)) for one in each.parties}
    return claims.Carried(told, {one.id for one in index.actors.actors(parties) if not one.aliases}) if told else None


def _first_outlet(entry: Entry, story: str, index: Index) -> str | None:
    """Return the outlet of the earliest article of an entry's story; None where that is the entry itself."""
    first = index.stories.founded([story])[story].rpartition(" ")[2]
    return next((one.telling.outlet for one in index.claims.told_by([first])), None) if first != entry.id else None


def settle(touched: Collection[str], index: Index) -> None:
    """Work out origins and counts of claims, and the relations and changes of the questions that they answer."""
    claims.count(touched, index.claims, index.reports, index.actors)
    questions = {claim.question for claim in index.claims.claims(touched)}
    answers: dict[str, list[Claim]] = {}
    for claim in index.claims.of_questions(questions):
        answers.setdefault(claim.question, []).append(claim)
    told = rows.tellings(answers.values(), index.claims)  # all at once
    index.claims.versions({one.telling.article for one in told})
    for question in sorted(questions):
        rows.settle(answers.get(question, []), index.claims, index.actors)
