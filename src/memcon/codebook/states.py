"""The scale on which talks stand, and the words for its steps: `states.yaml`, ready to be searched for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook.files import read

if TYPE_CHECKING:
    import re

    from memcon.codebook.files import CodebookFile

_NAME = "states.yaml"
_GAP = r"[\s\"“”‘']{1,3}"  # between two words, the quotation marks of a word that is quoted by itself


class StateWords(NamedTuple):
    """Words for a state. of: `talks` or `sides` must be near, None when the words say enough.

    predicate: only where the words are what is said of something, not where they stand before a noun.
    """

    state: str
    words: re.Pattern[str]
    of: str | None
    predicate: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The states in order, the words for them, the words for talks, for single contacts, and for several parties.

    near: words of which a sentence has one if it says how talks stand.
    """

    states: tuple[str, ...]
    patterns: tuple[StateWords, ...]
    talks: frozenset[str]
    contacts: frozenset[str]
    sides: frozenset[str]
    near: frozenset[str]


@lru_cache(maxsize=1)
def scale() -> Scale:
    """Return what `states.yaml` says, read and checked at the first call."""
    file = read(_NAME)
    states = tuple(file.words("scale"))
    return Scale(
        states=states,
        patterns=tuple(_patterns(file, states)),
        talks=frozenset(file.words("talks")),
        contacts=frozenset(file.words("contacts")),
        sides=frozenset(file.words("sides")),
        near=frozenset(file.words("talks")) | frozenset(file.words("results")),
    )


def _patterns(file: CodebookFile, states: tuple[str, ...]) -> list[StateWords]:
    out = []
    for at, (path, entry) in enumerate(file.entries("patterns")):
        state = file.text_at(path, entry, "state")
        if state not in states:
            raise file.fault((*path, "state"), f"no state is called `{state}`", f"Use {', '.join(states)}")
        if entry.get("of") not in (None, "talks", "sides"):
            raise file.fault((*path, "of"), f"`{entry['of']}` is nothing that talks are", "Use talks or sides")
        written = file.text_at(path, entry, "words").replace(" ", _GAP)
        words = file.pattern((*path, "words"), rf"(?<![\w-]){written}(?![\w-])")
        out.append(StateWords(state, words, entry.get("of"), entry.get("is") == "predicate", f"{_NAME}#patterns/{at}"))
    return out
