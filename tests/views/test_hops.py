"""Chains for a reader: who was only told, and who speaks or wants something together with others."""

import memcon
from memcon.views import article_view

TITLE = "Envoys near a deal on the border\n\n"


def seen(text):
    """Read a text, and return its view."""
    return article_view(memcon.read(TITLE + text, published="2031-03-14"))


def test_an_outlet_that_was_told_stands_behind_who_told_it():
    """In the record it is a hop: the words came by it. What it reports itself comes before its sources."""
    view = seen(
        "The foreign minister, Ana Ruiz, told Al Jazeera on Friday that the talks would go on. She added that the list "
        "was ready. Al Jazeera reported that the envoys would meet on Sunday, citing a Qatari official."
    )
    assert [said.chain_words for said in view.attributions] == [
        "writer → Ana Ruiz (to Al Jazeera)",
        "writer → Ana Ruiz (to Al Jazeera)",
        "writer → Al Jazeera → one Qatari official",
    ]
    assert [hop.words for hop in view.attributions[0].chain] == ["writer", "Al Jazeera", "Ana Ruiz"]


def test_what_several_demand_together_is_shown_once_with_all_their_names():
    view = seen("Germany, France and Italy demanded on Friday that the United States suspend its tariffs on steel.")
    (demand,) = view.positions
    assert (demand.side, demand.holder, demand.is_own) == ("Germany, France, Italy", None, True)
    assert len(demand.joined) == 2
    assert view.attributions[0].chain_words == "writer → Germany, France and Italy"
    assert not {cover.record for part in view.segments for cover in part.covers} & set(demand.joined)


def test_positions_in_other_words_stay_apart():
    view = seen(
        "Germany demanded on Friday that Italy suspend its tariffs. France demanded that Spain leave the talks."
    )
    assert [(one.side, one.joined) for one in view.positions] == [("Germany", ()), ("France", ())]


def test_they_who_have_no_name_are_shown_by_their_words_and_listed_once():
    view = seen("Three envoys briefed on the talks said the list was ready. They said the offer was final.")
    assert [said.account for said in view.attributions] == ["three envoys briefed on the talks"] * 2
    assert [(one.words, one.attributions) for one in view.unnamed] == [
        ("three envoys briefed on the talks", ("q1", "q2"))
    ]
