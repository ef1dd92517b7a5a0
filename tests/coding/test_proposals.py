"""Plans on the table: which phrases mean one, whose it is, and the terms that stand in sentences of their own."""

import pytest

from memcon.coding.code import view_of
from memcon.coding.positions import positions
from memcon.coding.proposals import proposals
from memcon.encoder import load
from memcon.reading.reader import read_many
from tests.parsed import article, view


def tabled(text):
    """Return name, authors and terms of each plan."""
    made = view(text)
    return [
        (one.title[0].of(made.text), [party.name for party in one.by], [span.of(made.text) for span in one.terms])
        for one in proposals(made)
    ]


def told(text):
    """Return the terms of the only plan."""
    ((_, _, terms),) = tabled(text)
    return terms


PLAN = "Peru rejected a truce proposal tabled by Chile. "


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        (
            "Under the proposal, Bolivia would free 33 prisoners and Peru would pull back.",
            ["Bolivia would free 33 prisoners", "Peru would pull back"],
        ),
        ("The proposal would raise pay by 35 percent over four years.", ["raise pay by 35 percent over four years"]),
        ("The proposal also calls for a levy on copper.", ["a levy on copper"]),
        ("The plan limits exports to ten ships.", ["limits exports to ten ships"]),
        ("Under it, Bolivia would get a port.", ["Bolivia would get a port"]),
    ],
    ids=["under", "would", "says", "does", "under it"],
)
def test_terms_stand_in_sentences_of_their_own(sentence, terms):
    assert told(PLAN + sentence) == terms


def test_it_tells_on_of_what_the_sentence_before_is_about():
    terms = told("The Chilean plan stretches repayments until 2043. It also includes a grace period of three years.")
    assert terms == ["stretches repayments until 2043", "a grace period of three years"]


def test_a_plan_comes_in_stages():
    terms = told("Oman unveiled the outline of an exchange. In the first stage the wounded would be released.")
    assert terms[-1] == "the wounded would be released"


def test_a_colon_opens_the_terms():
    assert told("Chile proposed a compromise: Peru would keep the port.") == ["Peru would keep the port"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The proposal would face opposition in Lima.",
        "The proposal was rejected in May.",
        "The proposal came on Monday.",
    ],
)
def test_what_becomes_of_a_plan_is_no_term(sentence):
    assert told(PLAN + sentence) == []


def test_who_hands_a_plan_over_is_not_its_author():
    assert tabled("Qatar handed over a truce proposal drafted by Oman.")[0][1] == ["Oman"]


def test_who_hands_a_plan_over_is_named_for_want_of_another():
    assert tabled("Russia handed over a three-page memorandum.")[0][1] == ["Russia"]


def test_several_names_mean_one_plan():
    text = "Chile tabled a draft treaty on Monday. Peru called the text unfair. Bolivia accepted the draft."
    ((name, _, _),) = tabled(text)
    assert name == "draft treaty"
    made = view(text)
    plans = proposals(made)
    assert [one.proposal for one in positions(made, plans) if one.stance == "accept"] == plans


@pytest.mark.parametrize("other", ["another proposal", "a rival proposal", "its own proposal"])
def test_another_plan_is_not_the_last_one(other):
    assert len(tabled(f"{PLAN}Peru tabled {other} to open the ports.")) == 2


def test_what_would_do_something_lies_on_the_table_without_the_word_plan():
    assert tabled("Peru opposes a deal that would reopen the ports.") == [("deal", [], ["reopen the ports"])]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile signed a framework to open the ports in 2019.",
        "Peru and Chile will negotiate a deal that would open the ports.",
        "No one has tabled a plan to open the ports.",
        "Peru rejected any proposal to open the ports.",
    ],
    ids=["in force", "sought", "nobody's", "any"],
)
def test_what_lies_on_no_table_is_no_plan(text):
    assert tabled(text) == []


def test_how_long_a_text_is_is_no_term():
    assert told("Chile tabled a text of 140 pages on Monday.") == []


def test_a_text_that_a_hundred_back_is_what_would_oblige():
    text = "Peru refused to accept a text backed by over 100 countries that would have obliged it to cut output."
    assert told(text) == ["obliged it to cut output"]
    made = view(text)
    plans = proposals(made)
    assert [one.proposal for one in positions(made, plans) if one.stance == "reject"] == plans


def test_a_deal_that_is_voted_down_lies_on_the_table():
    ((name, _, terms),) = tabled("Drivers rejected a pay deal. The deal would have raised pay by 14 percent.")
    assert (name, terms) == ("pay deal", ["raised pay by 14 percent"])


def test_a_plan_is_dated_by_the_verb_that_brings_it_in():
    text = "Chile tabled a truce proposal on Monday."
    made = view_of(read_many([article(text, "2025-06-05")], load(1))[0])
    assert [one.when and one.when.start for one in proposals(made)] == ["2025-06-02"]


def test_under_which_tells_the_terms():
    assert told("Chile tabled a plan under which exports would fall by a quarter.") == [
        "exports would fall by a quarter"
    ]


def test_whose_plan_it_is_ties_its_names_together():
    ((name, by, _),) = tabled("Chile tabled a port treaty on Monday. Peru attacked the Chilean plan.")
    assert (name, by) == ("port treaty", ["Chile"])
