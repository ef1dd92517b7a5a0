"""PDF with a text layer: pages to paragraphs."""

from __future__ import annotations

import logging
import re
from collections import Counter
from io import BytesIO

from memcon.errors import Problem

_PAGES = 100
"""Pages that are read: a report is never longer, and a hostile file could hold a million."""

_FULL = 0.75
"""Share of the usual line length under which a line ends its paragraph."""


def read(where: str, body: bytes) -> str | Problem:
    """Return the text of a PDF, a blank line between paragraphs; running heads and page numbers are left out."""
    from pypdf import PdfReader  # noqa: PLC0415  takes 0.2 s to load

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = PdfReader(BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            return Problem(where, "the PDF is encrypted", "Save a copy without a password")
        pages = [page.extract_text() or "" for page in reader.pages[:_PAGES]]
    except Exception as error:  # noqa: BLE001  pypdf raises all sorts of things on a damaged file
        return Problem(
            where, f"the PDF cannot be read: {type(error).__name__}", "Print it anew to PDF, or give its text"
        )
    text = "\n\n".join(paragraphs(page) for page in _without_heads(pages))
    if not text.strip():
        return Problem(where, "the PDF has no text layer", "Run OCR on it first, or give its text")
    return joined(text)


def paragraphs(page: str) -> str:
    """Join the lines of a page into paragraphs: a short line, or a blank one, ends a paragraph.

    A word broken by a hyphen at a line end is mended when its second half starts in lower case.
    """
    rows = [row.strip() for row in page.splitlines()]
    lengths = sorted(len(row) for row in rows if row)
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    out: list[str] = []
    held = ""
    for row in rows:
        if not row:
            out, held = [*out, held] if held else out, ""
            continue
        held = _glued(held, row)
        if len(row) < _FULL * usual:
            out, held = [*out, held], ""
    return "\n\n".join([*out, held] if held else out)


def joined(text: str) -> str:
    """Join a paragraph that a page break or a short line cut in mid-sentence."""
    return re.sub(r"(?<=[^\W\d_A-Z,;])\n\n(?=[^\W\d_A-ZÀ-Þ])", " ", re.sub(r"(?<=[a-z])-\n\n(?=[a-z])", "", text))


def _glued(held: str, row: str) -> str:
    if not held:
        return row
    if re.search(r"[a-z]-$", held) and row[:1].islower():
        return held[:-1] + row
    return f"{held} {row}"


def _without_heads(pages: list[str]) -> list[str]:
    """Leave out lines that stand at the top or foot of half the pages or more, and page numbers."""
    split = [
        [
            row
            for row in page.splitlines()
            if not re.fullmatch(r"\s*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*", row, re.IGNORECASE)
        ]
        for page in pages
    ]
    edges = Counter(_shape(row) for rows in split for row in {*rows[:2], *rows[-2:]})
    most = max(2, len(pages) / 2)
    return [
        "\n".join(
            row
            for at, row in enumerate(rows)
            if not (edges[_shape(row)] >= most and row.strip() and (at < 2 or at >= len(rows) - 2))
        )
        for rows in split
    ]


def _shape(row: str) -> str:
    """Fold the digits of a line, so that `Page 3` and `Page 4` are the same."""
    return re.sub(r"\d+", "0", row.strip())
