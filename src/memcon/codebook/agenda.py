"""The agenda: the issues that talks are about, and the words by which each is known (`issues.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook.files import read
from memcon.codebook.forms import noun_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.codebook.files import CodebookFile

_STEM = 4  # letters by which stems are looked up; a stem is no shorter


class Sign(NamedTuple):
    """Words that speak for an issue: the words after the first, whether the last is a stem, and how much they say."""

    first: str
    rest: tuple[str, ...]
    stem: bool
    weight: float
    issue: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The issues by id with what each covers, in order, and their signs by first word or by the start of a stem.

    `descriptions` are for a model that compares meanings; `signs` are matched word by word.
    """

    descriptions: Mapping[str, str]
    words: Mapping[str, tuple[Sign, ...]]
    stems: Mapping[str, tuple[Sign, ...]]

    def signs(self, word: str) -> tuple[Sign, ...]:
        """Return the signs that may begin with a word in lower case."""
        stems = self.stems.get(word[:_STEM], ())
        return self.words.get(word, ()) + tuple(sign for sign in stems if sign.rest or word.startswith(sign.first))


@lru_cache(maxsize=1)
def agenda() -> Agenda:
    """Return the default agenda, read and checked at the first call."""
    file = read("issues.yaml")
    descriptions: dict[str, str] = {}
    words: dict[str, list[Sign]] = {}
    stems: dict[str, list[Sign]] = {}
    for issue, entry in file.mapping("issues").items():
        descriptions[issue] = file.text_at(("issues", issue), entry, "description")
        for at, written in enumerate(file.words("issues", issue, "words")):
            for sign in _signs(file, ("issues", issue, "words", at), written, issue):
                table = stems if sign.stem and not sign.rest else words
                table.setdefault(sign.first[:_STEM] if table is stems else sign.first, []).append(sign)
    return Agenda(
        MappingProxyType(descriptions),
        MappingProxyType({word: tuple(found) for word, found in words.items()}),
        MappingProxyType({start: tuple(found) for start, found in stems.items()}),
    )


def _signs(file: CodebookFile, path: tuple[str | int, ...], written: str, issue: str) -> list[Sign]:
    """Return what `words*weight` fits: a stem, or the words in the singular and the plural."""
    phrase, _, weight = written.partition("*")
    try:
        counts = float(weight or 1)
    except ValueError:
        raise file.fault(path, f"`{weight}` is no weight", "Write a number behind the `*`") from None
    parts = phrase.lower().replace("-", " - ").split()
    is_stem = parts[-1] == "-"
    if is_stem:
        parts.pop()
    if is_stem and len(parts) == 1 and len(parts[0]) < _STEM:
        raise file.fault(path, f"the stem `{phrase}` is too short", f"Write {_STEM} letters at least, or whole words")
    forms = [parts[-1]] if is_stem else [form for form, _, _ in noun_forms([parts[-1]])]
    return [Sign(*_cut((*parts[:-1], form)), is_stem, counts, issue) for form in forms]


def _cut(parts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return parts[0], parts[1:]
