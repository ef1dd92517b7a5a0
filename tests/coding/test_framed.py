"""Where rules and the frame head meet: rules first, the head beside them, and what it finds unlikely is left out."""

from dataclasses import replace

import pytest

from memcon.coding.code import view_of
from memcon.coding.denoting import from_its_first
from memcon.coding.events import events
from memcon.coding.framed_events import settled
from memcon.coding.positions import positions
from memcon.coding.proposals import proposals
from memcon.coding.standings import standings
from memcon.spans import Span
from tests.framings import framing
from tests.parsed import read


def view(text, seen=(), parts=(), rest=0.1):
    reading = read(text)
    return view_of(replace(reading, framing=framing(reading, seen, parts, rest)))


def held(made):
    return [
        (one.holder.name, one.stance, " ".join(span.of(made.text) for span in one.object)) for one in positions(made)
    ]


BURY = "Peru buried a cap on exports."


def test_a_stance_that_no_rule_knows_is_the_heads():
    made = view(BURY, [("buried", "stances", "reject", 0.9)], [("buried", "by", "Peru"), ("buried", "what", "cap")])
    assert held(made) == [("Peru", "reject", "a cap on exports")]
    assert [one.rule for one in positions(made)] == ["frames.yaml#stances/reject"]


def test_an_unlikely_one_is_none():
    assert (
        held(view(BURY, [("buried", "stances", "reject", 0.3)], [("buried", "by", "Peru"), ("buried", "what", "cap")]))
        == []
    )


def test_a_stance_without_an_object_is_none():
    assert held(view(BURY, [("buried", "stances", "reject", 0.9)], [("buried", "by", "Peru")])) == []


def test_what_a_rule_found_is_not_found_again():
    text = "Peru rejected a cap on exports."
    made = view(
        text, [("rejected", "stances", "reject", 0.9)], [("rejected", "by", "Peru"), ("rejected", "what", "cap")]
    )
    assert held(made) == [("Peru", "reject", "a cap on exports")]
    assert positions(made)[0].rule.startswith("stances.yaml")


def test_a_rule_that_the_head_finds_quite_unlikely_is_not_believed():
    text = "Peru rejected a cap on exports."
    assert held(view(text, rest=0.001)) == []
    assert held(view(text, [("rejected", "stances", "reject", 0.4)], rest=0.001)) == [
        ("Peru", "reject", "a cap on exports")
    ]


def test_the_head_turns_a_stance_that_it_is_sure_of():
    made = view("Peru rejected a cap on exports.", [("rejected", "stances", "concede", 0.99)])
    assert [stance for _, stance, _ in held(made)] == ["concede"]


def test_an_act_that_no_entry_knows_is_the_heads():
    text = "Peru huddled with Chile in Lima on Monday."
    made = view(
        text,
        [("huddled", "types", "CONSULT", 0.9), ("huddled", "modes", "meet", 0.8)],
        [("huddled", "by", "Peru"), ("huddled", "to", "Chile")],
    )
    (one,) = events(made)
    assert (one.event_type, one.mode, [a.name for a in one.actor], [r.name for r in one.recipient]) == (
        *("CONSULT", "meet"),
        *(["Peru"], ["Chile"]),
    )


@pytest.mark.parametrize("parts", [[], [("huddled", "by", "Peru")]], ids=["nobody", "one alone"])
def test_a_contact_needs_two(parts):
    text = "Peru huddled in Lima on Monday."
    assert events(view(text, [("huddled", "types", "CONSULT", 0.9)], parts)) == []


@pytest.mark.parametrize(
    ("text", "carrier"),
    [("Fallout from Peru's summit with Chile in Lima goes on.", "summit"), ("Peru huddled with Chile.", "huddled")],
)
def test_who_deals_with_somebody_is_told_by_the_parse_where_the_head_sees_one_alone(text, carrier):
    (one,) = events(view(text, [(carrier, "types", "CONSULT", 0.9)], [(carrier, "by", "Peru")]))
    assert {party.name for party in (*one.actor, *one.recipient)} == {"Peru", "Chile"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Three aides of Peru spoke with Chile by phone.", ["CONSULT"]),
        ("Three aides of Peru spoke on condition of anonymity.", []),
    ],
    ids=["to Chile", "to reporters"],
)
def test_who_will_not_be_named_met_nobody(text, told):
    assert [one.event_type for one in events(view(text, [("spoke", "types", "CONSULT", 0.9)]))] == told


@pytest.mark.parametrize(
    ("text", "carrier", "tied"),
    [
        ("Peru met Chile in Lima on Monday. The talks were difficult.", "met", True),
        ("Peru's minister visited Chile on Monday. The talks were difficult.", "visited", False),
        ("Peru's minister visited Chile on Monday. The meeting was difficult.", "visited", True),
    ],
)
def test_a_standing_is_of_a_contact_that_its_noun_may_mean(text, carrier, tied):
    made = view(text, [(carrier, "types", "CONSULT", 0.9)])
    assert [one.event is not None for one in standings(made, events(made))] == [tied]


def test_whom_somebody_is_like_takes_no_part():
    text = "Like Chile, Peru bashed Bolivia."
    parts = [("bashed", "by", "Chile"), ("bashed", "by", "Peru"), ("bashed", "to", "Bolivia")]
    (one,) = events(view(text, [("bashed", "types", "ACCUSE", 0.9)], parts))
    assert ([a.name for a in one.actor], [r.name for r in one.recipient]) == (["Peru"], ["Bolivia"])


def test_a_standing_that_no_pattern_knows_is_the_heads():
    made = view("The envoys are chasing their tails.", [("chasing", "states", "deadlocked", 0.9)])
    assert [(one.state, one.rule) for one in standings(made)] == [("deadlocked", "frames.yaml#states/deadlocked")]


SLOW = "The talks in Lima are a slow waltz."


@pytest.mark.parametrize(
    ("text", "word", "chance", "found"),
    [
        (SLOW, "waltz", 0.6, ["difficult"]),
        ("The harvest in Lima is a slow waltz.", "waltz", 0.55, []),
        ("The harvest in Lima is a slow waltz.", "waltz", 0.9, ["difficult"]),
        ("Are the talks in Lima a slow waltz?", "waltz", 0.6, []),
    ],
    ids=["of talks", "of a harvest", "the head is sure", "a question"],
)
def test_a_standing_of_the_head_is_of_talks_and_asserted(text, word, chance, found):
    assert [one.state for one in standings(view(text, [(word, "states", "difficult", chance)]))] == found


def test_evidence_begins_with_the_first_word_of_a_phrase():
    made = view("The tired envoys met in Lima.")
    start, end = made.text.index("envoys"), made.text.index(" in Lima")
    assert from_its_first(made, Span(start, end)).of(made.text) == "The tired envoys met"


def test_a_plan_by_another_noun_is_the_heads():
    text = "Chile sent round a menu of three ports."
    made = view(text, [("menu", "plans", "plan", 0.9)], [("menu", "by", "Chile")])
    (one,) = proposals(made)
    assert ([span.of(made.text) for span in one.title], [by.name for by in one.by]) == (["menu"], ["Chile"])


def test_without_the_head_the_rules_stand_alone():
    reading = read("Peru rejected a cap on exports.")
    assert held(view_of(replace(reading, framing=None))) == [("Peru", "reject", "a cap on exports")]


def test_a_strike_of_workers_is_no_assault():
    """`strikes` is an act of force to the entry, and a protest to the head."""
    text = "Teachers' strike in Lima enters its third week."
    assert [one.event_type for one in events(view(text, rest=0.2))] == ["ASSAULT"]
    assert [one.event_type for one in events(view(text, [("strike", "types", "PROTEST", 0.9)]))] == ["PROTEST"]


def test_an_act_that_the_head_takes_for_neither_act_nor_stance_is_none():
    text = "Peru offered Chile few details."
    assert events(view(text, [("offered", "stances", "reject", 0.9)], rest=0.001)) == []
    assert [one.event_type for one in events(view(text, [("offered", "stances", "offer", 0.9)], rest=0.001))] == [
        "AGREE"
    ]


def test_a_contact_that_is_denied_is_the_rules():
    text = "Peru denied that it had held talks with Chile."
    assert [one.factuality for one in events(view(text, rest=0.001)) if one.event_type == "CONSULT"] == ["denied"]


def test_what_is_shot_down_in_talks_is_no_assault():
    text = "Peru shot down Chile's plane."
    seen = [("shot", "stances", "reject", 0.9)]
    assert [one.event_type for one in events(view(text, rest=0.2))] == ["ASSAULT"]
    assert events(view(text, seen, rest=0.05)) == []


def test_a_negated_stance_is_the_rules_to_turn():
    text = "Peru did not rule out a cap on exports."
    made = view(text, [("rule", "stances", "reject", 0.99)])
    assert [stance for _, stance, _ in held(made)] == ["open"]


def test_a_contact_that_is_only_possible_needs_the_head():
    text = "Peru and Chile may hold talks in Lima."
    assert [one.factuality for one in events(view(text, rest=0.3))] == ["possible"]
    assert events(view(text, rest=0.1)) == []


def test_a_contact_in_a_condition_is_conditional():
    text = "Peru will lift the ban if Chile meets Bolivia in Lima."
    made = view(text, [("lift", "stances", "commit", 0.9), ("meets", "types", "CONSULT", 0.9)], rest=0.1)
    acts = settled(made, events(made), positions(made))
    assert [(one.event_type, one.factuality) for one in acts if one.event_type == "CONSULT"] == [
        ("CONSULT", "conditional")
    ]


def test_what_somebody_wants_is_no_act_of_the_heads():
    text = "Peru demanded the demolition of the dam by Chile."
    seen = [("demolition", "types", "RETREAT", 0.9)]
    made = view(text, seen, [("demolition", "by", "Chile")])
    assert [one.event_type for one in events(made) if one.event_type == "RETREAT"] == ["RETREAT"]
    assert [one.event_type for one in settled(made, events(made), positions(made)) if one.event_type == "RETREAT"] == []


def seen(text, word, label, **parts):
    """Return what is held in a text where the head sees a stance at a word, and who and what has a part in it."""
    roles = [(word, role, one) for role, many in parts.items() for one in many.split()]
    return held(view(text, [(word, "stances", label, 0.9)], roles))


@pytest.mark.parametrize(
    ("text", "word", "label", "what"),
    [
        ("Chile asked whether Peru is eyeing a cap on exports.", "eyeing", "open", "cap"),
        ("Peru fears a cap on exports.", "fears", "reject", "cap"),
        ("Peru did not mention a cap on exports.", "mention", "reject", "cap"),
    ],
    ids=["asked", "feared", "only not done"],
)
def test_what_is_asked_feared_or_only_not_done_is_no_stance(text, word, label, what):
    assert seen(text, word, label, by="Peru", what=what) == []


def test_who_wants_to_do_something_himself_demands_nothing():
    own = seen("Peru wants to sign the treaty.", "wants", "demand", by="Peru", what="sign")
    assert own == [("Peru", "open", "sign the treaty")]
    asked = seen("Peru wants to see the books.", "wants", "demand", by="Peru", what="see")
    assert asked == [("Peru", "demand", "see the books")]


def test_an_act_that_the_parse_hangs_elsewhere_is_the_heads():
    text = "Peru urged the public again on Monday, a holiday, to remain calm."
    (one,) = seen(text, "urged", "urge", by="Peru", what="remain", to="public")
    assert one[2].endswith("remain calm")


def test_nobody_demands_of_himself():
    text = "The deal requires Peru to close the mine."
    assert seen(text, "requires", "demand", by="Peru", what="close", to="Peru") == []


def test_who_acts_is_not_told_only_later():
    text = "The text would cut the tax. Peru is silent."
    assert seen(text, "cut", "offer", by="Peru", what="tax") == []


def test_the_subject_holds_what_its_verb_says_where_the_head_thinks_it_possible():
    text = "Peru said that Chile shelved the tax."
    made = view(text, [("shelved", "stances", "reject", 0.9)], [("shelved", "by", "Peru"), ("shelved", "what", "tax")])
    assert [holder for holder, _, _ in held(made)] == ["Peru"]
    both = seen(text, "shelved", "reject", by="Peru Chile", what="tax")
    assert "Chile" in [holder for holder, _, _ in both]


def test_who_denies_an_act_refuses_nothing():
    text = "Peru denies arming Chile."
    seen = [("denies", "stances", "reject", 0.9)]
    assert held(view(text, seen, [("denies", "by", "Peru"), ("denies", "what", "arming")])) == []


def test_a_kicker_in_capitals_is_no_standing():
    title = "OVER AND OUT: Miners bury the deal"
    reading = read(f"{title}\n\nThe miners voted on Monday.")
    article = replace(reading.article, body=Span(len(title) + 2, len(reading.article.text)))
    seen = framing(reading, [("OUT", "states", "agreed", 0.99)], (), 0.1)
    assert standings(view_of(replace(reading, framing=seen))) != []
    assert standings(view_of(replace(reading, framing=seen, article=article))) == []


def test_what_an_agreement_is_on_is_no_party_to_it():
    made = view(
        "An agreement on prisoners was near.",
        [("agreement", "types", "AGREE", 0.9)],
        [("agreement", "by", "prisoners")],
    )
    assert [one.event_type for one in events(made)] == []
