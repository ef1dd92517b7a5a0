"""What finding out who is who asks of the docket: actors by alias, their offices, and origins. Kept in memory here.

`store` answers the same in SQL. Aliases are keys made by `aliases.py`; equal keys are worth comparing, no more.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from memcon.record.model import Actor, ActorRole, Origin


class ActorIndex(Protocol):
    """Actors with the offices that they held, and the origins that claims came down to."""

    def known_as(self, aliases: Collection[str]) -> Sequence[Actor]:
        """Return the actors that have any of these aliases, in the order of their ids."""

    def actors(self, ids: Collection[str]) -> Sequence[Actor]:
        """Return the actors with these ids, in the order of their ids; ids that nobody has are left out."""

    def roles(self, actors: Collection[str]) -> Sequence[ActorRole]:
        """Return the offices of these actors, in the order of actor, title, whom they serve."""

    def put(self, actors: Iterable[Actor], roles: Iterable[ActorRole]) -> None:
        """Keep actors and offices, in place of an actor with the same id and an office of the same title and master."""

    def put_met(self, article: str, met: Mapping[str, str]) -> None:
        """Keep who the entities of an article are: entity id → actor id."""

    def origins(self, ids: Collection[str]) -> Sequence[Origin]:
        """Return the origins with these ids, in the order of their ids."""

    def put_origins(self, origins: Iterable[Origin]) -> None:
        """Keep origins that are new; one that is there stays as it is."""


class MemoryActors:
    """`ActorIndex` in dictionaries, for tests and for the figures on the bundles."""

    def __init__(self) -> None:
        self._actors: dict[str, Actor] = {}
        self._known: dict[str, set[str]] = defaultdict(set)
        self._roles: dict[str, dict[tuple[str, str], ActorRole]] = defaultdict(dict)
        self._origins: dict[str, Origin] = {}
        self.met: dict[str, Mapping[str, str]] = {}

    def known_as(self, aliases: Collection[str]) -> Sequence[Actor]:
        """See `ActorIndex`."""
        return self.actors({one for alias in aliases for one in self._known.get(alias, ())})

    def actors(self, ids: Collection[str]) -> Sequence[Actor]:
        """See `ActorIndex`."""
        return [self._actors[one] for one in sorted(set(ids)) if one in self._actors]

    def roles(self, actors: Collection[str]) -> Sequence[ActorRole]:
        """See `ActorIndex`."""
        found = (role for one in set(actors) for role in self._roles.get(one, {}).values())
        return sorted(found, key=lambda role: (role.actor, role.title, role.of or ""))

    def put(self, actors: Iterable[Actor], roles: Iterable[ActorRole]) -> None:
        """See `ActorIndex`."""
        for actor in actors:
            self._actors[actor.id] = actor
            for alias in actor.aliases:
                self._known[alias].add(actor.id)
        for role in roles:
            self._roles[role.actor][role.title, role.of or ""] = role

    def put_met(self, article: str, met: Mapping[str, str]) -> None:
        """See `ActorIndex`."""
        self.met[article] = met

    def origins(self, ids: Collection[str]) -> Sequence[Origin]:
        """See `ActorIndex`."""
        return [self._origins[one] for one in sorted(set(ids)) if one in self._origins]

    def put_origins(self, origins: Iterable[Origin]) -> None:
        """See `ActorIndex`."""
        for origin in origins:
            self._origins.setdefault(origin.id, origin)

    @property
    def everybody(self) -> Sequence[Actor]:
        """All actors, for whoever looks at the whole of a small docket."""
        return self.actors(self._actors)
