"""Windows for the `frames` branch: what the encoder's fourth layer makes of them, and their labels."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from memcon.encoder import words
from memcon.encoder.session import even_limit
from memcon.encoder.windows import Words, cut, inputs, seems_start, ties
from training.branch import HIDDEN_OUT
from training.frame_passages import GROUPS, ROLES

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    import onnxruntime as ort

    from memcon.encoder.pieces import Pieces
    from memcon.encoder.windows import Window
    from training.frame_passages import Passage
    from training.kin import Kin

_NAME = 4  # words above one that a name begins with
_KINDS = {"p": "stances", "e": "types", "s": "states", "d": "plans"}


@dataclass(frozen=True, slots=True)
class Label:
    """A word of a text that carries a frame: its place, group and label, and (role, word) of who has a part in it."""

    at: int
    group: str
    label: str
    parts: tuple[tuple[str, int], ...] = ()


@dataclass
class Item:
    """One window of P pieces and W words.

    hidden: (P, 384). first: (W + 1,) the piece at which each word begins. labels: by group (W,) indices into `GROUPS`,
    -100 where nothing is known. roles: (role, carrier, word) that hold. triggers: words that carry any frame. names: of
    the passages within. text: windows that follow each other with the same one are of one text. kin: who is who.
    """

    hidden: np.ndarray
    first: np.ndarray
    labels: dict[str, np.ndarray]
    roles: list[tuple[int, int, int]]
    triggers: list[int]
    names: list[str]
    text: str = ""
    kin: Kin | None = None


def of_passages(
    passages: Sequence[Passage], pieces: Pieces, run: ort.InferenceSession, rng: random.Random | None = None
) -> list[Item]:
    """Make windows of passages: each alone without `rng`, else in random company of up to three."""
    return [item for group in _grouped(passages, rng) for item in _of_group(group, pieces, run)]


def _grouped(passages: Sequence[Passage], rng: random.Random | None) -> Iterator[list[Passage]]:
    order = list(passages)
    if rng:
        rng.shuffle(order)
    while order:
        size = rng.choice((1, 2, 2, 3)) if rng else 1
        yield order[:size]
        order = order[size:]


def _of_group(group: Sequence[Passage], pieces: Pieces, run: ort.InferenceSession) -> Iterator[Item]:
    text = "\n".join(one.text for one in group)
    offsets = words(text)
    breaks, before = [], 0
    for start, end in offsets:
        breaks.append("\n" in text[before:start] or before == 0)
        before = end
    for seen in windows(Words([text[s:e] for s, e in offsets], breaks), pieces, run):
        yield item(seen, _labels(group, offsets, seen.window, seen.heads), [one.name for one in group])


class Seen(NamedTuple):
    """One window and what the encoder says of it.

    hidden: (P, 384). heads: (W,) counted from 1 in the window, 0 at a root. rels, upos: (W,) names. first: (W + 1,).
    """

    window: Window
    hidden: np.ndarray
    heads: np.ndarray
    rels: list[str]
    upos: list[str]
    first: np.ndarray

    def name_of(self, at: int) -> int:
        """Return the word on which the name that a word of the text belongs to hangs: its first."""
        here = at - self.window.first
        for _ in range(_NAME):  # heads are the likeliest ones, and need not make a tree
            if self.rels[here].startswith("flat") and self.heads[here] > 0:
                here = int(self.heads[here]) - 1
        return here + self.window.first


def windows(text: Words, pieces: Pieces, run: ort.InferenceSession) -> Iterator[Seen]:
    """Cut a text as the encoder does and score each window."""
    labels = run.get_modelmeta().custom_metadata_map
    rels, upos = json.loads(labels["deprels"]), json.loads(labels["upos"])
    of, starts = pieces.of(text.words), seems_start(text)
    for window in cut(0, of, starts, even_limit(sum(map(len, of))), tied=ties(text, starts)):
        given = inputs([window], [text])
        del given["mask"]  # nothing is padded
        hidden, heads, relations, classes = run.run([HIDDEN_OUT, "heads", "rels", "upos"], given)
        names = [rels[i] for i in relations[0]], [upos[i] for i in classes[0]]
        yield Seen(window, hidden[0], heads[0], *names, given["first"][0])


def item(seen: Seen, found: Sequence[Label], names: list[str]) -> Item:
    """Put a window and the labels of its text together; what reaches out of the window is left out."""
    window, size = seen.window, seen.window.last - seen.window.first
    labels = {name: np.zeros(size, np.int64) for name in GROUPS}
    roles: set[tuple[int, int, int]] = set()
    triggers = set()
    for one in found:
        at = one.at - window.first
        if not 0 <= at < size:
            continue
        labels[one.group][at] = GROUPS[one.group].index(one.label)
        triggers.add(at)
        parts = ((role, word - window.first) for role, word in one.parts)
        roles |= {(ROLES.index(role), at, word) for role, word in parts if 0 <= word < size}
    return Item(seen.hidden.astype(np.float16), seen.first, labels, sorted(roles), sorted(triggers), names)


def _labels(
    group: Sequence[Passage], offsets: Sequence[tuple[int, int]], window: Window, heads: np.ndarray
) -> list[Label]:
    """Return the frames of passages as words of their joined text; an argument is the word that heads it."""
    out, shift = [], 0
    for passage in group:
        for frame in passage.frames:
            kind, label, mode = (*frame.label.split("."), "", "")[:3]
            at = _inside(offsets, window, shift + frame.word[0], shift + frame.word[1])[:1]
            if not at:
                continue
            parts = [
                (role, top)
                for role, spans in frame.arguments.items()
                for start, end in spans
                if role in ROLES and (top := _top(_inside(offsets, window, shift + start, shift + end), window, heads))
            ]
            out.append(Label(at[0], _KINDS[kind], label or "plan", tuple(parts)))
            out += [Label(at[0], "modes", mode)] if mode else []
        shift += len(passage.text) + 1
    return out


def _inside(offsets: Sequence[tuple[int, int]], window: Window, start: int, end: int) -> list[int]:
    """Return the words of a window that share characters with `[start, end)`."""
    return [at for at in range(window.first, window.last) if offsets[at][0] < end and start < offsets[at][1]]


def _top(inside: Sequence[int], window: Window, heads: np.ndarray) -> int | None:
    """Return the first word of a stretch whose head lies outside it; heads count from 1 in the window."""
    kept = set(inside)
    tops = (at for at in inside if int(heads[at - window.first]) - 1 + window.first not in kept)
    return next(tops, inside[0] if inside else None)
