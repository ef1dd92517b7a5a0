"""One block of claims in memory: who is in it, and what each is about, in one matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from memcon.record.model import Claim, Vector

_SPARE = 1.5  # times the room that is needed, whenever there is too little


class Block:
    """Claims that may be compared: all that were told since some time, and perhaps older ones.

    since: the time. rows: claim's id → row of the matrix, which holds its vector, or noughts where it has none.
    """

    def __init__(self, since: str, claims: Iterable[Claim] = ()) -> None:
        self.since = since
        self.rows: dict[str, int] = {}
        self._ids: list[str] = []
        self._matrix: NDArray[np.float32] = np.zeros((0, 0), np.float32)
        for claim in claims:
            self.put(claim)

    def put(self, claim: Claim) -> None:
        """Take a claim in, or its newer state."""
        row = self.rows.get(claim.id)
        if row is None:
            row = self.rows[claim.id] = len(self._ids)
            self._ids.append(claim.id)
        if claim.vector is not None:
            self._make_room(len(self._ids), len(claim.vector))
            self._matrix[row] = claim.vector

    def _make_room(self, rows: int, size: int) -> None:
        if rows > len(self._matrix) or self._matrix.shape[1] != size:
            wider = np.zeros((int(rows * _SPARE) + 8, size), np.float32)
            wider[: len(self._matrix), : self._matrix.shape[1]] = self._matrix
            self._matrix = wider

    def nearest(self, vector: Vector | None, most: int) -> list[tuple[float, str]]:
        """Return minus the cosine and the id of the claims nearest to a vector, at most as many as said, and ties."""
        if vector is None or not self._matrix.size:
            return [(0.0, claim) for claim in sorted(self._ids)[:most]]
        cosines = self._matrix[: len(self._ids)] @ vector
        picked = list(range(len(cosines)))
        if most < len(cosines):
            least = np.partition(cosines, -most)[-most]
            picked = np.flatnonzero(cosines >= least).tolist()
        missing = len(self._ids) - len(cosines)  # the last ones, when none of them has a vector
        found = [(-float(cosines[at]), self._ids[at]) for at in picked]
        return found + [(0.0, one) for one in self._ids[-missing:]] if missing else found
