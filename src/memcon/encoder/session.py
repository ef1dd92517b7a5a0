"""The encoder at run time: one ONNX session, every head's scores for every word."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime as ort

from memcon.encoder.pieces import Pieces
from memcon.encoder.windows import Window, Words, cut, inputs, seems_start, ties
from memcon.errors import BrokenInstallation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Part = tuple[Window, dict[str, NDArray[Any]]]

_LIMIT = 256  # wordpieces in a window; longer ones cost more than their context brings
_MEANING = ("NOUN", "PROPN", "PRON")  # of these it is kept who is meant
_MAY_CARRY = -3.0  # log-odds against none, from which on it is asked who has a part in a frame
_SCALE = 7.0  # what training divides the products of vectors by
_SLOWER = ["SkipLayerNormFusion"]  # its kernel takes six times as long as a sum and a layer norm
_SLACK = 24  # wordpieces by which windows of one text may differ, so that they end with sentences


@dataclass(frozen=True, slots=True)
class Kin:
    """How two words' vectors of `size` say that they go together, as `roles[i]`: log-odds against no word at all.

    prior: added to each product. near: added where the role is `same`, by the binary logarithm of the words between.
    """

    roles: tuple[str, ...]
    size: int
    prior: tuple[float, ...]
    near: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """What the columns of `Scores` stand for; `turns[i][j]` is the log-odds of role j after role i.

    frames: groups of columns, each with the labels of its own, the first of which is "none". parts: what a word may be
    in a frame, and the log-odds of each before anything is read.
    """

    upos: tuple[str, ...]
    deprels: tuple[str, ...]
    names: tuple[str, ...]
    dates: tuple[str, ...]
    roles: tuple[str, ...]
    turns: NDArray[np.float32]
    link: int
    meaning: int
    frames: tuple[tuple[str, tuple[str, ...]], ...]
    parts: tuple[tuple[str, float], ...]
    part: int
    kin: Kin


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of one text of n words.

    starts: (n,) log-odds that a sentence starts. upos, rels: (n,) indices into `Labels`.
    names, dates, roles: (n, labels) natural-log odds. links: (n, 4 × link) vectors, see `reading.links`.
    none: (windows, 4 × link) vectors of "no such word", and `window`: (n,) the window that each word was read in.
    frames: (n, labels) natural-log odds of carrying a frame, group beside group. parts: for each window its first word,
    those c of its words that may carry a frame, and (c, roles, w) log-odds that a word has a role in it.
    kin_at: (m,) the words that can mean somebody, and kin: (m, roles × 2 × size) their vectors, see `Kin`.
    meaning: (n, m) vectors whose mean over a stretch of words tells what it is about, to be compared by cosine.
    heads: (n,) the head's word, -1 at a root. arcs: for each window its first word and (w, w + 1) scores of
    each word for each head, the root first.
    """

    starts: NDArray[np.float32]
    upos: NDArray[np.int64]
    rels: NDArray[np.int64]
    heads: NDArray[np.int64]
    names: NDArray[np.float32]
    dates: NDArray[np.float32]
    roles: NDArray[np.float32]
    links: NDArray[np.float32]
    none: NDArray[np.float32]
    window: NDArray[np.int64]
    frames: NDArray[np.float32]
    parts: tuple[tuple[int, NDArray[np.int64], NDArray[np.float16]], ...]
    kin_at: NDArray[np.int64]
    kin: NDArray[np.float16]
    meaning: NDArray[np.float32]
    arcs: tuple[tuple[int, NDArray[np.float32]], ...]


class Encoder:
    """Reads texts as words and scores them. Make one with `load`; it may be used from one thread at a time.

    digest: the first twelve hexadecimal digits of the model file's sha256.
    """

    def __init__(self, model: bytes, tokenizer_json: str, threads: int) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1  # a window on each thread beats all threads on one window: 8,457 and 6,481 p/s
        options.enable_cpu_mem_arena = False  # what one long text needed is given back
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(
                model, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )
        except Exception as error:  # onnxruntime raises classes of its own that it does not export
            raise BrokenInstallation(f"the model cannot be loaded: {error}. Reinstall memcon.") from error
        self._pool = ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="encoder")
        self._pieces = Pieces(tokenizer_json)
        self._outputs = [o.name for o in self._session.get_outputs()]
        self.digest = hashlib.sha256(model).hexdigest()[:12]
        self.labels = _labels(self._session.get_modelmeta().custom_metadata_map)
        self._meaning = [self.labels.upos.index(name) for name in _MEANING]

    def score(self, texts: Sequence[Words]) -> list[Scores]:
        """Score every word of each text, in order; a text may have no words.

        Windows run one by one, one on each thread. Never two in a batch: int8 activations are scaled by what is in the
        batch, so company would change the last digits, and a record must not depend on what is read beside it.
        """
        windows = [window for i, text in enumerate(texts) for window in self._windows(i, text)]
        found = zip(windows, self._pool.map(lambda w: self._run(w, texts), windows), strict=True)
        by_text = {text: self._join(list(parts)) for text, parts in groupby(found, key=lambda part: part[0].text)}
        return [by_text[i] if i in by_text else self._join([]) for i in range(len(texts))]

    def _windows(self, i: int, text: Words) -> Iterator[Window]:
        pieces = self._pieces.of(text.words)
        starts = seems_start(text)
        return cut(i, pieces, starts, even_limit(sum(map(len, pieces))), tied=ties(text, starts))

    def _run(self, window: Window, texts: Sequence[Words]) -> dict[str, NDArray[Any]]:
        given = inputs([window], texts)
        del given["mask"]  # nothing is padded
        found = dict(zip(self._outputs, self._session.run(None, given), strict=True))
        out = {name: array[0] for name, array in found.items()}
        out["carriers"], out["parts"] = self._parts(out["frames"], out.pop("frame_vectors"))
        out["kin_at"] = np.flatnonzero(np.isin(out["upos"], self._meaning))
        out["kin"] = out.pop("frame_kin")[out["kin_at"]].astype(np.float16)
        return out

    def _parts(
        self, frames: NDArray[np.float32], vectors: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """Return a window's words that may carry a frame, and (carriers, roles, words) log-odds of a part in it."""
        labels, at = self.labels, 0
        may = np.zeros(len(frames), bool)
        for _, names in labels.frames:
            group = frames[:, at : at + len(names)]
            may |= group[:, 1:].max(1, initial=-np.inf) - group[:, 0] >= _MAY_CARRY
            at += len(names)
        carriers = np.flatnonzero(may)
        halves = vectors.reshape(len(vectors), 2, len(labels.parts), labels.part)
        odds = np.einsum("crd,wrd->crw", halves[carriers, 0], halves[:, 1], optimize=True) / _SCALE
        odds += np.array([prior for _, prior in labels.parts], np.float32)[:, None]
        return carriers, odds.astype(np.float16)

    def _join(self, parts: list[Part]) -> Scores:
        """Put the windows of one text together again."""
        labels = self.labels

        def column(name: str, *shape: int, skip: int = 0) -> NDArray[Any]:
            return np.concatenate([np.zeros((0, *shape), np.float32), *(part[name][skip:] for _, part in parts)])

        def whole(name: str) -> NDArray[np.int64]:
            return np.concatenate([np.zeros(0, np.int64), *(part[name] for _, part in parts)])

        first = np.repeat([w.first for w, _ in parts], [w.last - w.first for w, _ in parts]).astype(np.int64)
        heads, kin = whole("heads"), 2 * len(labels.kin.roles) * labels.kin.size
        return Scores(
            starts=column("starts"),
            upos=whole("upos"),
            rels=whole("rels"),
            heads=np.where(heads > 0, heads - 1 + first, -1),
            names=column("names", len(labels.names)),
            dates=column("dates", len(labels.dates)),
            roles=column("roles", len(labels.roles)),
            links=column("links", 4 * labels.link, skip=1),
            none=np.reshape([part["links"][0] for _, part in parts], (len(parts), 4 * labels.link)),
            window=np.repeat(np.arange(len(parts)), [w.last - w.first for w, _ in parts]),
            frames=column("frames", sum(len(names) for _, names in labels.frames)),
            parts=tuple((window.first, part["carriers"], part["parts"]) for window, part in parts),
            kin_at=np.concatenate([np.zeros(0, np.int64), *(part["kin_at"] + w.first for w, part in parts)]),
            kin=np.concatenate([np.zeros((0, kin), np.float16), *(part["kin"] for _, part in parts)]),
            meaning=column("meaning", labels.meaning),
            arcs=tuple((window.first, part["arcs"]) for window, part in parts),
        )


def even_limit(pieces: int) -> int:
    """Return the window length that cuts a text of so many pieces into windows of like length, none over the limit."""
    windows = max(1, -(-pieces // (_LIMIT - _SLACK)))
    return min(_LIMIT, -(-pieces // windows) + _SLACK)


def _labels(metadata: dict[str, str]) -> Labels:
    try:
        m = {k: json.loads(v) for k, v in metadata.items()}
        return Labels(
            tuple(m["upos"]),
            tuple(m["deprels"]),
            tuple(m["names"]),
            tuple(m["dates"]),
            tuple(m["roles"]),
            np.asarray(m["turns"], np.float32),
            int(m["link"]),
            int(m["meaning"]),
            tuple((group, tuple(names)) for group, names in m["frames"].items()),
            tuple(zip(m["parts"]["roles"], m["parts"]["prior"], strict=True)),
            int(m["parts"]["size"]),
            _kin(m["kin"]),
        )
    except (KeyError, ValueError) as error:
        raise BrokenInstallation(f"encoder.onnx lacks its labels ({error}). Reinstall memcon.") from error


def _kin(m: dict[str, Any]) -> Kin:
    return Kin(tuple(m["roles"]), int(m["size"]), tuple(m["prior"]), tuple(m["near"]))


@lru_cache(maxsize=2)
def load(threads: int = 0) -> Encoder:
    """Load the encoder that ships with memcon; threads: 0 for every core. Loaded once, then shared.

    Raises `BrokenInstallation` when the model or its tokenizer is missing or damaged.
    """
    folder = resources.files(__package__)
    try:
        model = folder.joinpath("encoder.onnx").read_bytes()
        tokenizer = folder.joinpath("tokenizer.json").read_text("utf-8")
    except FileNotFoundError as error:
        raise BrokenInstallation(f"{error.filename} is missing. Reinstall memcon, or run `make train`.") from error
    return Encoder(model, tokenizer, threads)
