"""Who is who in SQL, as `record.who` and `record.origins` ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from memcon.record.model import Actor, ActorRole, Origin
from memcon.store import writing
from memcon.store.tables import actors, aliases, mentions, origins, roles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

_KNOWN = writing.Lookup(aliases.c.alias, select(aliases.c.alias, aliases.c.actor))
_NAMES = writing.Lookup(
    aliases.c.actor, select(aliases.c.actor, aliases.c.alias, aliases.c.number).order_by(aliases.c.number)
)
_ACTOR = writing.Lookup(
    actors.c.id, select(actors.c.id, actors.c.kind, actors.c.name, actors.c.side, actors.c.wikidata)
)
_ROLES = writing.Lookup(roles.c.actor, select(roles))
_ORIGIN = writing.Lookup(origins.c.id, select(origins))
_MOST = 200_000  # actors and origins kept in memory, some 500 bytes each


class SqlActors:
    """`ActorIndex` on a docket: what was asked for or put is kept in memory."""

    def __init__(self) -> None:
        self.connection: Connection
        self._forget()

    def _forget(self) -> None:
        self._actors: dict[str, Actor] = {}
        self._known: dict[str, set[str]] = {}  # aliases that were asked for → ids
        self._roles: dict[str, dict[tuple[str, str], ActorRole]] = {}
        self._origins: dict[str, Origin] = {}
        self._missing: set[str] = set()  # ids of origins that are not there
        self._dirty_actors: dict[str, None] = {}
        self._dirty_roles: dict[tuple[str, str, str], ActorRole] = {}
        self._new_origins: dict[str, Origin] = {}
        self._met: dict[str, Mapping[str, str]] = {}

    def known_as(self, asked: Collection[str]) -> Sequence[Actor]:
        """See `ActorIndex`."""
        self._look_up(asked)
        return self.actors({one for alias in asked for one in self._known[alias]})

    def _look_up(self, asked: Iterable[str]) -> None:
        """Learn who has some aliases, whoever was put since the last flush included."""
        missing = [alias for alias in asked if alias not in self._known]
        self._known |= {alias: set() for alias in missing}
        for row in _KNOWN(self.connection, missing):
            self._known[row.alias].add(row.actor)

    def actors(self, ids: Collection[str]) -> Sequence[Actor]:
        """See `ActorIndex`."""
        missing = [one for one in ids if one not in self._actors]
        if missing:
            self._load(missing)
        if len(ids) == 1:
            return [self._actors[one] for one in ids if one in self._actors]
        return [self._actors[one] for one in sorted(set(ids)) if one in self._actors]

    def _load(self, ids: Sequence[str]) -> None:
        names: dict[str, list[str]] = {}
        for row in _NAMES(self.connection, ids):
            names.setdefault(row.actor, []).append(row.alias)
        for row in _ACTOR(self.connection, ids):
            known = tuple(names.get(row.id, ()))
            self._actors[row.id] = Actor(
                id=row.id, kind=row.kind, name=row.name, aliases=known, side=row.side, wikidata=row.wikidata
            )

    def roles(self, asked: Collection[str]) -> Sequence[ActorRole]:
        """See `ActorIndex`."""
        missing = [one for one in asked if one not in self._roles]
        self._roles |= {one: {} for one in missing}
        for row in _ROLES(self.connection, missing):
            self._roles[row.actor][row.title, row.of] = ActorRole(
                actor=row.actor,
                title=row.title,
                of=row.of or None,
                first_seen=row.first_seen,
                last_seen=row.last_seen,
            )
        held = (role for one in set(asked) for role in self._roles[one].values())
        return sorted(held, key=lambda role: (role.actor, role.title, role.of or ""))

    def put(self, given: Iterable[Actor], held: Iterable[ActorRole]) -> None:
        """See `ActorIndex`."""
        for actor in given:
            self._look_up(actor.aliases)
            for alias in actor.aliases:
                self._known[alias].add(actor.id)
            self._actors[actor.id] = actor
            self._dirty_actors[actor.id] = None
        for role in held:
            self.roles([role.actor])
            name = role.title, role.of or ""
            self._roles[role.actor][name] = self._dirty_roles[role.actor, *name] = role

    def origins(self, ids: Collection[str]) -> Sequence[Origin]:
        """See `ActorIndex`."""
        missing = {one for one in ids if one not in self._origins} - self._missing
        for row in _ORIGIN(self.connection, missing):
            self._origins[row.id] = Origin(**row._asdict())
        self._missing |= missing - self._origins.keys()
        return [self._origins[one] for one in sorted(set(ids)) if one in self._origins]

    def put_origins(self, given: Iterable[Origin]) -> None:
        """See `ActorIndex`."""
        new = {origin.id: origin for origin in given}
        known = {origin.id for origin in self.origins(new)}
        fresh = {id_: origin for id_, origin in new.items() if id_ not in known}
        self._origins |= fresh
        self._new_origins |= fresh
        self._missing -= fresh.keys()

    def put_met(self, article: str, met: Mapping[str, str]) -> None:
        """See `ActorIndex`."""
        self._met[article] = met

    def flush(self, connection: Connection) -> None:
        """Write what was put; forget it all when it has become much."""
        changed = [self._actors[one] for one in self._dirty_actors]
        names = ("id", "kind", "name", "side", "wikidata")
        writing.put(connection, actors, [{name: getattr(one, name) for name in names} for one in changed])
        writing.remove(connection, aliases.c.actor, self._dirty_actors)
        rows = [
            {"alias": alias, "actor": one.id, "number": at} for one in changed for at, alias in enumerate(one.aliases)
        ]
        writing.put(connection, aliases, rows)
        writing.put(connection, roles, [_role_row(role) for role in self._dirty_roles.values()])
        said = ("id", "kind", "name", "actor", "outlet", "words")
        rows = [{name: getattr(one, name) for name in said} for one in self._new_origins.values()]
        writing.put(connection, origins, rows)
        rows = [
            {"article": article, "entity": entity, "actor": actor}
            for article, met in self._met.items()
            for entity, actor in met.items()
        ]
        writing.put(connection, mentions, rows)
        for pending in (self._dirty_actors, self._dirty_roles, self._new_origins, self._met):
            pending.clear()
        if len(self._actors) + len(self._origins) + len(self._missing) > _MOST:
            self._forget()


def _role_row(role: ActorRole) -> dict[str, str]:
    return {
        "actor": role.actor,
        "title": role.title,
        "of": role.of or "",
        "first_seen": role.first_seen,
        "last_seen": role.last_seen,
    }
