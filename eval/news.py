"""Reports marked by hand and kept back from training: who is who, and stances, acts, standings and plans.

    python -m eval.news [--own] [--show who|p|e|s|d] [--first N]

The marks are `training/labels`, of which every eighth report is for measuring (`training/marked.py`): real ones, whose
texts are `news_negotiation/` of the shared data, and reports of ours (figures that begin with `own_`). Figures are
those of `eval.frames` and `eval.whose`: arguments are head words, and an entity whose side is nowhere mentioned is not
asked for its side.
"""

from __future__ import annotations

import argparse
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from eval import frames, whose
from memcon.article import freeze
from memcon.encoder import load, words
from memcon.feeds import page_of_text
from memcon.reading.reader import read_many
from memcon.settings import Overrides
from memcon.spans import Span
from training.frame_passages import Frame, Passage
from training.marked import LABELS, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.article import Article
    from training.marked import Marked

FILES = (str(LABELS), "news_negotiation/articles.jsonl.gz")


def passage(report: Marked) -> Passage:
    """Return a report as a passage with frames; arguments are single words."""
    text, base = report.text[report.part], report.part.start
    spans = {base + start: (start, end) for start, end in words(text)}

    def at(place: int) -> tuple[int, int]:
        return spans.get(place, (place - base, place - base + 1))

    found = [
        Frame(label, at(place), {role: [at(one) for one in places] for role, places in arguments.items()})
        for label, place, arguments in report.line["frames"]
    ]
    return Passage(str(report.line["id"]), str(report.line["id"]), text, found)


def who(report: Marked) -> whose.Report:
    """Return a report as one whose mentions are asked for."""
    text, base = report.text[report.part], report.part.start
    spans = {base + start: Span(start, end) for start, end in words(text)}
    out = whose.Report(str(report.line["id"]), "", text)
    entities = report.line["entities"]
    for i, one in enumerate(entities):
        out.mentions += [(spans[place], (str(i),)) for place in one["at"] if place in spans]
        side = "-" if one["side"] is None else str(one["side"])
        if one["at"] and (side == "-" or entities[one["side"]]["at"]):
            out.entities[str(i)] = whose.Expected(
                f"{spans.get(one['at'][0], Span(0, 0)).of(text)}", one["kind"], (side,)
            )
    for parts, places in report.line["several"]:
        out.mentions += [(spans[place], tuple(map(str, parts))) for place in places if place in spans]
    out.mentions.sort()
    return out


@cache
def kept(data: Path, *, own: bool = False) -> tuple[Marked, ...]:
    """Return the reports that are kept back: real ones or ours."""
    marks = marked(data)
    return tuple(marks.kept_own if own else marks.kept)


def frozen(marks: Sequence[Marked]) -> Iterator[tuple[whose.Report, Article]]:
    """Yield the reports whose mentions are asked for, in the text that is read, and their articles."""
    for mark in marks:
        one = who(mark)
        article, _ = freeze(page_of_text(one.text, where=one.name), Overrides(published=whose.PUBLISHED))
        if article is None:
            raise ValueError(f"{one.name} cannot be frozen")
        cut = one.text.index(article.text)
        one.text = article.text
        one.mentions = [(Span(a - cut, b - cut), keys) for (a, b), keys in one.mentions if a >= cut]
        yield one, article


def results(marks: Sequence[Marked]) -> list[tuple[whose.Report, whose.Result]]:
    """Score who is who in every report."""
    reports, articles = zip(*frozen(marks), strict=True)
    return [(one, whose.score(one, reading)) for one, reading in zip(reports, read_many(articles, load()), strict=True)]


def figures(marks: Sequence[Marked]) -> dict[str, float]:
    """Return all figures of some reports."""
    right, total = Counter[str](), Counter[str]()
    for _, result in results(marks):
        right.update(result.right)
        total.update(result.all)
    found = frames.figures(list(frames.outcomes([passage(one) for one in marks])))
    return {name: right[name] / total[name] for name in total} | found


def measure(data: Path) -> dict[str, float]:
    """Return all figures, for `python -m eval`."""
    own = figures(kept(data, own=True))
    return figures(kept(data)) | {f"own_{name}": value for name, value in own.items()}


def main() -> None:
    """Print the figures, and what is wrong of one kind."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--own", action="store_true", help="look at the reports of ours, not the real ones")
    ap.add_argument("--show", choices=("who", *frames.KINDS))
    ap.add_argument("--first", type=int, default=1000, help="look at so many reports")
    args = ap.parse_args()
    marks = kept(args.data, own=args.own)[: args.first]
    if args.show == "who":
        for one, result in results(marks):
            print("\n".join([f"== {one.name}", *result.wrong]))
    elif args.show:
        for outcome in frames.outcomes([passage(one) for one in marks]):
            print("\n".join(frames.shown(outcome, args.show)))
    print("\n".join(f"{name:20}{value:6.3f}" for name, value in figures(marks).items()))


if __name__ == "__main__":
    main()
