"""The marks on reports: offsets that are whole, entities that exist, and a checker that finds what is wrong."""

import json

import pytest

from training.marked import LABELS
from training.marking import Report, read

ROWS = [
    json.loads(line)
    for name in ("news.jsonl", "more.jsonl", "own.jsonl", "test.jsonl")
    for line in (LABELS / name).read_text("utf-8").splitlines()
]
TEXT = "Talks broke down. Ana Silva said she refused a raise to teachers."
GOOD = """# r1
silva (person, portugal): Silva_5 she_7
portugal (state):
teachers (group): teachers_12
--
s.broken-off | broke_1 | what=Talks_0
p.reject | refused_8 | by=she_7 ; what=raise_10 ; to=teachers_12
"""


def test_no_part_of_a_report_is_marked_twice():
    assert len({(row["id"], row["part"][0]) for row in ROWS}) == len(ROWS) > 1200


def test_places_lie_in_the_part_that_was_marked():
    for row in ROWS:
        first, last = row["part"]
        places = [place for one in row["entities"] for place in one["at"]]
        places += [place for _, place, _ in row["frames"]] + row["nobody"]
        assert all(first <= place < last for place in places), row["id"]


def test_sides_and_groups_are_of_entities_of_the_report():
    for row in ROWS:
        many = range(len(row["entities"]))
        assert all(one["side"] is None or one["side"] in many for one in row["entities"])
        assert all(part in many for parts, _ in row["several"] for part in parts)


def checked(marks):
    report = Report({"id": "r1", "text": TEXT})
    return report.line, list(read({"r1": report}, marks))


def test_marks_become_offsets():
    line, faults = checked(GOOD)
    assert faults == []
    assert [TEXT[at : at + 3] for at in line["entities"][0]["at"]] == ["Sil", "she"]
    assert line["entities"][0]["side"] == 1
    assert line["frames"][1] == ["p.reject", 37, {"by": [33], "what": [47], "to": [56]}]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("Silva_5 she_7", "Silva_4 she_7", "line 2: Silva_4: that word is not there; it is Silva_5"),
        ("Silva_5 she_7", "Silva_5", "r1: no line has she_7"),
        ("(person, portugal)", "(person, spain)", "side 'spain' has no line of its own"),
        ("(person, portugal)", "(human, portugal)", "'human' is no kind"),
        ("p.reject", "p.refuse", "'p.refuse' is no label"),
        ("by=she_7", "who=she_7", "'who' is no argument"),
        ("teachers (group): teachers_12", "teachers (group): she_7", "she_7 means silva already"),
    ],
)
def test_what_is_wrong_with_marks_is_told(right, wrong, told):
    faults = checked(GOOD.replace(right, wrong))[1]
    assert any(told in fault for fault in faults), faults
