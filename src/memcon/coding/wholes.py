"""Contents made whole: a source at a sentence's end says all that stands before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.reading.model import Attribution
from memcon.spans import Covered, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.coding.scene import Scene

_JOINED = re.compile(r"[,;]\s(?:and|but|yet)\s(?:that\s)?$")
_TO_SOURCE = re.compile(r"[\s,\"”’]*")


def whole(scene: Scene, said: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions whose content begins where its sentence does: `A will come, but B must leave first, X said`.

    Only where content is all that stands between the comma and the source, and nobody else speaks before it.
    """
    words = Covered(span for one in said for span in (*one.source, *one.cue, *one.content))
    return [_widened(scene, one, words) for one in said]


def _widened(scene: Scene, said: Attribution, words: Covered) -> Attribution:
    """Return one attribution with its whole content."""
    if len(said.content) != 1 or not said.source or not said.cue:
        return said
    content, text = said.content[0], scene.reading.article.text
    speaks = min(said.source[0].start, said.cue[0].start)
    inside = scene.syntax.inside(content)
    if not inside or content.end > speaks or _TO_SOURCE.fullmatch(text, content.end, speaks) is None:
        return said
    sentence = scene.syntax.sentence(inside.start)
    start = max(scene.syntax.tokens[sentence.first].start, scene.reading.article.body.start)
    before = Span(start, content.start) if start < content.start else None
    if before is None or not _JOINED.search(before.of(text)) or words.touches(before):
        return said
    quoted = any(quote.overlaps(before) for quote in scene.reading.quotes)
    return said if quoted else Attribution(said.source, said.cue, (Span(start, content.end),))
