"""What a description means by its words: `the Castellan leader`, `his envoy`, `the union`, `both sides`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.coreference import Chain, Coreference
from memcon.coding.nominals import THEY, Nominal
from memcon.coding.salience import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.coding.offices import Offices
    from memcon.reading.model import Attribution
    from memcon.reading.syntax import Syntax

_GENERIC = frozenset(("group", "company", "organisation", "organization", "movement", "party", "body", "firm"))
_SOFT = frozenset(
    ("former", "senior", "top", "veteran", "longtime", "new", "outgoing", "incoming", "own", "then", "late")
)
_NEAR = 2  # sentences back to a person of whom a description tells the office
_MANY = 8  # of a chain's noun phrases, as many as can be near
_FAR_AWAY = 0.25  # what one counts that is not near
_TWO = frozenset(("two", "both", "warring", "rival", "opposing", "respective"))


class References:
    """Finds what descriptions mean among the entities met so far; each asks a handful of them."""

    def __init__(self, actors: Actors, offices: Offices) -> None:
        self._actors, self._offices = actors, offices

    def described(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        """Return the chain that a description means by its words alone; None when they do not tell."""
        if nominal.plural:
            return self._several(coreference, nominal)
        return self._one(coreference, nominal) if nominal.definite else None

    def _one(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        lemma, actors, found = nominal.lemma, self._actors, None
        if lemma in actors.people:
            return self._somebody(coreference, nominal)
        if lemma in actors.sides:
            found = self._the_side(coreference, nominal)
        if found is None and lemma in actors.bodies:
            found = self._body(coreference, nominal)
        if found is None and lemma in actors.countries and not nominal.words:
            found = self._country(coreference, nominal)
        return found

    def principal(self, coreference: Coreference, head: int) -> Cluster | None:
        """Return whom the bearer of a noun serves or belongs to, in the article's words there."""
        at = self._offices.serves(head)
        chain = coreference.at.get(at) if at is not None else None
        if chain is None:
            return coreference.named.get(at) if at is not None else None
        return chain.cluster

    # ------------------------------------------------------------ one

    def _somebody(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        """Return the person met last who bears the office."""
        principal = self.principal(coreference, nominal.head)
        met = [chain for chain in coreference.recent("person") if chain.fits & nominal.fits]
        known = (one for one in met if one.cluster and self._bears(one.cluster, nominal, principal))
        return next(known, None) or self._newly(coreference, nominal, principal, met)

    def _newly(
        self, coreference: Coreference, nominal: Nominal, principal: Cluster | None, met: list[Chain]
    ) -> Chain | None:
        """Return whom a description of a leader tells the office of: one met just now of whom no office is known."""
        is_leader = nominal.lemma in self._actors.of_government or nominal.lemma in self._actors.leaders
        if principal is None or principal.kind != "state" or not is_leader:
            return None
        free = [one for one in met if one.cluster and not one.cluster.offices and one.cluster.side is None]
        here = coreference.syntax.sentence_of[nominal.head]
        near = [one for one in free if here - coreference.syntax.sentence_of[one.last().head] <= _NEAR]
        found = next(iter(near or (free if len(free) == 1 else [])), None)
        if found is not None and found.cluster is not None:
            found.cluster.offices.add(nominal.lemma)
            found.cluster.side = principal.side
        return found

    def _bears(self, person: Cluster, nominal: Nominal, principal: Cluster | None) -> bool:
        lemma = nominal.lemma
        if not person.offices & self._meant(lemma):
            return False
        if principal is not None and not _serves(person, principal, is_sure=lemma in person.offices):
            return False
        titles = {word for title, _ in person.roles for word in title.lower().replace("-", " ").split()}
        return all(word in titles or word in _SOFT for word in self._bare(nominal))

    def _meant(self, lemma: str) -> frozenset[str]:
        """Return the offices that a noun can mean: much the same ones, and those that it covers."""
        alike = self._actors.alike.get(lemma, frozenset((lemma,)))
        return alike | self._actors.covers.get(lemma, frozenset())

    def _bare(self, nominal: Nominal) -> Iterator[str]:
        """Yield the words of a description but for the name of whom its bearer serves."""
        named = self._offices.named_words(nominal.first, nominal.head)
        yield from (word for word in nominal.words if word not in named)

    def _the_side(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        """Return the party that `the X side` is."""
        principal = self.principal(coreference, nominal.head)
        if principal is None or not (nominal.lemma == "side" or (nominal.lemma == "camp" and nominal.owner is None)):
            return None
        return coreference.entity(principal.side or principal)

    def _body(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        """Return the organisation met last that the noun can call; a bare `group` can be any of no other kind."""
        lemma = nominal.lemma
        rest = [word for word in self._bare(nominal) if word not in self._actors.fighting]
        if nominal.owner is not None or rest:
            return None
        nouns = {lemma, "company"} if lemma in self._actors.companies else {lemma}
        for chain in coreference.recent("organisation"):
            if nouns & chain.lemmas or (chain.cluster is not None and nouns & self._called(chain.cluster)):
                return chain
        if lemma not in _GENERIC and "company" not in nouns:
            return None
        free = (
            chain for chain in coreference.recent("organisation") if chain.cluster and not self._called(chain.cluster)
        )
        return next(free, None)

    def named_later(self, coreference: Coreference, nominal: Nominal) -> Cluster | None:
        """Return the only organisation of the article that a noun can call: `the union` of a lead, named below."""
        if not nominal.definite or nominal.plural or nominal.owner is not None or nominal.lemma in _GENERIC:
            return None
        if nominal.lemma not in self._actors.bodies:
            return None
        named = {id(one): one for one in coreference.named.values() if one.kind == "organisation"}
        found = [one for one in named.values() if nominal.lemma in self._called(one)]
        return found[0] if len(found) == 1 else None

    def body_before(self, coreference: Coreference, noun: str, head: int) -> Cluster | None:
        """Return the organisation named last before a token that a noun can call."""
        found, last = None, -1
        for chain in coreference.recent("organisation"):
            at = max((one.head for one in chain.nominals if one.head < head), default=-1)
            if at > last and chain.cluster is not None and noun in (chain.lemmas | self._called(chain.cluster)):
                found, last = chain.cluster, at
        return found

    def _called(self, body: Cluster) -> frozenset[str]:
        """Return the nouns that a body's own name says it is."""
        words = body.name.lower().replace("-", " ").split()
        listed = self._actors.bodies_named.get(body.name)
        if listed is not None:
            return listed.called
        nouns = {lemma for word in words if (lemma := self._actors.bodies.get(word))}
        return frozenset(nouns).union(*(self._actors.signs.get(word, frozenset()) for word in words))

    def _country(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        if nominal.owner is not None:
            owner = coreference.at.get(nominal.owner)
            side = owner.cluster.side if owner is not None and owner.cluster is not None else None
            return coreference.entity(side) if side is not None and side.kind == "state" else None
        if nominal.lemma == "government" or nominal.determiner != "the":
            return None
        return next(iter(coreference.recent("state")), None)

    # ------------------------------------------------------------ several

    def _several(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        """Return those that a plural means: the fighters of a group, those named behind it, or the two met last."""
        if nominal.determiner not in ("the", "both") or nominal.owner is not None:
            return None
        if nominal.lemma in self._actors.fighters and nominal.determiner == "the" and not nominal.words:
            return self._fighters(coreference)
        listed = self._listed(coreference, nominal)
        if listed is not None or nominal.words - _TWO:
            return listed
        pair = self._pair(coreference, nominal)
        key = tuple(sorted(id(chain) for chain in pair))
        return coreference.group(key, Chain(THEY, parts=tuple(pair))) if len(pair) > 1 else None

    def _pair(self, coreference: Coreference, nominal: Nominal) -> list[Chain]:
        """Return the two that `both envoys`, `the two sides`, `the parties` are."""
        counted = nominal.determiner == "both" or bool(nominal.words & _TWO)
        if nominal.lemma in self._actors.people and counted:
            return self._two_people(coreference, nominal)
        is_states = nominal.lemma in self._actors.countries
        if nominal.lemma in self._actors.sides or (counted and is_states):
            return self._two_sides(coreference, nominal, only_states=is_states)
        return []

    def _listed(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        """Return those named behind a plural: `the two envoys, X and Y`."""
        syntax, named = coreference.syntax, coreference.named
        first = next((kid for kid in syntax.kids[nominal.head] if kid > nominal.head and kid in named), None)
        if first is None or syntax.tokens[first].deprel not in ("appos", "flat", "nmod:desc"):
            return None
        joined = [kid for at in (first, nominal.head) for kid in syntax.kids[at] if syntax.tokens[kid].deprel == "conj"]
        heads = [first, *(kid for kid in joined if kid > first and kid in named)]
        if len(heads) < 2:
            return None
        return Chain(THEY, parts=tuple(coreference.entity(named[at]) for at in heads))

    def _fighters(self, coreference: Coreference) -> Chain | None:
        """Return the armed group that `the rebels` are: the body met last that is called one, or nothing else."""
        for chain in coreference.recent("organisation"):
            called = self._called(chain.cluster) if chain.cluster is not None else frozenset()
            if "group" in called or chain.lemmas & (self._actors.fighters | {"group", "movement"}) or not called:
                return chain
        return None

    def _two_people(self, coreference: Coreference, nominal: Nominal) -> list[Chain]:
        lemma = nominal.lemma
        alike = self._meant(lemma)
        people = coreference.recent("person")
        found = [chain for chain in people if chain.cluster is not None and chain.cluster.offices & alike][:2]
        if len(found) < 2 and lemma in ("man", "woman", "leader", "official"):
            found = list(people)[:2]
        return sorted(found, key=lambda chain: chain.nominals[0].head)

    def _two_sides(self, coreference: Coreference, nominal: Nominal, *, only_states: bool) -> list[Chain]:
        """Return the two parties of which the text has spoken most, above all in the sentences just before.

        Each counts with all who act for it. Who is said to do something to `the parties` is none of them.
        """
        weights: dict[int, float] = {}
        sides: dict[int, Cluster] = {}
        doer = self._doer(coreference, nominal)
        for chain in coreference.recent("state", "organisation", "person", "group"):
            side = _acting_for(chain.cluster) if chain.cluster is not None else None
            if side is None or side is doer or (only_states and side.kind != "state"):
                continue
            sides[id(side)] = side
            weights[id(side)] = weights.get(id(side), 0.0) + self._nearness(coreference, nominal, chain)
        best = sorted(weights, key=lambda key: -weights[key])[:2]
        chains = [coreference.entity(sides[key]) for key in best]
        return sorted(chains, key=lambda chain: chain.nominals[0].head if chain.nominals else 0)

    def _nearness(self, coreference: Coreference, nominal: Nominal, chain: Chain) -> float:
        """Return how much a chain is spoken of: each time counts, in this sentence and the two before more."""
        floor = coreference.syntax.sentence_of[nominal.head] - _NEAR
        near = sum(coreference.syntax.sentence_of[one.head] >= floor for one in chain.nominals[-_MANY:])
        return near + _FAR_AWAY * len(chain.nominals)

    def _doer(self, coreference: Coreference, nominal: Nominal) -> Cluster | None:
        """Return the side of the subject above a noun phrase that is no subject itself."""
        syntax = coreference.syntax
        if syntax.tokens[nominal.head].deprel in SUBJECT:
            return None
        subjects = (syntax.child(above, *SUBJECT) for above in syntax.verbs_above(nominal.head))
        chain = next((coreference.at[at] for at in subjects if at is not None and at in coreference.at), None)
        return _acting_for(chain.cluster) if chain is not None and chain.cluster is not None else None


def _acting_for(cluster: Cluster) -> Cluster | None:
    """Return an entity's side; a body without one is its own."""
    return cluster.side or (cluster if cluster.kind == "organisation" else None)


def _serves(person: Cluster, principal: Cluster, *, is_sure: bool) -> bool:
    """Say whether a person serves somebody; is_sure: when nothing is known of whom he serves, the office is enough."""
    own = {id(one) for _, of in person.roles if of is not None for one in (of, of.side) if one is not None}
    own |= {id(person.side)} if person.side is not None else set()
    return bool(own & {id(principal), id(principal.side)}) or (is_sure and not own)


def speakers(syntax: Syntax, attributions: Sequence[Attribution]) -> dict[int, int]:
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
