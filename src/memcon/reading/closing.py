"""The clause with which a newsroom closes a sentence: `C, two diplomats and a person close to the army said`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from memcon.reading.syntax import Syntax

_BEGINS = frozenset(("DET", "NUM", "PROPN", "NOUN", "ADJ", "PRON"))
_FINITE = frozenset(("VERB", "AUX"))
_AFTER = frozenset(("VERB", "AUX", "SCONJ", "PUNCT"))
_RELATIVE = frozenset(("who", "which", "whose", "whom"))
_SUBORDINATE = frozenset(
    ("when", "after", "as", "while", "although", "though", "if", "because", "since", "before", "once")
)
_BEHIND = 9  # words behind the verb at most: `told the daily on Monday in an interview`
_LEAST = 5  # words of what is said, at least
_TITLE = 7  # words of `its president` in `its president, NAME, told`


def closing_source(syntax: Syntax, at: int) -> tuple[int, int] | None:
    """Return the tokens `[first, last)` of who says all that stands before in a sentence that ends with `, X said`.

    None where the verb at `at` goes on to say something, or where no clause stands before the comma. X may be several,
    have a relative clause, or a name in apposition: `its president, NAME, told pickets`.
    """
    sentence, first = syntax.sentence(at), at
    while first > sentence.first and syntax.tokens[first - 1].upos in ("AUX", "ADV"):
        first -= 1
    if not _ends(syntax, at) or syntax.lower[sentence.first] in _SUBORDINATE:
        return None
    last = first - 1 if syntax.tokens[first - 1].text == "," else first
    commas = [one for one in range(sentence.first + _LEAST, last) if syntax.tokens[one].text == ","]
    if last < first:  # the comma behind an apposition
        commas = [one for one in commas[:-1] if commas[-1] - one <= _TITLE and _is_nominal(syntax, one + 1, commas[-1])]
    for comma in reversed(commas):
        if _is_nominal(syntax, comma + 1, last):
            has_clause = any(syntax.tokens[one].upos in _FINITE for one in range(sentence.first, comma))
            return (comma + 1, last) if has_clause else None
    return None


def _ends(syntax: Syntax, at: int) -> bool:
    """Say whether only a hearer, a time and the like follow a verb in its sentence."""
    last = syntax.sentence(at).last
    while last - 1 > at and syntax.tokens[last - 1].upos == "PUNCT":
        last -= 1
    behind = range(at + 1, last)
    return len(behind) <= _BEHIND and not any(syntax.tokens[one].upos in _AFTER for one in behind)


def _is_nominal(syntax: Syntax, first: int, last: int) -> bool:
    """Say whether words are a noun phrase: no finite verb but in a relative clause."""
    if first >= last or syntax.tokens[first].upos not in _BEGINS or syntax.lower[first] in _RELATIVE:
        return False
    words = [syntax.tokens[one].upos for one in range(first, last)]
    if any(one == "NOUN" and after == "DET" for one, after in pairwise(words)):
        return False  # `a claim the rebels denied`
    relative = next((one for one in range(first, last) if syntax.lower[one] in _RELATIVE), last)
    return not any(syntax.tokens[one].upos in (*_FINITE, "SCONJ") for one in range(first, relative))
