"""Fit the weights of `memcon/coding/pairing.py` on the marked reports that are to learn from.

usage: python -m training.pairs ../shared/data     (some minutes, most of them reading the reports)

For every plural that asks for two and is marked to mean two, all pairs of the article are candidates; a log-linear
model with a weight decay of `_DECAY` is fitted. Prints how often the best pair is right, over five parts each left out
once, and the weights in their order.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from eval import news, whose
from memcon.coding import pairing
from memcon.coding.code import view_of
from memcon.encoder import load
from memcon.reading.reader import read_many
from training.marked import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from memcon.coding.clusters import Cluster
    from memcon.coding.joined import Chain
    from memcon.coding.pairing import Asked, Dealings
    from memcon.reading.model import Reading

_PARTS, _STEPS, _RATE, _DECAY = 5, 400, 0.05, 1.0


class Example(NamedTuple):
    """What speaks for each pair of an article, the right one, and the report."""

    features: NDArray[np.float64]
    right: int
    report: str


def examples(reports: Iterable[tuple[whose.Report, Reading]]) -> Iterator[Example]:
    """Yield what the marks of some reports tell of the plurals that ask for two."""
    likeliest, met = pairing.likeliest, list[tuple["Dealings", "Asked"]]()

    def noted(dealings: Dealings, asked: Asked) -> list[Chain]:
        met.append((dealings, asked))
        return likeliest(dealings, asked)

    pairing.likeliest = noted
    for report, reading in reports:
        met.clear()
        view = view_of(reading)
        denoted = [(span, keys, whose.denoted(view, span)) for span, keys in report.mentions]
        ours = whose.paired([(span.of(report.text), keys, found) for span, keys, found in denoted])
        marks = {at: keys for span, keys in report.mentions if len(keys) > 1 for at in view.syntax.inside(span)}
        for dealings, one in met:
            wanted = [ours.get(key) for key in marks.get(one.nominal.head, ())]
            found = pairing.candidates(dealings, one)
            right = [i for i, pair in enumerate(found) if _is_right([dealings.of[key] for key in pair], wanted)]
            if len(right) == 1:
                rows = [pairing.features(dealings, pair, one) for pair in found]
                yield Example(np.array(rows, float), right[0], report.name)
    pairing.likeliest = likeliest


def _is_right(pair: Sequence[Chain], wanted: Sequence[Cluster | None]) -> bool:
    """Say whether two are those whom a plural is marked to mean, or the parties of these."""
    found = {id(one.cluster) for one in pair if one.cluster is not None}
    sides = {
        id(one.side if one.kind == "person" and one.side is not None and id(one) not in found else one)
        for one in wanted
        if one is not None
    }
    return len(wanted) == len(found) == len(sides) == 2 and found == sides


def fitted(some: Sequence[Example]) -> NDArray[np.float64]:
    """Return the weights that make the right pairs likeliest."""
    weights = np.zeros(len(pairing.WEIGHTS))
    for _ in range(_STEPS):
        slope = -_DECAY * weights
        for one in some:
            slope += one.features[one.right] - chances(one, weights) @ one.features
        weights += _RATE * slope / len(some) ** 0.5
    return weights


def chances(one: Example, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each pair."""
    scores = one.features @ weights
    odds = np.exp(scores - scores.max())
    chance: NDArray[np.float64] = odds / odds.sum()
    return chance


def main() -> None:
    """Fit and print."""
    several = [one for one in marked(Path(sys.argv[1])).train if one.line["several"]]
    reports = list(news.frozen(several))
    readings = read_many([article for _, article in reports], load())
    found = list(examples(zip([report for report, _ in reports], readings, strict=True)))
    names = sorted({one.report for one in found})
    right = []
    for part in range(_PARTS):
        left_out = set(names[part::_PARTS])
        weights = fitted([one for one in found if one.report not in left_out])
        right += [chances(one, weights).argmax() == one.right for one in found if one.report in left_out]
    print(f"{len(found)} plurals, right {np.mean(right):.3f} where left out")
    print(", ".join(f"{weight:.2f}" for weight in fitted(found)))


if __name__ == "__main__":
    main()
