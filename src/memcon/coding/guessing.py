"""Whose an office is where the text does not say: guessed from the states that the article is about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from memcon.coding.salience import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.coding.offices import Office
    from memcon.reading.syntax import Syntax

_ABOVE = 2.0  # times as often as the second is a state named of which alone `the army` can be
_FEW = 2  # times that a state is named in an article that is not about it
_WHERE = frozenset(("in", "at", "from", "near", "visiting"))
_LEAD = 3  # sentences: headline, dateline, lead


class Known(NamedTuple):
    """What is known of states.

    state: the entity of one by code or name, if the article names it. home: that of the dateline. own: of the outlet.
    """

    state: Callable[[str], Cluster | None]
    home: Callable[[], Cluster | None]
    own: Cluster | None


class Guessing:
    """Guesses whose an office is. pending: the offices of the article with their bearers, as far as they are read."""

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        actors: Actors,
        named: Mapping[int, Cluster],
        known: Known,
        pending: Sequence[tuple[Cluster, Office]],
    ) -> None:
        self._text, self._syntax, self._actors, self._named = text, syntax, actors, named
        self._state, self._home, self._own = known
        self._pending = pending
        runs = (at for at, one in named.items() if one.kind == "state" and named.get(at - 1) is not one)
        self._weight = Counter(named[at] for at in runs if not self._has_firm(at))
        self._opening: list[Cluster] | None = None

    def _has_firm(self, at: int) -> bool:
        """Say whether a state only says where a body is at home: `Norvia's Halden Group`."""
        token = self._syntax.tokens[at]
        body = self._named.get(token.head) if token.deprel == "nmod:poss" else None
        is_body = body is not None and body.kind == "organisation"
        return is_body and self._syntax.lower[token.head] not in (*self._actors.government, *self._actors.owned)

    def state_of(self, cluster: Cluster, office: Office) -> Cluster | None:
        """Return the state that the bearer of a title most likely serves."""
        if (seated := self._seated(office)) is not None:
            return seated
        other = self._other_state(cluster)
        return other if other is not None and id(other) not in self._taken(office) else self._state_around(office)

    def usual(self, lemma: str) -> Cluster | None:
        """Return the state whose a part of a government usually is, if the article names it."""
        code = self._actors.usual.get(lemma)
        return self._state(code) if code is not None else None

    def main_state(self) -> Cluster | None:
        """Return the state that the article names most often, if none comes near it."""
        (first, most), (_, second) = (*self._weight.most_common(2), (None, 0), (None, 0))[:2]
        return self.filed_from() if most <= _FEW or most <= _ABOVE * second else first

    def filed_from(self) -> Cluster | None:
        """Return the state whose outlet it is, else that of the dateline, unless the article is about others."""
        if self._own is not None:
            return self._own
        most = max(self._weight.values(), default=0)
        home = self._home()
        if home in self._weight or most <= _FEW:
            return home or next(iter(self._weight), None) if len(self._weight) == 1 else home
        return None

    def filed_among(self) -> Cluster | None:
        """Return the state that the article is filed from if none is named more: whose `the president` then is."""
        found = self.filed_from()
        is_main = found is not None and self._weight[found] >= max(self._weight.values(), default=0)
        return found if is_main or found is self._own else None

    def usual_of_this(self, word: str) -> Cluster | None:
        """Return the state that has a body of a name, if the article is about it as much as about any other."""
        state = self.usual(word)
        return state if state is not None and 2 * self._weight[state] >= max(self._weight.values()) else None

    def _seated(self, office: Office) -> Cluster | None:
        """Return the state of `President X in Norburg`, or of the palace that the text speaks of."""
        at = office.head + 1
        while at in self._named and self._named[at].kind == "person":
            at += 1
        if self._syntax.lower[at : at + 1] == ["in"] and at > office.head + 1 and at + 1 < len(self._syntax.tokens):
            state = self._state(self._syntax.tokens[at + 1].text)
            if state is not None:
                return state
        kind = "premier" if "prime minister" in office.title.lower() else office.lemma
        spoken_of = [palace for palace in self._actors.palaces.get(kind, ()) if palace in self._text]
        found = {
            id(state): state
            for palace in spoken_of
            if (state := self._state(palace)) is not None and self._weight[state] > 1
        }
        bearers = {
            id(of)
            for one, other in self._pending
            if one.side is not None and other.lemma == office.lemma
            for _, of in one.roles
            if of is not None
        }
        free = [state for key, state in found.items() if key not in bearers]
        return free[0] if len(free) == 1 else None

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
        here, taken = self._syntax.sentence_of[office.head], self._taken(office)
        if (there := self._set_in(here)) is not None and id(there) not in taken:
            return there
        first, last = self._syntax.sentences[max(0, here - 2)].first, self._syntax.sentences[here].last
        led = self._colleague(office) or self._opens_with()
        if led is not None and id(led) not in taken:
            return led
        ranked = [(one, n) for one, n in self._weight.most_common(2) if n > 1 and id(one) not in taken]
        main = {id(one): one for one, n in ranked if 2 * n >= max(self._weight.values())}
        if self._names_another(office, main):
            return None
        told = self._told_of(office)
        near = [
            at
            for at in range(last - 1, first - 1, -1)
            if id(self._named.get(at)) in main and at not in told and not self._is_beside(at)
        ]
        subjects = {id(self._named[at]) for at in near if self._syntax.tokens[at].deprel in SUBJECT}
        if any(self._has_fellow(at) for at in near if id(self._named[at]) in subjects):
            return None
        found = subjects or {id(self._named[at]) for at in near}
        if len(found) == 1:
            return main[found.pop()]
        home = self.filed_among()
        is_foreign = any(self._named.get(at) is home for at in told)  # `the Norvian premier` is not said at home
        return home if home is not None and not is_foreign and (not found or id(home) in found) else None

    def _has_fellow(self, at: int) -> bool:
        """Say whether a state acts together with another: `Norvia and Peru pressed for a truce`."""
        kids = (kid for kid in self._syntax.kids[at] if self._syntax.tokens[kid].deprel == "conj")
        return any(kid in self._named and self._named[kid].kind == "state" for kid in kids)

    def _told_of(self, office: Office) -> set[int]:
        """Return the tokens that say whose others' offices are."""
        return {other.of for _, other in self._pending if other.of is not None and other.head != office.head}

    def _taken(self, office: Office) -> set[int]:
        """Return the states of which somebody else has a title; who leads one is its president too."""
        title = office.title.lower()
        titles = (title, "leader") if title == "president" else (title,)
        return {id(of) for one, _ in self._pending for words, of in one.roles if words.lower() in titles}

    def _names_another(self, office: Office, main: Mapping[int, Cluster]) -> bool:
        """Say whether the sentence names one of the main states before a title, and before that another state."""
        floor = self._syntax.sentence(office.head).first
        found = (self._named.get(at) for at in range(floor, office.head))
        states = {id(one): one for one in found if one is not None and one.kind == "state"}
        return len(states) > 1 and any(key in main for key in states) and any(key not in main for key in states)

    def _is_beside(self, at: int) -> bool:
        """Say whether a state is the one of somebody's counterpart, host or rival."""
        above = self._syntax.tokens[at].head
        return above >= 0 and self._actors.people.get(self._syntax.lower[above]) in self._actors.opposed

    def _opens_with(self) -> Cluster | None:
        """Return the only state that headline and lead name, but for where something happens."""
        if self._opening is None:
            ends = [sentence.last for sentence in self._syntax.sentences[:_LEAD]]
            places = range(ends[-1] if ends else 0)
            named = (self._named.get(at) for at in places if not at or self._syntax.lower[at - 1] not in _WHERE)
            self._opening = list({id(one): one for one in named if one is not None and one.kind == "state"}.values())
        return self._opening[0] if len(self._opening) == 1 else None

    def _colleague(self, office: Office) -> Cluster | None:
        """Return the state of who holds another office just before: `Norvia's president … Foreign Minister X`."""
        here, title = self._syntax.sentence_of[office.head], office.title.lower()
        for one, other in reversed(self._pending):
            floor = here if self._opens_with() is not None else here - 1
            if other.head < office.head and self._syntax.sentence_of[other.head] >= floor:
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
