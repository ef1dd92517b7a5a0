"""Words of English that say whether a predicate holds and who takes part: `clauses.yaml`, ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from memcon.codebook.files import read
from memcon.codebook.forms import noun_forms, verb_forms
from memcon.codebook.inforce import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from memcon.codebook.files import CodebookFile

_FACTUALITIES = ("planned", "possible", "conditional", "denied", "called-off", "postponed")
_VOWELS = "aeiou"
_SHORT = {"is": "be", "are": "be", "am": "be", "were": "be", "has": "have", "does": "do", "'s": "be", "'re": "be"}
_E_AFTER = ("v", "c", "u", "z", "at", "is", "us", "bl", "dl", "tl", "gl", "pl", "fl", "kl", "ns", "rs", "dg", "rg")


@dataclass(frozen=True, slots=True)
class Grammar:
    """What `clauses.yaml` says.

    verbs, nouns, adjectives, adverbs: lemma or form to the factuality that it lends to what it governs; a verb with a
            particle stands as `call off`.
    bases:  verb lemma by form, where the form alone does not show it. predicates, people, times: noun lemmas by form.
    leaving, asking: lemmas of verbs behind which a contact is none; `clauses.yaml` says what each list is for.
    """

    bases: Mapping[str, str]
    predicates: Mapping[str, str]
    auxiliaries: Mapping[str, str]
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    adverbs: Mapping[str, str]
    conditions: frozenset[str]
    support: frozenset[str]
    stative: frozenset[str]
    hosts: frozenset[str]
    hosted: frozenset[str]
    spoken: frozenset[str]
    deals: frozenset[str]
    phrasal: frozenset[str]
    admitting: frozenset[str]
    leaving: frozenset[str]
    asking: frozenset[str]
    enacted: frozenset[str]
    support_prepositions: frozenset[str]
    support_by_preposition: frozenset[str]
    transparent: frozenset[str]
    occasions: frozenset[str]
    ahead: frozenset[str]
    past: frozenset[str]
    press: frozenset[str]
    silence: frozenset[str]
    people: Mapping[str, str]
    times: Mapping[str, str]

    def lemma(self, form: str) -> str:
        """Return the base of a verb form in lower case; a form that no list knows is taken apart by its ending."""
        return self.bases.get(form) or _base(form)


@once
def grammar() -> Grammar:
    """Return the words of `clauses.yaml`, read and checked at the first call."""
    file = read("clauses.yaml")
    irregular = file.words("irregular")
    bases = {form: one.split("/")[0] for one in reversed(irregular) for form in _forms(one)} | _SHORT
    return Grammar(
        bases=MappingProxyType(bases),
        predicates=nouns_by_form(file.words("predicates")),
        auxiliaries=MappingProxyType(_checked(file, "auxiliaries", file.mapping("auxiliaries"))),
        verbs=_governors(file),
        nouns=_headed(file, "nouns", plural=True),
        adjectives=_headed(file, "adjectives"),
        adverbs=_headed(file, "adverbs"),
        conditions=frozenset(file.words("conditions")),
        support=frozenset(file.words("support")),
        stative=frozenset(file.words("stative")),
        hosts=frozenset(file.words("hosts")),
        hosted=frozenset(file.words("hosted")),
        spoken=frozenset(file.words("spoken")),
        deals=frozenset(file.words("deals")),
        admitting=frozenset(file.words("admitting")),
        leaving=frozenset(file.words("leaving")),
        asking=frozenset(file.words("asking")),
        enacted=frozenset(file.words("enacted")),
        phrasal=frozenset(one.replace("_", " ") for one in file.words("phrasal")),
        support_prepositions=frozenset(file.words("support_prepositions")),
        support_by_preposition=frozenset(file.words("support_by_preposition")),
        transparent=frozenset(form for form, _, _ in noun_forms(file.words("transparent"))),
        occasions=frozenset(file.words("occasions")),
        ahead=frozenset(file.words("ahead")),
        press=frozenset(nouns_by_form(file.words("press"))),
        silence=frozenset(file.words("silence")),
        times=nouns_by_form(file.words("times")),
        people=nouns_by_form(file.words("people")),
        past=frozenset(one.split("/")[1] for one in irregular if "/" in one),
    )


def nouns_by_form(written: Iterable[str]) -> Mapping[str, str]:
    """Return noun lemmas by form."""
    return MappingProxyType({form: lemma for form, lemma, _ in noun_forms(written)})


def _forms(written: str) -> list[str]:
    """Return the forms of a verb; a doubled consonant of its past is in its -ing form too."""
    base, _, rest = written.partition("/")
    forms = verb_forms(written)
    past = rest.split("/")[0]
    if past.startswith(base + base[-1]):
        forms[-1] = past.removesuffix("ed") + "ing"
    elif base[-2:] == "ie":
        forms[-1] = base[:-2] + "ying"
    elif len(rest) and base[-1] not in "eywx" and base[-2:-1] in _VOWELS and base[-3:-2] not in _VOWELS:
        forms.append(base + base[-1] + "ing")
    return forms


def _checked(file: CodebookFile, key: str, found: dict[str, str]) -> dict[str, str]:
    for word, factuality in found.items():
        if factuality not in _FACTUALITIES:
            what = f"`{factuality}` is no factuality"
            raise file.fault((key, word), what, f"Use {', '.join(_FACTUALITIES)}")
    return found


def _headed(file: CodebookFile, key: str, *, plural: bool = False) -> Mapping[str, str]:
    """Return the factuality of each word listed below it; the later heading wins."""
    _checked(file, key, {kind: kind for kind in file.mapping(key)})
    out: dict[str, str] = {}
    for kind in file.mapping(key):
        listed = file.words(key, kind)
        words = nouns_by_form(listed) if plural else listed
        out.update(dict.fromkeys(words, kind))
    return MappingProxyType(out)


def _governors(file: CodebookFile) -> Mapping[str, str]:
    """Return the factuality that each verb lends, verbs that need a particle written with it."""
    particles = file.mapping("particles")
    out: dict[str, str] = {}
    for kind in _checked(file, "verbs", {kind: kind for kind in file.mapping("verbs")}):
        for verb in file.words("verbs", kind):
            particle = particles.get(verb) if kind in ("denied", "called-off", "postponed") else None
            out.setdefault(f"{verb} {particle}" if particle else verb, kind)
    return MappingProxyType(out)


def _base(form: str) -> str:
    """Take -s, -ed or -ing off a regular form."""
    for ending in ("ied", "ies"):
        if form.endswith(ending) and len(form) > 4:
            return form[:-3] + "y"
    for ending in ("ing", "ed"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return _whole(form[: -len(ending)])
    if form.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith("ss") else form


def _whole(stem: str) -> str:
    """Give a stem the `e` that its ending took, or take a doubled consonant back."""
    if stem[-1] == stem[-2:-1] and stem[-1] not in "lsz" + _VOWELS:
        return stem[:-1]
    return stem + "e" if stem.endswith(_E_AFTER) and not stem.endswith(("ss", "eat", "oat", "zz")) else stem
