"""Who is who across articles."""

import itertools
from dataclasses import replace

import pytest

from memcon.record.cast import MemoryActors
from memcon.record.known import find
from memcon.record.who import Merges, Seed, meet, plant
from memcon.spans import Span
from tests.record.told import Draft


@pytest.fixture
def index():
    return MemoryActors()


@pytest.fixture
def names(index):
    """Meet persons in one article each, a day apart: `names("A B", …)` gives their actors' ids."""
    days = itertools.count(1)

    def one(name, side=None, roles=(), merges=None):
        day = next(days)
        draft = Draft(f"x{day}", f"{name} spoke for {side or 'nobody'}.", published=f"2025-03-{day:02}T12:00:00Z")
        own = draft.who("state", side, side="own") if side else None
        served = [(title, own) for title in roles]
        person = draft.who("person", name, side=own, roles=served)
        return meet(draft.entry(), index, merges).actors[person]

    return one


@pytest.mark.parametrize(
    "spellings",
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskiy", "Zelenskyy"),
        ("Abbas Araghchi", "Abbas Araqchi", "Araghchi"),
        ("Badr al-Busaidi", "Badr Albusaidi", "Sayyid Badr Al Busaidi"),
        ("Mohammed bin Abdulrahman Al Thani", "Sheikh Mohammed bin Abdulrahman Al-Thani"),
        ("Joe Biden", "Joseph Biden", "Joseph R. Biden"),
        ("Carlos Ruiz Massieu", "Ruiz Massieu"),
    ],
)
def test_spellings_of_one_name_are_one_person(names, spellings):
    assert len({names(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Raul Castro", "Fidel Castro"),
        ("Mahmoud Abbas", "Mohammed Abbas"),
        ("Anna Meyer", "Anton Meyer"),
        ("Joe Biden", "Hunter Biden"),
    ],
)
def test_two_given_names_of_one_family_are_two_people(names, one, other):
    assert names(one) != names(other)


def test_a_surname_is_the_one_of_its_side_and_nobody_of_another(names):
    anna, anton = names("Anna Meyer", side="Austria"), names("Anton Meyer", side="Norway")
    assert names("Meyer", side="Norway") == anton
    assert names("Meyer", side="Peru") not in (anna, anton)


def test_a_surname_alone_is_who_was_in_the_news_last(names):
    names("Anna Meyer", side="Austria")
    later = names("Anton Meyer", side="Austria")
    assert names("Meyer", side="Austria") == later


def test_one_word_is_the_surname_of_one_before_the_given_name_of_another(names):
    omar, _ = names("Omar Karim"), names("Karim Massad")
    assert names("Karim") == omar


def test_who_was_known_by_surname_keeps_the_id_when_the_given_name_comes(names, index):
    bare = names("Amari")
    assert names("Desmond Amari") == bare
    assert index.actors([bare])[0].name == "Desmond Amari"


def test_an_office_without_a_name_is_its_only_holder_of_the_time(names):
    holder = names("Mohammed Al Thani", side="Qatar", roles=("prime minister",))
    assert names("Qatari prime minister", side="Qatar") == holder
    assert names("Omani prime minister", side="Oman") != holder


def test_an_office_met_before_its_holder_is_named_becomes_that_person(names):
    unnamed = names("Iranian foreign minister", side="Iran")
    assert names("Abbas Araghchi", side="Iran", roles=("foreign minister",)) == unnamed


def test_an_office_of_which_two_holders_are_known_is_neither(names):
    holders = {names(name, side="Chad", roles=("envoy",)) for name in ("Idriss Saleh", "Moussa Haroun")}
    assert names("Chadian envoy", side="Chad") not in holders


def test_a_body_and_its_acronym_are_one_whichever_comes_first(index):
    found = []
    for name in ("RSF", "Rapid Support Forces", "R.S.F."):
        draft = Draft(name, f"The {name} agreed.")
        body = draft.who("organisation", name, side="own")
        found.append(meet(draft.entry(), index).actors[body])
    assert len(set(found)) == 1


def test_ministries_of_two_states_are_two_bodies(index):
    found = {}
    for state in ("Oman", "Iran"):
        draft = Draft(state, f"{state}'s Foreign Ministry agreed.")
        own = draft.who("state", state, side="own")
        body = draft.who("organisation", "Foreign Ministry", side=own)
        found[state] = meet(draft.entry(), index).actors[body]
    assert found["Oman"] != found["Iran"]
    assert [index.actors([one])[0].name for one in found.values()] == [
        "Oman's Foreign Ministry",
        "Iran's Foreign Ministry",
    ]


def test_a_ministry_of_no_named_state_is_the_one_known_of_a_state_in_the_article(index):
    found = []
    for name, words, serves in (
        ("a", "Oman's Foreign Ministry", True),
        ("b", "the Ministry of Foreign Affairs", False),
    ):
        draft = Draft(name, f"Oman and Iran met, {words} said.")
        oman = draft.who("state", "Oman", side="own")
        draft.who("state", "Iran", side="own")
        body = draft.who("organisation", words.removeprefix("the "), words, side=oman if serves else "own")
        found.append(meet(draft.entry(), index).actors[body])
    assert found[0] == found[1]


def test_the_unnamed_are_nobody_elsewhere_and_nobody_at_all_where_nothing_is_told_of_them(index):
    found = set()
    for name in "ab":
        draft = Draft(name, "Two officials agreed in front of some guards.")
        group, guards = draft.who("group", "Two officials"), draft.who("group", "some guards")
        draft.source("unnamed", "Two officials", group)
        met = meet(draft.entry(), index)
        assert guards not in met.actors
        found.add(met.actors[group])
    assert len(found) == 2


def _met_as(index, name, kind, text, called):
    draft = Draft(name, text)
    one = draft.who(kind, called)
    draft.source("institution", called, one)
    return meet(draft.entry(), index).actors[one]


def test_many_with_a_name_of_their_own_are_one_everywhere(index):
    one = _met_as(index, "a", "group", "The Anglers said no.", "Anglers")
    assert _met_as(index, "b", "group", "It was refused, the Anglers said.", "Anglers") == one


def test_a_company_read_as_a_person_is_the_company_once_its_whole_name_is_met(index):
    one = _met_as(index, "a", "person", "Velmair said no.", "Velmair")
    assert _met_as(index, "b", "organisation", "Velmair Group said no.", "Velmair Group") == one
    assert _met_as(index, "c", "person", "Velmair said yes.", "Velmair") == one


def test_a_body_that_is_known_as_an_outlet_is_that_outlet(index):
    own = Draft("a", "Carriers agreed.", outlet="Journal of Herring")
    published = meet(own.entry(), index).outlet
    other = Draft("b", "JOH reported it.")
    body = other.who("organisation", "JOH", side="own")
    assert meet(other.entry(), index).actors[body] == published


def test_what_was_merged_and_split_by_hand_holds(names, index):
    one, other = names("Anna Meyer"), names("Anne-Marie Meier")
    assert one != other
    merges = Merges.of([("Anne-Marie Meier", "Anna Meyer")], [("x4", "Anna Meyer", "Anna Meyer")])
    assert names("Anne-Marie Meier", merges=merges) == one
    namesake = names("Anna Meyer", merges=merges)
    assert namesake != one
    assert [actor.id for actor in find("Anna Meyer", index)] == sorted([one, namesake])


def test_a_description_that_was_split_off_by_hand_is_no_longer_the_holder_of_the_office(names):
    envoy = names("Anna Meyer", "Norway", ["envoy"])
    assert names("Norwegian envoy", "Norway") == envoy
    merges = Merges.of([], [("x3", "Norwegian envoy", "Anna Meyer")])
    assert names("Norwegian envoy", "Norway", merges=merges) != envoy
    assert names("Norwegian envoy", "Norway", merges=merges) == envoy


def test_an_office_split_off_before_its_holder_is_named_stays_apart(names):
    merges = Merges.of([], [("x1", "Norwegian envoy", "Anna Meyer")])
    unnamed = names("Norwegian envoy", "Norway", merges=merges)
    assert names("Anna Meyer", "Norway", ["envoy"]) != unnamed


def test_seeds_of_a_dossier_are_met_by_their_aliases_and_planting_again_changes_nothing(names, index):
    seeds = [Seed("Herring Union", "organisation", ("HU",)), Seed("Ola Berg", "person", ("Bergman",), "Herring Union")]
    union, berg = plant(seeds, index)
    assert names("Ola Berg") == names("Bergman") == berg.id
    assert index.actors([berg.id])[0].side == union.id
    before = index.everybody
    plant(seeds, index)
    assert index.everybody == before


def test_his_party_is_the_one_that_the_docket_knows_him_to_lead(index):
    first = Draft("x1", "Ana Ruiz, leader of the Harbour Union, spoke.", published="2025-03-01T12:00:00Z")
    union = first.who("organisation", "Harbour Union", side="own")
    first.who("person", "Ana Ruiz", side=union, roles=[("leader", union)])
    known = meet(first.entry(), index).actors[union]

    later = Draft("x2", "Ana Ruiz said that his union would wait.", published="2025-03-02T12:00:00Z")
    bare = later.who("organisation", "his union")
    person = later.who("person", "Ana Ruiz")
    at = later.span("his union").start
    entity = later.entities[1]
    later.entities[1] = replace(entity, mentions=(*entity.mentions, Span(at, at + 3)))
    met = meet(later.entry(), index).actors
    assert met[bare] == known
    assert met[person] != known


def test_the_union_that_its_leader_speaks_of_is_his(index):
    first = Draft("x1", "Ana Ruiz, leader of the Harbour Union, spoke.", published="2025-03-01T12:00:00Z")
    union = first.who("organisation", "Harbour Union", side="own")
    first.who("person", "Ana Ruiz", side=union, roles=[("leader", union)])
    known = meet(first.entry(), index).actors[union]

    later = Draft("x2", "Ana Ruiz said that the union would wait.", published="2025-03-02T12:00:00Z")
    bare = later.who("organisation", "union", "the union")
    person = later.who("person", "Ana Ruiz")
    said = later.source("person", "Ana Ruiz", person)
    later.says("that the union would wait", said, cue="said", source="Ana Ruiz")
    assert meet(later.entry(), index).actors[bare] == known


def test_the_norvish_firm_is_the_one_that_was_so_called_before(index):
    first = Draft("x1", "Lago Copper raised its offer. The Chilean company said so.", published="2025-03-01T12:00:00Z")
    firm = first.who("organisation", "Lago Copper", "Lago Copper", "The Chilean company", side="own")
    known = meet(first.entry(), index).actors[firm]
    later = Draft("x2", "The Chilean group waits, Andes Corp said.", published="2025-03-02T12:00:00Z")
    later.who("organisation", "Andes Corp", side="own")
    bare = later.who("organisation", "Chilean group", "The Chilean group")
    assert meet(later.entry(), index).actors[bare] == known


def test_the_minister_of_a_ministry_s_own_page_is_who_heads_it(index):
    first = Draft("x1", "Norway's Trade Minister Ana Ruiz spoke.", published="2025-03-01T12:00:00Z")
    norway = first.who("state", "Norway", side="own")
    known = first.who("person", "Ana Ruiz", side=norway, roles=[("Trade Minister", norway)])
    known = meet(first.entry(), index).actors[known]
    text = "The Minister has not met the buyers, and Norway will wait."
    page = Draft("x2", text, outlet="Ministry of Trade (Norway)", published="2025-03-02T12:00:00Z")
    page.who("state", "Norway", side="own")
    minister = page.who("person", "Minister", "The Minister")
    assert meet(page.entry(), index).actors[minister] == known
