"""Who is who: names of one article joined into entities; ids are given at the end, in text order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.article import outlets
from memcon.codebook.people import actors
from memcon.coding.clusters import Cluster
from memcon.coding.record import Entity, Role
from memcon.coding.spelling import same_person
from memcon.coding.whose import Whose
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.codebook import Codebook, State
    from memcon.coding.record import EntityKind
    from memcon.reading.model import Mention, Reading
    from memcon.reading.syntax import Syntax

__all__ = ["Cluster", "Entities"]

_NAMED = frozenset(("person", "organisation", "place", "nationality"))
_WHERE = frozenset(("in", "at", "to", "from", "near", "outside", "across", "into", "around", "visiting"))
_STYLES = frozenset(("Mr", "Mrs", "Ms", "Dr", "Sir", "Dame", "Lord", "Lady", "Mr.", "Ms.", "Dr.", "St."))


class Entities:
    """The entities of one article; asking for one by its words makes it."""

    def __init__(self, reading: Reading, syntax: Syntax, codebook: Codebook) -> None:
        self.text, self._syntax, self._codebook = reading.article.text, syntax, codebook
        self._states: dict[str, Cluster] = {}
        self._named: dict[tuple[str, str], Cluster] = {}
        self._persons: list[Cluster] = []
        self._at: list[tuple[Span, Cluster]] = []
        for mention in sorted(reading.mentions, key=lambda mention: mention.kind != "person"):
            self._add(mention)
        self.named = self._by_token()
        self.who = Whose(self.text, syntax, actors(), self.named, reading.attributions)
        self.who.read()

    def _add(self, mention: Mention) -> None:
        cluster = self._cluster(mention)
        if cluster is None:
            return
        span = self._without_ending(mention.span)
        cluster.mentions.add(span)
        self._at.append((span, cluster))

    def _without_ending(self, span: Span) -> Span:
        """Cut a possessive ending off a name."""
        return Span(span.start, span.end - 2) if span.of(self.text)[-2:] in ("'s", "’s") else span

    def _cluster(self, mention: Mention) -> Cluster | None:
        words = " ".join(self._without_ending(mention.span).of(self.text).split())
        bare = words[4:] if words[:4] in ("the ", "The ") else words
        if mention.kind not in _NAMED or not bare:
            return None
        if bare in self._codebook.platforms:
            return self._thing("platform", bare)
        if mention.kind == "person":
            return self.outlet(bare) if " " not in bare and outlets.named(bare) else self._person(self._untitled(bare))
        return self.surnamed(bare) or self._body(mention, bare)

    def _body(self, mention: Mention, bare: str) -> Cluster | None:
        """Return the state, outlet, organisation or place of a name that is no person's."""
        state = self._codebook.states.get(bare)
        if state and (mention.kind != "place" or not self._is_where(mention.span, bare)):
            return self.state(state)
        if mention.kind == "nationality":
            return None
        if outlets.named(bare) and mention.kind != "place":
            return self.outlet(bare)
        return self._thing("organisation" if mention.kind == "organisation" else "place", bare)

    def _untitled(self, name: str) -> str:
        """Cut `Mr`, `Gen.` and `President` off the front of a name."""
        parts = name.split()
        while len(parts) > 1 and (parts[0] in _STYLES or self._is_title(parts[0])):
            parts.pop(0)
        return " ".join(parts)

    def _is_title(self, word: str) -> bool:
        return word.lower() in self._codebook.officeholders or (word.endswith(".") and len(word) > 3)

    def _is_where(self, span: Span, name: str) -> bool:
        """Say whether a capital is only where something happens: `in Vienna`."""
        at = self._syntax.inside(span).start
        return name in self._codebook.seats and at > 0 and self._syntax.lower[at - 1] in _WHERE

    def state(self, state: State) -> Cluster:
        """Return the entity of a state; it is its own side."""
        if state.code not in self._states:
            cluster = self._states[state.code] = Cluster("state", state.name)
            cluster.side = cluster
        return self._states[state.code]

    def outlet(self, words: str) -> Cluster:
        """Return the entity of an outlet by any name that it signs with."""
        bare = words[4:] if words[:4] in ("the ", "The ") else words
        return self._thing("outlet", outlets.named(bare) or bare)

    def organisation(self, span: Span) -> Cluster:
        """Return the organisation that a span names, though no mention says so."""
        cluster = self._thing("organisation", span.of(self.text))
        self.also(cluster, span)
        return cluster

    def _thing(self, kind: EntityKind, name: str) -> Cluster:
        key = (kind, name.casefold())
        if key not in self._named:
            self._named[key] = Cluster(kind, name)
        return self._named[key]

    def _person(self, name: str) -> Cluster:
        """Join a name with a fuller or shorter one, or another spelling; the longest becomes the name."""
        for cluster in reversed(self._persons):
            if cluster.name == name or same_person(cluster.name, name):
                cluster.name = max(cluster.name, name, key=len)
                return cluster
        cluster = Cluster("person", name)
        self._persons.append(cluster)
        return cluster

    def surnamed(self, word: str) -> Cluster | None:
        """Return the person whose full name ends with the word."""
        return next((one for one in self._persons if " " in one.name and one.name.split()[-1] == word), None)

    def person(self, span: Span) -> Cluster:
        """Return the person that a span names, though no mention says so."""
        cluster = self._person(span.of(self.text))
        self.also(cluster, span)
        return cluster

    def denoted(self, token: int) -> tuple[Cluster, ...]:
        """Return the entities that the noun phrase headed at a token denotes, by a name or otherwise."""
        found = self.who.denoted(token)
        word = self._syntax.tokens[token]
        for cluster in found:
            if not cluster.mentions:
                self.also(cluster, Span(word.start, word.end))
        return found

    def also(self, cluster: Cluster, span: Span) -> None:
        """Note that a span denotes the entity."""
        if span not in cluster.mentions:
            cluster.mentions.add(span)
            self._at.append((span, cluster))

    def within(self, span: Span, *kinds: str) -> Iterator[tuple[Span, Cluster]]:
        """Yield the mentions of some kinds inside `span`, in text order."""
        found = [(own, cluster) for own, cluster in self._at if span.contains(own) and cluster.kind in kinds]
        yield from sorted(found, key=lambda one: one[0])

    def covering(self, span: Span, *kinds: str) -> tuple[Span, Cluster] | None:
        """Return the mention of some kinds that shares a character with `span`, the longest first."""
        found = [(own, cluster) for own, cluster in self._at if own.overlaps(span) and cluster.kind in kinds]
        return max(found, key=lambda one: (one[0].end - one[0].start, -one[0].start), default=None)

    def before(self, position: int, *kinds: str) -> Iterator[Cluster]:
        """Yield who is mentioned before a position, nearest first."""
        found = [(own.start, cluster) for own, cluster in self._at if own.end <= position and cluster.kind in kinds]
        yield from (cluster for _, cluster in sorted(found, key=lambda one: -one[0]))

    def clusters(self, kind: str) -> list[Cluster]:
        """Return the entities of a kind in text order."""
        found = {id(cluster): cluster for _, cluster in self._at if cluster.kind == kind}
        return sorted(found.values(), key=Cluster.first)

    def states_in(self, first: int, last: int) -> Iterator[tuple[Span, Cluster]]:
        """Yield the states that tokens `[first, last)` name by name, demonym or capital, longest names first."""
        at = first
        while at < last:
            for size in (3, 2, 1):
                words = self._syntax.tokens[at : min(at + size, last)]
                state = self._codebook.states.get(" ".join(word.text for word in words))
                if state:
                    span = Span(words[0].start, words[-1].end)
                    self.also(self.state(state), span)
                    yield span, self.state(state)
                    at += size - 1
                    break
            at += 1

    def _by_token(self) -> dict[int, Cluster]:
        """Return the entity whose name stands at a token, longer names first; states also where no mention says so."""
        named: dict[int, Cluster] = {}
        for span, cluster in sorted(self._at, key=lambda one: one[0].start - one[0].end):
            for at in self._syntax.inside(span):
                named.setdefault(at, cluster)
        for at, token in enumerate(self._syntax.tokens):
            if at not in named and token.text[:1].isupper() and token.text in self._codebook.states:
                named[at] = self.state(self._codebook.states[token.text])
        return named

    def numbered(self) -> tuple[tuple[Entity, ...], dict[int, str]]:
        """Return the entities with their ids in text order, and the id by `id(cluster)`."""
        ordered = sorted({id(c): c for _, c in self._at}.values(), key=lambda c: (c.first(), c.kind, c.name))
        ids = {id(cluster): f"n{at}" for at, cluster in enumerate(ordered, 1)}
        return tuple(_entity(cluster, ids) for cluster in ordered), ids


def _entity(cluster: Cluster, ids: dict[int, str]) -> Entity:
    return Entity(
        id=ids[id(cluster)],
        kind=cluster.kind,
        name=cluster.name,
        roles=tuple(Role(title=title, of=ids.get(id(of)) if of else None) for title, of in cluster.roles),
        side=ids.get(id(cluster.side)) if cluster.side else None,
        mentions=tuple(sorted(cluster.mentions)),
    )
