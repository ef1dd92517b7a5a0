"""The frame head's scores become probabilities, and parts are sought within a window alone."""

from types import SimpleNamespace

import numpy as np
import pytest

from memcon.reading.framing import framed

LABELS = SimpleNamespace(
    frames=(("stances", ("", "demand", "offer")), ("plans", ("", "plan"))), parts=(("by", -2.0),), part=2
)


def scores(odds, parts=None, window=None):
    words = len(odds)
    return SimpleNamespace(
        frames=np.array(odds, np.float32),
        parts=np.zeros((words, 4), np.float32) if parts is None else np.array(parts, np.float32),
        window=np.zeros(words, np.int64) if window is None else np.array(window),
    )


def test_each_group_has_chances_of_its_own():
    found = framed(scores([[0, np.log(2), 0, np.log(3), 0]]), LABELS)
    assert found.chance("stances", 0) == pytest.approx(0.75)
    assert found.best("stances", 0) == "demand"
    assert found.chance("plans", 0) == pytest.approx(0.25)


def test_words_that_carry_come_in_text_order():
    found = framed(scores([[0, 5, 0, 5, 0], [5, 0, 0, 5, 0], [0, 0, 5, 5, 0]]), LABELS)
    assert found.carrying("stances", 0.5) == [0, 2]


def test_a_part_is_a_word_whose_vector_goes_with_the_carriers():
    found = framed(scores([[0] * 5, [0] * 5], parts=[[7, 7, 0, 0], [0, 0, 5, 5]]), LABELS)
    assert [at for at, _ in found.having("by", 0, 0.5)] == [1]
    assert found.having("by", 1, 0.5) == []


def test_no_part_stands_in_another_window():
    found = framed(scores([[0] * 5, [0] * 5], parts=[[7, 7, 0, 0], [0, 0, 5, 5]], window=[0, 1]), LABELS)
    assert found.having("by", 0, 0.5) == []


def test_a_text_without_words_has_no_frames():
    assert framed(scores(np.zeros((0, 5))), LABELS).carrying("stances", 0.0) == []
