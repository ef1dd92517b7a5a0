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
    from collections.abc import Mapping, Sequence

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


@dataclass(frozen=True, slots=True)
class Question:
    """One question about the n words of a text that can mean somebody.

    odds: (n, n) log-odds, against none, of each word for each. may, right: (n, n) which can and which do answer.
    asked: the words of which the answer is known; it is none where none is right.
    """

    name: str
    odds: Tensor
    may: np.ndarray
    right: np.ndarray
    asked: np.ndarray


def questions(branch: Branch, vectors: Tensor, rows: Sequence[tuple[int, Kin]]) -> tuple[Question, Question]:
    """Return `same` and `side` for one text. vectors: (B, W, kin, 2, size); rows: its windows, by row of the batch."""
    at, place, means = (np.concatenate([getattr(one, name) for _, one in rows]) for name in ("at", "place", "means"))
    mine = torch.cat([vectors[row, torch.from_numpy(one.at)] for row, one in rows])
    alike = means[:, None] == means[None]
    before = np.tri(len(at), k=-1, dtype=bool)
    far = np.clip(np.log2(np.abs(place[:, None] - place[None]) + 1).astype(int), 0, 9)
    near = branch.kin_odds(mine[:, 0], 0) + branch.near[torch.from_numpy(far)]
    same = Question("same", near, before, alike & (means >= 0)[None] & before, np.flatnonzero(means >= NOBODY))
    target = np.array([rows[0][1].sides.get(int(one), UNKNOWN) for one in means])
    served = (target[:, None] == means[None]) & (target >= 0)[:, None]
    asked = np.flatnonzero((target == NOBODY) | served.any(1))
    others = ~alike | (means == UNKNOWN)[:, None]
    return same, Question("side", branch.kin_odds(mine[:, 1], 1), others, served, asked)


def losses(branch: Branch, vectors: Tensor, batch: Sequence[Item]) -> Tensor:
    """Mean of what picking among candidates costs, `same` and `side` together."""
    found: list[Tensor] = []
    at = 0
    for one in texts(batch):
        rows = [(at + i, item.kin) for i, item in enumerate(one) if item.kin is not None]
        at += len(one)
        if rows and sum(len(item.at) for _, item in rows) > 1:
            found += [_cost(one) for one in questions(branch, vectors, rows)]
    return torch.cat(found).mean() if any(map(len, found)) else torch.zeros(())


def _cost(one: Question) -> Tensor:
    """Return of each word asked the negative log-probability of its right ones, or of none where there are none."""
    none = torch.zeros(len(one.odds), 1)
    every = torch.cat([one.odds.masked_fill(torch.from_numpy(~one.may), -_PAIRS), none], 1)
    good = torch.from_numpy(np.concatenate([one.right, ~one.right.any(1, keepdims=True)], 1))
    return (every.logsumexp(1) - every.masked_fill(~good, -_PAIRS).logsumexp(1))[torch.from_numpy(one.asked)]


def hits(branch: Branch, vectors: Tensor, windows: Sequence[Item]) -> dict[str, tuple[int, int]]:
    """Return of one text (right, asked) by kind of question: `same`, `side`, and `no …` where there is none."""
    rows = [(i, item.kin) for i, item in enumerate(windows) if item.kin is not None]
    out: dict[str, tuple[int, int]] = {}
    if not rows:
        return out
    for one in questions(branch, vectors, rows):
        _count(out, one)
    return out


def _count(out: dict[str, tuple[int, int]], one: Question) -> None:
    best = np.where(one.may, one.odds.numpy(), -_PAIRS)
    for i in one.asked:
        has = bool(one.right[i].any())
        pick = int(best[i].argmax())
        hit = one.right[i, pick] and best[i, pick] > 0 if has else best[i, pick] <= 0
        key = one.name if has else f"no {one.name}"
        right, asked = out.get(key, (0, 0))
        out[key] = (right + int(hit), asked + 1)
