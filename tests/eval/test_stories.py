"""The measure of stories: what it counts, and the near-copies that it counts on."""

import random

import pytest

from eval.near_copies import Text, cut, near_copies, respelt, rewritten
from eval.stories import score

TEXT = """\
The union said on Monday that talks about the harbour had begun.
Its chairman, who had been in Oslo for two days, told workers of a new plan.
The programme would cost 12% more.
Nobody else was there."""


def text(story, kind="original"):
    return Text(story, kind, "", "")


def test_pairs_found_and_pairs_wrong():
    """Three copies of `a` make three pairs: one is found; `b` was put to them, which makes two wrong ones."""
    texts = [text("a"), text("a", "cut"), text("a", "cut"), text("b")]
    figures = score(texts, ["t1", "t1", "t2", "t1"])
    assert (figures["recall"], figures["precision"]) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert figures["recall_cut"] == 0.5


def test_a_lookalike_is_apart_when_its_story_has_no_other():
    texts = [text("a"), text("a sequel", "sequel"), text("b"), text("b sequel", "sequel"), text("b", "cut")]
    assert score(texts, ["t1", "t1", "t2", "t3", "t2"])["apart"] == 0.5


def test_near_copies_are_the_same_for_the_same_seed_and_of_the_right_story():
    donors = [" ".join(f"word{n}" for n in range(40)) for _ in range(3)]
    donors = ["\n".join([*donors, *donors])]
    once, twice = ([*near_copies([("name", "Title", TEXT)], donors, seed=seed)] for seed in (3, 3))
    assert once == twice
    assert {one.kind for one in once if one.story == "name"} >= {"original", "cut", "misread", "mixed"}
    assert {one.kind for one in once if one.story != "name"} == {"sequel", "bulletin", "boilerplate"}


def test_what_the_changes_do():
    draw = random.Random(1)  # noqa: S311 - draws texts
    assert set(cut(TEXT, draw).split("\n\n")) < set(TEXT.split("\n"))
    assert "The program would cost 12 per cent more." in respelt(TEXT, draw)
    assert "harbor" in respelt(TEXT, draw)
    changed = rewritten(TEXT, draw).split("\n\n")
    assert len(changed) == 4
    assert changed != TEXT.split("\n")
