"""From role scores and links to attributions: which words are source, cue and content, and which belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from memcon.reading.decode import runs
from memcon.reading.model import Attribution
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from memcon.encoder import Labels, Scores
    from memcon.reading.decode import Offsets

Piece = tuple[int, int]  # first word, past the last
_REACH = 120  # words between a content piece and its cue; farther is another speaker's


def best_tags(scores: Sequence[NDArray[np.float32]], turns: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """Pick the best legal role for every word of each text (Viterbi 1967), all texts in step.

    scores: for each text (n, roles) natural-log odds. turns: (role, next role) log-odds, very low where illegal.
    return: for each text (n,) indices into `Labels.roles`. Ties take the lower index.
    """
    longest = max((len(s) for s in scores), default=0)
    best = np.zeros((longest, len(scores), turns.shape[0]), np.float32)  # of all ways to a word in a role
    for i, one in enumerate(scores):
        best[: len(one), i] = one
    for before, here in pairwise(best):
        np.add(here, np.maximum.reduce(before[:, :, None] + turns, axis=1), out=here)
    return [_trace(best[: len(one), i], turns) for i, one in enumerate(scores)]


def _trace(best: NDArray[np.float32], turns: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the roles on the best way, from the last word back; best: (n, roles) odds of the best way to each."""
    out = np.zeros(len(best), np.int64)
    before = (best[:-1, :, None] + turns).argmax(1).tolist()
    role = int(best[-1].argmax()) if len(best) else 0
    for t in range(len(best) - 1, -1, -1):
        out[t] = role
        role = before[t - 1][role] if t else role
    return out


def attributions(offsets: Offsets, scores: Scores, labels: Labels, tags: NDArray[np.int64]) -> tuple[Attribution, ...]:
    """Join the pieces of each role into attributions, one for each cue, in text order.

    Every content piece goes to the cue it scores highest with, within reach; every cue to one source or to none.
    Content without any cue in reach, and a cue left without content, say nothing and are dropped.
    """
    found = list(runs([labels.roles[i] for i in tags.tolist()]))
    of = {role: [(a, b) for a, b, kind in found if kind == role] for role in ("source", "cue", "content")}
    cues, sources = of["cue"], of["source"]
    if not cues:
        return ()
    contents: list[list[tuple[int, int]]] = [[] for _ in cues]
    for piece, cue in zip(of["content"], _cue_of(scores, labels, of["content"], cues), strict=True):
        if cue >= 0:
            contents[cue].append(piece)
    chosen = _source_of(scores, labels, cues, sources)
    return tuple(
        Attribution(_spans(offsets, [sources[s]] if s >= 0 else []), _spans(offsets, [cue]), _spans(offsets, content))
        for cue, s, content in zip(cues, chosen, contents, strict=True)
        if content
    )


def _spans(offsets: Offsets, pieces: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(offsets[a][0], offsets[b - 1][1]) for a, b in pieces)


def _cue_of(scores: Scores, labels: Labels, contents: Sequence[Piece], cues: Sequence[Piece]) -> list[int]:
    """Return for each content piece the place of its cue in `cues`, -1 for none in reach."""
    n = labels.link
    best = _best(scores.links[:, :n], scores.links[:, n : 2 * n], contents, cues)
    return [place for place, _ in best]


def _source_of(scores: Scores, labels: Labels, cues: Sequence[Piece], sources: Sequence[Piece]) -> list[int]:
    """Return for each cue the place of its source in `sources`, -1 for none."""
    n = labels.link
    mine = scores.links[:, 2 * n : 3 * n]
    at = [a for a, _ in cues]
    none = (mine[at] * scores.none[scores.window[at], 3 * n :]).sum(1) / 8
    best = _best(mine, scores.links[:, 3 * n :], cues, sources)
    return [place if score > no else -1 for (place, score), no in zip(best, none.tolist(), strict=True)]


def _best(
    asks: NDArray[np.float32], answers: NDArray[np.float32], pieces: Sequence[Piece], others: Sequence[Piece]
) -> list[tuple[int, float]]:
    """Return for each piece the place in `others` of the one in reach that it scores highest with, and the score.

    asks, answers: (n, link) vectors of words; a piece is known by its first word. (-1, -inf) where none is in reach.
    Ties take the earlier. Time grows with the pieces, not with their square: only those in reach are compared.
    """
    starts, ends = [a for a, _ in others], [b for _, b in others]
    out = []
    for a, b in pieces:
        low, high = bisect_left(ends, a - _REACH), bisect_right(starts, b + _REACH)
        if low >= high:
            out.append((-1, -np.inf))
            continue
        match = answers[starts[low:high]] @ asks[a] / 8
        place = int(match.argmax())
        out.append((low + place, float(match[place])))
    return out
