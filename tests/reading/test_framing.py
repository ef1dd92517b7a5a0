"""The frame head's scores become probabilities, and parts are told for the words that may carry a frame."""

from types import SimpleNamespace

import numpy as np
import pytest

from memcon.reading.framing import framed

LABELS = SimpleNamespace(frames=(("stances", ("", "demand", "offer")), ("plans", ("", "plan"))), parts=(("by", -2.0),))


def scores(odds, parts=()):
    return SimpleNamespace(frames=np.array(odds, np.float32), parts=parts)


def test_each_group_has_chances_of_its_own():
    found = framed(scores([[0, np.log(2), 0, np.log(3), 0]]), LABELS)
    assert found.chance("stances", 0) == pytest.approx(0.75)
    assert found.best("stances", 0) == "demand"
    assert found.chance("plans", 0) == pytest.approx(0.25)


def test_words_that_carry_come_in_text_order():
    found = framed(scores([[0, 5, 0, 5, 0], [5, 0, 0, 5, 0], [0, 0, 5, 5, 0]]), LABELS)
    assert found.carrying("stances", 0.5) == [0, 2]


def test_a_part_is_a_word_of_the_carriers_window():
    """Two windows of two words; the second word of the second may carry a frame."""
    windows = ((0, np.array([], int), np.zeros((0, 1, 2))), (2, np.array([1]), np.array([[[3.0, -3.0]]])))
    found = framed(scores([[0] * 5] * 4, windows), LABELS)
    assert [at for at, _ in found.having("by", 3, 0.5)] == [2]
    assert found.having("by", 3, 0.5)[0][1] == pytest.approx(0.953, abs=0.001)
    assert found.having("by", 2, 0.5) == []


def test_a_text_without_words_has_no_frames():
    assert framed(scores(np.zeros((0, 5))), LABELS).carrying("stances", 0.0) == []
