"""Whom a plural means: `the two sides`, `both men`, `the three countries`, `the companies`, `they` of A and B.

What the text has joined tells best: `A and B agreed`, `talks between A and B`, `A made a deal with B`. Whoever is said
to mediate, to host or to be talked about is no party as long as others are there.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from memcon.coding.salience import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.coding.coreference import Coreference
    from memcon.coding.joined import Chain
    from memcon.coding.nominals import Nominal
    from memcon.reading.syntax import Syntax

_MEMBERS = frozenset(("NOUN", "PROPN", "PRON", "ADJ"))
_NEAR = 2  # sentences back that count as near
_LEAD = 3  # sentences: headline, dateline, lead
_MANY = 8  # of a chain's noun phrases, as many as can be near
_FAR_AWAY = 0.25  # what one counts that is not near
_OPENING = 1.5  # what it counts to be a subject of headline or lead
_BESIDE = 0.2  # what is left of a mediator's or a host's weight
_SPEAKER = 0.6  # what is left of the weight of whoever says it
_ENOUGH = 1.0  # weight from which a pair is believed
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_TRAVELS = frozenset(
    ("shuttle", "shuttled", "shuttles", "shuttling", "flew", "flown", "flying", "travelled", "travelling")
)
_TWO = frozenset(("two", "both", "warring", "rival", "opposing", "respective", "fighting", "negotiating", "feuding"))
_BODIES = ("state", "organisation")
_ANYBODY = frozenset(("man", "woman", "leader", "official", "side", "politician"))


class List(NamedTuple):
    """Noun phrases joined by `and`, or one that does something `with` another, by their head tokens.

    is_together: they are subjects, or something is between them.
    """

    heads: tuple[int, ...]
    is_together: bool
    is_joined: bool = True


def lists(syntax: Syntax, named: Mapping[int, Cluster]) -> list[List]:
    """Return what a text joins by `and`, and who does something `with` whom, in text order."""
    out: list[List] = []
    tokens = syntax.tokens
    for at, token in enumerate(tokens):
        if token.deprel == "conj" and token.upos in _MEMBERS and 0 <= token.head < at:
            if out and token.head in out[-1].heads and out[-1].is_joined:
                out[-1] = out[-1]._replace(heads=(*out[-1].heads, at))
            elif tokens[token.head].upos in _MEMBERS:
                out.append(List((token.head, at), _is_together(syntax, token.head)))
        elif at in named and named.get(at - 1) is not named[at]:
            doer = _doer_with(syntax, at)
            if doer is not None:
                out.append(List((doer, at), is_together=True, is_joined=False))
    return out


def _is_together(syntax: Syntax, head: int) -> bool:
    """Say whether a list is a subject or what something is `between`, itself or with the noun behind it."""
    token = syntax.tokens[head]
    if token.deprel in ("amod", "compound", "nmod:poss") and token.head >= 0:
        head, token = token.head, syntax.tokens[token.head]
    case = syntax.child(head, "case")
    if case is not None and syntax.lower[case] == "between":
        return token.head < 0 or syntax.lower[token.head] not in _TRAVELS
    return token.deprel in SUBJECT


def _doer_with(syntax: Syntax, at: int) -> int | None:
    """Return the subject of what is done `with` a named one: `A struck a deal with B`."""
    case = syntax.child(at, "case")
    if case is None or syntax.lower[case] != "with" or not syntax.tokens[at].deprel.startswith(("obl", "nmod")):
        return None
    subjects = (syntax.child(above, *SUBJECT) for above in syntax.verbs_above(at))
    return next((one for one in subjects if one is not None and one < at), None)


class _Asked(NamedTuple):
    """What is asked for: the plural, the kinds that it can mean, who acts on them, ids of who is beside the talks."""

    nominal: Nominal
    kinds: tuple[str, ...]
    doer: Cluster | None
    beside: set[int]


class Several:
    """Finds those whom a plural means among the entities met so far.

    called: the nouns that a body's name says it is. meant: the offices that a noun can mean.
    """

    def __init__(
        self, actors: Actors, called: Callable[[Cluster], frozenset[str]], meant: Callable[[str], frozenset[str]]
    ) -> None:
        self._actors, self._called, self._meant = actors, called, meant

    def are(self, coreference: Coreference, nominal: Nominal) -> list[Chain]:
        """Return the chains of those whom a plural without a name means; none when the text does not tell."""
        lemma, actors = nominal.lemma, self._actors
        if nominal.words - _TWO - _NUMBERS.keys():
            return []
        is_two = _is_two(nominal)
        if count := _count(nominal):
            return self._counted(coreference, nominal, count, self._kinds(lemma))
        if lemma in actors.people:
            return self._two_people(coreference, nominal) if is_two else []
        if lemma in actors.bodies:
            return self._bodies(coreference, nominal, 2 if is_two else 0)
        return []

    def are_sides(self, nominal: Nominal) -> bool:
        """Say whether a plural means the two sides, who are known only when everybody's side is: `both countries`."""
        if nominal.words - _TWO or _count(nominal):
            return False
        lemma, actors = nominal.lemma, self._actors
        return lemma in actors.sides or (lemma in actors.countries and _is_two(nominal))

    def alike(self, one: Nominal, other: Nominal) -> bool:
        """Say whether two plurals ask for the same kind of sides."""
        return self._kinds(one.lemma) == self._kinds(other.lemma)

    def sides(self, coreference: Coreference, nominal: Nominal) -> list[Chain]:
        """Return the chains of the two sides that a plural means, once everybody's side is known."""
        return self._two_sides(coreference, nominal, self._kinds(nominal.lemma))

    def both(self, coreference: Coreference, nominal: Nominal) -> list[Chain]:
        """Return the two that a bare `both` means: two joined just before, or the two sides."""
        for one in self._before(coreference, nominal):
            found = [self._member(coreference, at) for at in one.heads]
            is_near = one.is_together and _sentences(coreference, one.heads[0], nominal) < _NEAR
            if is_near and len(found) == 2 and all(chain is not None for chain in found):
                return [chain for chain in found if chain is not None]
        return self._two_sides(coreference, nominal, _BODIES)

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

    # ------------------------------------------------------------ two people

    def _two_people(self, coreference: Coreference, nominal: Nominal) -> list[Chain]:
        """Return the two persons joined just before of whom none is known to hold another office, else the main two."""
        alike = self._meant(nominal.lemma)
        for one in self._before(coreference, nominal):
            members = self._members(coreference, one)
            if len(members) == len(one.heads) == 2 and self._are(members, nominal.lemma, alike):
                return [coreference.entity(member) for member in members]
            if _sentences(coreference, one.heads[0], nominal) > _NEAR:
                break
        doer = self._doer(coreference, nominal)
        people = [chain for chain in coreference.recent("person") if chain.cluster is not None and chain is not doer]
        exact = [chain for chain in people if chain.cluster and nominal.lemma in chain.cluster.offices]
        found = exact if len(exact) > 1 else [one for one in people if one.cluster and one.cluster.offices & alike]
        if len(found) < 2 and nominal.lemma in _ANYBODY:
            found = people
        weights = [(self._nearness(coreference, nominal, chain), chain) for chain in found]
        ranked = [chain for _, chain in sorted(weights, key=lambda one: -one[0])]
        first = next(iter(ranked), None)
        second = next((one for one in ranked[1:] if _are_apart(one.cluster, first)), None)
        return _in_order([first, second]) if first is not None and second is not None else []

    def _are(self, members: Iterable[Cluster], lemma: str, alike: frozenset[str]) -> bool:
        """Say whether persons can be called by a noun: each holds the office, or none is known and others do."""
        some = list(members)
        if any(one.kind != "person" for one in some):
            return False
        if lemma in _ANYBODY - {"leader", "official"}:
            return True
        known = [bool(one.offices & alike) for one in some if one.offices & self._actors.offices]
        return all(known) and (bool(known) or lemma in _ANYBODY)

    # ------------------------------------------------------------ two sides

    def _two_sides(self, coreference: Coreference, nominal: Nominal, kinds: tuple[str, ...]) -> list[Chain]:
        """Return the two parties that are joined most, else those of whom the text has spoken most."""
        doing, beside = self._doer(coreference, nominal), self._beside(coreference)
        doer = acting_for(doing.cluster) if doing is not None and doing.cluster is not None else None
        before = list(self._before(coreference, nominal))
        asked = _Asked(nominal, kinds, doer, beside)
        best = self._paired(coreference, asked, before) or self._most_spoken_of(coreference, asked)
        return best or self._paired(coreference, asked._replace(doer=None), coreference.lists)

    def _paired(self, coreference: Coreference, asked: _Asked, some: Iterable[List]) -> list[Chain]:
        """Return the two parties that lists join most; a mediator counts little, and whoever acts on both nothing."""
        sides: dict[int, Cluster] = {}
        pairs: dict[tuple[int, int], float] = defaultdict(float)
        for one in some:
            parties = self._parties(coreference, one, asked.kinds)
            if len(parties) != 2 or asked.doer in parties:
                continue
            is_near = 0 <= _sentences(coreference, one.heads[0], asked.nominal) <= _NEAR
            weight = 2.0 + is_near if one.is_together else 1.0
            is_told = coreference.speaks_at(asked.nominal.head) in one.heads  # `X and Y said the sides had agreed`
            weight *= _BESIDE if is_told or any(id(party) in asked.beside for party in parties) else 1
            sides.update((id(party), party) for party in parties)
            first, second = sorted(map(id, parties))
            pairs[first, second] += weight
        best = max(pairs, key=pairs.__getitem__, default=None)
        if best is None or pairs[best] < _ENOUGH:
            return []
        return _in_order([coreference.entity(sides[key]) for key in best])

    def _parties(self, coreference: Coreference, one: List, kinds: tuple[str, ...]) -> list[Cluster]:
        """Return the parties for whom the members of a list act, each once; of persons only where they act together."""
        members = self._members(coreference, one)
        if len(members) != len(one.heads) or (not one.is_together and any(m.kind == "person" for m in members)):
            return []
        sides = (acting_for(member) for member in members)
        return list({id(side): side for side in sides if side is not None and side.kind in kinds}.values())

    def _most_spoken_of(self, coreference: Coreference, asked: _Asked) -> list[Chain]:
        """Return the two parties of which the text has spoken most, each with all who act for it."""
        kinds = (*asked.kinds, "group") if asked.kinds == _BODIES else asked.kinds
        speaking = coreference.speaking(asked.nominal.head)
        own = acting_for(speaking.cluster) if speaking is not None and speaking.cluster is not None else None
        weights: dict[int, float] = defaultdict(float)
        sides: dict[int, Cluster] = {}
        for chain in coreference.recent("state", "organisation", "person", "group"):
            side = acting_for(chain.cluster) if chain.cluster is not None else None
            if side is None or side is asked.doer or side.kind not in kinds:
                continue
            weight = self._nearness(coreference, asked.nominal, chain)
            weight *= _BESIDE if id(side) in asked.beside else _SPEAKER if side is own else 1
            if weight > 0:
                sides[id(side)] = side
                weights[id(side)] += weight
        if len(weights) < 2:
            return []
        return _in_order([coreference.entity(sides[key]) for key in sorted(weights, key=lambda key: -weights[key])[:2]])

    def _nearness(self, coreference: Coreference, nominal: Nominal, chain: Chain) -> float:
        """Return how much a chain is spoken of: near by each time counts in full, and so does opening the report."""
        syntax = coreference.syntax
        floor = syntax.sentence_of[nominal.head] - _NEAR
        met = [one for one in chain.nominals if one.head < nominal.head]
        near = sum(syntax.sentence_of[one.head] >= floor for one in met[-_MANY:])
        opens = any(
            syntax.sentence_of[one.head] < _LEAD and syntax.tokens[one.head].deprel in SUBJECT for one in met[:2]
        )
        return near + _FAR_AWAY * len(met) + _OPENING * opens

    def _doer(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        """Return the subject above a noun phrase that is no subject itself: what `who` stands for, too."""
        syntax = coreference.syntax
        if syntax.tokens[nominal.head].deprel in SUBJECT:
            return None
        above, subject = nominal.head, None
        while subject is None and not syntax.tokens[above].deprel.startswith("advcl"):
            above = syntax.tokens[above].head
            if above < 0:
                return None
            subject = syntax.child(above, *SUBJECT)
        if subject is not None and syntax.lower[subject] in ("who", "which", "that"):
            subject = syntax.tokens[above].head
        return coreference.at.get(subject) if subject is not None else None

    def _beside(self, coreference: Coreference) -> set[int]:
        """Return the ids of the sides that mediate or host: so described, or the subjects of such verbs."""
        syntax, actors = coreference.syntax, self._actors
        found: set[int] = set()
        for chain in coreference.recent("state", "organisation", "person"):
            cluster = chain.cluster
            if cluster is None:
                continue
            offices = cluster.offices | chain.lemmas
            verbs = (at for one in chain.nominals for at in self._verbs(syntax, one.head))
            if offices & actors.between or any(syntax.lower[at] in actors.mediating for at in verbs):
                found |= {id(cluster), id(acting_for(cluster))}
        return found

    def _verbs(self, syntax: Syntax, head: int) -> Iterator[int]:
        """Yield the verb of which a noun phrase is the subject, those of `who …` behind it, a noun that it is of."""
        token = syntax.tokens[head]
        if token.head >= 0 and (token.deprel in SUBJECT or token.deprel in ("amod", "compound")):
            yield token.head
        yield from (kid for kid in syntax.kids[head] if syntax.tokens[kid].deprel.startswith("acl"))


def acting_for(cluster: Cluster) -> Cluster | None:
    """Return an entity's side; a body without one is its own."""
    return cluster.side or (cluster if cluster.kind == "organisation" else None)


def _is_two(nominal: Nominal) -> bool:
    return nominal.determiner == "both" or bool(nominal.words & _TWO)


def _count(nominal: Nominal) -> int:
    return next((n for word, n in _NUMBERS.items() if word in nominal.words), 0)


def _sentences(coreference: Coreference, at: int, nominal: Nominal) -> int:
    return coreference.syntax.sentence_of[nominal.head] - coreference.syntax.sentence_of[at]


def _are_apart(one: Cluster | None, first: Chain | None) -> bool:
    """Say whether two persons are not known to be of one side."""
    other = first.cluster if first is not None else None
    return one is not None and other is not None and (one.side is None or one.side is not other.side)


def _in_order(chains: Iterable[Chain | None]) -> list[Chain]:
    found = [chain for chain in chains if chain is not None]
    return sorted(found, key=lambda chain: chain.nominals[0].head if chain.nominals else 0)
