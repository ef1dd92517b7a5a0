"""What a text must have for a pattern to match: a look for a few words spares most searches.

A search tries a pattern at every character; whether a word is in a text is known some fifty times sooner.
"""

from __future__ import annotations

import re
from re import _constants as op  # type: ignore[attr-defined]  # the parser of `re` itself; typeshed leaves it out
from re import _parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Needed = tuple[frozenset[str], ...]
_LEAST = 3  # letters: shorter ones are in every text
_ASCII = 128  # the case of other letters is no simple matter
_REPEATED = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def needed(pattern: re.Pattern[str]) -> Needed:
    """Return sets of strings in lower case; wherever the pattern matches, there is one of each set, most telling first.

    Off the parse of the pattern, as `grep` and RE2 do it: letters in a row must be there, and of alternatives one must;
    what may be left out counts for nothing. Empty where there is no telling, as for patterns that ignore case.
    """
    if pattern.flags & re.IGNORECASE:
        return ()
    found = {one for one in _sets(_parser.parse(pattern.pattern, pattern.flags)) if _shortest(one) >= _LEAST}
    return tuple(sorted(found, key=lambda one: (-_shortest(one), sorted(one))))


def may_match(needs: Needed, text: str) -> bool:
    """Say whether a text in lower case has what a pattern needs; without that the pattern does not match in it."""
    for words in needs:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


def _shortest(words: Iterable[str]) -> int:
    return min(map(len, words), default=0)


def _sets(items: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str]]:
    """Yield sets of which a match of all items has one string each."""
    letters = ""
    for kind, what in items:
        letter = _letter(kind, what)
        if letter:
            letters += letter
            continue
        yield frozenset((letters,))
        letters = ""
        has_to_be = kind in _REPEATED and what[0] > 0
        if has_to_be or (kind is op.SUBPATTERN and not what[1] & re.IGNORECASE):
            yield from _sets(what[-1])
        elif kind is op.BRANCH:
            best = [max(_sets(one), key=_shortest, default=frozenset()) for one in what[-1]]
            if all(_shortest(one) for one in best):
                yield frozenset().union(*best)
    yield frozenset((letters,))


def _letter(kind: object, what: Any) -> str:  # noqa: ANN401 - what `re` keeps with a kind of item is its own
    """Return the one letter that an item stands for, lower case: `n`, or `[Nn]`; empty when there is none."""
    if kind is op.LITERAL and what < _ASCII:
        return chr(what).lower()
    if kind is op.IN and all(one is op.LITERAL and letter < _ASCII for one, letter in what):
        letters = {chr(letter).lower() for _, letter in what}
        return letters.pop() if len(letters) == 1 else ""
    return ""
