"""Articles from the web: a page as it is, and of a feed the pages of what it lists, taken once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from memcon.errors import Problem
from memcon.feeds import syndication, web
from memcon.feeds.manners import LeftAlone, Manners
from memcon.feeds.memory import FeedState, Memory, Subscription

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.feeds.page import Page
    from memcon.feeds.syndication import Entry
    from memcon.feeds.web import Answer
    from memcon.settings import Settings


_UNCHANGED = 304


class Poll:
    """One round over addresses: each article is taken once, and no host is asked more than it likes.

    What is taken is noted in the memory as it is handed on; the memory is saved by whoever stores it.
    """

    def __init__(self, settings: Settings, memory: Memory | None = None) -> None:
        self._settings = settings
        self._memory = memory or Memory()
        self._manners = Manners(settings, self._memory)
        self._seen: set[str] = set()

    def pages(self, given: str | Subscription) -> Iterator[Page | Problem]:
        """Yield the page at an address, or those of the feed that is there."""
        address, outlet = given if isinstance(given, Subscription) else (given, None)
        is_listed = isinstance(given, Subscription) or address in self._memory.feeds
        state = self._memory.feeds.get(address, FeedState())
        try:
            before = self._manners.before if is_listed else None
            answer = web.get(address, self._settings, state.conditional(), before)
            if not is_listed and answer.kind() == "feed":
                self._manners.before(answer.url)  # only now it is known to be one
        except web.NotFetched as error:
            known = self._manners.refused(address, error, is_feed=True) if is_listed else error
            yield Problem(address, known.what, known.fix)
            return
        if answer.status == _UNCHANGED:
            self._manners.answered(address)
        elif is_listed or answer.kind() == "feed":
            self._manners.answered(address)
            yield from self._articles(address, answer, self._memory.feeds.setdefault(address, state), outlet)
        else:
            yield from web.pages_of(address, answer, self._settings)

    def _articles(self, where: str, answer: Answer, state: FeedState, outlet: str | None) -> Iterator[Page | Problem]:
        """Yield the articles of a feed that were not taken before, the oldest first."""
        listed = syndication.entries(answer.url, answer.body, answer.headers, outlet)
        if isinstance(listed, Problem):
            yield Problem(where, listed.what, listed.fix)
            return
        new = (entry for entry in listed if entry.key not in state.taken)
        left: dict[str, tuple[LeftAlone, int]] = {}
        for entry in new:
            try:
                yield from self._article(entry, state, outlet)
            except LeftAlone as error:
                first, count = left.get(error.host, (error, 0))
                left[error.host] = first, count + 1
        for first, count in left.values():
            yield Problem(where, f"{first.what}; {count} of its articles are left", first.fix)
        if left:
            return
        state.tries = {entry.key: state.tries[entry.key] for entry in listed if entry.key in state.tries}
        if not state.tries:  # with some to be tried again the feed is wanted whole
            state.etag, state.modified = answer.headers.get("etag"), answer.headers.get("last-modified")

    def _article(self, entry: Entry, state: FeedState, outlet: str | None) -> Iterator[Page | Problem]:
        """Yield the article of one entry: what the feed holds, else what stands at its address."""
        if entry.page is not None or entry.url in self._seen:
            state.take(entry.key)
            if entry.page is not None:
                yield entry.page
            return
        try:
            answer = web.get(entry.url, self._settings, None, self._manners.before)
        except web.NotFetched as error:
            known = self._manners.refused(entry.url, error, is_feed=False)
            if isinstance(known, LeftAlone):
                raise known from None
            state.miss(entry.key)
            yield Problem(entry.url, known.what, known.fix)
            return
        self._manners.answered(entry.url)
        self._seen.add(entry.url)
        state.take(entry.key)
        if answer.kind() == "feed":
            yield Problem(entry.url, "a feed lists it as an article, but it is a feed", "Add it by its own address")
            return
        stated = {"published": entry.published, "outlet": outlet}
        for page in web.pages_of(entry.url, answer, self._settings):
            given = {key: value for key, value in stated.items() if value}
            yield page if isinstance(page, Problem) else replace(page, given=page.given | given)
