"""Who rests on whose report: small sets of articles that cite each other in many ways.

`reports` is the adjusted Rand index of the articles of a set, mean of the sets (`gold/reports/README.md`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.clusterings import adjusted_rand
from memcon import feeds
from memcon.errors import Problem
from memcon.pipeline import read_entries
from memcon.record.reports import assign
from memcon.record.stories import place
from memcon.record.text_index import MemoryReports, MemoryStories
from memcon.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memcon.article import Article
    from memcon.feeds import Page
    from memcon.record import Entry

FILES = (str(Path(__file__).resolve().parent / "gold" / "reports"),)


class Nothing:
    """What an empty docket knows."""

    def page(self, page: Page, digest: str) -> bool:
        """Know no page."""
        del page, digest
        return False

    def article(self, article: Article, digest: str) -> bool:
        """Know no article."""
        del article, digest
        return False


def measure(data: Path) -> dict[str, float]:
    """Return the adjusted Rand index of reports, mean of the sets."""
    del data
    sets: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (Path(FILES[0]) / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        sets[row["set"]].append(row)
    found = [adjusted_rand(*_both(rows)) for rows in sets.values()]
    return {"reports": sum(found) / len(found)}


def _both(rows: list[dict[str, Any]]) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Return the reports of a set as they are annotated and as they are found, as sets of ids."""
    gold: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        gold[row["report"] or row["id"]].add(row["id"])
    known = ("id", "outlet", "title", "text")
    pages = [feeds.page_of_text(published=row["date"], **{key: row[key] for key in known}) for row in rows]
    entries = [item for item in read_entries(pages, Settings(), {}, Nothing()) if not isinstance(item, Problem)]
    return [frozenset(ids) for ids in gold.values()], _found(entries)


def _found(entries: Iterable[Entry]) -> list[frozenset[str]]:
    stories = MemoryStories()
    reports = MemoryReports(stories)
    names = {}
    for entry in sorted(entries, key=lambda entry: entry.published):
        names[entry.id] = entry.record.article.id
        stories.add(entry)
        assign(entry, place(entry, stories), reports)
    return [frozenset(names[article] for article in report.articles) for report in reports.all_reports()]
