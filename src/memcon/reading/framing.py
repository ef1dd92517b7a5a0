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
    sums to 1. carriers, parts: by role (n, m) vectors of a frame's word and of whoever has the role in it; their
    product and the prior are log-odds. window: (n,) only words of one window can be held against each other.
    """

    names: Mapping[str, tuple[str, ...]]
    chances: Mapping[str, NDArray[np.float32]]
    carriers: Mapping[str, NDArray[np.float32]]
    parts: Mapping[str, NDArray[np.float32]]
    priors: Mapping[str, float]
    window: NDArray[np.int64]

    def chance(self, group: str, at: int) -> float:
        """Return the probability that a word carries a frame of a group."""
        return 1.0 - float(self.chances[group][at, 0])

    def best(self, group: str, at: int) -> str:
        """Return the likeliest label of a group but none."""
        return self.names[group][1 + int(self.chances[group][at, 1:].argmax())]

    def carrying(self, group: str, least: float) -> list[int]:
        """Return the words that carry a frame of a group with at least this probability, in text order."""
        return [int(at) for at in np.nonzero(1.0 - self.chances[group][:, 0] >= least)[0]]

    def having(self, role: str, at: int, least: float) -> list[tuple[int, float]]:
        """Return the words that have a role in the frame at a word, with their probabilities, in text order."""
        first, last = np.searchsorted(self.window, [self.window[at], self.window[at] + 1])
        odds = self.parts[role][first:last] @ self.carriers[role][at] / _SCALE + self.priors[role]
        chances = 1.0 / (1.0 + np.exp(-odds))
        return [(int(first + i), float(chances[i])) for i in np.nonzero(chances >= least)[0]]


_SCALE = 7.0  # what training divides the products by


def framed(scores: Scores, labels: Labels) -> Framing:
    """Decode the frame head's scores of one text. Time grows linearly with the words."""
    chances, at = {}, 0
    for group, names in labels.frames:
        odds = scores.frames[:, at : at + len(names)]
        raised = np.exp(odds - odds.max(1, keepdims=True)) if len(odds) else odds
        chances[group] = raised / raised.sum(1, keepdims=True)
        at += len(names)
    halves = scores.parts.reshape(len(scores.parts), 2, len(labels.parts), labels.part)
    roles = [role for role, _ in labels.parts]
    return Framing(
        names=dict(labels.frames),
        chances=chances,
        carriers={role: halves[:, 0, i] for i, role in enumerate(roles)},
        parts={role: halves[:, 1, i] for i, role in enumerate(roles)},
        priors=dict(labels.parts),
        window=scores.window,
    )
