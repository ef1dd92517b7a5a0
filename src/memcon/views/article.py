"""One article with all that was coded in it, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from memcon.views.context import Piece, context, sentence_ends
from memcon.views.dates import moment_words
from memcon.views.hops import Chained, hops_of
from memcon.views.records import (
    EventView,
    Matter,
    Names,
    PositionView,
    ProposalView,
    Side,
    event_view,
    matters,
    position_views,
    proposal_view,
    said_again,
    sides,
    standing_view,
)
from memcon.views.segments import Segment, parts, segments
from memcon.views.words import facts_of, labels_of

if TYPE_CHECKING:
    from memcon.coding.record import AttributionRecord, Entity, Record, Source
    from memcon.errors import Problem
    from memcon.spans import Span
    from memcon.views.hops import Hop


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
class AttributionView(Chained):
    """One attribution.

    labels:  manner, channel, response and time in words, without those of an ordinary statement.
    quote:   what is said, piece by piece; empty where somebody declined.
    context: the sentences that it touches, with the parts marked.
    """

    labels: tuple[str, ...]
    quote: tuple[str, ...]
    context: tuple[Piece, ...]


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

    contacts, acts: events that are contacts, and the others. again: the ids of acts that positions say as well.
    sides: positions by side and issue. proposals: what is on the table. matters: how it stands, thing by thing.
    attributions: in text order. sources: in the order of their ids, without the writer. segments join to the text.
    """

    head: Head
    contacts: tuple[EventView, ...]
    acts: tuple[EventView, ...]
    again: tuple[str, ...]
    sides: tuple[Side, ...]
    proposals: tuple[ProposalView, ...]
    matters: tuple[Matter, ...]
    attributions: tuple[AttributionView, ...]
    sources: tuple[SourceView, ...]
    problems: tuple[Problem, ...]
    segments: tuple[Segment, ...]

    @property
    def unnamed(self) -> tuple[SourceView, ...]:
        """The sources that the article does not name, each once; without those of which it tells nothing at all."""
        found: dict[object, SourceView] = {}
        for one in self.sources:
            if one.kind == "unnamed" and one.span:
                same = found.get(key := (one.words, one.facts) if one.facts else one.id, one)
                attributions = dict.fromkeys((*same.attributions, *one.attributions))
                found[key] = replace(same, attributions=tuple(attributions))
        return tuple(found.values())

    @property
    def positions(self) -> tuple[PositionView, ...]:
        """Every position, in the order in which `sides` has them."""
        return tuple(one for side in self.sides for issue in side.issues for one in issue.positions)

    @property
    def coded(self) -> bool:
        """Say whether there is anything to show besides who says what."""
        return any((self.contacts, self.acts, self.sides, self.proposals, self.matters))


def article_view(record: Record) -> ArticleView:
    """Make the view of one record. Time grows linearly with the text and the records in it."""
    text, entities = record.article.text, {entity.id: entity for entity in record.entities}
    hops = hops_of(record)
    names = Names(record, hops)
    said = sorted(record.attributions, key=_place)
    ends = sentence_ends(text)
    events = tuple(event_view(one, names) for one in record.events)
    held = position_views(record.positions, names)
    joined = {name for one in held for name in one.joined}
    apart = [one for one in record.positions if one.id not in joined]
    return ArticleView(
        head=_head(record),
        contacts=tuple(one for one in events if one.is_contact),
        acts=tuple(one for one in events if not one.is_contact),
        again=said_again(record),
        sides=sides(held),
        proposals=tuple(proposal_view(one, names, held) for one in record.proposals),
        matters=matters([standing_view(one, names, events) for one in record.standings]),
        attributions=tuple(_attribution(one, text, names, ends) for one in said),
        sources=tuple(_source(source, record, hops, entities) for source in record.sources if source.kind != "writer"),
        problems=record.problems,
        segments=segments(text, [*said, *record.events, *record.proposals, *apart, *record.standings]),
    )


def _place(said: AttributionRecord) -> int:
    return min((span.start for span, _ in parts(said)), default=0)


def _head(record: Record) -> Head:
    article = record.article
    told = {
        "outlet": article.outlet,
        "published": moment_words(article.published) if article.published else None,
        "byline": article.byline,
        "dateline": article.dateline,
        "credit": article.credit,
        "address": article.url,
    }
    name = article.title or next(iter(article.text.strip().splitlines()), "") or article.id
    return Head(article.id, name, tuple(Fact(label, words) for label, words in told.items() if words))


def _attribution(said: AttributionRecord, text: str, names: Names, ends: tuple[Span, ...]) -> AttributionView:
    return AttributionView(
        id=said.id,
        chain=names.chain(said.chain),
        labels=tuple(labels_of(said)),
        quote=names.words(said.content),
        context=context(text, said, ends),
    )


def _source(source: Source, record: Record, hops: dict[str, Hop], entities: dict[str, Entity]) -> SourceView:
    hop = hops[source.id]
    facts = facts_of(source.unnamed, entities) if source.unnamed else []
    rests = tuple(said.id for said in record.attributions if said.chain[-1] == source.id)
    return SourceView(source.id, hop.kind, hop.words, hop.span, tuple(Fact(*fact) for fact in facts), rests)
