"""Forms of English words: what a lemma looks like in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_VOWELS = "aeiou"


def verb_forms(written: str) -> list[str]:
    """Return base, -s, past, participle and -ing forms of `base`, `base/past` or `base/past/participle`."""
    base, *irregular = written.split("/")
    past = irregular[0] if irregular else _ed(base)
    return [base, third(base), past, irregular[-1] if irregular else past, _ing(base)]


def third(base: str) -> str:
    """Return the form in -s, which is a noun's plural too."""
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def noun_forms(written: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield form, lemma and whether it is a plural for nouns written `singular` or `singular/plural`."""
    for word in written:
        single, _, plural = word.partition("/")
        yield single.lower(), single.lower(), False
        yield (plural or third(single)).lower(), single.lower(), True


_DOUBLED = {"admit", "rebut", "blog", "plan", "brag", "quip", "chat", "plot", "swap", "vet"}


def _doubled(base: str) -> str:
    return base + base[-1] if base in _DOUBLED else base


def _ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return _doubled(base) + "ed"


def _ing(base: str) -> str:
    if base.endswith("ee"):
        return base + "ing"
    return (base[:-1] if base.endswith("e") else _doubled(base)) + "ing"
