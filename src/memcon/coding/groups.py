"""Several taken together: those whom a plural means, and plurals whose members are found once all is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.joined import Chain
from memcon.coding.nominals import THEY
from memcon.coding.pairs import EACH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.coding.coreference import Coreference
    from memcon.coding.nominals import Nominal
    from memcon.coding.pairs import Pairs


class Groups:
    """The chains of one article that mean several."""

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs
        self._of: dict[tuple[int, ...], Chain] = {}
        self._pending: list[tuple[Chain, Nominal]] = []

    def together(self, parts: Sequence[Chain]) -> Chain | None:
        """Return the chain of several taken together, the same one each time; None for fewer than two."""
        key = _key(parts)
        return self._of.setdefault(key, Chain(THEY, parts=tuple(parts))) if len(key) > 1 else None

    def known(self, parts: Sequence[Chain]) -> Chain | None:
        """Return the chain of several if they have been taken together before."""
        return self._of.get(_key(parts))

    def deferred(self, nominal: Nominal) -> Chain:
        """Return a chain of two whose parts are found by `settle`."""
        self._pending.append((Chain(THEY), nominal))
        return self._pending[-1][0]

    def settle(self, coreference: Coreference) -> None:
        """Find who the two are; asked for once everybody's side is known."""
        if self._pending:
            self._pairs.settle(coreference, self._pending)

    def is_nobody(self, chain: Chain) -> bool:
        """Say whether a chain is of each of two of whom nothing is known: `each government`."""
        return not chain.parts and any(one is chain and nominal.determiner in EACH for one, nominal in self._pending)


def _key(parts: Sequence[Chain]) -> tuple[int, ...]:
    return tuple(sorted({id(chain) for chain in parts}))
