"""Positions, proposals, standings and issues, off sentences of ours as the encoder reads them."""

import pytest

from memcon import encoder
from memcon.codebook.files import read as read_file
from memcon.coding.code import code
from memcon.coding.issues import issue_of
from memcon.coding.merging import merged
from memcon.coding.positions import positions
from memcon.coding.proposals import proposals
from memcon.coding.record import MadeBy, Record
from memcon.coding.standings import standings
from memcon.reading.reader import read_many
from memcon.spans import Span
from tests.parsed import article, read, view


def examples(name):
    return read_file(name).content["examples"]


def words(made, spans):
    return " … ".join(span.of(made.text) for span in spans)


def found(text):
    """Return `HOLDER STANCE: object` of every position."""
    made = view(text)
    return [f"{one.holder.name} {one.stance}: {words(made, one.object)}" for one in positions(made)]


def conditions(text):
    """Return the conditions of every position by stance."""
    made = view(text)
    return {one.stance: [(limit.kind, limit.span.of(made.text)) for limit in one.conditions] for one in positions(made)}


@pytest.mark.parametrize("example", examples("stances.yaml"), ids=lambda one: one["text"][:50])
def test_an_example_of_the_stances(example):
    assert example["found"] in found(example["text"])


@pytest.mark.parametrize("example", examples("issues.yaml"), ids=lambda one: one["text"][:50])
def test_an_example_of_the_issues(example):
    made = view(example["text"])
    assert issue_of(made.syntax, [Span(0, len(made.text))]) == example["issue"]


@pytest.mark.parametrize("example", examples("states.yaml"), ids=lambda one: one["text"][:50])
def test_an_example_of_the_scale(example):
    states = [one.state for one in standings(view(example["text"]))]
    assert states == ([example["state"]] if example["state"] else [])


@pytest.mark.parametrize("example", examples("proposals.yaml"), ids=lambda one: one["text"][:50])
def test_an_example_of_the_proposals(example):
    made = view(example["text"])
    (one,) = proposals(made)
    assert (words(made, one.title), [party.name for party in one.by]) == (example["name"], [example["by"]])


def test_several_positions_in_one_sentence_are_several_records():
    """{demand of Bolivia} inside {rejection by Chile}."""
    assert found("Chile rejected Bolivia's demand for access to the sea.") == [
        "Chile reject: Bolivia's demand for access to the sea",
        "Bolivia demand: access to the sea",
    ]


def test_joined_acts_are_positions_each():
    assert found("Kenya urged Somalia to reopen the crossing and free the drivers.") == [
        "Kenya urge: reopen the crossing",
        "Kenya urge: free the drivers",
    ]


def test_a_condition_is_tied_to_what_it_limits():
    assert conditions("Mali is prepared to free the captives if the blockade is lifted.") == {
        "open": [("if", "if the blockade is lifted")]
    }
    assert conditions("Angola will not negotiate until the rebels lay down their arms.") == {
        "reject": [("only-after", "until the rebels lay down their arms")]
    }
    assert conditions("Cuba warned that it would expel the envoys unless the ban was lifted.") == {
        "warn": [("unless", "unless the ban was lifted")]
    }


def test_only_may_stand_apart_from_its_after():
    assert conditions("Mali would only accept a truce after the rebels left Timbuktu.") == {
        "accept": [("only-after", "after the rebels left Timbuktu")]
    }
    assert conditions("Mali accepted a truce after the rebels left Timbuktu.") == {"accept": []}


def test_a_day_is_no_condition():
    assert conditions("Angola will not negotiate until Friday.") == {"reject": []}


def test_a_future_that_hurts_is_a_warning():
    assert found("Cuba said it would expel the envoys.") == ["Cuba warn: expel the envoys"]


def test_what_is_only_hoped_or_supposed_is_no_position():
    assert found("Norway hopes that Chile accepts the terms.") == []
    assert found("If Chile accepts the terms, the war will end.") == []


def test_an_allegation_that_is_rejected_is_no_position():
    assert found("Chile rejected the allegation.") == []


def test_we_in_a_quotation_is_the_side_of_who_speaks():
    (one,) = positions(view('"We will never give up the harbour," Peruvian President Ana Ruiz said.'))
    assert (one.holder.name, one.stance, one.told_by) == ("Peru", "reject", "own")


def test_a_third_party_tells():
    (one,) = positions(view("Qatar said Hamas had accepted the draft."))
    assert (one.holder.name, one.stance, one.told_by) == ("Hamas", "accept", "third-party")
    assert [hop.cluster.name for hop in one.chain] == ["Qatar"]


def test_a_denied_offer_is_denied():
    (one,) = positions(view("Georgia denied that it had offered Russia a base."))
    assert (one.holder.name, one.stance, one.toward.name, one.factuality) == ("Georgia", "offer", "Russia", "denied")


def test_a_position_is_linked_to_what_lies_on_the_table():
    made = view("Egypt's truce proposal calls for a pause of forty days. Libya accepted the proposal.")
    (tabled,) = proposals(made)
    (answer,) = [one for one in positions(made, [tabled]) if one.stance == "accept"]
    assert answer.proposal is tabled


def test_competing_assessments_stand_side_by_side():
    made = view("The Chilean envoy called the talks constructive. The Peruvian envoy said the talks had stalled.")
    assert [one.state for one in standings(made)] == ["progress", "deadlocked"]


def test_every_record_is_grounded():
    """Ids resolve, spans lie inside, chains begin at the writer."""
    text = (
        "Egypt's truce proposal calls for a pause of forty days. Qatar said Libya had accepted the proposal if troops "
        "leave. Chile and Peru met in Lima on Monday. The talks were constructive, Chile said."
    )
    reading = read(text)
    made_by = MadeBy(memcon="0", model="encoder", codebook="negotiation-1")
    record = Record.of(reading.article, code(reading), made_by, ())
    assert record.check() == []
    assert record.positions
    assert record.proposals
    assert record.standings


@pytest.mark.parametrize("example", examples("quantities.yaml"), ids=lambda one: one["text"][:50])
def test_an_example_of_the_quantities(example):
    (one,) = positions(view(example["text"]))
    assert [f"{amount.number:g} {amount.unit}" for amount in one.amounts] == [
        f"{float(number):g} {unit}" for number, unit in (written.split(" ", 1) for written in example["amounts"])
    ]


def test_a_day_by_which_is_the_deadline_and_no_amount():
    text = "Lima demanded on Monday that the ships leave by 30 June."
    (one,) = code(read_many([article(text, "2025-06-10")], encoder.load(1))[0]).positions
    assert (one.deadline.start, one.deadline.end, one.amounts) == ("2025-06-30", "2025-06-30", ())


def test_what_is_called_a_red_line_is_one():
    text = "Foreign Minister Ana Ruiz of Peru said the base was a red line. She rejected a toll on the canal."
    assert [one.red_line for one in positions(view(text))] == [True, False]


def test_it_is_shown_by_what_it_means():
    text = "Egypt tabled a two-stage plan to reopen the strait. Iran rejected it."
    assert "Iran reject: a two-stage plan to reopen the strait" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway has made no new offer, Denmark said.",
        "No new offer was made by Norway, Denmark said.",
        "Denmark said that Norway had not presented any figure.",
        "Denmark said that it had received no proposal from Norway.",
    ],
)
def test_an_offer_that_was_not_made_is_a_denied_one_of_whom_it_would_have_been(text):
    made = view(text)
    assert [(one.holder.name, one.stance, one.factuality) for one in positions(made)] == [("Norway", "offer", "denied")]


@pytest.mark.parametrize(
    "text", ["Norway will make no new offer, Denmark said.", "Norway made an offer, Denmark said."]
)
def test_an_offer_that_will_not_be_made_is_no_denial(text):
    assert all(one.factuality != "denied" for one in positions(view(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Peru rejected reports that Chile would accept foreign inspectors.",
        "Chile denied that it would accept foreign inspectors.",
        "Chile's government dismissed claims that it had agreed to accept foreign inspectors.",
    ],
)
def test_what_is_denied_is_denied_though_it_was_to_come_and_no_report_is_refused(text):
    found = [(one.stance, one.factuality) for one in positions(view(text))]
    assert found == [("accept", "denied")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour Union has stopped insisting on a ban on night shifts.", "concede"),
        ("The Harbour Union has ceased to press for a ban on night shifts.", "concede"),
        ("The Harbour Union accepted that there will be no strikes until March, the port said.", "accept"),
    ],
)
def test_what_is_asked_no_more_is_conceded_and_what_is_accepted_is_the_subject_s(text, expected):
    assert [(one.holder.name, one.stance) for one in positions(view(text))] == [("Harbour Union", expected)]


def test_a_plan_is_unacceptable_to_whom_it_is_said_to_be():
    assert found("Peru said that the plan is unacceptable to Chile.") == ["Chile reject: the plan"]


def test_others_must_provide_what_a_party_says_that_they_must():
    (one,) = positions(view("Developed countries must provide 300 billion dollars a year, Peru said."))
    assert (one.holder.name, one.stance) == ("Peru", "demand")


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("The Harbour Union would rather strike for a year than accept the offer.", "accept the offer"),
        ("Peru would sooner leave the pact than hand over its mine, a diplomat said.", "hand over its mine"),
    ],
)
def test_what_somebody_would_rather_leave_than_do_is_refused(text, refused):
    ((holder, _),) = [(one.split(" reject: ")[0], one) for one in found(text)]
    assert found(text) == [f"{holder} reject: {refused}"]


def test_what_is_not_to_be_done_is_told_with_its_not():
    assert found("The mayor asked the guards not to strike.") == ["mayor urge: not to strike"]


def test_in_quotation_marks_nobody_speaks_of_himself_as_it():
    said = 'Minister Ana Ruiz of Peru signed the pact with Chile. "It will cut our costs," Ruiz said.'
    assert found(said) == []


def test_what_analysts_warn_of_is_no_position():
    assert found("Analysts warned that the truce would collapse.") == []


def test_what_one_will_no_longer_do_is_refused():
    assert found("Peru said it would no longer comply with the treaty.") == ["Peru reject: comply with the treaty"]


def test_an_act_behind_what_is_backed_belongs_to_it():
    assert found("Lawmakers in Lima backed moves to delay the vote.") == ["Lawmakers accept: moves to delay the vote"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union said it will only attend if Peru apologises.", ["union open: attend"]),
        ("By June the company will have raised wages by a fifth, the company said.", []),
        ("Peru withdrew its offer to hire more pilots.", ["Peru reject: hire more pilots"]),
    ],
    ids=["only if", "what will have been done", "an offer taken back"],
)
def test_what_is_meant_by_a_future_and_by_taking_back(text, expected):
    assert found(text) == expected


def test_who_urges_another_is_who_proposes():
    said = found("The mayor urged the government not to give in and proposed a fund for mills.")
    assert "mayor offer: a fund for mills" in said


def test_what_others_want_is_no_part_of_an_object():
    said = found("Peru wants the tax lowered to 39 percent, while Chile has made a pullout a condition for signing.")
    assert said == ["Peru demand: the tax lowered to 39 percent", "Chile demand: a pullout"]


def test_nobody_refuses_himself():
    """A slip of the parse (`Peru has vetoed the release of Diaz, the official said`) leaves no record."""
    made = view("Peru rejected a cap on exports.")
    (draft,) = positions(made)
    assert merged(made, [draft]) == [draft]
    draft.object = (Span(0, 4),)
    assert merged(made, [draft]) == []


def test_a_union_of_airline_pilots_is_no_airline():
    text = (
        "Pilots at Skyline Airways rejected a pay offer on Monday. The Airline Pilots' Association said so. "
        "Labour Minister Ines Duarte offered to mediate. The airline accepted the minister's proposal."
    )
    assert "Skyline Airways accept: the minister's proposal" in found(text)


@pytest.mark.parametrize(
    ("text", "is_agreed"),
    [
        ("Peru and Chile signed a border accord on Monday.", True),
        ("On 3 May 1999 Peru and Chile initialled a fishing pact.", False),
        ("Peru and Chile agreed on Monday to meet again.", False),
    ],
)
def test_an_agreement_that_is_news_says_how_talks_stand(text, is_agreed):
    record = code(read_many([article(text, "2025-06-10")], encoder.load(1))[0])
    assert ("agreed" in [one.state for one in record.standings]) == is_agreed
