"""Let what was added meet what is there: the steps of `record.gather` over the tables, some articles at a time.

Each lot is worked out from a reading connection and then written in one short transaction, which also marks its
articles as gathered: a run that is killed leaves a docket that holds together, and the next one gathers the rest.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from memcon.codebook import in_force, opened
from memcon.record import gather as steps
from memcon.record.model import Entry
from memcon.record.seeds import seeds_of
from memcon.record.who import plant
from memcon.store import deciding, packing
from memcon.store.as_actors import SqlActors
from memcon.store.as_claims import SqlClaims
from memcon.store.as_reports import SqlReports
from memcon.store.as_stories import SqlStories
from memcon.store.locking import only_one
from memcon.store.tables import articles, bodies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from memcon.codebook import Book
    from memcon.record.who import Seed
    from memcon.store.docket import Docket

LOT = 100
"""Articles that are written in one transaction."""
_READ = (
    *(articles.c[name] for name in ("id", "published", "added", "url", "version_of", "sha256")),
    *(bodies.c[name] for name in ("record", "meanings")),
)


class SqlIndex:
    """The whole docket as `record.gather.Index` has it."""

    def __init__(self) -> None:
        self.stories = SqlStories()
        self.reports = SqlReports(self.stories)
        self.actors = SqlActors()
        self.claims = SqlClaims()

    @contextmanager
    def reading(self, docket: Docket) -> Iterator[Connection]:
        """Let the parts read over one connection for a while."""
        with docket.reading() as connection:
            for part in (self.stories, self.reports, self.actors, self.claims):
                part.connection = connection
            yield connection

    def flush(self, connection: Connection) -> None:
        """Write what the steps have put."""
        for part in (self.stories, self.reports, self.actors, self.claims):
            part.flush(connection)


def gather(docket: Docket, book: Book | None = None, tell: Callable[[int], None] = lambda _: None) -> int:
    """Gather all articles that were added and not gathered, in the order of publication; return how many there were.

    book: of the dossier, whose parties and people are known before any article names them. tell: called after each lot
    with the number of articles that are done. One process gathers at a time; another that wants to waits, and finds
    nothing left to do. Time grows with what is new, not with what is there.
    """
    done = 0
    if not waiting(docket):
        return done
    with only_one(docket), in_force(book or opened(None)), _collected_between_lots():
        index = SqlIndex()
        seeds = seeds_of(book.dossier) if book and book.dossier else []
        while lot := _lot(docket, index, seeds):
            done += lot
            seeds = []
            tell(done)
            gc.collect(1)
    return done


@contextmanager
def _collected_between_lots() -> Iterator[None]:
    """Keep Python from looking for garbage within a lot, on which a tenth of the time went: much is in memory."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def waiting(docket: Docket) -> int:
    """Return how many articles are not gathered yet."""
    with docket.reading() as connection:
        query = select(func.count()).select_from(articles).where(articles.c.gathered.is_(False))
        return int(connection.execute(query).scalar_one())


def _lot(docket: Docket, index: SqlIndex, seeds: Sequence[Seed]) -> int:
    """Gather the next articles and return how many they are."""
    with index.reading(docket) as connection:
        decided = deciding.decided(connection)
        entries = _next(connection, decided)
        index.stories.expect(entries)
        index.claims.expect(entry.id for entry in entries)
        plant(seeds, index.actors)
        steps.gather(entries, index, decided.merges)
    if entries:
        with docket.writing() as connection:
            index.flush(connection)
            ids = [entry.id for entry in entries]
            connection.execute(update(articles).where(articles.c.id.in_(ids)).values(gathered=True))
    return len(entries)


def _next(connection: Connection, decided: deciding.Decided) -> Sequence[Entry]:
    """Return the next entries to be gathered, with what people have corrected in them."""
    query = (
        select(*_READ)
        .join(bodies, bodies.c.article == articles.c.id)
        .where(articles.c.gathered.is_(False))
        .order_by(articles.c.published, articles.c.number)
        .limit(LOT)
    )
    return [
        Entry(
            id=row.id,
            record=decided.corrected(packing.unpack_record(row.record)),
            published=row.published,
            added=row.added,
            url=row.url,
            version_of=row.version_of,
            meanings=packing.unpack_meanings(row.meanings),
        )
        for row in connection.execute(query)
    ]
