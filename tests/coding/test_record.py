"""The record of one article: what it writes, what it refuses, and what it calls ungrounded."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.coding.record import (
    Amount,
    ArticleRecord,
    AttributionRecord,
    Entity,
    Event,
    MadeBy,
    Position,
    Proposal,
    Record,
    Role,
    Source,
    Standing,
    When,
)
from memcon.coding.strict_json import BadRecord
from memcon.errors import Problem
from memcon.spans import Span

WRITTEN = (Path(__file__).parents[1] / "records" / "sund.json").read_text(encoding="utf-8")
TEXT = "The envoy said yes."


@pytest.fixture
def record():
    return Record.from_json(WRITTEN)


@pytest.fixture
def small():
    """One attribution: {source The envoy} {cue said} {content yes}."""
    return Record(
        made_by=MadeBy(memcon="0", model="encoder-none", codebook="none"),
        article=ArticleRecord(
            id="a",
            title=None,
            outlet=None,
            url=None,
            published=None,
            dateline=None,
            byline=None,
            credit=None,
            language="en",
            sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
            text=TEXT,
        ),
        sources=(Source(id="s0", kind="writer"), Source(id="s1", kind="person", span=Span(0, 9))),
        attributions=(
            AttributionRecord(
                id="q1",
                source=(Span(0, 9),),
                cue=(Span(10, 14),),
                content=(Span(15, 18),),
                manner="indirect",
                chain=("s0", "s1"),
            ),
        ),
    )


def test_a_small_record_is_written_with_every_key_in_order(small):
    """Empty lists and nulls are written too: a reader never asks whether a key is there."""
    assert small.to_json() == (
        '{"schema": 1, "made_by": {"memcon": "0", "model": "encoder-none", "codebook": "none"}, '
        '"article": {"id": "a", "title": null, "outlet": null, "url": null, "published": null, "dateline": null, '
        '"byline": null, "credit": null, "language": "en", '
        '"sha256": "3db542a234f31e16855b8363e92ac999b435e9babeeda1147d92827854bcf345", "text": "The envoy said yes."}, '
        '"entities": [], '
        '"sources": [{"id": "s0", "kind": "writer", "entity": null, "span": null, "unnamed": null}, '
        '{"id": "s1", "kind": "person", "entity": null, "span": [0, 9], "unnamed": null}], '
        '"attributions": [{"id": "q1", "source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 18]], '
        '"manner": "indirect", "channel": null, "response": "statement", "said": null, "chain": ["s0", "s1"]}], '
        '"events": [], "proposals": [], "positions": [], "standings": [], "problems": []}'
    )


def test_what_was_written_reads_back_equal_and_writes_back_the_same_bytes(record):
    assert record.to_json(indent=1) + "\n" == WRITTEN


def test_letters_are_written_as_they_are(record):
    assert "“We have moved from principles to paragraphs,”" in record.to_json()


def test_a_record_on_one_line_is_fit_for_json_lines(record):
    assert "\n" not in record.to_json()


def test_source_without_the_key_unnamed_is_read(record):
    """A record written by hand may leave `unnamed` out of a source that has a name."""
    written = json.loads(WRITTEN)
    for source in written["sources"]:
        if source["unnamed"] is None:
            del source["unnamed"]
    assert Record.from_json(json.dumps(written)) == record


def broken(change):
    """Apply `change` to the written record and return the faults that reading it back finds."""
    written = json.loads(WRITTEN)
    change(written)
    with pytest.raises(BadRecord) as caught:
        Record.from_json(json.dumps(written))
    return caught.value.faults


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda r: r.pop("events"), "$: no key `events`. Every key must be there; use null or []."),
        (lambda r: r.update(extra=1), "$: unknown key `extra`. Remove it."),
        (lambda r: r.update(schema="1"), '$.schema: expected a whole number, found "1".'),
        (lambda r: r.update(schema=True), "$.schema: expected a whole number, found true."),
        (lambda r: r.update(schema=2), "$.schema: is 2, and this memcon reads 1. Read it with a newer memcon."),
        (lambda r: r.update(sources={}), "$.sources: expected a list, found {}."),
        (lambda r: r["article"].update(text=None), "$.article.text: expected a string, found null."),
        (
            lambda r: r["attributions"][2]["cue"].__setitem__(0, [4]),
            "$.attributions[2].cue[0]: expected a span [start, end], found [4].",
        ),
        (
            lambda r: r["attributions"][0].update(manner="loud"),
            '$.attributions[0].manner: expected one of direct, indirect, mixed, found "loud".',
        ),
        (lambda r: r["entities"].__setitem__(0, "n1"), '$.entities[0]: expected an object, found "n1".'),
    ],
)
def test_a_fault_is_told_with_its_path(change, fault):
    assert broken(change) == [fault]


def test_all_faults_are_told_at_once():
    def change(record):
        record["made_by"]["model"] = 7
        record["sources"][1]["kind"] = "rumour"

    assert [fault.split(":")[0] for fault in broken(change)] == ["$.made_by.model", "$.sources[1].kind"]


@pytest.mark.parametrize("written", ["", "{", "nonsense", "[" * 100_000])
def test_text_that_is_not_json_is_told_as_such(written):
    with pytest.raises(BadRecord, match=r"^\$: not JSON"):
        Record.from_json(written)


def test_bad_record_is_the_callers_fault():
    assert (BadRecord([]).exit_code, BadRecord([]).http_status) == (65, 422)


def test_a_good_record_has_no_faults(record, small):
    assert (record.check(), small.check()) == ([], [])


def with_attribution(record, **changes):
    return replace(record, attributions=(replace(record.attributions[0], **changes),))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"cue": (Span(4, 4),)}, "attributions[0].cue[0]: [4, 4] is empty"),
        ({"cue": (Span(9, 4),)}, "attributions[0].cue[0]: [9, 4] is empty"),
        ({"cue": (Span(-2, 4),)}, "attributions[0].cue[0]: [-2, 4] is outside the text of 19 characters"),
        ({"content": (Span(15, 20),)}, "attributions[0].content[0]: [15, 20] is outside the text of 19 characters"),
        ({"chain": ()}, "attributions[0].chain: a chain starts at the writer, s0"),
        ({"chain": ("s1",)}, "attributions[0].chain[0]: a chain starts at the writer, s0"),
        ({"chain": ("s0", "s9")}, "attributions[0].chain[1]: no `s9` among the sources"),
        ({"id": "s1"}, "attributions[0].id: `s1` is used twice"),
    ],
)
def test_an_ungrounded_attribution_is_found(small, changes, fault):
    assert with_attribution(small, **changes).check() == [fault]


def test_an_entity_that_does_not_exist_is_found(small):
    entity = Entity(id="n1", kind="person", name="An Envoy", roles=(Role(title="envoy", of="n8"),), side="n7")
    faults = replace(small, entities=(entity,)).check()
    assert faults == [
        "entities[0].roles[0].of: no `n8` among the entities",
        "entities[0].side: no `n7` among the entities",
    ]


def test_a_problem_may_speak_of_any_place(small):
    """`problems[].where` is a place in words, not the id of one."""
    assert replace(small, problems=(Problem("article.published", "no date", "pass it"),)).check() == []


def test_a_record_without_its_writer_is_found(small):
    assert replace(small, sources=small.sources[1:]).check() == [
        "sources[0]: must be the writer, s0",
        "attributions[0].chain[0]: no `s0` among the sources",
    ]


def test_a_text_that_was_changed_after_the_freeze_is_found(small):
    (fault,) = replace(small, article=replace(small.article, text="The envoy said no!!")).check()
    assert fault.startswith("article.sha256: is not that of the text, which is ")


SPANS = st.builds(Span, st.integers(-1, 50), st.integers(0, 60))
st.register_type_strategy(Span, SPANS)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def some(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


def records():
    """Records of any shape, grounded or not: hypothesis fills every field by its type."""
    kinds = (Entity, Source, AttributionRecord, Event, Proposal, Position, Standing, Problem)
    names = ("entities", "sources", "attributions", "events", "proposals", "positions", "standings", "problems")
    return st.builds(Record, schema=st.just(1), **{n: some(st.from_type(k)) for n, k in zip(names, kinds, strict=True)})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records())
def test_any_record_survives_json(made):
    assert Record.from_json(made.to_json()) == made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records())
def test_checking_any_record_ends_with_lines_of_text(made):
    assert all(isinstance(fault, str) for fault in made.check())


def with_position(record):
    """Give a record one position with an amount and a deadline."""
    words = Span(0, 3)
    made = Position(
        id="p99",
        holder=record.entities[0].id,
        side=None,
        stance="demand",
        object=(words,),
        issue=None,
        toward=None,
        proposal=None,
        conditions=(),
        when=None,
        told_by="own",
        factuality="actual",
        evidence=(words,),
        chain=("s0",),
        amounts=(Amount(number=6.5, unit="percent", span=words),),
        deadline=When(start="2025-06-30", end="2025-06-30", grain="day", span=words, how="day and month"),
        red_line=True,
    )
    return replace(record, positions=(made,))


def test_amounts_and_deadlines_are_kept_and_grounded(record):
    """Written and read, and checked like all that points at the text."""
    made = with_position(record)
    assert Record.from_json(made.to_json()) == made
    beyond = replace(made.positions[0].amounts[0], span=Span(0, 10**6))
    bad = replace(made, positions=(replace(made.positions[0], amounts=(beyond,)),))
    assert [fault.partition(":")[0] for fault in bad.check()] == ["positions[0].amounts[0].span"]


def test_a_number_that_is_none_is_a_fault(record):
    written = json.loads(with_position(record).to_json())
    written["positions"][0]["amounts"][0]["number"] = float("nan")
    with pytest.raises(BadRecord) as caught:
        Record.from_json(json.dumps(written))
    assert caught.value.faults == ["$.positions[0].amounts[0].number: expected a number, found NaN."]


def test_a_position_written_before_there_were_amounts_is_read(record):
    written = json.loads(with_position(record).to_json())
    for key in ("amounts", "deadline", "red_line"):
        del written["positions"][0][key]
    (one,) = Record.from_json(json.dumps(written)).positions
    assert (one.amounts, one.deadline, one.red_line) == ((), None, False)
