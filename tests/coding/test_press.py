"""Words to the press, and why a source has no name, are no contacts."""

import pytest

from memcon.coding.events import events
from tests.parsed import view


def types(text):
    return [one.event_type for one in events(view(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Rubio spoke to Fox News on Sunday.",
        "Kirby discussed the attack with reporters on Monday.",
        "Lavrov talked to Russian state television about the talks.",
        "She met journalists in Geneva on Tuesday.",
        "Speaking to Al Jazeera, Hamdan said the talks were useful.",
        "The officials were granted anonymity to discuss the negotiations with Iran.",
        "Baghaei declined to discuss the talks with the United States.",
        '"First the teams must agree," Macron told reporters after the summit.',
    ],
)
def test_words_to_the_press_are_no_event(text):
    assert types(text) == []


def test_a_contact_told_to_an_outlet_stands():
    assert types("Witkoff told CNN he had spoken with Araghchi by phone.") == ["CONSULT"]


def test_talks_of_a_broadcaster_with_its_union_are_a_contact():
    assert types("The BBC held talks with the union on Friday.") == ["CONSULT"]
