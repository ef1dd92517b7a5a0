"""Why a record says what it says: rule, words of each field, chain and parse."""

from dataclasses import replace
from pathlib import Path

import pytest

from memcon.coding.record import Record
from memcon.errors import NoSuchRecord
from memcon.views import explanation
from tests.readings import reading

PASS = Path(__file__).parents[1] / "records" / "pass.json"


@pytest.fixture
def record():
    return Record.from_json(PASS.read_text(encoding="utf-8"))


def why(record, name, rules=None, earlier=None):
    return explanation(record, reading(record.article.text), rules or {}, name, earlier)


def fields(shown):
    return [(field.name, field.value, field.words) for field in shown.fields]


def test_an_event_is_explained_field_by_field(record):
    """Parties by their mentions in the sentence, the date by its words, what has no words of its own by its value."""
    shown = why(record, "e1")
    assert (shown.kind, shown.within) == ("event", "q1")
    assert fields(shown) == [
        ("event_type", "CONSULT", ()),
        ("mode", "phone", ()),
        ("factuality", "actual", ()),
        ("issues", "territory", ()),
        ("actor", "Maro Lind (n3)", ("Veldrian President Maro Lind",)),
        ("recipient", "Hanna Ost (n4)", ("Osmark's premier", "Hanna Ost")),
        ("when", "Tue 8 Apr 2031", ("on Tuesday",)),
    ]
    assert [field.how for field in shown.fields if field.how] == ["weekday before publication"]


def test_words_come_with_their_spans(record):
    for one in (*record.events, *record.positions, *record.proposals, *record.standings, *record.attributions):
        for field in why(record, one.id).fields:
            assert tuple(span.of(record.article.text) for span in field.spans) == field.words


def test_a_position_is_explained_with_its_object_and_its_condition(record):
    shown = fields(why(record, "p1"))
    assert ("object", "", ("reopen the pass",)) in shown
    assert ("condition", "only after", ("only after Osmark withdraws its border guards",)) in shown
    assert ("holder", "Veldria (n2)", ("Veldria",)) in shown


def test_a_party_not_named_in_the_sentence_is_shown_where_it_was_named_last(record):
    """`The talks on tolls “stuck”`: a holder from elsewhere is looked for before the sentence."""
    elsewhere = replace(record.positions[0], id="p1", evidence=record.standings[0].evidence, object=(), conditions=())
    shown = why(replace(record, positions=(elsewhere,)), "p1")
    assert ("holder", "Veldria (n2)", ("Veldria",)) in fields(shown)


def test_the_rule_is_shown_as_it_stands_in_the_codebook(record):
    shown = why(record, "e1", {"e1": "events/consult.yaml#phone"})
    assert (shown.rule.file, shown.rule.text[0]) == ("events/consult.yaml", "  - id: phone")


def test_a_label_of_the_frame_head_is_told_for_what_it_is(record):
    shown = why(record, "p1", {"p1": "frames.yaml#stances/reject"})
    assert shown.rule.text == ("  reject: {least: 0.45, means: somebody refuses what is on the table}",)
    assert "the encoder's frame head found them" in shown.notes[0]


def test_a_rule_that_the_codebook_lacks_is_shown_by_its_name(record):
    rule = why(record, "e1", {"e1": "events/none.yaml#old"}).rule
    assert (rule.rule, rule.line, rule.text) == ("events/none.yaml#old", 0, ())


def test_an_attribution_has_no_rule(record):
    shown = why(record, "q4")
    assert shown.rule is None
    assert [hop.words for hop in shown.chain] == ["writer", "The Harbour Post", "one official close to the premier"]
    assert ("cue", "", ("citing",)) in fields(shown)


def test_the_parse_numbers_the_words_of_the_sentence(record):
    made = reading(record.article.text, heads="withdraws<reopen:advcl reopen<told:ccomp")
    ((first, *rest),) = explanation(record, made, {}, "p1").sentences
    assert (first.number, first.text, first.parts) == (1, "Lind", ())
    (withdraws,) = (word for word in rest if word.text == "withdraws")
    assert (withdraws.relation, withdraws.head_text) == ("advcl", "reopen")
    assert rest[withdraws.head - 2].text == "reopen"
    assert withdraws.parts == ("condition", "evidence")


def test_a_record_that_is_not_there_is_named_with_those_that_are(record):
    with pytest.raises(NoSuchRecord, match=r"`p9`\. Ask for one of e1 to e5, p1 to p5, d1, g1 to g3, q1 to q7"):
        why(record, "p9")


def test_a_record_that_was_there_once_says_what_made_it(record):
    fewer = replace(record, positions=record.positions[:4])
    with pytest.raises(NoSuchRecord, match="`p5` was made with by hand and negotiation-1; read again"):
        why(fewer, "p5", earlier=record)


def test_a_note_tells_that_the_record_handed_in_says_otherwise(record):
    other = replace(record, events=(replace(record.events[0], mode="visit"), *record.events[1:]))
    assert why(record, "e1", earlier=record).notes == ()
    assert why(record, "e2", earlier=other).notes == ()
    assert why(record, "e1", earlier=other).notes[0].startswith("The record handed in says otherwise")
    shorter = replace(record, article=replace(record.article, text="x"))
    assert why(record, "e1", earlier=shorter).notes[0].startswith("Read again, the article's text is cut")
