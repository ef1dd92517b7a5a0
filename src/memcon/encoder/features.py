"""What the encoder sees of a word beside its wordpieces: letter case, quotation marks, line breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PAD, LOWER, TITLE, UPPER, INITIAL, MIXED, DIGIT, MARK = range(8)
SHAPES = 8
PLACES = 5
_OPEN = frozenset('“"«„') | {"``"}
_CLOSE = frozenset('”"»') | {"''"}


def shape(word: str) -> int:
    """Return the casing shape of a word, one of `LOWER` … `MARK`."""
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if sum(c.isalpha() for c in word) > 1 else INITIAL
    if word.istitle():
        return TITLE
    if word[0].isdigit():
        return DIGIT
    return MIXED if any(c.isalpha() for c in word) else MARK


def quoted(words: Sequence[str], breaks: Sequence[bool]) -> list[bool]:
    """Say of each word whether it stands in double quotation marks, the marks included.

    breaks: True where a line begins. A quotation left open ends with its line.
    """
    out, inside = [], False
    for word, new_line in zip(words, breaks, strict=True):
        if new_line:
            inside = False
        if inside and word in _CLOSE:
            out.append(True)
            inside = False
        elif not inside and word in _OPEN:
            out.append(True)
            inside = True
        else:
            out.append(inside)
    return out


def places(words: Sequence[str], breaks: Sequence[bool]) -> list[int]:
    """Return for each word 1 + (in quotation marks) + 2 × (begins a line); 0 is for padding."""
    return [1 + inside + 2 * new for inside, new in zip(quoted(words, breaks), breaks, strict=True)]
