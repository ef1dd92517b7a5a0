"""`python -m eval`: run the measures, print each figure beside its floor and goal, fail below a floor."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from rich.console import Console
from rich.table import Table

import eval as room
from eval import floors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"


class Measure(Protocol):
    """What a measure module offers; see `eval`."""

    FILES: tuple[str, ...]

    def measure(self, data: Path) -> dict[str, float]:
        """Return the figures."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one measure: its verdicts, or why it was `skipped`."""

    name: str
    seconds: float
    verdicts: tuple[floors.Verdict, ...]
    skipped: str | None = None


def data_folder() -> Path:
    """Return where the corpora lie: `$MEMCON_DATA`, else `shared/data` beside the repository."""
    return Path(os.environ.get("MEMCON_DATA") or HERE.parent.parent / "shared" / "data")


def find_measures(path: Iterable[str] = room.__path__) -> dict[str, Measure]:
    """Return the measure modules of the package, by name, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(path) if not module.name.startswith("_"))
    modules = {name: importlib.import_module(f"eval.{name}") for name in names}
    return {name: cast("Measure", module) for name, module in modules.items() if hasattr(module, "measure")}


def run_one(
    name: str, measure: Measure, data: Path, pinned: floors.Floors, *, update: bool = False
) -> tuple[Outcome, floors.Floors]:
    """Run one measure; return its outcome and the floors, raised when `update` is set."""
    paths = [data / name for name in measure.FILES]
    gone = next((path for path in paths if not path.exists()), None)
    if gone:
        why = f"{gone} is not there; set MEMCON_DATA to the folder with the corpora"
        return Outcome(name, 0.0, (), why), pinned
    corpus = floors.digest(file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]))
    began = time.perf_counter()
    figures = measure.measure(data)
    seconds = time.perf_counter() - began
    if update:
        pinned = floors.raised(name, figures, corpus, pinned)
    return Outcome(name, seconds, tuple(floors.judge(name, figures, corpus, pinned))), pinned


def show(outcomes: Sequence[Outcome], console: Console) -> None:
    """Print the table for people, then what was skipped and what failed."""
    table = Table("measure", "figure", "floor", "goal", "")
    for column in (1, 2, 3):
        table.columns[column].justify = "right"
    for outcome in outcomes:
        for verdict in outcome.verdicts:
            style = "red" if verdict.fault else "green" if reached(verdict) else None
            numbers = (verdict.value, verdict.floor, verdict.goal)
            cells = ("–" if number is None else f"{number:.3f}" for number in numbers)
            table.add_row(f"{verdict.measure}.{verdict.figure}", *cells, verdict.fault or "", style=style)
        table.add_section()
    console.print(table)
    for outcome in outcomes:
        said = f"skipped: {outcome.skipped}" if outcome.skipped else f"{outcome.seconds:.1f} s"
        console.print(f"{outcome.name}: {said}", highlight=False, soft_wrap=True)


def reached(verdict: floors.Verdict) -> bool:
    """Say whether a figure has come to its goal."""
    return verdict.value is not None and verdict.goal is not None and verdict.value >= verdict.goal


def main(argv: Sequence[str] | None = None, path: Path = FLOORS, measures: dict[str, Measure] | None = None) -> int:
    """Run the command line; return 1 when a figure fails, else 0. `measures` None finds them in this package."""
    known = find_measures() if measures is None else measures
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    parser.add_argument("--only", metavar="NAME", action="append", choices=sorted(known), help="run this measure")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured; lowers none")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    parser.add_argument(
        "--data", type=Path, default=data_folder(), help="folder with the corpora (default: %(default)s)"
    )
    options = parser.parse_args(argv)

    pinned, outcomes = floors.load(path), []
    for name in options.only or known:
        outcome, pinned = run_one(name, known[name], options.data, pinned, update=options.update)
        outcomes.append(outcome)
    if options.update:
        floors.save(path, pinned)
    if options.json:
        print(json.dumps({outcome.name: asdict(outcome) for outcome in outcomes}))
    else:
        show(outcomes, Console())
    return int(any(verdict.fault for outcome in outcomes for verdict in outcome.verdicts))


if __name__ == "__main__":
    sys.exit(main())
