"""Who is who across articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from memcon.record.cast import ActorIndex
    from memcon.record.model import Actor, Entry


@dataclass(frozen=True, slots=True)
class Merges:
    """What people decided by hand about who is who; it holds on every gathering.

    same:  actor id → id of the actor that it is.
    apart: (article sha256, entity's name) → ids of actors that this entity is not.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    apart: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Met:
    """Who the entities of one article are.

    actors: entity id → actor id. sides: entity id → actor id of the side that it speaks for, itself where it has none.
    """

    actors: Mapping[str, str]
    sides: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seed:
    """Somebody whom the dossier names before any article does; `side` is the name of another seed."""

    name: str
    kind: str
    aliases: Sequence[str] = ()
    side: str | None = None


def meet(entry: Entry, index: ActorIndex, merges: Merges | None = None) -> Met:
    """Say who the entities of an entry are, and keep in the index whoever is new and what was learnt of the others."""
    raise NotImplementedError


def plant(seeds: Sequence[Seed], index: ActorIndex) -> Sequence[Actor]:
    """Keep the dossier's parties and people as actors, and return them. Doing it again changes nothing."""
    raise NotImplementedError
