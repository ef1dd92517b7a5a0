"""What a description means by its words: `the Castellan leader`, `his envoy`, `the union`, `both sides`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon import codebook as codebooks
from memcon.coding.joined import Chain
from memcon.coding.nominals import THEY, Nominal
from memcon.coding.pairs import EACH
from memcon.coding.salience import SUBJECT
from memcon.coding.several import Several

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.coding.coreference import Coreference
    from memcon.coding.offices import Offices

_GENERIC = frozenset(("group", "company", "organisation", "organization", "movement", "party", "body", "firm"))
_SOFT = frozenset(
    ("former", "senior", "top", "veteran", "longtime", "new", "outgoing", "incoming", "own", "then", "late")
)
_ANY_BODY = frozenset(("group", "organisation", "organization", "body"))
_MANY_BY_ENDING = ("s", "sh", "ch", "ese", "men")  # `the Norvish` are many
_NEAR = 2  # sentences back to a person of whom a description tells the office


class References:
    """Finds what descriptions mean among the entities met so far; each asks a handful of them."""

    def __init__(self, actors: Actors, offices: Offices) -> None:
        self._actors, self._offices = actors, offices
        self._demonyms = codebooks.load().demonyms
        self.several = Several(actors, self._called, self._meant)

    def described(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        """Return the chain that a description means by its words alone; None when they do not tell."""
        if nominal.plural or nominal.determiner in EACH:
            return self._several(coreference, nominal)
        return self._one(coreference, nominal) if nominal.definite else None

    def _one(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        lemma, actors, found = nominal.lemma, self._actors, None
        if lemma in actors.people:
            return self._somebody(coreference, nominal)
        if lemma in actors.government and nominal.owner is None and not nominal.words:
            found = self._part_of_state(coreference, lemma)
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
        if nominal.lemma in self._actors.opposed or nominal.lemma == "colleague":
            return self._opposite(coreference, nominal, principal, met)
        known = [one for one in met if one.cluster and self._bears(one.cluster, nominal, principal)]
        is_cover = nominal.lemma in self._actors.covers
        exact = (one for one in known if one.cluster and nominal.lemma in one.cluster.offices and not is_cover)
        found = next(iter(sorted(exact, key=_is_of_body)), None) or next(iter(known), None)
        if found is not None and found.cluster and found.cluster.side is None and principal is not None:
            found = coreference.likeness.rather(nominal, found, met)
        return found or self._newly(coreference, nominal, principal, met)

    def _opposite(
        self, coreference: Coreference, nominal: Nominal, principal: Cluster | None, met: list[Chain]
    ) -> Chain | None:
        """Return who of a state `his Norvian counterpart` is: of an office like his, met or named further down."""
        owner = coreference.at.get(nominal.owner) if nominal.owner is not None else None
        own = owner.cluster.offices if owner is not None and owner.cluster is not None else frozenset[str]()
        if principal is None or principal.kind != "state":
            return None
        named = {id(one): one for one in coreference.named.values() if one.kind == "person"}
        theirs = [one.cluster for one in met if one.cluster is not None and one is not owner]
        theirs += [one for one in named.values() if not any(one is other for other in theirs)]
        theirs = [one for one in theirs if one.side is principal.side and (owner is None or one is not owner.cluster)]
        alike = self._actors.leaders | {"premier"}
        best = [one for one in theirs if one.offices & own] or [
            one for one in theirs if own & alike and one.offices & alike
        ]
        return coreference.entity(best[0]) if best else None

    def clash(self, coreference: Coreference, nominal: Nominal, chain: Chain) -> bool:
        """Say whether a description cannot mean a person: it says that it is of another state than his."""
        person = chain.cluster
        if nominal.sort != "common" or person is None or person.kind != "person" or person.side is None:
            return False
        if nominal.lemma not in self._actors.people or nominal.lemma in self._actors.opposed or nominal.plural:
            return False
        principal = self.principal(coreference, nominal.head)
        is_of_state = principal is not None and principal.kind == "state" and person.side.kind == "state"
        return is_of_state and principal is not None and principal.side is not person.side

    def national(self, coreference: Coreference, nominal: Nominal) -> Chain | None:
        """Return the person met last of the state whose national `the Norvian` is; None for any other words."""
        token = coreference.syntax.tokens[nominal.head]
        state = coreference.named.get(nominal.head)
        if state is None or state.kind != "state" or nominal.determiner != "the" or token.text not in self._demonyms:
            return None
        if token.text.endswith(_MANY_BY_ENDING) or token.deprel in ("amod", "compound"):
            return None
        people = (chain for chain in coreference.recent("person") if chain.cluster is not None)
        return next((chain for chain in people if chain.cluster and chain.cluster.side is state), None)

    def _part_of_state(self, coreference: Coreference, lemma: str) -> Chain | None:
        """Return the named part of a state that goes by a noun: `the army` after `the Norvian army`."""
        alike, government = self._meant(lemma), self._actors.government
        for chain in coreference.recent("organisation"):
            if chain.cluster is not None and government.get(chain.cluster.name.split()[-1].lower()) in alike:
                return chain
        return None

    def _newly(
        self, coreference: Coreference, nominal: Nominal, principal: Cluster | None, met: list[Chain]
    ) -> Chain | None:
        """Return whom a description of a leader tells the office of: one met just now of whom no office is known."""
        is_leader = nominal.lemma in self._actors.of_government or nominal.lemma in self._actors.leaders
        if principal is None or principal.kind != "state" or not is_leader:
            return None
        other = self._actors.of_government - self._meant(nominal.lemma)  # a minister who leads a team is no president
        is_office = nominal.lemma in self._actors.of_government
        free = [one for one in met if one.cluster and one.cluster.side is None]
        free = [one for one in free if not (is_office and one.cluster and one.cluster.offices & other)]
        here = coreference.syntax.sentence_of[nominal.head]
        free = [one for one in free if coreference.syntax.sentence_of[one.last().head] != here]  # `X called the leader`
        seen = coreference.likeness.likeliest(nominal, free)
        fitting = [one for one in free if one.cluster and one.cluster.offices & self._meant(nominal.lemma)]
        unknown = [one for one in free if one.cluster and not one.cluster.offices]
        near = [one for one in unknown if here - coreference.syntax.sentence_of[one.last().head] <= _NEAR]
        ruling = [one for one in fitting if one.cluster and one.cluster.offices & self._actors.of_government]
        found = seen or next((some[0] for some in (fitting, ruling, near, unknown) if len(some) == 1), None)
        found = coreference.likeness.rather(nominal, found, free) if found is not None else None
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
        lemma, named = nominal.lemma, coreference.named
        before = named.get(nominal.head - 1) if nominal.head > nominal.first else None
        if before is not None and before.kind == "organisation" and self._is_so_called(before, lemma):  # `the X union`
            return coreference.entity(before)
        if any(word not in self._actors.fighting for word in self._bare(nominal)):
            return None
        whose = coreference.at.get(nominal.owner) if nominal.owner is not None else coreference.speaking(nominal.head)
        if (own := self._theirs(coreference, whose, lemma)) is not None or nominal.owner is not None:
            return own
        nouns = {lemma, "company"} if lemma in self._actors.companies else {lemma}
        met, state = list(coreference.recent("organisation")), self._state_of(coreference, nominal)
        if state is None:
            return self._so_called(met, nouns)
        known = [(chain, {self._state_of(coreference, one) for one in chain.nominals} - {None}) for chain in met]
        of_it = self._so_called([chain for chain, of in known if state in of], nouns)
        unknown = [chain for chain, of in known if not of and self._so_called([chain], nouns) is not None]
        spoken_of = [chain for chain in unknown if self._is_spoken_of(coreference, nominal, chain)]
        return of_it or next((some[0] for some in (unknown, spoken_of) if len(some) == 1), None)

    def _is_spoken_of(self, coreference: Coreference, nominal: Nominal, chain: Chain) -> bool:
        """Say whether the sentence before a noun phrase, or its own, has told what an organisation does."""
        syntax, here = coreference.syntax, coreference.syntax.sentence_of[nominal.head]
        subjects = (one.head for one in chain.nominals if syntax.tokens[one.head].deprel in SUBJECT)
        return any(here - syntax.sentence_of[at] in (0, 1) for at in subjects if at < nominal.head)

    def _so_called(self, met: Sequence[Chain], nouns: set[str]) -> Chain | None:
        """Return the first of some organisations that goes by one of some nouns, else one of which no noun is known."""
        for chain in met:
            if nouns & chain.lemmas or (chain.cluster is not None and nouns & self._called(chain.cluster)):
                return chain
        if nouns.isdisjoint((*_GENERIC, "company")):
            return None
        return next((chain for chain in met if chain.cluster and not self._called(chain.cluster)), None)

    def _state_of(self, coreference: Coreference, nominal: Nominal) -> Cluster | None:
        """Return the state that a noun phrase says its body is of: `Norvia's largest union`, `the Norvish firm`."""
        named, syntax = coreference.named, coreference.syntax
        owner = syntax.child(nominal.head, "nmod:poss")
        before = (*([owner] if owner is not None else ()), *range(nominal.first, nominal.head))
        return next((named[at] for at in before if at in named and named[at].kind == "state"), None)

    def _theirs(self, coreference: Coreference, whose: Chain | None, lemma: str) -> Chain | None:
        """Return somebody's body if a noun can call it: `his party`, `the company` in what its director says.

        It cannot where the text has called the body otherwise, or another one so: `the operator` of a union's leader.
        """
        person = whose.cluster if whose is not None else None
        side = person.side if person is not None and person.kind == "person" else None
        if side is None or side.kind != "organisation":
            return None
        own, nouns = coreference.entity(side), {lemma, "company"} if lemma in self._actors.companies else {lemma}
        called = self._called(side) | {one for one in own.lemmas if one in self._actors.bodies}
        if nouns & called or lemma in _ANY_BODY:
            return own
        others = (one for one in coreference.recent("organisation") if one is not own)
        return None if called or any(nouns & one.lemmas for one in others) else own

    def _is_so_called(self, body: Cluster, lemma: str) -> bool:
        called = self._called(body)
        return lemma in called or (not called and body.name not in self._actors.bodies_named)

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
        """Return the nouns that a body's own name, or the list that has it, says it is."""
        listed = self._actors.bodies_named.get(body.name)
        return listed.called if listed is not None else self._actors.called(body.name)

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
        if (
            nominal.lemma in self._actors.fighters
            and nominal.determiner == "the"
            and not nominal.words
            and nominal.owner is None
        ):
            return self._fighters(coreference)
        listed = self._listed(coreference, nominal)
        if listed is None and self.several.pairs.kinds(coreference.syntax, nominal):
            return coreference.groups.deferred(nominal)
        if nominal.determiner not in ("the", "both") or nominal.owner is not None:
            return None
        return listed or coreference.groups.together(self.several.are(coreference, nominal))

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


def _is_of_body(chain: Chain) -> bool:
    """Say whether somebody is of an organisation: a bare `the president` is first of all a state's."""
    side = chain.cluster.side if chain.cluster is not None else None
    return side is not None and side.kind != "state"


def _serves(person: Cluster, principal: Cluster, *, is_sure: bool) -> bool:
    """Say whether a person serves somebody; is_sure: when nothing is known of whom he serves, the office is enough."""
    own = {id(one) for _, of in person.roles if of is not None for one in (of, of.side) if one is not None}
    own |= {id(person.side)} if person.side is not None else set()
    return bool(own & {id(principal), id(principal.side)}) or (is_sure and not own)
