"""The encoder at run time: one ONNX session, every head's scores for every word."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime as ort

from memcon.encoder.pieces import Pieces
from memcon.encoder.windows import Window, Words, cut, inputs, pack, seems_start
from memcon.errors import BrokenInstallation

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LIMIT = 256  # wordpieces in a window; longer ones cost more than their context brings
_SLACK = 24  # wordpieces by which windows of one text may differ, so that they end with sentences
_BUDGET = 2048  # wordpieces in a batch, padding counted


@dataclass(frozen=True, slots=True)
class Labels:
    """What the columns of `Scores` stand for; `turns[i][j]` is the log-odds of role j after role i."""

    upos: tuple[str, ...]
    deprels: tuple[str, ...]
    names: tuple[str, ...]
    dates: tuple[str, ...]
    roles: tuple[str, ...]
    turns: NDArray[np.float32]
    link: int


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of one text of n words.

    starts: (n,) log-odds that a sentence starts. upos, rels: (n,) indices into `Labels`.
    names, dates, roles: (n, labels) natural-log odds. links: (n, 4 × link) vectors, see `reading.links`.
    none: (windows, 4 × link) vectors of "no such word", and `window`: (n,) the window that each word was read in.
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
    arcs: tuple[tuple[int, NDArray[np.float32]], ...]


class Encoder:
    """Reads texts as words and scores them. Make one with `load`; it may be used from one thread at a time.

    digest: the first twelve hexadecimal digits of the model file's sha256.
    """

    def __init__(self, model: bytes, tokenizer_json: str, threads: int) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads or min(os.cpu_count() or 1, 8)
        options.add_session_config_entry("session.intra_op.allow_spinning", "1")
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises classes of its own that it does not export
            raise BrokenInstallation(f"the model cannot be loaded: {error}. Reinstall memcon.") from error
        self._pieces = Pieces(tokenizer_json)
        self._outputs = [o.name for o in self._session.get_outputs()]
        self.digest = hashlib.sha256(model).hexdigest()[:12]
        self.labels = _labels(self._session.get_modelmeta().custom_metadata_map)

    def score(self, text: Words) -> Scores:
        """Score every word of one text, which may have none.

        Windows of one text are run together and never with another's: int8 activations are scaled by what is in the
        batch, so company would change the last digits, and a record must not depend on what is read beside it.
        """
        pieces = self._pieces.of(text.words)
        windows = list(cut(0, pieces, seems_start(text), even_limit(sum(map(len, pieces)))))
        parts = []
        for batch in pack(windows, _BUDGET):
            found = dict(zip(self._outputs, self._session.run(None, inputs(batch, [text])), strict=True))
            parts += [(window, {k: v[row] for k, v in found.items()}) for row, window in enumerate(batch)]
        return self._join(sorted(parts, key=lambda part: part[0].first))

    def _join(self, parts: list[tuple[Window, dict[str, NDArray[Any]]]]) -> Scores:
        """Put the windows of one text together again."""

        def column(name: str, width: int = 0, skip: int = 0) -> NDArray[Any]:
            cut_ = [part[name][skip : skip + window.last - window.first] for window, part in parts]
            return np.concatenate(cut_) if cut_ else np.zeros((0, width) if width else 0, np.float32)

        labels = self.labels
        heads = [np.where((h := part["heads"][: w.last - w.first]) > 0, h - 1 + w.first, -1) for w, part in parts]
        arcs = tuple((w.first, part["arcs"][: w.last - w.first, : w.last - w.first + 1]) for w, part in parts)
        sizes = [w.last - w.first for w, _ in parts]
        return Scores(
            starts=column("starts"),
            upos=column("upos"),
            rels=column("rels"),
            heads=np.concatenate(heads) if heads else np.zeros(0, np.int64),
            names=column("names", len(labels.names)),
            dates=column("dates", len(labels.dates)),
            roles=column("roles", len(labels.roles)),
            links=column("links", 4 * labels.link, skip=1),
            none=np.stack([part["links"][0] for _, part in parts])
            if parts
            else np.zeros((0, 4 * labels.link), np.float32),
            window=np.repeat(np.arange(len(parts)), sizes),
            arcs=arcs,
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
        )
    except (KeyError, ValueError) as error:
        raise BrokenInstallation(f"encoder.onnx lacks its labels ({error}). Reinstall memcon.") from error


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
