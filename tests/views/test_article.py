"""The view of one article: chains in words, the sentences around, the text in segments."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.coding.record import AttributionRecord, Entity, Record, Source, Unnamed
from memcon.spans import Span
from memcon.views import Cover, article_view
from memcon.views.context import LONGEST, context, sentence_ends
from memcon.views.segments import segments
from memcon.views.words import hop_words

SUND = Path(__file__).parents[1] / "records" / "sund.json"


@pytest.fixture
def record():
    return Record.from_json(SUND.read_text(encoding="utf-8"))


@pytest.fixture
def view(record):
    return article_view(record)


def test_chains_in_words_name_who_has_a_name_and_quote_who_has_none(view):
    assert [said.chain_words for said in view.attributions] == [
        "writer → Ingrid Salo",
        "writer → Ingrid Salo",
        "writer → The Harbour Post → two officials briefed on the draft",
        "writer → The Harbour Post → its sources",
        "writer → The Harbour Post → its sources → the Castellan foreign minister",
        "writer → Castellan foreign ministry",
        "writer → one senior Norvian diplomat",
        "writer → Tomas Reik",
        "writer → someone unnamed",
    ]


def test_labels_pass_over_what_is_ordinary(view):
    assert {said.id: said.labels for said in view.attributions} == {
        "q1": ("indirect", "said Tue 11 Mar 2031"),
        "q2": ("direct",),
        "q3": ("indirect", "report"),
        "q4": ("indirect", "report"),
        "q5": ("mixed",),
        "q6": ("declined to comment",),
        "q7": ("mixed",),
        "q8": ("mixed", "social post"),
        "q9": ("indirect",),
    }


def test_the_head_leaves_out_what_is_not_known(view):
    assert [(fact.label, fact.words) for fact in view.head.facts] == [
        ("outlet", "The Valmare Courier"),
        ("published", "11 Mar 2031"),
        ("dateline", "VALMARE"),
        ("credit", "Meridian"),
    ]


def test_an_article_without_a_title_goes_by_its_first_line(record):
    untitled = replace(record, article=replace(record.article, title=None))
    assert article_view(untitled).head.name == "Norvia and Castell near deal on strait, mediator says"


def test_unnamed_sources_come_with_what_is_known_of_them(view):
    assert [(s.words, [(f.label, f.words) for f in s.facts], s.attributions) for s in view.unnamed] == [
        (
            "two officials briefed on the draft",
            [("how many", "two"), ("how close", "briefed on the draft"), ("office", "officials")],
            ("q3",),
        ),
        ("its sources", [], ("q4",)),
        (
            "one senior Norvian diplomat",
            [
                ("how many", "one"),
                ("for whom", "Norvia"),
                ("office", "senior Norvian diplomat"),
                ("why unnamed", "the talks are private"),
            ],
            ("q7",),
        ),
    ]


def test_the_context_is_the_sentence_with_its_parts_marked(view):
    """{source Its sources} {cue said} {content …}: the sentence alone, not its paragraph."""
    (said,) = (said for said in view.attributions if said.id == "q4")
    assert [(piece.text, piece.roles) for piece in said.context] == [
        ("Its sources", ("source",)),
        (" ", ()),
        ("said", ("cue",)),
        (" ", ()),
        ("the Castellan foreign minister told the mediator that “not one day less” was acceptable", ("content",)),
        (".", ()),
    ]


def test_attributions_are_shown_in_text_order(record):
    backwards = replace(record, attributions=record.attributions[::-1])
    assert [said.id for said in article_view(backwards).attributions] == [f"q{n}" for n in range(1, 10)]


def test_segments_name_the_innermost_attribution_first(view):
    """Inside `Its sources said {the minister told … {that …}}` the inner content lies in both."""
    (inner,) = (segment for segment in view.segments if segment.text == "that “not one day less” was acceptable")
    assert inner.covers == (Cover("q5", "content"), Cover("q4", "content"))


def test_an_attribution_begins_once(view):
    assert sorted(begun for segment in view.segments for begun in segment.begins) == [f"q{n}" for n in range(1, 10)]


def said_of(*spans, name="q1"):
    return AttributionRecord(id=name, source=(), cue=(), content=tuple(Span(*span) for span in spans), manner="direct")


def test_crossing_spans_are_cut_where_they_cross():
    cut = segments("abcdef", [said_of((0, 4)), said_of((2, 6), name="q2")])
    assert [(part.text, [cover.record for cover in part.covers]) for part in cut] == [
        ("ab", ["q1"]),
        ("cd", ["q2", "q1"]),
        ("ef", ["q2"]),
    ]


@settings(deadline=None)
@given(st.text(max_size=40), st.data())
def test_segments_join_to_the_text_and_cover_what_the_spans_cover(text, data):
    places = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(places, places).filter(lambda s: s[0] < s[1]), max_size=6))
    said = [said_of(span, name=f"q{at}") for at, span in enumerate(spans)]
    cut = segments(text, said)
    assert "".join(part.text for part in cut) == text
    for one in said:
        covered = "".join(p.text for p in cut if any(c.record == one.id for c in p.covers))
        assert covered == one.content[0].of(text)


def shown(text, *spans):
    return "".join(piece.text for piece in context(text, said_of(*spans), sentence_ends(text)))


def test_sentences_far_apart_are_joined_by_a_gap():
    text = "One said so. Two was silent. Three said more."
    assert shown(text, (0, 3), (29, 34)) == "One said so. … Three said more."


def test_sentences_next_to_each_other_are_shown_as_they_stand():
    assert shown("One said so.\n\nTwo was loud. Three.", (0, 3), (14, 17)) == "One said so.\n\nTwo was loud."


@pytest.mark.parametrize("sentence", ["Mr. Salo met U.S. Envoys at 3.30.", "“Yes.” said J. Reik.", "No end"])
def test_a_full_stop_that_ends_no_sentence_is_passed_over(sentence):
    assert shown(sentence, (len(sentence) - 2, len(sentence) - 1)) == sentence


def test_a_sentence_without_end_is_cut_at_a_word():
    text = "word " * 2000 + "HERE" + " word" * 2000
    out = shown(text, (10_000, 10_004))
    assert len(out) <= 2 * LONGEST + 4
    assert out.startswith("word ")
    assert out.endswith(" word")


@pytest.mark.parametrize(
    ("span", "count", "words"),
    [
        ("two officials", 2, "two officials"),
        ("A senior official", 1, "one senior official"),
        ("its source", 1, "one source"),
        ("the officials", 2, "two officials"),
        ("Officials familiar with the talks", None, "officials familiar with the talks"),
        ("European officials", None, "European officials"),
        ("European officials", 3, "three European officials"),
        ("20 diplomats", 20, "20 diplomats"),
        ("officials", 20, "20 officials"),
        ("He", 1, "one unnamed source"),
        ("They", 2, "two unnamed sources"),
        ("They", None, "someone unnamed"),
        ("one\n of  them", 1, "one of them"),
        ("The newspaper's source", 1, "the newspaper's source"),
    ],
)
def test_the_unnamed_in_words(span, count, words):
    source = Source(id="s1", kind="unnamed", span=Span(0, len(span)), unnamed=Unnamed(count=count))
    assert hop_words(source, span, {}) == words


def test_a_pronoun_is_shown_by_the_name():
    entities = {"n1": Entity(id="n1", kind="person", name="Tomas Reik")}
    assert hop_words(Source(id="s1", kind="person", entity="n1", span=Span(0, 2)), "He left.", entities) == "Tomas Reik"


def test_a_document_without_a_name_is_shown_as_the_article_has_it():
    assert hop_words(Source(id="s1", kind="document", span=Span(0, 10)), "The report.", {}) == "the report"


def test_a_source_without_words_is_shown_by_its_kind():
    assert hop_words(Source(id="s1", kind="platform"), "", {}) == "platform"


def test_a_short_month_ends_no_sentence():
    text = "LINDOR, Nov. 21, 2031 (Wire) — The envoy left. He said so."
    assert [span.start for span in sentence_ends(text)] == [text.index(" He said")]
