"""What a pattern needs: a text without it cannot match, and the codebook's own patterns need much."""

import re

import pytest

from memcon import codebook
from memcon.codebook.needed import may_match, needed
from memcon.codebook.states import scale


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("talks stalled", {"talks stalled"}),
        ("talks (?:stalled|broke)", {"talks ", "stalled|broke"}),
        ("talks(?: have)? stalled", {"talks", " stalled"}),
        ("(?:declin|refus)(?:ed|es)", {"declin|refus"}),
        ("[Nn]either", {"neither"}),
        (r"\w+ (?:in limbo|dead|\w+ed)", set()),
        ("(?<!never )(?!no )agreed", {"agreed"}),
        ("it", set()),
        ("(?i:agreed)", set()),
        ("café (?:closed)+", {"caf", "closed"}),
    ],
)
def test_a_match_has_one_of_each_set(pattern: str, needs: set[str]) -> None:
    assert set(needed(re.compile(pattern))) == {frozenset(words.split("|")) for words in needs}


def test_nothing_is_needed_where_case_does_not_count() -> None:
    assert needed(re.compile("agreed", re.IGNORECASE)) == ()


def test_a_text_may_match_that_has_one_of_each_set() -> None:
    needs = (frozenset(("stalled", "collapsed")), frozenset(("talks",)))
    assert may_match(needs, "the talks have stalled")
    assert not may_match(needs, "the talks go on")
    assert may_match((), "")


def test_the_words_for_no_answer_match_where_they_are_needed() -> None:
    """Every cue in the examples of the codebook's tests is found with the look before the search as without."""
    text = "the palace declined to comment, and an aide could not be reached for comment."
    for response in codebook.load().responses:
        assert not response.cue.search(text) or may_match(response.needs, text)


def test_nearly_every_pattern_of_a_standing_needs_something() -> None:
    assert sum(not words.needs for words in scale().patterns) <= 3
