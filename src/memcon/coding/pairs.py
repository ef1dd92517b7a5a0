"""Plurals that mean two who deal with each other: `both sides`, `the two presidents`, `each side`, `their countries`.

Which two is asked once everybody's side is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding import pairing
from memcon.coding.pairing import Asked, Dealings
from memcon.coding.salience import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.coding.coreference import Coreference
    from memcon.coding.joined import Chain
    from memcon.coding.nominals import Nominal
    from memcon.reading.syntax import Syntax

TWO = frozenset(("two", "both", "warring", "rival", "opposing", "respective", "fighting", "negotiating", "feuding"))
EACH = frozenset(("each", "neither", "either"))
_DEFINITE = frozenset(("the", "both", "these", "those", *EACH))
_RANKS = frozenset(("largest", "biggest", "top", "leading", "main"))
_OWNERS = frozenset(("their", "our", "world"))
_BEHIND = ("nmod", "acl", "appos")
_STATES = ("state",)
_PERSONS = ("person",)
_EQUALS = ("state", "organisation")
_PARTIES = ("state", "organisation", "group", "person")
_ANYBODY = frozenset(("man", "woman", "leader", "official", "side", "politician"))
_LEADING = frozenset(("leader", "man", "woman"))


class Pairs:
    """Finds the two whom a plural means. meant: the offices that a noun can mean."""

    def __init__(self, actors: Actors, meant: Callable[[str], frozenset[str]]) -> None:
        self._actors, self._meant = actors, meant

    def kinds(self, syntax: Syntax, nominal: Nominal) -> tuple[str, ...]:
        """Return the kinds of those two whom a noun phrase can mean; none when it does not ask for two."""
        if nominal.sort == "pronoun":
            return _PARTIES
        if not self._is_asking(syntax, nominal):
            return ()
        lemma, actors, is_two = nominal.lemma, self._actors, is_of_two(nominal)
        behind = (kid for kid in syntax.kids[nominal.head] if kid > nominal.head)
        is_bare = is_two or not any(syntax.tokens[kid].deprel.startswith(_BEHIND) for kid in behind)
        if lemma in actors.sides:
            return _PARTIES
        if lemma in actors.equals:
            return _EQUALS if is_two or nominal.words & _RANKS else ()
        if lemma in actors.countries:
            return _STATES if is_bare and (is_two or nominal.plural) else ()
        is_leading = is_bare and nominal.plural and (lemma in _LEADING or lemma in actors.leaders)
        return _PERSONS if lemma in actors.people and (is_two or is_leading) else ()

    def _is_asking(self, syntax: Syntax, nominal: Nominal) -> bool:
        """Say whether nothing in a noun phrase tells more than that there are two."""
        more = nominal.words - TWO - _RANKS - _OWNERS
        if nominal.sort != "common" or more or not (nominal.plural or nominal.determiner in EACH):
            return False
        if nominal.owner is not None:
            return syntax.lower[nominal.owner] in _OWNERS
        actors, lemma = self._actors, nominal.lemma
        is_party = lemma in actors.sides or lemma in actors.countries
        is_side = (is_party and is_of_two(nominal)) or (lemma in actors.sides and nominal.determiner == "all")
        return nominal.determiner in _DEFINITE or is_side

    def settle(self, coreference: Coreference, pending: Iterable[tuple[Chain, Nominal]]) -> None:
        """Find whom plurals mean, and keep them as the parts of their chains."""
        party: Callable[[Chain], Chain | None] = _Parties(coreference)
        ways = {"person": _person, "party": party, "self": _himself}
        known, before = dict[str, Dealings](), dict[str, frozenset[int]]()
        beside = frozenset(self._beside(coreference))
        for chain, nominal in pending:
            kinds = self.kinds(coreference.syntax, nominal)
            way = "self" if nominal.lemma == "two" else "person" if kinds == _PERSONS else "party"
            known[way] = known.get(way) or Dealings(coreference, ways[way])
            outside = self._doer(coreference, nominal), coreference.speaking(nominal.head)
            doer, own = (ways[way](one) if one is not None else None for one in outside)
            suits, last = self._suiting(nominal, is_asked=way == "person"), before.get(way, frozenset())
            asked = Asked(nominal, kinds, (doer, own), beside, suits, last)
            chain.parts = tuple(pairing.likeliest(known[way], asked))
            before[way] = frozenset(map(id, chain.parts)) or last

    def parties(self, coreference: Coreference, at: int) -> list[Chain]:
        """Return the chains of the two parties of the talks that an article is about, where they are told of."""
        dealings, beside = Dealings(coreference, _Parties(coreference)), frozenset(self._beside(coreference))
        asked = Asked(coreference.nominals.at(at), _PARTIES, (None, None), beside, lambda _: 1.0, frozenset())
        return pairing.likeliest(dealings, asked)

    def _suiting(self, nominal: Nominal, *, is_asked: bool) -> Callable[[Chain], float]:
        """Return how well somebody can be called by a noun."""
        alike = self._meant(nominal.lemma) | {nominal.lemma}

        def suits(chain: Chain) -> float:
            offices = chain.cluster.offices if chain.cluster is not None else set()
            if not is_asked or offices & alike:
                return 1.0
            return 0.0 if offices and nominal.lemma not in _ANYBODY else 0.5

        return suits

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
        """Return the ids of the chains of who mediates or hosts: so described, or the subjects of such verbs."""
        syntax, actors = coreference.syntax, self._actors
        found: set[int] = set()
        for chain in list(coreference.recent("state", "organisation", "person")):
            cluster = chain.cluster
            if cluster is None:
                continue
            offices = cluster.offices | chain.lemmas
            verbs = (at for one in chain.nominals for at in _verbs(syntax, one.head))
            if offices & actors.between or any(syntax.lower[at] in actors.mediating for at in verbs):
                found |= {id(chain), id(coreference.entity(acting_for(cluster) or cluster))}
        return found


class _Parties:
    """Tells for which party whoever is meant by a chain counts; those of one name in the plural are one party."""

    def __init__(self, coreference: Coreference) -> None:
        self._coreference = coreference
        self._many: dict[str, Chain] = {}

    def __call__(self, chain: Chain) -> Chain | None:
        """Return the chain of the party."""
        cluster = chain.cluster
        if cluster is not None and cluster.kind in _PARTIES:
            side = cluster.side or (cluster if cluster.kind != "group" else None)
            return self._coreference.entity(side) if side is not None else chain
        nominal = chain.noun() if cluster is None and not chain.parts else None
        is_many = nominal is not None and nominal.plural
        if nominal is None or not is_many:
            return None
        actors = self._coreference.actors
        is_party = nominal.lemma in actors.fighters or nominal.lemma in actors.equals
        is_name = nominal.sort == "name" and nominal.lemma not in actors.people
        return self._many.setdefault(nominal.lemma, chain) if is_party or is_name else None


def _himself(chain: Chain) -> Chain | None:
    return chain if chain.cluster is not None and chain.cluster.kind in _PARTIES else None


def _person(chain: Chain) -> Chain | None:
    return chain if chain.cluster is not None and chain.cluster.kind == "person" else None


def _verbs(syntax: Syntax, head: int) -> Iterator[int]:
    """Yield the verb of which a noun phrase is the subject, those of `who …` behind it, a noun that it is of."""
    token = syntax.tokens[head]
    if token.head >= 0 and (token.deprel in SUBJECT or token.deprel in ("amod", "compound")):
        yield token.head
    yield from (kid for kid in syntax.kids[head] if syntax.tokens[kid].deprel.startswith("acl"))


def acting_for(cluster: Cluster) -> Cluster | None:
    """Return an entity's side; a body without one is its own."""
    return cluster.side or (cluster if cluster.kind == "organisation" else None)


def is_of_two(nominal: Nominal) -> bool:
    """Say whether a noun phrase says that there are two."""
    return nominal.determiner == "both" or nominal.determiner in EACH or bool(nominal.words & TWO)
