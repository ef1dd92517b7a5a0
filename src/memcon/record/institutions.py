"""Bodies of states, and pages that are an institution's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.article import outlets
from memcon.codebook import load
from memcon.codebook.bodies import bodies
from memcon.record.model import Actor, new_id
from memcon.record.offices import stateless

if TYPE_CHECKING:
    from memcon.codebook import State
    from memcon.record.offices import Office

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


def states_behind(name: str) -> list[State]:
    """Return the state in brackets behind a name: `Prime Minister's Office (Israel)`."""
    found = _BEHIND.search(name)
    state = load().states.get(found[1]) if found else None
    return [state] if state else []


def body(key: str, name: str, of: Actor) -> Actor:
    """Return the actor that a body of a state, or of another side, is."""
    id_ = new_id("a", "body", key, of.id)
    shown = name if of.name.lower() in name.lower() else f"{name} ({of.name})"
    return Actor(id=id_, kind="organisation", name=shown, aliases=(f"b:{key}@{of.id}",), side=of.side or of.id)


def office_keys(office: Office, of: Actor) -> list[str]:
    """Return the keys of what an office heads, and of that for which its bearer speaks."""
    is_state = of.kind == "state"
    heads = [f"h:{key}@{of.id}" if is_state else f"h:@{of.id}" for key in office.heads if key or not is_state]
    if office.speaks is None:
        return heads
    return [*heads, f"v:{office.speaks or 'government'}@{of.id}" if is_state else f"v:@{of.id}"]


def one_with(actor: Actor) -> frozenset[str]:
    """Return the marks of the bodies that an actor heads, speaks for or is: who shares one is one origin with it."""
    marks = (key[2:] for key in actor.aliases if key[:2] in ("h:", "v:", "b:"))
    return frozenset((*marks, f"@{actor.id}"))
