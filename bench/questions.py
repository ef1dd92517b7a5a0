"""How fast a large docket answers: `python -m bench.questions [ARTICLES] [FOLDER]` prints one JSON line.

`--smoke` asks a docket of 2,000 articles that is made for it; `--check` holds p95 against `question_floors.json`.

    p50, p95, slowest   milliseconds of processor time for one question, over every question of `QUESTIONS`, each asked
                        `ROUNDS` times; where nothing else runs it is as long as that on the clock
    by                  the median of each command
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
    if "--check" in arguments and figures["p95"] > most:
        sys.exit(f"p95 is {figures['p95']} ms, the most allowed is {most}")


def _figures(articles: int, folder: Path) -> dict[str, Any]:
    path = folder / f"memcon-{articles}.db"
    if not path.exists():
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        with store.open(half) as made:
            fill(made, articles)
        half.rename(path)
    took = _ask(path)
    every = sorted(one for those in took.values() for one in those)
    figures: dict[str, Any] = {"unit": "ms", "articles": articles, "cores": os.cpu_count(), "questions": len(QUESTIONS)}
    figures |= {"p50": round(statistics.median(every)), "p95": round(every[int(len(every) * 0.95)])}
    by = {name: round(statistics.median(those)) for name, those in took.items()}
    return figures | {"slowest": round(every[-1]), "by": by}


def _ask(path: Path) -> dict[str, list[float]]:
    took: dict[str, list[float]] = defaultdict(list)
    with open_docket(path) as docket:
        for round_ in range(ROUNDS + 1):
            for name, given, asked in QUESTIONS:
                start = process_time()
                getattr(docket, name)(*given, **asked)
                if round_:  # the first round warms up
                    took[name].append((process_time() - start) * 1000)
    return took


if __name__ == "__main__":
    main(sys.argv[1:])
