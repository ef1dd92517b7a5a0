"""A bundle as its annotators wrote it: the articles of one folder, and what is said of them in `bundle.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]


@dataclass(frozen=True)
class Bundle:
    """One folder: its articles by id, and what is annotated about them."""

    articles: dict[str, Json]
    gold: Json

    def words(self, article: str) -> str:
        """Return an article's title and text."""
        return f"{self.articles[article]['title']}\n{self.articles[article]['text']}"

    def outlet(self, article: str) -> str:
        """Return the outlet of an article."""
        return str(self.articles[article]["outlet"])

    def day(self, article: str) -> str:
        """Return the day on which an article was published."""
        return str(self.articles[article]["published"])[:10]

    def claims(self) -> dict[str, Json]:
        """Return the claims by id."""
        return {claim["id"]: claim for claim in self.gold["claims"]}

    def first_day(self, claim: Json) -> str:
        """Return the day on which a claim was first published."""
        return min(self.day(telling["article"]) for telling in claim["tellings"])


def load(folder: Path) -> Bundle:
    """Read a bundle's folder."""
    files = sorted(path for path in folder.glob("*.json") if path.name != "bundle.json")
    articles = {path.stem: json.loads(path.read_text("utf-8")) for path in files}
    return Bundle(articles, json.loads((folder / "bundle.json").read_text("utf-8")))


def jsonl(bundle: Bundle) -> str:
    """Return the articles as `memcon add` takes them, in the order of their publication."""
    rows = sorted(bundle.articles.values(), key=lambda article: (str(article["published"]), str(article["id"])))
    keys = {"id": "id", "url": "url", "outlet": "outlet", "date": "published", "title": "title", "text": "text"}
    return "".join(json.dumps({new: row[old] for new, old in keys.items()}, ensure_ascii=False) + "\n" for row in rows)
