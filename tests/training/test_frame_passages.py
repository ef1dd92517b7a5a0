"""Passages with frames: what stands in them, and what is wrong where something is."""

from pathlib import Path

import pytest

from training.frame_passages import read

FOLDER = Path(__file__).resolve().parents[2] / "training" / "frames"
TEXT = """### t1 | wire | Zenda
Zenda rejected the toll. The king met the duke, and the duke left.
--
{line}
"""


def passage(tmp_path, line):
    path = tmp_path / "t.txt"
    path.write_text(TEXT.format(line=line), "utf-8")
    (found,), faults = read(path)
    return found, faults


def test_a_frame_has_a_word_and_arguments(tmp_path):
    found, faults = passage(tmp_path, "p.reject | rejected | by=Zenda ; what=the toll")
    (frame,) = found.frames
    assert not faults
    assert (found.text[slice(*frame.word)], found.text[slice(*frame.arguments["what"][0])]) == ("rejected", "the toll")


def test_an_argument_is_the_one_nearest_to_the_word(tmp_path):
    found, _ = passage(tmp_path, "e.RETREAT | left | by=the duke")
    assert found.frames[0].arguments["by"] == [(found.text.rindex("the duke"), found.text.rindex(" left"))]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("p.refuse | rejected", "no such label"),
        ("p.reject | refused", "'refused' does not stand in the text"),
        ("p.reject | the toll", "the word is more than one word"),
        ("p.reject | rejected | who=Zenda", "no such argument"),
        ("p.reject | duke#3", "'duke' stands 2 times, not 3"),
    ],
)
def test_a_fault_says_where_and_what(tmp_path, line, fault):
    found, faults = passage(tmp_path, line)
    assert not found.frames
    assert len(faults) == 1
    assert faults[0].startswith("t.txt:1 (t1): ")
    assert fault in faults[0]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_our_passages_are_well_formed(path):
    passages, faults = read(path)
    assert not faults
    assert len({one.name for one in passages}) == len(passages)
