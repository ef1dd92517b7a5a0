"""Frames: which words carry a stance, an act, a standing or a plan, and which words have a part in it, as scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from memcon.encoder import Labels, Scores


@dataclass(frozen=True, slots=True)
class Framing:
    """What the encoder's frame head says of each of n words.

    names: the labels of each group, the first of which is none. chances: by group (n, labels) probabilities, each row
    sums to 1. roles: in the order of `parts`. parts: of each word that may carry a frame, the first word of its window
    and (roles, w) log-odds that a word of the window has the role in it.
    """

    names: Mapping[str, tuple[str, ...]]
    chances: Mapping[str, NDArray[np.float32]]
    roles: tuple[str, ...]
    parts: Mapping[int, tuple[int, NDArray[np.float16]]]

    def chance(self, group: str, at: int) -> float:
        """Return the probability that a word carries a frame of a group."""
        return 1.0 - float(self.chances[group][at, 0])

    def best(self, group: str, at: int) -> str:
        """Return the likeliest label of a group but none."""
        return self.names[group][1 + int(self.chances[group][at, 1:].argmax())]

    def of(self, group: str, label: str, at: int) -> float:
        """Return the probability that a word carries a frame of a label."""
        return float(self.chances[group][at, self.names[group].index(label)])

    def carrying(self, group: str, least: float) -> list[int]:
        """Return the words that carry a frame of a group with at least this probability, in text order."""
        return [int(at) for at in np.nonzero(1.0 - self.chances[group][:, 0] >= least)[0]]

    def having(self, role: str, at: int, least: float) -> list[tuple[int, float]]:
        """Return the words that have a role in the frame at a word, with their probabilities, in text order."""
        if at not in self.parts:
            return []
        first, odds = self.parts[at]
        chances = 1.0 / (1.0 + np.exp(-odds[self.roles.index(role)].astype(np.float32)))
        return [(int(first + i), float(chances[i])) for i in np.nonzero(chances >= least)[0]]


def framed(scores: Scores, labels: Labels) -> Framing:
    """Decode the frame head's scores of one text. Time grows linearly with the words."""
    chances, at = {}, 0
    for group, names in labels.frames:
        odds = scores.frames[:, at : at + len(names)]
        raised = np.exp(odds - odds.max(1, keepdims=True)) if len(odds) else odds
        chances[group] = raised / raised.sum(1, keepdims=True)
        at += len(names)
    parts = {
        int(first + carrier): (first, odds)
        for first, carriers, window in scores.parts
        for carrier, odds in zip(carriers, window, strict=True)
    }
    return Framing(dict(labels.frames), chances, tuple(role for role, _ in labels.parts), parts)
