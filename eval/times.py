"""Time expressions against our part of TempEval-3's training data, by its own measures (UzZaman et al. 2013)."""

from __future__ import annotations

import html
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from memcon.article.model import Article
from memcon.encoder import load
from memcon.reading.reader import read_many
from memcon.reading.times import times
from memcon.spans import Span

if TYPE_CHECKING:
    from pathlib import Path

    from memcon.reading.times import Time

FILES = ("tempeval3_train",)
_TIMEX = re.compile(r"<TIMEX3(?P<attributes>[^>]*)>(?P<words>.*?)</TIMEX3>|<[^>]+>", re.DOTALL)


class Timex(NamedTuple):
    """A TIMEX3 of the gold."""

    span: Span
    kind: str
    value: str


class Document(NamedTuple):
    """A TimeML file: its text, its day of creation and its time expressions."""

    id: str
    text: str
    created: date
    timexes: list[Timex]


def measure(data: Path) -> dict[str, float]:
    """Return F1 of spans, `strict` and `relaxed` (overlapping), and of these with the right `type` and `value`.

    Every tenth file is ours, as for the encoder (`training.corpora.load`). HeidelTime on TempEval-3's own test part:
    strict .813, relaxed .903, type .821, value .776.
    """
    files = sorted((data / FILES[0]).rglob("*.tml"))
    documents = [timeml(file) for at, file in enumerate(files) if at % 10 == 9]
    readings = read_many([_article(document) for document in documents], load())
    counts: Counter[str] = Counter()
    for document, reading in zip(documents, readings, strict=True):
        found = times(reading.tokens, reading.sentences, reading.mentions, document.text, document.created)
        counts.update(compare(document.timexes, found))
    total = counts["gold"] + counts["found"]
    return {name: 2 * counts[name] / max(1, total) for name in ("strict", "relaxed", "type", "value")}


def timeml(path: Path) -> Document:
    """Read one TimeML file; within a paragraph line breaks mean nothing."""
    written = path.read_text("utf-8", errors="replace")
    created, body = (
        re.search(r'<DCT>.*?value="([^"T]*)', written, re.DOTALL),
        re.search(r"<TEXT>(.*)</TEXT>", written, re.DOTALL),
    )
    assert created
    assert body
    text, found, at = "", [], 0
    for match in _TIMEX.finditer(body[1]):
        text += html.unescape(body[1][at : match.start()])
        if match["words"] is not None:
            inner = html.unescape(re.sub(r"<[^>]+>", "", match["words"]))
            attributes = dict(re.findall(r'(\w+)="([^"]*)"', match["attributes"]))
            if inner.strip():
                found.append(Timex(Span(len(text), len(text) + len(inner)), attributes["type"], attributes["value"]))
            text += inner
        at = match.end()
    text += html.unescape(body[1][at:])
    text = re.sub(r"\n(?!\s*\n)", " ", text)
    return Document(path.stem, text, date.fromisoformat(created[1][:10]), found)


def _article(document: Document) -> Article:
    whole = Span(0, len(document.text))
    published = document.created.isoformat()
    head = (None, None, None, published, None, None, None, "en", None)
    return Article(document.id, document.text, "", *head, whole)


def compare(gold: list[Timex], found: tuple[Time, ...]) -> Counter[str]:
    """Count what TempEval-3 counts; an expression found is held against one of the gold, and that against one found."""
    out = Counter(gold=len(gold), found=len(found))
    free = list(found)
    for timex in gold:
        match = next((time for time in free if time.span.overlaps(timex.span)), None)
        if match:
            free.remove(match)
            out["relaxed"] += 1
            out["strict"] += match.span == timex.span
            out["type"] += match.kind.upper() == timex.kind
            out["value"] += match.value == timex.value
    return out
