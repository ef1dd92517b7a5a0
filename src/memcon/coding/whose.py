"""Whose side everybody is on: offices, coreference and sides of one article, read in this order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.coding.clusters import Cluster
from memcon.coding.coreference import Coreference
from memcon.coding.guessing import Guessing
from memcon.coding.nominals import HE, SHE, THEY
from memcon.coding.offices import Offices
from memcon.coding.references import References
from memcon.coding.serving import Serving
from memcon.coding.speech import Speech
from memcon.coding.voices import Voices
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from memcon.codebook.people import Actors
    from memcon.coding.guessing import Known
    from memcon.coding.joined import Chain
    from memcon.coding.nominals import Nominal
    from memcon.coding.offices import Office
    from memcon.coding.record import EntityKind
    from memcon.reading.model import Reading
    from memcon.reading.syntax import Syntax

_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_FORCES = frozenset(
    ("armed", "defence", "defense", "security", "air", "police", "ground", "naval", "border", "special")
)
_MINISTRY = frozenset(("ministry", "army", "presidency", "cabinet", "government"))
_POWERS = frozenset(("power", "neighbour", "neighbor"))  # states that are called after what they are to others
_APART = frozenset(
    ("union", "guild", "lender", "creditor", "bondholder", "opposition", "opponent", "rival", "critic", "foe", "enemy")
)  # who deal with whom they are called after, and do not act for them: `the firm's largest union`
_PRIVATE = frozenset(("group", "union", "party", "movement", "faction", "federation", "association", "fund"))
_BEHIND = 12  # words behind `the ministry` among which its state is looked for
_SPEAKING = frozenset(("person", "group"))  # who may speak for others
_LIKELY, _UNLIKELY = 0.7, 0.2  # of the encoder's: to give a side where none is told; below that a guessed one goes
_TITLED = 0.5  # to give one to who holds an office of which the text does not tell whose
_SAME = 1.0  # log-odds from which the encoder sees a pronoun mean a noun
_DEPTH = 4  # an aide of an aide of an aide of a president


class Whose:
    """What the words around the names of one article tell of their bearers, and what else denotes them."""

    def __init__(
        self,
        reading: Reading,
        syntax: Syntax,
        actors: Actors,
        named: Mapping[int, Cluster],
        known: Known,
    ) -> None:
        text, self._kinship = reading.article.text, reading.kinship
        self._text, self._syntax, self._actors, self._named = text, syntax, actors, named
        self._offices = Offices(text, syntax, actors, named)
        self._references = References(actors, self._offices)
        self._speech = Speech(text, syntax, reading.attributions)
        self._state = known.state
        self._serving: Serving | None = None
        self._titled: set[int] = set()  # who holds an office of which the text does not tell whose
        self._pending: list[tuple[Cluster, Office]] = []
        self._guessing = Guessing(text, syntax, actors, named, known, self._pending)
        self.coreference = self.joiner()

    def joiner(self) -> Coreference:
        """Return a coreference of this article that has not run."""
        asked = self._references, self._speech, self._kinship
        return Coreference(self._syntax, self._actors, self._named, *asked)

    def read(self) -> None:
        """Read offices, join the noun phrases, and settle whom everybody serves."""
        self._read_offices()
        self.coreference.run()
        for cluster, office in self._pending:
            self._settle_office(cluster, office)
        for cluster, office in self._pending:
            self._guess_side(cluster, office)
        for chain in self.coreference.chains():
            self._settle(chain)
        self._ask()
        self.coreference.groups.settle(self.coreference)
        Voices(self.coreference, self._serving, self._voice, self._span).settle()

    def sided(self) -> Iterator[tuple[Span, Cluster]]:
        """Yield the groups and bodies without a name whose side the text tells, with where they are met first."""
        for chain in self.coreference.chains():
            cluster = self._made(chain, is_asked=False) if chain.cluster is None else None
            if cluster is not None and cluster.others and not cluster.mentions:
                yield min(cluster.others), cluster

    # ------------------------------------------------------------ offices

    def _read_offices(self) -> None:
        before: Cluster | None = None
        for first, last, cluster in self._persons():
            for office in self._offices.beside(first, last):
                if office.lemma == "counterpart" and before is not None:
                    cluster.offices |= before.offices
                of = self._named.get(office.of) if office.of is not None else None
                if of is cluster:
                    continue
                self._pending.append((cluster, office))
                if office.title:
                    cluster.offices.add(office.lemma)
                    cluster.take(office.title, self._only_state(office, of) or of)
                elif of is not None and cluster.side is None:
                    cluster.side = _acts_for(of)
            cluster.offices |= self._short_title(first)
            if any("prime minister" in title.lower() for title, _ in cluster.roles):
                cluster.offices.add("premier")
            before = cluster
            self._take_side(cluster)

    def _persons(self) -> Iterator[tuple[int, int, Cluster]]:
        """Yield the tokens `[first, last)` of every person's name."""
        named = self._named
        for at in sorted(named):
            if named[at].kind == "person" and named.get(at - 1) is not named[at]:
                last = at + 1
                while named.get(last) is named[at]:
                    last += 1
                yield at, last, named[at]

    def _short_title(self, first: int) -> set[str]:
        """Return the office that a name begins with or that stands cut short before it: `Gen X`."""
        words = (self._syntax.lower[at].rstrip(".") for at in range(max(0, first - 1), first + 1))
        return {self._actors.short_titles.get(word, self._actors.people.get(word, "")) for word in words} - {""}

    def _take_side(self, cluster: Cluster) -> None:
        for title, of in cluster.roles:
            is_past = title.lower().replace("-", " ").split(" ", 1)[0] in self._actors.former
            if cluster.side is None and of is not None and of is not cluster and not is_past:
                cluster.side = _acts_for(of)

    def _whom(self, at: int | None) -> Cluster | None:
        """Return the entity that a token's noun phrase denotes or belongs to."""
        for _ in range(_DEPTH):
            if at is None:
                return None
            chain = self.coreference.at.get(at)
            found = chain.cluster if chain is not None else self._named.get(at)
            if found is not None:
                return found
            noun = chain.noun() if chain is not None else None
            head = noun.head if noun is not None else at
            following = self._offices.serves(head)
            if following is None and self._syntax.lower[head] in self._actors.teams:
                following = self._sender(head)
            if following is None and self._syntax.lower[head] in self._actors.government:
                return self._guessing.usual(self._syntax.lower[head]) or self._guessing.main_state()
            at = following
        return None

    def _sender(self, team: int) -> int | None:
        """Return who is said to have sent a team: the subject of the verb whose object it is."""
        token = self._syntax.tokens[team]
        return self._syntax.child(token.head, "nsubj") if token.deprel == "obj" and token.head >= 0 else None

    # ------------------------------------------------------------ offices that do not say whose

    def _settle_office(self, cluster: Cluster, office: Office) -> None:
        """Find whom an office serves once descriptions and pronouns are known."""
        of = self._whom(office.of) if office.of is not None else self._called_before(cluster, office)
        if of is not None and of is not cluster and office.title:
            cluster.take(office.title, of)
        elif of is not None and of is not cluster and cluster.side is None:
            cluster.side = _acts_for(of)
        self._take_side(cluster)

    def _called_before(self, cluster: Cluster, office: Office) -> Cluster | None:
        """Return the body met last that goes by the noun before a title: the union of `union leader X`."""
        at = office.head - 1
        noun = self._actors.bodies.get(self._syntax.lower[at]) if at >= 0 and office.title else None
        if noun is None or self._syntax.tokens[at].head != office.head:
            return None
        if cluster.side is not None and cluster.side.kind == "organisation":
            return cluster.side
        return self._references.body_before(self.coreference, noun, office.head)

    def _only_state(self, office: Office, of: Cluster | None) -> Cluster | None:
        """Return the only state that has such an office, when the text names no other."""
        if of is not None and of.kind != "organisation":
            return None
        words = f" {self._offices.words_before(office.head)} {office.title.lower()} "
        code = next((code for name, code in self._actors.of_state.items() if f" {name} " in words), None)
        return self._state(code) if code is not None else None

    def _guess_side(self, cluster: Cluster, office: Office) -> None:
        """Give a minister whose state is not said the state that the sentences around him are about."""
        if cluster.side is not None or any(of for _, of in cluster.roles) or self._offices.is_past(office):
            return
        if cluster.offices & self._actors.opposed:  # somebody's host or rival: not of the side that is spoken of
            return
        is_name = self._syntax.tokens[office.head].text[:1].isupper()
        words = office.title.lower().split()
        if not is_name or office.lemma not in (*self._actors.of_government, "secretary"):
            return
        if words[-1:] == ["minister"] and not self._actors.regional.isdisjoint(words[-2:-1]):
            return
        self._titled.add(id(cluster))
        of = self._guessing.state_of(cluster, office)
        if of is not None:
            cluster.take(office.title, of)
            self._take_side(cluster)

    # ------------------------------------------------------------ sides

    def _settle(self, chain: Chain) -> None:
        """Give a chain's entity its side, and the pronouns and descriptions that denote it."""
        cluster = chain.cluster
        if cluster is None:
            return
        cluster.others |= {self._span(one) for one in chain.nominals if one.head not in self._named}
        self._take_side(cluster)
        if cluster.side is None and cluster.kind == "organisation":
            cluster.side = self._state_in_name(cluster, chain) or cluster

    def _ask(self) -> None:
        """Give those whose side no office tells the party that the encoder sees them speak for."""
        if self._kinship is None:
            return
        serving = self._serving = Serving(self._kinship, self._syntax, self._party)
        found = []
        for chain in self.coreference.chains():
            cluster = chain.cluster
            if cluster is None or cluster.kind not in _SPEAKING or _is_aide(cluster):
                continue
            heads, is_titled = [one.head for one in chain.nominals], id(cluster) in self._titled
            party, chance = serving.best(heads, cluster)
            if party is None or party is cluster or chance < (_TITLED if is_titled else _LIKELY):
                continue
            if cluster.side is None or (is_titled and serving.of(heads, cluster.side) < _UNLIKELY):
                found.append((cluster, party))
        for cluster, party in found:
            cluster.side = party
            for at, (title, of) in enumerate(cluster.roles):
                cluster.roles[at] = title, party if id(cluster) in self._titled and of is not None else of

    def _seen_to_serve(self, chain: Chain, kind: EntityKind) -> Cluster | None:
        """Return the party for which the encoder sees people without a name speak."""
        if self._serving is None or kind not in _SPEAKING:
            return None
        party, chance = self._serving.best([one.head for one in chain.nominals])
        return party if chance >= _LIKELY else None

    def _voice(self, at: int) -> Cluster | None:
        """Return who speaks, by a token of the source; one without a name is made when the text tells his side."""
        chain = self.coreference.at.get(at)
        who = chain.cluster or self._made(chain, is_asked=False) if chain is not None else self._named.get(at)
        return who if who is None or who.kind != "outlet" else None

    def _party(self, at: int) -> Cluster | None:
        """Return whom one acts for who serves whom a token means."""
        chain = self.coreference.at.get(at)
        found = chain.cluster if chain is not None else self._named.get(at)
        return _acts_for(found) if found is not None and found.kind != "person" else None

    def _state_in_name(self, cluster: Cluster, chain: Chain) -> Cluster | None:
        """Return the state of which a body is a part: `Norvia's foreign ministry`, `the Norvian army`."""
        words = cluster.name.lower().replace("-", " ").split()
        if (code := self._actors.of_state.get(" ".join(words))) is not None and (only := self._state(code)) is not None:
            return only
        if any(one.words & self._actors.fighting for one in chain.nominals) or _is_fighters(words):
            return None
        if not any(word in self._actors.government or word in self._actors.owned for word in words):
            return None
        inside = next((found for word in cluster.name.split() if (found := self._state(word)) is not None), None)
        if inside is not None:
            return inside
        for nominal in chain.nominals:
            of = self._whom(self._offices.serves(nominal.head))
            of = self._state_behind(nominal) if of is None or of is cluster else of
            if of is not None and of.side is not None and of.side.kind == "state":
                return of.side
        return self._guessing.usual_of_this(words[-1]) or (
            self._guessing.filed_from() if words[0] in _MINISTRY or words[-1] in _MINISTRY else None
        )

    def _state_behind(self, nominal: Nominal) -> Cluster | None:
        """Return the state of `the Ministry of Energy of the Republic of Norvia`, whatever the parse hangs it on."""
        syntax = self._syntax
        behind = range(nominal.head + 1, min(syntax.high[nominal.head], nominal.head + _BEHIND))
        states = (at for at in behind if at in self._named and self._named[at].kind == "state")
        return next((self._named[at] for at in states if "of" in syntax.lower[at - 2 : at]), None)

    def _span(self, nominal: Nominal) -> Span:
        tokens = self._syntax.tokens
        return Span(tokens[nominal.first].start, tokens[nominal.last - 1].end)

    # ------------------------------------------------------------ who is meant

    def denoted(self, at: int) -> tuple[Cluster, ...]:
        """Return the entities that the noun phrase headed at a token denotes; one without a name is made."""
        chain = self.coreference.at.get(at)
        if chain is None:
            found = self._named.get(at)
            return (found,) if found is not None else ()
        several = self._several_before(at)
        if several:
            return several
        chains = chain.parts or (chain,)
        return tuple(one for part in chains if (one := self._entity(part)) is not None)

    def parties(self, at: int) -> tuple[Cluster, ...]:
        """Return the two parties of the talks that the article is about, as told at a token; none if it is not sure."""
        chains = self._references.several.pairs.parties(self.coreference, at)
        return tuple(one for chain in chains if (one := self._entity(chain)) is not None)

    def _several_before(self, head: int) -> tuple[Cluster, ...]:
        """Return the sides of `X and Y negotiators`, each of which has sent some; none where only one is named."""
        syntax, at = self._syntax, head - 1
        if at not in self._named or syntax.tokens[head].upos != "NOUN":
            return ()
        found: list[Cluster] = []
        is_list = False
        floor = syntax.sentence(head).first
        while at >= floor and (at in self._named or syntax.lower[at] in ("and", ",", "-", "–")):
            is_list = is_list or syntax.lower[at] in ("and", "-", "–")
            if at in self._named and self._named[at].kind in ("state", "organisation"):
                found.append(self._named[at])
            at -= 1
        sides = tuple(dict.fromkeys(reversed(found)))
        is_people = self._actors.people.get(syntax.lower[head], syntax.lower[head]) != syntax.lower[head]
        return sides if is_list and len(sides) > 1 and is_people else ()

    def _entity(self, chain: Chain) -> Cluster | None:
        return chain.cluster or self._made(chain, is_asked=True)

    def _made(self, chain: Chain, *, is_asked: bool) -> Cluster | None:
        """Make an entity of a chain without a name; of one that nobody asks for only when the text tells its side."""
        nominal = chain.noun() if not self.coreference.groups.is_nobody(chain) else None
        kind = self._kind(nominal.lemma, plural=nominal.plural) if nominal is not None else None
        if nominal is not None and kind is None and self._are_people(chain, nominal):
            kind = "group"
        if nominal is None or kind is None:
            return None
        if (body := self._references.named_later(self.coreference, nominal)) is not None:
            chain.cluster = body
            body.others |= {self._span(one) for one in chain.nominals}
            return body
        of = self._whom(self._offices.serves(nominal.head)) if not self._several_before(nominal.head) else None
        if of is None and nominal.lemma in self._actors.government and nominal.determiner == "the":
            of = self._guessing.usual(nominal.lemma) or self._guessing.main_state()
        elif of is None and nominal.lemma in self._actors.of_government and nominal.determiner == "the":
            of = self._guessing.filed_among()
        is_apart = nominal.owner is not None and nominal.lemma in _APART
        is_apart = is_apart or (self._is_private(nominal.lemma) and of is not None and of.kind == "state")
        side = _acts_for(of) if of is not None and not is_apart else None
        if side is None and is_asked and not is_apart:
            side = self._seen_to_serve(chain, kind)
        is_vague = kind == "organisation" and not nominal.definite and not nominal.determiner
        if not is_asked and (side is None or is_vague):  # `strong opposition` is no body
            return None
        name = _ARTICLE.sub("", self._span(nominal).of(self._text))
        chain.cluster = Cluster(kind, name, side, others={self._span(one) for one in chain.nominals})
        return chain.cluster

    def _are_people(self, chain: Chain, nominal: Nominal) -> bool:
        """Say whether the encoder sees a noun called `he` or `they` further down, and so mean people: `savers`."""
        called = [one.head for one in chain.nominals if one.sort == "pronoun" and one.fits in (HE, SHE, THEY)]
        return self._kinship is not None and any(self._kinship.same(at, [nominal.head])[0] > _SAME for at in called)

    def _is_private(self, lemma: str) -> bool:
        """Say whether a noun is for a body that is of a state and does not speak for it: `the Norvish firm`."""
        return lemma in self._actors.companies or lemma in _PRIVATE

    def _kind(self, lemma: str, *, plural: bool) -> EntityKind | None:
        actors = self._actors
        if lemma in actors.teams or lemma in actors.sides or (plural and lemma in _POWERS):
            return "group"
        if lemma in actors.government or lemma in actors.bodies:
            return "group" if plural else "organisation"
        if not plural and lemma in actors.of_government:
            return "person"
        return "group" if lemma in actors.people else None


def _is_fighters(words: Sequence[str]) -> bool:
    """Say whether a name is one of armed men who need not be a state's: `Swift Support Forces`, no `armed forces`."""
    return words[-1] in ("forces", "force") and len(words) > 2 and words[-2] not in _FORCES


def _is_aide(cluster: Cluster) -> bool:
    """Say whether somebody is called after a person whom he serves: his side is that one's or none."""
    return any(of is not None and of.kind == "person" for _, of in cluster.roles)


def _acts_for(of: Cluster) -> Cluster | None:
    """Return the side of whoever serves or belongs to an entity: its side, or a body or a region itself."""
    return of.side or (of if of.kind in ("organisation", "place", "group") else None)
