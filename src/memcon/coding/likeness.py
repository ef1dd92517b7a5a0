"""How likely a noun phrase means somebody who is met before, as the encoder sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memcon.codebook.people import Actors
    from memcon.coding.joined import Chain
    from memcon.coding.nominals import Nominal
    from memcon.reading.kinship import Kinship

_LAST = 6  # noun phrases of a chain that the encoder is asked about
_REACH = 600  # words back that the encoder is asked about
_LIKELY = 1.0  # log-odds from which on a description means who is met
_FAR = 2.0  # log-odds by which somebody must be likelier than whom a rule takes
_MOST = 8.0  # log-odds, either way


class Likeness:
    """Asks the encoder whether noun phrases mean the same; without one it knows nothing."""

    def __init__(self, kinship: Kinship | None, actors: Actors) -> None:
        self._kinship, self._actors = kinship, actors
        self._asked, self._first, self._odds = -1, 0, list[float]()

    def of(self, nominal: Nominal, chain: Chain) -> float:
        """Return the log-odds, against nobody met before, that a noun phrase means a chain; 0 without an encoder."""
        if self._kinship is None or not chain.nominals:
            return 0.0
        if self._asked != nominal.head:
            self._asked, self._first = nominal.head, max(0, nominal.head - _REACH)
            self._odds = self._kinship.same(nominal.head, range(self._first, nominal.head)).tolist()
        ours = range(self._first, nominal.head)
        odds = [self._odds[one.head - self._first] for one in chain.nominals[-_LAST:] if one.head in ours]
        return min(_MOST, max(-_MOST, *odds)) if odds else -_MOST

    def is_asked(self, nominal: Nominal) -> bool:
        """Say whether a description is one of a person or body that can have been met: `the envoy`, `its premier`."""
        actors, lemma = self._actors, nominal.lemma
        is_known = nominal.definite or nominal.owner is not None
        kinds = (actors.people, actors.bodies, actors.countries, actors.government)
        return self._kinship is not None and is_known and any(lemma in of for of in kinds)

    def likeliest(self, nominal: Nominal, chains: Iterable[Chain]) -> Chain | None:
        """Return the chain that a noun phrase likeliest means, if it likely means any."""
        best = max(((self.of(nominal, one), one) for one in chains), default=None, key=lambda one: one[0])
        return best[1] if best is not None and best[0] >= _LIKELY else None

    def rather(self, nominal: Nominal, taken: Chain, chains: Iterable[Chain]) -> Chain | None:
        """Return the chain that a rule takes, or another far likelier one; nobody where that is not likely itself."""
        best = max(chains, key=lambda one: self.of(nominal, one), default=taken)
        if self.of(nominal, best) - self.of(nominal, taken) <= _FAR:
            return taken
        return best if self.of(nominal, best) >= 0 else None
