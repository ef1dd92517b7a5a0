"""What is known while the sources of one article are being told apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon.article import outlets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.codebook import Codebook
    from memcon.coding.entities import Cluster, Entities
    from memcon.coding.phrases import Phrase
    from memcon.coding.record import SourceKind
    from memcon.reading.model import Reading
    from memcon.reading.syntax import Syntax
    from memcon.spans import Span

_OURS = frozenset(
    (
        *("we", "us", "i", "me", "our correspondent", "our reporter", "this reporter", "this newspaper", "this paper"),
        *("this outlet", "this publication", "this website", "this magazine", "this agency"),
    )
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of an unnamed source: the fields of `Unnamed`, the side not yet numbered."""

    count: int | None = None
    closeness: str | None = None
    side: Cluster | None = None
    office: str | None = None
    reason: str | None = None


@dataclass(slots=True, eq=False)
class Hop:
    """A source where it stands.

    is_inner: told by another source; a pronoun outside will hardly mean it.
    told: for a named person, the outlet that was told; `he said` in the next sentence is told to it too.
    prefix: for one known from an earlier place, the chain that led to it there, itself left out.
    """

    kind: SourceKind
    span: Span
    cluster: Cluster | None = None
    phrase: Phrase | None = None
    same_as: Hop | None = None
    prefix: tuple[Hop, ...] = ()
    told: tuple[Hop, ...] = ()
    is_inner: bool = False
    facts: Facts | None = None


@dataclass(slots=True)
class Scene:
    """What is known while the sources of one article are being told apart; `seen` grows, in text order."""

    reading: Reading
    syntax: Syntax
    codebook: Codebook
    entities: Entities
    seen: list[Hop] = field(default_factory=list)

    def earlier(self, position: int, *kinds: str) -> Iterator[Hop]:
        """Yield earlier sources of some kinds, nearest first."""
        found = [hop for hop in self.seen if hop.span.end <= position and hop.kind in kinds]
        yield from sorted(found, key=lambda hop: (hop.is_inner, -hop.span.start))


def is_own(scene: Scene, span: Span) -> bool:
    """Say whether the words name the article's own outlet: then they are the writer."""
    words = span.of(scene.reading.article.text)
    if words.lower() in _OURS:
        return True
    name = _outlet_name(words)
    own = (scene.reading.article.outlet, scene.reading.article.credit)
    return any(name == _outlet_name(mine) for mine in own if mine)


def _outlet_name(words: str) -> str:
    bare = words.strip(" .,").removesuffix("'s").removesuffix("’s")
    bare = bare[4:] if bare[:4] in ("the ", "The ") else bare
    return outlets.named(bare) or bare.casefold()


def back(words: Phrase, hop: Hop | None, kind: SourceKind) -> Hop:
    """Return a hop that refers to an earlier one: same kind, same entity, and the chain that led there."""
    if hop is None:
        return Hop(kind, words.span)
    return Hop(hop.kind, words.span, hop.cluster, None, hop, hop.prefix)
