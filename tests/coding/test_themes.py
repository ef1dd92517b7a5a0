"""Positions whose words name no issue get the one that they are nearest to in meaning."""

import pytest

from memcon import codebook, encoder
from memcon.coding import themes_of
from memcon.reading.syntax import Syntax
from memcon.spans import Span
from tests.parsed import read


def nearest(words):
    text = f"The minister said on Monday that they must {words}."
    reading = read(text)
    start = text.index(words)
    syntax = Syntax(reading.tokens, reading.sentences)
    return themes_of(encoder.load()).nearest(reading, syntax, [Span(start, start + len(words))])


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("release the women, the children and the wounded over six weeks", "prisoners"),
        ("pay back two hundred million dollars to the lenders by June", "money"),
    ],
)
def test_what_no_listed_word_names_is_found_by_meaning(words, issue):
    assert nearest(words) == issue


@pytest.mark.parametrize("words", ["keep the deal", "come back to the hotel before breakfast tomorrow"])
def test_what_is_about_nothing_on_the_agenda_stays_null(words):
    assert nearest(words) is None


def test_a_dossiers_issue_takes_nothing_but_what_is_nearer_to_it(tmp_path):
    """Beside one of memcon's own that is close to it, and where it is the nearest itself."""
    issue = "release-order: {description: 'the order in which captives are set free, women and children first'}"
    (tmp_path / "dossier.yaml").write_text(f"issues:\n  {issue}\n", "utf-8")
    found = nearest("release the women, the children and the wounded over six weeks")
    with codebook.in_force(codebook.opened(tmp_path)):
        own = nearest("release the women, the children and the wounded over six weeks")
        money = nearest("pay back two hundred million dollars to the lenders by June")
    assert (found, own, money) == ("prisoners", "release-order", "money")
