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
    """Return the head of each word, -1 at the root, of the best tree with exactly one root.

    scores: (n, n + 1) of each word for each head, column 0 the root. Ties take the lower index. Takes time in n³.
    """
    n = scores.shape[0]
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = scores
    np.fill_diagonal(full, -np.inf)
    best: tuple[float, list[int]] | None = None
    for root in np.argsort(-full[1:, 0], kind="stable")[:3] + 1:
        one = full.copy()
        one[1:, 0] = -np.inf
        one[root] = -np.inf
        one[root, 0] = full[root, 0]
        heads = _arborescence(one)
        total = float(sum(one[i, heads[i]] for i in range(1, n + 1)))
        if best is None or total > best[0]:
            best = (total, [h - 1 for h in heads[1:]])
    return best[1] if best else []


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Return each node's head, node 0 the root (its own entry is -1), contracting one cycle at a time."""
    size = scores.shape[0]
    heads = [-1, *(int(scores[i].argmax()) for i in range(1, size))]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [i for i in range(size) if i not in inside]
    place = {node: k for k, node in enumerate(rest)}
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    kept = sum(scores[i, heads[i]] for i in cycle)
    enter, leave = {}, {}
    for node in rest:
        gains = [scores[i, node] - scores[i, heads[i]] + kept for i in cycle]
        enter[node] = cycle[int(np.argmax(gains))]
        small[-1, place[node]] = max(gains)
        out = [scores[node, i] for i in cycle]
        leave[node] = cycle[int(np.argmax(out))]
        small[place[node], -1] = max(out)
    solved = _arborescence(small)
    return _expand(heads, solved, rest, cycle, enter, leave)


def _expand(heads: list[int], solved: list[int], rest: list[int], cycle: list[int], enter: dict[int, int],
            leave: dict[int, int]) -> list[int]:
    """Undo one contraction: `solved` speaks of `rest` and, last, of the cycle as one node."""
    out = list(heads)
    for k, node in enumerate(rest):
        if node:
            out[node] = leave[node] if solved[k] == len(rest) else rest[solved[k]]
    outer = rest[solved[-1]]
    out[enter[outer]] = outer
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
            return seen[seen.index(at):]
    return []
