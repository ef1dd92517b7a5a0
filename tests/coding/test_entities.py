"""Who is who; every sentence is invented."""

from tests.readings import chains, coded


def entities(marked):
    coding, text = coded(marked)
    return {e.name: (e.kind, [span.of(text) for span in e.mentions]) for e in coding.entities}


def test_names_of_one_person_are_joined_under_the_longest():
    marked = "{person Ruiz} met {person Bo Lind}. {person Ana Ruiz} left. {person Lind} stayed."
    assert entities(marked) == {
        "Ana Ruiz": ("person", ["Ruiz", "Ana Ruiz"]),
        "Bo Lind": ("person", ["Bo Lind", "Lind"]),
    }


def test_a_style_is_no_part_of_a_name():
    assert list(entities("{person Mr Ruiz} met {person Ana Ruiz}.")) == ["Ana Ruiz"]


def test_a_surname_tagged_as_something_else_is_the_person():
    assert entities("{person Ana Ruiz} left. {place Ruiz} came back.") == {"Ana Ruiz": ("person", ["Ana Ruiz", "Ruiz"])}


def test_a_surname_tagged_now_and_then_as_a_place_is_the_person():
    assert list(entities("{person Ruiz} left. {person Ruiz} sat. {place Ruiz} came back.")) == ["Ruiz"]


def test_a_state_by_name_demonym_and_capital_is_one_entity_and_its_own_side():
    coding, text = coded("{nationality French} envoys left. {place Paris} protested. {place France} waited.")
    state = coding.entities[0]
    assert (state.kind, state.name, state.side) == ("state", "France", state.id)
    assert [span.of(text) for span in state.mentions] == ["French", "Paris", "France"]


def test_a_people_with_the_names_of_two_states_is_of_neither():
    coding, _ = coded("The {nationality Danish} {nationality German} leader, {person Ana Ruiz}, left {place Berlin}.")
    people, person = coding.entities[0], next(one for one in coding.entities if one.kind == "person")
    assert (people.kind, people.name, people.side) == ("organisation", "Danish Germans", people.id)
    assert person.side == people.id


def test_a_capital_where_something_happens_is_a_place():
    assert entities("Envoys met in {place Paris}.") == {"Paris": ("place", ["Paris"])}


def test_what_a_minister_is_for_is_no_body():
    assert list(entities("{organisation Labour} Minister {person Ana Ruiz} left.")) == ["Ana Ruiz"]


def test_a_party_called_by_its_many_is_a_body():
    assert entities("The Democrats left.")["Democrats"][0] == "organisation"


def test_a_title_before_a_name_is_a_role_and_tells_the_side():
    coding, _ = coded("{nationality French} foreign minister {person Ana Ruiz} left.")
    state, person = coding.entities
    assert [(role.title, role.of) for role in person.roles] == [("foreign minister", state.id)]
    assert person.side == state.id


def test_a_possessive_ending_is_no_part_of_a_mention():
    assert entities("{person Ana Ruiz's} plan failed.") == {"Ana Ruiz": ("person", ["Ana Ruiz"])}


def test_an_outlet_is_known_by_its_listed_name():
    assert entities("{organisation The Associated Press} was there.") == {
        "Associated Press": ("outlet", ["The Associated Press"]),
    }


def test_coding_the_same_reading_twice_gives_the_same():
    marked = "{s1 {person Ana Ruiz}} {c1 told} Reuters {t1 that {place Paris} had agreed}."
    assert coded(marked)[0] == coded(marked)[0]


def test_a_listed_outlet_is_nobody_whatever_the_tagger_took_it_for():
    marked = "{s1 {person Ana Ruiz}} {c1 told} {person Al Jazeera} {t1 that it is closed}."
    assert chains(marked) == ["outlet Al Jazeera > person Ana Ruiz"]
