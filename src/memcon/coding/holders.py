"""Whose stance it is: the holder behind a subject, the side that speaks in an attribution, and who tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.actors import parties, side
from memcon.coding.telling import cued, telling, token_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from memcon.coding.chains import Told
    from memcon.coding.entities import Cluster
    from memcon.coding.record import ToldBy
    from memcon.coding.scene import Hop
    from memcon.coding.view import View

OURS = frozenset(("we", "i", "us", "our", "ours", "me", "my", "ourselves", "myself"))
_THEIRS = frozenset(("it", "he", "she", "they", "its", "his", "her", "their"))
_HOLDS = frozenset(("person", "state", "organisation", "group"))
_BESIDE = frozenset(
    ("analyst", "expert", "professor", "economist", "historian", "researcher", "fellow", "scholar", "strategist")
)


def party_of(cluster: Cluster) -> Cluster:
    """Return the party for which an entity acts, itself when it is for nobody else."""
    return side(cluster) or cluster


def speaker(node: Told | None) -> Cluster | None:
    """Return who speaks in an attribution: the innermost source, or the side of an unnamed one; None for a paper."""
    hop = node.chain[-1] if node and node.chain else None
    return _speaking(hop) if hop else None


def _speaking(hop: Hop) -> Cluster | None:
    if hop.cluster is not None and hop.cluster.kind in _HOLDS:
        return hop.cluster
    return hop.facts.side if hop.facts else None


def is_party(cluster: Cluster) -> bool:
    """Say whether an entity can be for or against something in talks: it has a side or an office, or is a body."""
    if cluster.kind in ("state", "organisation"):
        return True
    if any(cluster.has_title(word) for word in _BESIDE):
        return False
    return side(cluster) is not None or bool(cluster.roles)


def holders(view: View, tokens: Iterable[int], node: Told | None) -> tuple[Cluster, ...]:
    """Return whom the subjects of a stance denote: `we` and what is left open by a pronoun is who speaks.

    node: the attribution in which the stance is told.
    """
    out: dict[int, Cluster] = {}
    for at in tokens:
        for cluster in _holder(view, at, node):
            if cluster.kind in _HOLDS:
                out.setdefault(id(cluster), cluster)
    return tuple(out.values())


def _holder(view: View, at: int, node: Told | None) -> Sequence[Cluster]:
    word = view.syntax.lower[at]
    own = speaker(node)
    if word in OURS:
        return (party_of(own) if word in ("we", "us", "our", "ours") and own.kind == "person" else own,) if own else ()
    found = parties(view.scene, at)
    return found or ((own,) if own and word in _THEIRS else ())


def node_of(view: View, at: int, holding: Iterable[Cluster] = ()) -> Told | None:
    """Return the attribution on which a stance at a token stands.

    Where its word is itself a cue (`Paris demands that …`) and its holder is the source there, that one; else the
    innermost whose content holds it.
    """
    span = token_span(view.scene, at)
    own = cued(view.told, span)
    if own and (said := speaker(own)) is not None and _same(said, holding):
        return own
    return telling(view.told, span)


def _same(said: Cluster, holding: Iterable[Cluster]) -> bool:
    return any(said is one or party_of(said) is party_of(one) for one in holding)


def told_by(node: Told | None, holder: Cluster, opponents: dict[int, set[int]]) -> ToldBy:
    """Return whether the holder's side says it, a party that is at odds with the holder's, or somebody else.

    opponents: by id of a party, the ids of those at odds with it in this article.
    """
    said = speaker(node)
    if said is None:
        return "third-party"
    teller, held = party_of(said), party_of(holder)
    if teller is held or said is holder:
        return "own"
    return "other-side" if id(teller) in opponents.get(id(held), ()) else "third-party"
