"""From what a record keeps of an article back to the article, its text as it was frozen."""

from __future__ import annotations

from typing import Protocol

from memcon.article.layout import layout
from memcon.article.model import Article
from memcon.spans import Span

FIELDS = ("id", "title", "outlet", "url", "published", "dateline", "byline", "credit", "language", "sha256", "text")


class Head(Protocol):
    """What a record keeps of an article: `FIELDS`."""

    @property
    def title(self) -> str | None:
        """The title."""

    @property
    def text(self) -> str:
        """The frozen text."""


def frozen_again(head: Head) -> Article:
    """Return the article; headline and body are sought in the text as they were when it was first frozen."""
    fields = {name: getattr(head, name) for name in FIELDS}
    found = layout(head.text, head.title)
    if found is None:
        return Article(**fields, headline=None, body=Span(0, len(head.text)))
    return Article(**fields, headline=found.headline, body=found.body, credit_span=_credit(found.lead, fields))


def _credit(lead: object, fields: dict[str, str | None]) -> Span | None:
    """Return where the credit stands, if it is the article's."""
    span: Span | None = getattr(lead, "credit", None)
    text, credit = fields["text"], fields["credit"]
    return span if span and text and span.of(text) == credit else None
