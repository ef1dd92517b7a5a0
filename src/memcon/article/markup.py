"""HTML: main text and metadata, by trafilatura; JSON-LD where it finds nothing."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

from memcon.article import dates
from memcon.errors import Problem

_SCRIPT = re.compile(r"<script\b[^>]{0,300}application/ld\+json[^>]{0,300}>", re.IGNORECASE)
_DEEPEST = 250
"""Elements inside each other; libxml2 stops near 256."""

_META = re.compile(r"<meta\b[^>]{0,600}>", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"""\b(?:property|name|itemprop)\s*=\s*["']?(?:(?:article|og|rnews):(?:article:)?published(?:_time)?|datepublished
    |(?:publish|publication|pub)[-_]?date|parsely-pub-date|sailthru\.date|dc(?:terms)?\.(?:date(?:\.issued)?|created)
    |date|article\.published|cxenseparse:recs:publishtime|og:pubdate|published_at|publish_time)["'\s]""",
    re.VERBOSE | re.IGNORECASE,
)
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_TAG = re.compile(
    r"<(/?)(div|span|p|b|i|a|ul|ol|li|table|tr|td|section|article|font|em|strong|blockquote)\b", re.IGNORECASE
)
_NO_TEXT = Problem("", "no article text is found in the page", "Save the article's text and give that")


def read(where: str, html: str, url: str | None) -> tuple[str, dict[str, str]] | Problem:
    """Return the main text of a page, paragraphs apart by a line end, and its metadata (keys as in `Page.given`).

    The text starts with the title where the page has one. A page that trafilatura cannot read is a problem.
    """
    linked = _linked(html)
    if _too_deep(html):
        return Problem(where, "the page nests its elements too deeply", _NO_TEXT.fix)
    try:
        text, found = _extracted(html, url)
    except Exception as error:  # noqa: BLE001  a hostile page must not end a run of a thousand others
        return Problem(where, f"the page cannot be read: {type(error).__name__}", _NO_TEXT.fix)
    given = linked | found
    if published := _published(html) or linked.get("published"):  # with the time of day, which trafilatura drops
        given["published"] = published
    text = text if len(text) >= 200 else max(text, linked.pop("text", ""), key=len)
    given.pop("text", None)
    if not text.strip():
        return Problem(where, _NO_TEXT.what, _NO_TEXT.fix)
    return text, given


def _extracted(html: str, url: str | None) -> tuple[str, dict[str, str]]:
    """Run trafilatura. Dates are read from the page's own metadata, never from its running text."""
    import trafilatura  # noqa: PLC0415  takes 0.4 s to load

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    document: Any = trafilatura.bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None:
        return "", {}
    found = {
        "title": document.title,
        "outlet": document.sitename,
        "published": document.date,
        "byline": re.sub(r"\s*;\s*", ", ", document.author or ""),
        "url": document.url,
    }
    return document.text or "", {key: value.strip() for key, value in found.items() if value and value.strip()}


def _too_deep(html: str) -> bool:
    """Say whether a page nests far deeper than any article: such pages overflow the parsers' stacks."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        depth = max(0, depth + (-1 if match[1] else 1))
        deepest = max(deepest, depth)
    return deepest > _DEEPEST * 20  # unclosed <p> and <li> add up without nesting


def _linked(html: str) -> dict[str, str]:
    """Read the article of schema.org that a page carries as JSON-LD; empty when there is none."""
    for match in _SCRIPT.finditer(html):
        close = html.find("</script", match.end())
        if close < 0:
            break
        try:
            value = json.loads(html[match.end() : close].strip())
        except (ValueError, RecursionError):
            continue
        for item in _items(value):
            if "Article" in str(item.get("@type")) or "BlogPosting" in str(item.get("@type")):
                return _of_schema(item)
    return {}


def _published(html: str) -> str | None:
    """Read the date of publication from the page's meta elements; null when none of them has it."""
    metas = (tag for tag in _META.findall(html) if _PUBLISHED.search(tag))
    contents = (match[1] or match[2] or "" for tag in metas if (match := _CONTENT.search(tag)))
    return next((date for content in contents if (date := dates.iso(content))), None)


def _items(value: object) -> list[dict[str, Any]]:
    """Return the objects of a JSON-LD block: itself, those of an array, those of its graph."""
    if isinstance(value, list):
        return [item for member in value for item in _items(member)]
    if not isinstance(value, dict):
        return []
    return [value, *_items(value["@graph"])] if isinstance(value.get("@graph"), list) else [value]


def _of_schema(item: dict[str, Any]) -> dict[str, str]:
    found = {
        "title": item.get("headline"),
        "outlet": _names(item.get("publisher")),
        "published": dates.iso(str(item.get("datePublished") or "")),
        "byline": _names(item.get("author")),
        "text": item.get("articleBody"),
    }
    return {key: value.strip() for key, value in found.items() if isinstance(value, str) and value.strip()}


def _names(value: object) -> str:
    """Write the name or names of a person or organisation in schema.org."""
    if isinstance(value, list):
        return ", ".join(name for member in value if (name := _names(member)))
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
