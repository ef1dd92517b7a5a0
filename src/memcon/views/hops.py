"""A chain in words: each source as a hop, from the writer inward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.views.words import hop_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.coding.record import Entity, Record, Source
    from memcon.spans import Span

LONGEST = 48
"""Characters of a hop that are shown where the chain is told in short."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One source of a chain in words; `span` is where it stands, null for the writer."""

    source: str
    kind: str
    words: str
    span: Span | None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Chained:
    """What every record that is shown has: its id, and the hops that it came by, from the writer inward."""

    id: str
    chain: tuple[Hop, ...]

    @property
    def chain_words(self) -> str:
        """The chain on one line: `writer → Axios → one source`."""
        return " → ".join(hop.words for hop in self.chain)

    @property
    def account(self) -> str:
        """The chain in short, without the writer where there is anybody else: `Axios → one source`, `the writer`."""
        return " → ".join(_short(hop.words) for hop in self.chain[1:]) or "the writer"


def _short(words: str) -> str:
    """Cut a long name at a word: `a letter from the trade commissioner to the …`."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0] or words[:LONGEST]} …"


def hops_of(record: Record) -> dict[str, Hop]:
    """Return the sources of a record as hops, by id."""
    text, entities = record.article.text, {entity.id: entity for entity in record.entities}
    return {source.id: _hop(source, text, entities) for source in record.sources}


def _hop(source: Source, text: str, entities: Mapping[str, Entity]) -> Hop:
    return Hop(source.id, source.kind, hop_words(source, text, entities), source.span, source.entity)
