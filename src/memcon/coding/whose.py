"""Whose side everybody is on: offices, coreference and sides of one article, read in this order."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from memcon.coding.clusters import Cluster
from memcon.coding.coreference import Chain, Coreference
from memcon.coding.offices import Offices
from memcon.coding.references import References, speakers
from memcon.coding.salience import SUBJECT
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from memcon.codebook.people import Actors
    from memcon.coding.nominals import Nominal
    from memcon.coding.offices import Office
    from memcon.coding.record import EntityKind
    from memcon.reading.model import Attribution
    from memcon.reading.syntax import Syntax

_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_ABOVE = 2.0  # times as often as the second is a state named of which alone `the army` can be
_FORCES = frozenset(
    ("armed", "defence", "defense", "security", "air", "police", "ground", "naval", "border", "special")
)
_FEW = 2  # times that a state is named in an article that is not about it
_MINISTRY = frozenset(("ministry", "army", "presidency", "cabinet", "government"))
_DEPTH = 4  # an aide of an aide of an aide of a president


class Known(NamedTuple):
    """What is known of states.

    state: the entity of one by code or name, if the article names it. home: that of the dateline. own: of the outlet.
    """

    state: Callable[[str], Cluster | None]
    home: Callable[[], Cluster | None]
    own: Cluster | None


class Whose:
    """What the words around the names of one article tell of their bearers, and what else denotes them."""

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        actors: Actors,
        named: Mapping[int, Cluster],
        attributions: Sequence[Attribution],
        known: Known,
    ) -> None:
        self._text, self._syntax, self._actors, self._named = text, syntax, actors, named
        self._offices = Offices(text, syntax, actors, named)
        self._references = References(actors, self._offices)
        self._speakers = speakers(syntax, attributions)
        self._state, self._home, self._own = known
        runs = (at for at, one in named.items() if one.kind == "state" and named.get(at - 1) is not one)
        self._weight = Counter(named[at] for at in runs)
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
            self._settle_office(cluster, office)
        for cluster, office in self._pending:
            self._guess_side(cluster, office)
        for chain in self.coreference.chains():
            self._settle(chain)

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
        for _, of in cluster.roles:
            if cluster.side is None and of is not None and of is not cluster:
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
            if following is None and self._syntax.lower[head] in self._actors.government:
                return self._usual(self._syntax.lower[head]) or self._main_state()
            at = following
        return None

    def _usual(self, lemma: str) -> Cluster | None:
        """Return the state whose a part of a government usually is, if the article names it."""
        code = self._actors.usual.get(lemma)
        return self._state(code) if code is not None else None

    def _main_state(self) -> Cluster | None:
        """Return the state that the article names most often, if none comes near it."""
        (first, most), (_, second) = (*self._weight.most_common(2), (None, 0), (None, 0))[:2]
        return self._filed_from() if most <= _FEW or most <= _ABOVE * second else first

    def _filed_from(self) -> Cluster | None:
        """Return the state whose outlet it is, else that of the dateline, unless the article is about others."""
        if self._own is not None:
            return self._own
        most = max(self._weight.values(), default=0)
        home = self._home()
        if home in self._weight or most <= _FEW:
            return home or next(iter(self._weight), None) if len(self._weight) == 1 else home
        return None

    def _filed_among(self) -> Cluster | None:
        """Return the state that the article is filed from if none is named more: whose `the president` then is."""
        found = self._filed_from()
        is_main = found is not None and self._weight[found] >= max(self._weight.values(), default=0)
        return found if is_main or found is self._own else None

    # ------------------------------------------------------------ offices that do not say whose

    def _settle_office(self, cluster: Cluster, office: Office) -> None:
        """Find whom an office serves once descriptions and pronouns are known."""
        of = self._whom(office.of) if office.of is not None else self._called_before(office)
        if of is not None and of is not cluster and office.title:
            cluster.take(office.title, of)
        elif of is not None and of is not cluster and cluster.side is None:
            cluster.side = _acts_for(of)
        self._take_side(cluster)

    def _called_before(self, office: Office) -> Cluster | None:
        """Return the body met last that goes by the noun before a title: the union of `union leader X`."""
        at = office.head - 1
        noun = self._actors.bodies.get(self._syntax.lower[at]) if at >= 0 and office.title else None
        if noun is None or self._syntax.tokens[at].head != office.head:
            return None
        return self._references.body_before(self.coreference, noun, office.head)

    def _only_state(self, office: Office, of: Cluster | None) -> Cluster | None:
        """Return the only state that has such an office, when the text names no other."""
        if of is not None and of.kind != "organisation":
            return None
        words = self._offices.words_before(office.head) + " " + office.title.lower()
        code = next((code for name, code in self._actors.of_state.items() if name in words), None)
        return self._state(code) if code is not None else None

    def _guess_side(self, cluster: Cluster, office: Office) -> None:
        """Give a minister whose state is not said the state that the sentences around him are about."""
        if cluster.side is not None or any(of for _, of in cluster.roles):
            return
        of = None
        if office.lemma in (*self._actors.of_government, "secretary") and office.title[:1].isupper():
            of = self._other_state(cluster) or self._state_around(office)
        if of is not None:
            cluster.take(office.title, of)
            self._take_side(cluster)

    def _other_state(self, cluster: Cluster) -> Cluster | None:
        """Return the only state of the article, or the other one of two where somebody of the first stands beside him.

        `Treasury Secretary X and Vice Premier Y met` in a report on two states.
        """
        (first, _), (second, often), (_, third) = (*self._weight.most_common(3), *[(None, 0)] * 3)[:3]
        if first is None or second is None:
            return first
        if often < 2 or 2 * third > often:
            return None
        main = {id(one): one for one in (first, second)}
        beside = {id(one.side): one for one in self._joined_with(cluster) if one.side is not None}
        others = [one for key, one in main.items() if key not in beside]
        return others[0] if len(others) == 1 and set(beside) <= set(main) else None

    def _joined_with(self, cluster: Cluster) -> Iterator[Cluster]:
        """Yield the persons to whose names a person's is joined by `and`."""
        tokens, named = self._syntax.tokens, self._named
        for at, one in named.items():
            token = tokens[at]
            if token.deprel != "conj" or token.head not in named:
                continue
            other = named[token.head]
            if one is cluster and other.kind == "person":
                yield other
            elif other is cluster and one.kind == "person":
                yield one

    def _state_around(self, office: Office) -> Cluster | None:
        """Return which of the two states that the article names most the sentences before are about.

        That is the only one that is a subject there, else the only one named there; None where both are. A state of
        which somebody else has the same title, or that is named but once, is left out.
        """
        here = self._syntax.sentence_of[office.head]
        if (there := self._set_in(here)) is not None:
            return there
        first, last = self._syntax.sentences[max(0, here - 2)].first, self._syntax.sentences[here].last
        if (colleague := self._colleague(office)) is not None:
            return colleague
        title = office.title.lower()
        taken = {id(of) for one, _ in self._pending for words, of in one.roles if words.lower() == title}
        ranked = [(one, n) for one, n in self._weight.most_common(2) if n > 1 and id(one) not in taken]
        main = {id(one): one for one, n in ranked if 2 * n >= max(self._weight.values())}
        near = [at for at in range(last - 1, first - 1, -1) if id(self._named.get(at)) in main]
        subjects = {id(self._named[at]) for at in near if self._syntax.tokens[at].deprel in SUBJECT}
        found = subjects or {id(self._named[at]) for at in near}
        if len(found) == 1:
            return main[found.pop()]
        home = self._filed_among()
        return home if home is not None and (not found or id(home) in found) else None

    def _colleague(self, office: Office) -> Cluster | None:
        """Return the state of who holds another office just before: `Norvia's president … Foreign Minister X`."""
        here, title = self._syntax.sentence_of[office.head], office.title.lower()
        for one, other in reversed(self._pending):
            if other.head < office.head and self._syntax.sentence_of[other.head] >= here - 1:
                of = next((of for words, of in one.roles if of is not None and of.kind == "state"), None)
                if of is not None:
                    return of if title != other.title.lower() and other.lemma != "counterpart" else None
        return None

    def _set_in(self, sentence: int) -> Cluster | None:
        """Return the state in whose capital a sentence says that it happens: `In Norburg, the prime minister said`."""
        at = self._syntax.sentences[sentence].first
        if self._syntax.lower[at : at + 1] != ["in"] or "," not in self._syntax.lower[at + 2 : at + 4]:
            return None
        return self._state(self._syntax.tokens[at + 1].text)

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

    def _state_in_name(self, cluster: Cluster, chain: Chain) -> Cluster | None:
        """Return the state of which a body is a part: `Norvia's foreign ministry`, `the Norvian army`."""
        words = cluster.name.lower().replace("-", " ").split()
        if any(one.words & self._actors.fighting for one in chain.nominals) or _is_fighters(words):
            return None
        if not any(word in self._actors.government or word in self._actors.owned for word in words):
            return None
        inside = next((found for word in cluster.name.split() if (found := self._state(word)) is not None), None)
        if inside is not None:
            return inside
        for nominal in chain.nominals:
            of = self._whom(self._offices.serves(nominal.head))
            if of is not None and of.side is not None and of.side.kind == "state":
                return of.side
        return self._usual(words[-1]) or (
            self._filed_from() if words[0] in _MINISTRY or words[-1] in _MINISTRY else None
        )

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
        nominal = chain.noun()
        kind = self._kind(nominal.lemma, plural=nominal.plural) if nominal is not None else None
        if nominal is None or kind is None:
            return None
        if (body := self._references.named_later(self.coreference, nominal)) is not None:
            chain.cluster = body
            body.others |= {self._span(one) for one in chain.nominals}
            return body
        of = self._whom(self._offices.serves(nominal.head))
        if of is None and nominal.lemma in self._actors.government and nominal.determiner == "the":
            of = self._usual(nominal.lemma) or self._main_state()
        elif of is None and nominal.lemma in self._actors.of_government and nominal.determiner == "the":
            of = self._filed_among()
        side = _acts_for(of) if of is not None else None
        if side is None and not is_asked:
            return None
        name = _ARTICLE.sub("", self._span(nominal).of(self._text))
        chain.cluster = Cluster(kind, name, side, others={self._span(one) for one in chain.nominals})
        return chain.cluster

    def _kind(self, lemma: str, *, plural: bool) -> EntityKind | None:
        actors = self._actors
        if lemma in actors.teams or lemma in actors.sides:
            return "group"
        if lemma in actors.government or lemma in actors.bodies:
            return "group" if plural else "organisation"
        if not plural and lemma in actors.of_government:
            return "person"
        return "group" if lemma in actors.people else None


def _is_fighters(words: Sequence[str]) -> bool:
    """Say whether a name is one of armed men who need not be a state's: `Swift Support Forces`, no `armed forces`."""
    return words[-1] in ("forces", "force") and len(words) > 2 and words[-2] not in _FORCES


def _acts_for(of: Cluster) -> Cluster | None:
    """Return the side of whoever serves or belongs to an entity: its side, or a body or a region itself."""
    return of.side or (of if of.kind in ("organisation", "place", "group") else None)
