"""From scores to sentences, a parse, and mentions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from memcon.reading.model import Mention, Sentence, Token
from memcon.reading.tree import best_tree, is_tree
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from memcon.encoder import Labels, Scores

Offsets = list[tuple[int, int]]


def sentences(scores: Scores, breaks: Sequence[bool]) -> list[Sentence]:
    """Cut words into sentences: where the model says so, where a line begins, and where a window does."""
    n = len(breaks)
    begins = (scores.starts > 0) | np.asarray(breaks, bool)
    begins[[first for first, _ in scores.arcs]] = True
    at = [*np.flatnonzero(begins).tolist(), n] if n else []
    return [Sentence(a, b) for a, b in pairwise(at)]


def heads(scores: Scores, found: Sequence[Sentence]) -> list[int]:
    """Return each word's head, -1 at a root: the model's own choice, or the best tree where that is none."""
    out: list[int] = scores.heads.tolist()
    windows = iter(scores.arcs)
    first, arcs = next(windows, (0, np.zeros((0, 1), np.float32)))
    for a, b in found:
        while a >= first + len(arcs):
            first, arcs = next(windows)
        local = [h - a if h >= 0 else -1 for h in out[a:b]]
        if not is_tree(local):
            rows = arcs[a - first : b - first]
            local = best_tree(np.concatenate([rows[:, :1], rows[:, a - first + 1 : b - first + 1]], 1))
            out[a:b] = [h + a if h >= 0 else -1 for h in local]
    return out


def tokens(text: str, offsets: Offsets, scores: Scores, labels: Labels, found: Sequence[Sentence]) -> tuple[Token, ...]:
    """Return every word with its part of speech and its place in the parse."""
    rels = [labels.deprels[i] for i in scores.rels.tolist()]
    upos = [labels.upos[i] for i in scores.upos.tolist()]
    return tuple(
        Token(s, e, text[s:e], pos, head, "root" if head < 0 else rel)
        for (s, e), pos, head, rel in zip(offsets, upos, heads(scores, found), rels, strict=True)
    )


def runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (first, past the last, kind) of each run of BIO tags; an I- that follows nothing of its kind begins one."""
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if tag[0] == "I" and tag[2:] == kind:
            continue
        if kind:
            yield start, i, kind
        start, kind = i, tag[2:]


def mentions(offsets: Offsets, scores: Scores, labels: Labels) -> tuple[Mention, ...]:
    """Return names and dates in text order."""
    found = [Mention(Span(offsets[a][0], offsets[b - 1][1]), kind) for a, b, kind in _best(scores.names, labels.names)]
    found += [Mention(Span(offsets[a][0], offsets[b - 1][1]), "date") for a, b, _ in _best(scores.dates, labels.dates)]
    return tuple(sorted(found))


def _best(scores: NDArray[np.float32], tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of the best tags; a run whose words disagree on the kind gets the one that fits them all best."""
    if not len(scores):
        return
    best = [tags[i] for i in scores.argmax(1).tolist()]
    for start, stop, kind in runs([tag if tag == "O" else f"{tag[0]}-name" for tag in best]):
        kinds = {tag[2:] for tag in best[start:stop]}
        yield start, stop, kinds.pop() if kind and len(kinds) == 1 else _kind(scores[start:stop], tags, sorted(kinds))


def _kind(scores: NDArray[np.float32], tags: Sequence[str], kinds: Sequence[str]) -> str:
    """Return the kind with the highest sum over a name's words; of equals the first."""
    sums = [scores[0, tags.index(f"B-{k}")] + scores[1:, tags.index(f"I-{k}")].sum() for k in kinds]
    return kinds[int(np.argmax(sums))]
