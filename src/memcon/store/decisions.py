"""Keep what people decide by hand: records accepted, rejected or corrected, and who is who.

A decision about a record names it by its article's digest, its kind and the characters of its evidence, one about a
person or body by names. So both hold whatever is read or gathered again; `store.deciding` puts them into force.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sqlalchemy import exists, func, insert, select

from memcon.store import deciding
from memcon.store.asking import day_after
from memcon.store.gathering import gather
from memcon.store.packing import unpack_record
from memcon.store.rereading import forget_gathered
from memcon.store.tables import actors, articles, bodies, corrections, mentions, merges, tellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement, Connection

    from memcon.codebook import Book
    from memcon.store.asking import Filters
    from memcon.store.docket import Docket

Verdict: TypeAlias = Literal["accept", "reject", "correct"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """A record that nobody has looked at: its place, and what decisions name it by. evidence: JSON, as stored."""

    article: str
    record: str
    kind: str
    sha256: str
    evidence: str
    claim: str


def undecided(connection: Connection, asked: Filters, claim: str | None = None) -> list[Undecided]:
    """Return records without a decision, those of the latest articles first; of one claim only where it is named."""
    looked_at = exists().where(
        corrections.c.sha256 == articles.c.sha256,
        corrections.c.kind == tellings.c.kind,
        corrections.c.evidence == tellings.c.evidence,
    )
    columns = [tellings.c[name] for name in ("article", "record", "kind", "evidence", "claim")]
    query = (
        select(*columns, articles.c.sha256)
        .join(articles, articles.c.id == tellings.c.article)
        .where(tellings.c.claim.is_not(None), articles.c.latest, ~looked_at, *_conditions(asked, claim))
        .order_by(tellings.c.published.desc(), tellings.c.article, tellings.c.record)
    )
    query = query if asked.limit is None else query.limit(asked.limit).offset(asked.offset)
    return [Undecided(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001  SQLAlchemy's own door


def _conditions(asked: Filters, claim: str | None) -> list[ColumnElement[bool]]:
    out = [tellings.c.claim == claim] if claim else []
    out += [tellings.c.issue == asked.issue] if asked.issue else []
    out += [tellings.c.side == asked.side] if asked.side else []
    out += [tellings.c.published >= asked.since] if asked.since else []
    return out + ([tellings.c.published < day_after(asked.until)] if asked.until else [])


def decide(docket: Docket, one: Undecided, verdict: Verdict, fields: Mapping[str, Any], who: str) -> None:
    """Keep a decision about a record; `fields` is what a corrected one should say."""
    with docket.writing() as connection:
        row = {"sha256": one.sha256, "kind": one.kind, "evidence": one.evidence, "verdict": verdict}
        connection.execute(insert(corrections), row | {"fields": json.dumps(dict(fields)), "who": who, "at": _now()})


def enforce(docket: Docket, book: Book | None, most: int) -> bool:
    """Gather everything afresh, with what was decided; with more articles than `most` do nothing, and return False.

    A run that is broken off leaves articles that wait to be gathered; the next one that gathers does so.
    """
    with docket.reading() as connection:
        if connection.execute(select(func.count()).select_from(articles)).scalar_one() > most:
            return False
    with docket.writing() as connection:
        forget_gathered(connection)
    gather(docket, book)
    return True


def merge(docket: Docket, one: str, other: str, who: str) -> None:
    """Decide that one name means whoever bears the other."""
    _keep_names(docket, "merge", [[one, other]], who)


def merged(connection: Connection) -> list[tuple[str, str]]:
    """Return the merges in force, the oldest first: a name, and the name whose bearer it means."""
    return deciding.merged(connection)


def unmerge(docket: Docket, one: str, other: str, who: str) -> None:
    """Take back that one name means whoever bears the other."""
    _keep_names(docket, "unmerge", [[one, other]], who)


def split(docket: Docket, actor: str, name: str, who: str) -> int:
    """Decide that, wherever a name was taken for an actor, it is somebody else; return in how many articles."""
    with docket.reading() as connection:
        called = connection.execute(select(actors.c.name).where(actors.c.id == actor)).scalar_one()
        found = [(sha256, said) for sha256, said in taken_for(connection, actor) if said.casefold() == name.casefold()]
    _keep_names(docket, "split", [[sha256, said, called] for sha256, said in found], who)
    return len(found)


def taken_for(connection: Connection, actor: str) -> Iterator[tuple[str, str]]:
    """Yield the digest of every article that names an actor, with the name that it has for them."""
    query = (
        select(articles.c.sha256, bodies.c.record, mentions.c.entity)
        .join(articles, articles.c.id == mentions.c.article)
        .join(bodies, bodies.c.article == mentions.c.article)
        .where(mentions.c.actor == actor)
    )
    for row in connection.execute(query):
        names = {entity.id: entity.name for entity in unpack_record(row.record).entities}
        yield row.sha256, names[row.entity]


def _keep_names(docket: Docket, verdict: str, decided: list[list[str]], who: str) -> None:
    rows = [{"verdict": verdict, "names": json.dumps(names), "who": who, "at": _now()} for names in decided]
    if rows:
        with docket.writing() as connection:
            connection.execute(insert(merges), rows)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exported(connection: Connection) -> Iterator[dict[str, Any]]:
    """Yield, for each article of which a record was decided about, its record as it should be, and the decisions.

    What was rejected is left out of the record, what was corrected says what it should; only what `decisions` names
    has been looked at.
    """
    force = deciding.decided(connection)
    for sha256 in connection.execute(select(corrections.c.sha256).distinct().order_by(corrections.c.sha256)).scalars():
        query = select(bodies.c.record).join(articles, articles.c.id == bodies.c.article)
        packed = connection.execute(query.where(articles.c.sha256 == sha256).limit(1)).scalar()
        if packed is not None:
            record = unpack_record(packed)
            decisions = list(_decisions(connection, sha256, record.article.text))
            yield {"record": json.loads(force.corrected(record).to_json()), "decisions": decisions}


def _decisions(connection: Connection, sha256: str, text: str) -> Iterator[dict[str, Any]]:
    for row in connection.execute(select(corrections).where(corrections.c.sha256 == sha256).order_by(corrections.c.id)):
        evidence = json.loads(row.evidence)
        words = [text[start:end] for start, end in evidence]
        told = {"verdict": row.verdict, "fields": json.loads(row.fields), "who": row.who, "at": row.at}
        yield {"kind": row.kind, "evidence": evidence, "words": words, **told}


def counted(connection: Connection) -> dict[str, int]:
    """Count the decisions about records by verdict."""
    query = select(corrections.c.verdict, func.count()).group_by(corrections.c.verdict)
    return {row[0]: row[1] for row in connection.execute(query)}
