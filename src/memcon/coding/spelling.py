"""Names that differ in spelling only: letters that transliteration writes in several ways count as one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PARTICLES = frozenset(
    ("al", "el", "ul", "ad", "as", "ar", "an", "ash", "bin", "ibn", "ben", "bint", "abu", "de", "von", "van", "al.")
)
_SAME = (
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("ck", "k"),
    ("tch", "c"), ("tsch", "c"), ("ch", "c"), ("sch", "s"), ("sh", "s"), ("ts", "z"), ("tz", "z"), ("x", "ks"),
    ("q", "k"), ("c", "k"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ij", "i"), ("iy", "i"), ("yy", "i"),
    ("y", "i"), ("j", "i"), ("e", "i"), ("o", "u"),
)  # fmt: skip
_ELIDED = re.compile(r"\b(Mc|[OD])[’'](?=[A-Z])")  # `O'Hara`, `D'Arcy`: one word
_TWICE = re.compile(r"(.)\1+")
_NO_LETTER = re.compile(r"[^a-z]")
_VOWELS = re.compile(r"(?<=.)[aiu]")
_LETTERS = 3  # of an acronym that leaves initials out, at least
_LEAST = 4  # letters that a name must have before another spelling of it is believed


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """Return what is left of a word when spellings that stand for the same sound are written alike."""
    flat = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    flat = _NO_LETTER.sub("", flat)
    for written, sound in _SAME:
        flat = flat.replace(written, sound)
    return _TWICE.sub(r"\1", flat)


@lru_cache(maxsize=4096)
def consonants(word: str) -> str:
    """Return the skeleton of a word with no vowels behind its first letter."""
    return _VOWELS.sub("", skeleton(word))


@lru_cache(maxsize=4096)
def parts(name: str) -> tuple[str, ...]:
    """Return the words of a person's name without articles and particles: `Ahmed al-Sharif` is `Ahmed Sharif`."""
    words = [word for word in re.split(r"[\s\-’']+", _ELIDED.sub(r"\1", name)) if word]
    kept = tuple(word for word in words if word.casefold() not in _PARTICLES)
    return kept or tuple(words)


def same_word(one: str, other: str) -> bool:
    """Say whether two words can be spellings of one name."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LEAST:
        return False
    return skeleton(one) == skeleton(other) or (
        consonants(one) == consonants(other)
        and len(consonants(one)) >= _LEAST
        and one[0].isupper() == other[0].isupper()
    )


def same_first(one: str, other: str) -> bool:
    """Say whether two given names can be one person's: spelled alike, or one an initial of the other."""
    if same_word(one, other):
        return True
    if len(one.rstrip(".")) == 1 or len(other.rstrip(".")) == 1:
        return one[0] == other[0]
    return min(len(one), len(other)) >= _LEAST and consonants(one) == consonants(other)


@lru_cache(maxsize=4096)
def same_person(longer: str, shorter: str) -> bool:
    """Say whether one name can be a short form or another spelling of the other.

    One word is a short form when it is a surname or, spelled the same, any part; of more words surname and given name
    must agree, or the shorter be how the longer ends: `Peña Ruiz` of `Ana Peña Ruiz`.
    """
    one, other = sorted((parts(longer), parts(shorter)), key=len, reverse=True)
    if one == other:
        return True
    if len(other) == 1:
        return other[0] in one or same_word(other[0], one[-1])
    if one[-len(other) :] == other:
        return True
    if not same_word(one[-1], other[-1]):
        return set(other) <= set(one) and one[0] == other[0]
    return same_first(one[0], other[0])


def short_of(name: str, full: str) -> bool:
    """Say whether a name of a body is short for a fuller one: its acronym, its first or last words, its singular."""
    words, whole = name.split(), full.split()
    if full == f"{name}s" and len(name) >= _LEAST:  # `the Norvi delegation` of the Norvis
        return True
    if len(words) == 1 and len(name) > 1 and name.isupper() and len(whole) > 1:
        letters, initials = name.replace(".", ""), "".join(word[0] for word in whole if word[0].isupper())
        is_part = len(letters) >= _LETTERS and 2 * len(letters) >= len(initials)
        if letters == initials or (is_part and letters in initials):  # the RMT is a National Union of R…, M… and T…
            return True
        return len(initials) > 1 and full.endswith("s") and letters.replace("P", "", 1) == initials  # of a party
    if len(words) >= len(whole) or len(name) < _LEAST:
        return False
    return words == whole[: len(words)] or (words == whole[-len(words) :] and not whole[-len(words) - 1][0].islower())
