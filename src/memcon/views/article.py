"""One article with its attributions, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.views.context import Piece, context, sentence_ends
from memcon.views.segments import Segment, parts, segments
from memcon.views.words import facts_of, hop_words, labels_of

if TYPE_CHECKING:
    from memcon.coding.record import AttributionRecord, Entity, Record, Source
    from memcon.errors import Problem
    from memcon.spans import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """A thing known, with its label: (`outlet`, `Axios`), (`how close`, `briefed on the draft`)."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of the article itself; `facts` leaves out what is not known. `name` is never empty."""

    id: str
    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One source of a chain in words; `span` is where it stands, null for the writer."""

    source: str
    kind: str
    words: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class AttributionView:
    """One attribution.

    chain:   hops from the writer inward.
    labels:  manner, channel, response and time in words, without those of an ordinary statement.
    quote:   what is said, piece by piece; empty where somebody declined.
    context: the sentences that it touches, with the parts marked.
    """

    id: str
    chain: tuple[Hop, ...]
    labels: tuple[str, ...]
    quote: tuple[str, ...]
    context: tuple[Piece, ...]

    @property
    def chain_words(self) -> str:
        """The chain on one line: `writer → Axios → one source`."""
        return " → ".join(hop.words for hop in self.chain)


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source, what is known of it when it is unnamed, and the attributions that rest on its word."""

    id: str
    kind: str
    words: str
    span: Span | None
    facts: tuple[Fact, ...]
    attributions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that a door shows of one record.

    attributions: in text order. sources: in the order of their ids, without the writer. segments join to the text.
    """

    head: Head
    attributions: tuple[AttributionView, ...]
    sources: tuple[SourceView, ...]
    problems: tuple[Problem, ...]
    segments: tuple[Segment, ...]

    @property
    def unnamed(self) -> tuple[SourceView, ...]:
        """The sources that the article does not name, without those of which it tells nothing at all."""
        return tuple(source for source in self.sources if source.kind == "unnamed" and source.span)


def article_view(record: Record) -> ArticleView:
    """Make the view of one record. Time grows linearly with the text and the attributions."""
    text, entities = record.article.text, {entity.id: entity for entity in record.entities}
    hops = {source.id: _hop(source, text, entities) for source in record.sources}
    said = sorted(record.attributions, key=_place)
    ends = sentence_ends(text)
    return ArticleView(
        head=_head(record),
        attributions=tuple(_attribution(one, text, hops, ends) for one in said),
        sources=tuple(_source(source, record, hops, entities) for source in record.sources if source.kind != "writer"),
        problems=record.problems,
        segments=segments(text, said),
    )


def _place(said: AttributionRecord) -> int:
    return min((span.start for span, _ in parts(said)), default=0)


def _head(record: Record) -> Head:
    article = record.article
    told = {
        "outlet": article.outlet,
        "published": article.published,
        "byline": article.byline,
        "dateline": article.dateline,
        "credit": article.credit,
        "address": article.url,
    }
    name = article.title or next(iter(article.text.strip().splitlines()), "") or article.id
    return Head(article.id, name, tuple(Fact(label, words) for label, words in told.items() if words))


def _hop(source: Source, text: str, entities: dict[str, Entity]) -> Hop:
    return Hop(source.id, source.kind, hop_words(source, text, entities), source.span)


def _attribution(said: AttributionRecord, text: str, hops: dict[str, Hop], ends: tuple[Span, ...]) -> AttributionView:
    return AttributionView(
        id=said.id,
        chain=tuple(hops[hop] for hop in said.chain),
        labels=tuple(labels_of(said)),
        quote=tuple(span.of(text) for span in said.content),
        context=context(text, said, ends),
    )


def _source(source: Source, record: Record, hops: dict[str, Hop], entities: dict[str, Entity]) -> SourceView:
    hop = hops[source.id]
    facts = facts_of(source.unnamed, entities) if source.unnamed else []
    rests = tuple(said.id for said in record.attributions if said.chain[-1] == source.id)
    return SourceView(source.id, hop.kind, hop.words, hop.span, tuple(Fact(*fact) for fact in facts), rests)
