"""How far the encoder's frame head is believed: `frames.yaml`, checked and read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.codebook.files import read
from memcon.codebook.inforce import once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.codebook.files import CodebookFile

GROUPS = ("stances", "types", "states", "plans", "modes")


@dataclass(frozen=True, slots=True)
class FrameTrust:
    """Probabilities, by group and label; `frames.yaml` says what each is for."""

    least: Mapping[tuple[str, str], float]
    doubt: Mapping[str, float]
    sure: float
    possible_contact: float
    force: float
    unsaid: float
    sides: Mapping[str, frozenset[str]]
    likely: float
    possible: float
    second: float

    def lowest(self, group: str) -> float:
        """Return the least probability at which any label of a group is taken."""
        return min(chance for (one, _), chance in self.least.items() if one == group)

    def rule(self, group: str, label: str) -> str:
        """Return how records name the entry of a label."""
        return f"frames.yaml#{group}/{label}"


@once
def frame_trust() -> FrameTrust:
    """Return what `frames.yaml` says, read at the first call; raises `BadCodebook` where it is at fault."""
    file = read("frames.yaml")
    return FrameTrust(
        least={
            (group, label): _chance(file, group, label, "least") for group in GROUPS for label in file.mapping(group)
        },
        doubt={group: _chance(file, "doubt", group) for group in file.mapping("doubt")},
        sure=_chance(file, "sure"),
        possible_contact=_chance(file, "possible_contact"),
        force=_chance(file, "force"),
        unsaid=_chance(file, "unsaid"),
        sides={kind: frozenset(file.words("sides", kind)) for kind in file.mapping("types")},
        likely=_chance(file, "parts", "likely"),
        possible=_chance(file, "parts", "possible"),
        second=_chance(file, "parts", "second"),
    )


def _chance(file: CodebookFile, *path: str) -> float:
    value = file.mapping(*path[:-1]).get(path[-1]) if len(path) > 1 else file.content.get(path[0])
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise file.fault(path, f"`{path[-1]}` must be a probability", "Write a number from 0 to 1")
