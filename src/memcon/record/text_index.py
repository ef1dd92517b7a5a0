"""What stories and reports ask of the docket, answered in memory: for tests and for figures on small sets of texts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from memcon.record.model import Report
from memcon.record.reports import Held

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from memcon.record.leads import Lead
    from memcon.record.model import Entry


class MemoryStories:
    """`StoryIndex` in dictionaries. An entry is known from when it is `add`ed."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._signed: dict[int, list[str]] = defaultdict(list)
        self._story: dict[str, str] = {}
        self._articles: dict[str, list[str]] = defaultdict(list)

    def add(self, entry: Entry) -> None:
        """Make an article known, before it is placed."""
        self._entries[entry.id] = entry

    def sharing(self, keys: Collection[int]) -> Mapping[int, Sequence[str]]:
        """See `StoryIndex`."""
        return {key: self._signed[key] for key in keys if key in self._signed}

    def texts(self, articles: Sequence[str]) -> Mapping[str, tuple[str, str | None]]:
        """See `StoryIndex`."""
        found = {article: self._entries[article].record.article for article in articles}
        return {article: (record.text, record.title) for article, record in found.items()}

    def stories(self, articles: Collection[str]) -> Mapping[str, str]:
        """See `StoryIndex`."""
        return {article: self._story[article] for article in articles if article in self._story}

    def founded(self, stories: Collection[str]) -> Mapping[str, str]:
        """See `StoryIndex`."""
        return {story: min(self._when(article) for article in self._articles[story]) for story in stories}

    def put_story(self, article: str, story: str, keys: Collection[int]) -> None:
        """See `StoryIndex`."""
        self._story[article] = story
        self._articles[story].append(article)
        for key in keys:
            self._signed[key].append(article)

    def merge_stories(self, into: str, gone: Collection[str]) -> None:
        """See `StoryIndex`."""
        for story in gone:
            for article in self._articles.pop(story):
                self._story[article] = into
                self._articles[into].append(article)

    def all_stories(self) -> Mapping[str, Sequence[str]]:
        """Return every story with its articles in order of publication."""
        return {story: sorted(articles, key=self._when) for story, articles in self._articles.items()}

    def members(self, story: str) -> Sequence[str]:
        """Return the articles of a story."""
        return self._articles[story]

    def _when(self, article: str) -> str:
        return f"{self._entries[article].published} {article}"


class MemoryReports:
    """`ReportIndex` in dictionaries, beside the stories that it asks for."""

    def __init__(self, stories: MemoryStories) -> None:
        self._stories = stories
        self._leads: dict[str, Lead] = {}
        self._by_outlet: dict[str, list[Lead]] = defaultdict(list)
        self._by_cited: dict[str, list[Lead]] = defaultdict(list)
        self._report: dict[str, str] = {}
        self._articles: dict[str, list[str]] = defaultdict(list)
        self._whose: dict[str, tuple[str | None, str | None]] = {}

    def own(self, outlet: str, since: str, until: str) -> Sequence[Lead]:
        """See `ReportIndex`."""
        return [lead for lead in self._by_outlet[outlet] if since <= lead.published <= until]

    def citing(self, outlet: str, since: str, until: str) -> Sequence[Lead]:
        """See `ReportIndex`."""
        return [lead for lead in self._by_cited[outlet] if since <= lead.published <= until]

    def outlets(self, keys: Collection[str]) -> Mapping[str, str]:
        """See `ReportIndex`."""
        known = sorted({lead.outlet for lead in self._leads.values() if lead.outlet})
        found = {key: next((one for one in known if one.startswith(key)), None) for key in keys if len(key) > 3}
        return {key: outlet for key, outlet in found.items() if outlet}

    def reports_of(self, articles: Collection[str]) -> Mapping[str, str]:
        """See `ReportIndex`."""
        return {article: self._report[article] for article in articles if article in self._report}

    def articles_of(self, report: str) -> Collection[str]:
        """See `ReportIndex`."""
        return self._articles[report]

    def report_of_story(self, story: str) -> Collection[str]:
        """See `ReportIndex`."""
        return set(self.reports_of(self._stories.members(story)).values())

    def held(self, reports: Collection[str]) -> Sequence[Held]:
        """See `ReportIndex`."""
        found = [Held(report, *self._whose[report], self._founded(report)) for report in set(reports)]
        return sorted(found, key=lambda report: (report.founded, report.id))

    def put_report(self, lead: Lead, report: str, outlet: str | None, original: str | None) -> None:
        """See `ReportIndex`."""
        self._leads[lead.article] = lead
        self._report[lead.article] = report
        self._articles[report].append(lead.article)
        self._whose[report] = outlet, original
        if lead.cited:
            self._by_cited[lead.cited].append(lead)
        if lead.outlet:
            self._by_outlet[lead.outlet].append(lead)

    def merge_reports(self, into: str, gone: Collection[str]) -> None:
        """See `ReportIndex`."""
        for report in gone:
            self._whose.pop(report)
            for article in self._articles.pop(report):
                self._report[article] = into
                self._articles[into].append(article)

    def all_reports(self) -> Sequence[Report]:
        """Return every report, its articles in order of publication."""
        return [
            Report(
                id=report,
                outlet=outlet,
                original=original,
                articles=tuple(sorted(self._articles[report], key=self._when)),
            )
            for report, (outlet, original) in self._whose.items()
        ]

    def _founded(self, report: str) -> str:
        return min(self._when(article) for article in self._articles[report])

    def _when(self, article: str) -> str:
        return f"{self._leads[article].published} {article}"
