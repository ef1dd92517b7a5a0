"""How fast a docket grows: `python -m bench.docket` prints one JSON line; `--check` holds it against floors.

    gather_seconds   seconds of processor time to gather the next 100 articles, by how many the docket has already
    store_seconds    the same to freeze and store them
    growth           the same at the most articles over at the fewest: 1 when what is there costs nothing
    reading_seconds  seconds in which the 100 articles are read: on the clock, or of processor time where that is less
    beside_reading   share of adding that is not the reading: freezing, storing, gathering
    peak_mb          most memory of the process that filled and asked the docket

The articles are copies of a few hundred that were really read (`bench.copies`): a hundred a day, by 200 outlets. Up to
10,000 are gathered one by one; the larger docket is that one ten times over (`bench.layers`). Before each measurement
the docket is closed and opened again, so that nothing is in memory that a new process would not have.

Those that are read are the bench's own, nearly every sentence of which is somebody's word or deed. `--of FILE` reads
reports that were really published, from a gzipped file of JSON Lines; their floors are the second in the file.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from bench.copies import A_DAY, Copies, originals, real_originals
from bench.layers import lay
from bench.reading import commit
from memcon import store
from memcon.store import adding

if TYPE_CHECKING:
    from collections.abc import Sequence

FLOORS = Path(__file__).parent / "docket_floors.json"
NEXT = 100
BATCH = 500
ONE_BY_ONE = 10_000
"""Articles beyond which the docket is laid over itself."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much to measure: articles really read, their words, sizes of the docket at which the next ones are timed."""

    read: int = 150
    words: int = 350
    steps: tuple[int, ...] = (1_000, 3_000, 10_000, 100_000)
    more: int = NEXT
    of: Path | None = None


SMOKE = Size(read=6, words=120, steps=(6, 12), more=6)


@dataclass(frozen=True, slots=True)
class Figures:
    """The JSON line; the module's docstring says what each figure is."""

    unit: str
    commit: str
    cores: int
    articles: int
    gather_seconds: dict[str, float]
    growth: float
    store_seconds: float
    reading_seconds: float
    beside_reading: float
    peak_mb: float
    docket_mb: float


def measure(size: Size, folder: Path) -> Figures:
    """Read the originals, then fill a docket with copies of them and stop at each step to time the next ones."""
    originals(1, 50)  # the encoder is loaded, the codebook read
    clock, began = perf_counter(), process_time()
    copies = Copies(real_originals(size.of, size.read) if size.of else originals(size.read, size.words))
    reading = min(perf_counter() - clock, process_time() - began) / size.read * size.more
    upto, gathering, storing = 0, dict[str, float](), 0.0
    for step in size.steps:
        if step > ONE_BY_ONE:
            upto = _laid(folder, upto, step)
        while upto < step:
            upto = _fill(folder, copies, upto, min(upto + BATCH, step))[0]
        upto, storing, seconds = _fill(folder, copies, upto, upto + size.more)
        gathering[str(step)] = round(seconds, 3)
    rates = list(gathering.values())
    beside = storing + rates[-1]
    return Figures(
        unit="seconds for 100 articles",
        commit=commit(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        articles=upto,
        gather_seconds=gathering,
        growth=round(rates[-1] / rates[0], 3),
        store_seconds=round(storing, 3),
        reading_seconds=round(reading, 3),
        beside_reading=round(beside / (beside + reading), 3),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)),
        docket_mb=round(sum(path.stat().st_size for path in folder.iterdir()) / 1e6),
    )


def _laid(folder: Path, count: int, step: int) -> int:
    """Lay what is there over itself until there are as many articles as a step says; return how many there are."""
    layers = -(-step // count)
    with store.open(folder) as docket:
        lay(docket, layers - 1, -(-count // A_DAY))
    return count * layers


def _fill(folder: Path, copies: Copies, first: int, last: int) -> tuple[int, float, float]:
    """Add and gather copies; return how many there are, and the seconds that storing and gathering took."""
    entries = list(copies.between(first, last))
    with store.open(folder) as docket:
        began = process_time()
        for at in range(0, len(entries), store.BATCH_ENTRIES):
            adding.add(docket, entries[at : at + store.BATCH_ENTRIES])
        stored = process_time()
        if store.gather(docket) != len(entries):
            raise SystemExit("copies were taken for one another")
        return last, stored - began, process_time() - stored


def faults(figures: Figures, floors: dict[str, dict[str, float]]) -> list[str]:
    """Return what lies past its floor, in words; empty when all is well."""
    found = []
    for name, pin in floors.items():
        value = getattr(figures, name)
        if "most" in pin and not value <= pin["most"]:
            found.append(f"{name} is {value}, the most allowed is {pin['most']}")
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return 1 when `--check` finds a figure past its floor."""
    parser = argparse.ArgumentParser(prog="python -m bench.docket", description="Measure how a docket grows.")
    parser.add_argument("--check", action="store_true", help="fail when a figure is past its floor")
    parser.add_argument("--smoke", action="store_true", help="a few articles only: it runs, the figures mean little")
    parser.add_argument("--most", type=int, default=100_000, help="leave out the steps beyond so many articles")
    parser.add_argument("--of", type=Path, metavar="FILE", help="copy real articles, of a gzipped JSON Lines file")
    options = parser.parse_args(argv)
    full = Size(steps=tuple(step for step in Size().steps if step <= options.most), of=options.of)
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(SMOKE if options.smoke else full, Path(folder))
    print(json.dumps(asdict(figures)))
    floors = json.loads(FLOORS.read_text("utf-8"))["real" if options.of else "own"] if options.check else {}
    found = faults(figures, floors)
    for fault in found:
        print(fault, file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
