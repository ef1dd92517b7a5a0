"""Who is who: names of one article joined into entities; ids are given at the end, in text order."""

from __future__ import annotations

import re
from bisect import bisect_left, insort_left
from typing import TYPE_CHECKING

from memcon.article import mastheads, outlets
from memcon.codebook.people import actors
from memcon.coding.clusters import Cluster, entity_of
from memcon.coding.fullnames import given, half, kinds_settled, whole
from memcon.coding.guessing import Known
from memcon.coding.members import Members
from memcon.coding.misread import is_acronym, is_body, is_no_name, is_short_name
from memcon.coding.nearby import Nearby
from memcon.coding.peoples import breaking_names, peoples, plural, states_named
from memcon.coding.spelling import same_person, short_of
from memcon.coding.whose import Whose
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.codebook import Codebook, State
    from memcon.coding.record import Entity, EntityKind
    from memcon.reading.model import Mention, Reading
    from memcon.reading.syntax import Syntax

__all__ = ["Cluster", "Entities"]

_NAMED = frozenset(("person", "organisation", "place", "nationality"))
_WHERE = frozenset(("in", "at", "to", "from", "near", "outside", "across", "into", "around", "visiting"))
_STYLES = frozenset(("Mr", "Mrs", "Ms", "Dr", "Sir", "Dame", "Lord", "Lady", "Mr.", "Ms.", "Dr.", "St."))
_BODIES = ("organisation", "place")
_TONGUES = ("-speaking", "-language", "-born")  # `French-speaking` liberals are not France's
_REST = re.compile(r"-?\w+")


def _start(entry: tuple[Span, Cluster]) -> int:
    return entry[0].start


def _rank(mention: Mention) -> tuple[bool, bool, int]:
    """Persons first, then bodies with long names, so that short forms find them."""
    return mention.kind != "person", mention.kind != "organisation", mention.span.start - mention.span.end


class Entities:
    """The entities of one article; asking for one by its words makes it."""

    def __init__(self, reading: Reading, syntax: Syntax, codebook: Codebook) -> None:
        self.text, self._syntax, self._codebook = reading.article.text, syntax, codebook
        self._states: dict[str, Cluster] = {}
        self._named: dict[tuple[str, str], Cluster] = {}
        self._persons: list[Cluster] = []
        self._at: list[tuple[Span, Cluster]] = []  # by where they begin
        self._near: Nearby[Cluster] = Nearby()
        self._actors = actors()
        self._members = Members(codebook, self._actors, reading.article.published, self.state, self._body_named)
        self._words: dict[Span, str] = {}
        self._long_names = list(breaking_names(self.text, self._actors))
        mentions = list(whole(reading.mentions, syntax, self.text, codebook, self._actors))
        self._said = {self._bare(mention.span) for mention in mentions}
        self._short, self._aliases = given(mentions, self.text, self._bare)
        standing = self._members.standing(syntax, self.text, mentions)
        for span, member in standing:
            self.also(self._met(member), span)
        self._peoples = dict(peoples(syntax, self.text, codebook))
        for span in self._peoples.values():
            people = self._thing("organisation", plural(span.of(self.text)))
            people.side = people
            standing.append((span, people))
            self.also(people, span)
        for mention in sorted(kinds_settled(mentions, syntax, self.text, self._bare), key=_rank):
            if not any(span.contains(mention.span) for span, _ in standing):
                self._add(mention)
        self.named = self._by_token()
        self._dateline = reading.article.dateline
        country = outlets.home(reading.article.outlet or "")
        known = Known(self._state_known, self._home, self._state_known(country) if country else None)
        self.who = Whose(reading, syntax, self._actors, self.named, known)
        self.who.read()

    def _add(self, mention: Mention) -> None:
        cluster = None if self.text.startswith(_TONGUES, mention.span.end) else self._cluster(mention)
        if cluster is None:
            return
        self.also(cluster, self._whole(self._without_ending(mention.span)))

    def _whole(self, span: Span) -> Span:
        """Take in the rest of a name that breaks off: at a hyphen, `Ana Mar-` of `Ana Mar-un`, in a listed one."""
        if listed := [one for one in self._long_names if one.contains(span)]:
            return max(listed, key=lambda one: one.end - one.start)
        if not self.text.startswith("-", span.end) and self.text[span.end - 1 : span.end] != "-":
            return span
        rest = _REST.match(self.text, span.end)
        return Span(span.start, rest.end()) if rest else span

    def _bare(self, span: Span) -> str:
        """Return the words of a mention without article and possessive ending."""
        if span not in self._words:
            self._words[span] = self._bared(span)
        return self._words[span]

    def _bared(self, span: Span) -> str:
        words = " ".join(self._whole(self._without_ending(span)).of(self.text).split())
        return words[4:] if words[:4] in ("the ", "The ") else words

    def _without_ending(self, span: Span) -> Span:
        """Cut a possessive ending off a name."""
        return Span(span.start, span.end - 2) if span.of(self.text)[-2:] in ("'s", "’s") else span

    def _cluster(self, mention: Mention) -> Cluster | None:
        bare = self._bare(mention.span)
        if mention.kind == "misc" and is_body(mention.span, bare, self._syntax):
            return self._thing("organisation", bare)
        if (
            mention.kind not in _NAMED
            or not bare
            or is_no_name(mention, bare, self._syntax, self._codebook, self._actors)
        ):
            return None
        if member := self._members.named(bare):
            return self._met(member)
        if bare in self._codebook.platforms:
            return self._thing("platform", bare)
        if mention.kind == "person":
            is_outlet = outlets.named(bare) is not None
            return self.outlet(bare) if is_outlet else self._person(self._untitled(bare), mention.span.start)
        return self.surnamed(self._untitled(bare)) or self._body(mention, bare)

    def _body(self, mention: Mention, bare: str) -> Cluster | None:
        """Return the state, outlet, organisation or place of a name that is no person's."""
        state, listed = self._codebook.states.get(half(bare, self._said, self._codebook)), self._listed(bare)
        if listed:
            return self._thing("organisation", listed)
        if state and (mention.kind != "place" or not self._is_where(mention.span, bare)):
            return self.state(state)
        if mention.kind == "nationality":
            return None
        if mention.kind != "place" and (outlets.named(bare) or mastheads.sounds(bare)):
            return self.outlet(bare)
        return self._thing("organisation" if mention.kind == "organisation" else "place", bare)

    def _listed(self, bare: str) -> str | None:
        """Return the full name of a listed organisation by any of its names, or by its seat in an article about it."""
        if (body := self._actors.bodies_named.get(bare)) is not None:
            return body.name
        state = self._codebook.states.get(bare)
        if bare not in self._codebook.seats or state is None:
            return None
        others = {name for name in self._said if name != bare and self._codebook.states.get(name) is state}
        seated = {
            body.name for name in self._said if (body := self._actors.bodies_named.get(name)) and bare in body.seats
        }
        return min(seated) if seated and not others else None

    def _state_known(self, word: str) -> Cluster | None:
        """Return the entity of the state with an ISO code or a name, if the article names it."""
        state = self._codebook.states.get(word)
        return self._states.get(word) or (self._states.get(state.code) if state is not None else None)

    def _home(self) -> Cluster | None:
        """Return the state that the article is filed from: the dateline is its seat of government, or has its name."""
        line = self._dateline or ""
        at = self.text.find(line) if line else -1
        for part in reversed(line.split(",")):
            words = part.strip().title()
            state = self._codebook.states.get(words) or self._codebook.states.get(words.rpartition(" ")[2])
            if state is not None and at >= 0:
                self.also(self.state(state), Span(at, at + len(line)))
                return self.state(state)
        return None

    def _untitled(self, name: str) -> str:
        """Cut `Mr`, `Gen.` and `President` off the front of a name."""
        parts = name.split()
        while len(parts) > 1 and (parts[0] in _STYLES or self._is_title(parts[0])):
            parts.pop(0)
        return " ".join(parts)

    def _is_title(self, word: str) -> bool:
        low = word.lower()
        is_short = low.rstrip(".") in self._actors.short_titles or low in self._actors.short_titles.values()
        return low in self._codebook.officeholders or is_short or (word.endswith(".") and len(word) > 3)

    def _is_where(self, span: Span, name: str) -> bool:
        """Say whether a capital is only where something happens: `in Vienna`."""
        at = self._syntax.inside(span).start
        return name in self._codebook.seats and at > 0 and self._syntax.lower[at - 1] in _WHERE

    def state(self, state: State) -> Cluster:
        """Return the entity of a state; it is its own side."""
        if state.code not in self._states:
            cluster = self._states[state.code] = Cluster("state", state.name, wikidata=self._members.wikidata(state))
            cluster.side = cluster
        return self._states[state.code]

    def outlet(self, words: str) -> Cluster:
        """Return the entity of an outlet by any name that it signs with."""
        bare = words[4:] if words[:4] in ("the ", "The ") else words
        return self._thing("outlet", outlets.named(bare) or bare)

    def _body_named(self, name: str) -> Cluster:
        return self._thing("organisation", name)

    def _met(self, member: Cluster) -> Cluster:
        """Let short forms of a person of the dossier find the person."""
        if member.kind == "person" and member not in self._persons:
            self._persons.append(member)
        return member

    def organisation(self, span: Span) -> Cluster:
        """Return the organisation that a span names, though no mention says so."""
        cluster = self._members.named(span.of(self.text)) or self._thing("organisation", span.of(self.text))
        self.also(cluster, span)
        return cluster

    def _thing(self, kind: EntityKind, name: str) -> Cluster:
        key = (kind, name.casefold())
        if key not in self._named and kind in _BODIES and name in self._short:
            self._named[key] = self._thing("organisation", self._short[name])
        elif key not in self._named and kind in _BODIES:
            self._named[key] = self._fuller(name) or Cluster(kind, name)
        elif key not in self._named:
            self._named[key] = Cluster(kind, name)
        return self._named[key]

    def _fuller(self, name: str) -> Cluster | None:
        """Return the organisation of which a name is the acronym or a short form, or another kind's entity so named."""
        for other in _BODIES:
            if found := self._named.get((other, name.casefold())):
                return found
        is_state = name in self._codebook.states
        for (kind, _), cluster in self._named.items():
            if kind == "organisation" and not is_state and short_of(name, cluster.name):
                return cluster
        return None

    def _person(self, name: str, at: int = 0) -> Cluster:
        """Join a name with a fuller or shorter one, or another spelling; the longest becomes the name.

        at: where it stands, for a name that several can have: who is called so before has it, else who is met last.
        """
        name = self._aliases.get(name, name)
        found = [one for one in reversed(self._persons) if one.name == name or same_person(one.name, name)]
        if not found:
            return self._met(self._members.spelt(name) or Cluster("person", name))
        cluster = max(found, key=lambda one: self._met_before(one, name, at))
        if not self._members.is_member(cluster):
            cluster.name = max(cluster.name, name, key=len)
        return cluster

    def _met_before(self, person: Cluster, name: str, at: int) -> tuple[bool, int]:
        """Return whether somebody is called so before a place, and where he is met last before it."""
        before = [span for span in person.mentions if span.start < at]
        is_called = any(self._untitled(span.of(self.text)) == name for span in before)
        return is_called, max((span.start for span in before), default=-1)

    def surnamed(self, word: str) -> Cluster | None:
        """Return the person whose full name ends with the word."""
        ending = (one for one in self._persons if one.name.endswith(word))
        return next((one for one in ending if " " in one.name and one.name.split()[-1] == word), None)

    def person(self, span: Span) -> Cluster:
        """Return the person that a span names, though no mention says so."""
        cluster = self._person(self._untitled(span.of(self.text)))
        self.also(cluster, span)
        return cluster

    def denoted(self, token: int) -> tuple[Cluster, ...]:
        """Return the entities that the noun phrase headed at a token denotes, by a name or otherwise."""
        found = self.who.denoted(token)
        for cluster in found:
            if not cluster.mentions and cluster.others:  # a dossier's party can have neither
                self.also(cluster, min(cluster.others))
        return found

    def also(self, cluster: Cluster, span: Span) -> None:
        """Note that a span denotes the entity."""
        if span not in cluster.mentions:
            cluster.mentions.add(span)
            self._enter(cluster, span)

    def _enter(self, cluster: Cluster, span: Span) -> None:
        insort_left(self._at, (span, cluster), key=_start)
        self._near.add(span, cluster)

    def within(self, span: Span, *kinds: str) -> Iterator[tuple[Span, Cluster]]:
        """Yield the mentions of some kinds inside `span`, in text order."""
        near = self._near.near(span)
        found = [(own, cluster) for own, cluster in near if span.contains(own) and cluster.kind in kinds]
        yield from sorted(found, key=lambda one: one[0])

    def covering(self, span: Span, *kinds: str) -> tuple[Span, Cluster] | None:
        """Return the mention of some kinds that shares a character with `span`, the longest first."""
        near = self._near.near(span)
        found = [(own, cluster) for own, cluster in near if cluster.kind in kinds and own.overlaps(span)]
        return max(found, key=lambda one: (one[0].end - one[0].start, -one[0].start), default=None)

    def before(self, position: int, *kinds: str) -> Iterator[Cluster]:
        """Yield who is mentioned before a position, nearest first."""
        for at in range(bisect_left(self._at, position, key=_start) - 1, -1, -1):
            own, cluster = self._at[at]
            if own.end <= position and cluster.kind in kinds:
                yield cluster

    def last_before(self, position: int, kind: str) -> Span | None:
        """Return the last mention of a kind that ends by a position; of those that begin together the longest."""
        last: Span | None = None
        for at in range(bisect_left(self._at, position, key=_start) - 1, -1, -1):
            own, cluster = self._at[at]
            if last is not None and own.start < last.start:
                break
            if own.end <= position and cluster.kind == kind:
                last = max(last, own) if last is not None else own
        return last

    def clusters(self, kind: str) -> list[Cluster]:
        """Return the entities of a kind in text order."""
        found = {id(cluster): cluster for _, cluster in self._at if cluster.kind == kind}
        return sorted(found.values(), key=Cluster.first)

    def states_in(self, first: int, last: int) -> Iterator[tuple[Span, Cluster]]:
        """Yield the states that tokens `[first, last)` name by name, demonym or capital, longest names first."""
        for span, state in states_named(self._syntax, self._codebook, range(first, last), self._peoples):
            self.also(self.state(state), span)
            yield span, self.state(state)

    def _by_token(self) -> dict[int, Cluster]:
        """Return the entity whose name stands at a token, longer names first; states also where no mention says so."""
        named: dict[int, Cluster] = {}
        for span, cluster in sorted(self._at, key=lambda one: one[0].start - one[0].end):
            for at in self._syntax.inside(span):
                named.setdefault(at, cluster)
        for at, token in enumerate(self._syntax.tokens):
            if at not in named and token.text[:1].isupper():
                self._find(at, named)
        return named

    def _find(self, at: int, named: dict[int, Cluster]) -> None:
        """Note the state or the listed organisation that token `at` begins to name though no mention says so."""
        tokens, text = self._syntax.tokens, self.text
        for size in (3, 2, 1):
            if at + size > len(tokens) or any(one in named for one in range(at, at + size)):
                continue
            span = Span(tokens[at].start, tokens[at + size - 1].end)
            if text.startswith(_TONGUES, span.end):
                return
            words = span.of(text)
            state, body = self._codebook.states.get(words), self._actors.bodies_named.get(words)
            found = None
            if state is not None:
                found = self.state(state)
            elif body is not None and (size > 1 or words.isupper() or words.endswith("s")):
                found = self._thing("organisation", body.name)
            elif body is None and size == 1 and is_acronym(words):
                is_led = is_short_name(at, self._syntax, self._actors)
                found = self._thing("organisation", words) if is_led else self._in_full(words)
            if found is not None:
                named.update(dict.fromkeys(range(at, at + size), found))
                self.also(found, span)
                return

    def _in_full(self, letters: str) -> Cluster | None:
        """Return the organisation of the article for which letters are short."""
        bodies = (cluster for (kind, _), cluster in self._named.items() if kind == "organisation")
        return next((body for body in bodies if short_of(letters, body.name)), None)

    def of_names(self) -> list[int]:
        """Return the tokens that stand in names of people and bodies, or in names which the dossier has."""
        kinds, is_member = ("person", "organisation"), self._members.is_member
        return [at for at, cluster in self.named.items() if cluster.kind in kinds or is_member(cluster)]

    def numbered(self) -> tuple[tuple[Entity, ...], dict[int, str]]:
        """Return the entities with their ids in text order, and the id by `id(cluster)`."""
        for span, cluster in self.who.sided():
            self.also(cluster, span)
        found = {id(c): c for _, c in self._at}
        found |= {id(party): party for party in self._members.parties()}
        ordered = sorted(found.values(), key=lambda c: (c.first(), c.kind, c.name))
        ids = {id(cluster): f"n{at}" for at, cluster in enumerate(ordered, 1)}
        return tuple(entity_of(cluster, ids) for cluster in ordered), ids
