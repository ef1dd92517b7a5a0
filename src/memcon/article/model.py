"""The article: the frozen text that every span of a record refers to."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.spans import Span  # noqa: TC001  `typing.get_type_hints` must find it


@dataclass(frozen=True, slots=True)
class Article:
    """One news report, its text frozen: `article.text[start:end]` is what a record shows.

    text:       for plain text and JSON Lines one unbroken piece of the input.
    published:  ISO date `YYYY-MM-DD` (or date and time), null when the article does not say.
    dateline:   the place it was filed from, as written (`GENEVA`); `credit` the wire service or
                outlet credited in the text (`Reuters`); `byline` the reporters as written.
    headline:   where the title stands in `text`; null when it does not stand there.
    body:       where the report itself begins and ends in `text`, after headline and dateline.
    """

    id: str
    text: str
    sha256: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    dateline: str | None
    byline: str | None
    credit: str | None
    language: str | None
    headline: Span | None
    body: Span
    credit_span: Span | None = None
