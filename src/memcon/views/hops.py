"""A chain in words: each source as a hop, from the writer inward."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from memcon.views.words import PRONOUNS, hop_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from memcon.coding.record import Entity, Record, Source
    from memcon.spans import Span

LONGEST = 48
"""Characters of a hop that are shown where the chain is told in short."""

_JOINS = re.compile(r"(?:, | and |, and |, as well as | as well as )?(?:[Tt]he )?")
_PARTIES = frozenset(("person", "state", "organisation", "group"))


@dataclass(frozen=True, slots=True)
class Hop:
    """One source of a chain in words; `span` is where it stands, null for the writer.

    joint: who they are where the words name several. hears: an outlet that tells nothing itself but was told.
    """

    source: str
    kind: str
    words: str
    span: Span | None
    entity: str | None = None
    joint: tuple[str, ...] = ()
    hears: bool = False


@dataclass(frozen=True, slots=True)
class Chained:
    """What every record that is shown has: its id, and the hops that it came by, from the writer inward."""

    id: str
    chain: tuple[Hop, ...]

    @property
    def shown(self) -> tuple[Hop, ...]:
        """The chain for a reader: an outlet that was told stands behind who told it, `Jane Doe (to Axios)`."""
        out: list[Hop] = []
        for hop in self.chain:
            told = out.pop() if out and out[-1].hears else None
            out.append(replace(hop, words=f"{hop.words} (to {told.words})") if told else hop)
        return tuple(out)

    @property
    def chain_words(self) -> str:
        """The chain on one line: `writer → Axios → one source`."""
        return " → ".join(hop.words for hop in self.shown)

    @property
    def account(self) -> str:
        """The chain in short, without the writer where there is anybody else: `Axios → one source`, `the writer`."""
        return " → ".join(_short(hop.words) for hop in self.shown[1:]) or "the writer"


def _short(words: str) -> str:
    """Cut a long name at a word: `a letter from the trade commissioner to the …`."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0] or words[:LONGEST]} …"


def hops_of(record: Record) -> dict[str, Hop]:
    """Return the sources of a record as hops, by id."""
    text, entities = record.article.text, {entity.id: entity for entity in record.entities}
    hearing = _hearing(record)
    met = {one.id: _met(one, record) for one in record.sources}
    return {id_: _hop(one, met[id_], text, entities, hears=id_ in hearing) for id_, one in _by_id(record).items()}


def _by_id(record: Record) -> dict[str, Source]:
    return {source.id: source for source in record.sources}


def _met(source: Source, record: Record) -> Source:
    """Return the source by whose words one is shown: of `they`, who has no name, those of whom the same is told."""
    text = record.article.text
    if source.kind != "unnamed" or source.span is None or source.span.of(text).lower() not in PRONOUNS:
        return source
    known = source.unnamed and any((source.unnamed.count, source.unnamed.closeness, source.unnamed.office))
    alike = (one for one in record.sources if one.unnamed == source.unnamed and one.span and one.span < source.span)
    before = [one for one in alike if one.span and one.span.of(text).lower() not in PRONOUNS]
    return before[-1] if known and before else source


def _hop(source: Source, met: Source, text: str, entities: Mapping[str, Entity], *, hears: bool) -> Hop:
    joint = _joint(source, text, entities.values()) if source.kind in ("person", "institution") else ()
    words = " ".join(source.span.of(text).split()) if joint and source.span else hop_words(met, text, entities)
    return Hop(source.id, source.kind, words, source.span, source.entity, joint, hears)


def _hearing(record: Record) -> frozenset[str]:
    """Return the outlets that were only told: named behind who speaks, or `in an interview with` it."""
    sources = _by_id(record)

    def hears(outlet: Source, teller: Source) -> bool:
        before = record.article.text[: outlet.span.start].rstrip() if outlet.span else ""
        behind = outlet.span and teller.span and outlet.span.start > teller.span.start
        return outlet.kind == "outlet" and bool(behind or before.endswith((" with", " to")))

    told = (one.chain[-2:] for one in record.attributions if one.channel == "interview" and len(one.chain) > 2)
    return frozenset(outlet for outlet, teller in told if hears(sources[outlet], sources[teller]))


def _joint(source: Source, text: str, entities: Iterable[Entity]) -> tuple[str, ...]:
    """Return who a source is whose words are a list of names and nothing else: `Norvia, Utland and the Union`."""
    if source.span is None:
        return ()
    parties = [one for one in entities if one.kind in _PARTIES]
    inside = [(span, one.id) for one in parties for span in one.mentions if source.span.contains(span)]
    at, out = source.span.start, []
    for span, entity in sorted(inside):
        if span.start >= at and _JOINS.fullmatch(text, at, span.start):
            out.append(entity)
            at = span.end
    return tuple(dict.fromkeys(out)) if len(set(out)) > 1 and at == source.span.end else ()
