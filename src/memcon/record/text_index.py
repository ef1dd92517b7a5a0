"""What stories and reports ask of the docket, answered in memory: for tests and for figures on small sets of texts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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

    def _when(self, article: str) -> str:
        return f"{self._entries[article].published} {article}"
