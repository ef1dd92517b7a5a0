"""The measure of who is who on items made by hand."""

import pytest

from eval.who import Item, pairs, score, wrong

ITEMS = [
    Item("a", "n1", "berg", "x"),
    Item("b", "n1", "berg", "x"),
    Item("c", "n1", "berg", "y"),
    Item("c", "n2", "amari", "y"),
]


def test_pairs_of_one_article_are_not_counted():
    assert pairs(ITEMS) == {"gold": 3, "ours": 1, "right": 1}


def test_figures_are_those_of_b_cubed():
    found = score({"bundle": ITEMS})
    assert found["b3_recall"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert found["b3_precision"] == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert found["pairs"] == pytest.approx(2 / 4)


def test_what_is_apart_and_what_is_one_are_said():
    assert list(wrong("bundle", ITEMS)) == [
        "bundle: berg is apart: x a:n1, b:n1 | y c:n1",
        "bundle: one though apart: berg c:n1 | amari c:n2",
    ]
