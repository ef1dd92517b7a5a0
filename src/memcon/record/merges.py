"""What people decided by hand about who is who."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon.record import aliases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Merges:
    """What people decided by hand about who is who, by names (`aliases.normal`), so that it holds on every gathering.

    same:  a name → the name whose bearer it means.
    apart: (article sha256, entity's name) → names of actors that this entity is not.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    apart: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, merged: Sequence[tuple[str, str]], split: Sequence[tuple[str, str, str]]) -> Merges:
        """Put decisions together: (name, name that it means), and (article sha256, entity's name, actor it is not)."""
        apart: dict[tuple[str, str], frozenset[str]] = {}
        for sha256, entity, actor in split:
            key = sha256, aliases.normal(entity)
            apart[key] = apart.get(key, frozenset()) | {aliases.normal(actor)}
        return cls({aliases.normal(one): other for one, other in merged}, apart)
