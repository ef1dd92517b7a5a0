"""Where the rules of who is who and the encoder meet: pronouns, descriptions, and for whom somebody speaks."""

from dataclasses import replace

from memcon.coding.code import view_of
from memcon.coding.nominals import BODY
from tests.kinships import kinship
from tests.parsed import read


def view(text, same=(), sides=()):
    reading = read(text)
    return view_of(replace(reading, kinship=kinship(reading, same, sides)))


def meant(made, word):
    at = [token.text for token in made.syntax.tokens].index(word)
    return [one.name for one in made.entities.denoted(at)]


def side(made, name):
    (found,) = [one for one in made.entities.clusters("person") if one.name == name]
    return found.side.name if found.side is not None else None


TWO = "Ana Paz met Eva Ruiz on Monday in Lima. She left at noon."


def test_a_pronoun_is_whom_the_encoder_sees():
    assert meant(view(TWO, [("She", "Ana")]), "She") == ["Ana Paz"]
    assert meant(view(TWO, [("She", "Eva")]), "She") == ["Eva Ruiz"]


def test_a_description_that_no_rule_knows_is_whom_the_encoder_sees():
    text = "Ana Paz arrived from Lima on Monday with a draft. The negotiator refused to speak."
    assert meant(view(text, [("negotiator", "Ana")]), "negotiator") == ["Ana Paz"]
    assert meant(view(text), "negotiator") != ["Ana Paz"]


def test_who_has_no_office_speaks_for_the_party_that_the_encoder_sees():
    text = "Peru sent Ana Paz to Quito on Monday, where Chile was waiting."
    assert side(view(text, sides=[("Ana", "Peru")]), "Ana Paz") == "Peru"
    assert side(view(text), "Ana Paz") is None


def test_an_office_outweighs_a_doubtful_encoder():
    text = "Peruvian President Ana Paz met Chile's envoys."
    assert side(view(text, sides=[]), "Ana Paz") == "Peru"


def test_a_body_that_was_called_they_can_be_it_again():
    made = view("The group left the towns they held. It agreed.", [("they", "group")])
    at = [token.text for token in made.syntax.tokens].index("they")
    assert made.entities.who.coreference.at[at].lemmas == {"group"}
    assert made.entities.who.coreference.at[at].fits == BODY


def test_united_in_front_of_a_name_makes_no_club():
    made = view("Teamsters met United Alpine Parcel on Monday. The company offered more.")
    assert meant(made, "company") == ["United Alpine Parcel"]


def test_a_leader_is_whom_the_encoder_sees_among_those_of_no_office():
    text = "President Ana Paz met Eva Ruiz on Monday. She was late. The Chilean leader left at noon."
    made = view(text, [("leader", "Eva")])
    assert (meant(made, "leader"), side(made, "Eva Ruiz")) == (["Eva Ruiz"], "Chile")


def test_who_leads_a_state_leaves_no_other_president_of_it():
    text = "Peru is waiting, and Peru is angry.\n\nPeru leader Eva Ruiz spoke. In Peru, all watched as President Ana Paz left."
    assert side(view(text), "Ana Paz") is None
    assert side(view(text.replace("leader Eva Ruiz", "itself")), "Ana Paz") == "Peru"


def test_the_office_of_somebody_is_on_his_side():
    made = view(
        "Peruvian President Ana Paz's office said the army must stay. It rejected a truce with Chile on Monday."
    )
    offices = [one for one in made.entities.clusters("organisation") if one.name.endswith("office")]
    assert [one.side and one.side.name for one in offices] == ["Peru"]


def test_a_president_is_neither_a_minister_nor_who_calls_him():
    text = "Peru's defence minister, Ana Paz, who led the team, spoke first. Eva Ruiz agreed to it in a call with the Chilean president."
    made = view(text)
    assert not {"Ana Paz", "Eva Ruiz"} & set(meant(made, "president"))


def test_a_minister_of_a_state_is_rather_whom_the_encoder_sees_than_any_minister():
    text = "Their foreign ministers, Ana Paz and Eva Ruiz, wrote on Monday. Bo Lind answered. The Chilean foreign minister called it wrong."
    made = view(text, [("minister", "Bo")])
    assert meant(made, "minister") == ["Bo Lind"]


def test_the_operator_of_whom_a_unions_leader_speaks_is_not_his_union():
    made = view(
        "The rail operator Nordbahn met the Vale on Monday. Ana Paz, the Vale's leader, said the operator had to pay."
    )
    assert meant(made, "Vale") != ["Nordbahn"]
    at = [i for i, token in enumerate(made.syntax.tokens) if token.text == "operator"][1]
    assert [one.name for one in made.entities.denoted(at)] == ["Nordbahn"]


def others(made, name, *kinds):
    (found,) = [one for kind in kinds for one in made.entities.clusters(kind) if one.name == name]
    return {span.of(made.text) for span in found.others}


def test_we_are_whom_the_encoder_sees_where_nobody_is_said_to_speak():
    text = "Peru met Chile on Monday. Talks failed. We will not pay. Our answer stands."
    made = view(text, [("We", "Chile"), ("Our", "We")])
    assert others(made, "Chile", "state") == {"We", "Our"}


def test_he_who_adds_something_is_who_spoke_before():
    text = 'President Ana Paz said that Peru was ready.\n\nIn Lima, Eva Ruiz was seen with her. "We wait," she added.'
    assert meant(view_of(read(text)), "she") == ["Ana Paz"]


def test_a_chief_minister_is_of_no_state_that_the_text_is_about():
    text = (
        "Spain wants the fence gone.\n\n{} Ana Paz refused. In Spain, few were surprised, and Spain's press was mild."
    )
    assert side(view(text.format("Foreign Minister")), "Ana Paz") == "Spain"
    assert side(view(text.format("Chief Minister")), "Ana Paz") is None


def test_whom_the_encoder_sees_called_they_are_people():
    text = "The savers waited for an answer. They refused the bank's offer."
    assert meant(view(text, [("They", "savers")]), "They") == ["savers"]
    assert meant(view(text), "savers") == []
