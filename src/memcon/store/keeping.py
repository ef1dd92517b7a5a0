"""Keep what a run reads: in batches, each stored as soon as it is full, and the rest when the run breaks off."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from memcon.errors import Problem
from memcon.record.entries import address
from memcon.store import adding
from memcon.store.adding import Added

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.article import Article
    from memcon.feeds import Page
    from memcon.record.model import Entry
    from memcon.store.docket import Docket

BATCH_ENTRIES, BATCH_SECONDS = 16, 2.0  # a transaction costs a few milliseconds, a lost article a tenth of a second


class Stored:
    """What the docket has already, for `pipeline.read_entries`; and what this run has read and not yet stored.

    known: how many inputs turned out to be there.
    """

    def __init__(self, docket: Docket) -> None:
        self.known = 0
        self._docket = docket
        self._on_the_way: set[tuple[str, str | None]] = set()
        self._found: list[tuple[str, str]] = []

    def page(self, _: Page, digest: str) -> bool:
        """Say whether an input with this digest has been added before."""
        with self._docket.reading() as connection:
            return self._count(there=adding.of_page(connection, digest) is not None)

    def article(self, article: Article, digest: str) -> bool:
        """Say whether the article is there, or on its way; the digest is remembered with the next batch."""
        mine = article.sha256, address(article) or article.outlet
        if mine in self._on_the_way:
            return self._count(there=True)
        with self._docket.reading() as connection:
            found = adding.same(connection, article)
        if found:
            self._found.append((digest, found))
        else:
            self._on_the_way.add(mine)
        return self._count(there=found is not None)

    def take_found(self) -> list[tuple[str, str]]:
        """Return, once, the digests of inputs whose articles were there under another input, each with its article."""
        found, self._found = self._found, []
        return found

    def _count(self, *, there: bool) -> bool:
        self.known += there
        return there


def keep(docket: Docket, items: Iterable[Entry | Problem], stored: Stored) -> Iterator[Added | Problem]:
    """Store entries as they come and say what became of each batch; problems are handed on.

    What has been read is stored also when reading breaks off, by Ctrl-C or by a mistake of ours, before the exception
    goes on its way. Of a process that is killed all batches are there of which this function has told.
    """
    waiting: list[Entry] = []
    due = monotonic() + BATCH_SECONDS
    try:
        for item in items:
            if isinstance(item, Problem):
                yield item
                continue
            waiting.append(item)
            if len(waiting) >= BATCH_ENTRIES or monotonic() > due:
                yield _store(docket, waiting, stored)
                due = monotonic() + BATCH_SECONDS
    finally:
        last = _store(docket, waiting, stored)
    yield last


def _store(docket: Docket, waiting: list[Entry], stored: Stored) -> Added:
    """Store what waits; it waits no longer once it is stored."""
    found = stored.take_found()
    added = adding.add(docket, waiting, found) if waiting or found else Added()
    stored.known += len(added.known)
    waiting.clear()
    return added
