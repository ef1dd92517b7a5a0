"""The main job on one page: feeds → article → reading → coding → `Record`. Rooms load when there is work for them.

`read_pages` gives records; `read_entries` gives what the docket takes, and leaves out what the docket has.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from memcon import __version__
from memcon.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from memcon.article import Article
    from memcon.coding import Coding
    from memcon.coding.record import MadeBy, Record
    from memcon.feeds import Page
    from memcon.reading import Reading, Scored
    from memcon.record import Entry
    from memcon.settings import Settings

T = TypeVar("T")
Seconds = dict[str, float]
BATCH_ARTICLES, BATCH_CHARACTERS = 16, 200_000  # enough for the encoder to sort by length, little to hold


class Known(Protocol):
    """What the docket has already; asked before the work that it spares."""

    def page(self, page: Page, digest: str) -> bool:
        """Say whether this very input, byte for byte, has been added before."""

    def article(self, article: Article, digest: str) -> bool:
        """Say whether the article has been added before, by another input."""


class Frozen(NamedTuple):
    """A page once frozen: its article, or None and why; and the digest of the page, where a docket asks."""

    article: Article | None
    problems: list[Problem]
    page: str | None = None


def read_pages(pages: Iterable[Page | Problem], settings: Settings, took: Seconds) -> Iterator[Record | Problem]:
    """Read pages a batch at a time and keep their order; one that cannot be read is a `Problem`.

    took: to each room's entry are added the seconds in which the run works in the room or, for the encoder, waits for
    it; `load` is loading the encoder. Memory is bounded by two batches, whatever the number of pages.
    """
    for item in _under_dossier(_closely(_batches(pages, settings, took, None), settings, took), settings):
        yield item if isinstance(item, Problem) else item.record


def read_entries(
    pages: Iterable[Page | Problem], settings: Settings, took: Seconds, known: Known
) -> Iterator[Entry | Problem]:
    """Read as `read_pages` does, into what the docket takes; what is `known` is left out without being read."""
    for item in _under_dossier(_closely(_batches(pages, settings, took, known), settings, took), settings):
        yield item if isinstance(item, Problem) else _entry(item, took)


def read_again(records: Iterable[Record], settings: Settings, took: Seconds) -> Iterator[Entry]:
    """Read the articles of stored records anew, with the model and codebook of today; in their order, none left out."""
    for item in _under_dossier(_closely(_stored(records), settings, took), settings):
        if isinstance(item, Problem):
            raise TypeError(f"an article that was read before cannot be read again: {item}")
        yield _entry(item, took)


def made_by(settings: Settings) -> MadeBy:
    """Return what makes records today: memcon, the model, and the codebook with the run's dossier."""
    from memcon import codebook

    with codebook.in_force(codebook.opened(settings.dossier)):
        return _made_by(settings)


def _made_by(settings: Settings) -> MadeBy:
    from memcon import codebook, encoder
    from memcon.coding.record import MadeBy

    digest = encoder.load(settings.threads).digest
    return MadeBy(memcon=__version__, model=f"encoder-{digest}", codebook=codebook.load().name)


def _entry(item: Close, took: Seconds) -> Entry:
    """Make of an article what the docket takes."""
    from memcon.coding.meanings import meanings
    from memcon.record.entries import entry_of

    meant = _timed(took, "coding", meanings, item.reading, item.coding)
    return entry_of(item.record, meant, item.page)


def _under_dossier(steps: Iterator[T], settings: Settings) -> Iterator[T]:
    """Take every step with the run's dossier in force; raises `BadCodebook` where it is at fault."""
    from memcon import codebook

    return codebook.during(codebook.opened(settings.dossier), steps)


@dataclass(frozen=True, slots=True)
class Close:
    """One article with what lies behind its record."""

    record: Record
    reading: Reading
    coding: Coding
    page: str | None = None


def read_closely(page: Page, settings: Settings) -> Close | Problem:
    """Read one page and keep what was read and coded, for whoever asks why the record says what it says."""
    return next(_under_dossier(_closely(_batches([page], settings, {}, None), settings, {}), settings))


def _closely(batches: Iterable[list[Frozen]], settings: Settings, took: Seconds) -> Iterator[Close | Problem]:
    """Read batches in order: the encoder is at the next one while this one is read and coded."""
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as ahead:
        waiting: deque[tuple[list[Frozen], Future[list[Scored]] | None]] = deque()
        for batch in batches:
            waiting.append((batch, _begin(batch, ahead, settings, took)))
            if len(waiting) > 1:
                yield from _read(*waiting.popleft(), settings, took)
        while waiting:
            yield from _read(*waiting.popleft(), settings, took)


def _stored(records: Iterable[Record]) -> Iterator[list[Frozen]]:
    """Make batches of the articles of records."""
    from memcon.article import frozen_again

    waiting = iter(records)
    while some := list(islice(waiting, BATCH_ARTICLES)):
        yield [Frozen(frozen_again(record.article), list(record.problems)) for record in some]


def _batches(
    pages: Iterable[Page | Problem], settings: Settings, took: Seconds, known: Known | None
) -> Iterator[list[Frozen]]:
    """Freeze pages into articles and group them."""
    batch: list[Frozen] = []
    waiting = iter(pages)
    while page := _timed(took, "feeds", next, waiting, None):
        frozen = Frozen(None, [page]) if isinstance(page, Problem) else _frozen(page, settings, took, known)
        if frozen:
            batch.append(frozen)
        size = sum(len(one.article.text) for one in batch if one.article)
        if len(batch) >= BATCH_ARTICLES or size >= BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


def _frozen(page: Page, settings: Settings, took: Seconds, known: Known | None) -> Frozen | None:
    """Freeze a page; None when the docket has it, byte for byte or under another wrapping."""
    from memcon.article import freeze

    digest = page.digest(settings.overrides) if known else None
    if known and digest and _timed(took, "store", known.page, page, digest):
        return None
    article, problems = _timed(took, "article", freeze, page, settings.overrides)
    if known and digest and article and _timed(took, "store", known.article, article, digest):
        return None
    return Frozen(article, problems, digest)


def _begin(
    batch: list[Frozen], ahead: ThreadPoolExecutor, settings: Settings, took: Seconds
) -> Future[list[Scored]] | None:
    """Set the encoder to work on a batch; None when there is no article in it."""
    from memcon import coding, encoder, reading

    articles = [one.article for one in batch if one.article]
    if not articles:
        return None
    loaded = _timed(took, "load", encoder.load, settings.threads)
    _timed(took, "load", coding.themes_of, loaded)
    return ahead.submit(reading.score, articles, loaded)


def _read(
    batch: list[Frozen], scoring: Future[list[Scored]] | None, settings: Settings, took: Seconds
) -> Iterator[Close | Problem]:
    """Read the articles of a batch together and put each, or what was wrong, in its place."""
    from memcon import coding, encoder, reading
    from memcon.coding.record import Record

    if scoring:
        loaded = encoder.load(settings.threads)
        scored = _timed(took, "encoder", scoring.result)
        agenda = coding.themes_of(loaded)
        readings = iter(_timed(took, "reading", reading.read, scored, loaded.labels))
        stamp = _made_by(settings)
    for article, problems, page in batch:
        if article:
            found = next(readings)
            coded = _timed(took, "coding", coding.code, found, agenda)
            yield Close(Record.of(article, coded, stamp, problems), found, coded, page)
        else:
            yield from problems


def _timed(took: Seconds, room: str, work: Callable[..., T], *given: object) -> T:
    """Call `work` and add the time it takes to the room's."""
    start = perf_counter()
    try:
        return work(*given)
    finally:
        took[room] = took.get(room, 0.0) + perf_counter() - start
