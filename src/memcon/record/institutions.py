"""Bodies of states, and pages that are an institution's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from memcon.article import outlets
from memcon.codebook import load
from memcon.codebook.bodies import bodies
from memcon.record.model import Actor, new_id
from memcon.record.offices import read_title, stateless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from memcon.codebook import State
    from memcon.record.model import ActorRole
    from memcon.record.offices import Office

_ARTICLE = re.compile(r"^(?:the|its|their|his|her|our|a|an)\s+", re.IGNORECASE)
_BEHIND = re.compile(r"\s*\(([^)]*)\)\s*$")


def is_page(outlet: str) -> bool:
    """Say whether who publishes is an institution and no outlet: `Ministry of Foreign Affairs`, `Dockers' Union`."""
    if outlets.named(outlet) or "." in outlet.strip(".").replace("U.S.", ""):
        return False
    words = [word.strip("(),'’").lower() for word in re.split(r"[\s\-]+", outlet)]
    if any(word in load().media or word == "news" for word in words):
        return False
    named = bodies().named(stateless(bare(outlet))[0])
    return named is not None or any(word in load().institutions for word in words) or outlet in load().states


def bare(name: str) -> str:
    """Return a name without what stands in brackets behind it."""
    return _BEHIND.sub("", name)


def states_behind(name: str) -> tuple[State, ...]:
    """Return the state in brackets behind a name: `Prime Minister's Office (Israel)`."""
    found = _BEHIND.search(name)
    state = load().states.get(found[1]) if found else None
    return (state,) if state else ()


def body(key: str, name: str, of: Actor) -> Actor:
    """Return the actor that a body of a state, or of another side, is."""
    id_ = new_id("a", "body", key, of.id)
    return Actor(
        id=id_,
        kind="organisation",
        name=_shown(name, of),
        aliases=(f"b:{key}@{of.id}", f"b:{key}", *([] if of.kind == "state" else [f"b:@{of.id}"])),
        side=of.side or of.id,
    )


def _shown(name: str, of: Actor) -> str:
    """Return a body's name with its state's, where it does not say it or is the only one so called."""
    words = _ARTICLE.sub("", name)
    if of.name.lower().removesuffix("s") in words.lower() or words in load().states or stateless(words)[1]:
        return words
    return f"{of.name}'s {words}"


def office_keys(office: Office, of: Actor) -> list[str]:
    """Return the keys of what an office heads, and of that for which its bearer speaks."""
    is_state = of.kind == "state"
    heads = [f"h:{key}@{of.id}" if is_state else f"h:@{of.id}" for key in office.heads if key or not is_state]
    if office.speaks is None:
        return heads
    return [*heads, f"v:{office.speaks or 'government'}@{of.id}" if is_state else f"v:@{of.id}"]


class Marks(NamedTuple):
    """Of which bodies somebody is one with: those that they head, and all, those that they speak for or are too."""

    heads: frozenset[str]
    all: frozenset[str]


def marks(actor: Actor, roles: Iterable[ActorRole], served: Mapping[str, Actor], side: str | None) -> Marks:
    """Return the marks of the bodies that an actor heads, speaks for or is: who shares one is one origin with it.

    roles: the actor's. served: actors by id, those whom the offices serve among them. side: the actor's; an office of
    another state is a mistake.
    """
    keys = [key for key in actor.aliases if key.startswith("b:") and "@" in key]
    for role in roles:
        of = served.get(role.of or "")
        if role.title and of is not None and (of.kind != "state" or side in (None, of.id)):
            keys += office_keys(read_title(role.title, of.id), of)
    heads = frozenset(key[2:] for key in keys if key.startswith("h:"))
    return Marks(heads, frozenset((*(key[2:] for key in keys), f"@{actor.id}")))
