"""Noun phrases that have been found to mean the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon.coding.nominals import ANY, BODY, Nominal

if TYPE_CHECKING:
    from memcon.coding.clusters import Cluster


@dataclass(slots=True, eq=False)
class Chain:
    """Noun phrases that mean the same. `parts`: the chains of those that a plural means one by one."""

    fits: int = ANY
    cluster: Cluster | None = None
    nominals: list[Nominal] = field(default_factory=list)
    lemmas: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    parts: tuple[Chain, ...] = ()

    def add(self, nominal: Nominal) -> None:
        """Take a noun phrase in; what fits all of them fits the chain."""
        self.nominals.append(nominal)
        if not (nominal.sort == "pronoun" and self.fits == BODY):  # one body is now `it`, now `they`
            self.fits = self.fits & nominal.fits or self.fits
        if nominal.sort != "pronoun":
            self.lemmas.add(nominal.lemma)
            self.words |= nominal.words

    def noun(self) -> Nominal | None:
        """Return its first noun phrase that is no pronoun."""
        return next((one for one in self.nominals if one.sort != "pronoun"), None)

    def last(self) -> Nominal:
        """Return the noun phrase added last."""
        return self.nominals[-1]
