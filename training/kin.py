"""Who is who for the branch: which words of a text mean one person or body, and for whom somebody speaks.

A word that means somebody is asked which word before it means the same (`same`, or none), and who speaks for a party
which words of the text mean that party (`side`, or none). What scores is a product of vectors, across windows too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from torch import Tensor

    from training.branch import Branch
    from training.frame_items import Item

KIN = ("same", "side")
NOBODY, UNKNOWN = -1, -2
_MEANING = ("NOUN", "PROPN", "PRON")
_PAIRS = 1e9


@dataclass(frozen=True, slots=True)
class Kin:
    """Who is who in one window of a text.

    at: (n,) the window's words that can mean somebody, ascending; place: (n,) the same counted in the whole text.
    means: (n,) the entity of the text that each means, `NOBODY` or `UNKNOWN`. sides: by entity the one that it speaks
    for, or `NOBODY`; of those that are not in it nothing is known.
    """

    at: np.ndarray
    place: np.ndarray
    means: np.ndarray
    sides: Mapping[int, int] = field(default_factory=dict)


def kin(first: int, last: int, upos: Sequence[str], meant: Mapping[int, int], sides: Mapping[int, int]) -> Kin:
    """Put together a window `[first, last)` of a text; meant: the entity, or `NOBODY`, of words of the whole text."""
    place = [at for at in range(first, last) if at in meant or upos[at - first] in _MEANING]
    means = [meant.get(at, UNKNOWN) for at in place]
    return Kin(np.array(place, int) - first, np.array(place, int), np.array(means, int), sides)


def texts(items: Sequence[Item]) -> list[list[Item]]:
    """Return the windows text by text."""
    out: list[list[Item]] = []
    for one in items:
        if out and one.text and out[-1][0].text == one.text:
            out[-1].append(one)
        else:
            out.append([one])
    return out


def odds(branch: Branch, vectors: Tensor, rows: Sequence[tuple[int, Kin]]) -> Iterator[tuple[Tensor, Kin]]:
    """vectors: (B, W, kin, 2, size), rows: those of one text; yield `same`'s and `side`'s (n, n) log-odds."""
    at, place, means = (np.concatenate([getattr(one, name) for _, one in rows]) for name in ("at", "place", "means"))
    whole = Kin(at, place, means, rows[0][1].sides)
    mine = torch.cat([vectors[row, torch.from_numpy(one.at)] for row, one in rows])
    for number in range(len(KIN)):
        yield branch.kin_odds(mine[:, number], number), whole


def losses(branch: Branch, vectors: Tensor, batch: Sequence[Item]) -> Tensor:
    """Mean of what picking among candidates costs, `same` and `side` together."""
    found: list[Tensor] = []
    at = 0
    for one in texts(batch):
        rows = [(at + i, item.kin) for i, item in enumerate(one) if item.kin is not None]
        at += len(one)
        if rows and sum(len(item.at) for _, item in rows) > 1:
            same, side = odds(branch, vectors, rows)
            found += [part for part in (_same(branch, *same), _side(*side)) if part is not None]
    return torch.cat(found).mean() if found else torch.zeros(())


def _same(branch: Branch, scores: Tensor, whole: Kin) -> Tensor | None:
    asked = np.flatnonzero(whole.means >= NOBODY)
    if not len(asked):
        return None
    before = np.tri(len(whole.at), k=-1, dtype=bool)
    right = (whole.means[:, None] == whole.means[None]) & (whole.means >= 0)[None] & before
    far = np.clip(np.log2(np.abs(whole.place[:, None] - whole.place[None]) + 1).astype(int), 0, 9)
    scores = scores + branch.near[torch.from_numpy(far)]
    return _cost(scores, before, right)[torch.from_numpy(asked)]


def _side(scores: Tensor, whole: Kin) -> Tensor | None:
    target = np.array([whole.sides.get(int(one), UNKNOWN) for one in whole.means])
    right = (target[:, None] == whole.means[None]) & (target >= 0)[:, None]
    asked = np.flatnonzero((target == NOBODY) | right.any(1))
    if not len(asked):
        return None
    others = whole.means[:, None] != whole.means[None]
    return _cost(scores, others | (whole.means == UNKNOWN)[:, None], right)[torch.from_numpy(asked)]


def _cost(scores: Tensor, may: np.ndarray, right: np.ndarray) -> Tensor:
    """Return of each row the negative log-probability of its right ones, or of none where there are none."""
    none = torch.zeros(len(scores), 1)
    every = torch.cat([scores.masked_fill(torch.from_numpy(~may), -_PAIRS), none], 1)
    good = torch.from_numpy(np.concatenate([right, ~right.any(1, keepdims=True)], 1))
    return every.logsumexp(1) - every.masked_fill(~good, -_PAIRS).logsumexp(1)


def hits(branch: Branch, vectors: Tensor, windows: Sequence[Item]) -> dict[str, tuple[int, int]]:
    """Return of one text (right, asked) by kind of question: `same`, `side`, and `no …` where there is none."""
    rows = [(i, item.kin) for i, item in enumerate(windows) if item.kin is not None]
    out: dict[str, tuple[int, int]] = {}
    if not rows:
        return out
    (same, whole), (side, _) = odds(branch, vectors, rows)
    before = np.tri(len(whole.at), k=-1, dtype=bool)
    far = np.clip(np.log2(np.abs(whole.place[:, None] - whole.place[None]) + 1).astype(int), 0, 9)
    target = np.array([whole.sides.get(int(one), UNKNOWN) for one in whole.means])
    right = (whole.means[:, None] == whole.means[None]) & (whole.means >= 0)[None] & before
    _count(out, "same", same + branch.near[torch.from_numpy(far)], before, right, whole.means >= NOBODY)
    right = (target[:, None] == whole.means[None]) & (target >= 0)[:, None]
    others = (whole.means[:, None] != whole.means[None]) | (whole.means == UNKNOWN)[:, None]
    _count(out, "side", side, others, right, (target == NOBODY) | right.any(1))
    return out


def _count(
    out: dict[str, tuple[int, int]], name: str, scores: Tensor, may: np.ndarray, right: np.ndarray, asked: np.ndarray
) -> None:
    if not len(scores):
        return
    best = np.where(may, scores.numpy(), -_PAIRS)
    for i in np.flatnonzero(asked):
        has = bool(right[i].any())
        pick = int(best[i].argmax())
        hit = right[i, pick] and best[i, pick] > 0 if has else best[i, pick] <= 0
        key = name if has else f"no {name}"
        a, b = out.get(key, (0, 0))
        out[key] = (a + int(hit), b + 1)
