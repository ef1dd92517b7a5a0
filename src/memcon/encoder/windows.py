"""Texts cut into windows that end where sentences seem to, and the arrays that the model takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from memcon.encoder.features import places, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

CLS, SEP = 101, 102
_MARKS = frozenset('“"')
_LATE = 0.75  # of a window must be full before it may end
Pieces = list[int]


@dataclass(frozen=True, slots=True)
class Words:
    """One text as words; `breaks[i]` says that word i begins a line."""

    words: Sequence[str]
    breaks: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Window:
    """Words `[first, last)` of text `text`, and the wordpieces of each."""

    text: int
    first: int
    last: int
    pieces: list[Pieces]

    @property
    def size(self) -> int:
        """Wordpieces, the two special ones included."""
        return 2 + sum(map(len, self.pieces))


def seems_start(text: Words) -> list[bool]:
    """Say of each word whether a sentence seems to begin there: a guess from punctuation, made before any reading."""
    out, words = [], text.words
    for i, (word, new_line) in enumerate(zip(words, text.breaks, strict=True)):
        before = words[i - 1] if i else "."
        ended = before in ".!?" or (before in '”"' and i > 1 and words[i - 2] in ".!?,")
        out.append(new_line or (ended and (word[0].isupper() or word in '“"')))
    return out


def ties(text: Words, starts: Sequence[bool]) -> list[int]:
    """Say of each word that starts a sentence how much that hangs on the one before; of all others 0.

    0 at a line's beginning, 1 within a paragraph, 3 where a quotation goes on after who said it, 4 and more inside one.
    """
    out, inside = [], False
    for word, new_line, start in zip(text.words, text.breaks, starts, strict=True):
        inside = inside and not new_line
        out.append(start * (4 * inside + (not new_line) + 2 * (word in _MARKS and not new_line)))
        inside = (not inside) if word == '"' else (word == "“" or (inside and word != "”"))
    return out


def cut(
    text: int,
    pieces: list[Pieces],
    starts: Sequence[bool],
    limit: int,
    *,
    first_limit: int = 0,
    tied: Sequence[int] | None = None,
) -> Iterator[Window]:
    """Cut one text into windows of at most `limit` pieces, each ending before a word that `starts` a sentence.

    Of the starts in the last quarter of a window that which is `tied` least is taken, of equals the last. A sentence
    longer than a window is cut where the window is full. `first_limit` bounds the first window instead.
    """
    budget, first = (first_limit or limit) - 2, 0
    while first < len(pieces):
        behind, sizes = first + 1, [len(pieces[first])]
        while behind < len(pieces) and sizes[-1] + len(pieces[behind]) <= budget:
            sizes.append(sizes[-1] + len(pieces[behind]))
            behind += 1
        end = behind
        if behind < len(pieces):
            seams = [at for at in range(first + 1, behind + 1) if starts[at]]
            late = [at for at in seams if sizes[at - first - 1] >= _LATE * budget]
            end = min(late, key=lambda at: (tied[at] if tied else 0, -at)) if late else (seams or [behind])[-1]
        yield Window(text, first, end, pieces[first:end])
        first, budget = end, limit - 2


def inputs(batch: Sequence[Window], texts: Sequence[Words]) -> dict[str, NDArray[np.int64]]:
    """Return the arrays that the model takes; B windows, P pieces, W words, all padded with 0.

    return: pieces, shapes, places, mask (B, P) and first (B, W + 1): the piece at which each word begins, 0 for the
    window itself, which stands for the root of the parse.
    """
    longest, most = max(w.size for w in batch), max(w.last - w.first for w in batch)
    out = {k: np.zeros((len(batch), longest), np.int64) for k in ("pieces", "shapes", "places", "mask")}
    out["first"] = np.zeros((len(batch), most + 1), np.int64)
    for row, window in enumerate(batch):
        text, here = texts[window.text], slice(window.first, window.last)
        _fill(out, row, window, text.words[here], places(text.words[here], text.breaks[here]))
    return out


def _fill(out: dict[str, NDArray[np.int64]], row: int, window: Window, words: Sequence[str], place: list[int]) -> None:
    counts = [len(p) for p in window.pieces]
    ends = np.cumsum(counts) + 1
    total = int(ends[-1])
    out["pieces"][row, 0] = CLS
    out["pieces"][row, 1:total] = [i for p in window.pieces for i in p]
    out["pieces"][row, total] = SEP
    out["shapes"][row, 1:total] = np.repeat([shape(w) for w in words], counts)
    out["places"][row, 1:total] = np.repeat(place, counts)
    out["mask"][row, : total + 1] = 1
    out["first"][row, 1 : len(words) + 1] = ends - counts
