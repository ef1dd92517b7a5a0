"""Whom a dossier names, as the docket's actors before any article names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook import load
from memcon.record.who import Seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.codebook.dossier import Dossier, Party


def seeds_of(dossier: Dossier) -> list[Seed]:
    """Return the parties, what belongs to them, their people, and the people of no party."""
    seeds = [seed for party in dossier.parties for seed in _of_party(party)]
    return [*seeds, *(Seed(one.name, "person", one.aliases) for one in dossier.people)]


def _of_party(party: Party) -> Iterator[Seed]:
    yield Seed(party.name, party.kind or ("state" if party.name in load().states else "organisation"), party.aliases)
    for body in party.bodies:
        yield Seed(body.name, "organisation", body.aliases, party.name)
    for person in party.people:
        yield Seed(person.name, "person", person.aliases, party.name)
