"""When two tellings are one event, and which day a clause has that is counted from another."""

from dataclasses import replace

import pytest

from memcon.coding.clusters import Cluster
from memcon.coding.drafts import EventDraft
from memcon.coding.events import events
from memcon.coding.record import When
from memcon.coding.same_event import is_same
from memcon.coding.when import when_of
from memcon.reading.times import times
from memcon.spans import Span
from tests.parsed import read, view

TWO_REFUSALS = "Lima refused to guarantee the loan. Lima refused to reopen the border."
ONE_REFUSAL = "Lima refused to guarantee the loan. On the loan, Lima refused any guarantee."


def refusals(text):
    return [one for one in events(view(text)) if one.event_type == "REJECT"]


def test_two_refusals_of_one_party_are_two_events():
    assert len(refusals(TWO_REFUSALS)) == 2


def test_a_refusal_told_twice_is_one_event():
    assert len(refusals(ONE_REFUSAL)) == 1


def test_talks_of_another_year_are_not_those_of_today():
    """The date of one telling passes to another that has none, but a mere year is of old talks."""
    made = [EventDraft(head=at, evidence=(), chain=(), rule="", event_type="REQUEST") for at in range(2)]
    made[1].when = When(start="2019-01-01", end="2019-12-31", grain="year", span=Span(0, 4), how="year")
    assert not is_same(*made)
    made[1].when = replace(made[1].when, grain="day")
    assert is_same(*made)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The two presidents met on 18 November 2025, three days after Lima recalled its envoy.", "2025-11-15"),
        ("Lima freed the sailors on 18 November 2025, two days before its minister met Lula.", "2025-11-20"),
    ],
)
def test_some_days_after_a_clause_is_counted_back_to_it(text, day):
    """`met on Tuesday, three days after A did B`: B was three days before Tuesday."""
    made, reading = view(text), read(text)
    dated = type(made)(
        made.scene, made.clauses, times(reading.tokens, reading.sentences, reading.mentions, text, None), made.told
    )
    below = next(one.head for one in made.clauses if made.syntax.tokens[one.head].deprel == "advcl")
    assert when_of(dated, below).start == day


def test_who_deals_with_both_does_not_take_part_in_what_they_have_with_each_other():
    lima, quito, envoy = (Cluster("state", "Peru"), Cluster("state", "Ecuador"), Cluster("person", "Ana Paz"))
    talks, visit = (EventDraft(head=at, evidence=(), chain=(), rule="", event_type="CONSULT") for at in range(2))
    talks.actor, talks.recipient = (lima,), (quito,)
    visit.actor, visit.recipient = (envoy,), (lima, quito)
    assert not is_same(talks, visit)
    visit.actor, visit.recipient = (lima, quito), (envoy,)
    assert is_same(talks, visit)
