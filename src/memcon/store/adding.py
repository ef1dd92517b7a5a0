"""Keep entries: each article once, a changed text as a new version, a batch in one transaction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import func, or_, select, update

from memcon.record.entries import address
from memcon.store import packing, writing
from memcon.store.revisions import revisions
from memcon.store.tables import articles, bodies, inputs
from memcon.store.tables import revisions as revised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from memcon.coding.record import ArticleRecord, Record
    from memcon.record.entries import Placed
    from memcon.record.model import Entry
    from memcon.store.docket import Docket

_SAME = writing.Lookup(
    articles.c.sha256, select(articles.c.id, articles.c.address, articles.c.outlet, articles.c.sha256)
)
_VERSIONS = writing.Lookup(articles.c.address, select(articles, bodies.c.record).join(bodies))
_PAGE = writing.Lookup(inputs.c.digest, select(inputs.c.article))
_LIVE_DAYS = 3  # an article read within so many days of its date is followed, not taken from an archive
_ALIKE = 0.2  # share of the word triples of the shorter text that two versions under one id have in common


@dataclass(slots=True)
class Added:
    """What a batch came to, by ids: articles that are new, later versions, and what was there already."""

    new: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)

    def __iadd__(self, other: Added) -> Self:
        """Add what another batch came to."""
        self.new += other.new
        self.versions += other.versions
        self.known += other.known
        return self


def add(docket: Docket, entries: Sequence[Entry], pages: Iterable[tuple[str, str]] = ()) -> Added:
    """Store entries in one transaction; none is gathered yet.

    pages: digests of inputs that were found to hold an article that is there, with its id.
    """
    added = Added()
    with docket.writing() as connection:
        for digest, article in pages:
            _remember(connection, digest, article)
        numbers = count((connection.execute(select(func.max(articles.c.number))).scalar() or 0) + 1)
        for entry in entries:
            _add(connection, entry, numbers, added)
    return added


def same(connection: Connection, article: Placed) -> str | None:
    """Return the id of the article in the docket that is this one, word for word and from the same place.

    From the same place: the same address, or one of the two has none and the outlets do not differ.
    """
    at = address(article)
    agreeing = (
        row.id
        for row in _SAME(connection, [article.sha256])
        if (at and at == row.address)
        or (not (at and row.address) and (not article.outlet or row.outlet in (None, article.outlet)))
    )
    return next(agreeing, None)


def _add(connection: Connection, entry: Entry, numbers: Iterator[int], added: Added) -> None:
    """Store one entry, or find that it is there."""
    article = entry.record.article
    if known := same(connection, article):
        _remember(connection, entry.page, known)
        added.known.append(known)
        return
    at = address(article)
    versions = _versions(connection, at, entry.record) if at else []
    row = row_of(entry) | {"number": next(numbers), "address": None if at and versions is None else at}
    if versions:
        row |= _as_version(connection, entry, versions)
    writing.put_new(connection, articles, [row])
    writing.put_new(connection, bodies, [body_of(entry)])
    _remember(connection, entry.page, entry.id)
    if versions:
        _revise(connection, row, versions)
    (added.versions if versions else added.new).append(entry.id)


def _remember(connection: Connection, digest: str | None, article: str) -> None:
    if digest and of_page(connection, digest) is None:
        writing.put_new(connection, inputs, [{"digest": digest, "article": article}])


def row_of(entry: Entry) -> dict[str, object]:
    """Return the row of `articles` for an entry that is the first of its address, but for `number` and `address`."""
    record = entry.record
    article, made_by = record.article, record.made_by
    said = {name: getattr(article, name) for name in ("title", "outlet", "byline", "dateline", "credit")}
    return {
        **{name: value and packing.storable(value) for name, value in said.items()},
        "id": entry.id,
        "key": None if article.id == article.sha256 else packing.storable(article.id),
        "url": article.url and packing.storable(article.url),
        "sha256": article.sha256,
        "version_of": None,
        "version": 1,
        "latest": True,
        "published": entry.published,
        "dated": article.published,
        "added": entry.added,
        "memcon": made_by.memcon,
        "model": made_by.model,
        "codebook": made_by.codebook,
        "problems": len(record.problems),
        "gathered": False,
    }


def body_of(entry: Entry) -> dict[str, object]:
    """Return the row of `bodies` for an entry."""
    return {
        "article": entry.id,
        "text": packing.storable(entry.record.article.text),
        "record": packing.pack_record(entry.record),
        "meanings": packing.pack_meanings(entry.meanings),
    }


# -- versions


def _versions(connection: Connection, at: str, record: Record) -> Sequence[Any] | None:
    """Return the rows of the other versions under an address, the earliest first.

    None when the address is taken by another article: ids that count rows (`id: 1`) mean something in one file only.
    """
    found = sorted(_VERSIONS(connection, [at]), key=lambda row: (row.published, row.number))
    if found and at.startswith("id:") and not _alike(packing.unpack_record(found[-1].record).article, record.article):
        return None
    return found


def _alike(one: ArticleRecord, other: ArticleRecord) -> bool:
    """Say whether two texts under one id are versions of one article."""
    if one.title and one.title == other.title:
        return True
    mine, theirs = _triples(one.text), _triples(other.text)
    return len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))


def _triples(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def _as_version(connection: Connection, entry: Entry, versions: Sequence[Any]) -> dict[str, object]:
    """Return what is otherwise in the row of a later version, and tell the others that they are not the latest."""
    published = _came_out(entry, versions[-1])
    latest = published >= str(versions[-1].published)
    if latest:
        ids = [row.id for row in versions]
        connection.execute(update(articles).where(articles.c.id.in_(ids)).values(latest=False))
    first = versions[0].version_of or versions[0].id
    return {"version_of": first, "version": len(versions) + 1, "latest": latest, "published": published}


def _came_out(entry: Entry, before: Any) -> str:  # noqa: ANN401  a row of `articles`
    """Return when a version came out. A page keeps its first date: of one that is followed, it is when it was seen."""
    if entry.published > before.published or not entry.record.article.published:
        return entry.published
    age = datetime.fromisoformat(before.added) - datetime.fromisoformat(before.published)
    return entry.added if entry.published == before.published and 0 <= age.days < _LIVE_DAYS else entry.published


def _revise(connection: Connection, row: dict[str, object], versions: Sequence[Any]) -> None:
    """Write down how the new version differs from the one before it; one older than all, how the next differs."""
    before = [version for version in versions if version.published <= row["published"]]
    new = str(row["id"])
    earlier, later = (before[-1].id, new) if before else (new, versions[0].id)
    texts = {
        found.article: packing.unpack_record(found.record).article
        for found in connection.execute(
            select(bodies.c.article, bodies.c.record).where(bodies.c.article.in_([earlier, later]))
        )
    }
    differences = [
        {
            "article": later,
            "number": number,
            "earlier": earlier,
            "kind": one.kind,
            "old_start": one.before and one.before.start,
            "old_end": one.before and one.before.end,
            "new_start": one.after and one.after.start,
            "new_end": one.after and one.after.end,
            "old": packing.storable(one.old),
            "new": packing.storable(one.new),
        }
        for number, one in enumerate(revisions(texts[earlier], texts[later]), 1)
    ]
    if differences:
        writing.put_new(connection, revised, differences)


def of_page(connection: Connection, digest: str) -> str | None:
    """Return the id of the article that an input with this digest held; None when it was never added."""
    return next((row.article for row in _PAGE(connection, [digest])), None)


def counts(connection: Connection) -> tuple[int, int]:
    """Return how many articles the docket has, versions counted once, and how many are not gathered yet."""
    first = func.count().filter(or_(articles.c.version_of.is_(None)))
    waiting = func.count().filter(articles.c.gathered.is_(False))
    row = connection.execute(select(first, waiting).select_from(articles)).one()
    return int(row[0]), int(row[1])
