"""Training windows and their labels; cutting and inputs are the encoder's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from memcon.encoder.windows import Window, Words, cut, inputs, seems_start
from training.corpora import IGNORE, Document

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from memcon.encoder.pieces import Pieces


def windows(docs: Sequence[Document], i: int, pieces: Pieces, limit: int, rng: random.Random) -> list[Window]:
    """Cut document `i` into windows of at most `limit` pieces, the first of a random length."""
    doc = docs[i]
    starts = doc.starts or seems_start(Words(doc.words, doc.breaks))
    return list(cut(i, pieces.of(doc.words), starts, limit, first_limit=rng.randint(limit // 3, limit)))


def batches(windows: Sequence[Window], budget: int, rng: random.Random) -> list[list[Window]]:
    """Pack windows of like length into batches of about `budget` pieces, in random order."""
    out: list[list[Window]] = []
    longest = 0
    for _, window in sorted(((w.size + rng.randint(-16, 16), k), w) for k, w in enumerate(windows)):
        longest = max(longest, window.size)
        if out and longest * (len(out[-1]) + 1) <= budget:
            out[-1].append(window)
        else:
            out.append([window])
            longest = window.size
    rng.shuffle(out)
    return out


def collate(
    batch: Sequence[Window],
    docs: Sequence[Document],
    deprels: dict[str, int],
    drop_breaks: float = 0.0,
    rng: random.Random | None = None,
    teacher: np.ndarray | None = None,
) -> dict[str, torch.Tensor]:
    """Return the inputs of `encoder.windows.inputs` and the labels of a batch as tensors.

    words: (B, W) True where a word is. Labels: (B, W), `IGNORE` where unknown; head, cue_of and source_of count words
    of the window from 1, 0 is the root or "none"; meaning_spans and meanings as `_meanings`. With chance
    `drop_breaks` a window's line breaks are hidden.
    """
    n = max(w.last - w.first for w in batch)
    texts = {w.text: Words(docs[w.text].words, docs[w.text].breaks) for w in batch}
    hide = {(w.text, w.first) for w in batch if rng and rng.random() < drop_breaks}
    texts_of = [
        Words(
            texts[w.text].words[w.first : w.last],
            [False] * (w.last - w.first) if (w.text, w.first) in hide else texts[w.text].breaks[w.first : w.last],
        )
        for w in batch
    ]
    local = [Window(row, 0, w.last - w.first, w.pieces) for row, w in enumerate(batch)]
    labels = {
        k: np.full((len(batch), n), IGNORE, np.int64)
        for k in ("starts", "upos", "head", "deprel", "names", "dates", "roles", "cue_of", "source_of", "sentence")
    }
    words = np.zeros((len(batch), n), bool)
    for row, window in enumerate(batch):
        words[row, : window.last - window.first] = True
        _fill_labels(labels, row, docs[window.text], window.first, window.last, deprels)
    arrays = inputs(local, texts_of) | labels | {"words": words} | _meanings(batch, docs, teacher)
    return {k: torch.from_numpy(v) for k, v in arrays.items()}


def _meanings(batch: Sequence[Window], docs: Sequence[Document], teacher: np.ndarray | None) -> dict[str, np.ndarray]:
    """Return the spans that the batch holds whole, (S, 3) row and words, and the teacher's vectors for them."""
    found = [
        (row, first - w.first, last - w.first, of)
        for row, w in enumerate(batch)
        for first, last, of in docs[w.text].meanings
        if w.first <= first and last <= w.last
    ]
    if teacher is None or not found:
        return {"meaning_spans": np.zeros((0, 3), np.int64), "meanings": np.zeros((0, 0), np.float32)}
    spans = np.array(found, np.int64)
    return {"meaning_spans": spans[:, :3], "meanings": teacher[spans[:, 3]]}


def _fill_labels(
    labels: dict[str, np.ndarray], row: int, doc: Document, a: int, z: int, deprels: dict[str, int]
) -> None:
    n = z - a
    for key in ("upos", "names", "dates", "roles"):
        values = getattr(doc, key)
        if values:
            labels[key][row, :n] = values[a:z]
    if doc.starts:
        labels["starts"][row, :n] = doc.starts[a:z]
        labels["sentence"][row, :n] = np.cumsum(doc.starts[a:z])
    if doc.head and doc.deprel:
        labels["head"][row, :n] = [_inside(h, a, z, -1) for h in doc.head[a:z]]
        labels["deprel"][row, :n] = [deprels.get(r, IGNORE) for r in doc.deprel[a:z]]
    if doc.cue_of and doc.source_of:
        labels["cue_of"][row, :n] = [_inside(c, a, z, None) for c in doc.cue_of[a:z]]
        labels["source_of"][row, :n] = [_inside(s, a, z, -2) for s in doc.source_of[a:z]]


def _inside(word: int, first: int, last: int, none: int | None) -> int:
    """Return a word's place in the window, counted from 1; 0 when it is `none`; `IGNORE` when it is outside."""
    if word == none:
        return 0
    return word - first + 1 if first <= word < last else IGNORE
