"""The verb of the room: a page becomes an article, or a problem."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.article import dates, decode, markup, outlets, paper, years
from memcon.article.language import language
from memcon.article.layout import layout
from memcon.article.model import Article
from memcon.errors import Problem

if TYPE_CHECKING:
    from memcon.article.layout import Layout
    from memcon.feeds import Page
    from memcon.settings import Overrides
    from memcon.spans import Span

_STUB = 1_200
"""Characters under which a text that asks to subscribe is the teaser before a paywall."""

_PAYWALL = re.compile(
    r"""(?:subscribe|sign\ (?:in|up)|log\ ?in|register|create\ (?:a\ free|an)\ account|become\ a\ (?:member|subscriber))
    \b.{0,40}\b(?:to\ (?:continue|read|keep\ reading|unlock|view|access)|for\ (?:full|unlimited)\ access)\b
    |to\ (?:continue|keep)\ reading,?\ (?:this|subscribe|sign|log|register|please|you)
    |(?:this|the)\ (?:article|content|story)\ is\ (?:only\ )?(?:for|available\ to|reserved\ for)\b.{0,20}\bsubscribers
    |(?:subscribers?|members?)\ only\b|already\ a\ (?:subscriber|member)\?
    |you\ have\ (?:reached\ your|read\ your|used\ all).{0,40}\barticles?
    |start\ your\ (?:free\ )?(?:trial|subscription)""",
    re.VERBOSE | re.IGNORECASE,
)
_FRONT = re.compile(r"\ufeff?---\s*\n(.*?\n)(?:---|\.\.\.)\s*\n", re.DOTALL)
_FRONT_KEYS = {
    "title": "title",
    "date": "published",
    "published": "published",
    "author": "byline",
    "byline": "byline",
    "source": "outlet",
    "outlet": "outlet",
    "publisher": "outlet",
    "url": "url",
    "link": "url",
    "id": "id",
}
_GIVE = "Give the text of an article"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page's text before its edges are cut, and the metadata that came with it."""

    text: str
    given: dict[str, str]


def freeze(page: Page, overrides: Overrides) -> tuple[Article | None, list[Problem]]:
    """Find the report in `page` and freeze its text.

    return: the article and what is doubtful about it, or null and why there is none: not text, empty,
            the teaser before a paywall, not English.

    For plain text, Markdown and rows the frozen text is one unbroken piece of the decoded input. What
    `overrides` states beats what came with the page, and that beats what the text says. No year is guessed
    (`years`).
    """
    draft = _draft(page)
    if isinstance(draft, Problem):
        return None, [draft]
    title = overrides.title or draft.given.get("title")
    found = layout(draft.text, title and _unsigned(title), markdown=page.kind == "markdown")
    problem = _unfit(page.where, draft, found)
    if problem or found is None:
        return None, [problem] if problem else []
    article = _article(draft, found, overrides)
    day = found.lead.day if found.lead else None
    return article, [] if article.published else [years.undated(_around(draft.text, found), day)]


def _draft(page: Page) -> _Draft | Problem:
    """Decode a page by its kind."""
    given = {key: value for key, value in page.given.items() if value.strip()}
    if page.kind == "pdf":
        text = paper.read(page.where, page.body)
        return text if isinstance(text, Problem) else _Draft(text, given)
    text = decode.decode(page.body, given.get("charset"), html=page.kind == "html")
    if not text.strip():
        return Problem(page.where, "it is empty", _GIVE)
    if decode.damaged(text):
        return Problem(page.where, "it is not text, or in an unknown encoding", "Save it as UTF-8 text")
    if page.kind == "html":
        read = markup.read(page.where, text, given.get("url"))
        return read if isinstance(read, Problem) else _with_title(read[0], read[1] | given)
    front = _FRONT.match(text) if page.kind == "markdown" else None
    if front:  # blanked, not cut, so that offsets stay true until the edges are
        return _Draft(" " * front.end() + text[front.end() :], _front_matter(front[1]) | given)
    return _Draft(text, given)


def _with_title(text: str, given: dict[str, str]) -> _Draft:
    """Put the title before a text taken from HTML, unless it stands there: the text is new anyway."""
    title = _unsigned(given.get("title", ""))
    found = layout(text, title) if title else None
    return _Draft(text if not title or (found and found.headline) else f"{title}\n\n{text}", given)


def _front_matter(block: str) -> dict[str, str]:
    """Read the plain `key: value` lines of YAML front matter."""
    pairs = (line.partition(":") for line in block.splitlines() if ":" in line and line[:1].isalpha())
    known = {
        _FRONT_KEYS[key.strip().lower()]: value.strip(" \t'\"")
        for key, _, value in pairs
        if key.strip().lower() in _FRONT_KEYS
    }
    return {key: value for key, value in known.items() if value}


def _unfit(where: str, draft: _Draft, found: Layout | None) -> Problem | None:
    """Say why a text cannot be an article; null when it can."""
    if found is None or not found.body.of(draft.text).strip():
        return Problem(where, "nothing is left once menus and advertisements are cut off", _GIVE)
    if len(draft.text.strip()) < _STUB and _PAYWALL.search(draft.text):
        return Problem(where, "it is the teaser before a paywall", "Give the whole article")
    code = language(found.body.of(draft.text)) or language(draft.text)
    if code not in (None, "en"):
        return Problem(where, f"it is not in English (language {code})", "Give an article in English")
    return None


def _article(draft: _Draft, found: Layout, overrides: Overrides) -> Article:
    """Put the article together; spans count from the start of the frozen piece."""
    piece, given, back = found.piece, draft.given, -found.piece.start
    text = piece.of(draft.text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    credit = found.lead.credit if found.lead and found.lead.credit else _foreign_credit(draft.text, found, given)
    url = overrides.url or given.get("url")
    title = overrides.title or given.get("title")
    if not title and found.headline:
        title = " ".join(found.headline.of(draft.text).split())
    return Article(
        id=given.get("id") or digest,
        text=text,
        sha256=digest,
        title=title if overrides.title or not title else _unsigned(title),
        outlet=overrides.outlet or _outlet(draft.text, found, given, url),
        url=url,
        published=_published(found, given, overrides, url) or _deduced(draft.text, found, url),
        dateline=found.lead.dateline if found.lead else None,
        byline=overrides.byline or given.get("byline") or _byline(found),
        credit=credit.of(draft.text) if credit else None,
        language="en",
        headline=found.headline.shift(back) if found.headline else None,
        body=found.body.shift(back),
        credit_span=credit.shift(back) if credit else None,
    )


def _published(found: Layout, given: dict[str, str], overrides: Overrides, url: str | None) -> str | None:
    """Return when the article was published: first print before last change, the lead before the address."""
    if overrides.published:
        return dates.iso(overrides.published) or overrides.published
    notes = [note for note in (*found.top, *found.end) if note.published]
    said = next((note.published for note in notes if not note.updated), None)
    lead = found.lead.published if found.lead else None
    updated = next((note.published for note in notes), None)
    return dates.iso(given.get("published", "")) or said or lead or updated or dates.in_url(url or "")


def _deduced(text: str, found: Layout, url: str | None) -> str | None:
    return years.published(found.body.of(text), _around(text, found), found.lead.day if found.lead else None, url)


def _around(text: str, found: Layout) -> str:
    """Return the lines before and after the body, but for the headline."""
    begin, end = (found.headline.start, found.headline.end) if found.headline else (0, 0)
    return f"{text[:begin]}\n{text[end : found.body.start]}\n{text[found.body.end :]}"


def _outlet(text: str, found: Layout, given: dict[str, str], url: str | None) -> str | None:
    """Return who published the article: as given, as signed above or below it, by its address, by its credit."""
    stated = given.get("outlet", "")
    if stated:
        return outlets.of_url(stated) if re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/?", stated) else stated
    signed = next((note.outlet for note in (*found.top, *found.end) if note.outlet), None)
    title = re.search(r"\s[-–—|]\s([^-–—|]+)$", given.get("title", ""))
    credit = found.lead.credit.of(text) if found.lead and found.lead.credit else found.credit and found.credit.of(text)
    return (
        (outlets.of_url(url) if url else None)
        or (outlets.named(title[1]) if title else None)
        or signed
        or (outlets.named(credit) or credit if credit else None)
    )


def _foreign_credit(text: str, found: Layout, given: dict[str, str]) -> Span | None:
    """Return the outlet that a line after the body credits, when it is another than the publisher."""
    if found.credit is None:
        return None
    own = outlets.named(given.get("outlet", "")) or given.get("outlet")
    return None if outlets.named(found.credit.of(text)) == own else found.credit


def _byline(found: Layout) -> str | None:
    return next((note.byline for note in (*found.top, *found.end) if note.byline), None)


def _unsigned(title: str) -> str:
    """Leave out the outlet that a title ends with: `Talks open - BBC News`."""
    match = re.fullmatch(r"(.+?)\s+[-–—|]\s+([^-–—|]+)", title.strip())
    return match[1] if match and outlets.named(match[2]) else title.strip()
