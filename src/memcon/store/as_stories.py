"""Stories in SQL, as `record.stories` asks for them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, literal_column, select, update

from memcon.store import packing, writing
from memcon.store.tables import articles, bands, bodies
from memcon.store.tables import stories as kept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from memcon.record.model import Entry

_KEY = articles.c.published + literal_column("' '") + articles.c.id  # what stories are sorted by
_SHARING = writing.Lookup(bands.c.key, select(bands.c.key, bands.c.article))
_TEXT = writing.Lookup(bodies.c.article, select(bodies.c.article, bodies.c.record))
_STORY = writing.Lookup(articles.c.id, select(articles.c.id, articles.c.story).where(articles.c.story.is_not(None)))
_FOUNDED = writing.Lookup(
    articles.c.story,
    select(articles.c.story, func.count().label("size"), func.min(_KEY).label("first")).group_by(articles.c.story),
)
_TEXTS = 2_000  # texts kept in memory, a few kilobytes each


class SqlStories:
    """`StoryIndex` on a docket: what was asked for or put since the last `flush` is kept in memory."""

    def __init__(self) -> None:
        self.connection: Connection
        self._texts: dict[str, tuple[str, str | None]] = {}
        self._story: dict[str, str] = {}  # of articles, as far as known
        self._moved: dict[str, str] = {}  # stories merged since the last flush, into which
        self._placed: dict[str, str] = {}
        self._published: dict[str, str] = {}
        self._signed: dict[int, list[str]] = defaultdict(list)  # since the last flush
        self._touched: set[str] = set()

    def expect(self, entries: Iterable[Entry]) -> None:
        """Make entries known that are about to be placed."""
        for entry in entries:
            article = entry.record.article
            self._texts[entry.id] = article.text, article.title
            self._published[entry.id] = f"{entry.published} {entry.id}"

    def sharing(self, keys: Collection[int]) -> Mapping[int, Sequence[str]]:
        """See `StoryIndex`."""
        out: dict[int, list[str]] = defaultdict(list)
        for row in _SHARING(self.connection, keys):
            out[row.key].append(row.article)
        for key in keys:
            if key in self._signed:
                out[key] += self._signed[key]
        return out

    def texts(self, articles: Sequence[str]) -> Mapping[str, tuple[str, str | None]]:
        """See `StoryIndex`."""
        missing = [one for one in articles if one not in self._texts]
        for row in _TEXT(self.connection, missing):
            article = packing.unpack_article(row.record)
            self._texts[row.article] = article["text"], article["title"]
        return {one: self._texts[one] for one in articles}

    def stories(self, asked: Collection[str]) -> Mapping[str, str]:
        """See `StoryIndex`."""
        missing = [one for one in asked if one not in self._story]
        for row in _STORY(self.connection, missing):
            self._story[row.id] = self._now(row.story)
        return {one: self._story[one] for one in asked if one in self._story}

    def founded(self, asked: Collection[str]) -> Mapping[str, str]:
        """See `StoryIndex`."""
        if not asked:
            return {}
        older = {gone for story in asked for gone in self.before(story)}
        out: dict[str, str] = {}
        for row in _FOUNDED(self.connection, older):
            self._earlier(out, self._now(row.story), row.first)
        for article, story in self._placed.items():
            if story in asked:
                self._earlier(out, story, self._published[article])
        return out

    def placed_in(self, story: str) -> list[str]:
        """Return the articles that were placed in a story since the last flush."""
        return [article for article, now in self._placed.items() if now == story]

    def before(self, story: str) -> set[str]:
        """Return the ids by which the rows of the articles in a story name it still."""
        return {story, *(gone for gone in self._moved if self._now(gone) == story)}

    def put_story(self, article: str, story: str, keys: Collection[int]) -> None:
        """See `StoryIndex`."""
        self._story[article] = self._placed[article] = story
        self._touched.add(story)
        for key in keys:
            self._signed[key].append(article)

    def merge_stories(self, into: str, gone: Collection[str]) -> None:
        """See `StoryIndex`."""
        self._moved |= dict.fromkeys(gone, into)
        for known in (self._story, self._placed):
            for article, story in known.items():
                if story in gone:
                    known[article] = into
        self._touched |= {into, *gone}

    def flush(self, connection: Connection) -> None:
        """Write what was put; what is remembered beyond that is kept small."""
        for gone in self._moved:
            connection.execute(update(articles).where(articles.c.story == gone).values(story=self._now(gone)))
        writing.set_each(connection, articles.c.id, articles.c.story, self._placed)
        rows = [{"key": key, "article": one} for key, signed in self._signed.items() for one in signed]
        writing.put_new(connection, bands, rows)
        self._count(connection)
        for pending in (self._moved, self._placed, self._signed, self._touched, self._published):
            pending.clear()
        while len(self._texts) > _TEXTS:
            self._texts.pop(next(iter(self._texts)))
        if len(self._story) > 50 * _TEXTS:
            self._story.clear()

    def _count(self, connection: Connection) -> None:
        """Write how many articles the touched stories have, and which is the first."""
        writing.remove(connection, kept.c.id, self._touched)
        found = _FOUNDED(connection, self._touched)
        rows = [{"id": row.story, "articles": row.size, "first": row.first.split(" ")[1]} for row in found]
        writing.put_new(connection, kept, rows)

    def _now(self, story: str) -> str:
        while story in self._moved:
            story = self._moved[story]
        return story

    def _earlier(self, out: dict[str, str], story: str, when: str) -> None:
        out[story] = min(out.get(story, when), when)
