"""What one article shows of the docket's actors is noted: sides, offices, days."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from memcon.codebook import load
from memcon.record import aliases, institutions
from memcon.record.known import state_actor
from memcon.record.model import Actor, ActorRole, new_id
from memcon.record.offices import Office, offices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from memcon.coding.record import Entity
    from memcon.record.cast import ActorIndex
    from memcon.record.merges import Merges
    from memcon.record.model import Entry

NOBODY = "?"  # whom an office serves of which the article does not say it
_SPEAKERS = frozenset(("person", "group", "organisation"))


class Noting(ABC):
    """An article at which actors are met; what it shows of them goes into the index at once."""

    def __init__(self, entry: Entry, index: ActorIndex, merges: Merges, story: str | None = None) -> None:
        self.record, self._index, self._merges = entry.record, index, merges
        self._when, self._day, self._sha = entry.published, entry.published[:10], entry.record.article.sha256
        self._text = story or self._sha
        self._by_id = {one.id: one for one in entry.record.entities}
        self._found: dict[str, Actor | None] = {}
        self._titled: dict[str, Sequence[Office]] = {}

    @abstractmethod
    def _meet(self, entity: Entity) -> Actor | None:
        """Return who an entity is."""

    def actor(self, id_: str | None) -> Actor | None:
        """Return who an entity is; None for no entity, and for one that is being looked at."""
        entity = self._by_id.get(id_ or "")
        if entity is None:
            return None
        if entity.id not in self._found:
            self._found[entity.id] = None
            self._found[entity.id] = self._meet(entity)
        return self._found[entity.id]

    def _new(self, kind: str, key: str, name: str, apart: frozenset[str] = frozenset()) -> Actor:
        """Return a new actor; one who is kept apart from a namesake has an id of this article."""
        return Actor(id=new_id("a", kind, key, *([self._sha] if apart else [])), kind=kind, name=name)

    def _kept(self, actor: Actor) -> Actor:
        known = next(iter(self._index.actors([actor.id])), None)
        if known:
            actor = replace(known, aliases=joined(known.aliases, actor.aliases))
        self._index.put([actor], [])
        return actor

    def _seen(self, actor: Actor, entity: Entity) -> Actor:
        """Keep an actor with what this article shows: the side, the offices, the day."""
        side = self._side(entity) or self._headed(actor, entity)
        known = {(role.title, role.of): role for role in self._index.roles([actor.id])}
        shown = [("", side), *self._titles(actor, entity)]
        roles = [self._role(actor, title, of, known) for title, of in dict.fromkeys(shown)]
        keys = self._office_keys(entity) if entity.kind == "person" else ()
        actor = replace(actor, side=_side_known(actor, side, known), aliases=joined(actor.aliases, keys))
        self._index.put([actor], roles)
        return actor

    def _headed(self, actor: Actor, entity: Entity) -> str | None:
        """Return the id of the body, no state's, that a person without another side heads: `NAME leader X`."""
        if actor.kind != "person" or actor.side not in (None, actor.id):
            return None
        led = (self._of(one, entity) for one in self._offices(entity) if any(key == "" for key in one.heads))
        return next((of.side or of.id for of in led if of is not None and of.kind in ("organisation", "group")), None)

    def _role(
        self, actor: Actor, title: str, of: str | None, known: Mapping[tuple[str, str | None], ActorRole]
    ) -> ActorRole:
        old = known.get((title, of))
        first, last = (old.first_seen, old.last_seen) if old else (self._when, self._when)
        seen = {"first_seen": min(first, self._when), "last_seen": max(last, self._when)}
        return ActorRole(actor=actor.id, title=title, of=of, **seen)

    def _titles(self, actor: Actor, entity: Entity) -> list[tuple[str, str | None]]:
        """Return the titles that an article gives to a person, each with the actor whom it serves."""
        if actor.kind != "person":
            return []
        own = next(iter(self._index.actors([actor.side])), None) if actor.side not in (None, actor.id) else None
        served = [(office.words, self._of(office, entity) or own) for office in self._offices(entity)]
        return [(title, of.id if of else None) for title, of in served]

    def _office_keys(self, entity: Entity) -> tuple[str, ...]:
        """Return the keys of a person's offices, of the bodies that they head, and of those for which they speak."""
        out: list[str] = []
        for office in self._offices(entity):
            of = self._of(office, entity)
            out.append(f"t:{office.noun}@{of.id if of else NOBODY}")
            out += institutions.office_keys(office, of) if of else ()
        return tuple(out)

    def _offices(self, entity: Entity) -> Sequence[Office]:
        if entity.id not in self._titled:
            self._titled[entity.id] = tuple(offices(self.record, entity)) if entity.roles else ()
        return self._titled[entity.id]

    def _of(self, office: Office, entity: Entity) -> Actor | None:
        """Return whom an office serves: whom the record says, else the body in its words, else the bearer's side."""
        return self.actor(office.of) or self._body_before(office.words) or self._side_actor(entity)

    def _body_before(self, words: str) -> Actor | None:
        """Return the organisation of the docket whose name a title begins with: `N-VA chairman`."""
        name = " ".join(takewhile(lambda word: word[:1].isupper(), words.split()[:-1]))
        found = self._index.known_as([aliases.body_key(name)]) if name else ()
        return next((one for one in found if one.kind == "organisation"), None)

    def _side_actor(self, entity: Entity) -> Actor | None:
        id_ = self._side(entity)
        return next(iter(self._index.actors([id_])), None) if id_ else None

    def _side(self, entity: Entity) -> str | None:
        """Return the id of the actor for whom an article says that an entity speaks; None where that is nobody else."""
        if entity.kind not in _SPEAKERS or entity.side in (None, entity.id):
            return None
        side = self._by_id.get(entity.side or "")
        state = load().states.get(side.name) if side and side.kind in ("place", "state") else None
        if state:
            return self._kept(state_actor(state)).id
        actor = self.actor(entity.side)
        if actor is None or actor.kind in ("place", "outlet"):
            return None
        return actor.side or actor.id

    def _apart(self, entity: Entity) -> frozenset[str]:
        return self._merges.apart.get((self._sha, aliases.normal(entity.name)), frozenset())


def _side_known(actor: Actor, side: str | None, known: Mapping[tuple[str, str | None], ActorRole]) -> str | None:
    """Return an actor's side: the first, unless another was seen on several days and this one on one only."""
    if actor.side in (None, actor.id) or side is None:
        return actor.side if actor.side and (side is None or actor.kind in ("state", "outlet")) else side or actor.side
    old, new = known.get(("", actor.side)), known.get(("", side))
    is_settled = old is None or old.first_seen[:10] != old.last_seen[:10]
    return actor.side if is_settled or new is None else side


def joined(keys: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Return keys with more behind them, each once."""
    return tuple(dict.fromkeys((*keys, *more)))
