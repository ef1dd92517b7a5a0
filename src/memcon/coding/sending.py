"""Whom an office serves that is called after something else: `Middle East envoy of Y`, `chairman of the board of X`."""

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


def company_of(syntax: Syntax, named: Mapping[int, Cluster], at: int) -> int:
    """Return the company of `chairman of the board of X` or `of the board and chief executive of X`.

    at: the token of whom a title says that it serves, which is returned where that is no board.
    """
    board = named.get(at)
    if syntax.lower[at] != "board" and (board is None or "Board" not in board.name.split()):
        return at
    behind = range(at + 1, min(at + _WINDOW, syntax.sentence(at).last))
    bodies = (one for one in behind if one in named and named[one].kind == "organisation" and named[one] is not board)
    return next((one for one in bodies if syntax.lower[one - 1] in ("of", "at", "the")), at)
