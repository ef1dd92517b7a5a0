"""Full text: articles with certain words in them, and the claims that they tell in these words.

Words are found by their stems (`withdrawal` finds `withdrew` no, `withdrawals` yes), `"in quotes"` as they follow each
other, and `-not` where they are not. Among the newest `MOST` articles that fit, the best come first: a word that is
everywhere costs no more than a rare one. Nothing of what is written can be an operator of the database's own.
"""

from __future__ import annotations

import re
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sqlalchemy import exists, select, text

from memcon.errors import MemconError
from memcon.store import beside
from memcon.store.asking import day_after
from memcon.store.tables import articles, telling_parties, tellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from memcon.store.asking import Filters

MOST = 2_000
"""Articles that are ranked: the newest that fit."""
LOOKED_INTO = 60
"""Articles whose claims are looked at for the words."""
SNIPPET = 40
"""Words of an article that are shown around what was found."""
TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
TOKENIZER = "porter unicode61 remove_diacritics 2"


@dataclass(frozen=True, slots=True)
class Marked:
    """A run of text, and whether it is what was sought."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHit:
    """An article with the words; `copies` tell the same text and are not listed themselves."""

    article: beside.ArticleRow
    title: tuple[Marked, ...]
    snippet: tuple[Marked, ...]
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHit:
    """A claim whose words, as one of the articles found has them, hold what was sought."""

    claim: str
    telling: beside.TellingRow
    words: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What is sought: words or phrases, all of them, and what is not to be there."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()

    @classmethod
    def of(cls, written: str) -> Words:
        """Read what somebody wrote. Raises `MemconError` where nothing is left to look for."""
        terms = [(minus, phrase or word) for minus, phrase, word in TERM.findall(written.replace("\0", " "))]
        parts = [(minus, " ".join(re.findall(r"\w+", term))) for minus, term in terms]
        wanted = tuple(term for minus, term in parts if term and not minus)
        if not wanted:
            raise MemconError(f"There is no word to look for in {written!r}. Write words, or a phrase in quotes.")
        return cls(wanted, tuple(term for minus, term in parts if term and minus))

    @property
    def fts5(self) -> str:
        """The same for FTS5; every term stands in quotes."""
        wanted = " AND ".join(f'"{term}"' for term in self.wanted)
        return f"({wanted})" + "".join(f' NOT "{term}"' for term in self.unwanted)

    @property
    def fts5_any(self) -> str:
        """The wanted alone, any of them: what is to be marked."""
        return " OR ".join(f'"{term}"' for term in self.wanted)

    @property
    def postgresql(self) -> str:
        """The same for PostgreSQL's `websearch_to_tsquery`."""
        return " ".join([*(f'"{term}"' for term in self.wanted), *(f'-"{term}"' for term in self.unwanted)])


def articles_with(connection: Connection, words: Words, asked: Filters) -> list[ArticleHit]:
    """Return the articles with these words, the best first; copies of one text are one hit."""
    ids = _candidates(connection, words, asked)
    last = len(ids) if asked.limit is None else asked.offset + asked.limit
    heads = beside.articles_by_id(connection, ids)
    firsts: dict[str, list[str]] = {}
    for one in ids:
        firsts.setdefault(heads[one].story or heads[one].version_of or one, []).append(one)
    picked = [those[0] for those in firsts.values()][asked.offset : last]
    counts = {those[0]: len(those) - 1 for those in firsts.values()}
    texts = beside.texts(connection, picked)
    with Marker(words) as marker:
        titles = marker.marked([(one, heads[one].title or "") for one in picked])
        shown = marker.marked([(one, texts.get(one, "")) for one in picked], SNIPPET)
    return [ArticleHit(article=heads[one], title=titles[one], snippet=shown[one], copies=counts[one]) for one in picked]


def claims_with(connection: Connection, words: Words, asked: Filters) -> list[ClaimHit]:
    """Return the claims that articles with these words tell in these words, the best first, each once."""
    told = beside.tellings_in(connection, _candidates(connection, words, asked)[:LOOKED_INTO])
    texts = beside.texts(connection, {one.article for one in told})
    said = [(one, " … ".join(texts[one.article][start:end] for start, end in one.evidence)) for one in told]
    with Marker(words) as marker:
        ranked = marker.ranked([(str(at), words_) for at, (_, words_) in enumerate(said)])
        best: dict[str, tuple[beside.TellingRow, str]] = {}
        for at in ranked:
            one, words_ = said[int(at)]
            best.setdefault(one.claim, (one, words_))
        last = None if asked.limit is None else asked.offset + asked.limit
        picked = list(best.items())[asked.offset : last]
        shown = marker.marked([(claim, words_) for claim, (_, words_) in picked])
    return [ClaimHit(claim=claim, telling=one, words=shown[claim]) for claim, (one, _) in picked]


def _candidates(connection: Connection, words: Words, asked: Filters) -> list[str]:
    """Return the ids of articles that fit, the best first."""
    conditions = _conditions(asked)
    if connection.dialect.name == "sqlite":
        rank, match, order = "bm25(article_words, 4.0, 1.0)", "article_words MATCH :words", "article_words.rowid"
        given, number = words.fts5, "article_words.rowid"
    else:
        match = "article_words.words @@ websearch_to_tsquery('english', :words)"
        rank, order = "-ts_rank_cd(article_words.words, websearch_to_tsquery('english', :words))", "articles.number"
        given, number = words.postgresql, "article_words.number"
    found = (
        select(articles.c.id, text(f"{rank} AS place"))
        .select_from(articles)
        .join(text("article_words"), text(f"{number} = articles.number"))
        .where(text(match), *conditions)
        .order_by(text(f"{order} DESC"))
        .limit(MOST)
    )
    rows = connection.execute(found, {"words": given}).all()
    return [row[0] for row in sorted(rows, key=lambda row: (row[1], row[0]))]


def _conditions(asked: Filters) -> list[ColumnElement[bool]]:
    out = [articles.c.published < day_after(one) for one in (asked.until, asked.as_of) if one]
    out += [articles.c.published >= asked.since] if asked.since else []
    told = tellings.c.article == articles.c.id
    if asked.issue:
        out.append(exists().where(told, tellings.c.issue == asked.issue))
    if asked.side:
        out.append(exists().where(told, tellings.c.side == asked.side))
    if asked.person:
        part = telling_parties.c.article == articles.c.id
        out.append(exists().where(part, telling_parties.c.actor == asked.person))
    return out


class Marker:
    """Finds and marks words in texts by a small index in memory, the same way on every database."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._marks = (secrets.token_hex(8), secrets.token_hex(8))  # no text can hold these

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End."""

    def ranked(self, texts: Iterable[tuple[str, str]]) -> list[str]:
        """Return the keys of the texts that have all the words, the best first."""
        query = "SELECT key FROM words WHERE words MATCH ? ORDER BY rank, rowid"
        with closing(_index(texts)) as index:
            return [key for (key,) in index.execute(query, [self._words.fts5])]

    def marked(self, texts: Sequence[tuple[str, str]], snippet: int = 0) -> dict[str, tuple[Marked, ...]]:
        """Return texts by key with what was sought marked, cut to some words around it where `snippet` is not 0."""
        marks, shown = (
            self._marks,
            f"snippet(words, 1, ?, ?, ' … ', {snippet})" if snippet else "highlight(words, 1, ?, ?)",
        )
        query = f"SELECT key, {shown} FROM words WHERE words MATCH ?"  # noqa: S608  no text of others in it
        out: dict[str, tuple[Marked, ...]] = {key: (Marked(_start(words, snippet)),) for key, words in texts}
        with closing(_index(texts)) as index:
            for key, words in index.execute(query, [*marks, self._words.fts5_any]):
                out[key] = self._pieces(words)
        return out

    def _pieces(self, words: str) -> tuple[Marked, ...]:
        out = []
        for at, part in enumerate(words.split(self._marks[0])):
            hit, _, rest = part.partition(self._marks[1]) if at else ("", "", part)
            out += [Marked(hit, hit=True)] if hit else []
            out += [Marked(rest)] if rest else []
        return tuple(out)


def _start(words: str, snippet: int) -> str:
    """Return the beginning of a text in which nothing is to be marked."""
    return words if not snippet or len(words) <= 8 * snippet else words[: 8 * snippet].rpartition(" ")[0] + " …"


def _index(texts: Iterable[tuple[str, str]]) -> sqlite3.Connection:
    index = sqlite3.connect(":memory:")
    index.execute(f"CREATE VIRTUAL TABLE words USING fts5(key UNINDEXED, text, tokenize='{TOKENIZER}')")
    index.executemany("INSERT INTO words VALUES (?, ?)", texts)
    return index
