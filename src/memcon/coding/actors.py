"""Who acts: the entities that a noun phrase denotes, and the side that each of them is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.coding.entities import Cluster
    from memcon.coding.scene import Scene

_HE = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself"))
_ACTORS = ("person", "state", "organisation", "group", "outlet")


def parties(scene: Scene, token: int) -> tuple[Cluster, ...]:
    """Return the entities denoted by the noun phrase headed at a token, a list's in its order.

    Names, metonyms, pronouns and descriptions (`his envoy`, `the Ukrainian leader`, `both sides`) are resolved.
    Empty when the phrase denotes no actor.
    """
    found = (cluster for at in _spread(scene, token) for cluster in _denoted(scene, at))
    return tuple({id(cluster): cluster for cluster in found}.values())


def side(cluster: Cluster) -> Cluster | None:
    """Return the party for which an entity speaks or acts: a state is its own; None where the text does not say."""
    return cluster.side


def _spread(scene: Scene, token: int) -> Iterator[int]:
    """Yield a head and what is joined to it by `and`."""
    yield token
    for kid in scene.syntax.kids[token]:
        if scene.syntax.tokens[kid].deprel == "conj":
            yield from _spread(scene, kid)


def _denoted(scene: Scene, token: int) -> Iterator[Cluster]:
    """Yield whom one head means: by its own name, by the name beside it, or by the last person for a pronoun."""
    word = scene.syntax.tokens[token]
    here = Span(word.start, word.end)
    if word.upos == "PRON":
        if scene.syntax.lower[token] in _HE:
            yield from list(scene.entities.before(word.start, "person"))[:1]
        return
    found = scene.entities.covering(here, *_ACTORS)
    if found:
        yield found[1]
        return
    named = scene.syntax.child(token, "appos", "nmod:desc", "flat")
    if named is not None and scene.syntax.tokens[named].upos == "PROPN":
        yield from _denoted(scene, named)
        return
    yield from (cluster for _, cluster in scene.entities.states_in(scene.syntax.low[token], token))
