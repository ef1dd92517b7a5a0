"""What spans mean, as all-MiniLM-L6-v2 itself says before it is trained further: the meaning head's teacher.

Training for other tasks would make the encoder forget how to compare sentences, so a head of `SIZE` numbers is held to
what the untouched model gives for sentences and for stretches within them.
"""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import torch

from memcon.encoder.windows import CLS, SEP, Words, seems_start
from training.model import MEANING, from_minilm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from memcon.encoder.pieces import Pieces
    from training.corpora import Document

TAUGHT = frozenset(("polnear", "gum"))
LONGEST, PART = 60, (4, 16)  # words in a sentence, and in a stretch of one


def teach(docs: Sequence[Document], pieces: Pieces, kept: Path) -> NDArray[np.float32]:
    """Fill `Document.meanings` and return the teacher's vectors (spans, `MEANING`) of unit length.

    They are read from `kept`, which is made where it is missing (some five minutes).

    Raises ValueError when `kept` was made from other documents.
    """
    chosen = [(doc, span) for doc in docs if doc.corpus in TAUGHT for span in spans(doc, random.Random(doc.id))]
    for row, (doc, (first, last)) in enumerate(chosen):
        doc.meanings.append((first, last, row))
    if not kept.exists():
        np.save(kept, reduced(vectors([pieces.of(doc.words[a:z]) for doc, (a, z) in chosen])))
    found: NDArray[np.float32] = np.load(kept)
    if len(found) != len(chosen):
        raise ValueError(f"{kept} holds {len(found)} vectors for {len(chosen)} spans: delete it")
    return found


def spans(doc: Document, rng: random.Random) -> Iterator[tuple[int, int]]:
    """Yield each sentence as words `[first, last)`, and of each longer one a stretch."""
    starts = doc.starts or seems_start(Words(doc.words, doc.breaks))
    edges = [*(i for i, start in enumerate(starts) if start), len(doc.words)]
    for first, last in pairwise(edges):
        if 3 <= last - first <= LONGEST:
            yield first, last
            size = rng.randint(*PART)
            if size < last - first - 3:
                begin = rng.randint(first, last - size)
                yield begin, begin + size


def vectors(texts: Sequence[list[list[int]]], budget: int = 4096) -> NDArray[np.float32]:
    """Return the mean of the untouched model's last layer over each text's wordpieces, (texts, 384)."""
    model = from_minilm(1).eval()
    model.shape.weight.data.zero_()
    model.place.weight.data.zero_()
    flat = [[CLS, *(i for word in text for i in word), SEP] for text in texts]
    order = sorted(range(len(flat)), key=lambda i: len(flat[i]))
    out = np.zeros((len(flat), 384), np.float32)
    while order:
        size = max(1, budget // len(flat[order[-1]]))
        rows, order = order[-size:], order[:-size]
        out[rows] = _pooled(model, [flat[i] for i in rows])
    return out


@torch.no_grad()
def _pooled(model: torch.nn.Module, rows: list[list[int]]) -> NDArray[np.float32]:
    longest = max(map(len, rows))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    mask = torch.tensor([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in rows])
    x = model.body(ids, torch.zeros_like(ids), torch.zeros_like(ids), mask)[-1]
    return ((x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)).numpy()  # type: ignore[no-any-return]


def reduced(full: NDArray[np.float32]) -> NDArray[np.float32]:
    """Project onto the directions that keep most of the cosines, and scale to length one."""
    unit = full / np.linalg.norm(full, axis=1, keepdims=True)
    _, directions = np.linalg.eigh(unit.T @ unit)
    small = unit @ directions[:, -MEANING:]
    return np.asarray(small / np.linalg.norm(small, axis=1, keepdims=True), np.float32)
