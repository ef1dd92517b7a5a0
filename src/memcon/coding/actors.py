"""Who acts: the entities that a noun phrase denotes, and the side that each of them is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.coding.clusters import Cluster
    from memcon.coding.scene import Scene

_ACTORS = frozenset(("person", "state", "organisation", "group", "outlet"))


def parties(scene: Scene, token: int) -> tuple[Cluster, ...]:
    """Return the entities denoted by the noun phrase headed at a token, a list's in its order.

    Names, metonyms, pronouns and descriptions (`his envoy`, `the Ukrainian leader`, `both sides`) are resolved; a group
    or a body without a name (`Norvian officials`) becomes an entity by being asked for. Empty when the phrase denotes
    no actor.
    """
    found = (cluster for at in _spread(scene, token) for cluster in scene.entities.denoted(at))
    return tuple({id(cluster): cluster for cluster in found if cluster.kind in _ACTORS}.values())


def side(cluster: Cluster) -> Cluster | None:
    """Return the party for which an entity speaks or acts; a state or a body of its own is its own.

    None where the text does not say.
    """
    return cluster.side


def _spread(scene: Scene, token: int) -> Iterator[int]:
    """Yield a head and what is joined to it by `and`."""
    yield token
    for kid in scene.syntax.kids[token]:
        if scene.syntax.tokens[kid].deprel == "conj":
            yield from _spread(scene, kid)
