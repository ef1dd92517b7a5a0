"""Which articles are one text."""

import pytest

from memcon.coding.record import ArticleRecord, MadeBy, Record
from memcon.record import Entry
from memcon.record.stories import CROWD, place
from memcon.record.text_index import MemoryStories

LEAD = "Fishermen of Velmaria ended their blockade of Port Callis on Tuesday after the government promised new quotas."
SAID = '"We will move the boats tonight," their spokesman Desmond Amari told reporters on the quay.'
TALKS = "Talks on the size of the herring catch are to resume in Vienna next month, the ministry said."
FLEET = "The fleet of 140 boats had kept cargo ships out of the harbour for nine days."
PRICE = "Prices of canned fish rose by 12% in the capital, according to the chamber of commerce."
OWN = (
    "The strike of the herring fleet is over, the islands' government announced after a night of talks.",
    "Skippers had shut off the harbour of Port Callis since last week in a quarrel over how much they may land.",
    "A council of owners will vote on the terms on Sunday, Amari said, and he expected a clear majority.",
)
SIGNED = "This report was compiled from material supplied by the wire services of the Meridian news group in Geneva."


def entry(name, *paragraphs, day=1, version_of=None, title=None):
    text = "\n\n".join(paragraphs)
    about = dict.fromkeys(("outlet", "url", "published", "dateline", "byline", "credit", "language"))
    article = ArticleRecord(id=name, title=title, sha256=name, text=text, **about)
    record = Record(made_by=MadeBy(memcon="0", model="0", codebook="0"), article=article)
    when = f"2025-03-{day:02}T12:00:00Z"
    return Entry(id=name, record=record, published=when, added=when, version_of=version_of)


@pytest.fixture
def stories():
    """Place entries in order; return the stories as lists of names."""

    def gather(*entries):
        index = MemoryStories()
        for one in entries:
            index.add(one)
            place(one, index)
        return sorted(list(articles) for articles in index.all_stories().values())

    return gather


def test_a_copy_under_another_dateline_and_spelling_is_one_story(stories):
    first = entry("a", f"PORT CALLIS (AP) — {LEAD}", SAID, TALKS, FLEET, PRICE)
    second = entry("b", LEAD.replace("new", "fresh"), SAID, TALKS, PRICE.replace("%", " per cent"), FLEET)
    assert stories(first, second) == [["a", "b"]]


def test_cuts_that_share_no_paragraph_but_the_lead_are_one_story(stories):
    whole = entry("a", LEAD, SAID, TALKS, FLEET, PRICE)
    assert stories(whole, entry("b", LEAD, SAID), entry("c", LEAD, PRICE)) == [["a", "b", "c"]]


def test_a_whole_text_joins_the_cuts_that_came_before_it(stories):
    cuts = entry("a", LEAD, SAID, FLEET), entry("b", TALKS, PRICE, OWN[2], OWN[1])
    whole = entry("c", LEAD, SAID, TALKS, FLEET, PRICE, OWN[2], OWN[1], day=2)
    assert stories(*cuts) == [["a"], ["b"]]
    assert stories(*cuts, whole) == [["a", "b", "c"]]


def test_a_text_written_anew_is_another_story_though_it_quotes_the_same_words(stories):
    assert stories(entry("a", LEAD, SAID, TALKS, FLEET), entry("b", *OWN, SAID)) == [["a"], ["b"]]


def test_a_sequel_that_ends_in_the_old_background_is_another_story(stories):
    assert stories(entry("a", LEAD, SAID, FLEET, PRICE), entry("b", *OWN[:2], OWN[2], FLEET, PRICE)) == [["a"], ["b"]]


def test_a_roundup_does_not_make_its_pieces_one(stories):
    pieces = entry("a", LEAD, SAID, TALKS), entry("b", *OWN)
    roundup = entry("c", OWN[0], OWN[1], OWN[2], LEAD, SAID, TALKS, PRICE, FLEET, PRICE[:40] + " as of today, it said.")
    assert ["a"] in stories(*pieces, roundup)


def test_a_bulletin_of_the_same_mould_with_other_figures_is_another_story(stories):
    mould = "The Velmarian crown closed at {} to the dollar, the central bank of the islands said on its page. " * 3
    assert stories(entry("a", mould.format(4.11, 2.07, 3.3)), entry("b", mould.format(4.52, 2.6, 3.9))) == [
        ["a"],
        ["b"],
    ]


def test_versions_of_one_address_are_one_story_whatever_they_say(stories):
    assert stories(entry("a", LEAD, SAID), entry("b", *OWN, day=2, version_of="a")) == [["a", "b"]]


def test_boilerplate_is_learnt_from_the_crowd_that_has_it(stories):
    """Each of the briefs is one sentence of its own and the same two sentences of boilerplate."""
    briefs = [
        entry(f"{n:03}", f"{OWN[n % 3][:60]} number {n} {' '.join(chr(97 + n % 26) * k for k in (4, 5, 6))}.", SIGNED)
        for n in range(CROWD + 5)
    ]
    assert [f"{CROWD + 3:03}"] in stories(*briefs)
