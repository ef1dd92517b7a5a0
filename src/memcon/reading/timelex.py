"""Words of time expressions as one letter each, so that a grammar over tokens is a set of regular expressions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.codebook.inforce import once
from memcon.codebook.timewords import TimeWord, time_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.codebook.timewords import TimeWords
    from memcon.reading.model import Sentence, Token

_SHORT_AMBIGUOUS = frozenset(("mar", "sat", "sun", "wed", "sep", "jan", "dec"))
_NUMBER = re.compile(r"\d+(?:,\d{3})*")
_SHAPES = (
    (re.compile(r"(?:1[0-9]|20|21)\d\d"), "year"),
    (re.compile(r"\d{1,2}(?:st|nd|rd|th)"), "ordinal"),
    (re.compile(r"(?:(?:1[0-9]|20)\d0|\d0)s"), "decade"),
    (re.compile(r"(?:[01]?\d|2[0-4])[:.][0-5]\d"), "clock"),
    (re.compile(r"[qQ][1-4]"), "q"),
    (re.compile(r"H[12]"), "h"),
)
_WRITTEN = """
month weekday weekdays season daypart dayparts hour unit units quarter weekend num ordinal year decade clock q h deictic
night vaguely perhaps set holiday zone part edge vague last next this previous following that latest these every between
the a of in at on and or to through from so ago hence before after earlier later half old long fiscal comparable period
local time oclock am pm comma s slash dash quote
"""
_WRITTEN_TRIGGERS = """
month weekday weekdays season daypart dayparts hour unit units quarter weekend year decade clock q h deictic night
vaguely perhaps set holiday am pm num period that
"""
KINDS, TRIGGERS = tuple(_WRITTEN.split()), tuple(_WRITTEN_TRIGGERS.split())
_LETTER = {kind: chr(0xE000 + at) for at, kind in enumerate(KINDS)}
OTHER = "."


def grammar(written: str) -> str:
    """Return the regular expression over letters for one over kinds: `the? last month` is one letter a word."""
    return re.sub(r"[a-z_]+", lambda found: _LETTER[found[0]], written).replace(" ", "")


@once
def _table() -> dict[str, TimeWord]:
    """Return every word that stands for something, in lower case; abbreviations with and without their full stop."""
    known = time_words()
    words = dict(known.words)
    words.update({f"{low}.": words[low] for low in known.proper})
    words.update({zone.lower(): TimeWord("zone", zone) for zone in known.zones if zone.lower() not in words})
    return words


class Lexed:
    """A text's tokens as time words; `letters[i]` stands for token i.

    values: what a token is worth, by its place: a month's number, a unit's letter, digits as a number.
    """

    __slots__ = ("letters", "values")

    def __init__(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> None:
        known, table = time_words(), _table()
        self.values: dict[int, int | str] = {}
        self.letters = [OTHER] * len(tokens)
        named = False
        for at, token in enumerate(tokens):
            low = token.text.lower()
            named = named or low in known.starts
            word = table.get(low) or (_digits(token.text) if low[-1].isdigit() or low[0].isdigit() else None)
            if word and _is_meant(tokens, at, word, low):
                self.letters[at] = _LETTER[word.kind]
                self.values[at] = word.value
        if named:
            self._holidays(tokens, sentences, known)

    def _holidays(self, tokens: Sequence[Token], sentences: Sequence[Sentence], words: TimeWords) -> None:
        """Make one word of each day with a name: its first token is the holiday, the others go with it."""
        longest = max(map(len, words.holidays))
        for first, last in sentences:
            for at in range(first, last):
                low = tokens[at].text.lower()
                if low not in words.starts or not tokens[at].text[0].isupper():
                    continue
                for size in range(min(longest, last - at), 0, -1):
                    name = tuple(token.text.lower().replace("’", "'") for token in tokens[at : at + size])
                    if name in words.holidays:
                        self._name(at, " ".join(name), size)
                        break

    def _name(self, at: int, name: str, size: int) -> None:
        for place in range(at, at + size):
            self.letters[place] = _LETTER["holiday"]
            self.values[place] = name


def _digits(text: str) -> TimeWord | None:
    for shape, kind in _SHAPES:
        if shape.fullmatch(text):
            return TimeWord(kind, text if kind in ("clock", "decade") else int(re.sub(r"\D", "", text)))
    if _NUMBER.fullmatch(text) and len(text) < 12:
        return TimeWord("num", int(text.replace(",", "")))
    return None


def _is_meant(tokens: Sequence[Token], at: int, word: TimeWord, low: str) -> bool:
    """Say whether a word that has other meanings too is one of time: seasons are nouns, `quarter` is no verb."""
    kind, upos = word.kind, tokens[at].upos
    if kind in ("month", "weekday"):
        return _is_proper(tokens, at, low)
    if kind == "season":
        return upos in ("NOUN", "PROPN") and (at == 0 or tokens[at - 1].upos != "PART")
    if kind == "zone":
        return tokens[at].text == word.value
    return kind not in ("unit", "units", "quarter") or upos not in ("VERB", "AUX")


def _is_proper(tokens: Sequence[Token], at: int, low: str) -> bool:
    """Say whether a word that may be a month or a weekday is written like one; `May` and `March` are verbs too."""
    text = tokens[at].text
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if not text[0].isupper() or (text.isupper() and len(text) < 4):
        return False
    if low in _SHORT_AMBIGUOUS:
        return following[:1].isdigit()
    if low in ("may", "march") and not following[:1].isdigit():
        preceding = tokens[at - 1].text.lower() if at else ""
        return tokens[at].upos in ("PROPN", "NOUN") and preceding not in ("the", "a", "annual") and following != "for"
    return True
