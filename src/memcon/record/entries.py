"""From the record of one article to what the docket takes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

from memcon.record.model import Entry, new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.coding.record import Record
    from memcon.record.model import Vector

_TRACKS = re.compile(r"utm_.*|fbclid|gclid|mc_[ce]id|cmpid|ocid|smid|icid|ref|partner|rss", re.IGNORECASE)


def entry_of(record: Record, meanings: Mapping[str, Vector], page: str | None = None, now: str | None = None) -> Entry:
    """Make the entry of a record.

    now: the time of adding, which is also when an article came out that does not say.
    """
    article, added = record.article, now or moment(datetime.now(UTC).isoformat(timespec="seconds"))
    return Entry(
        id=new_id("n", article.sha256, address(article) or article.outlet or ""),
        record=record,
        published=moment(article.published) if article.published else added,
        added=added,
        url=article.url,
        meanings=meanings,
        page=page,
    )


def moment(iso: str) -> str:
    """Write an ISO date, or date and time, as the docket's times are: UTC, to the second, `Z`; a day is its midnight.

    A time without a zone is taken as UTC. What is no date stays as it is.
    """
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    utc = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%SZ")


class Placed(Protocol):
    """An article, as it is before it is read and after."""

    @property
    def id(self) -> str:
        """The id that it came with, else its digest."""

    @property
    def sha256(self) -> str:
        """The digest of its text."""

    @property
    def url(self) -> str | None:
        """Where it was published."""

    @property
    def outlet(self) -> str | None:
        """Who publishes it."""


def address(article: Placed) -> str | None:
    """Return that by which versions of one article know each other: its url, tidied, else the id that it came with.

    None for an article that has neither. The scheme, `www.`, the fragment and what only counts readers are left out.
    """
    if article.url:
        return _tidied(article.url)
    return f"id:{article.id}" if article.id != article.sha256 else None


def _tidied(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.")
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _TRACKS.fullmatch(pair[0])))
    path = parts.path.rstrip("/")
    return f"{host}{f':{port}' if port not in (None, 80, 443) else ''}{path}{f'?{query}' if query else ''}"
