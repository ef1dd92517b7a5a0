"""What an input is: by the name it has, and by the bytes it begins with."""

from __future__ import annotations

import codecs
import json
import re
from typing import Literal

Told = Literal["text", "markdown", "html", "pdf", "json", "rows", "feed"]

_BY_EXTENSION: dict[str, Told] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".json": "json",
    ".jsonl": "rows",
    ".ndjson": "rows",
}
KNOWN = " ".join(_BY_EXTENSION) + ", each also with .gz"
"""The known extensions, for a message."""

_BY_MEDIA_TYPE: dict[str, Told] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "text/markdown": "markdown",
    "application/json": "json",
    "application/x-ndjson": "rows",
    "application/jsonl": "rows",
}
_FOREIGN = {
    b"PK\x03\x04": "a zip archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a gzip file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_COMMENT = rb"<!--(?:(?!-->).)*-->\s*"  # one way to match alone: `.*?` would try all ways to join two of them
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:%b)*<(?:!doctype\s+html|html|head|body)\b" % _COMMENT, re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(
    rb"\s*(?:<\?[^>]*>\s*|%b|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*<(?:rss|feed|rdf:RDF)[\s>]" % _COMMENT,
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x08\x1a"))
_LOOK = 4096
_MOST_CONTROLS = 0.02
"""Share of control characters above which bytes are not text; chosen, not measured."""


def by_name(name: str) -> Told | None:
    """Return what the extension of a file name says, `.gz` looked through; null when it is not known."""
    lower = name.lower().removesuffix(".gz")
    return next((kind for extension, kind in _BY_EXTENSION.items() if lower.endswith(extension)), None)


def by_media_type(header: str) -> Told | None:
    """Return what a Content-Type header says; null when it says no more than "some text"."""
    return _BY_MEDIA_TYPE.get(header.partition(";")[0].strip().lower())


def tell(name: str, head: bytes, declared: Told | None = None) -> Told:
    """Say how an input is to be read.

    head: its first bytes. What only one kind begins with (PDF, a feed, an HTML doctype) beats a wrong name.
    """
    start = head.removeprefix(codecs.BOM_UTF8)[:_LOOK]
    if start.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if _FEED.match(start):
        return "feed"
    known = declared or by_name(name)
    if known in (None, "text", "html") and _HTML.match(start):
        return "html"
    return known or _json(head.removeprefix(codecs.BOM_UTF8)) or "text"


def _json(head: bytes) -> Told | None:
    """Tell JSON Lines from one JSON document; null when it is neither."""
    start = head.lstrip()
    if not re.match(rb'\{\s*"|\[\s*[{\[]|\{\s*\}', start):
        return None
    line, _, rest = start.partition(b"\n")
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return "rows" if not rest and start.startswith(b"{") and len(head) >= _LOOK else "json"
    return "rows" if start.startswith(b"{") else "json"


def foreign(body: bytes) -> str | None:
    """Name what `body` is when it is no text at all; null when it may be text (or PDF)."""
    if body.lstrip()[:5] == b"%PDF-" or body.startswith(_WIDE_BOMS):
        return None
    for magic, name in _FOREIGN.items():
        if body.startswith(magic):
            return name
    look = body[:_LOOK]
    if _wide(look):
        return None
    controls = len(look) - len(look.translate(None, _CONTROLS))
    return "binary data" if controls > _MOST_CONTROLS * len(look) or b"\0" in look else None


def _wide(look: bytes) -> bool:
    """Say whether bytes look like UTF-16 without a mark: Latin text with every other byte zero."""
    even, odd = look[0::2].count(0), look[1::2].count(0)
    return max(even, odd) > len(look) * 0.35 and min(even, odd) < len(look) * 0.01
