"""Who is taken for whom, in sentences as the encoder reads them; all are invented."""

from dataclasses import replace

import pytest

from memcon.coding.denoting import clusters
from memcon.coding.telling import token_span
from tests.parsed import view


def persons(text):
    return {one.name: one for one in view(text).entities.clusters("person")}


def side(one):
    return one.side.name if one.side is not None else None


def teller(text, word):
    """Return the name of the innermost source of a word."""
    made = view(text)
    at = next(at for at, token in enumerate(made.syntax.tokens) if token.text == word)
    (node,) = made.told.saying(token_span(made.scene, at))
    return node.chain[-1].cluster.name


def test_an_envoy_called_after_where_he_is_sent_serves_who_sends_him():
    found = persons("Marek Dolin, the Middle East envoy of Norwegian Prime Minister Ana Ruiz, took part in the talks.")
    assert side(found["Marek Dolin"]) == "Norway"


def test_a_title_just_before_a_name_is_not_of_who_is_named_before_it():
    found = persons("The work is led by Treasury Secretary Ana Ruiz and Trade Representative Bo Lind.")
    assert [title for title, _ in found["Ana Ruiz"].roles] == ["Treasury Secretary"]
    assert [title for title, _ in found["Bo Lind"].roles] == ["Trade Representative"]


def test_a_state_and_a_portfolio_before_a_secretary_are_no_body():
    text = "U.S. Treasury Secretary Ana Ruiz, who had accused Beijing of being a barrier to relief, welcomed the deal."
    assert side(persons(text)["Ana Ruiz"]) == "United States"


def test_who_is_in_the_capital_of_another_president_is_not_of_that_state():
    found = persons(
        "China spoke with the United States. Chinese tariffs fell. In Washington, President Ana Ruiz said that she "
        "might speak to President Bo Lin of it. Beijing agreed. China welcomed it."
    )
    assert (side(found["Ana Ruiz"]), side(found["Bo Lin"])) == ("United States", "China")


def test_a_ministry_of_one_state_is_not_that_of_another():
    text = "The French Finance Ministry agreed. Beijing's Foreign Ministry said that China had been open."
    assert teller(text, "open") == "Foreign Ministry"


@pytest.mark.parametrize("text", ["Norway's largest union rejected the offer.", "Norway met its bilateral lenders."])
def test_a_union_and_lenders_do_not_act_for_whom_they_are_called_after(text):
    made = view(text)
    at = next(at for at, token in enumerate(made.syntax.tokens) if token.text in ("union", "lenders"))
    assert [side(one) for one in clusters(made, [at])] == [None]


def test_he_is_who_is_meant_and_not_who_was_named_last():
    text = "Ruiz, who was in Tirana for a summit, spoke by phone with US President Bo Lind after the meeting. "
    assert teller(text + "She called for tougher sanctions.", "tougher") == "Ruiz"
    text = "Dolin handed back his mandate at a meeting with President Bo Lind. In a letter that his party published, "
    assert teller(text + "he said that he was taking the step with regret.", "regret") == "Dolin"


def test_it_is_who_is_meant_and_not_who_spoke_last():
    text = "The United States said that the talks would go on. Norway objects to Chile, "
    assert teller(text + "which it accuses of arming the rebels.", "arming") == "Norway"


def test_the_author_of_an_article_takes_no_part_in_what_it_tells():
    made = view("By Ana Ruiz\n\nNorway and Chile agreed to meet again.")
    reading = made.scene.reading
    signed = replace(reading, article=replace(reading.article, byline="Ana Ruiz"))
    at = [at for at, token in enumerate(made.syntax.tokens) if token.text in ("Ana", "Norway")]
    assert [one.name for one in clusters(made, at)] == ["Ana Ruiz", "Norway", "Chile"]
    made.scene.reading = signed
    assert [one.name for one in clusters(made, at)] == ["Norway", "Chile"]


def test_the_chairman_of_a_board_serves_the_company():
    text = "Ana Ruiz, Chairman of the Executive Board and CEO of Norvia Steel AG, said that the offer was too low."
    assert side(persons(text)["Ana Ruiz"]) == "Norvia Steel AG"


def test_who_has_a_style_is_a_person():
    found = persons("No telephone call between Mr. Lind and Ms. Haldórsen took place last weekend, the company said.")
    assert {"Lind", "Haldórsen"} <= set(found)


def test_a_people_before_an_office_is_no_person():
    text = "Tajikistan is ready to open the dam, Tajik Energy Minister Ravshan Aliev told reporters in Dushanbe."
    found = persons(text)
    assert "Tajik" not in found
    assert side(found["Ravshan Aliev"]) == "Tajikistan"


def test_who_speaks_for_a_body_is_on_its_side():
    found = persons("The envoy informed Ana Ruiz, who speaks for the European Union, at a meeting on Thursday.")
    assert side(found["Ana Ruiz"]) == "European Union"


def test_a_firm_of_a_people_is_none_that_is_of_another():
    text = (
        "Peru's mining group Andes Corp has raised its offer for Lago Copper to $20 a share, people familiar with the "
        "matter said. The Chilean company is ready to open its books, the people said."
    )
    found = {one.name: one for one in view(text).entities.clusters("organisation")}
    at = text.index("The Chilean company")
    assert not any(span.start == at for span in found["Andes Corp"].others)


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_people_s_republic_is_not_the_republic(mark):
    text = f"The Ministry of Commerce of the People{mark}s Republic of China said on Friday that no talks took place."
    entities = view(text).entities
    assert [one.name for one in entities.clusters("state")] == ["China"]
    assert [side(one) for one in entities.clusters("organisation")] == ["China"]


def test_a_ministry_with_a_long_portfolio_is_its_state_s():
    text = "The Ministry of Energy and Water Resources of the Republic of Tajikistan denies any change in its position."
    (ministry,) = view(text).entities.clusters("organisation")
    assert side(ministry) == "Tajikistan"


def test_who_meets_a_premier_is_not_of_his_state_too():
    text = "Chile and Peru pressed for a truce.\n\nPresident Ana Paz met the Chilean prime minister, Bo Lind, in Chile."
    found = persons(text)
    assert (side(found["Ana Paz"]), side(found["Bo Lind"])) == (None, "Chile")


def test_a_name_that_two_bear_is_his_who_is_met_last():
    text = "Omar al Thani arrived. Sheikh Omar was late. Omar Salam left."
    assert [span.of(text) for span in sorted(persons(text)["Omar al Thani"].mentions)] == ["Omar al Thani", "Omar"]


def test_a_union_boss_is_of_the_union_that_he_is_said_to_be_of():
    text = "The National Union called it a mistake. Union boss Bo Lind of the Miners' League protested."
    (role,) = persons(text)["Bo Lind"].roles
    assert role[1].name == "Miners' League"
