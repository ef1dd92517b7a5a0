"""JSON Lines and JSON: one page per row, under the names that people give to the fields."""

from __future__ import annotations

import io
import json
import math
import re
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

from memcon.errors import Problem
from memcon.feeds.page import Page, utf8

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.settings import Settings

_ALIASES = {
    "id": ("id", "_id", "uuid", "guid", "article_id", "doc_id"),
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "articlebody", "raw_text"),
    "title": ("title", "headline"),
    "published": (
        *("published", "published_at", "publish_date", "published_date", "pubdate", "pub_date", "date"),
        *("date_publish", "publishedat", "datepublished", "publication_date", "timestamp", "datetime", "created_at"),
    ),
    "outlet": ("outlet", "publisher", "source", "source_name", "sitename", "site", "source_domain", "domain"),
    "url": ("url", "link", "canonical_url", "source_url"),
    "byline": ("byline", "author", "authors"),
    "language": ("language", "lang"),
}
_MARKUP = ("html", "raw_html")
_LISTS = ("articles", "items", "results", "data", "docs", "documents", "rows")
_INSIDE = ("name", "title", "$oid", "$date")  # NewsAPI's source, MongoDB's ids and dates
_TAGGED = re.compile(r"<(?:p|div|br|article|html)\b[^>]*>", re.IGNORECASE)
_MILLISECONDS = 1e11
"""Numbers above are milliseconds since 1970: as seconds they lie after the year 5138."""


def lines(where: str, stream: IO[bytes], settings: Settings) -> Iterator[Page | Problem]:
    """Yield one page per JSON Lines row, as the stream is read; a bad row is a problem and the next one is read.

    where: names the stream; a row is `where:17`, counted from 1, blank lines included.
    """
    for number, line in enumerate(_raw_lines(stream, settings.max_bytes), 1):
        at = f"{where}:{number}"
        if line is None:
            yield Problem(at, f"the row is larger than {settings.max_bytes:,} bytes", "Split it, or raise max_bytes")
        elif line.strip():
            yield _row(at, line)


def of_bytes(where: str, body: bytes) -> Iterator[Page | Problem]:
    """Yield one page per JSON Lines row of a body in memory."""
    for number, line in enumerate(body.split(b"\n"), 1):
        if line.strip():
            yield _row(f"{where}:{number}", line)


def document(where: str, body: bytes) -> Iterator[Page | Problem]:
    """Yield the pages of one JSON document: an object, an array of them, or an object that holds such an array.

    The item of an array is `where#/3`, a JSON pointer (RFC 6901). A file that is called .json
    but holds JSON Lines is read as such.
    """
    try:
        value = json.loads(_decoded(body))
    except (ValueError, RecursionError) as error:
        if "Extra data" in str(error):
            yield from of_bytes(where, body)
        else:
            yield Problem(where, f"it is not JSON: {_said(error)}", "Check the file with a JSON tool")
        return
    held, at = value, f"{where}#"
    if isinstance(value, dict) and not _field(value, "text"):
        name = next((key for key in _LISTS if isinstance(value.get(key), list)), None)
        held, at = (value[name], f"{where}#/{name}") if name else (value, at)
    if isinstance(held, list):
        for number, item in enumerate(held):
            yield page_of(f"{at}/{number}", item)
    else:
        yield page_of(where, held)


def page_of(where: str, row: object) -> Page | Problem:
    """Make the page of one decoded JSON value, or say why it is none."""
    if not isinstance(row, dict):
        return Problem(where, "the row is not a JSON object", 'Write one object a row: {"text": "…"}')
    given = {key: value for key in _ALIASES if key != "text" and (value := _field(row, key))}
    text = _field(row, "text")
    markup = next((row[key] for key in _MARKUP if isinstance(row.get(key), str) and row[key].strip()), "")
    if not text.strip() and not markup:
        return Problem(where, "the row has no text", "Put the article in a field `text` (or body, content, article)")
    if not text.strip() or len(_TAGGED.findall(text[:5000])) > 1:
        return Page(where, "html", utf8(markup or text), given)
    return Page(where, "row", utf8(text), given)


def _row(where: str, line: bytes) -> Page | Problem:
    try:
        value = json.loads(_decoded(line))
    except (ValueError, RecursionError) as error:
        return Problem(where, f"the row is not JSON: {_said(error)}", "Mend the row or leave it out")
    return page_of(where, value)


def _said(error: Exception) -> str:
    return f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "it nests too deeply"


def _decoded(body: bytes) -> str:
    """Decode JSON: UTF-8 by its standard, Windows-1252 where a writer did not keep it."""
    encoding = json.detect_encoding(body)
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _field(row: dict[str, Any], key: str) -> str:
    """Return the first non-empty value of a field under any of its names, as a string; empty when there is none."""
    lower = {str(name).lower(): value for name, value in row.items()}
    return next((said for alias in _ALIASES[key] if (said := _string(lower.get(alias), key))), "")


def _string(value: object, key: str) -> str:
    """Write a JSON value as the string that it stands for."""
    if isinstance(value, str):
        return value if key == "text" else value.strip()
    if isinstance(value, list):
        glue = "\n\n" if key == "text" else ", "
        return glue.join(said for item in value if (said := _string(item, key)))
    if isinstance(value, dict):
        return next((said for name in _INSIDE if (said := _string(value.get(name), key))), "")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return ""
    if key == "published":
        return _moment(value)
    return str(value) if key == "id" else ""


def _moment(value: float) -> str:
    """Write a Unix time, in seconds or milliseconds, as an ISO date and time; eight digits are a date."""
    if isinstance(value, int) and 19_000_101 <= value <= 21_001_231:
        return str(value)
    seconds = value / 1000 if value > _MILLISECONDS else value
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        return ""


def _raw_lines(stream: IO[bytes], most: int) -> Iterator[bytes | None]:
    """Yield the lines of a stream, null for one over `most` bytes; UTF-16 with its mark comes out as UTF-8."""
    wide = stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff")  # type: ignore[attr-defined]
    source: Any = io.TextIOWrapper(stream, "utf-16", newline="\n") if wide else stream
    try:
        while line := source.readline(most + 1):
            if len(line) <= most:
                yield line.encode() if wide else line
                continue
            while line and not line.endswith("\n" if wide else b"\n"):
                line = source.readline(most + 1)
            yield None
    finally:
        if wide:
            source.detach()  # the stream is its opener's to close
