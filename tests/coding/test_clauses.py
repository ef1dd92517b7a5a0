"""Clauses of sentences of ours, parsed by the encoder that ships."""

import pytest

from tests.parsed import clause, view


@pytest.mark.parametrize(
    ("text", "lemma", "subjects", "objects"),
    [
        ("Lula met Milei in Brasilia.", "meet", ["Lula"], ["Milei"]),
        ("Kenya and Uganda signed the pact.", "sign", ["Kenya", "Uganda"], ["pact"]),
        ("The convoy was attacked by rebels.", "attack", ["rebels"], ["convoy"]),
        ("Egypt urged Israel to halt its offensive and to open the crossing.", "halt", ["Israel"], ["offensive"]),
        ("Egypt urged Israel to halt its offensive and to open the crossing.", "open", ["Israel"], ["crossing"]),
        ("Hamas agreed to release ten hostages.", "release", ["Hamas"], ["hostages"]),
        ("Lavrov, who met Rubio in Paris, left for Minsk.", "meet", ["Lavrov"], ["Rubio"]),
        ("Araghchi met Grossi and discussed inspections.", "discuss", ["Araghchi"], ["inspections"]),
        ("Steinmeier, having met Abbas, flew home.", "meet", ["Steinmeier"], ["Abbas"]),
        ("Ministers planned to meet their Chinese counterparts, a spokesman said.", "plan", ["Ministers"], []),
    ],
)
def test_a_verb_has_its_subjects_and_objects(text, lemma, subjects, objects):
    found = clause(text, lemma)
    assert (found["subjects"], found["objects"]) == (subjects, objects)


@pytest.mark.parametrize(
    ("text", "lemma", "subjects", "others"),
    [
        ("Macron paid a visit to Beijing.", "visit", ["Macron"], ["Beijing"]),
        ("Petro had a phone call with Noboa.", "call", ["Petro"], ["Noboa"]),
        ("Talks between Egypt and Sudan ended on Friday.", "talks", ["Egypt", "Sudan"], []),
        ("Israel carried out a strike on a school.", "strike", ["Israel"], ["school"]),
        ("The parties held a second round of talks with Qatar.", "talks", ["parties"], ["Qatar"]),
        ("Trump said after talks with Lula that he was pleased.", "talks", ["Trump"], ["Lula"]),
    ],
)
def test_an_act_has_those_who_take_part(text, lemma, subjects, others):
    found = clause(text, lemma)
    assert found["subjects"] == subjects
    assert set(others) <= {word for _, word in found["obliques"]}


def test_names_before_an_act_are_kept_apart():
    assert clause("US-Iran talks in Muscat ended without a deal.", "talks")["modifiers"] == ["US", "Iran"]


@pytest.mark.parametrize(
    "text",
    [
        "Turkey hosted talks between Russian and Ukrainian delegations.",
        "The talks, which Turkey hosted, will resume on Monday.",
        "Talks between Israel and Hamas, mediated by Turkey, were called off.",
    ],
)
def test_a_host_is_no_side_of_the_talks(text):
    found = clause(text, "talks")
    assert found["hosts"] == ["Turkey"]
    assert "Turkey" not in found["subjects"]


@pytest.mark.parametrize(
    ("text", "lemma", "modality"),
    [
        ("Lula met Milei.", "meet", "actual"),
        ("Lula will meet Milei.", "meet", "planned"),
        ("Lula is expected to meet Milei on Tuesday.", "meet", "planned"),
        ("Officials from Iran were due to meet in Oman.", "meet", "planned"),
        ("Lula agreed to meet Milei.", "meet", "planned"),
        ("Lula said he would meet Milei.", "meet", "planned"),
        ("Lula may meet Milei.", "meet", "possible"),
        ("Egypt urged Lula to meet Milei.", "meet", "possible"),
        ("Lula flew to Cairo to meet Sisi.", "meet", "possible"),
        ("Lula did not meet Milei.", "meet", "denied"),
        ("The palace denied that Lula had met Milei.", "meet", "denied"),
        ("Lula refused to meet Milei.", "meet", "denied"),
        ("If talks fail, Canada will impose tariffs.", "impose", "conditional"),
        ("Lula will hold talks with Milei.", "talks", "planned"),
        ("The talks between Lula and Milei were called off.", "talks", "called-off"),
        ("The summit was postponed.", "summit", "postponed"),
        ("Trump cancelled a planned meeting with Putin.", "meeting", "called-off"),
        ("There was no meeting between the delegations.", "meeting", "denied"),
        ("Iran ruled out negotiations with Washington.", "negotiation", "denied"),
        ("Oslo called for talks.", "talks", "possible"),
        ("Laos rejected a call for a truce.", "call", "actual"),
    ],
)
def test_factuality(text, lemma, modality):
    assert clause(text, lemma)["modality"] == modality


def test_clauses_are_found_by_their_token_and_their_parent():
    made = view("Egypt urged Israel to halt its offensive.").clauses
    urge = next(one for one in made if one.lemma == "urge")
    assert made.at(urge.head) is urge
    assert [below.lemma for below in made.below(urge.head)] == ["halt"]
    assert urge.complement == made.below(urge.head)[0].head


@pytest.mark.parametrize(
    ("text", "lemma", "modality"),
    [
        ("A deal is unlikely until Peru and Chile meet.", "meet", "conditional"),
        ("The ban stayed until Peru and Chile met in May.", "meet", "actual"),
        ("The next step should be a meeting between Peru and Chile, Ortega said.", "meeting", "possible"),
    ],
)
def test_what_is_yet_to_be_is_not_actual(text, lemma, modality):
    assert clause(text, lemma)["modality"] == modality
