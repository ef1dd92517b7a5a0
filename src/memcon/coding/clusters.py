"""An entity in the making."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon.coding.record import Entity, Role
from memcon.spans import Covered, Span

if TYPE_CHECKING:
    from memcon.coding.record import EntityKind

_NOWHERE = Span(sys.maxsize, sys.maxsize)


@dataclass(slots=True, eq=False)
class Cluster:
    """Everything that has been found to denote one entity.

    mentions: names, and what the chains found. others: pronouns and descriptions, by coreference.
    offices:  singulars of the nouns in its titles, lower case.
    """

    kind: EntityKind
    name: str
    side: Cluster | None = None
    mentions: set[Span] = field(default_factory=set)
    others: set[Span] = field(default_factory=set)
    roles: list[tuple[str, Cluster | None]] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    wikidata: str | None = None

    def first(self) -> Span:
        """Return where it is mentioned first; a party that a dossier alone knows of comes last."""
        return min(self.mentions | self.others, default=_NOWHERE)

    def has_title(self, *words: str) -> bool:
        """Say whether one of its titles contains one of the words."""
        titles = [title.lower().replace("-", " ").split() for title, _ in self.roles]
        return any(word in title for title in titles for word in words)

    def take(self, title: str, of: Cluster | None) -> None:
        """Note an office once; its fullest wording stays, and who it serves is filled in."""
        for at, (known, whose) in enumerate(self.roles):
            if title.lower() in known.lower() or known.lower() in title.lower():
                self.roles[at] = (max(known, title, key=len), whose or of)
                return
        self.roles.append((title, of))


def entity_of(cluster: Cluster, ids: dict[int, str]) -> Entity:
    """Return what a record says of an entity; ids: by `id(cluster)`."""
    own = Covered(cluster.mentions)
    names = {span for span in cluster.others if not own.touches(span)}
    return Entity(
        id=ids[id(cluster)],
        kind=cluster.kind,
        name=cluster.name,
        roles=tuple(Role(title=title, of=ids.get(id(of)) if of else None) for title, of in cluster.roles),
        side=ids.get(id(cluster.side)) if cluster.side else None,
        wikidata=cluster.wikidata,
        mentions=tuple(sorted(cluster.mentions | names)),
    )
