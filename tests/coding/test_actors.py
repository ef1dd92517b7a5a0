"""Who is meant, in what office and on whose side; every sentence is invented."""

import pytest

from memcon import codebook
from memcon.coding.actors import parties, side
from memcon.coding.entities import Entities
from memcon.coding.scene import Scene
from memcon.reading.syntax import Syntax
from tests.readings import reading


def scene(marked, heads=""):
    made = reading(marked, heads)
    syntax, book = Syntax(made.tokens, made.sentences), codebook.load()
    return Scene(made, syntax, book, Entities(made, syntax, book))


def meant(one, word, number=1):
    """Return the names of whom the noun phrase headed by the `number`-th occurrence of a word means."""
    places = [at for at, token in enumerate(one.syntax.tokens) if token.text == word]
    return [cluster.name for cluster in parties(one, places[number - 1])]


def person(one, name):
    return next(cluster for cluster in one.entities.clusters("person") if name in cluster.name)


def roles(one, name):
    return [(title, of.name if of else None) for title, of in person(one, name).roles]


def test_a_list_is_spread():
    one = scene("{place Peru} and {place Chile} left.", "Peru<left:nsubj Chile<Peru:conj and<Chile:cc")
    assert meant(one, "Peru") == ["Peru", "Chile"]


def test_a_pronoun_means_the_subject_before():
    one = scene(
        "{person Ana Ruiz} left. She said nothing.", "Ana<left:nsubj Ruiz<Ana:flat She<said:nsubj nothing<said:obj"
    )
    assert meant(one, "She") == ["Ana Ruiz"]


def test_a_leader_of_a_state_is_who_bears_such_an_office():
    marked = "{nationality Peruvian} president {person Ana Ruiz} left. The {nationality Peruvian} leader smiled."
    heads = "Peruvian<president:amod president<Ana:nmod:desc Ruiz<Ana:flat Ana<left:nsubj The<leader:det "
    one = scene(marked, heads + "Peruvian#2<leader:amod leader<smiled:nsubj")
    assert meant(one, "leader") == ["Ana Ruiz"]


def test_a_leader_of_another_state_is_somebody_else():
    marked = "{nationality Peruvian} president {person Ana Ruiz} left. The {nationality Chilean} leader smiled."
    heads = "Peruvian<president:amod president<Ana:nmod:desc Ruiz<Ana:flat Ana<left:nsubj The<leader:det "
    one = scene(marked, heads + "Chilean<leader:amod leader<smiled:nsubj")
    assert meant(one, "leader") == ["Chilean leader"]


def test_an_office_in_apposition_with_its_owner():
    marked = "{person Ana Ruiz}, {place Peru}'s chief negotiator, left."
    heads = (
        "Ana<left:nsubj Ruiz<Ana:flat Peru<negotiator:nmod:poss 's<Peru:case chief<negotiator:amod negotiator<Ana:appos"
    )
    one = scene(marked, heads)
    assert roles(one, "Ruiz") == [("chief negotiator", "Peru")]
    assert side(person(one, "Ruiz")).name == "Peru"


def test_the_side_runs_through_whoever_is_served():
    marked = (
        "{nationality Peruvian} president {person Bo Lind} left. {person Ana Ruiz}, {person Lind}'s adviser, stayed."
    )
    heads = (
        "Peruvian<president:amod president<Bo:nmod:desc Lind<Bo:flat Bo<left:nsubj Ana<stayed:nsubj Ruiz<Ana:flat "
        "Lind#2<adviser:nmod:poss 's<Lind#2:case adviser<Ana:appos"
    )
    one = scene(marked, heads)
    assert roles(one, "Ruiz") == [("adviser", "Bo Lind")]
    assert person(one, "Ruiz").side.name == "Peru"


def test_an_ambassador_to_a_state_is_not_of_it():
    marked = "{person Ana Ruiz}, the ambassador to {place Peru}, left."
    heads = "Ana<left:nsubj Ruiz<Ana:flat the<ambassador:det ambassador<Ana:appos to<Peru:case Peru<ambassador:nmod"
    assert roles(scene(marked, heads), "Ruiz") == [("ambassador", None)]


def test_who_leads_a_body_is_on_its_side():
    marked = "{person Ana Ruiz}, who leads the {organisation Dockers Union}, left."
    heads = "Ana<left:nsubj Ruiz<Ana:flat who<leads:nsubj leads<Ana:acl:relcl the<Union:det Dockers<Union:compound Union<leads:obj"
    one = scene(marked, heads)
    assert roles(one, "Ruiz") == [("leads the Dockers Union", "Dockers Union")]
    assert person(one, "Ruiz").side.name == "Dockers Union"


def test_a_body_is_called_by_the_noun_in_its_name():
    marked = "{organisation Dockers Union} met {organisation Stellar Motors}. The union refused. The company waited."
    heads = "Dockers<Union:compound Union<met:nsubj Stellar<Motors:compound Motors<met:obj The<union:det union<refused:nsubj "
    one = scene(marked, heads + "The#2<company:det company<waited:nsubj")
    assert meant(one, "union") == ["Dockers Union"]
    assert meant(one, "company") == ["Stellar Motors"]


def test_both_sides_are_the_two_that_deal_with_each_other():
    marked = (
        "{place Peru} met {place Chile}. {place Spain} watched. {place Peru} and {place Chile} rose. Both sides left."
    )
    heads = (
        "Peru<met:nsubj Chile<met:obj Spain<watched:nsubj Peru#2<rose:nsubj Chile#2<Peru#2:conj "
        "and<Chile#2:cc Both<sides:det sides<left:nsubj"
    )
    assert meant(scene(marked, heads), "sides") == ["Peru", "Chile"]


def test_the_side_of_a_state_is_the_state():
    marked = "The {nationality Peruvian} side refused."
    assert meant(scene(marked, "The<side:det Peruvian<side:amod side<refused:nsubj"), "side") == ["Peru"]


def test_officials_of_a_state_are_a_group_on_its_side():
    one = scene("{nationality Peruvian} officials left.", "Peruvian<officials:amod officials<left:nsubj")
    (group,) = parties(one, 1)
    assert (group.kind, group.name, side(group).name) == ("group", "Peruvian officials", "Peru")


def test_negotiators_of_two_states_are_both():
    heads = "Peruvian<Chilean:conj and<Chilean:cc Chilean<negotiators:amod negotiators<met:nsubj"
    one = scene("{nationality Peruvian} and {nationality Chilean} negotiators met.", heads)
    assert meant(one, "negotiators") == ["Peru", "Chile"]


def test_a_seat_stands_for_the_body_that_the_article_is_about():
    one = scene(
        "The {organisation EU} waited. {place Brussels} refused.", "The<EU:det EU<waited:nsubj Brussels<refused:nsubj"
    )
    assert meant(one, "Brussels") == ["European Union"]


def test_a_seat_stands_for_its_state_where_that_is_named():
    marked = "The {organisation EU} waited. {nationality Belgian} police came. {place Brussels} refused."
    heads = "EU<waited:nsubj Belgian<police:amod police<came:nsubj Brussels<refused:nsubj"
    assert meant(scene(marked, heads), "Brussels") == ["Belgium"]


def test_an_acronym_is_the_body():
    marked = "{organisation Free Hill Front} ({organisation FHF}) refused."
    heads = "Free<Front:amod Hill<Front:compound Front<refused:nsubj FHF<Front:appos"
    assert meant(scene(marked, heads), "FHF") == ["Free Hill Front"]


@pytest.mark.parametrize("word", ["table", "Monday"])
def test_a_thing_is_no_party(word):
    assert meant(scene(f"The {word} broke.", f"The<{word}:det {word}<broke:nsubj"), word) == []
