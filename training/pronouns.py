"""Fit the weights of `memcon/coding/salience.py` on GUM's train documents.

usage: python -m training.pronouns ../shared/data     (some three minutes, most of them reading GUM)

For every third-person pronoun all noun phrases within reach that agree with it are candidates, and `nothing` is one
more; a log-linear model is fitted so that what GUM joins with the pronoun gets the weight (any of them, when several
do). Chains grow by GUM's answers while pronouns are walked through, not by the model's own. Prints one line a class of
pronoun: how often the best candidate is right, and the weights in the order of `Weights`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.coreference import documents, readings
from memcon import codebook
from memcon.coding import salience
from memcon.coding.entities import Entities
from memcon.coding.nominals import HE, IT, SHE
from memcon.reading.syntax import Syntax

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from eval.coreference import GumDocument
    from memcon.coding.joined import Chain
    from memcon.coding.nominals import Nominal
    from memcon.reading.model import Reading

    Floats = NDArray[np.float64]
    Example = tuple[Floats, Floats]

_STEPS, _RATE = 1500, 0.05
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


def examples(doc: GumDocument, reading: Reading) -> Iterator[tuple[str, Example]]:
    """Yield for each pronoun its class, its candidates' counts of weights, and which of them GUM joins with it."""
    owner = {head: entity for entity, head, _ in sorted(doc.mentions, key=lambda one: -one[2])}
    syntax = Syntax(reading.tokens, reading.sentences)
    joiner = Entities(reading, syntax, codebook.load()).who.joiner()
    out: list[tuple[str, Example]] = []

    def best(nominal: Nominal) -> Chain | None:
        rows, right, gold = [], [], None
        for candidate, chain, total in joiner.candidates(nominal):
            is_gold = nominal.head in owner and owner.get(candidate.head) == owner[nominal.head]
            gold = gold or (chain if is_gold else None)
            rows.append(total.counts)  # type: ignore[attr-defined]
            right.append(float(is_gold))
        if rows and nominal.head in owner:
            out.append((_class(nominal), (np.array(rows), np.array(right))))
        return gold

    joiner.likeliest = best  # type: ignore[method-assign]
    usual = salience.weights
    salience.weights = lambda _: _probes()  # type: ignore[assignment]
    joiner.run()
    salience.weights = usual
    yield from out


def _class(nominal: Nominal) -> str:
    return "he" if nominal.fits in (HE, SHE) else "it" if nominal.fits == IT else "they"


def fit(pairs: list[Example]) -> Floats:
    """Return the weights that give GUM's answers the highest likelihood, held small by half their squares.

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
    docs = list(documents(Path(sys.argv[1]) / "gum/train.conllu"))
    found: dict[str, list[Example]] = {}
    for doc, reading in zip(docs, readings(docs), strict=True):
        for name, example in examples(doc, reading):
            found.setdefault(name, []).append(example)
    for name, pairs in found.items():
        weights = fit(pairs)
        hits = [right[(rows @ weights).argmax()] for rows, right in pairs if right.any()]
        print(name, f"{np.mean(hits):.3f} of {len(hits)}", [round(float(one), 3) for one in weights])


if __name__ == "__main__":
    main()
