"""What the encoder's frame head sees in an article, as far as the codebook believes it: `frames.yaml` says how far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.codebook.framing import frame_trust
from memcon.coding.attributions import response
from memcon.coding.telling import token_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.coding.view import View
    from memcon.reading.framing import Framing
    from memcon.reading.syntax import Syntax

_NEAR = 3  # tokens on either side in which a rule and the head may see the same thing


@dataclass(frozen=True, slots=True)
class Frames:
    """The frame head's scores of one article, with its parse."""

    framing: Framing
    syntax: Syntax

    def seen(self, group: str) -> Iterator[tuple[int, str]]:
        """Yield the words that carry a frame of a group, likely enough for its label, with the label, in text order."""
        for at in self.framing.carrying(group, frame_trust().lowest(group)):
            if label := self.label(group, at):
                yield at, label

    def label(self, group: str, at: int) -> str | None:
        """Return the label of a group that a word carries likely enough, if any."""
        label = self.framing.best(group, at)
        return label if self.framing.of(group, label, at) >= frame_trust().least[group, label] else None

    def doubts(self, at: int, group: str) -> bool:
        """Say whether the head finds a frame of a group at a word, or close to it, too unlikely."""
        return self.near(group, at) < frame_trust().doubt[group]

    def near(self, group: str, at: int) -> float:
        """Return the highest probability of a frame of a group at a word or close to it, in its sentence."""
        near = self._near(at)
        return 1.0 - float(self.framing.chances[group][near.start : near.stop, 0].min())

    def takes_side(self, kind: str, at: int) -> bool:
        """Say whether a word, or one close to it, carries a stance that is an act of a type as well."""
        return any(self.label("stances", one) in frame_trust().sides[kind] for one in self._near(at))

    def _near(self, at: int) -> range:
        window = self.syntax.sentence(at)
        return range(max(window.first, at - _NEAR), min(window.last, at + _NEAR + 1))

    def sure(self, group: str, at: int) -> str | None:
        """Return the label that the head is sure of at a word, if there is one."""
        label = self.framing.best(group, at)
        return label if self.framing.of(group, label, at) >= frame_trust().sure else None

    def parts(self, role: str, at: int, *, likely: bool = False) -> tuple[int, ...]:
        """Return the words that have a part in the frame at a word: all likely ones, else the likeliest; none twice.

        likely: whether only likely ones count.
        """
        trust = frame_trust()
        last = self.syntax.sentence(at).last if role == "by" else len(self.syntax.tokens)  # who acts is told by then
        found = [pair for pair in self.framing.having(role, at, trust.possible) if pair[0] < last]
        kept = [one for one, chance in found if chance >= trust.likely]
        if not kept and found and not likely:
            kept = [max(found, key=lambda pair: pair[1])[0]]
        return tuple(one for one in kept if not any(one != other and self.is_below(one, other) for other in kept))

    def is_possible(self, role: str, at: int, one: int) -> bool:
        """Say whether a word may have a part in the frame at another."""
        return any(other == one for other, _ in self.framing.having(role, at, frame_trust().possible))

    def ranked(self, role: str, at: int) -> list[int]:
        """Return the words that may be the second to have a part in the frame at a word, the likeliest first."""
        found = self.framing.having(role, at, frame_trust().second)
        return [one for one, _ in sorted(found, key=lambda pair: -pair[1])]

    def is_below(self, at: int, above: int) -> bool:
        """Say whether a word is among those that hang on another, or is it."""
        return self.syntax.low[above] <= at < self.syntax.high[above]


def is_for_reporters(view: View, at: int) -> bool:
    """Say whether a word is of an answer that reporters did not get, or of a wish not to be named."""
    span = token_span(view.scene, at)
    if any(response(view.scene, node.attribution) != "statement" for node in view.told.cueing(span)):
        return True
    sentence = view.syntax.sentence(at)
    start, end = view.syntax.tokens[sentence.first].start, view.syntax.tokens[sentence.last - 1].end
    marks = view.codebook.anonymity.finditer(view.text, start, end)
    return any(mark.start() <= span.end + 1 <= mark.end() for mark in marks)  # `spoke` just before it is of it


def frames(view: View) -> Frames | None:
    """Return what the frame head sees in an article; None where it was not asked."""
    framing = view.scene.reading.framing
    return Frames(framing, view.syntax) if framing is not None else None
