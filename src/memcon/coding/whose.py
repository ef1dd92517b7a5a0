"""Whose side everybody is on: offices, coreference and sides of one article, read in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.clusters import Cluster
from memcon.coding.coreference import Chain, Coreference
from memcon.coding.offices import Offices
from memcon.coding.references import References
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from memcon.codebook.people import Actors
    from memcon.coding.offices import Office
    from memcon.coding.record import EntityKind
    from memcon.reading.model import Attribution
    from memcon.reading.syntax import Syntax

_DEPTH = 4  # an aide of an aide of an aide of a president


class Whose:
    """What the words around the names of one article tell of their bearers, and what else denotes them."""

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        actors: Actors,
        named: Mapping[int, Cluster],
        attributions: Sequence[Attribution],
    ) -> None:
        self._text, self._syntax, self._actors, self._named = text, syntax, actors, named
        self._offices = Offices(text, syntax, actors, named)
        self._references = References(actors, self._offices)
        self._speakers = _speakers(syntax, attributions)
        self._pending: list[tuple[Cluster, Office]] = []
        self.coreference = self.joiner()

    def joiner(self) -> Coreference:
        """Return a coreference of this article that has not run."""
        return Coreference(self._syntax, self._actors, self._named, self._references.described, self._speakers.get)

    def read(self) -> None:
        """Read offices, join the noun phrases, and settle whom everybody serves."""
        self._read_offices()
        self.coreference.run()
        for cluster, office in self._pending:
            of = self._whom(office.of)
            cluster.roles = [
                (title, whose or (of if title == office.title else None)) for title, whose in cluster.roles
            ]
        for chain in self.coreference.chains():
            self._settle(chain)

    # ------------------------------------------------------------ offices

    def _read_offices(self) -> None:
        for at, cluster in self._named.items():
            if cluster.kind == "person" and self._named.get(self._syntax.tokens[at].head) is not cluster:
                for office in self._offices.beside(at):
                    cluster.offices.add(office.lemma)
                    of = self._named.get(office.of) if office.of is not None else None
                    if of is not cluster:
                        cluster.take(office.title, of)
                        self._pending.append((cluster, office))
                        self._take_side(cluster)

    def _take_side(self, cluster: Cluster) -> None:
        for _, of in cluster.roles:
            if cluster.side is None and of is not None and of is not cluster:
                cluster.side = of.side or (of if of.kind == "organisation" else None)

    def _whom(self, at: int | None) -> Cluster | None:
        """Return the entity that a token's noun phrase denotes or belongs to."""
        for _ in range(_DEPTH):
            if at is None:
                return None
            chain = self.coreference.at.get(at)
            found = chain.cluster if chain is not None else self._named.get(at)
            if found is not None:
                return found
            at = self._offices.serves(at)
        return None

    # ------------------------------------------------------------ sides

    def _settle(self, chain: Chain) -> None:
        """Give a chain's entity its side."""
        cluster = chain.cluster
        if cluster is None or cluster.side is not None:
            return
        self._take_side(cluster)

    # ------------------------------------------------------------ who is meant

    def denoted(self, at: int) -> tuple[Cluster, ...]:
        """Return the entities that the noun phrase headed at a token denotes; one without a name is made."""
        chain = self.coreference.at.get(at)
        if chain is None:
            found = self._named.get(at)
            return (found,) if found is not None else ()
        chains = chain.parts or (chain,)
        return tuple(one for part in chains if (one := self._entity(part)) is not None)

    def _entity(self, chain: Chain) -> Cluster | None:
        if chain.cluster is None:
            nominal = next((one for one in chain.nominals if one.sort != "pronoun"), None)
            kind = self._kind(nominal.lemma, plural=nominal.plural) if nominal is not None else None
            if nominal is None or kind is None:
                return None
            tokens = self._syntax.tokens
            first = nominal.first + (self._syntax.lower[nominal.first] in ("the", "a", "an"))
            chain.cluster = Cluster(kind, Span(tokens[first].start, tokens[nominal.last - 1].end).of(self._text))
            of = self._whom(self._offices.serves(nominal.head))
            chain.cluster.side = of.side or of if of is not None else None
        return chain.cluster

    def _kind(self, lemma: str, *, plural: bool) -> EntityKind | None:
        actors = self._actors
        if lemma in actors.teams or lemma in actors.sides:
            return "group"
        if lemma in actors.government or lemma in actors.bodies:
            return "group" if plural else "organisation"
        return "group" if lemma in actors.people else None


def _speakers(syntax: Syntax, attributions: Sequence[Attribution]) -> dict[int, int]:
    """Return for every token of a content the head token of its source, the innermost one's."""
    out: dict[int, int] = {}
    for one in sorted(attributions, key=lambda one: -sum(span.end - span.start for span in one.content)):
        heads = [
            at
            for span in one.source[:1]
            for at in syntax.inside(span)
            if syntax.tokens[at].head not in syntax.inside(span)
        ]
        if heads:
            out.update((at, heads[0]) for span in one.content for at in syntax.inside(span))
    return out
