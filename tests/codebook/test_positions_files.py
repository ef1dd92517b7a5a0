"""The files behind positions, proposals, standings and issues: read, checked, and at fault by line."""

import pytest
import yaml

from memcon.codebook import stances as stance_words
from memcon.codebook.agenda import agenda
from memcon.codebook.files import CodebookFile
from memcon.codebook.proposals import proposal_words
from memcon.codebook.stances import STANCES, stances
from memcon.codebook.states import scale
from memcon.errors import BadCodebook


def file(text):
    return CodebookFile("stances.yaml", text, yaml.safe_load(text))


def test_every_stance_has_a_verb():
    assert {frame.stance for frames in stances().verbs.values() for frame in frames} == set(STANCES)


def test_a_verb_is_known_by_its_forms_and_its_particle():
    (frame,) = [one for one in stances().verbs["turned"] if one.particle == "down"]
    assert (frame.stance, frame.shape, frame.rule) == ("reject", "thing", "stances.yaml#verbs/reject/turn+down")


def test_an_unknown_stance_is_told_by_line():
    with pytest.raises(BadCodebook, match=r"stances.yaml:3: no stance is called `beg`. Use demand, offer"):
        stance_words._frames(
            file("verbs:\n  demand: {thing: want}\n  beg: {thing: want}\n"), "verbs", lambda word: [word]
        )


def test_an_unknown_shape_is_told_by_line():
    with pytest.raises(BadCodebook, match=r"stances.yaml:3: no shape is called `nothing`"):
        stance_words._frames(file("verbs:\n  demand:\n    nothing: want\n"), "verbs", lambda word: [word])


def test_an_unknown_condition_is_told_by_line():
    with pytest.raises(BadCodebook, match=r"stances.yaml:2: no condition is called `when`"):
        stance_words._conditions(file("conditions:\n  when: [when]\n"))


def test_a_condition_is_looked_for_by_its_longest_words_first():
    assert [words for words, _ in stances().conditions["until"]] == [("until", "after"), ("until",)]


def test_every_issue_has_words_and_a_description():
    book = agenda()
    named = {sign.issue for table in (book.words, book.stems) for signs in table.values() for sign in signs}
    assert named == set(book.descriptions)
    assert len(named) >= 18
    assert all(text.strip() for text in book.descriptions.values())


def test_a_stem_fits_what_begins_with_it():
    assert "withdrawal" in {sign.issue for sign in agenda().signs("withdraws")}


def test_the_scale_runs_from_broken_off_to_agreed():
    assert scale().states == ("broken-off", "deadlocked", "difficult", "open", "progress", "near-agreement", "agreed")
    assert {words.state for words in scale().patterns} == set(scale().states)


def test_a_pattern_is_tried_on_a_text_that_has_one_of_its_keys():
    (words,) = [one for one in scale().patterns if one.words.search("stalled")]
    assert "stal" in words.keys


def test_proposals_have_nouns_in_the_singular():
    assert "proposal" in proposal_words().nouns
    assert "proposals" not in proposal_words().nouns
