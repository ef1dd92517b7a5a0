"""Where words end: as Universal Dependencies' English treebanks cut them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.encoder import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys don't agree.", "The envoys do n't agree ."),
        ("Sudan’s army can’t", "Sudan ’s army ca n’t"),
        ("They cannot wait", "They can not wait"),
        ("U.S. officials met at 10:30 a.m. sharp", "U.S. officials met at 10:30 a.m. sharp"),
        ("Sen. Doe paid $1,000.50, i.e. 3.5%", "Sen. Doe paid $ 1,000.50 , i.e. 3.5 %"),
        ("a cease-fire in Wad-Madani", "a cease - fire in Wad - Madani"),
        ("“Never,” she said…", "“ Never , ” she said …"),
        ("J. Roe and O'Brien", "J. Roe and O'Brien"),
        ("see https://example.org/a?b=1.", "see https://example.org/a?b=1 ."),
        ("write to press@example.org now", "write to press@example.org now"),
        ("@envoy wrote #talks -- twice...", "@envoy wrote #talks -- twice ..."),
        ("the 28-point plan of the 1990s", "the 28 - point plan of the 1990s"),
    ],
)
def test_words_are_cut_as_in_the_treebanks(text: str, expected: str) -> None:
    """Words joined by single spaces."""
    assert " ".join(text[s:e] for s, e in words(text)) == expected


@given(st.text())
def test_words_cover_everything_but_white_space(text: str) -> None:
    """No word is empty, none overlaps, and what lies between them is white space."""
    at = 0
    for start, end in words(text):
        assert start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
