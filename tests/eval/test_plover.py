"""The exporter to PLOVER 0.5: one event a sentence, in that version's words."""

import pytest

from eval.plover import event_of
from tests.parsed import view


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("Kuwait sent 40 tonnes of medicine to Yemen.", "AID", "Kuwait", "Yemen"),
        ("Kuwait will send 40 tonnes of medicine to Yemen.", "AGREE", "Kuwait", "Yemen"),
        ("Lavrov will visit Mongolia in June.", "AGREE", "Lavrov", "Mongolia"),
        ("Chad will impose sanctions on Sudan.", "THREATEN", "Chad", "Sudan"),
        ("Oslo demanded that Belgrade withdraw its police.", "DEMAND", "Oslo", "Belgrade"),
        ("Togo accused Ghana of harbouring rebels.", "DISAPPROVE", "Togo", "Ghana"),
        ("Ethiopian jets bombed Mekelle.", "FIGHT", "Ethiopian", "Mekelle"),
        ("Gunmen killed two Kenyan policemen.", "ASSAULT", "Gunmen", "Kenyan"),
    ],
)
def test_a_sentence_is_exported(text, kind, source, target):
    event = event_of(view(text))
    assert event["type"] == kind
    assert source in event["source"][0]["text"]
    assert target in event["target"][0]["text"]


def test_talks_between_equals_have_both_as_sources_and_targets():
    event = event_of(view("Talks between Egypt and Sudan ended on Friday."))
    assert event["type"] == "CONSULT"
    assert event["source"] == event["target"]


def test_a_sentence_without_an_event_has_none():
    assert event_of(view("The weather in Oslo was mild.")) is None
