"""Reports in SQL, as `record.reports` asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, literal_column, select, update

from memcon.record.leads import Lead
from memcon.record.reports import Held
from memcon.store import packing, writing
from memcon.store.tables import articles, leads
from memcon.store.tables import reports as kept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from memcon.store.as_stories import SqlStories

_KEY = articles.c.published + literal_column("' '") + articles.c.id  # what reports are sorted by
_REPORT = writing.Lookup(articles.c.id, select(articles.c.id, articles.c.report).where(articles.c.report.is_not(None)))
_MEMBERS = writing.Lookup(articles.c.report, select(articles.c.id))
_OF_STORY = writing.Lookup(articles.c.story, select(articles.c.report).where(articles.c.report.is_not(None)).distinct())
_WHOSE = writing.Lookup(kept.c.id, select(kept.c.id, kept.c.outlet, kept.c.original))
_FOUNDED = writing.Lookup(
    articles.c.report,
    select(articles.c.report, func.count().label("size"), func.min(_KEY).label("first")).group_by(articles.c.report),
)
_between = leads.c.published >= bindparam("since"), leads.c.published <= bindparam("until")
_OWN = writing.Lookup(leads.c.outlet, select(leads).where(*_between), "since", "until")
_CITING = writing.Lookup(leads.c.cited, select(leads).where(*_between), "since", "until")


class SqlReports:
    """`ReportIndex` on a docket. What was put since the last `flush` is kept in memory; there is little of it."""

    def __init__(self, stories: SqlStories) -> None:
        self.connection: Connection
        self._stories = stories
        self._leads: dict[str, Lead] = {}
        self._report: dict[str, str] = {}
        self._whose: dict[str, tuple[str | None, str | None]] = {}
        self._merged: dict[str, str] = {}
        self._asked: dict[str, str | None] = {}  # article → report in the tables
        self._begins: dict[str, str | None] = {}  # beginning of an outlet's key → the first that begins so
        self._first: dict[str, str | None] = {}  # report in the tables → when it was founded, and by which article

    def own(self, outlet: str, since: str, until: str) -> Sequence[Lead]:
        """See `ReportIndex`."""
        new = [lead for lead in self._leads.values() if lead.outlet == outlet]
        return _with(_OWN(self.connection, [outlet], since, until), new, since, until)

    def citing(self, outlet: str, since: str, until: str) -> Sequence[Lead]:
        """See `ReportIndex`."""
        new = [lead for lead in self._leads.values() if lead.cited == outlet]
        return _with(_CITING(self.connection, [outlet], since, until), new, since, until)

    def outlets(self, keys: Collection[str]) -> Mapping[str, str]:
        """See `ReportIndex`."""
        known = sorted({lead.outlet for lead in self._leads.values() if lead.outlet})
        out: dict[str, str] = {}
        for key in keys:
            if len(key) > 3:
                begins = (leads.c.outlet >= key) & (leads.c.outlet < key + "\U0010ffff")
                query = select(leads.c.outlet).where(begins).order_by(leads.c.outlet).limit(1)
                if key not in self._begins:
                    self._begins[key] = self.connection.scalar(query)
                found = [one for one in (self._begins[key], *known) if one and one.startswith(key)]
                out |= {key: min(found)} if found else {}
        return out

    def reports_of(self, asked: Collection[str]) -> Mapping[str, str]:
        """See `ReportIndex`."""
        out = {one: self._report[one] for one in asked if one in self._report}
        left = [one for one in asked if one not in out]
        missing = [one for one in left if one not in self._asked]
        self._asked |= dict.fromkeys(missing)
        self._asked |= {row.id: row.report for row in _REPORT(self.connection, missing)}
        return out | {one: self._now(report) for one in left if (report := self._asked[one])}

    def articles_of(self, report: str) -> Collection[str]:
        """See `ReportIndex`."""
        known = {report, *(gone for gone in self._merged if self._now(gone) == report)}
        new = {article for article, now in self._report.items() if now == report}
        return new | {row.id for row in _MEMBERS(self.connection, known)}

    def report_of_story(self, story: str) -> Collection[str]:
        """See `ReportIndex`."""
        out = {self._report[one] for one in self._stories.placed_in(story) if one in self._report}
        found = _OF_STORY(self.connection, self._stories.before(story))
        return out | {self._now(row.report) for row in found}

    def held(self, reports: Collection[str]) -> Sequence[Held]:
        """See `ReportIndex`."""
        whose = {one: self._whose[one] for one in reports if one in self._whose}
        missing = [one for one in set(reports) if one not in whose]
        for row in _WHOSE(self.connection, missing):
            whose[row.id] = row.outlet, row.original
        founded = self._founded(reports)
        out = [Held(one, *whose[one], founded[one]) for one in whose]
        return sorted(out, key=lambda report: (report.founded, report.id))

    def _founded(self, reports: Collection[str]) -> dict[str, str]:
        """Return for each report the publication and id of its earliest article."""
        asked = set(reports)
        older = {gone for gone in self._merged if self._now(gone) in reports}
        missing = [one for one in {*reports, *older} if one not in self._first]
        self._first |= dict.fromkeys(missing)
        self._first |= {row.report: row.first for row in _FOUNDED(self.connection, missing)}
        pairs = [(self._now(one), first) for one in {*reports, *older} if (first := self._first[one])]
        pairs += [
            (report, f"{self._leads[one].published} {one}") for one, report in self._report.items() if report in asked
        ]
        out: dict[str, str] = {}
        for report, first in pairs:
            out[report] = min(out.get(report, first), first)
        return out

    def put_report(self, lead: Lead, report: str, outlet: str | None, original: str | None) -> None:
        """See `ReportIndex`."""
        self._leads[lead.article] = lead
        self._report[lead.article] = report
        self._whose[report] = outlet, original

    def merge_reports(self, into: str, gone: Collection[str]) -> None:
        """See `ReportIndex`."""
        self._merged |= dict.fromkeys(gone, into)
        for article, report in self._report.items():
            if report in gone:
                self._report[article] = into
        for report in gone:
            self._whose.pop(report, None)
        if into not in self._whose:
            self._whose[into] = next((one.outlet, one.original) for one in self.held([into]))

    def flush(self, connection: Connection) -> None:
        """Write what was put."""
        for gone in self._merged:
            connection.execute(update(articles).where(articles.c.report == gone).values(report=self._now(gone)))
        writing.set_each(connection, articles.c.id, articles.c.report, self._report)
        writing.put(connection, leads, [_lead_row(lead) for lead in self._leads.values()])
        writing.remove(connection, kept.c.id, self._merged)
        counts = {row.report: row.size for row in _FOUNDED(connection, self._whose)}
        rows = [
            {"id": report, "outlet": outlet, "original": original, "articles": counts[report]}
            for report, (outlet, original) in self._whose.items()
        ]
        writing.put(connection, kept, rows)
        for pending in (self._leads, self._report, self._whose, self._merged):
            pending.clear()
        for known in (self._asked, self._first, self._begins):
            known.clear()

    def _now(self, report: str) -> str:
        while report in self._merged:
            report = self._merged[report]
        return report


def _with(rows: Iterable[Any], new: Iterable[Lead], since: str, until: str) -> list[Lead]:
    """Return leads of the tables, and those of others that were published between two times."""
    return [*map(_lead, rows), *(lead for lead in new if since <= lead.published <= until)]


def _lead(row: Any) -> Lead:  # noqa: ANN401  a row of `leads`
    return Lead(
        article=row.article,
        published=row.published,
        outlet=row.outlet,
        cited=row.cited,
        again=bool(row.again),
        words=frozenset(row.words.split()),
        vector=packing.unpack_vector(row.vector),
    )


def _lead_row(lead: Lead) -> dict[str, Any]:
    said = {name: getattr(lead, name) for name in ("article", "published", "outlet", "cited", "again")}
    return said | {"words": " ".join(sorted(lead.words)), "vector": packing.pack_vector(lead.vector)}
