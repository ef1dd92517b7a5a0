"""Ids at the end: drafts in text order become records that point at numbered entities, sources and each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from memcon.coding.record import Event, Position, Proposal, Standing
from memcon.coding.telling import ids_of
from memcon.spans import Span, hull

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from memcon.coding.drafts import Draft, EventDraft, PositionDraft, ProposalDraft, StandingDraft
    from memcon.coding.entities import Cluster

    D = TypeVar("D", bound="Draft")

_CLOSE = re.compile(r"[.,;:!?…]{0,2}[\"”]")


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids given so far: of entities by `id(cluster)`, of sources by `id(hop)`."""

    entities: dict[int, str]
    sources: dict[int, str]
    text: str = ""

    def words(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Return spans in text order, each with the quotation mark that was left outside at its end or beginning."""
        return tuple(sorted({_quoted(self.text, span) for span in spans}))

    def of(self, cluster: Cluster | None) -> str | None:
        """Return the id of an entity; None where there is none."""
        return self.entities.get(id(cluster)) if cluster else None

    def all(self, clusters: Iterable[Cluster]) -> tuple[str, ...]:
        """Return the ids of entities, each once, in the order given."""
        return tuple(dict.fromkeys(found for cluster in clusters if (found := self.of(cluster))))


def in_order(drafts: Iterable[D], letter: str) -> list[D]:
    """Sort drafts as the text has them and give each its id: letter and number."""
    ordered = sorted(drafts, key=lambda draft: (hull(draft.evidence), draft.head))
    for at, draft in enumerate(ordered, 1):
        draft.name = f"{letter}{at}"
    return ordered


def event(draft: EventDraft, ids: Ids) -> Event:
    """Return the record of an event."""
    return Event(
        id=draft.name,
        event_type=draft.event_type,
        mode=draft.mode,
        actor=ids.all(draft.actor),
        recipient=ids.all(draft.recipient),
        mediator=ids.all(draft.mediator),
        when=draft.when,
        where=ids.of(draft.where),
        issues=draft.issues,
        factuality=draft.factuality,
        evidence=ids.words(draft.evidence),
        chain=ids_of(draft.chain, ids.sources),
    )


def proposal(draft: ProposalDraft, ids: Ids) -> Proposal:
    """Return the record of a proposal."""
    return Proposal(
        id=draft.name,
        name=ids.words(draft.title),
        by=ids.all(draft.by),
        terms=ids.words(draft.terms),
        when=draft.when,
        evidence=ids.words(draft.evidence),
        chain=ids_of(draft.chain, ids.sources),
    )


def position(draft: PositionDraft, ids: Ids) -> Position:
    """Return the record of a position; its holder must be a numbered entity."""
    return Position(
        id=draft.name,
        holder=ids.entities[id(draft.holder)],
        side=ids.of(draft.side),
        stance=draft.stance,
        object=ids.words(draft.object),
        issue=draft.issue,
        toward=ids.of(draft.toward),
        proposal=draft.proposal.name if draft.proposal else None,
        conditions=draft.conditions,
        when=draft.when,
        told_by=draft.told_by,
        factuality=draft.factuality,
        evidence=ids.words(draft.evidence),
        chain=ids_of(draft.chain, ids.sources),
        amounts=draft.amounts,
        deadline=draft.deadline,
        red_line=draft.red_line,
    )


def standing(draft: StandingDraft, ids: Ids) -> Standing:
    """Return the record of a standing."""
    return Standing(
        id=draft.name,
        issue=draft.issue,
        event=draft.event.name if draft.event else None,
        state=draft.state,
        evidence=ids.words(draft.evidence),
        chain=ids_of(draft.chain, ids.sources),
    )


def _quoted(text: str, span: Span) -> Span:
    """Take in the mark that closes or opens a quotation whose other one is inside: `“icy` before `.”`."""
    words = span.of(text)
    straight = words.count('"') % 2
    if (straight or words.count("“") > words.count("”")) and (close := _CLOSE.match(text, span.end)):
        return Span(span.start, close.end())
    is_open = text[span.start - 1 : span.start] in ('"', "“") if span.start else False
    if is_open and (straight or words.count("”") > words.count("“")):
        return Span(span.start - 1, span.end)
    return span
