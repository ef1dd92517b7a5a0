"""Reports: which articles rest on one original report, whatever their words.

An article that names the outlet it has its lead claim from is joined to what that outlet wrote in the days before, and
where the docket has not got that, to others that name the same outlet on the same matter. Whole stories lie in one
report: what the copies of a text say of themselves holds for all of them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from memcon.record.leads import lead_of, likeness
from memcon.record.model import new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from memcon.record.leads import Lead
    from memcon.record.model import Entry

_CARRIED = 5  # days in which others carry a report
_SLACK = 1  # days by which a carrier may seem to be earlier: many articles have a day and no hour
_BESIDE = 3  # days between two carriers of a report that the docket has not got
_SAME, _SAME_WITHOUT = 0.14, 0.2  # likeness with the original, with another that carries it
_CONFIRMED, _AGAIN, _RELAYED = 0.3, 0.55, 0.5  # with an earlier one of one's own, with an agency's under its credit
_PREFERRED, _SECOND_HAND = 0.02, 0.1  # likeness that a day's distance outweighs, or resting on others oneself


class Held(NamedTuple):
    """A report in the docket: whose it is, the article that reported first, and its earliest article's publication."""

    id: str
    outlet: str | None
    original: str | None
    founded: str


class Assigned(NamedTuple):
    """The report in which an article lies; grown: it became one with another, or has found its original."""

    report: str
    grown: bool


class ReportIndex(Protocol):
    """What the step asks of the docket; cost in proportion to what is asked for."""

    def own(self, outlet: str, since: str, until: str) -> Sequence[Lead]:
        """Return the leads that an outlet published between two times, on whosever report they rest."""

    def citing(self, outlet: str, since: str, until: str) -> Sequence[Lead]:
        """Return the leads published between two times that rest on a report of the outlet."""

    def outlets(self, keys: Collection[str]) -> Mapping[str, str]:
        """Return for each key of four letters or more an outlet that published something and whose key begins so.

        Of several, the first in order; keys of none are left out.
        """

    def reports_of(self, articles: Collection[str]) -> Mapping[str, str]:
        """Return the report of each of the articles that has one."""

    def articles_of(self, report: str) -> Collection[str]:
        """Return the articles of a report."""

    def report_of_story(self, story: str) -> Collection[str]:
        """Return the reports in which the articles of a story lie; several only after two stories became one."""

    def held(self, reports: Collection[str]) -> Sequence[Held]:
        """Return these reports, in the order of `founded`, then id."""

    def put_report(self, lead: Lead, report: str, outlet: str | None, original: str | None) -> None:
        """Keep an article's lead and that it lies in a report; set whose report it is, new or not."""

    def merge_reports(self, into: str, gone: Collection[str]) -> None:
        """Give the articles of some reports to another; the reports are no more."""


def assign(entry: Entry, story: str, index: ReportIndex) -> Assigned:
    """Find the report on which a new article rests, or begin one.

    story: the one in which it was placed. Reports that the article shows to be one become one; of them remains the one
    whose original is known, else the earliest.
    """
    lead = lead_of(entry, index.outlets)
    found = {*index.report_of_story(story), *_rests_on(lead, index)}
    if lead.cited is None:
        found |= _carried_before(lead, index)
    held = sorted(index.held(found), key=lambda report: (report.original is None, report.founded, report.id))
    if not held:
        report, outlet, original = new_id("r", entry.id), lead.cited or lead.outlet, None if lead.cited else entry.id
    else:
        report, outlet, original = held[0].id, held[0].outlet, held[0].original or _is_original(lead, held[0])
    if len(held) > 1:
        index.merge_reports(report, [other.id for other in held[1:]])
    index.put_report(lead, report, outlet, original)
    return Assigned(report, len(held) > 1 or (bool(held) and held[0].original != original))


def _is_original(lead: Lead, report: Held) -> str | None:
    """Return the article's id when it is what a report's carriers had been citing."""
    return lead.article if lead.cited is None and lead.outlet == report.outlet else None


def _rests_on(lead: Lead, index: ReportIndex) -> set[str]:
    """Return the report that an article cites, or goes on with."""
    if lead.cited:
        since, until = _around(lead.published, -_CARRIED, _SLACK)
        best = _best(lead, index.own(lead.cited, since, until), _SAME)
        if best is None:
            since, until = _around(lead.published, -_BESIDE, _BESIDE)
            best = _best(lead, index.citing(lead.cited, since, until), _SAME_WITHOUT)
    elif (least := _goes_on(lead)) and lead.outlet:
        since, until = _around(lead.published, -_CARRIED, 0)
        best = _best(lead, index.own(lead.outlet, since, until), least)
    else:
        best = None
    return set(index.reports_of([best.article]).values()) if best else set()


def _goes_on(lead: Lead) -> float | None:
    """Return how like an earlier lead of its outlet an article must be to rest on its report; None if it does not."""
    if lead.again:
        return _CONFIRMED if lead.confirms else _AGAIN
    return _RELAYED if lead.relayed else None


def _carried_before(lead: Lead, index: ReportIndex) -> set[str]:
    """Return the reports without an original of which this article is it: carriers were added before it."""
    if lead.outlet is None:
        return set()
    since, until = _around(lead.published, -_SLACK, _CARRIED)
    carriers = [one for one in index.citing(lead.outlet, since, until) if likeness(lead, one) >= _SAME]
    reports = set(index.reports_of([one.article for one in carriers]).values())
    return {report.id for report in index.held(reports) if report.original is None}


def _best(lead: Lead, others: Iterable[Lead], least: float) -> Lead | None:
    """Return the lead that is most about the same, of equals the one nearer in time; None when none is enough."""
    alike = [(likeness(lead, other), other) for other in others if other.article != lead.article]
    enough = [(found - _less(lead, other), other) for found, other in alike if found >= least]
    return max(enough, key=lambda pair: (pair[0], pair[1].published, pair[1].article), default=(0.0, None))[1]


def _less(lead: Lead, other: Lead) -> float:
    """Return what a lead loses against others that are as alike: by its distance, and for being second-hand itself."""
    days = abs((_moment(lead.published) - _moment(other.published)).total_seconds()) / 86_400
    return _PREFERRED * days + (_SECOND_HAND if other.cited and lead.cited != other.cited else 0.0)


def _around(published: str, before: int, after: int) -> tuple[str, str]:
    """Return the times some days before and after another."""
    when = _moment(published)
    return _written(when + timedelta(days=before)), _written(when + timedelta(days=after))


def _written(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _moment(published: str) -> datetime:
    found = datetime.fromisoformat(published)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
