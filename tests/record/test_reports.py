"""On whose report an article rests, and which articles rest on one report."""

from dataclasses import replace

import pytest

from memcon.coding.record import ArticleRecord, AttributionRecord, Entity, MadeBy, Record, Source
from memcon.record import Entry
from memcon.record.leads import lead_of
from memcon.record.mastheads import outlet_key, outlets_of
from memcon.record.reports import assign
from memcon.record.stories import place
from memcon.record.text_index import MemoryReports, MemoryStories
from memcon.spans import Span

SCOOP = "Velmaria is ready to lift the herring embargo on Karsund, two officials told Tidewire."
REWRITE = "The herring embargo on Karsund could be lifted by Velmaria, Tidewire reported on Tuesday."
HINTED = "Velmaria's herring embargo is said to be near its end. Tidewire wrote that Karsund was told so by officials."
DENIAL = "The government denied a report by Tidewire that the herring embargo on Karsund would be lifted."
PARTY = "Karsund says it will answer the plan within days"
OTHER = "Tolmenia's railway workers will strike from Friday, their union told Tidewire."


def article(name, outlet, text, *said, day=1, outlets=(), title="", **about):
    """Make an entry. said: (words of the source, its kind, cue, name of its entity or None), outermost first."""
    entities = tuple(
        Entity(id=f"n{at}", kind="outlet", name=known, mentions=(span_of(text, known),))
        for at, known in enumerate(outlets, 1)
    )
    ids = {entity.name: entity.id for entity in entities}
    sources, attributions = [Source(id="s0", kind="writer")], []
    for at, (words, kind, cue, entity) in enumerate(said, 1):
        chain = ("s0",)
        if words:
            sources.append(Source(id=f"s{at}", kind=kind, entity=ids.get(entity), span=span_of(text, words)))
            chain = ("s0", f"s{at}")
        where = (span_of(text, words),) if words else ()
        content = (Span(0, len(text.split(".")[0])),)
        attributions.append(
            AttributionRecord(
                id=f"q{at}", source=where, cue=(span_of(text, cue),), content=content, manner="indirect", chain=chain
            )
        )
    known = dict.fromkeys(("url", "published", "dateline", "byline", "credit", "language")) | about
    head = ArticleRecord(id=name, title=title, outlet=outlet, sha256=name, text=text, **known)
    made_by = MadeBy(memcon="0", model="0", codebook="0")
    record = Record(
        made_by=made_by, article=head, entities=entities, sources=tuple(sources), attributions=tuple(attributions)
    )
    when = f"2025-03-{day:02}T12:00:00Z"
    return Entry(id=name, record=record, published=when, added=when)


def span_of(text, words):
    return Span(text.index(words), text.index(words) + len(words))


def scoop(name="a", **more):
    return article(name, "Tidewire", SCOOP, ("two officials", "unnamed", "told", None), outlets=("Tidewire",), **more)


def rewrite(name="b", outlet="The Lantern", **more):
    said = ("Tidewire", "outlet", "reported", "Tidewire")
    return article(name, outlet, REWRITE, said, outlets=("Tidewire",), **more)


def gather(*entries):
    """Gather entries in this order; return the reports as (original, articles)."""
    stories = MemoryStories()
    reports = MemoryReports(stories)
    for one in entries:
        stories.add(one)
        assign(one, place(one, stories), reports)
    return sorted((report.original or "", *report.articles) for report in reports.all_reports())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AP", "The Associated Press"),
        ("apnews.com", "Associated Press"),
        ("Asharq Al-Awsat", "Asharq El Awsat"),
        ("Almasdar Online", "Al-Masdar"),
        ("Kurier für Neulübeck", "Kurier fur Neulubeck"),
    ],
)
def test_one_key_for_all_names_of_an_outlet(one, other):
    assert outlet_key(one) == outlet_key(other)


def test_other_outlets_have_other_keys():
    assert len({outlet_key(name) for name in ("Times of Israel", "The Times", "Washington Post", "Kyiv Post")}) == 4


def test_an_agencys_text_is_the_agencys_whoever_publishes_it():
    entry = scoop(credit="AP/WAVY")
    assert outlets_of(entry.record.article)[0] == outlet_key("Associated Press")


def test_sources_of_its_own_make_a_report():
    assert lead_of(scoop()).cited is None


def test_a_named_outlet_is_whose_report_it_is():
    assert lead_of(rewrite()).cited == "tidewire"


def test_a_report_without_a_name_is_looked_up_further_down():
    said = ("", "", "is said to", None), ("Tidewire", "outlet", "wrote", "Tidewire")
    assert lead_of(article("c", "The Lantern", HINTED, *said, outlets=("Tidewire",))).cited == "tidewire"


def test_an_outlet_that_the_reading_missed_is_known_from_the_docket():
    entry = article("c", "The Lantern", HINTED, ("", "", "is said to", None))
    assert lead_of(entry).cited is None
    assert lead_of(entry, lambda keys: {key: key for key in keys if key == "tidewire"}).cited == "tidewire"


HEARD = "Karsund must open its harbours first, Mayor Ada Lunde said. She said so in an interview with Fjord Radio."
LEAKED = "Velmaria pledges to lift the embargo, a draft shows. The draft was first published by Tidewire."
LEAKED += " It is kept at the harbour office, where visitors may ask to see it on any weekday before noon."


def test_what_somebody_said_in_an_interview_is_the_report_of_who_heard_it():
    said = ("Mayor Ada Lunde", "person", "said", "Ada Lunde"), ("She", "person", "said so", "Ada Lunde")
    entry = article("c", "The Lantern", HEARD, *said)
    assert lead_of(entry).cited is None
    people = (Entity(id="n1", kind="person", name="Ada Lunde", mentions=(span_of(HEARD, "Ada Lunde"),)),)
    sources = tuple(replace(one, entity="n1") if one.kind == "person" else one for one in entry.record.sources)
    entry = replace(entry, record=replace(entry.record, entities=people, sources=sources))
    assert lead_of(entry, lambda keys: {key: key for key in keys if key == "fjordradio"}).cited == "fjordradio"


def test_a_document_is_the_report_of_who_had_it_first():
    entry = article("c", "The Lantern", LEAKED, ("a draft", "document", "shows", None), outlets=("Tidewire",))
    assert lead_of(entry).cited == "tidewire"


def test_an_outlet_that_is_only_called_what_it_is_has_no_report():
    said = ("state TV", "outlet", "reported", "state TV")
    entry = article("c", "The Lantern", "The embargo ends, state TV reported.", said, outlets=("state TV",))
    assert lead_of(entry).cited is None


def test_a_denial_rests_on_who_denies():
    said = ("The government", "institution", "denied", None)
    assert lead_of(article("c", "The Lantern", DENIAL, said, outlets=("Tidewire",))).cited is None


def test_carriers_join_what_they_cite():
    assert gather(scoop(), rewrite(day=2)) == [("a", "a", "b")]


def test_a_carrier_does_not_join_what_its_outlet_wrote_on_another_matter():
    other = article("o", "Tidewire", OTHER, ("their union", "institution", "told", None), outlets=("Tidewire",))
    assert gather(other, rewrite(day=2)) == [("", "b"), ("o", "o")]


def test_a_carrier_does_not_join_what_is_long_past():
    assert gather(scoop(), rewrite(day=20)) == [("", "b"), ("a", "a")]


def test_carriers_of_a_report_that_is_not_there_are_one_report_until_it_comes():
    carriers = rewrite(), rewrite("c", "Radio Delta", title="Herring again")
    assert gather(*carriers) == [("", "b", "c")]
    assert gather(*carriers, scoop()) == [("a", "a", "b", "c")]


def test_a_whole_story_lies_in_one_report_though_a_cut_lost_the_name():
    cut = article("d", "Meridian", REWRITE.replace(", Tidewire reported on Tuesday", ""))
    assert gather(scoop(), rewrite(), cut) == [("a", "a", "b", "d")]


def test_a_further_source_of_one_outlet_is_the_same_report():
    text = (
        "A third source confirmed that Velmaria is ready to lift the herring embargo on Karsund.\n\n"
        "Tidewire first reported the plan on Monday, on the word of two officials."
    )
    again = article(
        "e", "Tidewire", text, ("A third source", "unnamed", "confirmed", None), outlets=("Tidewire",), day=2
    )
    assert gather(scoop(), again) == [("a", "a", "e")]


def test_new_facts_of_one_outlet_are_a_new_report():
    text = (
        "Karsund wants compensation for nine days of closed harbours, a diplomat said.\n\n"
        "Tidewire reported on Monday that an end of the embargo was near."
    )
    later = article("e", "Tidewire", text, ("a diplomat", "unnamed", "said", None), outlets=("Tidewire",), day=2)
    assert gather(scoop(), later) == [("a", "a"), ("e", "e")]


def test_a_party_in_the_title_is_no_outlet_though_the_reading_took_it_for_one():
    text = "Karsund said it would answer. Karsund denied a report."
    one = article("a", "Tidewire", text, ("Karsund", "outlet", "denied", "Karsund"), outlets=("Karsund",), title=PARTY)
    party = Entity(id="n9", kind="organisation", name="Karsund", side="n9", mentions=(span_of(text, "Karsund"),))
    record = replace(one.record, entities=(*one.record.entities, party))
    assert lead_of(one).cited == "karsund"
    assert lead_of(replace(one, record=record)).cited is None
