"""Names that the reading cut, or to which it gave the wrong kind. Every name is invented or a state's."""

from memcon import codebook
from memcon.codebook.people import actors
from memcon.coding.fullnames import given, half, whole
from memcon.reading.syntax import Syntax
from tests.readings import reading


def names(marked, heads=""):
    made = reading(marked, heads)
    syntax, text = Syntax(made.tokens, made.sentences), made.article.text
    found = whole(made.mentions, syntax, text, codebook.load(), actors())
    return [(one.kind, one.span.of(text)) for one in found]


def test_a_listed_name_is_whole():
    """`United` and `Nations` are one, and what is inside is not said twice."""
    assert names("the {organisation United} {organisation Nations} left .") == [("organisation", "United Nations")]


def test_a_name_does_not_run_on_into_a_description():
    found = names("{organisation Acme and the regulator} agreed .")
    assert found == [("organisation", "Acme")]


def test_letters_are_no_person():
    assert names("{person XQ} said no .") == [("organisation", "XQ")]


def test_two_who_meet_are_no_person():
    assert names("the {person Ruiz-Vega} summit failed .", "Vega<summit:compound") == []


def test_other_names_that_the_article_gives():
    made = reading("{person Ana Ruiz}, known as {person Nita}, left .")
    text = made.article.text
    _, other = given(made.mentions, text, lambda span: span.of(text))
    assert other == {"Nita": "Ana Ruiz"}


def test_a_bare_north_is_the_only_state_so_called():
    assert half("North", ["North Korea", "Peru"], codebook.load()) == "North Korea"
    assert half("North", ["Peru"], codebook.load()) == "North"


def test_the_end_of_a_listed_name_is_whole():
    assert names("said the {place Nations} left the United {place States} .")[-1] == ("place", "United States")


def test_a_name_is_put_together_again():
    assert names("{person Ana} {person Ruiz} left .") == [("person", "Ana Ruiz")]
    assert names("{person Ana} {person Ruiz} left . {person Ana} stayed .")[0] == ("person", "Ana")
    assert names("{person Senator} {person Ruiz} left .")[0] == ("person", "Senator")
    found = names("the {organisation Norburg People}'s {place Republic} left .")
    assert found == [("organisation", "Norburg People's Republic")]


def test_a_state_in_capitals_or_without_its_last_stop_is_as_listed():
    assert half("UNITED STATES", [], codebook.load()) == "United States"
    assert half("U.S", [], codebook.load()) == "U.S."
    assert half("LIMA", [], codebook.load()) == "LIMA"
