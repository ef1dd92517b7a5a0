"""A text as lines that know where they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

from memcon.spans import Span, trim

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_SPACES = (
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u202f\u205f\u2060\u3000\ufeff\x00"
)


class Line(NamedTuple):
    """One line that is not blank.

    text: its words, spaces at the edges left out. span: where they stand. spaced: whether a blank line follows.
    """

    text: str
    span: Span
    spaced: bool


def lines(text: str, *, markdown: bool = False) -> list[Line]:
    """Return the lines of `text` that are not blank; in Markdown without the marks of headings and emphasis."""
    found = [trim(text, Span(*match.span()), _SPACES) for match in _LINE.finditer(text)]
    if markdown:
        found = [_unmarked(text, span) for span in found]
    found = [span for span in found if span.start < span.end]
    ends = [span.start for span in found[1:]] + [len(text)]
    gaps = [text[span.end : end] for span, end in zip(found, ends, strict=True)]
    return [
        Line(span.of(text), span, len(re.findall(r"\r\n|[\r\n\u2028\u2029\x85\f]", gap)) > 1)
        for span, gap in zip(found, gaps, strict=True)
    ]


def _unmarked(text: str, span: Span) -> Span:
    """Leave out `# `, `> ` and the marks of emphasis that enclose a whole line."""
    inner = span
    if text[span.start] in "#>":
        inner = trim(text, Span(span.start, span.end), _SPACES + "#>")
    for mark in ("**", "__", "*", "_"):
        size = len(mark)
        if inner.end - inner.start > 2 * size and inner.of(text).startswith(mark) and inner.of(text).endswith(mark):
            return Span(inner.start + size, inner.end - size)
    return inner
