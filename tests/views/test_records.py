"""Contacts, positions, plans and standings in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from memcon.coding.record import Record, When
from memcon.spans import Span
from memcon.views import article_view
from memcon.views.dates import days_words, moment_words, when_words
from memcon.views.records import said_again

PASS = Path(__file__).parents[1] / "records" / "pass.json"


@pytest.fixture
def record():
    return Record.from_json(PASS.read_text(encoding="utf-8"))


@pytest.fixture
def view(record):
    return article_view(record)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-04-08", "2031-04-08", "Tue 8 Apr 2031"),
        ("2031-04-08T15:00", "2031-04-08T15:00", "Tue 8 Apr 2031"),
        ("2031-04-02", "2031-04-04", "2–4 Apr 2031"),
        ("2031-03-31", "2031-04-06", "31 Mar – 6 Apr 2031"),
        ("2030-12-30", "2031-01-02", "30 Dec 2030 – 2 Jan 2031"),
        ("2031-04-01", "2031-04-30", "Apr 2031"),
        ("2031-04-01", "2031-06-30", "Apr – Jun 2031"),
        ("2030-12-01", "2031-01-31", "Dec 2030 – Jan 2031"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2029-01-01", "2031-12-31", "2029–2031"),
        ("spring", "spring", "spring"),
        ("spring", "autumn", "spring to autumn"),
    ],
)
def test_dates_in_words(start, end, words):
    assert when_words(When(start=start, end=end, grain="day", span=None, how="")) == words


def test_contacts_are_told_from_other_acts(view):
    assert [(one.id, one.kind, one.when, one.who) for one in view.contacts] == [
        ("e1", "phone call", "Tue 8 Apr 2031", "Maro Lind (Veldria) with Hanna Ost (Osmark)"),
        ("e3", "meeting", "Mon 14 Apr 2031", "envoys of the two countries"),
        ("e4", "meeting", "31 Mar – 6 Apr 2031", ""),
    ]
    assert [(one.id, one.kind, one.who) for one in view.acts] == [
        ("e2", "threaten", "Veldria toward Osmark"),
        ("e5", "coerce", "Osmark"),
    ]


def test_only_what_is_not_actual_is_remarked_upon(view):
    assert {one.id: one.labels for one in view.contacts} == {"e1": (), "e3": ("planned",), "e4": ("called off",)}


def test_a_side_is_named_once_for_those_who_stand_together(record):
    together = replace(record.events[0], actor=("n3", "n2", "n4", "n6"), recipient=())
    (contact, *_) = article_view(replace(record, events=(together,))).contacts
    assert contact.who == "Maro Lind, Veldria, Hanna Ost (Osmark), United Nations"


def test_positions_stand_by_side_then_by_issue_and_those_without_one_come_last(record):
    unnamed = replace(record.positions[3], issue=None)
    backwards = replace(record, positions=(record.positions[4], unnamed, *record.positions[:3]))
    grouped = [
        (side.name, issue.name, [one.id for one in issue.positions])
        for side in article_view(backwards).sides
        for issue in side.issues
    ]
    assert grouped == [
        ("Veldria", "territory", ["p1"]),
        ("Veldria", "trade", ["p2"]),
        ("Veldria", "no issue named", ["p5"]),
        ("Osmark", "territory", ["p3"]),
        ("Osmark", "no issue named", ["p4"]),
    ]


def test_a_position_keeps_the_words_of_its_object_and_of_its_conditions(view):
    shown = [(one.stance, one.toward, one.holder, one.words, one.conditions) for one in view.positions]
    assert shown == [
        ("offer", "to Osmark", None, ("reopen the pass",), ("only after Osmark withdraws its border guards",)),
        ("warn", "Osmark", "Maro Lind", ('"convoys will stop"',), ("unless the tolls are lifted by May 1",)),
        ("accept", None, None, ("the outline",), ()),
        ("reject", "toward Veldria", None, ("the demand",), ()),
        ("accept", None, None, ("joint patrols",), ("in exchange for written guarantees",)),
    ]


def test_the_kind_of_a_condition_is_said_where_its_words_do_not_say_it(record):
    bare = replace(record.positions[0].conditions[0], span=record.positions[0].object[0])
    position = replace(record.positions[0], conditions=(bare,))
    (shown,) = article_view(replace(record, positions=(position,))).positions
    assert shown.conditions == ("only after: reopen the pass",)


def test_whose_word_a_position_is(view):
    assert {one.id: (one.account, one.is_own, one.labels) for one in view.positions} == {
        "p1": ("Maro Lind", False, ("conditional",)),
        "p2": ("Maro Lind", True, ("conditional",)),
        "p3": ("The Harbour Post → one official close to the premier", False, ()),
        "p4": ("The Harbour Post → one official", False, ("possible",)),
        "p5": ("the writer", False, ("told by the other side",)),
    }


def test_a_holder_without_a_side_stands_by_itself(record):
    alone = replace(record.positions[0], holder="n6", side=None)
    (side,) = article_view(replace(record, positions=(alone,))).sides
    assert side.name == "United Nations"


def test_a_plan_comes_with_its_answers(view):
    (plan,) = view.proposals
    assert (plan.name, plan.by, plan.when) == ("The mediators' four-page outline", "mediators", "Wed 2 Apr 2031")
    assert plan.terms == ("a monthly count of trucks", "shared customs posts")
    assert [answer.id for answer in plan.answers] == ["p5"]


def test_assessments_of_one_matter_stand_side_by_side(view):
    assert [(matter.name, [one.state for one in matter.standings]) for matter in view.matters] == [
        ("trade", ["deadlocked", "near agreement"]),
        ("meeting of Mon 14 Apr 2031 (e3)", ["open"]),
    ]


def test_an_assessment_of_an_issue_at_a_meeting_says_which(record):
    at_a_meeting = replace(record.standings[0], event="e1")
    (matter, *_) = article_view(replace(record, standings=(at_a_meeting,))).matters
    assert (matter.name, matter.standings[0].labels) == ("trade", ("of the phone call of Tue 8 Apr 2031 (e1)",))


def test_an_assessment_of_nothing_in_particular_is_of_the_talks(record):
    whole = replace(record.standings[2], event=None)
    assert article_view(replace(record, standings=(whole,))).matters[0].name == "the talks"


def test_segments_know_every_record_and_its_part(view):
    (segment,) = (one for one in view.segments if one.text == '"convoys will stop"')
    assert [(cover.record, cover.role) for cover in segment.covers] == [
        ("p2", "object"),
        ("e2", "evidence"),
        ("q3", "content"),
        ("p2", "evidence"),
    ]


def test_a_record_does_not_begin_at_its_date(record):
    """`… on Monday.` dates e5; a mark is put where its evidence begins, even were the date before it."""
    early = replace(record.events[4], when=replace(record.events[4].when, span=record.events[0].when.span))
    cut = article_view(replace(record, events=(early,))).segments
    assert [segment.text for segment in cut if "e5" in segment.begins] == ["Osmark closed two roads"]


def test_every_record_of_the_report_begins_once(record, view):
    begun = sorted(one for segment in view.segments for one in segment.begins)
    coded = (*record.attributions, *record.events, *record.positions, *record.proposals, *record.standings)
    assert begun == sorted(one.id for one in coded)


def test_a_long_hop_is_cut_at_a_word_where_the_chain_is_told_in_short(record):
    long = replace(record.sources[1], span=record.attributions[0].content[0])
    (shown, *_) = article_view(replace(record, sources=(record.sources[0], long, *record.sources[2:]))).contacts
    assert shown.account == "Veldrian President Maro Lind telephoned …"
    assert shown.chain_words.endswith("to discuss the Karst pass")


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2031-03-09", "9 Mar 2031"),
        ("2031-03-09T14:20:00Z", "9 Mar 2031, 14:20 UTC"),
        ("2031-03-09T01:20:00+02:00", "8 Mar 2031, 23:20 UTC"),
        ("2031-03-09T14:20", "9 Mar 2031, 14:20"),
        ("2031-03-09T00:00:00Z", "9 Mar 2031"),
        ("in spring", "in spring"),
    ],
)
def test_a_moment_is_told_in_utc_and_a_day_as_a_day(iso, words):
    assert moment_words(iso) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2031-03-03", "2031-03-09", "3–9 Mar 2031"),
        ("2031-03-03T09:00:00Z", "2031-03-03T12:00:00Z", "3 Mar 2031"),
        ("2031-03-01", "2031-03-31", "Mar 2031"),
        ("spring", "summer", "spring to summer"),
    ],
)
def test_days_are_told_from_first_to_last(first, last, words):
    assert days_words(first, last) == words


def test_an_act_that_a_position_says_as_well_is_told_apart(record):
    position = record.positions[0]
    act = replace(record.events[0], id="e9", event_type="REJECT", actor=(position.holder,), evidence=position.evidence)
    held = replace(position, stance="reject")
    assert said_again(replace(record, events=(act,), positions=(held,))) == ("e9",)
    assert said_again(replace(record, events=(act,), positions=(replace(held, stance="demand"),))) == ()
    threat, warning = replace(act, event_type="THREATEN"), replace(position, stance="warn")
    assert said_again(replace(record, events=(threat,), positions=(warning,))) == ("e9",)
    elsewhere = replace(act, evidence=(Span(0, 1),))
    assert said_again(replace(record, events=(elsewhere,), positions=(held,))) == ()
