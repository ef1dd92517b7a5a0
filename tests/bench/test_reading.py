"""The bench's own parts: its articles are the same every time, and its floors bite."""

import dataclasses
import json

import pytest

from bench import reading
from bench.articles import article


def test_the_same_seed_gives_the_same_article():
    assert article(7) == article(7)
    assert article(7) != article(8)


@pytest.mark.parametrize("words", [50, 600, 5_000])
def test_an_article_is_as_long_as_asked(words):
    assert words <= len(article(3, words).split()) < words + 50


def test_no_slot_is_left_open():
    assert not {"{", "}"} & set(article(1, 5_000))


@pytest.fixture
def figures():
    """Figures that lie exactly on the pinned floors."""
    floors = json.loads(reading.FLOORS.read_text("utf-8"))
    fields = {field.name: None for field in dataclasses.fields(reading.Figures)}
    return reading.Figures(**{**fields, **{name: pin.get("least", pin.get("most")) for name, pin in floors.items()}})


@pytest.fixture
def floors():
    return json.loads(reading.FLOORS.read_text("utf-8"))


def test_figures_on_the_floors_hold(figures, floors):
    assert reading.faults(figures, floors) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("words_per_gflop", 29.9),
        ("load_seconds", 1.1),
        ("import_ms", 151),
        ("peak_mb", 601),
        ("steadiness", 0.8),
        ("coding_share_of_reading", 0.31),
    ],
)
def test_a_figure_past_its_floor_is_named(figures, floors, name, value):
    (fault,) = reading.faults(dataclasses.replace(figures, **{name: value}), floors)
    assert fault.startswith(f"{name} is {value}, ")
