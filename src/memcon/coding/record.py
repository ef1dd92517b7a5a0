"""The record of one article: what `memcon read --json` prints, key for key and in this order.

Every field is named and ordered as in the record's documentation, so that the classes are the schema:
`Record.to_json` writes them, `Record.from_json` checks an object against them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from memcon.coding import grounding, strict_json
from memcon.errors import Problem  # noqa: TC001 - strict_json looks the types of the fields up
from memcon.spans import Span  # noqa: TC001 - the same

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from memcon.article.model import Article

SCHEMA = 1

EntityKind: TypeAlias = Literal["person", "state", "organisation", "group", "place", "outlet", "document", "platform"]
SourceKind: TypeAlias = Literal["writer", "outlet", "person", "institution", "unnamed", "document", "platform"]
Manner: TypeAlias = Literal["direct", "indirect", "mixed"]
Channel: TypeAlias = Literal[
    "report", "statement", "interview", "press-conference", "social-post", "letter", "phone", "document"
]
Response: TypeAlias = Literal["statement", "declined", "no-response", "unverified"]
Factuality: TypeAlias = Literal["actual", "planned", "possible", "conditional", "denied", "called-off", "postponed"]
ToldBy: TypeAlias = Literal["own", "other-side", "third-party"]
ConditionKind: TypeAlias = Literal["if", "unless", "only-after", "in-exchange-for", "provided"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """What made the record: memcon's version, the digest of the encoder's file, and the codebook's name."""

    memcon: str
    model: str
    codebook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """The article's head and its frozen text; fields mean what they mean in `Article`."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    dateline: str | None
    byline: str | None
    credit: str | None
    language: str | None
    sha256: str
    text: str

    @classmethod
    def of(cls, article: Article) -> ArticleRecord:
        """Keep of an `Article` what the record shows."""
        return cls(
            id=article.id,
            title=article.title,
            outlet=article.outlet,
            url=article.url,
            published=article.published,
            dateline=article.dateline,
            byline=article.byline,
            credit=article.credit,
            language=article.language,
            sha256=article.sha256,
            text=article.text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office or function, `title` as written; `of` is the entity that it serves."""

    title: str
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something with a name, or a group without one.

    side:     the entity for which it speaks or acts in the talks; a state is its own side.
    mentions: in text order: names, pronouns and descriptions that denote it.
    """

    id: str
    kind: EntityKind
    name: str
    roles: tuple[Role, ...] = ()
    side: str | None = None
    wikidata: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """What the article tells of a source that it does not name; null where it does not say.

    count:     how many there are.
    closeness: how near the matter, in the article's words (`direct knowledge of the talks`).
    side:      id of the entity for which they speak.
    office:    what they do, in the article's words (`senior official`).
    reason:    why they are not named, in the article's words.
    """

    count: int | None = None
    closeness: str | None = None
    side: str | None = None
    office: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One hop of a chain; `span` is where it stands, null for the writer (`s0`) and where no words name it."""

    id: str
    kind: SourceKind
    entity: str | None = None
    span: Span | None = None
    unnamed: Unnamed | None = field(default=None, metadata=strict_json.MAY_BE_ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of ISO dates with its `grain` (day, month, …), the words that gave it, and how they were resolved."""

    start: str
    end: str
    grain: str
    span: Span | None
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionRecord:
    """Who says what, by which words, and on whose word: `chain` names sources from the writer inward.

    Spans of a role are in text order; source, cue or content may be empty. `said` is when it was said.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    channel: Channel | None = None
    response: Response = "statement"
    said: When | None = None
    chain: tuple[str, ...] = ("s0",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A contact or another political act; `event_type` and `mode` are words of the codebook."""

    id: str
    event_type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mediator: tuple[str, ...]
    when: When | None
    where: str | None
    issues: tuple[str, ...]
    factuality: Factuality
    evidence: tuple[Span, ...]
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A named plan or draft: its name, whose it is, and its terms as written."""

    id: str
    name: tuple[Span, ...]
    by: tuple[str, ...]
    terms: tuple[Span, ...]
    when: When | None
    evidence: tuple[Span, ...]
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Words that make a position depend on something else."""

    kind: ConditionKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A quantity in an object: how many of what; `unit` is `percent`, a currency or the noun counted, None for none."""

    number: float
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A holder's stance on an object; `stance` and `issue` are words of the codebook.

    amounts, deadline: the quantities in the object, and the day by which it is to be. red_line: it is called one.
    """

    id: str
    holder: str
    side: str | None
    stance: str
    object: tuple[Span, ...]
    issue: str | None
    toward: str | None
    proposal: str | None
    conditions: tuple[Condition, ...]
    when: When | None
    told_by: ToldBy
    factuality: Factuality
    evidence: tuple[Span, ...]
    chain: tuple[str, ...]
    amounts: tuple[Amount, ...] = field(default=(), metadata=strict_json.MAY_BE_ABSENT)
    deadline: When | None = field(default=None, metadata=strict_json.MAY_BE_ABSENT)
    red_line: bool = field(default=False, metadata=strict_json.MAY_BE_ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Somebody's assessment of an issue, of an event or, with both null, of the talks as a whole."""

    id: str
    issue: str | None
    event: str | None
    state: str
    evidence: tuple[Span, ...]
    chain: tuple[str, ...]


class Coded(Protocol):
    """What coding gives for one article, in the record's own types."""

    @property
    def entities(self) -> Sequence[Entity]:
        """Return the entities, in the order of their ids."""

    @property
    def sources(self) -> Sequence[Source]:
        """Return the sources, the writer first."""

    @property
    def attributions(self) -> Sequence[AttributionRecord]:
        """Return the attributions in text order."""

    @property
    def events(self) -> Sequence[Event]:
        """Return the contacts and other acts in text order."""

    @property
    def proposals(self) -> Sequence[Proposal]:
        """Return what is on the table, in text order."""

    @property
    def positions(self) -> Sequence[Position]:
        """Return the stances in text order."""

    @property
    def standings(self) -> Sequence[Standing]:
        """Return how the talks stand, in text order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that memcon writes down about one article.

    Ids are unique within the record. Equal records give byte-identical JSON.
    """

    schema: int = SCHEMA
    made_by: MadeBy
    article: ArticleRecord
    entities: tuple[Entity, ...] = ()
    sources: tuple[Source, ...] = (Source(id="s0", kind="writer"),)
    attributions: tuple[AttributionRecord, ...] = ()
    events: tuple[Event, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    positions: tuple[Position, ...] = ()
    standings: tuple[Standing, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, article: Article, coding: Coded, made_by: MadeBy, problems: Iterable[Problem]) -> Record:
        """Put the record together from an article and what the coding of its reading gave."""
        return cls(
            made_by=made_by,
            article=ArticleRecord.of(article),
            entities=tuple(coding.entities),
            sources=tuple(coding.sources),
            attributions=tuple(coding.attributions),
            events=tuple(coding.events),
            proposals=tuple(coding.proposals),
            positions=tuple(coding.positions),
            standings=tuple(coding.standings),
            problems=tuple(problems),
        )

    def to_json(self, indent: int | None = None) -> str:
        """Write the record as one JSON object: every key, in the order of the classes, letters as they are.

        indent: spaces for each level; without it the object stands on one line, fit for JSON Lines.
        """
        return json.dumps(self, default=strict_json.fields_of, ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, written: str) -> Record:
        """Read what `to_json` wrote, or another program that keeps to the schema.

        Raises `BadRecord` with every fault and its path: a key too many or too few, a value of the
        wrong kind, a word that the schema does not know. Whether spans and ids hold is for `check`.
        """
        record = strict_json.parse(cls, written)
        if record.schema != SCHEMA:
            fault = f"$.schema: is {record.schema}, and this memcon reads {SCHEMA}. Read it with a newer memcon."
            raise strict_json.BadRecord([fault])
        return record

    def check(self) -> list[str]:
        """Say, with its path, what is not grounded; an empty list is a good record.

        Spans must lie inside the text and not be empty, ids be unique and resolvable, chains start
        at the writer, and `sha256` be that of the text in UTF-8.
        """
        return grounding.faults(self)
