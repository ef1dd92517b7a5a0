"""The parties of a dossier in the codebook: states by their names, organisations among those that are listed."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from memcon.codebook.model import State

if TYPE_CHECKING:
    from memcon.codebook.dossier import Party
    from memcon.codebook.model import Codebook


def settled(parties: tuple[Party, ...], book: Codebook) -> tuple[Party, ...]:
    """Return the parties with their kind: a state where the dossier or the codebook's list of states says so."""
    out = []
    for party in parties:
        known = book.states.get(party.name)
        is_state = party.iso is not None or (known is not None and party.name not in book.demonyms | book.seats)
        kind = party.kind or ("state" if is_state else "organisation")
        code = party.iso or (known.code if known is not None else None)
        out.append(replace(party, kind=kind, iso=code if kind == "state" else None))
    return tuple(out)


def with_states(book: Codebook, parties: tuple[Party, ...]) -> Codebook:
    """Return a codebook that knows the states of a dossier by the dossier's names, beside those it has for them."""
    states = dict(book.states)
    demonyms, seats = set(book.demonyms), set(book.seats)
    for party in parties:
        if party.kind != "state":
            continue
        state = State(party.iso or party.name, party.name)
        states.update({name: state for name, one in states.items() if one.code == state.code})
        states.update(dict.fromkeys((party.name, *party.aliases, *party.demonyms, *party.seats), state))
        demonyms.update(party.demonyms)
        seats.update(party.seats)
    return replace(book, states=MappingProxyType(states), demonyms=frozenset(demonyms), seats=frozenset(seats))
