"""Claims, relations and changes of hand-made articles; gathering in one run and in several."""

from dataclasses import replace
from hashlib import blake2b

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.coding.record import ArticleRecord, Entity, Event, MadeBy, Position, Record, Source, When
from memcon.record import Entry
from memcon.record import claims as told_as_one
from memcon.record.alike import likeness
from memcon.record.content import content_of
from memcon.record.gather import gather
from memcon.record.memory import Memory
from memcon.record.model import Claim, Telling
from memcon.record.relations import supersedes
from memcon.spans import Span
from tests.record.told import Draft

STAY = "its troops must stay in the valley during the truce"
LEAVE = "pull its troops out of the valley during the truce"
FISH = "a larger share of the cod in the northern bank"


def vector(words):
    """Return a stand-in for a meaning: words that share stems are near each other."""
    total = np.zeros(64, np.float32)
    for stem in sorted(content_of(words).words):
        seed = int.from_bytes(blake2b(stem.encode(), digest_size=4).digest(), "big")
        total += np.random.default_rng(seed).standard_normal(64).astype(np.float32)
    return total / (np.linalg.norm(total) + 1e-9)


def said(stance, words, holder="Norvia", *, factuality="actual", told_by="third-party", by=None, lead=None, joint=0):
    """Describe a position: its holder, and the person on whose word it stands, or the writer's alone.

    lead: the words before it. joint: how many facts before it are told in the same breath.
    """
    what = {"stance": stance, "words": words, "holder": holder, "f": factuality, "told_by": told_by, "by": by}
    return what | {"lead": lead or f"{by or 'It'} said", "joint": joint}


def article(name, day, *facts, outlet="The Ferry Post", version_of=None, contacts=()):
    """Make the entry of an article that tells some positions and contacts (mode, factuality, day)."""
    who = sorted({"Norvia", "Castella", *(fact["by"] for fact in facts if fact["by"])})
    lines = [f"{fact['lead']} {fact['words']} ({at})." for at, fact in enumerate(facts)]
    lines += [f"Norvia and Castella {mode} {factuality} {when}." for mode, factuality, when in contacts]
    text = " ".join([f"{name} {', '.join(who)}.", *lines])
    ids = {one: f"n{at}" for at, one in enumerate(who, 1)}
    entities = []
    for one in who:
        at = text.index(one)
        kind, side = ("state", ids[one]) if one in ("Norvia", "Castella") else ("person", ids["Norvia"])
        entities.append(Entity(id=ids[one], kind=kind, name=one, side=side, mentions=(Span(at, at + len(one)),)))
    sources = [Source(id="s0", kind="writer")]
    positions, events, meanings = [], [], {}
    for at, (fact, line) in enumerate(zip(facts, lines, strict=False)):
        start = text.index(line)
        span = Span(text.index(lines[at - fact["joint"]]), start + len(line))
        if fact["by"]:
            sources.append(Source(id=f"s{at + 1}", kind="person", entity=ids[fact["by"]], span=entities[0].mentions[0]))
        inside = text.index(fact["words"], start)
        empty = dict.fromkeys(("issue", "toward", "proposal", "when"))
        positions.append(
            Position(
                id=f"p{at}",
                holder=ids[fact["holder"]],
                side=ids[fact["holder"]],
                stance=fact["stance"],
                object=(Span(inside, inside + len(fact["words"])),),
                conditions=(),
                told_by=fact["told_by"],
                factuality=fact["f"],
                evidence=(span,),
                chain=("s0", f"s{at + 1}") if fact["by"] else ("s0",),
                **empty,
            )
        )
        meanings[f"p{at}"] = vector(fact["words"])
    for at, ((mode, factuality, when), line) in enumerate(zip(contacts, lines[len(facts) :], strict=True)):
        start = text.index(line)
        events.append(
            Event(
                id=f"e{at}",
                event_type="CONSULT",
                mode=mode,
                actor=(ids["Norvia"],),
                recipient=(ids["Castella"],),
                mediator=(),
                when=When(start=when, end=when, grain="day", span=None, how="stated"),
                where=None,
                issues=(),
                factuality=factuality,
                evidence=(Span(start, start + len(line)),),
                chain=("s0",),
            )
        )
        meanings[f"e{at}"] = vector(line)
    about = dict.fromkeys(("title", "url", "dateline", "byline", "credit", "language"))
    published = f"2025-03-{day:02}T12:00:00Z"
    record = Record(
        made_by=MadeBy(memcon="0", model="0", codebook="0"),
        article=ArticleRecord(id=name, sha256=name, text=text, outlet=outlet, published=published, **about),
        entities=tuple(entities),
        sources=tuple(sources),
        positions=tuple(positions),
        events=tuple(events),
    )
    return Entry(id=name, record=record, published=published, added=published, meanings=meanings, version_of=version_of)


def gathered(*runs):
    """Gather entries, each list in a run of its own."""
    index = Memory.empty()
    for run in runs:
        for entry in run:
            index.add(entry)
        gather(run, index)
    return index


def claims(index):
    return {claim.words: claim for claim in index.claims.all_claims}


def changes(index):
    words = {claim.id: claim.words for claim in index.claims.all_claims}
    return [(one.kind, words.get(one.start), words[one.end], one.contested) for one in index.claims.all_changes]


def related(index):
    words = {claim.id: (claim.words, claim.factuality) for claim in index.claims.all_claims}
    found = index.claims.relations([claim.id for claim in index.claims.all_claims])
    return {(one.kind, words[one.start], words[one.end], one.by) for one in found}


# -- claims


def test_what_two_articles_tell_in_much_the_same_words_is_one_claim():
    other = "its troops have to stay in the valley during any truce"
    index = gathered([article("a", 1, said("demand", STAY)), article("b", 2, said("demand", other), outlet="Dawn")])
    (claim,) = index.claims.all_claims
    assert (claim.words, claim.articles, claim.outlets, claim.first_seen[:10], claim.last_seen[:10]) == (
        *(STAY, 2, 2),
        *("2025-03-01", "2025-03-02"),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("offer", "a raise of 62 percent over six years"), said("offer", "a raise of 50 percent over six years")),
        (said("open", LEAVE), said("open", f"{LEAVE} in stages")),
        (said("open", LEAVE), said("open", LEAVE, factuality="denied")),
        (said("open", LEAVE), said("reject", LEAVE)),
        (said("demand", STAY), said("demand", STAY, holder="Castella")),
        (said("demand", STAY), said("demand", FISH)),
        (said("offer", "an end of the fishing by 2030"), said("offer", "an end of the fishing by 2035")),
        (said("commit", "suspend the blockade of the port"), said("reject", "suspend the blockade of the port")),
    ],
    ids=[
        *("another number", "a limit", "denied", "another stance", "another holder", "another matter"),
        *("another year", "will and will not"),
    ],
)
def test_what_differs_in_this_is_another_claim(one, other):
    assert len(gathered([article("a", 1, one), article("b", 2, other)]).claims.all_claims) == 2


def test_contacts_of_one_day_are_one_claim_unless_the_mode_or_what_became_of_them_differs():
    told = [("meet", "planned", "2025-03-09"), ("visit", "planned", "2025-03-09")]
    told += [
        ("phone", "planned", "2025-03-09"),
        ("meet", "planned", "2025-03-12"),
        ("meet", "called-off", "2025-03-09"),
    ]
    index = gathered([article(f"a{at}", 1, contacts=[one]) for at, one in enumerate(told)])
    assert sorted(claim.articles for claim in index.claims.all_claims) == [1, 1, 1, 2]


def test_what_goes_back_to_a_thing_with_its_noun_alone_tells_of_that_thing():
    fishing = said("accept", "an autumn truce")
    index = gathered([article("a", 1, fishing), article("b", 2, said("accept", "the truce"))])
    assert [claim.articles for claim in index.claims.all_claims] == [2]


def test_to_agree_some_weeks_after_a_readiness_is_another_claim():
    ready, agrees = article("a", 1, said("open", LEAVE)), said("accept", LEAVE)
    assert len(gathered([ready, article("b", 3, agrees)]).claims.all_claims) == 1
    assert len(gathered([ready, article("b", 25, agrees)]).claims.all_claims) == 2


# -- relations


def test_a_denial_contradicts_what_was_told_before_it_and_not_what_comes_after():
    denial = said("open", LEAVE, factuality="denied", told_by="own", by="Ada Orm")
    later = said("open", f"{LEAVE} in stages")
    days = [article("a", 1, said("open", LEAVE)), article("b", 2, denial), article("c", 5, later)]
    assert [one for one in related(gathered(days)) if one[0] == "contradicts"] == [
        ("contradicts", (LEAVE, "denied"), (LEAVE, "actual"), None)
    ]


def test_a_denial_without_words_of_its_own_denies_what_was_last_told_that_it_can_mean():
    denial = said("offer", "nothing of the kind", factuality="denied", told_by="own", by="Ada Orm")
    told = article("a", 1, said("open", LEAVE), said("demand", FISH))
    assert related(gathered([told, article("b", 2, denial)])) == {
        ("contradicts", ("nothing of the kind", "denied"), (LEAVE, "actual"), None)
    }


def test_a_denied_offer_is_one_of_so_much_rather_than_a_readiness_to_talk():
    denial = said("offer", "no new offer", factuality="denied", told_by="own", by="Ada Orm")
    told = [
        article("a", 1, said("open", "a raise of 62 percent")),
        article("b", 2, said("open", "peace in the valley")),
    ]
    assert related(gathered([*told, article("c", 3, denial)])) == {
        ("contradicts", ("no new offer", "denied"), ("a raise of 62 percent", "actual"), None)
    }


def test_a_denial_that_names_another_place_denies_something_else():
    valley, pass_ = "a crossing for carts in the valley of Orm", "a crossing for carts at the pass of Hull"
    denial = said("open", pass_, factuality="denied", told_by="own", by="Ada Orm")
    index = gathered([article("a", 1, said("open", valley)), article("b", 2, denial)])
    assert related(index) == set()


@pytest.mark.parametrize(
    ("held", "denied", "is_denied"),
    [
        ("meet actual", "meet", True),
        ("phone actual", "meet", False),  # who was not met may have been called
        ("meet planned", "meet", False),  # that it was planned is not denied
    ],
)
def test_a_denied_contact_is_one_that_took_place_and_in_that_way(held, denied, is_denied):
    mode, factuality = held.split()
    one = article("a", 1, contacts=[(mode, factuality, "2025-03-01")])
    other = article("b", 2, contacts=[(denied, "denied", "2025-03-01")])
    assert bool([one for one in related(gathered([one, other])) if one[0] == "contradicts"]) == is_denied


def test_a_planned_contact_of_the_leaders_is_one_with_another_of_that_day_and_place_that_shares_a_side():
    plan = Telling(
        article="a", record="e1", kind="event", published="2025-03-01T12:00:00Z", outlet=None, side="n", issue=None,
        parties=("n", "c"), sides=("n", "c"), word="CONSULT/meet", words="the leaders would meet in Holm", where="Holm",
        start="2025-03-12", end="2025-03-12", factuality="planned", vector=vector("leaders meet Holm"),
    )  # fmt: skip
    other = replace(plan, article="b", parties=("n", "u"), sides=("n", "u"))
    assert likeness(plan, other) > 0
    assert likeness(plan, replace(other, where="Ryn")) == 0
    assert likeness(*(replace(one, words="Orm will meet an envoy in Holm") for one in (plan, other))) == 0


def test_who_will_do_what_he_refused_to_do_before_says_another_thing():
    refused, does = "suspend the strike for a promise about wages", "suspend the strike until the end of spring"
    index = gathered([article("a", 1, said("reject", refused)), article("b", 3, said("commit", does))])
    assert changes(index) == [("first", None, refused, False), ("reversed", refused, does, False)]


def test_what_only_goes_back_to_a_thing_tells_it_again():
    strip = "keeping a strip along the border"
    index = gathered([article("a", 1, said("demand", strip)), article("b", 1, said("demand", "keeping that strip"))])
    assert list(claims(index)) == [strip]


def test_a_contact_that_was_held_or_called_off_supersedes_its_plan():
    plan, off = [("meet", "planned", "2025-03-09")], [("meet", "called-off", "2025-03-09")]
    ((kind, new, old, _),) = related(gathered([article("a", 1, contacts=plan), article("b", 3, contacts=off)]))
    assert (kind, new[1], old[1]) == ("supersedes", "called-off", "planned")


def contact(id_, factuality, sides, first_seen, parties=(), **days):
    rest = {"issue": None, "words": id_, "last_seen": first_seen, "articles": 1, "outlets": 1, "independent": 1}
    who = {"parties": parties or sides, "sides": sides, "side": sides[0], "first_seen": first_seen}
    word = "CONSULT/meet"
    return Claim(
        id=id_, kind="event", question="q", word=word, factuality=factuality, origins=(), **who, **rest, **days
    )


@pytest.mark.parametrize(
    ("sides", "parties", "days", "is_held"),
    [
        (("a", "b"), (), {"start": "2025-03-09", "end": "2025-03-09"}, True),
        (("a", "b", "c"), (), {}, True),
        (("a", "c"), (), {}, False),  # one side is shared, the other is not
        (("a",), (), {}, False),  # whom it was with is not said
        (("a", "b"), (), {"start": "2025-03-02", "end": "2025-03-02"}, False),  # past before it was planned
    ],
)
def test_a_contact_supersedes_a_plan_of_all_its_sides_only(sides, parties, days, is_held):
    plan = contact("plan", "planned", ("a", "b"), "2025-03-03T12:00:00Z")
    assert supersedes(contact("new", "actual", sides, "2025-03-10T12:00:00Z", parties, **days), plan) == is_held


def test_a_contact_told_before_a_planned_day_does_not_supersede_it():
    plan = contact("plan", "planned", ("a", "b"), "2025-03-03T12:00:00Z", start="2025-03-20", end="2025-03-20")
    assert not supersedes(contact("new", "actual", ("a", "b"), "2025-03-10T12:00:00Z"), plan)


def test_a_contact_told_together_with_a_plan_is_another_one():
    told = "2025-03-03T12:00:00Z"
    assert not supersedes(contact("new", "actual", ("a", "b"), told), contact("plan", "planned", ("a", "b"), told))


def test_articles_without_an_outlet_are_no_one_outlet_together():
    one, other = (article(name, day, said("demand", STAY), outlet=None) for name, day in (("a", 1), ("b", 2)))
    (claim,) = gathered([one, other]).claims.all_claims
    assert (claim.articles, claim.outlets) == (2, 2)


def test_a_plan_is_overtaken_once_by_the_first_that_was_held():
    plan, held = [("meet", "planned", "2025-03-09")], [("meet", "actual", "2025-03-09")]
    days = [article("a", 1, contacts=plan), article("b", 10, contacts=held), article("c", 20, contacts=held)]
    assert [one[0] for one in related(gathered(days))] == ["supersedes"]


def test_a_question_about_contacts_closes(monkeypatch):
    """What is told later than `WINDOW` days after the first answer begins another, though the last is near."""
    monkeypatch.setattr(told_as_one, "WINDOW", 12)
    told = [article(f"a{day}", day, contacts=[("meet", "planned", f"2025-03-{day:02}")]) for day in (1, 9, 17)]
    plans = [replace(one, record=undated(one.record)) for one in told]
    first, second, third = gathered(plans).claims.all_claims
    assert (second.question, third.question) == (first.id, third.id)


def undated(record):
    return replace(record, events=tuple(replace(one, when=None) for one in record.events))


def test_a_report_whose_original_is_found_is_counted_anew_for_those_who_carried_it_before():
    """Whom the outlet had it from is known only then; nobody tells the carrier's claim again."""
    carrier = Draft("b", "Norvia will keep its troops in the valley, Meridian reported on Monday.", outlet="Herald")
    norvia, meridian = carrier.who("state", "Norvia", side="own"), carrier.who("outlet", "Meridian")
    hop = carrier.source("outlet", "Meridian", meridian)
    carrier.says("Norvia will keep its troops in the valley", hop, cue="reported", source="Meridian")
    text = "Castella fears that Norvia will keep its troops in the valley, two officials said on Monday."
    original = Draft("a", text, outlet="Meridian", published="2025-03-03T09:00:00Z")
    original.who("state", "Castella", side="own")
    officials = original.source("unnamed", "two officials")
    original.says("Castella fears", officials, cue="said", source="two officials")
    one, several = gathered([carrier.entry(), original.entry()]), gathered([carrier.entry()], [original.entry()])
    assert norvia
    assert [claim.origins for claim in several.claims.all_claims] == [claim.origins for claim in one.claims.all_claims]
    assert len({claim.origins for claim in several.claims.all_claims}) == 1


def test_a_corrected_version_retracts_what_the_first_one_said():
    low, high = "a raise of 61 percent over six years", "a raise of 62 percent over six years"
    first = article("a", 1, said("offer", low))
    index = gathered([first, article("b", 2, said("offer", high), version_of="a")])
    assert ("retracts", (high, "actual"), (low, "actual"), "b") in related(index)
    assert changes(index) == [("first", None, high, False)]


def test_a_version_that_corrects_one_thing_retracts_nothing_else():
    low, high = "a raise of 61 percent over six years", "a raise of 62 percent over six years"
    pay = "a raise of the pay of pilots over six years"
    first = article("a", 1, said("offer", low), said("demand", pay))
    index = gathered([first, article("b", 2, said("offer", high), version_of="a")])
    assert [old for kind, _, (old, _), _ in related(index) if kind == "retracts"] == [low]


# -- changes


def test_a_position_that_gives_more_is_softened_and_told_anew_by_its_holder_it_is_repeated():
    own = said("demand", STAY, told_by="own", by="Ada Orm")
    days = [article("a", 1, own), article("b", 3, own), article("c", 5, said("open", LEAVE))]
    assert changes(gathered(days)) == [
        ("first", None, STAY, False),
        ("repeated", STAY, STAY, False),
        ("softened", STAY, LEAVE, False),
    ]


def test_a_position_that_its_holder_denies_is_contested_and_the_next_is_held_beside_his_own():
    denial = said("open", LEAVE, factuality="denied", told_by="own", by="Ada Orm")
    stages = f"{LEAVE} in stages"
    days = [
        article("a", 1, said("demand", STAY, told_by="own", by="Ada Orm")),
        article("b", 3, said("open", LEAVE)),
        article("c", 4, denial),
        article("d", 6, said("open", stages, told_by="own", by="Ada Orm")),
    ]
    assert changes(gathered(days)) == [
        ("first", None, STAY, False),
        ("softened", STAY, LEAVE, True),
        ("softened", STAY, stages, False),
    ]


def test_what_is_dropped_answers_to_what_was_asked_for_though_it_is_told_in_other_words():
    held, given_up = (
        "troops must stay in the northern valley",
        "its demand that troops guard the northern valley for good",
    )
    index = gathered([article("a", 1, said("demand", held)), article("b", 3, said("concede", given_up))])
    assert changes(index) == [("first", None, held, False), ("dropped", held, given_up, False)]


def test_a_thing_that_is_only_gone_back_to_is_no_first_position():
    assert changes(gathered([article("a", 1, said("accept", "the number"))])) == []


def test_what_is_told_as_past_is_no_step_and_comes_before_what_is_told_beside_it():
    for lead in ("Until now Norvia has refused to", "Norvia had refused to"):
        days = [article("a", 1, said("open", LEAVE), said("reject", LEAVE, lead=lead))]
        assert sorted(kind for kind, *_ in changes(gathered(days))) == ["first", "reversed"]
    before = [
        article("a", 1, said("demand", STAY)),
        article("b", 3, said("demand", STAY, lead="Norvia used to demand")),
    ]
    assert changes(gathered(before)) == [("first", None, STAY, False)]


@pytest.mark.parametrize(("stance", "kind"), [("demand", "hardened"), ("offer", "softened")])
def test_a_greater_number_asks_or_gives_more(stance, kind):
    low, high = "a raise of 50 percent over six years", "a raise of 62 percent over six years"
    index = gathered([article("a", 1, said(stance, low)), article("b", 3, said(stance, high))])
    assert changes(index)[1] == (kind, low, high, False)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (
            ("open", "cut its tariff on cars to 50 percent"),
            ("commit", "cut its tariff on cars to 35 percent"),
            "softened",
        ),
        (("open", "release 3.5 billion of water"), ("commit", "release 4 billion litres of water"), "softened"),
        (("open", "release 5 billion of water"), ("commit", "release 4 billion litres of water"), "hardened"),
    ],
)
def test_of_what_is_cut_the_less_is_the_more_and_a_bare_number_counts_what_the_other_does(old, new, kind):
    index = gathered([article("a", 1, said(*old)), article("b", 3, said(*new))])
    assert [one[0] for one in changes(index)] == ["first", kind]


# -- runs


FACTS = st.lists(
    st.builds(
        said,
        st.sampled_from(["demand", "open", "reject", "offer"]),
        st.sampled_from([STAY, LEAVE, FISH, f"{LEAVE} in stages"]),
        st.sampled_from(["Norvia", "Castella"]),
        factuality=st.sampled_from(["actual", "denied"]),
        told_by=st.sampled_from(["own", "third-party"]),
        by=st.sampled_from([None, "Ada Orm"]),
    ),
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(FACTS, min_size=2, max_size=6), st.data())
def test_several_runs_in_order_of_publication_come_to_what_one_run_does(told, data):
    """Nor does it matter in which order the entries of a run are handed over."""
    entries = [article(f"a{at}", at + 1, *facts) for at, facts in enumerate(told)]
    cut = data.draw(st.integers(0, len(entries)))
    one = gathered(data.draw(st.permutations(entries)))
    several = gathered(entries[:cut], entries[cut:])
    assert [replace(claim, vector=None) for claim in one.claims.all_claims] == [
        replace(claim, vector=None) for claim in several.claims.all_claims
    ]
    assert one.claims.all_changes == several.claims.all_changes
    assert related(one) == related(several)


def test_articles_that_tell_nothing_leave_nothing():
    index = gathered([article("a", 1), article("b", 2)])
    assert (index.claims.all_claims, index.claims.all_changes) == ([], [])
