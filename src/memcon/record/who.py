"""Who is who across articles: the entities of one article become actors, new ones or such as the docket knows.

States are known by their code, outlets and bodies by their names, persons by names that agree (`persons.py`) or by an
office that only one person held at the time. Whoever has no name is an actor within the article only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from memcon.codebook import load
from memcon.record import aliases
from memcon.record.known import find_or_make, keys_of, state_actor
from memcon.record.meeting import Meeting
from memcon.record.merges import Merges
from memcon.record.model import Actor, new_id
from memcon.record.offices import describes
from memcon.record.persons import untitled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from memcon.coding.record import Entity, Record
    from memcon.record.cast import ActorIndex
    from memcon.record.model import Entry

__all__ = ["Merges", "Met", "Seed", "meet", "plant"]


@dataclass(frozen=True, slots=True)
class Met:
    """Who the entities of one article are.

    actors: entity id → actor id. sides: entity id → actor id of the side that it speaks for, itself where it has none.
    outlet: actor id of whoever published the article: an outlet, or the institution whose page it is.
    """

    actors: Mapping[str, str]
    sides: Mapping[str, str]
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Seed:
    """Somebody whom the dossier names before any article does; `side` is the name of another seed, or of a state."""

    name: str
    kind: str
    aliases: Sequence[str] = ()
    side: str | None = None


def meet(entry: Entry, index: ActorIndex, merges: Merges | None = None, story: str | None = None) -> Met:
    """Say who the entities of an entry are, and keep in the index whoever is new and what was learnt of the others.

    Groups of whom nothing is told are left out. Articles are to come in the order of their publication: a short form
    means who was known by then. story: where it was placed; the nameless are the same in all its texts.
    """
    meeting = Meeting(entry, index, merges or Merges(), story)
    outlet = meeting.publisher()
    named = _referred_to(entry.record)
    some = (one for one in entry.record.entities if one.kind != "group" or one.id in named)
    ordered = sorted(some, key=_surest_first)
    found = {entity.id: meeting.actor(entity.id) for entity in ordered}
    return Met(
        {id_: actor.id for id_, actor in found.items() if actor},
        {id_: meeting.side_of(id_) or actor.id for id_, actor in found.items() if actor},
        outlet.id if outlet else None,
    )


def plant(seeds: Sequence[Seed], index: ActorIndex) -> Sequence[Actor]:
    """Keep the dossier's parties and people as actors, and return them. Doing it again changes nothing."""
    planted: dict[str, Actor] = {}
    for seed in sorted(seeds, key=lambda seed: seed.side is not None):
        side = planted.get(seed.side or "") or (find_or_make(seed.side, index) if seed.side else None)
        state = load().states.get(seed.name)
        actor = state_actor(state) if state and seed.kind == "state" else _seeded(seed, index)
        kept = replace(actor, side=(side.id if side else None) or actor.side or actor.id)
        called = (seed.name, *seed.aliases)
        keys = {*kept.aliases, *keys_of(kept.kind, called), *(aliases.given_key(name) for name in called)}
        kept = replace(kept, aliases=tuple(sorted(keys)))
        index.put([kept], [])
        planted[seed.name] = kept
    return list(planted.values())


def _seeded(seed: Seed, index: ActorIndex) -> Actor:
    """Return the actor whom a seed names, as known or new."""
    known = next((one for one in index.known_as(keys_of(seed.kind, (seed.name,))) if one.name == seed.name), None)
    return known or Actor(id=new_id("a", seed.kind, aliases.normal(seed.name)), kind=seed.kind, name=seed.name)


def _referred_to(record: Record) -> set[str | None]:
    """Return the entities of whom a record tells something, who say it, or whom others serve."""
    named: set[str | None] = {one.entity for one in record.sources}
    named.update(of for one in record.entities if one.kind != "group" for of in (one.side, *(r.of for r in one.roles)))
    for position in record.positions:
        named |= {position.holder, position.side, position.toward}
    for event in record.events:
        named |= {*event.actor, *event.recipient, *event.mediator, event.where}
    for proposal in record.proposals:
        named.update(proposal.by)
    return named | {one.side for one in record.entities if one.id in named}


def _surest_first(entity: Entity) -> tuple[int, bool, str]:
    """States and outlets first, then bodies, full names before short ones, last whoever has no name."""
    rank = {"state": 0, "outlet": 1, "platform": 1, "document": 1, "organisation": 2, "place": 2, "person": 3}
    is_short = entity.kind == "person" and (describes(entity.name) or not aliases.is_full(untitled(entity.name)))
    return rank.get(entity.kind, 4), is_short, entity.id
