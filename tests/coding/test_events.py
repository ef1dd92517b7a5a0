"""Every example of the codebook's event files, coded from the encoder's own parse."""

import pytest

from memcon.codebook.events import lexicon
from memcon.coding.events import events, matches
from tests.parsed import view

EXAMPLES = lexicon().examples
FACTUALITIES = ("actual", "planned", "possible", "conditional", "denied", "called-off", "postponed")


def expected(coded):
    """Take `TYPE mode Actor, Actor; Recipient factuality` apart."""
    kind, mode, who = coded.split(" ", 2)
    last = who.rsplit(" ", 1)[-1]
    factuality = last if last in FACTUALITIES else "actual"
    actor, _, recipient = who.removesuffix(f" {last}" if last in FACTUALITIES else "").partition(";")
    parts = [[one.strip() for one in side.split(",") if one.strip(" -")] for side in (actor, recipient)]
    return kind, None if mode == "-" else mode, factuality, *parts


def names(made, tokens):
    return [" ".join(t.text for t in made.syntax.tokens[made.syntax.low[at] : made.syntax.high[at]]) for at in tokens]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.text[:50])
def test_an_example_of_the_codebook(example):
    """The type, mode and factuality are as written; each party's word is in a party of that role."""
    kind, mode, factuality, actors, recipients = expected(example.coded)
    made = view(example.text)
    found = [match for match in matches(made) if match.entry.event_type == kind]
    assert found, [match.entry.rule for match in matches(made)]
    match = found[0]
    happened = "actual" if match.entry.negated else match.entry.factuality or match.clause.modality
    assert (match.mode, happened) == (mode, factuality)
    for words, tokens in ((actors, match.actor), (recipients, match.recipient)):
        said = names(made, tokens)
        assert all(any(word in one for one in said) for word in words), (match.entry.rule, words, said)
        assert bool(words) == bool(said) or not words


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("No telephone call with Chile took place on Tuesday, a spokesman for the firm said.", {"Chile"}),
        ("There was no meeting with Chile, Peru said.", {"Peru", "Chile"}),
        ("Peru denied that talks were planned in Quito.", {"Peru"}),
    ],
)
def test_a_contact_is_denied_though_one_side_of_it_is_named(text, who):
    (one,) = [one for one in events(view(text)) if one.event_type == "CONSULT"]
    assert one.factuality == "denied"
    assert {party.name for party in (*one.actor, *one.recipient)} == who


def test_a_demand_that_was_not_met_is_no_contact():
    found = events(view("His demand had not been met before formal negotiations, a diplomat said."))
    assert not [one for one in found if one.event_type == "CONSULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Peru's minister Ana Ruiz told Bo Lind of Chile about it when the two spoke by telephone on Tuesday.",
        "Chile's envoy Bo Lind had a telephone call from Peru's minister Ana Ruiz, an official said.",
    ],
)
def test_the_two_who_spoke_are_who_did_something_and_to_whom(text):
    (one,) = [one for one in events(view(text)) if one.event_type == "CONSULT"]
    assert {party.name for party in (*one.actor, *one.recipient)} == {"Ana Ruiz", "Bo Lind"}


def test_a_meeting_with_somebody_is_of_who_tells_it():
    text = "The meeting with Peru's president on Saturday was frank, Chile's president Ana Ruiz said."
    (one,) = [one for one in events(view(text)) if one.event_type == "CONSULT"]
    assert {party.name for party in (*one.actor, *one.recipient)} == {"Ana Ruiz", "Peru's president"}


def test_where_something_is_struck_is_not_whom_it_is_done_to():
    (one,) = events(view("Ethiopian drones struck a power station in Merowe on Monday."))
    assert ([a.name for a in one.actor], one.recipient, one.where and one.where.name) == (["Ethiopia"], (), "Merowe")


def test_who_promises_not_to_strike_threatens_nobody():
    assert not [
        one
        for one in events(view("The union has promised not to strike before March."))
        if one.event_type == "THREATEN"
    ]
    assert [one.event_type for one in events(view("Sudan vowed to retaliate against Chad."))] == ["THREATEN"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Talks that somebody leaves, or a meeting that is asked about, is no contact.
        ("Israel pull negotiators out of Gaza ceasefire talks in Qatar.", []),
        ("Peru and Chile have brought their negotiators home from talks in Lima.", []),
        ("Peru refused to say if President Ana Ruiz would meet the union.", []),
        ("Peru sent no delegation to Lima.", []),
        ("Peru returned from talks with Chile in Lima.", [("CONSULT", "actual", ["Peru", "Chile"])]),
        # An agreement reached is no plan, whatever it will bring; `no envoy` is nobody.
        (
            "Gibraltar will be freed of checks under an agreement reached by Britain and Spain on Wednesday.",
            [("CONCEDE", "planned", ["Gibraltar"]), ("AGREE", "actual", ["United Kingdom", "Spain"])],
        ),
        ("No Chilean envoy met President Ana Ruiz of Peru.", [("CONSULT", "denied", ["Ana Ruiz"])]),
    ],
)
def test_what_is_left_asked_or_done(text, found):
    made = events(view(text))
    assert [
        (one.event_type, one.factuality, [who.name for who in (*one.actor, *one.recipient)]) for one in made
    ] == found
