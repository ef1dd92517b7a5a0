"""The runner of `eval/`, with a toy measure whose corpus is one file of numbers."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from eval import floors
from eval.__main__ import find_measures, main


@dataclass
class Toy:
    """A measure that finds what it is told to find."""

    figures: dict
    FILES = ("toy.txt",)

    def measure(self, data: Path) -> dict[str, float]:
        return self.figures


@pytest.fixture
def evaluate(tmp_path):
    """Run the command line over a toy corpus, toy floors and a toy measure: (exit code, floors afterwards)."""
    path = tmp_path / "floors.json"
    (tmp_path / "toy.txt").write_text("1 2 3")

    def run(figures, pinned, *options):
        floors.save(path, {"toy": pinned} if pinned else {})
        code = main(["--data", str(tmp_path), *options], path, {"toy": Toy(figures)})
        return code, floors.load(path).get("toy")

    return run


@pytest.fixture
def corpus(tmp_path):
    return lambda: floors.digest([tmp_path / "toy.txt"])


def pin(floor, corpus=None, goal=None):
    return {"corpus": corpus, "figures": {"f1": {"floor": floor, "goal": goal}}}


def test_a_figure_at_its_floor_holds(evaluate):
    assert evaluate({"f1": 0.8}, pin(0.8))[0] == 0


def test_a_figure_below_its_floor_fails(evaluate, capsys):
    assert evaluate({"f1": 0.7999}, pin(0.8))[0] == 1
    assert "below its floor" in capsys.readouterr().out


def test_a_figure_that_is_not_a_number_fails(evaluate):
    assert evaluate({"f1": float("nan")}, pin(0.0))[0] == 1


def test_a_pinned_figure_that_vanishes_fails(evaluate):
    assert evaluate({"f2": 1.0}, pin(0.0))[0] == 1


def test_a_figure_without_a_floor_cannot_fail(evaluate):
    assert evaluate({"f2": 0.0}, None) == (0, None)


def test_update_raises_a_floor_rounded_down_to_three_decimals(evaluate, corpus):
    assert evaluate({"f1": 0.84567}, pin(0.8, goal=0.9), "--update") == (0, pin(0.845, corpus(), 0.9))


def test_update_never_lowers_a_floor(evaluate):
    code, pinned = evaluate({"f1": 0.7}, pin(0.8), "--update")
    assert (code, pinned["figures"]["f1"]["floor"]) == (1, 0.8)


def test_without_update_the_floors_stay_as_they_are(evaluate):
    assert evaluate({"f1": 0.9}, pin(0.8)) == (0, pin(0.8))


def test_another_corpus_fails_until_it_is_pinned(evaluate, corpus):
    """A floor says nothing about texts that it was not measured on."""
    assert evaluate({"f1": 0.9}, pin(0.8, "0" * 64))[0] == 1
    assert evaluate({"f1": 0.9}, pin(0.8, "0" * 64), "--update") == (0, pin(0.9, corpus()))


def test_another_corpus_is_not_pinned_below_the_floor(evaluate):
    assert evaluate({"f1": 0.7}, pin(0.8, "0" * 64), "--update") == (1, pin(0.8, "0" * 64))


def test_a_missing_corpus_is_said_and_skipped(tmp_path, capsys):
    code = main(["--data", str(tmp_path / "nowhere")], tmp_path / "floors.json", {"toy": Toy({})})
    assert code == 0
    assert "toy: skipped: " in capsys.readouterr().out.replace("\n", "")


def test_json_is_one_object_of_outcomes(evaluate, capsys):
    evaluate({"f1": 0.5}, pin(0.8), "--json")
    toy = json.loads(capsys.readouterr().out)["toy"]
    assert toy["skipped"] is None
    assert toy["verdicts"] == [
        {"measure": "toy", "figure": "f1", "value": 0.5, "floor": 0.8, "goal": None, "fault": "below its floor"}
    ]


def test_every_pinned_measure_exists():
    """A floor whose measure was renamed would hold for ever."""
    path = Path(__file__).parents[2] / "eval" / "floors.json"
    assert set(floors.load(path)) <= set(find_measures())


def test_the_digest_sees_names_and_bytes_but_not_the_order(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    first = floors.digest([one, two])
    assert floors.digest([two, one]) == first
    two.write_text("c")
    assert floors.digest([one, two]) != first
