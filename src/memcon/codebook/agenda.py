"""The agenda: the issues that talks are about, and the words by which each is known (`issues.yaml`, a dossier)."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook.files import read
from memcon.codebook.forms import noun_forms
from memcon.codebook.inforce import current, once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from memcon.codebook.files import CodebookFile

_STEM = 4  # letters by which stems are looked up; a stem is no shorter
_OWN_WORDS = 4.0  # weight of a dossier's word that does not say its own: whoever lists it means it


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

    `descriptions` are for a model that compares meanings; `signs` are matched word by word. The first `added` of the
    descriptions are a dossier's.
    """

    descriptions: Mapping[str, str]
    added: int
    words: Mapping[str, tuple[Sign, ...]]
    stems: Mapping[str, tuple[Sign, ...]]

    def signs(self, word: str) -> tuple[Sign, ...]:
        """Return the signs that may begin with a word in lower case."""
        stems = self.stems.get(word[:_STEM])
        if stems is None:
            return self.words.get(word, ())
        return self.words.get(word, ()) + tuple(sign for sign in stems if sign.rest or word.startswith(sign.first))


@once
def agenda() -> Agenda:
    """Return the agenda, read and checked at the first call: a dossier's issues, where one is in force, and memcon's.

    Words that a dossier adds weigh `_OWN_WORDS` where they do not say how much.
    """
    dossier = current().dossier
    descriptions: dict[str, str] = {}
    tables: tuple[dict[str, list[Sign]], dict[str, list[Sign]]] = ({}, {})
    own, added = read("issues.yaml"), 0
    for file, usual in ((dossier.file, _OWN_WORDS), (own, 1.0)) if dossier else ((own, 1.0),):
        for issue in file.mapping("issues"):
            _enter(file, issue, usual, tables)
            if described := _described(file, issue, own):
                descriptions.setdefault(issue, described)
                added += file is not own
    words, stems = ({first: tuple(found) for first, found in table.items()} for table in tables)
    return Agenda(MappingProxyType(descriptions), added, MappingProxyType(words), MappingProxyType(stems))


def _described(file: CodebookFile, issue: str, own: CodebookFile) -> str | None:
    """Return what an issue covers, for one that only a dossier has its words; None where memcon's own is to say."""
    written = file.mapping("issues", issue).get("description")
    words = file.words("issues", issue, "words")
    if not written and not words:
        raise file.fault(
            ("issues", issue), f"`{issue}` says nothing", "Write `description: …` and `words: […]` below it"
        )
    spelt_out = (
        None if issue in own.mapping("issues") else ", ".join(word.partition("*")[0].strip("-") for word in words)
    )
    return str(written) if written else spelt_out


def _enter(
    file: CodebookFile, issue: str, usual: float, tables: tuple[dict[str, list[Sign]], dict[str, list[Sign]]]
) -> None:
    """Enter the words of an issue: whole words in the first table, stems in the second."""
    words, stems = tables
    for at, written in enumerate(file.words("issues", issue, "words")):
        for sign in _signs(file, ("issues", issue, "words", at), written, issue, usual):
            if sign.stem and not sign.rest:
                stems.setdefault(sign.first[:_STEM], []).append(sign)
            else:
                words.setdefault(sign.first, []).append(sign)


def _signs(file: CodebookFile, path: tuple[str | int, ...], written: str, issue: str, usual: float) -> Iterator[Sign]:
    """Yield what `words*weight` fits: a stem, or the words in the singular and the plural."""
    phrase, _, weight = written.partition("*")
    try:
        counts = float(weight or usual)
    except ValueError:
        raise file.fault(path, f"`{weight}` is no weight", "Write a number behind the `*`") from None
    parts = phrase.lower().replace("-", " - ").split()
    is_stem = parts[-1:] == ["-"]
    if is_stem:
        parts.pop()
    if not parts:
        raise file.fault(path, "there is no word here", "Write words, and a weight behind a `*` if you like")
    if is_stem and len(parts) == 1 and len(parts[0]) < _STEM:
        raise file.fault(path, f"the stem `{phrase}` is too short", f"Write {_STEM} letters at least, or whole words")
    forms = [parts[-1]] if is_stem else [form for form, _, _ in noun_forms([parts[-1]])]
    for form in forms:
        first, *rest = (*parts[:-1], form)
        yield Sign(first, tuple(rest), is_stem, counts, issue)
