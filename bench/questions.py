"""How fast a large docket answers: `python -m bench.questions [ARTICLES] [FOLDER]` prints one JSON line.

`--smoke` asks a docket of 2,000 articles that is made for it; `--check` holds p95, of all and of each command, against
`question_floors.json`.

    p50, p95, slowest   milliseconds of processor time for one question, over every question of `QUESTIONS`, each asked
                        `ROUNDS` times; where nothing else runs it is as long as that on the clock
    by                  of each command the p95, with the question that took longest
    articles            in the docket: 100,000 unless said otherwise; made up by `bench.dockets` and kept in FOLDER

A docket of 100,000 articles takes ten minutes to make, once, and a gigabyte. What is counted is the whole method of
`memcon.Docket`: names found, rows, and all that stands beside them in words.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from time import process_time
from typing import Any

from bench.dockets import fill
from memcon import store
from memcon.views.docket import open_docket

ROUNDS = 5
SMOKE = 2_000
FLOORS = Path(__file__).parent / "question_floors.json"
BIG, MIDDLE, SMALL = "Side baba", "Side kedo", "Side keba"
WEEK = {"since": "2024-02-01", "until": "2024-02-07"}
QUESTIONS: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    *(
        (name, (), asked)
        for name in ("positions", "contacts", "proposals", "standings", "claims", "timeline", "matrix", "changes")
        for asked in (
            {},
            {"side": BIG},
            {"side": SMALL},
            {"issue": "ceasefire"},
            {"issue": "constitution", "as_of": "2024-01-01"},
            {"as_of": "2024-06-01", "min_origins": 3},
            WEEK,
        )
    ),
    *(("positions", (), {"person": name}) for name in ("Person baba", "Person kekeke", "Person tumuna")),
    *(("claims", (), {"origin": name}) for name in ("o1", "o300", "o15000")),
    ("contacts", (), {"person": "Person kekeke", "side": MIDDLE}),
    *(("sources", (), asked) for asked in ({}, {"issue": "ceasefire"}, {"side": SMALL}, WEEK)),
    *(("search", (words,), {}) for words in ("do", "do ke -li", "dobabake kelina", '"do ke"', "kelidoke")),
    *(("why", (claim,), {}) for claim in ("c000000000001", "c000000001000")),
)


def main(arguments: list[str]) -> None:
    """Make the docket where there is none, ask, and print; exit with 1 where a figure is past its floor."""
    given = [one for one in arguments if not one.startswith("--")]
    if "--smoke" in arguments:
        with TemporaryDirectory() as folder:
            figures = _figures(SMOKE, Path(folder))
    else:
        figures = _figures(int(given[0]) if given else 100_000, Path(given[1] if len(given) > 1 else gettempdir()))
    print(json.dumps(figures))
    most = json.loads(FLOORS.read_text("utf-8"))["p95"]["most"]
    slow = {name: took["p95"] for name, took in figures["by"].items()} | {"all": figures["p95"]}
    if "--check" in arguments and (past := {name: took for name, took in slow.items() if took > most}):
        sys.exit(f"the p95 of {past} is more than {most} ms")


def _figures(articles: int, folder: Path) -> dict[str, Any]:
    path = folder / f"memcon-{articles}.db"
    if not path.exists():
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        with store.open(half) as made:
            fill(made, articles)
        half.rename(path)
    took = _ask(path)
    every = sorted(one for those in took.values() for one, _ in those)
    figures: dict[str, Any] = {"unit": "ms", "articles": articles, "cores": os.cpu_count(), "questions": len(QUESTIONS)}
    figures |= {"p50": round(statistics.median(every)), "p95": round(_p95(every)), "slowest": round(every[-1])}
    by = {
        name: {"p95": round(_p95(sorted(one for one, _ in those))), "at": max(those)[1]} for name, those in took.items()
    }
    return figures | {"by": by}


def _p95(ordered: list[float]) -> float:
    return ordered[int(len(ordered) * 0.95)]


def _ask(path: Path) -> dict[str, list[tuple[float, str]]]:
    took: dict[str, list[tuple[float, str]]] = defaultdict(list)
    with open_docket(path) as docket:
        for round_ in range(ROUNDS + 1):
            for name, given, asked in QUESTIONS:
                start = process_time()
                getattr(docket, name)(*given, **asked)
                if round_:  # the first round warms up
                    took[name].append(((process_time() - start) * 1000, " ".join([*given, *map(str, asked.items())])))
    return took


if __name__ == "__main__":
    main(sys.argv[1:])
