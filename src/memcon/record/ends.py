"""Where one chain of one article ends."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from memcon.article import outlets
from memcon.codebook import load
from memcon.codebook.bodies import bodies, uttering
from memcon.record import aliases, institutions
from memcon.record.model import Origin, new_id
from memcon.record.offices import read_title, stateless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.coding.record import AttributionRecord, Entity, Proposal, Record, Source
    from memcon.record.cast import ActorIndex
    from memcon.record.model import Actor, Entry, OriginKind
    from memcon.record.who import Met
    from memcon.spans import Span

_BACK = re.compile(
    r"(?:the|they|them|he|she|it|both|these|those|that|one of|two of|some of|neither|either|another of|each of|his|her|"
    r"the (?:same|other)|(?:one|two|both|all) of)\b",
    re.IGNORECASE,
)
_SOME = re.compile(r"(?:an?|some|several|another|one)\s", re.IGNORECASE)  # an outlet without a name
_HEAD = re.compile(r"\s(?:by|in|of|from|to|on|for|with|obtained|seen|reviewed|signed|dated|published|that|which)\b")
_OF_WHOM = re.compile(r"\s(?:to|of|for|from|in|with|by|at|near|under|around|within)\s|['’]s?\s")
_OFFICE = re.compile(
    r"['’]s?\s+(?:\w+\s+)?(?:office|bureau|press service|team|cabinet|ministry|department|camp)$", re.IGNORECASE
)
_DETERMINER = 4  # characters of an article before a plan's name
_OF_ITSELF = frozenset(("version", "entry", "correction", "headline"))  # an article that speaks of itself


class Told(Protocol):
    """A record of an article, as far as its origin goes."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def evidence(self) -> tuple[Span, ...]:
        """Where it stands."""

    @property
    def chain(self) -> tuple[str, ...]:
        """Its sources, the writer first."""


def told_in(record: Record) -> tuple[Told, ...]:
    """Return what an article tells."""
    return (*record.events, *record.positions, *record.proposals, *record.standings)


def chains_of(record: Record) -> tuple[tuple[str, ...], ...]:
    """Return the chains of what an article tells, each once."""
    return tuple(dict.fromkeys(one.chain for one in told_in(record)))


def outlet_origin(name: str, index: ActorIndex) -> Origin:
    """Return the origin that an outlet is where nobody knows whom it has it from."""
    name = outlets.named(name) or name or "unknown"
    key = aliases.outlet_key(name)
    actor = next((one.id for one in index.known_as([key]) if one.kind == "outlet"), None)
    return Origin(id=new_id("o", "outlet", key), kind="outlet", name=name, actor=actor, outlet=name)


def unnamed_origin(outlet: str, words: str) -> Origin:
    """Return the origin that an outlet's unnamed sources are, however many they are."""
    name = outlets.named(outlet) or outlet
    return Origin(
        id=new_id("o", "unnamed", aliases.outlet_key(name)), kind="unnamed", name=name, outlet=name, words=words
    )


def actor_origin(actor: Actor) -> Origin:
    """Return the origin that a named person or a body is."""
    kind: OriginKind = "person" if actor.kind == "person" else "institution"
    return Origin(id=new_id("o", actor.id), kind=kind, name=actor.name, actor=actor.id)


def _is_masthead(name: str) -> bool:
    """Say whether words name an outlet: not `an American website`, `the paper`, `state television`."""
    bare = aliases.normal(name)
    return (
        not _SOME.match(name)
        and bare not in _PRONOUNS
        and (name.lower() != name)
        and any(word[:1].isupper() or word.isdigit() for word in name.split()[1 if name[:4].lower() == "the " else 0 :])
    )


class Ends:
    """The chains of one article and who stands at their ends."""

    def __init__(self, entry: Entry, met: Met, index: ActorIndex, first_outlet: str | None) -> None:
        self._record, self._met, self._index = entry.record, met, index
        self._text = entry.record.article.text
        self._sources = {one.id: one for one in self._record.sources}
        self._entities = {one.id: one for one in self._record.entities}
        publisher = self._actor_id(met.outlet)
        self._page = publisher if publisher and publisher.kind != "outlet" else None
        self._own = met.outlet
        article = self._record.article
        credited = outlets.named(article.credit or "")
        self._first = credited or first_outlet or article.outlet or "unknown"
        self._only_act = self._acting()
        self._via = self._introduced()

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
            return self._who(source, via)
        return document or (outlet_origin(via, self._index) if via else None)

    def _hops(self, chain: Sequence[str]) -> list[Source]:
        known = (self._sources[one] for one in chain if one in self._sources and one not in self._only_act)
        return [one for one in known if one.kind != "writer"]

    def _words(self, source: Source) -> str:
        return " ".join(source.span.of(self._text).split()) if source.span else ""

    def _actor_id(self, id_: str | None) -> Actor | None:
        return next(iter(self._index.actors([id_])), None) if id_ else None

    def _actor(self, entity: str | None) -> Actor | None:
        return self._actor_id(self._met.actors.get(entity or ""))

    # ------------------------------------------------------------ who speaks and who only acts

    def _acting(self) -> frozenset[str]:
        """Return the sources of whom only deeds are told: the union of `the union agreed to wait`."""
        acts: dict[str, bool] = {}
        for one in self._record.attributions:
            if len(one.chain) > 1:
                acts[one.chain[-1]] = acts.get(one.chain[-1], True) and self._is_act(one)
        return frozenset(source for source, is_act in acts.items() if is_act)

    def _is_act(self, said: AttributionRecord) -> bool:
        words = " ".join(span.of(self._text) for span in said.cue).lower().split()
        is_on = bool(set(words) & uttering().acts_on) and words[-1] == "on"
        return said.manner == "indirect" and (is_on or bool(set(words) & uttering().acts))

    def uttered(self, record: Told) -> Origin | None:
        """Return the origin of an act that is itself a public word: `X called on Y to talk`."""
        if len(record.chain) > 1 or self._page is not None:
            return None
        if self._learned(record):
            return unnamed_origin(self._first, "sources")
        for one in self._record.attributions:
            words = {word for span in one.cue for word in span.of(self._text).lower().split()}
            inside = any(span.overlaps(cue) for span in record.evidence for cue in one.cue)
            if inside and words & uttering().utters and len(one.chain) > 1 and one.response == "statement":
                return self.of(one.chain)
        return None

    def _learned(self, record: Told) -> bool:
        """Say whether the outlet itself has learned what a record tells: `X is ready, the paper understands`."""
        own = (one for one in self._record.attributions if len(one.chain) == 1 and one.source)
        for one in own:
            words = {word for span in one.cue for word in span.of(self._text).lower().split()}
            holds = any(span.overlaps(piece) for span in record.evidence for piece in one.content)
            if holds and words & uttering().learns:
                return True
        return False

    # ------------------------------------------------------------ outlets

    def _outlet(self, source: Source) -> str | None:
        """Return the outlet that a hop hands on, `` for the article's own; None for a hop that is none."""
        actor = self._actor(source.entity)
        if actor is not None and _is_masthead(actor.name) and actor.kind == "outlet" and source.kind != "unnamed":
            return "" if actor.id == self._own else actor.name
        words = self._words(source)
        if source.kind == "outlet" and not _is_masthead(words):
            return self._cited(source) or next(iter(name for _, name in sorted(self._others)), words)
        if source.kind == "outlet":
            return words
        if source.kind == "document" and self._is_report(source):
            return self._cited(source)
        return None

    def _is_report(self, source: Source) -> bool:
        """Say whether a document is what an outlet publishes: `the report`, `a story`, `the article`."""
        words = _HEAD.split(self._words(source).lower())[0].split()
        return bool(set(words) & _REPORTS) or any(word in load().media for word in words)

    def _cited(self, source: Source) -> str | None:
        """Return the other outlet on which the article draws before a hop, the nearest."""
        at = source.span.end if source.span else 0
        before = [(start, name) for start, name in self._others if start <= at]
        return max(before)[1] if before else None

    @cached_property
    def _others(self) -> list[tuple[int, str]]:
        """Return the mentions of outlets other than the article's own, with where they stand."""
        found = ((one, self._actor(one.id)) for one in self._record.entities)
        return [
            (span.start, actor.name)
            for entity, actor in found
            if actor is not None and actor.kind == "outlet" and actor.id != self._own and _is_masthead(actor.name)
            for span in entity.mentions
        ]

    def _introduced(self) -> dict[str, str]:
        """Return through which other outlet each unnamed source speaks, by entity, where any chain says so."""
        out: dict[str, str] = {}
        said = (one.chain for one in self._record.attributions)
        for chain in dict.fromkeys((*said, *chains_of(self._record))):
            via: str | None = None
            for source in self._hops(chain):
                outlet = self._outlet(source)
                via = via if outlet is None else (outlet or via)
                if via and source.kind == "unnamed" and source.entity:
                    out.setdefault(source.entity, via)
        return out

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
        via = via or self._via.get(source.entity or "") or (self._cited(source) if _BACK.match(words) else None)
        return unnamed_origin(via or self._first, words)

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
        noun = None if low in _PRONOUNS else low.rpartition(" ")[2]
        if not (noun is None or (words[:4].lower() == "the " and words[4:] == words[4:].lower())) or not source.span:
            return None
        before = [
            one
            for one in self._record.sources
            if one.kind == source.kind and one.span and one.span.end <= source.span.start and self._names(one, noun)
        ]
        return max(before, key=lambda one: one.span or (0, 0), default=None)

    def _names(self, source: Source, noun: str | None) -> bool:
        """Say whether a source's words name somebody, by a noun where one is asked for."""
        words = self._words(source)
        is_name = any(word[:1].isupper() for word in words.split()[1:]) or bool(source.entity)
        return is_name and aliases.normal(words) not in _PRONOUNS and (noun is None or noun in words.lower().split())

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
        if not low or _BACK.fullmatch(low):
            return None
        kind: OriginKind = "person" if source.kind == "person" else "institution"
        return Origin(id=new_id("o", kind, low), kind=kind, name=words)

    def _document(self, source: Source) -> Origin:
        words = self._words(source)
        kind: OriginKind = "platform" if source.kind == "platform" else "document"
        head = aliases.normal(stateless(_HEAD.split(words)[0])[0]).rpartition(" ")[2]
        return Origin(id=new_id("o", kind, head), kind=kind, name=words)


_PRONOUNS = frozenset(("it", "its", "they", "their", "which", "that"))
_REPORTS = frozenset(("report", "reports", "story", "article", "scoop", "account", "publication", "publications"))
