"""Who is who and what is done in reports, marked by hand: `training/labels/*.jsonl`.

`news.jsonl` and `more.jsonl` are of real reports, those of `news_negotiation/` in the shared data: offsets without
words. `own.jsonl` and `test.jsonl` have reports of ours with their text. One line a report: `id`, its first and last
character that were marked, `entities` (kind, side: an index or null, and the places at which each is mentioned),
`several` (indices of entities, and the places that mean them together), `nobody` (pronouns that mean no one), and
`frames` (label, place, and the places of each argument). A place is the code point at which the word begins.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from memcon.article import freeze
from memcon.feeds import page_of_text
from memcon.settings import Overrides

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from memcon.article import Article

LABELS = Path(__file__).parent / "labels"
KEPT_BACK = 8  # one report in so many is for measuring; `more.jsonl` is for learning alone, `test.jsonl` for measuring


@dataclass(frozen=True, slots=True)
class Marked:
    """One report: its whole text, the part that was marked, and the line of the file."""

    text: str
    part: slice
    line: dict[str, Any]


class Marks(NamedTuple):
    """Reports to learn from, and those kept back: real ones, and ours."""

    train: list[Marked]
    kept: list[Marked]
    kept_own: list[Marked]


def marked(data: Path) -> Marks:
    """Return the marked reports; data: the folder of the shared corpora."""
    texts = {name: article.text for name, article in articles(data)}
    news, more, own, test = (_read(LABELS / f"{name}.jsonl", texts) for name in ("news", "more", "own", "test"))
    train = [*_parted(news)[0], *more, *_parted(own)[0]]
    return Marks(train, _parted(news)[1], [*_parted(own)[1], *test])


def _read(file: Path, texts: dict[str, str]) -> list[Marked]:
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return [Marked(row.pop("text", None) or texts[row["id"]], slice(*row["part"]), row) for row in rows]


def _parted(every: list[Marked]) -> tuple[list[Marked], list[Marked]]:
    return [one for i, one in enumerate(every) if i % KEPT_BACK], every[::KEPT_BACK]


def articles(data: Path) -> Iterator[tuple[str, Article]]:
    """Yield the reports of `news_negotiation/` that can be read, and what that corpus calls each."""
    with gzip.open(data / "news_negotiation" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            page = page_of_text(row["text"], where=str(row["id"]))
            article, _ = freeze(page, Overrides(published=row["published"]))
            if article is not None:
                yield str(row["id"]), article
