"""What an RSS or Atom feed lists: entries with their addresses and, where the feed has it, the article itself."""

from __future__ import annotations

import calendar
import hashlib
import html
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from memcon.errors import Problem
from memcon.feeds.page import Page, utf8

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_BYTES = 4_000_000
"""A feed that is larger is not parsed. News feeds have some hundred thousand; one made to keep us busy takes feedparser
10 seconds for every million."""

_MOST_ENTRIES = 500
_LEAST = {"content": 800, "summary": 1500}
"""Characters from which on the text of an entry is the article: a summary must be longer to be believed."""

_ENTITIES = re.compile(rb"<\x00?!\x00?E\x00?N\x00?T\x00?I\x00?T\x00?Y")
_TAG = re.compile(r"<[^>]*>")
_CUT_OFF = re.compile(
    r"(?:\[\s*(?:…|\.\.\.|&#8230;)\s*\]|…|\.\.\.|read (?:more|on|the full \w+)|continue reading|full story)\W*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+@[^\s)]+")
_FOOTER = re.compile(r"<p>\s*The post\s+<a\b.*?appeared first on.*?</p>", re.IGNORECASE | re.DOTALL)


class Entry(NamedTuple):
    """One entry: its address, and what the feed says of it. key: changes when the entry does. page: None to be fetched.

    published: ISO date and time in UTC.
    """

    key: str
    url: str
    published: str | None
    page: Page | None


def entries(where: str, body: bytes, headers: Mapping[str, str], outlet: str | None) -> list[Entry] | Problem:
    """Return the entries of a feed, the oldest first, or say why there are none to be had.

    where: its address, against which relative links are read. outlet: whose articles they are, if the user said so.
    Entries without an address and without an article are left out.
    """
    if len(body) > MOST_BYTES:
        return Problem(where, f"the feed is larger than {MOST_BYTES:,} bytes", "Give the addresses of its articles")
    if _ENTITIES.search(body):
        return Problem(
            where, "the feed declares entities, as attacks do and no news needs", "Ask its outlet for another"
        )
    found = _parsed(where, body, headers)
    raw = found.get("entries") or []
    listed = [one for item in raw[:_MOST_ENTRIES] if (one := _entry(item, outlet))]
    if not listed and (found.get("bozo") or not found.get("version")):
        return Problem(where, f"the feed is damaged{_reason(found)}", "Look at it in a browser, or ask its outlet")
    listed.reverse()  # the newest stands first, and of equals the order is kept
    return sorted(listed, key=lambda one: one.published or "")


def _parsed(where: str, body: bytes, headers: Mapping[str, str]) -> Any:  # noqa: ANN401  feedparser has no types
    import feedparser  # noqa: PLC0415  it costs a tenth of a second, and most runs have no feed

    given = {"content-location": where, "content-type": headers.get("content-type", "application/xml")}
    # A stream and never the bytes themselves: those feedparser would also try as the name of a file.
    return feedparser.parse(io.BytesIO(body), response_headers=given)


def _reason(found: Any) -> str:  # noqa: ANN401  the same
    error = found.get("bozo_exception")
    where = getattr(error, "getLineNumber", None)
    return f": {error.getMessage()}, line {where()}" if error is not None and where is not None else ""


def _entry(found: Any, outlet: str | None) -> Entry | None:  # noqa: ANN401  the same
    raw = dict(found)  # without what feedparser puts in for keys that are not there
    url = str(raw.get("link") or "").strip()
    title = _plain(str(raw.get("title") or ""))
    published = _moment(raw.get("published_parsed")) or _moment(raw.get("updated_parsed"))
    given = {"title": title, "url": url, "published": published, "byline": _byline(raw)}
    given |= {"outlet": outlet}
    text = next(_articles(raw), None)
    if not url and text is None:
        return None
    stated = {key: value for key, value in given.items() if value}
    page = Page(url or f"feed entry {title}", "html", _document(title, text), stated) if text else None
    said = [url, title, str(raw.get("id")), str(raw.get("updated")), str(raw.get("summary"))]
    key = hashlib.blake2b(utf8("\x1f".join(said)), digest_size=8).hexdigest()
    return Entry(key, url, published, page)


def _byline(raw: dict[str, Any]) -> str:
    """Return who wrote an entry; of `desk@example.org (Ana Ruiz)` and `Ana Ruiz (desk@example.org)` the name."""
    return _ADDRESS.sub("", _plain(str(raw.get("author") or ""))).strip(" ()")


def _articles(raw: Any) -> Iterator[str]:  # noqa: ANN401  the same
    """Yield the texts of an entry that are whole articles, as HTML that feedparser has cleared of scripts."""
    values = [(str(one.get("value") or ""), _LEAST["content"]) for one in raw.get("content") or ()]
    values.append((str(raw.get("summary") or ""), _LEAST["summary"]))
    for value, least in values:
        text = _FOOTER.sub("", value)
        plain = _plain(text)
        if len(plain) >= least and not _CUT_OFF.search(plain[-60:]):
            yield text


def _plain(markup: str) -> str:
    """Return the words of a piece of HTML on one line."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _document(title: str, body: str) -> bytes:
    shown = html.escape(title)
    return utf8(
        f"<html><head><title>{shown}</title></head><body><article><h1>{shown}</h1>{body}</article></body></html>"
    )


def _moment(parsed: Any) -> str | None:  # noqa: ANN401  a time.struct_time in UTC, or None
    if not parsed:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return None
