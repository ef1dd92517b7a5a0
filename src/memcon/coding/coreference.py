"""What means the same: every noun phrase of an article joined with those before it, in one walk through the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding import salience, together
from memcon.coding.groups import Groups
from memcon.coding.joined import Chain
from memcon.coding.likeness import Likeness
from memcon.coding.lists import lists
from memcon.coding.nominals import ANY, FIRST, HE, IT, PLURAL_FIRST, SECOND, SHE, THEY, Nominal, Nominals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.coding.references import References
    from memcon.coding.speech import Speech
    from memcon.reading.kinship import Kinship
    from memcon.reading.syntax import Syntax

_REACH = 3  # sentences back that a pronoun looks
_FAR = 60  # noun phrases back that it looks at, at most
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
_TWO = frozenset(("both", "two", "neither"))
_TITLED = frozenset(("appos", "flat", "nmod:desc"))
_ARGUMENTS = salience.SUBJECT | salience.OBJECT | {"obl"}
_WEAK = frozenset(("other", "such", "same", "own"))


class Coreference:
    """Joins the noun phrases of one article. Time grows linearly with the text.

    named:      the entity whose name stands at a token, for every token of a name.
    references: what a description means by its words alone (`the Castellan leader`), tried before any other way.
    speech:     who says the words at a token, and what stands in quotation marks.
    kinship:    what the encoder says of who is who; None when nobody asked.
    """

    def __init__(
        self,
        syntax: Syntax,
        actors: Actors,
        named: Mapping[int, Cluster],
        references: References,
        speech: Speech,
        kinship: Kinship | None = None,
    ) -> None:
        self.likeness = Likeness(kinship, actors)
        self.syntax, self.actors, self.named = syntax, actors, named
        self._described, self._national, self._several = references.described, references.national, references.several
        self.speech, self._clash = speech, references.clash
        self.nominals = Nominals(syntax, actors, named)
        self.lists = lists(syntax, named)
        self.at: dict[int, Chain] = {}
        self.seen: list[Nominal] = []
        self._of_cluster: dict[int, Chain] = {}
        self._of_name: dict[str, Chain] = {}
        self._of_lemma: dict[str, list[Chain]] = {}
        self._speakers: dict[tuple[str, int | None], tuple[int | None, Chain]] = {}
        self.groups = Groups(references.several.pairs)
        self._recent: dict[int, Chain] = {}

    def run(self, heads: Iterable[int] | None = None) -> None:
        """Join all noun phrases, or those headed at the tokens given."""
        for nominal in self.nominals.all(heads):
            if nominal.head in self.at:
                continue
            chain = self._chain(nominal)
            chain.add(nominal)
            self.at[nominal.head] = chain
            self.seen.append(nominal)
            self._note(nominal, chain)

    def recent(self, *kinds: str) -> Iterator[Chain]:
        """Yield the chains of entities of some kinds, the one met last first."""
        for chain in reversed(self._recent.values()):
            if chain.cluster is not None and chain.cluster.kind in kinds:
                yield chain

    def chains(self) -> list[Chain]:
        """Return all chains in the order of their first noun phrases."""
        return list({id(chain): chain for chain in self.at.values()}.values())

    def voices(self) -> Iterator[tuple[str, int | None, Chain]]:
        """Yield the chains of `i`, `we` and `you` with the token of who says each."""
        yield from ((word, speaker, chain) for (word, _), (speaker, chain) in self._speakers.items())

    def _note(self, nominal: Nominal, chain: Chain) -> None:
        if nominal.sort == "common":
            known = self._of_lemma.setdefault(nominal.lemma, [])
            if chain not in known[-4:]:
                known.append(chain)
        if chain.cluster is not None:
            self._recent.pop(id(chain), None)
            self._recent[id(chain)] = chain

    # ------------------------------------------------------------ by the parse

    def _chain(self, nominal: Nominal) -> Chain:
        """Return the chain that a noun phrase belongs to, a new one when nothing before means the same."""
        beside = self._beside(nominal)
        beside = None if beside is not None and self._clash(self, nominal, beside) else beside
        if nominal.sort == "name":
            return self._national(self, nominal) or self._by_name(nominal, beside)
        if beside is not None:
            return beside
        if nominal.sort == "pronoun":
            return self._by_pronoun(nominal)
        return self._described(self, nominal) or self._by_noun(nominal) or self._by_kin(nominal) or Chain()

    def _beside(self, nominal: Nominal) -> Chain | None:
        """Return the chain of what stands in apposition before, or of which this is said: `X is the envoy`."""
        syntax = self.syntax
        token = syntax.tokens[nominal.head]
        person = self._named_beside(nominal)
        if person is not None:
            return self._of_entity(person)
        if token.deprel == "appos" and (last := self._person_between(token.head, nominal.head)) is not None:
            return self._agreeing(nominal, self._of_entity(last))
        if token.deprel == "appos" and token.head in self.at and not self._is_other_body(nominal, self.at[token.head]):
            return self._agreeing(nominal, self.at[token.head]) or self._agreeing_last(nominal, token.head)
        if nominal.sort == "common" and syntax.child(nominal.head, "cop") is not None and not self._is_negated(nominal):
            subject = syntax.child(nominal.head, "nsubj", "nsubj:outer")
            if subject is not None and subject in self.at and syntax.child(nominal.head, "case") is None:
                return self._agreeing(nominal, self.at[subject])
        return None

    def _named_beside(self, nominal: Nominal) -> Cluster | None:
        """Return the person whose title a noun is, or the body that it calls so: `the envoy, X`, `the union X`."""
        token = self.syntax.tokens[nominal.head]
        body = self.named.get(nominal.head + 1)
        if nominal.sort == "common" and nominal.lemma in self.actors.bodies and nominal.head not in self.named:
            return body if body is not None and body.kind == "organisation" and not nominal.plural else None
        if nominal.sort == "pronoun" or nominal.head in self.named or nominal.lemma not in self.actors.people:
            return None
        near = [nominal.head + 1, token.head] if token.deprel == "nmod:desc" else [nominal.head + 1]
        near += [kid for kid in self.syntax.kids[nominal.head] if self.syntax.tokens[kid].deprel in _TITLED]
        found = (self.named[at] for at in near if at in self.named)
        return next((cluster for cluster in found if cluster.kind == "person" and not nominal.plural), None)

    def _is_other_body(self, nominal: Nominal, chain: Chain) -> bool:
        """Say whether `the federation` is another body than the council beside it: one of that name is met."""
        if nominal.sort != "common" or nominal.determiner != "the" or nominal.lemma not in self.actors.bodies:
            return False
        meant = self._described(self, nominal) if chain.cluster is not None else None
        return meant is not None and meant is not chain and meant.cluster is not None

    def _person_between(self, head: int, at: int) -> Cluster | None:
        """Return the person named last between a noun phrase and what the parse takes for its apposition."""
        names = [self.named[one] for one in range(head + 1, at) if one in self.named]
        last = next((one for one in reversed(names) if one.kind == "person"), None)
        return last if last is not self.named.get(head) else None

    def _agreeing_last(self, nominal: Nominal, head: int) -> Chain | None:
        """Return the chain of the noun phrase just before, inside the one that the parse takes: `an aide of X, a …`."""
        last = self.seen[-1]
        inside = self.syntax.low[head] <= last.head < self.syntax.high[head]
        return self._agreeing(nominal, self.at[last.head]) if inside else None

    def _is_negated(self, nominal: Nominal) -> bool:
        kids = self.syntax.kids[nominal.head]
        return any(self.syntax.lower[kid] in ("not", "n't", "no", "never", "like") for kid in kids)

    def _agreeing(self, nominal: Nominal, chain: Chain) -> Chain | None:
        if not chain.nominals:
            return chain
        last = chain.last()
        if last.sort != "pronoun" and last.plural != nominal.plural:
            return None
        singular = HE | SHE | IT if last.sort != "pronoun" and not nominal.plural else ANY
        return chain if chain.fits & nominal.fits & singular else None

    # ------------------------------------------------------------ names

    def _by_name(self, nominal: Nominal, beside: Chain | None) -> Chain:
        cluster = self.named.get(nominal.head)
        if cluster is not None:
            return self._of_entity(cluster, beside)
        key = " ".join(self.syntax.lower[nominal.first : nominal.last]).removeprefix("the ")
        if key not in self._of_name:
            self._of_name[key] = beside or Chain()
        return self._of_name[key]

    def _of_entity(self, cluster: Cluster, beside: Chain | None = None) -> Chain:
        """Return the chain of an entity; a description that it stands in apposition to joins it."""
        known = self._of_cluster.get(id(cluster))
        if known is None:
            free = beside is not None and beside.cluster is None
            known = self._of_cluster[id(cluster)] = beside if beside is not None and free else Chain()
            known.cluster = cluster
        elif beside is not None and beside is not known and beside.cluster is None:
            self._merge(beside, known)
        return known

    def entity(self, cluster: Cluster) -> Chain:
        """Return the chain of an entity."""
        return self._of_entity(cluster)

    def _merge(self, gone: Chain, into: Chain) -> None:
        for nominal in gone.nominals:
            self.at[nominal.head] = into
            into.add(nominal)
        into.nominals.sort(key=lambda one: one.head)
        for lemma in gone.lemmas:
            self._of_lemma[lemma] = [into if one is gone else one for one in self._of_lemma.get(lemma, [])]

    def _by_noun(self, nominal: Nominal) -> Chain | None:
        """Return the chain with the same noun, when nothing in the description says that it is another one."""
        for chain in reversed(self._of_lemma.get(nominal.lemma, [])[-6:]):
            if self._is_same(nominal, chain) and not self._clash(self, nominal, chain):
                return chain
        return None

    def _is_same(self, nominal: Nominal, chain: Chain) -> bool:
        before = chain.last()
        if before.plural != nominal.plural or nominal.words & _WEAK:
            return False
        if nominal.owner is not None:
            return self._same_owner(nominal, chain)
        if nominal.definite:
            return nominal.words <= chain.words
        return False

    def _by_kin(self, nominal: Nominal) -> Chain | None:
        """Return the chain that the encoder sees a description mean: `the Senate majority leader` of a name."""
        if not self.likeness.is_asked(nominal):
            return None
        met = (one for one in reversed(self.seen[-_FAR:]) if one.sort != "pronoun")
        chains = {id(self.at[one.head]): self.at[one.head] for one in met}.values()
        fitting = (one for one in chains if self._agreeing(nominal, one) and not self._clash(self, nominal, one))
        return self.likeness.likeliest(nominal, fitting)

    def _same_owner(self, nominal: Nominal, chain: Chain) -> bool:
        owners = [self.at.get(one.owner) for one in chain.nominals if one.owner is not None]
        own = self.at.get(nominal.owner) if nominal.owner is not None else None
        return own is not None and any(one is own for one in owners)

    # ------------------------------------------------------------ pronouns

    def _by_pronoun(self, nominal: Nominal) -> Chain:
        word = nominal.lemma
        for name, words in (("i", FIRST), ("we", PLURAL_FIRST), ("you", SECOND)):
            if word in words:
                return self._by_speaker(nominal, name)
        if nominal.fits == ANY and word not in _TWO:
            return Chain()
        if word in _REFLEXIVE and (found := self._reflexive(nominal)) is not None:
            return found
        if word in _TWO:
            return self.groups.together(self._several.both(self, nominal)) or self.groups.deferred(nominal)
        return self.likeliest(nominal) or Chain()

    def _reflexive(self, nominal: Nominal) -> Chain | None:
        """Return who is named just before `himself`, else the subject of its clause when it is only one."""
        before = self.named.get(nominal.head - 1)  # `with X himself`
        if before is not None and before.kind != "place" and self.entity(before).fits & nominal.fits:
            return self.entity(before)
        subject = self._clause_subject(nominal.head)
        if subject is None or not self.at[subject].fits & nominal.fits:
            return None
        return self.at[subject] if nominal.fits != THEY or not self._several.joined(self, subject) else None

    def likeliest(self, nominal: Nominal) -> Chain | None:
        """Return the chain that a pronoun most likely means: one before it, or those whom the text joins."""
        found, chain, score = self._best(nominal)
        listed, parts = together.likeliest(self, nominal)
        if parts and listed > max(score, salience.weights(nominal).nothing):
            return self.groups.together(parts)
        joined = self._several.joined(self, found.head) if found is not None and nominal.fits == THEY else []
        return self.groups.together([one for one in joined if one.fits & THEY]) or chain

    def _by_speaker(self, nominal: Nominal, word: str) -> Chain:
        """Return who says `I`; `we` and `you` are one chain for each who says them."""
        speaker, chain = self.speech.speaker(nominal.head), self.speaking(nominal.head)
        if chain is None and speaker is not None and word == "i":  # who is named behind what he says
            named = (self.named[at] for at in self.syntax.kids[speaker] if at in self.named)
            chain = next((self._of_entity(one) for one in named if one.kind == "person"), None)
        if word == "i" and chain is not None:
            return chain
        key = (word, id(chain) if chain is not None or speaker is None else speaker)
        return self._speakers.setdefault(key, (speaker, Chain()))[1]

    def speaking(self, at: int) -> Chain | None:
        """Return the chain of who says the words at a token, met before it or named behind."""
        speaker = self.speech.speaker(at)
        if speaker is None or speaker in self.at or speaker not in self.named:
            return self.at.get(speaker) if speaker is not None else None
        return self.entity(self.named[speaker])

    def _clause_subject(self, head: int) -> int | None:
        syntax = self.syntax
        for above in syntax.verbs_above(head):
            subject = syntax.child(above, *salience.SUBJECT)
            if subject is not None and subject in self.at and subject != head:
                return subject
        return None

    def _best(self, nominal: Nominal) -> tuple[Nominal | None, Chain | None, float]:
        """Return the noun phrase and the chain that a pronoun most likely means, and its log-odds."""
        best: tuple[Nominal | None, Chain | None] = (None, None)
        has_office = self._has_officers(nominal)
        highest = salience.weights(nominal).nothing if not has_office else float("-inf")
        for candidate, chain, score in self.candidates(nominal):
            if score > highest and (not has_office or self._is_body(chain)):
                best, highest = (candidate, chain), score
        return *best, highest

    def _has_officers(self, nominal: Nominal) -> bool:
        """Say whether a pronoun owns who holds an office, and so means a body: `its commander`, `their ministers`."""
        token = self.syntax.tokens[nominal.head]
        if token.deprel != "nmod:poss" or nominal.lemma not in ("its", "their"):
            return False
        lemma = self.actors.people.get(self.syntax.lower[token.head])
        return lemma is not None and (lemma in self.actors.leaders or lemma in self.actors.offices)

    def _is_body(self, chain: Chain) -> bool:
        """Say whether a chain is of a body: a state, an organisation, or what goes by a noun for one."""
        if chain.cluster is not None:
            return chain.cluster.kind in ("state", "organisation", "group")
        actors = self.actors
        return bool(chain.parts) or any(
            lemma in actors.bodies or lemma in actors.government or lemma in actors.countries for lemma in chain.lemmas
        )

    def candidates(self, nominal: Nominal) -> Iterator[tuple[Nominal, Chain, float]]:
        """Yield what a pronoun can mean, nearest first: a chain's last noun phrase, the chain, and its log-odds."""
        here, met = self.syntax.sentence_of[nominal.head], set()
        weights, speaker = salience.weights(nominal), self._says(nominal)
        spoke = self._spoke(nominal)
        quoting = self.speaking(nominal.head) if self.speech.is_quoted(nominal.head) else None
        for order, candidate in enumerate(reversed(self.seen[-_FAR:])):
            away = here - self.syntax.sentence_of[candidate.head]
            if away > _REACH:
                break
            chain = self.at[candidate.head]
            if id(chain) in met or chain is quoting:
                continue
            if self._is_beside(nominal, candidate) or self._is_named_by(
                nominal, candidate
            ):  # so neither is who it means further up: `X wrote. X gave him a …`
                met.add(id(chain))
                continue
            if not self._can_mean(nominal, candidate, chain):
                continue
            met.add(id(chain))
            score = salience.score(self.syntax, nominal, candidate, away, order, len(chain.nominals))
            score += weights.kin * self.likeness.of(nominal, chain)
            if chain is speaker:
                score += weights.says
            if chain is spoke:
                score += weights.spoke
            if self.speech.is_quoted(candidate.head) and not self.speech.is_quoted(nominal.head):
                score += weights.quoted
            if not self.speech.is_same_line(candidate.head, nominal.head):
                score += weights.line
            if salience.goes_on(self.syntax, nominal, candidate, away):
                score += weights.goes_on
            is_person = chain.cluster is not None and chain.cluster.kind == "person"
            yield candidate, chain, score + weights.person if is_person else score

    def _spoke(self, nominal: Nominal) -> Chain | None:
        """Return who spoke last before a pronoun that speaks: `X said … He added`, no `Y, whom he accuses`."""
        if self.syntax.tokens[self.syntax.tokens[nominal.head].head].deprel.startswith("acl"):
            return None
        return next((self.at[at] for at in self.speech.before(nominal.head) if at in self.at), None)

    def _says(self, nominal: Nominal) -> Chain | None:
        """Return who says what a pronoun stands in, not in quotation marks: `the alliance said that it had offered`."""
        if self.speech.is_quoted(nominal.head):
            return None
        chain = self.at.get(self.speech.speaker(nominal.head) or -1)
        is_party = chain is not None and chain.cluster is not None and chain.cluster.kind != "outlet"
        return chain if is_party else None

    def quoting(self, nominal: Nominal) -> Chain | None:
        """Return who says what a noun phrase stands in, in quotation marks."""
        return self.speaking(nominal.head) if self.speech.is_quoted(nominal.head) else None

    def _is_named_by(self, nominal: Nominal, candidate: Nominal) -> bool:
        """Say whether whom a pronoun means names somebody in quotation marks: another than himself."""
        says = candidate.sort == "name" and self.speech.speaker(candidate.head) == nominal.head
        return says and self.speech.is_quoted(candidate.head)

    def _can_mean(self, nominal: Nominal, candidate: Nominal, chain: Chain) -> bool:
        if not chain.fits & nominal.fits:
            return False
        other = self.syntax.tokens[candidate.head]
        if chain.cluster is not None and chain.cluster.kind == "outlet" and other.deprel in salience.OBJECT:
            return False  # what an outlet is told is seldom about the outlet
        return self.syntax.tokens[nominal.head].head != candidate.head

    def _is_beside(self, nominal: Nominal, candidate: Nominal) -> bool:
        """Say whether both are arguments of one verb: who gives and to whom are two, but for `himself`."""
        token, other = self.syntax.tokens[nominal.head], self.syntax.tokens[candidate.head]
        apart = token.head == other.head and token.deprel in _ARGUMENTS and other.deprel in _ARGUMENTS
        return apart and nominal.lemma not in _REFLEXIVE
