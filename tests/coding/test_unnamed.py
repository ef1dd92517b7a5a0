"""What an article tells of a source that it does not name; every sentence is invented."""

import pytest

from tests.readings import coded, unnamed


def facts(source, rest="said"):
    return unnamed(f"{{s1 {source}}} {{c1 {rest}}} {{t1 the port is closed}}.")


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("a source", 1),
        ("an official", 1),
        ("two officials", 2),
        ("12 diplomats", 12),
        ("a dozen aides", 12),
        ("sources", None),
        ("several officials", None),
        ("a number of officials", None),
        ("one of the people", 1),
        ("people familiar with the matter", None),
    ],
)
def test_count(source, count):
    assert facts(source).count == count


@pytest.mark.parametrize(
    ("source", "closeness"),
    [
        ("individuals with direct knowledge of the discussions", "direct knowledge of the discussions"),
        ("a person familiar with the matter", "familiar with the matter"),
        ("two diplomats who were briefed on the call", "briefed on the call"),
        ("an official", None),
    ],
)
def test_closeness_in_the_articles_words(source, closeness):
    assert facts(source).closeness == closeness


def test_closeness_ends_before_the_anonymity():
    marked = "{s1 a person familiar with the matter who asked not to be named} {c1 said} {t1 it is closed}."
    assert unnamed(marked).closeness == "familiar with the matter"


@pytest.mark.parametrize(
    ("source", "office"),
    [
        ("a senior official", "senior official"),
        ("two {nationality French} diplomats", "diplomats"),
        ("three security officials", "security officials"),
        ("a source", None),
        ("people", None),
    ],
)
def test_office_without_number_and_side(source, office):
    assert facts(source).office == office


@pytest.mark.parametrize(
    ("source", "side"),
    [
        ("two {nationality French} diplomats", "France"),
        ("a source in the {nationality Russian} Foreign Ministry", "Russia"),
        ("an official from the {nationality Israeli} side", "Israel"),
        ("a {organisation NATO} spokeswoman", "NATO"),
        ("a White House official", "United States"),
        ("an official close to the {nationality French} delegation", None),
    ],
)
def test_side_is_an_entity(source, side):
    coding, _ = coded(f"{{s1 {source}}} {{c1 said}} {{t1 it is closed}}.")
    found = coding.sources[1].unnamed.side
    assert ({entity.id: entity.name for entity in coding.entities}.get(found)) == side


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("who spoke on condition of anonymity because the talks are secret", "the talks are secret"),
        ("who asked not to be named due to the sensitivity of the matter", "the sensitivity of the matter"),
        ("who was not authorized to speak publicly", "was not authorized to speak publicly"),
        ("speaking on condition of anonymity to discuss private talks", "to discuss private talks"),
        ("speaking on condition of anonymity", None),
    ],
)
def test_reason_for_staying_unnamed(sentence, reason):
    assert unnamed(f"{{s1 an aide}}, {sentence}, {{c1 said}} {{t1 it is closed}}.").reason == reason


def test_the_reason_may_stand_in_the_next_sentence():
    marked = "{s1 An aide} {c1 said} {t1 it is closed}. The aide was granted anonymity to discuss a draft."
    assert unnamed(marked).reason == "to discuss a draft"


def test_a_reason_is_not_somebody_elses():
    marked = "{s1 An aide} {c1 said} {t1 it is closed}. Ships waited because officials spoke on condition of anonymity."
    assert unnamed(marked).reason is None


@pytest.mark.parametrize(("source", "count"), [("two of them", 2), ("a general and two diplomats", 3), ("some", None)])
def test_count_of_some_and_of_several_kinds(source, count):
    assert facts(source).count == count
