"""What stands beside claims: their tellings, origins, relations, articles and the names of everybody in them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from memcon.store.queries import at_once
from memcon.store.tables import (
    actors,
    articles,
    bodies,
    claim_origins,
    origins,
    relations,
    reports,
    tellings,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection, Row, RowMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """Who somebody is: see `record.model.Actor`."""

    id: str
    kind: str
    name: str
    side: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginRow:
    """Where chains end: see `record.model.Origin`. first_seen, rank: of the claim that it was asked for."""

    id: str
    kind: str
    name: str
    actor: str | None
    outlet: str | None
    words: str | None
    first_seen: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRow:
    """One record of one article that tells a claim: see `record.model.Telling`; `where` is `place`."""

    article: str
    record: str
    claim: str
    kind: str
    published: str
    outlet: str | None
    side: str | None
    issue: str | None
    word: str
    words: str
    toward: str | None
    place: str | None
    start: str | None
    end: str | None
    factuality: str
    told_by: str | None
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    conditions: tuple[str, ...]
    evidence: tuple[tuple[int, int], ...]
    chain: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """The head of one version of an article: see `record.model.Entry`. version: 1, 2, …; latest: none is later."""

    id: str
    key: str | None
    url: str | None
    sha256: str
    version_of: str | None
    version: int
    latest: bool
    title: str | None
    outlet: str | None
    published: str
    added: str
    byline: str | None
    credit: str | None
    story: str | None
    report: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """A relation of claim `start` to claim `end`: see `record.model.Relation`."""

    kind: str
    start: str
    end: str
    seen: str
    by: str | None


LISTS = ("parties", "mediators", "conditions", "evidence", "chain", "origins")
TELLING = [tellings.c[name] for name in TellingRow.__dataclass_fields__]
ARTICLE = [articles.c[name] for name in ArticleRow.__dataclass_fields__]


def tellings_of(connection: Connection, claims: Collection[str], before: str | None = None) -> list[TellingRow]:
    """Return what tells these claims, in the order of publication."""
    rows: list[Row[Any]] = []
    for some in at_once(claims):
        query = select(*TELLING).where(tellings.c.claim.in_(some))
        rows += connection.execute(query.where(tellings.c.published < before) if before else query).all()
    return _tellings(rows)


def tellings_in(connection: Connection, ids: Collection[str]) -> list[TellingRow]:
    """Return what these articles tell, in the order of publication, then article and record; untold claims left out."""
    return _tellings(list(_rows_in(connection, ids)))


def _rows_in(connection: Connection, ids: Collection[str]) -> Iterator[Row[Any]]:
    for some in at_once(ids):
        query = select(*TELLING).where(tellings.c.article.in_(some), tellings.c.claim.is_not(None))
        yield from connection.execute(query)


def _tellings(rows: list[Row[Any]]) -> list[TellingRow]:
    made = [_telling(row._mapping) for row in rows]  # noqa: SLF001  SQLAlchemy's own door
    return sorted(made, key=lambda one: (one.published, one.article, one.record))


def _telling(row: RowMapping) -> TellingRow:
    lists = {name: _list(row[name]) for name in LISTS}
    return TellingRow(**{**row, **lists})


@lru_cache(maxsize=10_000)
def _list(written: str) -> tuple[Any, ...]:
    """Read a list of JSON; lists in it are spans."""
    return tuple(tuple(one) if isinstance(one, list) else one for one in json.loads(written))


def founding(connection: Connection, those: Collection[tuple[str, str]]) -> dict[tuple[str, str], TellingRow]:
    """Return tellings by article and record."""
    wanted = set(those)
    rows = _rows_in(connection, {article for article, _ in wanted})
    found = _tellings([row for row in rows if (row.article, row.record) in wanted])
    return {(one.article, one.record): one for one in found}


def origins_of(connection: Connection, claims: Collection[str], before: str | None) -> dict[str, list[OriginRow]]:
    """Return the origins that each claim comes down to, the first first."""
    out: dict[str, list[OriginRow]] = defaultdict(list)
    columns = [origins.c[name] for name in ("id", "kind", "name", "actor", "outlet", "words")]
    for some in at_once(claims):
        query = select(claim_origins.c.claim, claim_origins.c.first_seen, claim_origins.c.rank, *columns)
        query = query.join(origins, origins.c.id == claim_origins.c.origin).where(claim_origins.c.claim.in_(some))
        query = query.where(claim_origins.c.first_seen < before) if before else query
        for row in connection.execute(query.order_by(claim_origins.c.rank)):
            fields = dict(row._mapping)  # noqa: SLF001  the same
            out[fields.pop("claim")].append(OriginRow(**fields))
    return out


def origins_by_id(connection: Connection, ids: Collection[str]) -> dict[str, OriginRow]:
    """Return origins by id."""
    columns = [origins.c[name] for name in ("id", "kind", "name", "actor", "outlet", "words")]
    rows = [row for some in at_once(ids) for row in connection.execute(select(*columns).where(origins.c.id.in_(some)))]
    return {row.id: OriginRow(**row._mapping) for row in rows}  # noqa: SLF001  the same


def relations_of(connection: Connection, claims: Collection[str], before: str | None) -> list[RelationRow]:
    """Return the relations with an end among these claims, in the order in which they were seen."""
    out: set[RelationRow] = set()
    for some in at_once(claims):
        query = select(relations).where(or_(relations.c.start.in_(some), relations.c.end.in_(some)))
        query = query.where(relations.c.seen < before) if before else query
        out |= {RelationRow(**row._mapping) for row in connection.execute(query)}  # noqa: SLF001  the same
    return sorted(out, key=lambda one: (one.seen, one.kind, one.start, one.end))


def relations_seen(connection: Connection, kind: str, since: str, before: str) -> list[RelationRow]:
    """Return the relations of one kind that came to light between two moments, in order."""
    query = select(relations).where(relations.c.kind == kind, relations.c.seen >= since, relations.c.seen < before)
    rows = connection.execute(query.order_by(relations.c.seen, relations.c.start, relations.c.end))
    return [RelationRow(**row._mapping) for row in rows]  # noqa: SLF001  the same


def articles_by_id(connection: Connection, ids: Collection[str]) -> dict[str, ArticleRow]:
    """Return the heads of articles by id."""
    rows = [row for some in at_once(ids) for row in connection.execute(select(*ARTICLE).where(articles.c.id.in_(some)))]
    return {row.id: ArticleRow(**row._mapping) for row in rows}  # noqa: SLF001  the same


def texts(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the frozen texts of articles by id."""
    query = select(bodies.c.article, bodies.c.text)
    return {
        row.article: row.text
        for some in at_once(ids)
        for row in connection.execute(query.where(bodies.c.article.in_(some)))
    }


def actors_by_id(connection: Connection, ids: Collection[str]) -> dict[str, ActorRow]:
    """Return actors by id."""
    columns = [actors.c[name] for name in ActorRow.__dataclass_fields__]
    rows = [row for some in at_once(ids) for row in connection.execute(select(*columns).where(actors.c.id.in_(some)))]
    return {row.id: ActorRow(**row._mapping) for row in rows}  # noqa: SLF001  the same


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """Articles that rest on one original report: see `record.model.Report`; `articles` counts them."""

    id: str
    outlet: str | None
    original: str | None
    articles: int


def reports_by_id(connection: Connection, ids: Collection[str]) -> dict[str, ReportRow]:
    """Return reports by id."""
    rows = [row for some in at_once(ids) for row in connection.execute(select(reports).where(reports.c.id.in_(some)))]
    return {row.id: ReportRow(**row._mapping) for row in rows}  # noqa: SLF001  the same


def published_between(connection: Connection, since: str, before: str) -> tuple[int, int]:
    """Count the articles published between two moments, and their outlets."""
    query = select(func.count(), func.count(articles.c.outlet.distinct()))
    row = connection.execute(query.where(articles.c.published >= since, articles.c.published < before)).one()
    return row[0], row[1]


def newest(connection: Connection, before: str | None = None) -> str | None:
    """Return when the newest article came out, of those before a moment; null where there is none."""
    query = select(func.max(articles.c.published))
    found: str | None = connection.execute(query.where(articles.c.published < before) if before else query).scalar()
    return found


def last_day(connection: Connection) -> str | None:
    """Return the last day on which an article of the docket was published; null in an empty docket."""
    found = newest(connection)
    return found[:10] if found else None
