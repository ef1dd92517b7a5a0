"""Who is who: how likely two words mean the same person or body, and a word the party that somebody speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from memcon.encoder import Labels, Scores

_SCALE = 7.0  # what training divides the products of vectors by


@dataclass(frozen=True, slots=True)
class Kinship:
    """What the encoder says of who is who among n words.

    vectors: (m, roles, 2, size), of a word that is asked about and of one that may answer, for those that can mean
    somebody. row: (n,) which of them is a word's, -1 for none. near: see `encoder.Kin`.
    """

    vectors: NDArray[np.float16]
    row: NDArray[np.int64]
    prior: tuple[float, ...]
    near: NDArray[np.float32]

    def same(self, at: int, others: Sequence[int]) -> NDArray[np.float32]:
        """Return the log-odds, against meaning nobody met before, that a word means the same as each other one."""
        places = np.asarray(others, int)
        far = np.minimum(np.log2(np.abs(places - at) + 1).astype(int), len(self.near) - 1)
        odds: NDArray[np.float32] = self._odds(0, at, places) + self.near[far]
        return odds

    def speaks_for(self, at: int, others: Sequence[int]) -> NDArray[np.float32]:
        """Return the log-odds, against speaking for nobody, that who is meant by a word speaks for each other one."""
        return self._odds(1, at, np.asarray(others, int))

    def _odds(self, role: int, at: int, places: NDArray[np.int64]) -> NDArray[np.float32]:
        rows = self.row[places]
        if self.row[at] < 0 or not len(self.vectors):
            return np.full(len(rows), self.prior[role], np.float32)
        answering = self.vectors[rows, role, 1].astype(np.float32)
        products: NDArray[np.float32] = answering @ self.vectors[self.row[at], role, 0].astype(np.float32)
        products[rows < 0] = 0
        odds: NDArray[np.float32] = products / _SCALE + np.float32(self.prior[role])
        return odds


def kinship(scores: Scores, labels: Labels) -> Kinship:
    """Take the vectors of one text."""
    kin = labels.kin
    vectors = scores.kin.reshape(len(scores.kin), len(kin.roles), 2, kin.size)
    row = np.full(len(scores.upos), -1)
    row[scores.kin_at] = np.arange(len(scores.kin_at))
    return Kinship(vectors, row, kin.prior, np.asarray(kin.near, np.float32))
