"""Floors: the figures that no change may fall below, and the goals that they are on their way to.

`floors.json` holds for each measure the digest of its corpus and for each pinned figure a floor and a goal:

    {"polnear": {"corpus": "3f…", "figures": {"source": {"floor": 0.81, "goal": 0.832}}}}

To pin a new figure, write it in with floor 0 and run `python -m eval --update`. An update raises a floor to what was
just measured, rounded down to three decimals; it never lowers one. Lowering is an edit by hand that owes a reason.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Pin(TypedDict):
    """One figure's floor and goal; a goal of null is nobody's yet."""

    floor: float
    goal: float | None


class Pinned(TypedDict):
    """One measure's pins, and the digest of the corpus that they were measured on (null before the first time)."""

    corpus: str | None
    figures: dict[str, Pin]


Floors = dict[str, Pinned]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One figure beside its floor; `fault` says why it fails the run, null when it holds."""

    measure: str
    figure: str
    value: float | None
    floor: float | None
    goal: float | None
    fault: str | None


def load(path: Path) -> Floors:
    """Read the floors; none where there is no such file."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def save(path: Path, floors: Floors) -> None:
    """Write the floors, sorted, so that a change shows as one line."""
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", "utf-8")


def digest(files: Iterable[Path]) -> str:
    """Return the sha256 over the names and bytes of the files, in the order of their names."""
    total = hashlib.sha256()
    for file in sorted((file for file in files if file.is_file()), key=lambda file: (file.name, file)):
        total.update(file.name.encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def judge(measure: str, figures: dict[str, float], corpus: str, floors: Floors) -> list[Verdict]:
    """Hold what one measure found against its floors, pinned figures first.

    A pinned figure fails when it lies below its floor, is not measured any more, or was measured on another corpus
    than the floor was. A figure without a floor is shown and cannot fail.
    """
    pinned = floors.get(measure, Pinned(corpus=None, figures={}))
    other = pinned["corpus"] not in {None, corpus}
    verdicts = []
    for name, pin in pinned["figures"].items():
        value, fault = figures.get(name), None
        if value is None:
            fault = "pinned, but not measured any more"
        elif not value >= pin["floor"]:  # catches NaN too
            fault = "below its floor"
        elif other:
            fault = "measured on another corpus than its floor; `--update` pins this one"
        verdicts.append(Verdict(measure, name, value, pin["floor"], pin["goal"], fault))
    free = (name for name in figures if name not in pinned["figures"])
    return verdicts + [Verdict(measure, name, figures[name], None, None, None) for name in free]


def raised(measure: str, figures: dict[str, float], corpus: str, floors: Floors) -> Floors:
    """Return the floors with those of one measure raised to its figures; nothing is modified.

    No floor is lowered and no figure added. Another corpus is pinned only when every floor holds on it.
    """
    if measure not in floors:
        return floors
    pinned = floors[measure]
    pins: dict[str, Pin] = {}
    holds = True
    for name, pin in pinned["figures"].items():
        value = figures.get(name, math.nan)
        holds = holds and value >= pin["floor"]
        reached = math.floor(value * 1000 + 1e-9) / 1000 if math.isfinite(value) else pin["floor"]
        pins[name] = Pin(floor=max(pin["floor"], reached), goal=pin["goal"])
    if not holds and pinned["corpus"] not in {None, corpus}:
        return floors
    return {**floors, measure: Pinned(corpus=corpus if holds else pinned["corpus"], figures=pins)}
