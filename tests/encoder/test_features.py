"""What the encoder sees beside wordpieces."""

from __future__ import annotations

import pytest

from memcon.encoder import features


@pytest.mark.parametrize(
    ("word", "shape"),
    [("talks", features.LOWER), ("Geneva", features.TITLE), ("NATO", features.UPPER), ("U.S.", features.UPPER),
     ("A", features.INITIAL), ("McKay", features.MIXED), ("1998", features.DIGIT), ("—", features.MARK)],
)  # fmt: skip
def test_shape_of_a_word(word: str, shape: int) -> None:
    """One class for each way of writing."""
    assert features.shape(word) == shape


def test_a_quotation_left_open_ends_with_its_line() -> None:
    """Newspapers open each paragraph of a long quotation anew and close only the last."""
    words = ["“", "We", "go", ".", "“", "We", "stay", ".", "”", "He", "left", "."]
    breaks = [i in (0, 4) for i in range(len(words))]
    assert features.quoted(words, breaks) == [True] * 9 + [False] * 3


def test_straight_marks_open_and_close_in_turn() -> None:
    """The same mark opens the first time and closes the second."""
    assert features.quoted(['"', "no", '"', "he", "said"], [True] + [False] * 4) == [True, True, True, False, False]


def test_places_tell_quotation_and_line_apart() -> None:
    """1 + in quotation marks + 2 × begins a line."""
    assert features.places(["“", "No", "”", "Yes"], [True, False, False, True]) == [4, 2, 2, 3]
