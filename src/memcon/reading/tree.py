"""One tree for a sentence out of arc scores: Chu–Liu/Edmonds (1965/1967), for the few that greed leaves broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def is_tree(heads: Sequence[int]) -> bool:
    """Say whether `heads` (place of each word's head, -1 at the root) has one root and no cycle."""
    if sum(h < 0 for h in heads) != 1:
        return False
    state = [0] * len(heads)  # 0 new, 1 on the way, 2 leads to the root
    for start in range(len(heads)):
        at, way = start, []
        while at >= 0 and state[at] == 0:
            state[at] = 1
            way.append(at)
            at = heads[at]
        if at >= 0 and state[at] == 1:
            return False
        for word in way:
            state[word] = 2
    return True


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """Return the head of each word, -1 at the root, of the best tree whose one root is the likeliest root.

    scores: (n, n + 1) of each word for each head, column 0 the root. Ties take the lower index. Takes time in n² for
    each cycle that has to be broken, rarely more than three.
    """
    n = scores.shape[0]
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = scores
    np.fill_diagonal(full, -np.inf)
    root = 1 + int(full[1:, 0].argmax())
    top = full[root, 0]
    full[1:, 0] = -np.inf
    full[root] = -np.inf
    full[root, 0] = top
    return [h - 1 for h in _arborescence(full)[1:]]


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Return each node's head, node 0 the root (its own entry is -1), contracting one cycle at a time."""
    heads: list[int] = [-1, *scores[1:].argmax(1).tolist()]
    cycle = np.array(_cycle(heads), int)
    if not len(cycle):
        return heads
    rest = np.setdiff1d(np.arange(len(heads)), cycle)
    own = scores[cycle, [heads[i] for i in cycle]]
    gains = scores[np.ix_(cycle, rest)] - own[:, None]
    leaves = scores[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = gains.max(0)
    small[:-1, -1] = leaves.max(1)
    solved = _arborescence(small)
    out = list(heads)
    for k, node in enumerate(rest.tolist()):
        if node:
            out[node] = int(cycle[leaves[k].argmax()] if solved[k] == len(rest) else rest[solved[k]])
    out[cycle[gains[:, solved[-1]].argmax()]] = int(rest[solved[-1]])
    return out


def _cycle(heads: Sequence[int]) -> list[int]:
    """Return the nodes of one cycle, or nothing."""
    for start in range(1, len(heads)):
        seen: list[int] = []
        at = start
        while at > 0 and at not in seen:
            seen.append(at)
            at = heads[at]
        if at > 0:
            return seen[seen.index(at) :]
    return []
