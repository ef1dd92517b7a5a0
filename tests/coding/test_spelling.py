"""Spellings of one name, and names of two."""

import pytest

from memcon.coding.spelling import same_person, short_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olena Zubenskyy", "Zubensky"),
        ("Volodymyr Zubensky", "Vladimir Zubenskiy"),
        ("Ahmed al-Farouki", "Faruki"),
        ("Muhammad Qasemi", "Mohammed Kasemi"),
        ("Ana Ruiz", "Ruiz"),
        ("A. Ruiz", "Ana Ruiz"),
        ("Ana Maria Ruiz", "Ana Ruiz"),
        ("Sean O'Hara", "O'Hara"),
        ("Ana Peña Ruiz", "Peña Ruiz"),
    ],
)
def test_spellings_and_short_forms_are_one_person(one, other):
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(("one", "other"), [("Ana Ruiz", "Bo Ruiz"), ("Ana Ruiz", "Ana Lind"), ("Lind", "Lund")])
def test_two_people_stay_two(one, other):
    assert not same_person(one, other)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("UDN", "United Dockers of Norvia"),
        ("Stellar", "Stellar Motors"),
        ("Front", "Free Hill Front"),
        ("Norvi", "Norvis"),
    ],
)
def test_short_names_of_bodies(name, full):
    assert short_of(name, full)


def test_a_word_inside_a_name_is_no_short_form():
    assert not short_of("Hill", "Free Hill Front")
