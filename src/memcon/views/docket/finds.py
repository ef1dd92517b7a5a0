"""What a search found: articles and claims, with the words marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.store import queries, search
from memcon.views.docket.asked import in_words
from memcon.views.docket.telling import Lines

if TYPE_CHECKING:
    from memcon.store.asking import Filters, Snapshot
    from memcon.store.search import Marked
    from memcon.views.docket.lines import ClaimLine

HITS = 10
"""Articles that are shown unless more are asked for; claims likewise."""


@dataclass(frozen=True, slots=True)
class ArticleFound:
    """An article in which the words stand. copies: articles with the same text that are not shown themselves."""

    article: str
    outlet: str | None
    published: str
    url: str | None
    title: tuple[Marked, ...]
    snippet: tuple[Marked, ...]
    copies: int


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A claim in whose words they stand, as one article has them."""

    claim: ClaimLine
    article: str
    words: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Finds:
    """The answer to `memcon search`: the best articles and claims, the best first."""

    asked: tuple[str, ...]
    words: str
    claims: tuple[ClaimFound, ...]
    articles: tuple[ArticleFound, ...]


def finds(connection: Snapshot, written: str, asked: Filters) -> Finds:
    """Answer `memcon search`. Raises `MemconError` where nothing is left to look for."""
    words = search.Words.of(written)
    articles = search.articles_with(connection, words, asked)
    hits = search.claims_with(connection, words, asked)
    rows = queries.of_ids(connection, [one.claim for one in hits], asked.before)
    lines = {one.claim: one for one in Lines(connection, list(rows.values()), asked.before).claims()}
    return Finds(
        asked=in_words(connection, asked),
        words=written,
        claims=tuple(
            ClaimFound(lines[one.claim], one.telling.article, one.words) for one in hits if one.claim in lines
        ),
        articles=tuple(_article(one) for one in articles),
    )


def _article(hit: search.ArticleHit) -> ArticleFound:
    head = hit.article
    return ArticleFound(head.key or head.id, head.outlet, head.published, head.url, hit.title, hit.snippet, hit.copies)
