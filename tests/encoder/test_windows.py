"""Texts cut into windows, windows into arrays."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from memcon.encoder.windows import Window, Words, cut, inputs, seems_start, ties


def test_windows_end_where_sentences_do() -> None:
    """Ten pieces fit; the second sentence would run over, so it begins the next window."""
    pieces = [[1]] * 12
    starts = [i in (0, 5) for i in range(12)]
    assert [(w.first, w.last) for w in cut(0, pieces, starts, 12)] == [(0, 5), (5, 12)]


def test_no_window_ends_inside_a_quotation_when_it_need_not() -> None:
    """Two sentences fit after the quotation's first, but the cut comes before the paragraph that it stands in."""
    words = ["Yes", ".", "“", "No", ".", "Never", ".", "Not", "now", ".", "”"]
    text = Words(words, [at in (0, 2) for at in range(11)])
    starts = [at in (0, 2, 5, 7) for at in range(11)]
    tied = ties(text, starts)
    assert [tied[at] for at in (0, 2, 5, 7)] == [0, 0, 5, 5]
    windows = list(cut(0, [[1, 1]] + [[1]] * 10, [at in (0, 2, 5) for at in range(11)], 6, tied=tied))
    assert windows[0].last == 2


@given(st.lists(st.tuples(st.integers(1, 8), st.booleans()), max_size=200), st.integers(12, 40))
def test_windows_cover_every_word_once_and_fit(words: list[tuple[int, bool]], limit: int) -> None:
    """Whatever the sentences: no word is lost, none is read twice, none makes a window too long."""
    pieces = [[7] * n for n, _ in words]
    found = list(cut(3, pieces, [start for _, start in words], limit))
    assert [i for w in found for i in range(w.first, w.last)] == list(range(len(words)))
    assert all(w.size <= limit and w.text == 3 for w in found)


def test_a_sentence_seems_to_begin_behind_a_full_stop_and_a_capital() -> None:
    """And at a line's beginning, whatever stands there."""
    words = Words(["He", "left", ".", "She", "stayed", ".", "then", "x"], [True] + [False] * 6 + [True])
    assert [i for i, s in enumerate(seems_start(words)) if s] == [0, 3, 7]


def test_inputs_are_padded_arrays_with_special_pieces() -> None:
    """[CLS] 9 8 9 [SEP] and, shorter, [CLS] 4 [SEP]; `first` points at each word's first piece."""
    texts = [Words(["Talks", "failed"], [True, False]), Words(["No"], [True])]
    got = inputs([Window(0, 0, 2, [[9, 8], [9]]), Window(1, 0, 1, [[4]])], texts)
    assert got["pieces"].tolist() == [[101, 9, 8, 9, 102], [101, 4, 102, 0, 0]]
    assert got["mask"].tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]]
    assert got["first"].tolist() == [[0, 1, 3], [0, 1, 0]]
    assert got["places"].tolist() == [[0, 3, 3, 1, 0], [0, 3, 0, 0, 0]]
    assert got["pieces"].dtype == np.int64
