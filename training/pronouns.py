"""Fit the weights of `memcon/coding/salience.py` on marked reports.

usage: python -m training.pronouns ../shared/data     (some three minutes, most of them reading)

For every third-person pronoun all noun phrases within reach that agree with it are candidates, and `nothing` is one
more; a log-linear model is fitted so that what the marks join with the pronoun gets the weight (any of them, when
several do). An `it` that is not marked means a thing: any that nothing is marked of. Chains grow by the marks while
pronouns are walked through, not by the model's own. Prints one line a class of pronoun: how often the best candidate is
right, and the weights in the order of `Weights`.

The weight of the encoder's word (`kin`) is right only of reports that its branch has not learned from: those that ship
were fitted on `more.jsonl` and the first half of `own.jsonl` with the branch of before (28 November 2026).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval import news
from memcon import codebook
from memcon.coding import salience
from memcon.coding.entities import Entities
from memcon.coding.nominals import HE, IT, SHE
from memcon.encoder import load
from memcon.reading.reader import read_many
from memcon.reading.syntax import Syntax
from training.marked import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from eval import whose
    from memcon.coding.joined import Chain
    from memcon.coding.nominals import Nominal
    from memcon.reading.model import Reading

    Floats = NDArray[np.float64]
    Example = tuple[Floats, Floats]

_STEPS, _RATE = 1500, 0.05
_LAST = 6  # noun phrases of a chain that are compared
_WIDTH = len(salience.Weights._fields) + 3  # `away` is four numbers


class _Probe:
    """Takes the place of a weight's number: adding up a score then counts which weights it used, and how often."""

    def __init__(self, counts: Floats) -> None:
        self.counts = counts

    def __add__(self, other: _Probe | float) -> _Probe:
        return _Probe(self.counts + other.counts) if isinstance(other, _Probe) else self

    __radd__ = __add__

    def __mul__(self, other: float) -> _Probe:
        return _Probe(self.counts * other)

    __rmul__ = __mul__


def _probes() -> salience.Weights:
    rows = [_Probe(row) for row in np.eye(_WIDTH)]
    return salience.Weights(tuple(rows[:4]), *rows[4:])  # type: ignore[arg-type]


def examples(report: whose.Report, reading: Reading) -> Iterator[tuple[str, Example]]:
    """Yield for each pronoun its class, its candidates' counts of weights, and which of them mean the same."""
    owner = {span.start: keys for span, keys in report.mentions}
    meant = {at: owner[token.start] for at, token in enumerate(reading.tokens) if token.start in owner}
    joiner = Entities(reading, Syntax(reading.tokens, reading.sentences), codebook.load()).who.joiner()
    out: list[tuple[str, Example]] = []

    def is_same(chain: Chain, keys: tuple[str, ...]) -> bool:
        words = [at for one in chain.nominals[-_LAST:] for at in range(one.first, max(one.last, one.head + 1))]
        return any(meant.get(at) == keys for at in words) if keys else not any(at in meant for at in words)

    def best(nominal: Nominal) -> Chain | None:
        found, keys = list(joiner.candidates(nominal)), meant.get(nominal.head, ())
        is_thing = not keys and nominal.fits == IT  # what the marks leave out is nobody
        right = [float(is_same(chain, keys)) for _, chain, _ in found]
        if found and (is_thing or len(keys) == 1):
            rows = [total.counts for _, _, total in found]  # type: ignore[attr-defined]
            out.append((_class(nominal), (np.array(rows), np.array(right))))
        return next((chain for (_, chain, _), same in zip(found, right, strict=True) if same), None)

    joiner.likeliest = best  # type: ignore[method-assign]
    usual = salience.weights
    salience.weights = lambda _: _probes()  # type: ignore[assignment]
    joiner.run()
    salience.weights = usual
    yield from out


def _class(nominal: Nominal) -> str:
    return "he" if nominal.fits in (HE, SHE) else "it" if nominal.fits == IT else "they"


def fit(pairs: list[Example]) -> Floats:
    """Return the weights that give the marks' answers the highest likelihood, held small by half their squares.

    Gradient steps with momentum, all pronouns at once; candidates are padded to the longest list.
    """
    size = max(len(right) for _, right in pairs) + 1
    rows, right, real = np.zeros((len(pairs), size, _WIDTH)), np.zeros((len(pairs), size)), np.zeros((len(pairs), size))
    for at, (given, answers) in enumerate(pairs):
        rows[at, : len(answers)], right[at, : len(answers)], real[at, : len(answers)] = given, answers, 1
        rows[at, -1, -1], right[at, -1], real[at, -1] = 1, 0 if answers.any() else 1, 1
    weights, speed = np.zeros(_WIDTH), np.zeros(_WIDTH)
    for _ in range(_STEPS):
        scores = rows @ weights
        odds = np.exp(scores - scores.max(1, keepdims=True)) * real
        wanted = odds * right
        push = odds / odds.sum(1, keepdims=True) - wanted / wanted.sum(1, keepdims=True)
        slope = np.einsum("nc,ncw->w", push, rows) + weights
        speed = 0.9 * speed - slope / len(pairs)
        weights = weights + _RATE * speed
    return weights


def main() -> None:
    """Print the weights."""
    reports = list(news.frozen(marked(Path(sys.argv[1])).train))
    found: dict[str, list[Example]] = {}
    for (report, _), reading in zip(reports, read_many([one for _, one in reports], load()), strict=True):
        for name, example in examples(report, reading):
            found.setdefault(name, []).append(example)
    for name, pairs in found.items():
        weights = fit(pairs)
        hits = [right[(rows @ weights).argmax()] for rows, right in pairs if right.any()]
        print(name, f"{np.mean(hits):.3f} of {len(hits)}", [round(float(one), 2) for one in weights])


if __name__ == "__main__":
    main()
