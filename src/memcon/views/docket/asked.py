"""What a user asks for by name, turned into the docket's ids, and said back in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from memcon.errors import MemconError
from memcon.store import finding
from memcon.store.asking import DEFAULT_LIMIT, Filters
from memcon.store.beside import origins_by_id
from memcon.views.dates import day_words
from memcon.views.docket.naming import Cast, origin_words
from memcon.views.records import spoken

if TYPE_CHECKING:
    from memcon.store.asking import Snapshot


class Options(TypedDict, total=False):
    """The same as keywords: each may be left out."""

    issue: str | None
    side: str | None
    person: str | None
    since: str | None
    until: str | None
    as_of: str | None
    origin: str | None
    min_origins: int
    limit: int | None
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for, as people write it: names of issue, side, person and origin, ISO days, numbers."""

    issue: str | None = None
    side: str | None = None
    person: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    origin: str | None = None
    min_origins: int = 0
    limit: int | None = DEFAULT_LIMIT
    offset: int = 0

    def filters(self, connection: Snapshot) -> Filters:
        """Find what the names name. Raises `UnknownName` with near ones, or `MemconError` for what is no day."""
        return Filters(
            issue=finding.issue(connection, self.issue) if self.issue else None,
            side=finding.side(connection, self.side) if self.side else None,
            person=finding.person(connection, self.person) if self.person else None,
            since=day(self.since),
            until=day(self.until),
            as_of=day(self.as_of),
            origin=finding.origin(connection, self.origin) if self.origin else None,
            min_origins=self.min_origins,
            limit=self.limit,
            offset=self.offset,
        )


def day(given: str | None) -> str | None:
    """Return an ISO day as it should be written. Raises `MemconError` for anything else."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError as error:
        raise MemconError(f"{given!r} is no day. Write it as YYYY-MM-DD.") from error


def one_more(filters: Filters) -> Filters:
    """Ask for one row more than is shown, to know whether there are more."""
    return filters if filters.limit is None else replace(filters, limit=filters.limit + 1)


def in_words(connection: Snapshot, filters: Filters) -> tuple[str, ...]:
    """Say what is asked for, with the names that the docket has for it."""
    cast = Cast(connection, [filters.side, filters.person])
    told = [
        ("issue", spoken(filters.issue) if filters.issue else None),
        ("side", cast.name(filters.side)),
        ("person", cast.name(filters.person)),
        ("since", day_words(filters.since) if filters.since else None),
        ("until", day_words(filters.until) if filters.until else None),
        ("as of", day_words(filters.as_of) if filters.as_of else None),
        ("on the word of", _origin(connection, filters.origin)),
        ("independent origins at least", str(filters.min_origins) if filters.min_origins > 1 else None),
    ]
    return tuple(f"{label} {words}" for label, words in told if words)


def _origin(connection: Snapshot, one: str | None) -> str | None:
    return origin_words(origins_by_id(connection, [one])[one]) if one else None
