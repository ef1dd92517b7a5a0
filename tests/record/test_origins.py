"""Where chains end, and how many independent origins a claim has."""

import pytest

from memcon.record import Telling
from memcon.record.cast import MemoryActors
from memcon.record.origins import origins_of, settle
from memcon.record.who import meet
from tests.record.told import Draft

WANTS = "the union wants more"


class Docket:
    """Articles met one after the other; each tells one claim, `WANTS`."""

    def __init__(self):
        self.index, self.told = MemoryActors(), []

    def add(self, draft, chain, first_outlet=None):
        entry = draft.entry()
        origins, found = origins_of(entry, meet(entry, self.index), self.index, first_outlet)
        self.index.put_origins(found)
        self.told.append(
            Telling(
                article=entry.id,
                record="p1",
                kind="position",
                published=entry.published,
                outlet=draft.outlet,
                parties=(),
                side=None,
                issue=None,
                word="demand",
                words=WANTS,
                origins=origins.get(("p1",), origins[chain]),
            )
        )

    def settled(self):
        """Return kind and name of the independent origins."""
        ids = settle(sorted(self.told, key=lambda one: one.published), {}, self.index).origins
        return [(one.kind, one.name) for id_ in ids for one in self.index.origins([id_])]


@pytest.fixture
def docket():
    return Docket()


def says(docket, text, person, title, of, day=3):
    """Add an article in which a person says it who serves a state or an organisation."""
    draft = Draft(text, text, published=f"2025-03-{day:02}T12:00:00Z")
    of = draft.who("state" if of in ("Oman", "Iran") else "organisation", of, side="own")
    who = draft.who("person", person, person, title, side=of, roles=[(title, of)])
    docket.add(draft, draft.says(WANTS, draft.source("person", person, who)))


def unnamed(docket, outlet, *, via=None, told=None, day=3, first_outlet=None):
    """Add an article in which two officials say it, by way of another outlet or not."""
    by = f"{via} reported, citing" if via else "told"
    draft = Draft(outlet, f"{by} two officials that {WANTS}.", outlet=outlet, published=f"2025-03-{day:02}T12:00:00Z")
    hops = [draft.source("outlet", via, draft.who("outlet", via))] if via else []
    if told is not False:
        hops.append(draft.source("unnamed", "two officials", draft.who("group", "two officials")))
    docket.add(draft, draft.says(WANTS, *hops), first_outlet)


def test_a_minister_and_the_spokeswoman_of_his_ministry_are_one_origin(docket):
    says(
        docket,
        f"Oman's foreign minister Badr Amari said {WANTS}.",
        "Badr Amari",
        "foreign minister",
        "Oman",
    )
    text = f"Oman's Foreign Ministry spokeswoman Lina Haddad said {WANTS}."
    says(docket, text, "Lina Haddad", "Foreign Ministry spokeswoman", "Oman", day=4)
    assert docket.settled() == [("person", "Badr Amari")]


def test_a_minister_and_his_deputy_are_two_origins(docket):
    says(
        docket,
        f"Oman's foreign minister Badr Amari said {WANTS}.",
        "Badr Amari",
        "foreign minister",
        "Oman",
    )
    text = f"Oman's deputy foreign minister Lina Haddad said {WANTS}."
    says(docket, text, "Lina Haddad", "deputy foreign minister", "Oman", day=4)
    assert docket.settled() == [("person", "Badr Amari"), ("person", "Lina Haddad")]


def test_ministers_of_two_states_are_two_origins(docket):
    for state, person in (("Oman", "Badr Amari"), ("Iran", "Ali Rahimi")):
        text = f"{state}'s foreign minister {person} said {WANTS}."
        says(docket, text, person, "foreign minister", state)
    assert len(docket.settled()) == 2


def test_a_president_speaks_for_the_union_that_he_heads(docket):
    text = f"The Herring Union's president Ola Berg said {WANTS}."
    says(docket, text, "Ola Berg", "president", "Herring Union")
    draft = Draft("b", f"The Herring Union said {WANTS}.", published="2025-03-04T12:00:00Z")
    union = draft.who("organisation", "Herring Union", side="own")
    docket.add(draft, draft.says(WANTS, draft.source("institution", "The Herring Union", union)))
    assert docket.settled() == [("person", "Ola Berg")]


def test_unnamed_sources_of_two_outlets_are_two_and_carriers_add_nothing(docket):
    unnamed(docket, "Axios")
    unnamed(docket, "Reuters", day=4)
    unnamed(docket, "The Ferry Post", via="Axios", day=5)
    unnamed(docket, "Harbour Daily", via="Axios", told=False, day=6)
    assert docket.settled() == [("unnamed", "Axios"), ("unnamed", "Reuters")]


def test_a_copy_has_the_sources_of_who_wrote_it_first(docket):
    unnamed(docket, "Axios")
    unnamed(docket, "The Ferry Post", day=4, first_outlet="Axios")
    assert docket.settled() == [("unnamed", "Axios")]


def test_an_outlets_report_is_followed_to_whom_it_names(docket):
    says(
        docket,
        f"The Herring Union's envoy Ola Berg said {WANTS}.",
        "Ola Berg",
        "envoy",
        "Herring Union",
    )
    unnamed(docket, "Harbour Daily", via="The Ferry Post", told=False, day=4)
    assert docket.settled() == [("person", "Ola Berg")]


def test_an_outlet_of_which_nothing_more_is_known_is_the_origin(docket):
    unnamed(docket, "Harbour Daily", via="Axios", told=False)
    assert docket.settled() == [("outlet", "Axios")]


def test_what_writers_alone_tell_has_one_origin_the_first_outlet(docket):
    for at, outlet in enumerate(("Reuters", "Axios")):
        draft = Draft(outlet, f"In short, {WANTS}.", outlet=outlet, published=f"2025-03-0{3 + at}T12:00:00Z")
        docket.add(draft, draft.says(WANTS))
    assert docket.settled() == [("outlet", "Reuters")]


def test_an_institutions_own_page_is_the_institution(docket):
    draft = Draft("a", f"In short, {WANTS}.", outlet="Ministry of Fisheries (Norway)")
    docket.add(draft, draft.says(WANTS))
    assert docket.settled() == [("institution", "Ministry of Fisheries (Norway)")]


def test_an_unnamed_spokesman_is_whom_he_speaks_for(docket):
    draft = Draft("a", f"A spokesman for the Herring Union said {WANTS}.")
    union = draft.who("organisation", "Herring Union", side="own")
    docket.add(draft, draft.says(WANTS, draft.source("unnamed", "A spokesman for the Herring Union", side=union)))
    assert docket.settled() == [("institution", "Herring Union")]


@pytest.mark.parametrize(
    ("cue", "origins"),
    [("called for it that", [("institution", "Herring Union")]), ("agreed that", [("outlet", "The Ferry Post")])],
)
def test_a_call_is_a_public_word_and_an_agreement_is_told_by_the_writer(docket, cue, origins):
    draft = Draft("a", f"The Herring Union {cue} {WANTS}.")
    union = draft.who("organisation", "Herring Union", side="own")
    hop = draft.source("institution", "The Herring Union", union)
    draft.says(f"{cue} {WANTS}", hop, cue=cue)
    draft.positions.clear()
    docket.add(draft, draft.says(f"{cue} {WANTS}"))
    assert docket.settled() == origins


def test_a_state_is_no_origin_beside_its_minister(docket):
    draft = Draft("a", f"Oman said {WANTS}.", published="2025-03-02T12:00:00Z")
    oman = draft.who("state", "Oman", side="own")
    docket.add(draft, draft.says(WANTS, draft.source("institution", "Oman", oman)))
    says(
        docket,
        f"Oman's foreign minister Badr Amari said {WANTS}.",
        "Badr Amari",
        "foreign minister",
        "Oman",
    )
    assert docket.settled() == [("person", "Badr Amari")]


def test_two_presidents_of_one_state_are_two_origins(docket):
    """One of them is a mistake of the reading, or came after the other."""
    for person in ("Badr Amari", "Ali Rahimi"):
        says(docket, f"Oman's president {person} said {WANTS}.", person, "president", "Oman")
    assert len(docket.settled()) == 2


def test_what_an_outlet_has_learned_rests_on_sources_of_its_own(docket):
    draft = Draft("a", f"So {WANTS}, The Ferry Post has learned.")
    chain = draft.says(WANTS, cue="has learned", source="The Ferry Post")
    docket.add(draft, chain)
    assert docket.settled() == [("unnamed", "The Ferry Post")]


def carried(*, hearer=False):
    """An article that draws on Axios, or lets somebody tell it, and goes on with `the officials`."""
    speaker = "Ola Berg told Axios" if hearer else "Axios reported"
    draft = Draft("a", f"{speaker} that it is late. The officials said {WANTS}.")
    axios = draft.source("outlet", "Axios", draft.who("outlet", "Axios"))
    hops = [draft.source("person", "Ola Berg", draft.who("person", "Ola Berg"))] if hearer else []
    draft.says("it is late", axios, *hops, cue="that")
    draft.positions.clear()
    return draft, draft.says(WANTS, draft.source("unnamed", "The officials"))


def test_the_officials_go_on_telling_the_outlet_whose_report_it_is(docket):
    docket.add(*carried())
    assert docket.settled() == [("unnamed", "Axios")]


def test_an_outlet_that_only_heard_somebody_has_no_part_in_the_officials(docket):
    docket.add(*carried(hearer=True))
    assert docket.settled() == [("unnamed", "The Ferry Post")]


def test_a_party_taken_for_an_outlet_too_is_the_party(docket):
    draft = Draft("a", f"The Herring Union says {WANTS}. The Herring Union denied a report.")
    draft.who("organisation", "Herring Union", side="own")
    outlet = draft.who("outlet", "Herring Union")
    docket.add(draft, draft.says(WANTS, draft.source("outlet", "The Herring Union", outlet)))
    assert docket.settled() == [("institution", "Herring Union")]


def test_unnamed_sources_of_articles_without_an_outlet_are_not_one(docket):
    unnamed(docket, "unknown")
    for name, day in (("b", 4), ("c", 5)):
        draft = Draft(name, f"Two officials said {WANTS}.", outlet=None, published=f"2025-03-{day:02}T12:00:00Z")
        docket.add(
            draft, draft.says(WANTS, draft.source("unnamed", "Two officials", draft.who("group", "Two officials")))
        )
    assert len(docket.settled()) == 3
