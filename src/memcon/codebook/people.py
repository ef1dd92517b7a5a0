"""Words by which actors are described: `actors.yaml`, ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from memcon.codebook.files import read
from memcon.codebook.forms import noun_forms, verb_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.codebook.files import CodebookFile


@dataclass(frozen=True, slots=True)
class Actors:
    """What `actors.yaml` says; keys and members are lower case.

    people, government, bodies, sides, countries, places: lemma by form of each kind of noun.
    he, she:      lemmas that only one of the pronouns can mean. leaders: lemmas that `leader` covers.
    alike:        lemma to the words for much the same office, itself among them.
    signs:        word in a name to the nouns by which such a body is called.
    office_verbs: forms of verbs that give somebody an office.
    """

    people: Mapping[str, str]
    he: frozenset[str]
    she: frozenset[str]
    leaders: frozenset[str]
    alike: Mapping[str, frozenset[str]]
    government: Mapping[str, str]
    bodies: Mapping[str, str]
    teams: frozenset[str]
    sides: Mapping[str, str]
    countries: Mapping[str, str]
    places: Mapping[str, str]
    signs: Mapping[str, frozenset[str]]
    office_verbs: frozenset[str]
    sent: frozenset[str]
    styles_he: frozenset[str]
    styles_she: frozenset[str]


@lru_cache(maxsize=1)
def actors() -> Actors:
    """Return the words of `actors.yaml`, read and checked at the first call."""
    file, sources = read("actors.yaml"), read("sources.yaml")
    people = [*sources.words("unnamed"), *sources.words("officeholder"), *file.words("people")]
    he, she = dict(_forms(file.words("he"))), dict(_forms(file.words("she")))
    verbs = (form for verb in file.words("office_verbs") for form in verb_forms(verb))
    return Actors(
        people=MappingProxyType(dict(_forms(people)) | he | she),
        he=frozenset(he.values()),
        she=frozenset(she.values()),
        leaders=frozenset(file.words("leaders")),
        alike=_alike(file),
        government=MappingProxyType(dict(_forms(file.words("government")))),
        bodies=MappingProxyType(dict(_forms(file.words("bodies")))),
        teams=frozenset(file.words("teams")),
        sides=MappingProxyType(dict(_forms(file.words("sides")))),
        countries=MappingProxyType(dict(_forms(file.words("countries")))),
        places=MappingProxyType(dict(_forms(file.words("places")))),
        signs=_signs(file),
        office_verbs=frozenset((*verbs, *file.words("office_forms"))),
        sent=frozenset(file.words("sent")),
        styles_he=frozenset(file.words("styles_he")),
        styles_she=frozenset(file.words("styles_she")),
    )


def _forms(written: list[str]) -> list[tuple[str, str]]:
    """Return form and lemma of the nouns, singulars last, so that a form that is both is a singular."""
    forms = sorted(noun_forms(written), key=lambda one: not one[2])
    return [(form, lemma) for form, lemma, _ in forms]


def _alike(file: CodebookFile) -> Mapping[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for line in file.words("alike"):
        words = frozenset(line.split())
        out.update({word: words | out.get(word, frozenset()) for word in words})
    return MappingProxyType(out)


def _signs(file: CodebookFile) -> Mapping[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for noun in file.mapping("signs"):
        for word in file.words("signs", noun):
            out[word] = out.get(word, frozenset()) | {noun}
    return MappingProxyType(out)
