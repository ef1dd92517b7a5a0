"""Who is who and what is done in real reports, marked by hand: `training/labels/news.jsonl`, offsets without words.

The reports are those of `news_negotiation/` in the shared data. One line a report: `id`, its first and last character
that were marked, `entities` (kind, side: an index or null, and the places at which each is mentioned), `several`
(indices of entities, and the places that mean them together), `nobody` (pronouns that mean no one), and `frames`
(label, place, and the places of each argument). A place is the code point at which the word begins.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.article import freeze
from memcon.feeds import page_of_text
from memcon.settings import Overrides

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from memcon.article import Article

FILE = Path(__file__).parent / "labels" / "news.jsonl"
KEPT_BACK = 8  # one report in so many is for measuring


@dataclass(frozen=True, slots=True)
class Marked:
    """One report: its whole text, the part that was marked, and the line of the file."""

    text: str
    part: slice
    line: dict[str, Any]


def marked(data: Path, file: Path = FILE) -> tuple[list[Marked], list[Marked]]:
    """Return the reports to learn from and those kept back, in the file's order."""
    lines = {row["id"]: row for row in map(json.loads, file.read_text("utf-8").splitlines())}
    texts = {name: article.text for name, article in articles(data)}
    every = [Marked(texts[name], slice(*row["part"]), row) for name, row in lines.items()]
    kept = every[::KEPT_BACK]
    return [one for i, one in enumerate(every) if i % KEPT_BACK], kept


def articles(data: Path) -> Iterator[tuple[str, Article]]:
    """Yield the reports of `news_negotiation/` that can be read, and what that corpus calls each."""
    with gzip.open(data / "news_negotiation" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            page = page_of_text(row["text"], where=str(row["id"]))
            article, _ = freeze(page, Overrides(published=row["published"]))
            if article is not None:
                yield str(row["id"]), article
