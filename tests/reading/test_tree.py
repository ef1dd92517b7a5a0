"""Trees out of arc scores, against every possible tree of small sentences."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.reading.tree import best_tree, is_tree


def test_a_cycle_is_no_tree() -> None:
    """1 ← 2 ← 1, and the root elsewhere."""
    assert not is_tree([-1, 2, 1])


def test_two_roots_are_no_tree() -> None:
    """A sentence has one root."""
    assert not is_tree([-1, -1, 0])


def test_a_chain_is_a_tree() -> None:
    """Root ← 0 ← 1 ← 2."""
    assert is_tree([-1, 0, 1])


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 5), st.integers(0, 2**32 - 1))
def test_no_tree_under_the_likeliest_root_scores_higher(n: int, seed: int) -> None:
    """Compared with all trees of n words that have the same root."""
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    root = int(scores[:, 0].argmax())

    def total(heads: list[int]) -> float:
        return sum(float(scores[i, h + 1]) for i, h in enumerate(heads))

    every = [list(h) for h in product(range(-1, n), repeat=n) if is_tree(h) and h[root] == -1]
    found = best_tree(scores)
    assert is_tree(found)
    assert total(found) >= max(map(total, every)) - 1e-4
