"""Sentences, parse and mentions from scores made by hand."""

from __future__ import annotations

import numpy as np

from memcon.encoder import Kin, Labels, Scores
from memcon.reading import decode
from memcon.reading.model import Mention, Sentence

LABELS = Labels(
    ("NOUN", "VERB"),
    ("nsubj", "obj", "root"),
    ("O", "B-person", "I-person", "B-place", "I-place"),
    ("O", "B-date", "I-date"),
    ("O",),
    np.zeros((1, 1), np.float32),
    1,
    1,
    (),
    (),
    1,
    Kin((), 0, (), ()),
)


def scores(heads: list[int], arcs: np.ndarray, starts: list[float], names: str = "", dates: str = "") -> Scores:
    """One window; names and dates are given as digits, the column that wins."""
    n = len(heads)
    empty = np.zeros((n, 1), np.float32)
    table = [
        np.eye(5, dtype=np.float32)[[int(c) for c in given]] if given else np.zeros((n, 5)) for given in (names, dates)
    ]
    zeros = np.zeros(n, np.int64)
    return Scores(
        np.array(starts),
        zeros,
        zeros,
        np.array(heads),
        table[0],
        table[1][:, :3],
        empty,
        empty,
        empty,
        zeros,
        empty,
        (),
        zeros[:0],
        empty[:0],
        empty,
        ((0, arcs),),
    )


def test_a_sentence_begins_where_the_model_or_a_line_says() -> None:
    """The model at word 2, a line break at word 3; word 0 always."""
    given = scores([-1] * 5, np.zeros((5, 6)), [-1, -1, 2, -1, -1])
    found = decode.sentences(given, [False, False, False, True, False])
    assert found == [Sentence(0, 2), Sentence(2, 3), Sentence(3, 5)]


def test_a_tree_is_kept_as_it_is() -> None:
    """The arc scores are not asked."""
    given = scores([1, -1, 1], np.zeros((3, 4)), [1, -1, -1])
    assert decode.heads(given, [Sentence(0, 3)]) == [1, -1, 1]


def test_a_cycle_is_broken_at_the_cheapest_arc() -> None:
    """Words 3 and 4 head each other; word 3 may as well be the root."""
    arcs = np.full((5, 6), -5.0, np.float32)
    arcs[4, 4], arcs[3, 5], arcs[3, 0] = 5, 5, 4
    given = scores([1, -1, 1, 4, 3], arcs, [1, -1, -1, 1, -1])
    assert decode.heads(given, [Sentence(0, 3), Sentence(3, 5)]) == [1, -1, 1, -1, 3]


def test_runs_of_bio_tags() -> None:
    """An I- behind another kind begins a run of its own."""
    tags = ["B-a", "I-a", "B-a", "O", "I-b", "I-a"]
    assert list(decode.runs(tags)) == [(0, 2, "a"), (2, 3, "a"), (4, 5, "b"), (5, 6, "a")]


def test_mentions_are_names_and_dates_in_text_order() -> None:
    """`Jane Roe Monday Kassala`: whatever its TIMEX3 type, a date is a date."""
    given = scores([-1] * 4, np.zeros((4, 5)), [0] * 4, names="1203", dates="0010")
    offsets = [(0, 4), (5, 8), (9, 15), (16, 23)]
    assert decode.mentions(offsets, given, LABELS) == (
        Mention((0, 8), "person"),
        Mention((9, 15), "date"),
        Mention((16, 23), "place"),
    )
