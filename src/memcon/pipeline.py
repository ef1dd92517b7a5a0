"""The main job on one page: feeds → article → reading → coding → `Record`. Rooms load when there is work for them."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from memcon import __version__
from memcon.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from typing import TypeAlias

    from memcon.article import Article
    from memcon.coding import Coding
    from memcon.coding.record import Record
    from memcon.feeds import Page
    from memcon.reading import Reading, Scored
    from memcon.settings import Settings

    Frozen: TypeAlias = tuple[Article | None, list[Problem]]
    Seconds: TypeAlias = dict[str, float]

T = TypeVar("T")
BATCH_ARTICLES, BATCH_CHARACTERS = 16, 200_000  # enough for the encoder to sort by length, little to hold


def read_pages(pages: Iterable[Page | Problem], settings: Settings, took: Seconds) -> Iterator[Record | Problem]:
    """Read pages a batch at a time and keep their order; one that cannot be read is a `Problem`.

    took: to each room's entry are added the seconds in which the run works in the room or, for the encoder, waits for
    it; `load` is loading the encoder. Memory is bounded by two batches, whatever the number of pages.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as ahead:
        waiting: deque[tuple[list[Frozen], Future[list[Scored]] | None]] = deque()
        for batch in _batches(pages, settings, took):
            waiting.append((batch, _begin(batch, ahead, settings, took)))
            if len(waiting) > 1:  # the encoder is at the next batch while this one is read and coded
                yield from _records(*waiting.popleft(), settings, took)
        while waiting:
            yield from _records(*waiting.popleft(), settings, took)


@dataclass(frozen=True, slots=True)
class Close:
    """One article with what lies behind its record."""

    record: Record
    reading: Reading
    coding: Coding


def read_closely(page: Page, settings: Settings) -> Close | Problem:
    """Read one page and keep what was read and coded, for whoever asks why the record says what it says."""
    from memcon import codebook, coding, encoder, reading
    from memcon.article import freeze
    from memcon.coding.record import MadeBy, Record

    article, problems = freeze(page, settings.overrides)
    if article is None:
        return problems[0]
    loaded = encoder.load(settings.threads)
    (found,) = reading.read(reading.score([article], loaded), loaded.labels)
    coded = coding.code(found, coding.themes_of(loaded))
    made_by = MadeBy(memcon=__version__, model=f"encoder-{loaded.digest}", codebook=codebook.load().name)
    return Close(Record.of(article, coded, made_by, problems), found, coded)


def _batches(pages: Iterable[Page | Problem], settings: Settings, took: Seconds) -> Iterator[list[Frozen]]:
    """Freeze pages into articles and group them."""
    from memcon.article import freeze

    batch: list[Frozen] = []
    waiting = iter(pages)
    while page := _timed(took, "feeds", next, waiting, None):
        if isinstance(page, Problem):
            batch.append((None, [page]))
        else:
            batch.append(_timed(took, "article", freeze, page, settings.overrides))
        size = sum(len(article.text) for article, _ in batch if article)
        if len(batch) >= BATCH_ARTICLES or size >= BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


def _begin(
    batch: list[Frozen], ahead: ThreadPoolExecutor, settings: Settings, took: Seconds
) -> Future[list[Scored]] | None:
    """Set the encoder to work on a batch; None when there is no article in it."""
    from memcon import coding, encoder, reading

    articles = [article for article, _ in batch if article]
    if not articles:
        return None
    loaded = _timed(took, "load", encoder.load, settings.threads)
    _timed(took, "load", coding.themes_of, loaded)
    return ahead.submit(reading.score, articles, loaded)


def _records(
    batch: list[Frozen], scoring: Future[list[Scored]] | None, settings: Settings, took: Seconds
) -> Iterator[Record | Problem]:
    """Read the articles of a batch together and put each record, or what was wrong, in its place."""
    from memcon import codebook, coding, encoder, reading
    from memcon.coding.record import MadeBy, Record

    if scoring:
        loaded = encoder.load(settings.threads)
        scored = _timed(took, "encoder", scoring.result)
        agenda = coding.themes_of(loaded)
        readings = iter(_timed(took, "reading", reading.read, scored, loaded.labels))
        made_by = MadeBy(memcon=__version__, model=f"encoder-{loaded.digest}", codebook=codebook.load().name)
    for article, problems in batch:
        if article:
            yield Record.of(article, _timed(took, "coding", coding.code, next(readings), agenda), made_by, problems)
        else:
            yield from problems


def _timed(took: Seconds, room: str, work: Callable[..., T], *given: object) -> T:
    """Call `work` and add the time it takes to the room's."""
    start = perf_counter()
    try:
        return work(*given)
    finally:
        took[room] = took.get(room, 0.0) + perf_counter() - start
