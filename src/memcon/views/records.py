"""Contacts, other acts, positions, proposals and standings in words, each with whose word it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from memcon.views.dates import when_words
from memcon.views.hops import Chained

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from memcon.coding.record import Entity, Event, Position, Proposal, Record, Standing
    from memcon.spans import Span
    from memcon.views.hops import Hop

CONTACT = "CONSULT"
MODES = {
    "phone": "phone call",
    "meet": "meeting",
    "visit": "visit",
    "multilateral": "multilateral talks",
    "third-party": "talks through a third party",
    None: "talks",
}
TOWARD = {"demand": "of", "offer": "to", "concede": "to", "commit": "to", "open": "to", "urge": "", "warn": ""}
TOLD_BY_OTHERS = "told by the other side"
RED_LINE = "red line"
ACTS_OF = {
    "demand": ("REQUEST",),
    "urge": ("REQUEST",),
    "reject": ("REJECT",),
    "accept": ("AGREE", "SUPPORT"),
    "concede": ("CONCEDE",),
    "commit": ("AGREE", "CONCEDE"),
    "offer": ("REQUEST", "AGREE"),
    "open": ("AGREE",),
    "warn": ("THREATEN",),
}
"""Of each stance the PLOVER types that the same words make an act of as well."""
NO_ISSUE, WHOLE = "no issue named", "the talks"


def said_again(record: Record) -> tuple[str, ...]:
    """Return the ids of acts that are a position's other side: the same words, and the holder acts."""
    sides = {entity.id: entity.side or entity.id for entity in record.entities}

    def is_same(event: Event, position: Position) -> bool:
        acting = {sides[one] for one in event.actor}
        together = any(mine.overlaps(theirs) for mine in event.evidence for theirs in position.evidence)
        return together and event.event_type in ACTS_OF.get(position.stance, ()) and sides[position.holder] in acting

    return tuple(one.id for one in record.events if any(is_same(one, other) for other in record.positions))


@dataclass(frozen=True, slots=True)
class EventView(Chained):
    """A contact, or another political act.

    kind:   what happened, in words: `phone call`; for an act that is no contact its type, `threaten`.
    actors, recipients, mediators: names, each run of one side followed by it: `Witkoff, Kushner (United States)`.
    labels: factuality when it is not actual. words: the evidence, span by span.
    """

    kind: str
    is_contact: bool
    when: str | None
    place: str | None
    actors: str
    recipients: str
    mediators: str
    issues: tuple[str, ...]
    labels: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def who(self) -> str:
        """Who with whom, or toward whom, on one line; empty where the article names nobody."""
        between = " with " if self.is_contact else " toward "
        return between.join(names for names in (self.actors, self.recipients) if names)


@dataclass(frozen=True, slots=True)
class PositionView(Chained):
    """One stance.

    holder: who holds it; null where that is the side under which it is shown. toward: `of Ukraine`, null when unsaid.
    is_own: the holder says so himself, to the writer. joined: ids of the positions of others in the same words.
    words:  the object, span by span; conditions: the words of each, and its kind where they do not begin with it.
    """

    stance: str
    side: str
    holder: str | None
    is_own: bool
    toward: str | None
    issue: str
    proposal: str | None
    when: str | None
    labels: tuple[str, ...]
    words: tuple[str, ...]
    conditions: tuple[str, ...]
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalView(Chained):
    """A plan on the table: its name and terms as written, whose it is, and the positions that answer it."""

    name: str
    by: str
    when: str | None
    terms: tuple[str, ...]
    answers: tuple[PositionView, ...]


@dataclass(frozen=True, slots=True)
class StandingView(Chained):
    """One assessment: the state, what it is about, which of the contacts it is of as well, and the words."""

    state: str
    about: str
    labels: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Positions on one issue."""

    name: str
    positions: tuple[PositionView, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The positions of one side, issue by issue."""

    name: str
    issues: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """The assessments of one thing (an issue, a meeting, the talks), one beside the other."""

    name: str
    standings: tuple[StandingView, ...]


class Names:
    """What a record's ids stand for, in words; an id that stands for nothing is shown itself."""

    def __init__(self, record: Record, hops: Mapping[str, Hop]) -> None:
        self.text = record.article.text
        self._entities: dict[str, Entity] = {entity.id: entity for entity in record.entities}
        self._hops = hops

    def chain(self, ids: Sequence[str]) -> tuple[Hop, ...]:
        """Return the hops of a chain."""
        return tuple(self._hops[one] for one in ids if one in self._hops)

    def of(self, one: str) -> str:
        """Name an entity."""
        return self._entities[one].name if one in self._entities else one

    def side(self, one: str) -> str:
        """Return the id of the side for which an entity stands: its own where it has no other."""
        return (one in self._entities and self._entities[one].side) or one

    def all(self, ids: Sequence[str]) -> str:
        """List entities, each run of one side followed by its name: `Witkoff, Kushner (United States), Oman`."""
        out = []
        for at, one in enumerate(ids):
            side = self.side(one)
            last = at + 1 == len(ids) or self.side(ids[at + 1]) != side
            shown = last and side != one and self.of(side) != self.of(one)
            out.append(f"{self.of(one)} ({self.of(side)})" if shown else self.of(one))
        return ", ".join(out)

    def words(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """Return the words of spans."""
        return tuple(span.of(self.text) for span in spans)


def spoken(name: str) -> str:
    """Write an id of the codebook as words: `security-guarantees` is `security guarantees`."""
    return name.replace("-", " ")


def event_view(event: Event, names: Names) -> EventView:
    """Make the view of a contact or another act."""
    contact = event.event_type == CONTACT
    plain = spoken(event.event_type.lower()) + (f" ({spoken(event.mode)})" if event.mode else "")
    return EventView(
        id=event.id,
        chain=names.chain(event.chain),
        kind=MODES.get(event.mode, spoken(event.mode or "")) if contact else plain,
        is_contact=contact,
        when=when_words(event.when) if event.when else None,
        place=names.of(event.where) if event.where else None,
        actors=names.all(event.actor),
        recipients=names.all(event.recipient),
        mediators=names.all(event.mediator),
        issues=tuple(map(spoken, event.issues)),
        labels=_factuality(event.factuality),
        words=names.words(event.evidence),
    )


def _factuality(word: str) -> tuple[str, ...]:
    return () if word == "actual" else (spoken(word),)


def position_view(position: Position, names: Names) -> PositionView:
    """Make the view of a stance."""
    side = names.of(position.side or names.side(position.holder))
    holder = names.of(position.holder)
    told = (TOLD_BY_OTHERS,) if position.told_by == "other-side" else ()
    to = TOWARD.get(position.stance, "toward")
    conditions = (_condition(one.kind, one.span.of(names.text)) for one in position.conditions)
    return PositionView(
        id=position.id,
        chain=names.chain(position.chain),
        stance=position.stance,
        side=side,
        holder=holder if holder != side else None,
        is_own=[position.holder in (hop.entity, *hop.joint) for hop in names.chain(position.chain)[1:]] == [True],
        toward=f"{to} {names.of(position.toward)}".strip() if position.toward else None,
        issue=spoken(position.issue) if position.issue else NO_ISSUE,
        proposal=position.proposal,
        when=when_words(position.when) if position.when else None,
        labels=(*_factuality(position.factuality), *told, *((RED_LINE,) if position.red_line else ())),
        words=names.words(position.object),
        conditions=tuple(conditions),
    )


def position_views(positions: Sequence[Position], names: Names) -> tuple[PositionView, ...]:
    """Make the views of stances; what several hold together, in the same words, is one with all their names."""
    together: dict[object, list[Position]] = {}
    for one in positions:
        same = (one.stance, one.object, one.issue, one.toward, one.proposal, one.conditions, one.factuality, one.chain)
        together.setdefault(same if one.object else one.id, []).append(one)
    return tuple(_joined(those, names) for those in together.values())


def _joined(positions: Sequence[Position], names: Names) -> PositionView:
    first = position_view(positions[0], names)
    if len(positions) == 1:
        return first
    chain = names.chain(positions[0].chain)
    order = chain[-1].joint  # as the source names them
    listed = sorted(positions, key=lambda one: order.index(one.holder) if one.holder in order else len(order))
    views = [position_view(one, names) for one in listed]
    holders = dict.fromkeys(one.holder or one.side for one in views)
    held, sides = ", ".join(holders), ", ".join(dict.fromkeys(one.side for one in views))
    speak = len(chain) == 2 and chain[1].kind == "institution" and chain[1].entity is None
    is_own = any(one.is_own for one in views) or (speak and all(one.told_by == "own" for one in positions))
    when, others = next((one.when for one in views if one.when), None), tuple(one.id for one in positions[1:])
    holder = held if held != sides else None
    return replace(first, side=sides, holder=holder, is_own=is_own, when=when, joined=others)


CONNECTIVES = {"after", "before", "once", "pending", "until", "when", "without"}
"""Words that say themselves how what follows is a condition."""


def _condition(kind: str, words: str) -> str:
    """Return the words of a condition, its kind before them unless they say it."""
    said = spoken(kind)
    begins = words.lower().split()[:3]
    return words if said.split()[0] in begins or CONNECTIVES & set(begins[:1]) else f"{said}: {words}"


def proposal_view(proposal: Proposal, names: Names, positions: Sequence[PositionView]) -> ProposalView:
    """Make the view of a plan, with those of `positions` that speak of it."""
    return ProposalView(
        id=proposal.id,
        chain=names.chain(proposal.chain),
        name=" … ".join(names.words(proposal.name)) or "a proposal",
        by=names.all(proposal.by),
        when=when_words(proposal.when) if proposal.when else None,
        terms=names.words(proposal.terms),
        answers=tuple(one for one in positions if one.proposal == proposal.id),
    )


def standing_view(standing: Standing, names: Names, events: Sequence[EventView]) -> StandingView:
    """Make the view of an assessment."""
    event = next((one for one in events if one.id == standing.event), None)
    held = f"{event.kind}{f' of {event.when}' if event.when else ''} ({event.id})" if event else None
    return StandingView(
        id=standing.id,
        chain=names.chain(standing.chain),
        state=spoken(standing.state),
        about=spoken(standing.issue) if standing.issue else held or WHOLE,
        labels=(f"of the {held}",) if held and standing.issue else (),
        words=names.words(standing.evidence),
    )


def sides(positions: Sequence[PositionView]) -> tuple[Side, ...]:
    """Group positions by side and then by issue, as the article comes to them; those without an issue come last."""
    found: dict[str, dict[str, list[PositionView]]] = {}
    for one in sorted(positions, key=lambda one: one.issue == NO_ISSUE):
        found.setdefault(one.side, {}).setdefault(one.issue, []).append(one)
    return tuple(
        Side(side, tuple(Group(issue, tuple(held)) for issue, held in found[side].items()))
        for side in dict.fromkeys(one.side for one in positions)
    )


def matters(standings: Sequence[StandingView]) -> tuple[Matter, ...]:
    """Group assessments by what they are about, in the order in which the article comes to it."""
    found: dict[str, list[StandingView]] = {}
    for one in standings:
        found.setdefault(one.about, []).append(one)
    return tuple(Matter(about, tuple(those)) for about, those in found.items())
