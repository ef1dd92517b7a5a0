"""Whom names mean that somebody types or a dossier gives; states as actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook import load
from memcon.record import aliases
from memcon.record.model import Actor, new_id
from memcon.record.persons import untitled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.codebook import State
    from memcon.record.cast import ActorIndex


def keys_of(kind: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the keys under which somebody of some kind with these names is known."""
    found: list[str] = []
    for name in names:
        if kind == "person":
            found += aliases.person_keys(name)
        elif kind == "outlet":
            found += [aliases.outlet_key(name), *aliases.initials(name)]
        else:
            found += [aliases.body_key(name), *aliases.initials(name)]
    return tuple(dict.fromkeys(found))


def find(name: str, index: ActorIndex) -> Sequence[Actor]:
    """Return the actors whom somebody who types a name can mean, those called just so first."""
    low = aliases.normal(name)
    state = load().states.get(name)
    keys = [*aliases.asked_keys(untitled(name)), aliases.body_key(name), aliases.outlet_key(name), f"~:{low}"]
    found = index.known_as([*keys, *([f"s:{state.code}"] if state else [])])
    fits = [one for one in found if one.kind != "person" or _is_called(one, name)]
    return sorted(fits, key=lambda one: (aliases.normal(one.name) != low, one.name, one.id))


def find_or_make(name: str, index: ActorIndex) -> Actor | None:
    """Return whom a name means, a state also where the docket has not met it."""
    state = load().states.get(name)
    if state:
        actor = state_actor(state)
        index.put([actor], [])
        return actor
    return next(iter(find(name, index)), None)


def _is_called(person: Actor, name: str) -> bool:
    bare = untitled(name)
    if aliases.is_full(bare) and aliases.is_full(person.name):
        return aliases.same_person(person.name, bare)
    longer, shorter = sorted((person.name, bare), key=len, reverse=True)
    return aliases.is_part(shorter, longer) if not aliases.is_full(shorter) else aliases.normal(longer) == shorter


def state_actor(state: State) -> Actor:
    """Return the actor that a state is; it is its own side."""
    own = new_id("a", "state", state.code)
    return Actor(
        id=own, kind="state", name=state.name, aliases=(f"s:{state.code}", aliases.body_key(state.name)), side=own
    )
