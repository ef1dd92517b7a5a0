"""Names as the docket looks them up: keys that spellings of one name share, and whether two names can be one.

A key has a letter for its kind: `p:` a surname or a later part of a person's name, `g:` a given name, `o:` a body or a
place, `~:` the initials of a body's name, `u:` an outlet, `s:` a state; and, made from offices, `h:`, `v:` and `b:` for
who heads, speaks for or is a body, `t:` for who bears a title of somebody's; `=:` a name that a
dossier gives. The others are worth comparing, no more.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from memcon.codebook.bodies import given_names
from memcon.codebook.inforce import current
from memcon.codebook.people import actors
from memcon.coding.spelling import parts as spelled
from memcon.coding.spelling import skeleton
from memcon.record import mastheads

if TYPE_CHECKING:
    from memcon.codebook.inforce import Book

_KEPT = 16_384  # names of which the keys are remembered
_TWICE = re.compile(r"(.)\1+")
_INSIDE = re.compile(r"(?<=\w)['’](?=\w\w)")
_VOWELS = re.compile(r"(?<=.)[aiu]+")
_INITIAL = 2  # letters of an initial with its full stop
_LEAST = 3  # consonants that two spellings must share when their vowels differ
_JOINED, _LONG = "al", 6  # an article that some write as part of a longer name
_SPELLED = (
    ("isation", "ization"),
    ("defence", "defense"),
    ("labour", "labor"),
    ("centre", "center"),
    ("programme", "program"),
)
_COMPANY = frozenset(
    ("group", "ag", "inc", "plc", "corp", "corporation", "ltd", "gmbh", "nv", "sa", "spa", "se", "holding")
)
_LITTLE = frozenset(("the", "of", "for", "and", "al", "el", "de", "la"))


def parts(name: str) -> tuple[str, ...]:
    """Return the words of a name without articles and particles; an apostrophe inside a word joins it: `Sa'ar`."""
    return spelled(_INSIDE.sub("", name))


@lru_cache(maxsize=_KEPT)
def normal(name: str) -> str:
    """Return a name for comparison: no case, accents, article, possessive ending or punctuation."""
    flat = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    flat = "".join(letter for letter in flat if not unicodedata.combining(letter)).removesuffix("'s")
    words = re.sub(r"[^\w'&]+", " ", flat).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@lru_cache(maxsize=_KEPT)
def sound(word: str) -> str:
    """Return the skeleton of a word, with letters as one that transliteration from Arabic and Persian mixes."""
    bare = word[len(_JOINED) :] if len(word) > _LONG and word.casefold().startswith(_JOINED) else word
    return _TWICE.sub(r"\1", skeleton(bare).replace("g", "k")) or word.casefold()


@lru_cache(maxsize=_KEPT)
def bones(word: str) -> str:
    """Return the sound of a word without vowels behind its first letter, by which it is looked up."""
    return _VOWELS.sub("", sound(word)) or sound(word)


def given_key(name: str) -> str:
    """Return the key of a name that a dossier gives to somebody: whoever is called just so is meant."""
    return f"=:{normal(name)}"


@lru_cache(maxsize=_KEPT)
def person_keys(name: str) -> tuple[str, ...]:
    """Return the keys under which a person is known: all parts but the given name, and that as such."""
    words = parts(name)
    if len(words) == 1:
        return (f"p:{bones(words[0])}",)
    return (*dict.fromkeys(f"p:{bones(word)}" for word in words[1:]), f"g:{bones(words[0])}")


@lru_cache(maxsize=_KEPT)
def asked_keys(name: str) -> tuple[str, ...]:
    """Return the keys under which to look for a person of this name."""
    words = parts(name)
    if len(words) == 1:
        return f"p:{bones(words[0])}", f"g:{bones(words[0])}"
    return tuple(dict.fromkeys(f"p:{bones(word)}" for word in words[1:]))


def same_surname(one: str, other: str) -> bool:
    """Say whether two words can be spellings of one name: alike in sound, or in consonants with vowels between them."""
    if sound(one) == sound(other):
        return True
    return len(bones(one)) >= _LEAST and bones(one) == bones(other) and _pattern(one) == _pattern(other)


def same_given(one: str, other: str) -> bool:
    """Say whether two given names can be one person's; an initial stands for a name."""
    if min(len(one), len(other)) <= _INITIAL and (len(one.rstrip(".")) == 1 or len(other.rstrip(".")) == 1):
        return one[0].casefold() == other[0].casefold()
    short, full = sorted((one.casefold(), other.casefold()), key=len)
    if (len(short) > _LEAST and full.startswith(short)) or full in given_names().get(short, ()):
        return True
    return same_surname(one, other)


def same_person(one: str, other: str) -> bool:
    """Say whether two full names can be one person's: surname and given name agree, or one has parts left out."""
    longer, shorter = sorted((parts(one), parts(other)), key=len, reverse=True)
    if len(longer) > len(shorter) > 1 and [sound(word) for word in longer[-len(shorter) :]] == [*map(sound, shorter)]:
        return True  # a family name of two words
    if not same_given(longer[0], shorter[0]):
        return False
    return same_surname(longer[-1], shorter[-1]) or _within(shorter[1:], longer[1:])


def is_part(word: str, name: str) -> bool:
    """Say whether one word is a short form of a full name: its surname, or its first part."""
    words, short = parts(name), parts(word)[-1]
    return same_surname(short, words[-1]) or sound(short) == sound(words[0])


def is_full(name: str) -> bool:
    """Say whether a person's name has more than one part."""
    return len(parts(name)) > 1


@lru_cache(maxsize=_KEPT)
def body_key(name: str) -> str:
    """Return the key of an organisation's or a place's name; `union` and `AG` behind it are no part of it."""
    words = name.split()
    if len(words) > 1 and words[-1] in actors().bodies and words[-2][:1].isupper():
        words.pop()
    while len(words) > 1 and words[-1].casefold().rstrip(".") in _COMPANY and words[-1][:1].isupper():
        words.pop()
    low = normal(" ".join(words))
    for british, american in _SPELLED:
        low = low.replace(british, american)
    return f"o:{low}"


@lru_cache(maxsize=_KEPT)
def initials(name: str) -> tuple[str, ...]:
    """Return the keys of the acronyms that a name of several words gives, small words counted and not."""
    words = [word for word in re.split(r"[\s\-]+", name) if word[:1].isalpha() and word.lower() != "the"]
    large = [word for word in words if word[0].isupper() and word.lower() not in _LITTLE]
    return tuple(
        dict.fromkeys(f"~:{''.join(word[0] for word in some).casefold()}" for some in (large, words) if len(some) > 1)
    )


def acronym(name: str) -> str | None:
    """Return the letters of a name that is an acronym, lower case; None where it is none."""
    bare = re.sub(r"[.&+-]", "", name)
    return bare.casefold() if 2 <= len(bare) <= 8 and bare.isupper() and bare.isalpha() else None


def outlet_key(name: str) -> str:
    """Return the key of an outlet by any name that it goes by."""
    return _outlet_key(name, current())


@lru_cache(maxsize=_KEPT)
def _outlet_key(name: str, _book: Book) -> str:
    return f"u:{mastheads.outlet_key(name) or normal(name)}"


def _pattern(word: str) -> str:
    return "".join("v" if letter in "aiu" else "c" for letter in sound(word))


def _within(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Say whether all words of one name are in the other, by sound."""
    return bool(shorter) and {sound(word) for word in shorter} <= {sound(word) for word in longer}
