"""Where chains end: who is said to know, and how many of them are independent of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from memcon.record.cast import ActorIndex
    from memcon.record.model import Entry, Origin, Telling


@dataclass(frozen=True, slots=True)
class Settled:
    """What the tellings of one claim come down to.

    by_telling:  (article, record) → ids of its origins, with an outlet's report followed to who told that outlet.
    origins:     the ids of the independent origins, in the order in which they were first told.
    """

    by_telling: Mapping[tuple[str, str], tuple[str, ...]]
    origins: tuple[str, ...]

    @property
    def independent(self) -> int:
        """How many there are."""
        return len(self.origins)


def origins_of(
    entry: Entry, actors: Mapping[str, str], index: ActorIndex, first_outlet: str | None = None
) -> tuple[Mapping[tuple[str, ...], tuple[str, ...]], tuple[Origin, ...]]:
    """Return for every chain of an entry the ids of its origins, and the origins themselves, to be kept.

    actors: entity id → actor id, from `who.meet`. first_outlet: outlet of the earliest article of the entry's story,
    or the agency that it credits; the entry's own outlet where it stands alone.
    A chain that ends in an outlet gives an origin of kind `outlet`, which `settle` follows on. The chain of the writer
    alone has none, unless the page is an institution's own.
    """
    raise NotImplementedError


def settle(
    tellings: Sequence[Telling],
    reports: Mapping[str, str],
    index: ActorIndex,
    first_outlets: Mapping[str, str] | None = None,
) -> Settled:
    """Return the origins that the tellings of one claim come down to.

    tellings: in order of publication, `origins` as `origins_of` gave them. reports: article → report id, for those that
    are in one. first_outlets: article → outlet of its story, where that is another.
    """
    raise NotImplementedError
