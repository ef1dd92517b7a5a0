"""Names of states, and such as the reading breaks: peoples with the names of two states, bodies with a number."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from memcon.codebook import Codebook, State
    from memcon.codebook.people import Actors
    from memcon.reading.syntax import Syntax


def peoples(syntax: Syntax, text: str, codebook: Codebook) -> Iterator[tuple[int, Span]]:
    """Yield the peoples with the names of two states, by their first tokens: `Turkish Cypriots`."""
    states, demonyms = codebook.states, codebook.demonyms
    for at, (one, other) in enumerate(pairwise(syntax.tokens)):
        if one.text not in demonyms or other.text not in demonyms or states[one.text] == states[other.text]:
            continue
        span = Span(one.start, other.end)
        if span.of(text) == f"{one.text} {other.text}" and span.of(text) not in states:
            yield at, span


def plural(name: str) -> str:
    """Return a people's name in the plural: `Turkish Cypriots` of `Turkish Cypriot`."""
    return name if name.endswith(("s", "sh", "se")) else f"{name}s"


def breaking_names(text: str, actors: Actors) -> Iterator[Span]:
    """Yield where names of listed organisations stand that have a number: `Group of 20`."""
    for name in actors.bodies_named:
        if " " in name and any(letter.isdigit() for letter in name):
            yield from (Span(*found.span()) for found in re.finditer(rf"\b{re.escape(name)}\b", text))


def states_named(
    syntax: Syntax, codebook: Codebook, inside: range, apart: Collection[int]
) -> Iterator[tuple[Span, State]]:
    """Yield the states that tokens name by name, demonym or capital, longest names first; no halves of a people's name.

    apart: the first tokens of such names.
    """
    at = inside.start
    while at < inside.stop:
        for size in (3, 2, 1):
            words = syntax.tokens[at : min(at + size, inside.stop)]
            state = codebook.states.get(" ".join(word.text for word in words))
            if state and at not in apart:
                yield Span(words[0].start, words[-1].end), state
                at += size - 1
                break
        at += 2 if at in apart else 1
