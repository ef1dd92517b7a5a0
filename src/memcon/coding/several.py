"""Whom a plural means: `the two sides`, `both men`, `the three countries`, `the companies`, `they` of A and B.

Of `the three countries` and `the companies` the last list tells that fits; of plurals that mean two see `pairs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.pairs import TWO, Pairs, is_of_two

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.coding.coreference import Coreference
    from memcon.coding.joined import Chain
    from memcon.coding.lists import List
    from memcon.coding.nominals import Nominal

_NEAR = 2  # sentences back that count as near
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_BODIES = ("state", "organisation")


class Several:
    """Finds those whom a plural means among the entities met so far.

    called: the nouns that a body's name says it is. meant: the offices that a noun can mean.
    """

    def __init__(
        self, actors: Actors, called: Callable[[Cluster], frozenset[str]], meant: Callable[[str], frozenset[str]]
    ) -> None:
        self._actors, self._called, self.pairs = actors, called, Pairs(actors, meant)

    def are(self, coreference: Coreference, nominal: Nominal) -> list[Chain]:
        """Return the chains of those whom a plural without a name means; none when the text does not tell."""
        lemma, actors = nominal.lemma, self._actors
        if nominal.words - TWO - _NUMBERS.keys():
            return []
        if count := _count(nominal):
            return self._counted(coreference, nominal, count, self._kinds(lemma))
        if lemma in actors.bodies:
            return self._bodies(coreference, nominal, 2 if is_of_two(nominal) else 0)
        return []

    def both(self, coreference: Coreference, nominal: Nominal) -> list[Chain]:
        """Return the two that a bare `both` means: two joined just before, or the two sides."""
        for one in self._before(coreference, nominal):
            found = [self._member(coreference, at) for at in one.heads]
            is_near = one.is_together and _sentences(coreference, one.heads[0], nominal) < _NEAR
            if is_near and len(found) == 2 and all(chain is not None for chain in found):
                return [chain for chain in found if chain is not None]
        return []

    def joined(self, coreference: Coreference, head: int) -> list[Chain]:
        """Return the chains of a list whose first member's head token is given; none if one of them is nobody."""
        one = next((one for one in coreference.lists if head in one.heads and one.is_joined), None)
        if one is None:
            return []
        found = [coreference.at.get(at) or self._member(coreference, at) for at in one.heads]
        return [chain for chain in found if chain is not None] if all(found) else []

    def _kinds(self, lemma: str) -> tuple[str, ...]:
        if lemma in self._actors.countries and lemma not in self._actors.sides:
            return ("state",)
        if lemma in self._actors.sides:
            return _BODIES
        return ("person",) if lemma in self._actors.people else ("organisation",)

    # ------------------------------------------------------------ what is joined

    def _before(self, coreference: Coreference, nominal: Nominal) -> Iterator[List]:
        """Yield the lists before a noun phrase, the nearest first."""
        yield from (one for one in reversed(coreference.lists) if max(one.heads) < nominal.first)

    def _member(self, coreference: Coreference, at: int) -> Chain | None:
        """Return the chain of a member of a list, if it is an entity."""
        chain = coreference.at.get(at)
        if chain is not None and chain.cluster is not None:
            return chain
        cluster = coreference.named.get(at)
        return coreference.entity(cluster) if cluster is not None and cluster.kind != "place" else None

    def _members(self, coreference: Coreference, one: List) -> list[Cluster]:
        found = (self._member(coreference, at) for at in one.heads)
        return [chain.cluster for chain in found if chain is not None and chain.cluster is not None]

    def _counted(self, coreference: Coreference, nominal: Nominal, count: int, kinds: tuple[str, ...]) -> list[Chain]:
        """Return those of the last list of as many: `the three countries`."""
        for one in self._before(coreference, nominal):
            members = self._members(coreference, one)
            if len(members) == len(one.heads) == count and all(member.kind in kinds for member in members):
                return [coreference.entity(member) for member in members]
        return []

    def _bodies(self, coreference: Coreference, nominal: Nominal, count: int) -> list[Chain]:
        """Return the organisations of the last list that a noun can call: `the companies`, `the two banks`."""
        nouns = {nominal.lemma, "company"} if nominal.lemma in self._actors.companies else {nominal.lemma}
        for one in self._before(coreference, nominal):
            members = self._members(coreference, one)
            fits = all(self._can_be(member, nouns) for member in members)
            if len(members) == len(one.heads) and fits and count in (0, len(members)):
                return [coreference.entity(member) for member in members]
        return []

    def _can_be(self, body: Cluster, nouns: set[str]) -> bool:
        called = self._called(body)
        return body.kind == "organisation" and (not called or bool(called & nouns))


def _count(nominal: Nominal) -> int:
    return next((n for word, n in _NUMBERS.items() if word in nominal.words), 0)


def _sentences(coreference: Coreference, at: int, nominal: Nominal) -> int:
    return coreference.syntax.sentence_of[nominal.head] - coreference.syntax.sentence_of[at]
