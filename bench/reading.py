"""How fast memcon reads: `python -m bench.reading` prints one JSON line; `--check` fails past `floors.json`.

    median, spread     articles of 600 words a second, from text to JSON, and the slowest and fastest round
    words_per_second   the same in words
    gflops             the machine's fp32 matrix rate, measured before each round: speed is compared per GFLOP/s, so
    words_per_gflop    that a figure from one machine says something about another
    steadiness         rate at many articles over rate at few: 1 when it does not fall as their number grows
    share              part of the time that each room takes
    coding_share_of_reading  CPU seconds of coding over those of freezing, encoding and reading the same articles, one
                       after the other: what coding adds to reading, whatever runs beside it
    load_seconds       a fresh process until the encoder can score, imports included
    import_ms          `import memcon` in a fresh process
    peak_mb            most memory that a fresh process holds while it reads one text of 50,000 words

Every article must give the same bytes alone and among others, and in each round, or there is no figure at all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import statistics
import subprocess
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import numpy as np

from bench.articles import article
from memcon import codebook, coding, encoder, reading
from memcon.article import freeze
from memcon.errors import Problem
from memcon.feeds import page_of_text
from memcon.pipeline import read_pages
from memcon.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
WORDS = 600

IMPORT = "from time import perf_counter as t; s = t(); import memcon; print((t() - s) * 1000)"
LOAD = "from time import perf_counter as t; s = t(); from memcon.encoder import load; load(); print(t() - s)"
PEAK = """
import resource, sys
from pathlib import Path
from bench.reading import read_all
from bench.articles import article
read_all([article(0, {words})], {{}})
status = Path("/proc/self/status")
if status.exists():  # of this process alone; ru_maxrss would count what its parent held when it was started
    print(next(int(line.split()[1]) for line in status.open() if line.startswith("VmHWM")) / 1000)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much to measure: articles in a small and a large run, rounds of both, words of the long text."""

    few: int = 20
    many: int = 200
    rounds: int = 3
    long: int = 50_000


SMOKE = Size(few=2, many=4, rounds=1, long=2_000)


@dataclass(frozen=True, slots=True)
class Figures:
    """The JSON line; the module's docstring says what each figure is."""

    unit: str
    commit: str
    versions: dict[str, str]
    cores: int
    input_sha256: str
    output_sha256: str
    median: float
    spread: tuple[float, float]
    words_per_second: float
    gflops: float
    words_per_gflop: float
    steadiness: float
    share: dict[str, float]
    coding_share_of_reading: float
    load_seconds: float
    import_ms: float
    peak_mb: float


def read_all(texts: Sequence[str], timings: dict[str, float]) -> list[str]:
    """Read the texts in one run and return their records as JSON; adds each room's seconds to `timings`."""
    pages = (page_of_text(text, where=f"article {number}") for number, text in enumerate(texts))
    out = []
    for record in read_pages(pages, Settings(), timings):
        if isinstance(record, Problem):
            raise TypeError(f"the bench's own article was not read: {record}")
        began = perf_counter()
        out.append(record.to_json())
        timings["json"] = timings.get("json", 0.0) + perf_counter() - began
    return out


def coding_share(texts: Sequence[str]) -> float:
    """Return the CPU time of coding some texts over that of all that comes before it."""
    settings = Settings()
    with codebook.in_force(codebook.opened(settings.dossier)):
        loaded = encoder.load(settings.threads)
        agenda = coding.themes_of(loaded)
        began = process_time()
        frozen = (freeze(page_of_text(text, where="bench"), settings.overrides) for text in texts)
        readings = reading.read_many([article for article, _ in frozen if article], loaded)
        read = process_time()
        for one in readings:
            coding.code(one, agenda)
        return (process_time() - read) / (read - began)


def matrix_rate(side: int = 2048, times: int = 3) -> float:
    """Return the best GFLOP/s of multiplying two square fp32 matrices with all cores, out of `times`."""
    one = np.random.default_rng(0).standard_normal((side, side), np.float32)
    seconds = []
    for _ in range(times):
        began = perf_counter()
        one @ one
        seconds.append(perf_counter() - began)
    return 2 * side**3 / min(seconds) / 1e9


def in_fresh_process(code: str, times: int = 1) -> float:
    """Run Python code that prints a number, each time in a new process; return the median."""
    command = [sys.executable, "-c", code]
    runs = (subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE.parent) for _ in range(times))
    return statistics.median(float(run.stdout) for run in runs)


def commit() -> str:
    """Return the short hash of the commit, with a plus sign when the tree differs from it."""
    command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    return subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False).stdout.strip() or "unknown"


def sha256(texts: Sequence[str]) -> str:
    """Return the digest of the texts, one after the other."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def measure(size: Size) -> Figures:
    """Warm up, hold the outputs against each other, then time: matrix, few, matrix, many, round after round."""
    texts = [article(seed, WORDS) for seed in range(size.many)]
    few, expected = texts[: size.few], read_all(texts, {})
    for text, together in zip(few, expected, strict=False):
        if read_all([text], {}) != [together]:
            raise SystemExit(f"an article reads otherwise alone than among others: {text.splitlines()[0]!r}")

    timings: dict[str, float] = {}
    rates: dict[int, list[float]] = {size.few: [], size.many: []}
    gflops, coding_shares = [], []
    for _ in range(size.rounds):
        coding_shares.append(coding_share(texts[: size.few]))
        for number in (size.few, size.many):
            gflops.append(matrix_rate())
            began = perf_counter()
            out = read_all(texts[:number], timings)
            rates[number].append(number / (perf_counter() - began))
            if out != expected[:number]:
                raise SystemExit("the same articles read otherwise in another round")

    median, rate = statistics.median(rates[size.many]), statistics.median(gflops)
    words = median * sum(len(text.split()) for text in texts) / len(texts)
    total = sum(timings.values())
    libraries = ("memcon", "numpy", "onnxruntime", "tokenizers")
    return Figures(
        unit="articles/s",
        commit=commit(),
        versions={"python": platform.python_version(), **{name: version(name) for name in libraries}},
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        input_sha256=sha256(texts),
        output_sha256=sha256(expected),
        median=round(median, 3),
        spread=(round(min(rates[size.many]), 3), round(max(rates[size.many]), 3)),
        words_per_second=round(words, 1),
        gflops=round(rate, 1),
        words_per_gflop=round(words / rate, 2),
        steadiness=round(median / statistics.median(rates[size.few]), 3),
        share={room: round(seconds / total, 3) for room, seconds in sorted(timings.items())},
        coding_share_of_reading=round(statistics.median(coding_shares), 3),
        load_seconds=round(in_fresh_process(LOAD, 3), 3),
        import_ms=round(in_fresh_process(IMPORT, 5), 1),
        peak_mb=round(in_fresh_process(PEAK.format(words=size.long)), 1),
    )


def faults(figures: Figures, floors: dict[str, dict[str, float]]) -> list[str]:
    """Return what lies past its floor, in words; empty when all is well."""
    found = []
    for name, pin in floors.items():
        value = getattr(figures, name)
        if "least" in pin and not value >= pin["least"]:
            found.append(f"{name} is {value}, the least allowed is {pin['least']}")
        if "most" in pin and not value <= pin["most"]:
            found.append(f"{name} is {value}, the most allowed is {pin['most']}")
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return 1 when `--check` finds a figure past its floor."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description="Measure how fast memcon reads.")
    parser.add_argument("--check", action="store_true", help="fail when a figure is past its floor")
    parser.add_argument("--smoke", action="store_true", help="a few articles only: it runs, the figures mean little")
    options = parser.parse_args(argv)
    figures = measure(SMOKE if options.smoke else Size())
    print(json.dumps(asdict(figures)))
    found = faults(figures, json.loads(FLOORS.read_text("utf-8"))) if options.check else []
    for fault in found:
        print(fault, file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
