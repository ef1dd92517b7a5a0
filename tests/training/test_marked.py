"""The marks on real reports: offsets that are whole, and entities that exist."""

import json

from training.marked import FILE

ROWS = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


def test_no_report_is_marked_twice():
    assert len({row["id"] for row in ROWS}) == len(ROWS) > 500


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
