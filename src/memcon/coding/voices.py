"""Who `I` and `we` are: whoever says it, and the party of whoever does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from memcon.coding.clusters import Cluster
    from memcon.coding.coreference import Coreference
    from memcon.coding.joined import Chain
    from memcon.coding.nominals import Nominal
    from memcon.coding.serving import Serving
    from memcon.spans import Span

_SURE = 0.9  # probability from which on `we` are the party that the encoder sees, not that of who is said to speak


class Voices:
    """Gives the first persons of an article to whom they mean. What `we` do is left to whom the coders find to speak.

    speaks: the entity that speaks, by a token of the source. span: the words of a noun phrase.
    """

    def __init__(
        self,
        coreference: Coreference,
        serving: Serving | None,
        speaks: Callable[[int], Cluster | None],
        span: Callable[[Nominal], Span],
    ) -> None:
        self._coreference, self._serving, self._speaks, self._span = coreference, serving, speaks, span

    def settle(self) -> None:
        """Settle every `I`, then every `we` in the order of the text: the second means whom the first did."""
        ours: list[tuple[Nominal, Cluster | None]] = []
        for word, speaker, chain in self._coreference.voices():
            who = self._speaks(speaker) if speaker is not None else None
            if word == "we":
                ours += [(nominal, _party(who)) for nominal in chain.nominals]
            elif word == "i" and who is not None and chain.cluster is None:
                self._give(chain, who)
        for nominal, party in sorted(ours, key=lambda one: one[0].head):
            self._settle_we(nominal, party)

    def _give(self, chain: Chain, who: Cluster) -> None:
        chain.cluster = who
        who.others |= {self._span(one) for one in chain.nominals}

    def _settle_we(self, nominal: Nominal, party: Cluster | None) -> None:
        """Give a `we` to the speaker's party, or the likeliest one met where that is not known."""
        seen, chance = self._serving.meant(nominal.head) if self._serving is not None else (None, 0.0)
        meant = seen if party is None or chance >= _SURE else party
        if meant is not None:
            meant.others.add(self._span(nominal))
            if self._serving is not None:
                self._serving.means(nominal.head, meant)


def _party(who: Cluster | None) -> Cluster | None:
    """Return for whom somebody speaks who says `we`; a body speaks for itself."""
    return who and (who.side or (who if who.kind != "person" else None))
