"""On whose word something in the article stands: the innermost attribution around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.nearby import Nearby
from memcon.spans import Covered, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from memcon.coding.chains import Told
    from memcon.coding.scene import Hop, Scene
    from memcon.reading.syntax import Syntax


class Tellings(tuple["Told", ...]):  # noqa: SLOT001 - a tuple can have none
    """The attributions of an article in text order, looked up by what their contents and cues hold.

    saying_so: the words of all sources and cues.
    """

    def __init__(self, told: Iterable[Told] = ()) -> None:  # noqa: ARG002 - the tuple has taken them
        self._contents: Nearby[Told] = Nearby()
        self._cues: Nearby[Told] = Nearby()
        roles = (node.attribution for node in self)
        self.saying_so = Covered(span for own in roles for span in (*own.source, *own.cue))
        for node in self:
            for piece in node.attribution.content:
                self._contents.add(piece, node)
            for piece in node.attribution.cue:
                self._cues.add(piece, node)

    def saying(self, span: Span) -> list[Told]:
        """Return the attributions one of whose pieces of content holds `span`."""
        return [node for piece, node in self._contents.near(span) if piece.contains(span)]

    def cueing(self, span: Span) -> list[Told]:
        """Return the attributions one of whose cues holds `span`."""
        return [node for piece, node in self._cues.near(span) if piece.contains(span)]


def telling(told: Tellings, span: Span) -> Told | None:
    """Return the innermost attribution one of whose pieces of content holds `span`; None where the writer speaks."""
    return min(told.saying(span), key=_size, default=None)


def innermost(syntax: Syntax, told: Iterable[Told]) -> list[Told | None]:
    """Return for every token what `telling` would, all at once."""
    out: list[Told | None] = [None] * len(syntax.tokens)
    for node in sorted(told, key=_size, reverse=True):
        for piece in node.attribution.content:
            for at in syntax.inside(piece):
                if piece.start <= syntax.tokens[at].start and syntax.tokens[at].end <= piece.end:
                    out[at] = node
    return out


def cued(told: Tellings, span: Span) -> Told | None:
    """Return the attribution whose cue holds `span`: the predicate there is itself an act of saying."""
    return max(told.cueing(span), key=_size, default=None)


def teller(told: Tellings, span: Span) -> tuple[Hop, ...]:
    """Return the chain on which `span` stands, the writer left out: empty where the writer speaks."""
    node = telling(told, span)
    return node.chain if node else ()


def token_span(scene: Scene, token: int) -> Span:
    """Return the characters of a token, by which it is looked up."""
    found = scene.syntax.tokens[token]
    return Span(found.start, found.end)


def ids_of(chain: Sequence[Hop], ids: dict[int, str]) -> tuple[str, ...]:
    """Return a chain as the record has it, the writer first; `ids` is by `id(hop)`."""
    return ("s0", *(ids[id(hop)] for hop in chain))


def _size(node: Told) -> int:
    return sum(span.end - span.start for span in node.attribution.content)
