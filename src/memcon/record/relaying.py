"""Through whom an article has what it tells: its outlets, its reports, and whom it has introduced before."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from memcon.article import outlets
from memcon.codebook import load
from memcon.codebook.bodies import uttering
from memcon.record import aliases
from memcon.record.mastheads import PARTIES, party_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.coding.record import AttributionRecord, Record, Source
    from memcon.record.cast import ActorIndex
    from memcon.record.model import Actor, Entry
    from memcon.record.who import Met
    from memcon.spans import Span

BACK = re.compile(
    r"(?:the|they|them|he|she|it|both|these|those|that|one of|two of|some of|neither|either|another of|each of|his|her|"
    r"the (?:same|other)|(?:one|two|both|all) of)\b",
    re.IGNORECASE,
)
HEAD = re.compile(r"\s(?:by|in|of|from|to|on|for|with|obtained|seen|reviewed|signed|dated|published|that|which)\b")
PRONOUNS = frozenset(("it", "its", "they", "them", "their", "which", "that", "he", "she", "who", "both"))
UNKNOWN = "unknown"  # the outlet of an article that names none
_SOME = re.compile(r"(?:an?|some|several|another|one)\s", re.IGNORECASE)  # an outlet without a name
_BY = re.compile(r"\s(?:by|in|from|on)\s(?:the\s)?")
_REPORTS = frozenset(("report", "reports", "story", "article", "scoop", "account", "publication", "publications"))


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


def is_masthead(name: str) -> bool:
    """Say whether words name an outlet: not `an American website`, `the paper`, `state television`."""
    bare = aliases.normal(name)
    return (
        not _SOME.match(name)
        and bare not in PRONOUNS
        and (name.lower() != name)
        and any(word[:1].isupper() or word.isdigit() for word in name.split()[1 if name[:4].lower() == "the " else 0 :])
    )


class Relaying:
    """One article's sources, and which outlets hand on what others said."""

    def __init__(self, entry: Entry, met: Met, index: ActorIndex, first: tuple[str | None, str]) -> None:
        self._record, self._met, self._index = entry.record, met, index
        self._text = entry.record.article.text
        first_outlet, self._story = first
        self._sources = {one.id: one for one in self._record.sources}
        self._entities = {one.id: one for one in self._record.entities}
        publisher = self._actor_id(met.outlet)
        self._page = publisher if publisher and publisher.kind != "outlet" else None
        self._own = met.outlet
        article = self._record.article
        credited = outlets.named(article.credit or "")
        self._first = credited or first_outlet or article.outlet or UNKNOWN
        self._only_act = self._acting()
        self._through = self._spoken_through()

    def _hops(self, chain: Sequence[str]) -> list[Source]:
        known = (self._sources[one] for one in chain if one in self._sources and one not in self._only_act)
        return [one for one in known if one.kind != "writer"]

    def _words(self, source: Source) -> str:
        return " ".join(source.span.of(self._text).split()) if source.span else ""

    def _actor_id(self, id_: str | None) -> Actor | None:
        return next(iter(self._index.actors([id_])), None) if id_ else None

    def _actor(self, entity: str | None) -> Actor | None:
        return self._actor_id(self._met.actors.get(entity or ""))

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
        is_act = is_on or bool(set(words) & uttering().acts)
        return said.manner == "indirect" and (is_act or self._is_reminder(said, words))

    def _is_reminder(self, said: AttributionRecord, cue: Sequence[str]) -> bool:
        """Say whether a word that was given before is only brought to mind: `X had insisted`, not when nor to whom."""
        return cue[:1] == ["had"] and "told" not in cue and said.said is None and said.channel is None

    def _learned(self, record: Told) -> bool:
        """Say whether the outlet itself has learned what a record tells: `X is ready, the paper understands`."""
        own = (one for one in self._record.attributions if len(one.chain) == 1)
        for one in own:
            words = {word for span in one.cue for word in span.of(self._text).lower().split()}
            if not one.source and "it" not in words:  # `it is understood`
                continue
            holds = any(span.overlaps(piece) for span in record.evidence for piece in one.content)
            if holds and words & uttering().learns:
                return True
        return False

    def _outlet(self, source: Source) -> str | None:
        """Return the outlet that a hop hands on, `` for the article's own; None for a hop that is none."""
        actor = self._actor(source.entity)
        if source.kind == "outlet" and self._is_described(source):
            return self._cited(source) or (actor.name if actor else self._words(source))
        if actor is not None and is_masthead(actor.name) and actor.kind == "outlet" and source.kind != "unnamed":
            return "" if actor.id == self._own else actor.name
        words = self._words(source)
        if source.kind == "outlet" and actor is not None and self._is_party(source, actor):
            return None
        if source.kind == "outlet":
            others = (name for _, name in sorted(self._others))
            return words if is_masthead(words) else self._cited(source) or next(others, words)
        if source.kind == "document" and self._is_report(source):
            return self._cited(source)
        return None

    def _is_party(self, source: Source, actor: Actor) -> bool:
        """Say whether who was taken for an outlet is a state, a body or a person that has a side in the talks."""
        entity = self._entities.get(source.entity or "")
        party = (party_named(entity, self._record.entities) or entity) if entity else None
        has_side = actor.kind == "state" or bool(actor.side or (party and party.side))
        return actor.kind in PARTIES and has_side and outlets.named(self._words(source)) is None

    def _is_described(self, source: Source) -> bool:
        """Say whether an outlet is only called what it is: `the daily`, `the Munich newspaper`."""
        words = HEAD.split(self._words(source).partition(",")[0])[0].split()
        return len(words) > 1 and words[0].lower() in ("the", "this") and words[-1] in load().media

    def _is_report(self, source: Source) -> bool:
        """Say whether a document is what an outlet publishes: `the report`, `a story`, `the article`."""
        words = HEAD.split(self._words(source).lower())[0].split()
        return bool(set(words) & _REPORTS) or any(word in load().media for word in words)

    def _cited(self, source: Source) -> str | None:
        """Return the other outlet on which the article draws before a hop, the nearest."""
        at = source.span.end if source.span else 0
        by = _BY.match(self._text, at)
        at = by.end() if by else at
        before = [(start, name) for start, name in self._others if start <= at]
        return max(before)[1] if before else None

    @cached_property
    def _others(self) -> list[tuple[int, str]]:
        """Return the mentions of outlets other than the article's own, with where they stand."""
        found = ((one, self._actor(one.id)) for one in self._record.entities)
        return [
            (span.start, actor.name)
            for entity, actor in found
            if actor is not None and actor.kind == "outlet" and actor.id != self._own and is_masthead(actor.name)
            for span in entity.mentions
        ]

    def _spoken_through(self) -> dict[str, str | None]:
        """Return through which other outlet each unnamed source speaks, by its id; None where it is the article's own.

        What a chain says counts; else `the officials` and `they` are who was met before, and without anybody such they
        are those of the outlet on which the article draws.
        """
        said = self._vias()
        by_entity = {self._sources[one].entity: via for one, via in said.items() if self._sources[one].entity}
        unnamed = [one for one in self._record.sources if one.kind == "unnamed" and one.span]
        out: dict[str, str | None] = {}
        for source in sorted(unnamed, key=lambda one: one.span or (0, 0)):
            words = self._words(source)
            if source.id in said or source.entity in by_entity:
                out[source.id] = said.get(source.id) or by_entity.get(source.entity)
            elif BACK.match(words):
                before = [one for one in unnamed if one.span and source.span and one.span.end <= source.span.start]
                same = next((one for one in reversed(before) if self._can_be(one, words)), None)
                out[source.id] = out.get(same.id) if same else self._drawn_on(source)
        return out

    def _can_be(self, earlier: Source, words: str) -> bool:
        """Say whether words can go back to an earlier source: a pronoun to any, a noun to itself or to a pronoun."""
        low, other = aliases.normal(words), aliases.normal(self._words(earlier))
        nouns = set(HEAD.split(low)[0].split()[-1:]) | set(low.split()[-1:])
        stems = {noun.rstrip("s") for noun in nouns}
        return low in PRONOUNS or other in PRONOUNS or any(word.rstrip("s") in stems for word in other.split())

    def _vias(self) -> dict[str, str]:
        """Return the outlet before each unnamed source of a chain that has one, by the source's id."""
        out: dict[str, str] = {}
        for chain in self._chains():
            via: str | None = None
            for source in self._hops(chain):
                outlet = self._outlet(source)
                via = via if outlet is None else (outlet or via)
                if via and source.kind == "unnamed":
                    out.setdefault(source.id, via)
        return out

    def _drawn_on(self, source: Source) -> str | None:
        """Return the outlet whose report the article goes on telling before a source: the nearest that is no hearer."""
        found = []
        for chain in self._chains():
            hops = self._hops(chain)
            for at, hop in enumerate(hops):
                behind = hops[at + 1].kind if at + 1 < len(hops) else "unnamed"
                if hop.span and source.span and hop.span.start < source.span.start and behind == "unnamed":
                    found.append((hop.span, self._outlet(hop)))
        return next((name for _, name in sorted(found, key=lambda one: one[0], reverse=True) if name), None)

    def _chains(self) -> Iterator[tuple[str, ...]]:
        said = (one.chain for one in self._record.attributions)
        yield from dict.fromkeys((*said, *(one.chain for one in told_in(self._record))))
