"""The scale on which talks stand, and the words for its steps: `states.yaml`, ready to be searched for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook.files import read
from memcon.codebook.inforce import once
from memcon.codebook.needed import needed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from memcon.codebook.files import CodebookFile
    from memcon.codebook.needed import Needed

_NAME = "states.yaml"
_KEY = 4
_LETTERS, _CLASSES = re.compile("[a-z]+"), re.compile(r"\\w|\[.*?\]")
_COMMON = frozenset(
    (
        "talk",
        "nego",
        "disc",
        "sess",
        "roun",
        "meet",
        "side",
        "part",
        "have",
        "been",
        "were",
        "with",
        "thei",
        "they",
        "will",
    )
)
_GAP = r"(?:[\s\"“”‘']{1,3})"  # between two words, the quotation marks of a word that is quoted by itself


class StateWords(NamedTuple):
    """Words for a state. of: `talks` or `sides` must be near, None when the words say enough.

    predicate: only where the words are what is said of something, not where they stand before a noun.
    keys: beginnings of words (`beginning`), one of which a text has wherever the words match.
    needs: what a text must have for the words to match (`needed`).
    """

    state: str
    words: re.Pattern[str]
    of: str | None
    predicate: bool
    rule: str
    keys: frozenset[str]
    needs: Needed


@dataclass(frozen=True, slots=True)
class Scale:
    """The states in order and the words for them, for talks, single contacts, what talks come to, and several parties.

    near: words of which a sentence has one if it says how talks stand. by_key: the places of patterns by their keys.
    """

    states: tuple[str, ...]
    patterns: tuple[StateWords, ...]
    talks: frozenset[str]
    contacts: frozenset[str]
    deals: frozenset[str]
    going_on: frozenset[str]
    sides: frozenset[str]
    near: frozenset[str]
    by_key: Mapping[str, tuple[int, ...]]

    def patterns_for(self, words: Iterable[str]) -> list[StateWords]:
        """Return the patterns that have a key of one of some words in lower case, in the order of the file."""
        found = {at for key in {beginning(word) for word in words} for at in self.by_key.get(key, ())}
        return [self.patterns[at] for at in sorted(found)]


@once
def scale() -> Scale:
    """Return what `states.yaml` says, read and checked at the first call."""
    file = read(_NAME)
    states = tuple(file.words("scale"))
    patterns = tuple(_patterns(file, states))
    by_key: dict[str, list[int]] = {}
    for at, words in enumerate(patterns):
        for key in words.keys:
            by_key.setdefault(key, []).append(at)
    return Scale(
        states=states,
        patterns=patterns,
        talks=frozenset(file.words("talks")),
        contacts=frozenset(file.words("contacts")),
        deals=frozenset(file.words("deals")),
        going_on=frozenset(file.words("going_on")),
        sides=frozenset(file.words("sides")),
        near=frozenset(file.words("talks")) | frozenset(file.words("results")),
        by_key={key: tuple(places) for key, places in by_key.items()},
    )


def beginning(word: str) -> str:
    """Return the letters by which a word is looked up among the keys."""
    return word[:_KEY]


def _keys(written: str) -> frozenset[str]:
    """Return the beginnings of a pattern's words, less those that any sentence on talks has."""
    words = _LETTERS.findall(_CLASSES.sub(" ", written))
    return frozenset(beginning(word) for word in words if len(word) >= _KEY) - _COMMON


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
        keys = _keys(file.text_at(path, entry, "words"))
        is_predicate = entry.get("is") == "predicate"
        rule = file.rule("patterns", at)
        out.append(StateWords(state, words, entry.get("of"), is_predicate, rule, keys, needed(words)))
    return out
