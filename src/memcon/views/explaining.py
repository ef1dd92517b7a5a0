"""Why a record says what it says: the rule, the words that gave each field, the chain, and the parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from memcon.codebook.entries import entry
from memcon.coding.record import AttributionRecord, Event, Position, Proposal, Standing
from memcon.errors import NoSuchRecord
from memcon.spans import Span
from memcon.views.dates import when_words
from memcon.views.hops import Chained, hops_of
from memcon.views.records import Names, spoken
from memcon.views.segments import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from memcon.codebook.entries import Entry
    from memcon.coding.record import Entity, Record
    from memcon.reading.model import Reading, Sentence
    from memcon.views.segments import Anchored

    Found: TypeAlias = "list[tuple[Span, str]]"

KINDS = {"e": "event", "p": "position", "d": "proposal", "g": "standing", "q": "attribution"}
FIELDS: dict[type, tuple[tuple[str, ...], ...]] = {
    Event: (("actor", "recipient", "mediator", "where"), ("event_type", "mode", "factuality", "issues")),
    Position: (("holder", "side", "toward"), ("stance", "issue", "told_by", "factuality", "proposal")),
    Proposal: (("by",), ()),
    Standing: ((), ("state", "issue", "event")),
    AttributionRecord: ((), ("manner", "channel", "response")),
}
"""Of each kind the fields that name entities, and those that hold words of the codebook."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its value in words, the article's words that gave it (none where no words alone do), and a remark."""

    name: str
    value: str
    words: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a parsed sentence: `head` is the number of the word that it hangs on, 0 at the root.

    parts: the fields of the record in which it has a part, the smallest first.
    """

    number: int
    text: str
    upos: str
    relation: str
    head: int
    head_text: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation(Chained):
    """What is known of how a record came about.

    kind:      event, position, proposal, standing or attribution.
    rule:      the codebook's entry; null for an attribution, which the model finds.
    evidence:  the words on which the record rests. within: the attribution in whose content they stand, if any.
    sentences: the parse of each sentence that they touch. notes: what the reader of this should know.
    """

    kind: str
    rule: Entry | None
    evidence: tuple[str, ...]
    fields: tuple[Field, ...]
    within: str | None
    sentences: tuple[tuple[Word, ...], ...]
    notes: tuple[str, ...] = ()


def explanation(
    record: Record, reading: Reading, rules: Mapping[str, str], name: str, earlier: Record | None = None
) -> Explanation:
    """Explain the record `name` of an article.

    reading, rules: what the same run that made the record read, and by which rule each of its records came.
    earlier: a record of the article that was made before; where it says otherwise, a note tells.

    Raises `NoSuchRecord`, naming those that there are.
    """
    one = _records(record).get(name)
    if one is None:
        raise NoSuchRecord(_missing(record, name, earlier))
    names = Names(record, hops_of(record))
    within = _within(record, one)
    marks = _marks(record, one, reading)
    return Explanation(
        id=one.id,
        chain=names.chain(one.chain),
        kind=KINDS.get(name[:1], "record"),
        rule=entry(rules[name]) if name in rules else None,
        evidence=names.words(_evidence(one)),
        fields=tuple(_fields(record, one, names, marks)),
        within=within.id if within else None,
        sentences=tuple(_parse(reading, sentence, marks) for sentence in _sentences(reading, _evidence(one))),
        notes=(*_of_head(rules.get(name, "")), *_notes(record, one, earlier)),
    )


def _records(record: Record) -> dict[str, Anchored]:
    every: list[Anchored] = [*record.events, *record.positions, *record.proposals, *record.standings]
    every += record.attributions
    return {one.id: one for one in every}


def _missing(record: Record, name: str, earlier: Record | None) -> str:
    """Say that there is no such record, and which there are."""
    known = _records(record)
    lists = [[one for one in known if one[:1] == letter] for letter in KINDS]
    there = ", ".join(f"{ids[0]} to {ids[-1]}" if len(ids) > 1 else ids[0] for ids in lists if ids)
    if earlier and name in _records(earlier):
        made = f"{earlier.made_by.model} and {earlier.made_by.codebook}"
        return f"`{name}` was made with {made}; read again with this memcon, the article has {there or 'no record'}."
    return f"The article has no record `{name}`. Ask for one of {there}." if there else "The article has no records."


def _of_head(rule: str) -> tuple[str, ...]:
    """Say what a rule means that is no pattern but a label of the encoder's."""
    if not rule.startswith("frames.yaml"):
        return ()
    return ("No list has these words: the encoder's frame head found them, and who has a part, by their context.",)


def _notes(record: Record, one: Anchored, earlier: Record | None) -> tuple[str, ...]:
    """Say where the article, read again, gives another record than the one that was handed in."""
    if earlier is None:
        return ()
    if earlier.article.text != record.article.text:
        return ("Read again, the article's text is cut differently: compare the words, not the offsets.",)
    if _records(earlier).get(one.id) != one:
        made = earlier.made_by
        return (f"The record handed in says otherwise; memcon {made.memcon}, {made.model}, {made.codebook} made it.",)
    return ()


def _evidence(one: Anchored) -> tuple[Span, ...]:
    if isinstance(one, AttributionRecord):
        return tuple(sorted((*one.source, *one.cue, *one.content)))
    return one.evidence


def _within(record: Record, one: Anchored) -> AttributionRecord | None:
    """Return the innermost attribution in whose content a record's words stand."""
    if isinstance(one, AttributionRecord):
        return None
    around = [
        said for said in record.attributions if all(any(c.contains(e) for c in said.content) for e in one.evidence)
    ]
    return min(around, key=lambda said: sum(span.end - span.start for span in said.content), default=None)


# -- the words of each field


def _marks(record: Record, one: Anchored, reading: Reading) -> Found:
    """Return the spans that have a part in a record, each with the field's name, the smallest first."""
    entities = {entity.id: entity for entity in record.entities}
    near = [_characters(reading, sentence) for sentence in _sentences(reading, _evidence(one))]
    found: Found = [(span, str(role)) for span, role in parts(one)]
    for name in FIELDS[type(one)][0]:
        for entity in _ids(one, name):
            found += [(span, name) for span in _mentions(entities.get(entity), near)]
    return sorted(found, key=lambda mark: mark[0].end - mark[0].start)


def _ids(one: Anchored, name: str) -> tuple[str, ...]:
    value = getattr(one, name)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _mentions(entity: Entity | None, near: Iterable[Span]) -> list[Span]:
    """Return where an entity is mentioned in the sentences, else the last place before them."""
    near = list(near)
    spans = list(entity.mentions) if entity else []
    here = [span for span in spans if any(sentence.contains(span) for sentence in near)]
    before = [span for span in spans if near and span.end <= near[0].start]
    return here or before[-1:] or spans[:1]


def _fields(record: Record, one: Anchored, names: Names, marks: Found) -> Iterator[Field]:
    """Yield the fields that have a value, each with its words."""
    entities, coded = FIELDS[type(one)]
    for name in coded:
        value = ", ".join(map(spoken, _ids(one, name)))
        if value:
            yield Field(name, value)
    for name in entities:
        for found in _ids(one, name):
            mentions = {span for entity in record.entities if entity.id == found for span in entity.mentions}
            spans = sorted({span for span, role in marks if role == name and span in mentions})
            yield _field(name, f"{names.of(found)} ({found})", spans, names)
    when = one.said if isinstance(one, AttributionRecord) else getattr(one, "when", None)
    if when:
        yield _field("when", when_words(when), [when.span] if when.span else [], names, when.how)
    for role in dict.fromkeys(role for _, role in parts(one) if role not in ("evidence", "when", "condition")):
        yield _field(role, "", [span for span, found in parts(one) if found == role], names)
    if isinstance(one, Position):
        yield from (_field("condition", spoken(c.kind), [c.span], names) for c in one.conditions)


def _field(name: str, value: str, spans: Sequence[Span], names: Names, how: str = "") -> Field:
    return Field(name, value, names.words(spans), tuple(spans), how)


# -- the parse


def _sentences(reading: Reading, spans: Sequence[Span]) -> list[Sentence]:
    """Return the sentences that spans touch, in text order."""
    return [
        sentence
        for sentence in reading.sentences
        if any(_characters(reading, sentence).overlaps(span) for span in spans)
    ]


def _characters(reading: Reading, sentence: Sentence) -> Span:
    """Return the characters of a sentence."""
    return Span(reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end)


def _parse(reading: Reading, sentence: Sentence, marks: Found) -> tuple[Word, ...]:
    """Return the words of a sentence, numbered from 1."""
    tokens = reading.tokens[sentence.first : sentence.last]
    out = []
    for number, token in enumerate(tokens, 1):
        inside = [role for span, role in marks if span.start <= token.start and token.end <= span.end]
        head = token.head - sentence.first + 1 if token.head >= 0 else 0
        above = reading.tokens[token.head].text if token.head >= 0 else ""
        out.append(Word(number, token.text, token.upos, token.deprel, head, above, tuple(dict.fromkeys(inside))))
    return tuple(out)
