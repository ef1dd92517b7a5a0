"""Who says the words of an article, what stands in quotation marks, and in which line."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.reading.model import Attribution
    from memcon.reading.syntax import Syntax


class Speech:
    """What is asked of an article's tokens. Time to build grows with the tokens and what is said by anybody."""

    def __init__(self, text: str, syntax: Syntax, attributions: Sequence[Attribution]) -> None:
        self._speakers = _speakers(syntax, attributions)
        self._sources = sorted(set(self._speakers.values()))
        self._quoted = _quoted(syntax)
        ends = (0, *(token.end for token in syntax.tokens))
        breaks = ("\n" in text[end : token.start] for end, token in zip(ends, syntax.tokens, strict=False))
        self._lines = list(accumulate(map(int, breaks)))

    def speaker(self, at: int) -> int | None:
        """Return the head token of who says a word, the innermost one's; None for the writer."""
        return self._speakers.get(at)

    def before(self, at: int) -> Iterator[int]:
        """Yield who spoke before one who speaks, the last first; nobody where the token is of no source."""
        i = bisect_left(self._sources, at)
        if self._sources[i : i + 1] == [at]:
            yield from reversed(self._sources[:i])

    def is_quoted(self, at: int) -> bool:
        """Say whether a token stands in quotation marks, in which nobody speaks of himself as `he`."""
        return bool(self._quoted[at])

    def is_same_line(self, at: int, other: int) -> bool:
        """Say whether two tokens stand in one line."""
        return self._lines[at] == self._lines[other]


def _quoted(syntax: Syntax) -> bytearray:
    out, is_open = bytearray(len(syntax.tokens)), False
    for at, token in enumerate(syntax.tokens):
        is_open = {"“": True, "”": False, '"': not is_open}.get(token.text, is_open)
        out[at] = is_open
    return out


def _speakers(syntax: Syntax, attributions: Sequence[Attribution]) -> dict[int, int]:
    out: dict[int, int] = {}
    for one in sorted(attributions, key=lambda one: -sum(span.end - span.start for span in one.content)):
        heads = [
            at
            for span in one.source[:1]
            for at in syntax.inside(span)
            if syntax.tokens[at].head not in syntax.inside(span)
        ]
        if heads:
            out.update((at, heads[0]) for span in one.content for at in syntax.inside(span))
    return out
