"""Where one chain of one article ends."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from memcon.article import outlets
from memcon.codebook.bodies import bodies, uttering
from memcon.record import aliases, institutions
from memcon.record.known import state_actor
from memcon.record.model import Origin, new_id
from memcon.record.offices import read_title, stateless
from memcon.record.relaying import BACK, HEAD, PRONOUNS, UNKNOWN, Relaying, Told, told_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.codebook import State
    from memcon.coding.record import AttributionRecord, Entity, Proposal, Record, Source
    from memcon.record.cast import ActorIndex
    from memcon.record.model import Actor, OriginKind
    from memcon.spans import Span

_OF_WHOM = re.compile(r"\s(?:to|of|for|from|in|with|by|at|near|under|around|within)\s|['’]s?\s")
_OFFICE = re.compile(
    r"['’]s?\s+(?:\w+\s+)?(?:office|bureau|press service|team|cabinet|ministry|department|camp)$", re.IGNORECASE
)
_THEIRS = re.compile(r"(?:his|her)\s(?:\w+\s)?(?:office|bureau|team|cabinet|ministry|department|party)$", re.IGNORECASE)
_DETERMINER = 4  # characters of an article before a plan's name
_OF_ITSELF = frozenset(("version", "entry", "correction", "headline"))  # an article that speaks of itself


def chains_of(record: Record) -> tuple[tuple[str, ...], ...]:
    """Return the chains of what an article tells, each once."""
    return tuple(dict.fromkeys(one.chain for one in told_in(record)))


def outlet_origin(name: str, index: ActorIndex, text: str) -> Origin:
    """Return the origin that an outlet is where nobody knows whom it has it from.

    text: the story or report that it stands in, by which outlets without a name are told apart.
    """
    name = outlets.named(name) or name or UNKNOWN
    key = aliases.outlet_key(name)
    if name == UNKNOWN:
        return Origin(id=new_id("o", "outlet", key, text), kind="outlet", name=name, outlet=name)
    actor = next((one.id for one in index.known_as([key]) if one.kind == "outlet"), None)
    return Origin(id=new_id("o", "outlet", key), kind="outlet", name=name, actor=actor, outlet=name)


def unnamed_origin(outlet: str, words: str, text: str) -> Origin:
    """Return the origin that an outlet's unnamed sources are, however many they are.

    text: as for `outlet_origin`.
    """
    name = outlets.named(outlet) or outlet
    key = (aliases.outlet_key(name), *((text,) if name == UNKNOWN else ()))
    return Origin(id=new_id("o", "unnamed", *key), kind="unnamed", name=name, outlet=name, words=words)


def actor_origin(actor: Actor) -> Origin:
    """Return the origin that a named person or a body is."""
    kind: OriginKind = "person" if actor.kind == "person" else "institution"
    return Origin(id=new_id("o", actor.id), kind=kind, name=actor.name, actor=actor.id)


class Ends(Relaying):
    """The chains of one article and who stands at their ends."""

    def of(self, chain: Sequence[str]) -> Origin | None:
        """Return the origin of what is told along a chain; None where the writer alone tells it."""
        if self._page is not None:
            return actor_origin(self._page)
        via: str | None = None
        document: Origin | None = None
        for source in self._hops(chain):
            outlet = self._outlet(source)
            if outlet is not None:
                via = outlet or via
                continue
            if source.kind in ("document", "platform"):
                document = document or self._document(source)
                continue
            if document is not None and self._is_told_of(source):
                return document
            return self._who(source, via)
        return document or (outlet_origin(via, self._index, self._story) if via else None)

    def _is_told_of(self, source: Source) -> bool:
        """Say whether somebody is not quoted: what a draft shows that X pledges is the draft's word."""
        said = [one for one in self._record.attributions if one.chain[-1] == source.id]
        return bool(said) and all(one.manner == "indirect" for one in said)

    def uttered(self, record: Told) -> Origin | None:
        """Return the origin of an act that is itself a public word: `X called on Y to talk`."""
        if len(record.chain) > 1 or self._page is not None:
            return None
        if self._learned(record):
            return unnamed_origin(self._first, "sources", self._story)
        for one in self._utterances:
            if any(span.overlaps(cue) for span in record.evidence for cue in one.cue):
                return self.of(one.chain)
        return None

    @cached_property
    def _utterances(self) -> list[AttributionRecord]:
        """Return the statements of others than the writer whose cue is itself a public word."""
        others = (one for one in self._record.attributions if len(one.chain) > 1 and one.response == "statement")
        cues = ((one, " ".join(span.of(self._text) for span in one.cue)) for one in others)
        return [one for one, cue in cues if uttering().utters.intersection(cue.lower().split())]

    # ------------------------------------------------------------ who is said to know

    def _who(self, source: Source, via: str | None) -> Origin | None:
        """Return the origin that a hop is which is no outlet."""
        actor, words = self._actor(source.entity), self._words(source)
        if source.kind == "unnamed":
            return self._unnamed(source, actor, words, via)
        entity = self._entities.get(source.entity or "")
        owner = self._owner(source, entity, words)
        if owner is not None:
            return actor_origin(owner)
        theirs = self._earlier(source, ("person", "institution"), None) if _THEIRS.match(words) else None
        if theirs is not None:
            return self._who(theirs, via)
        before = self._before(source, words) if actor is None or not actor.aliases else None
        if before is not None:
            return self._who(before, via)
        if actor is None:
            return self._by_words(source, words)
        body = self._body(words, actor) if actor.kind == "state" else None
        return actor_origin(body or actor)

    def _unnamed(self, source: Source, actor: Actor | None, words: str, via: str | None) -> Origin | None:
        """Return the origin of somebody unnamed: whom a spokesman serves, else the outlet that had them."""
        if set(words.lower().split()) & _OF_ITSELF:
            return None
        named = self._person_named(source, words)
        if named is None and actor is not None and actor.kind == "person" and aliases.is_full(actor.name):
            named = actor if actor.aliases else None
        if named is not None:
            return actor_origin(named)
        served = self._bearer(words) or self._served(source, words)
        if served is not None:
            return actor_origin(served)
        whose = (bodies().speaks(stateless(words)[0]) or "").removesuffix("'s")
        if whose:
            head = self._bearer(f"the {whose}") or self._named_last(source)
            return actor_origin(head) if head else self._by_words(source, whose)
        return unnamed_origin(via or self._through.get(source.id) or self._first, words, self._story)

    def _bearer(self, words: str) -> Actor | None:
        """Return the only person of the article whose office `the top diplomat` or `the minister` names."""
        rest, states = stateless(words)
        office = read_title(rest, None)
        if words[:4].lower() != "the " or not any(office.heads):
            return None
        persons = (self._actor(one.id) for one in self._record.entities if one.kind == "person")
        keys = tuple(f"h:{key}@" for key in office.heads if key)
        found = {one.id: one for one in persons if one and any(key.startswith(keys) for key in one.aliases)}
        return next(iter(found.values())) if len(found) == 1 and not states else None

    def background(self, record: Proposal) -> bool:
        """Say whether a plan is only named where somebody else speaks: `they accept the truce proposed by X`."""
        is_phrase = bool(record.name) and record.name[0].start <= record.evidence[0].start + _DETERMINER
        last = self._sources.get(record.chain[-1])
        speaker = self._met.sides.get((last and last.entity) or "")
        return is_phrase and bool(record.by) and all(self._met.sides.get(one) != speaker for one in record.by)

    def _served(self, source: Source, words: str) -> Actor | None:
        """Return the body for which an unnamed spokesman speaks."""
        rest = bodies().speaks(stateless(words)[0])
        entity = self._entities.get(source.entity or "")
        sides = (source.unnamed.side if source.unnamed else None, entity.side if entity else None)
        side = next((actor for one in sides if (actor := self._actor(one)) is not None), None)
        if rest is None or side is None:
            return None
        return (self._body(rest.title(), side) if side.kind == "state" else None) or side

    def _before(self, source: Source, words: str) -> Source | None:
        """Return the source before that `it` or `the office` goes back to; None for words that name somebody."""
        low = aliases.normal(words)
        noun = None if low in PRONOUNS else low.rpartition(" ")[2]
        if not (noun is None or (words[:4].lower() == "the " and words[4:] == words[4:].lower())) or not source.span:
            return None
        return self._earlier(source, (source.kind,), noun)

    def _earlier(self, source: Source, kinds: tuple[str, ...], noun: str | None) -> Source | None:
        """Return the nearest source of some kinds before another that names somebody, by a noun if one is given."""
        if source.span is None:
            return None
        at = source.span.start
        before = [
            one
            for one in self._record.sources
            if one.kind in kinds and one.span and one.span.end <= at and self._names(one, noun)
        ]
        return max(before, key=lambda one: one.span or (0, 0), default=None)

    def _names(self, source: Source, noun: str | None) -> bool:
        """Say whether a source's words name somebody, by a noun where one is asked for."""
        words = self._words(source)
        is_name = any(word[:1].isupper() for word in words.split()[1:]) or bool(source.entity)
        return is_name and aliases.normal(words) not in PRONOUNS and (noun is None or noun in words.lower().split())

    def _owner(self, source: Source, entity: Entity | None, words: str) -> Actor | None:
        """Return the person whose office or team is said to say something."""
        if not (_OFFICE.search(words) or (entity is not None and _OFFICE.search(entity.name))):
            return None
        owner = self._actor(entity.side) if entity is not None else None
        if owner is None and source.span is not None:
            named = [one for one in self._record.entities if one.kind == "person" and self._named_in(one, source.span)]
            owner = self._actor(named[0].id) if named else None
        return owner if owner is not None and owner.kind == "person" else None

    def _person_named(self, source: Source, words: str) -> Actor | None:
        """Return the person with whose name a source's words end: `its chief executive, NAME`, but no aide of NAME."""
        if source.span is None:
            return None
        for one in self._record.entities:
            ends = [at for at in one.mentions if source.span.contains(at) and at.end >= source.span.end - 1]
            if one.kind == "person" and ends and aliases.is_full(one.name) and self._named_in(one, source.span):
                before = self._text[source.span.start : ends[0].start].rstrip()
                return None if _OF_WHOM.search(words) and not before.endswith(",") else self._actor(one.id)
        return None

    def _named_last(self, source: Source) -> Actor | None:
        """Return the person with whose name a source's words end: `a spokesman for the minister, NAME`."""
        inside = [
            (at, one)
            for one in self._record.entities
            if one.kind == "person" and aliases.is_full(one.name)
            for at in one.mentions
            if source.span and source.span.contains(at) and at.end >= source.span.end - 1
        ]
        return self._actor(max(inside, key=lambda pair: pair[0])[1].id) if inside else None

    def _named_in(self, person: Entity, span: Span) -> bool:
        """Say whether a span has a person's name, not only a description that means them."""
        inside = (
            at.of(self._text).removesuffix("'s").removesuffix("’s") for at in person.mentions if span.contains(at)
        )
        return any(words.rpartition(" ")[2] in person.name.split() for words in inside)

    def _body(self, words: str, state: Actor) -> Actor | None:
        """Return the body of a state that words name; kept, where it is new."""
        key = bodies().named(stateless(words)[0])
        if key is None:
            return None
        body = institutions.body(key, words, self._actor_id(state.side) or state)
        known = self._actor_id(body.id)
        if known is None:
            self._index.put([body], [])
        return known or body

    def _by_words(self, source: Source, words: str) -> Origin | None:
        """Return the origin of a hop of whom there are only words; none of a pronoun."""
        low = aliases.normal(words)
        if not low or BACK.fullmatch(low):
            return None
        states = stateless(words)[1]
        body = self._body(words, self._state(states[0])) if states else None
        if body is not None:
            return actor_origin(body)
        kind: OriginKind = "person" if source.kind == "person" else "institution"
        return Origin(id=new_id("o", kind, low), kind=kind, name=words)

    def _state(self, state: State) -> Actor:
        return self._actor_id(state_actor(state).id) or state_actor(state)

    def _document(self, source: Source) -> Origin:
        words = self._words(source)
        kind: OriginKind = "platform" if source.kind == "platform" else "document"
        head = aliases.normal(stateless(HEAD.split(words)[0])[0]).rpartition(" ")[2]
        return Origin(id=new_id("o", kind, head), kind=kind, name=words)
