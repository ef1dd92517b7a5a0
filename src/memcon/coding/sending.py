"""By whom an envoy is sent who is called after the place that he is sent to: `the Middle East envoy of Y`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.reading.syntax import Syntax

_WINDOW = 10  # words behind `of` among which the sender is looked for
_RUN = frozenset(("NOUN", "ADJ", "PROPN", "DET"))
_SENDERS = frozenset(("person", "state", "organisation"))


def sent_by(
    syntax: Syntax, actors: Actors, named: Mapping[int, Cluster], head: int, before: Iterable[int]
) -> int | None:
    """Return the token of the first name behind an envoy's `of`, with nothing but nouns between; None without one.

    before: the tokens of names before his title, which are to be places only.
    """
    is_sent = actors.people.get(syntax.lower[head], "") in actors.sent
    is_sent = is_sent and all(named[at].kind == "place" for at in before)
    if not is_sent or syntax.lower[head + 1 : head + 2] != ["of"]:
        return None
    for at in range(head + 2, min(head + 2 + _WINDOW, syntax.sentence(head).last)):
        if at in named and named[at].kind in _SENDERS:
            return at
        if syntax.tokens[at].upos not in _RUN:
            return None
    return None
