"""Words by which actors are described: `actors.yaml`, ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook.dossier import Party
from memcon.codebook.files import read
from memcon.codebook.forms import noun_forms, verb_forms
from memcon.codebook.inforce import current, once
from memcon.codebook.loading import load
from memcon.codebook.parties import settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.codebook.files import CodebookFile


_BEHIND = frozenset(("of", "for"))  # what stands behind these in a name is not what the body is


class Body(NamedTuple):
    """An organisation that is known by more than one name: the full one, the nouns that call it, and its seats."""

    name: str
    called: frozenset[str]
    seats: frozenset[str]


@dataclass(frozen=True, slots=True)
class Actors:
    """What `actors.yaml` says; keys and members are lower case.

    people, government, bodies, sides, countries, places: lemma by form of each kind of noun.
    equals:       lemmas of what two parties can be called together.
    palaces:      offices to the seats that are theirs alone. corporate: forms of who only a company has.
    he, she:      lemmas that only one of the pronouns can mean. leaders: lemmas of who leads a state.
    covers:       lemma to the offices that it can stand for.
    alike:        lemma to the words for much the same office, itself among them.
    signs:        word in a name to the nouns by which such a body is called.
    office_verbs: forms of verbs that give somebody an office.
    offices:      lemmas of who holds an office or a command.
    between:      lemmas of who is no party to talks but helps them on. mediating: forms of these, and of what they do.
    opposed:      lemmas of who is on another side than whose he is. former: words for an office held no more.
    regional:     words before `minister` for one of a part of a state.
    speaking_for: forms of verbs that say for whom somebody speaks.
    bodies_named: every name of a listed organisation, as written. of_state: offices, lower case, to the ISO code of the
                  only state that has them.
    """

    people: Mapping[str, str]
    he: frozenset[str]
    she: frozenset[str]
    leaders: frozenset[str]
    alike: Mapping[str, frozenset[str]]
    covers: Mapping[str, frozenset[str]]
    government: Mapping[str, str]
    owned: frozenset[str]
    usual: Mapping[str, str]
    palaces: Mapping[str, frozenset[str]]
    bodies: Mapping[str, str]
    companies: frozenset[str]
    corporate: frozenset[str]
    teams: frozenset[str]
    sides: Mapping[str, str]
    countries: Mapping[str, str]
    equals: frozenset[str]
    places: Mapping[str, str]
    signs: Mapping[str, frozenset[str]]
    office_verbs: frozenset[str]
    offices: frozenset[str]
    between: frozenset[str]
    mediating: frozenset[str]
    opposed: frozenset[str]
    former: frozenset[str]
    regional: frozenset[str]
    speaking_for: frozenset[str]
    sent: frozenset[str]
    styles_he: frozenset[str]
    styles_she: frozenset[str]
    of_government: frozenset[str]
    short_titles: Mapping[str, str]
    fighting: frozenset[str]
    fighters: frozenset[str]
    bodies_named: Mapping[str, Body]
    of_state: Mapping[str, str]

    def called(self, name: str) -> frozenset[str]:
        """Return the nouns that a body's name says it is: the `Airline Pilots' Association` is no airline."""
        words = name.lower().replace("-", " ").split()
        own = words[: next((at for at, word in enumerate(words) if at and word in _BEHIND), len(words))]
        nouns = [lemma for word in own if (lemma := self.bodies.get(word))][-1:]
        telling = words[1:] if len(words) > 1 else words  # `Northport United` is a club, `United Parcel` need not be
        return frozenset(nouns).union(*(self.signs.get(word, frozenset()) for word in telling))


@once
def actors() -> Actors:
    """Return the words of `actors.yaml`, read and checked at the first call."""
    file, sources, organised = read("actors.yaml"), read("sources.yaml"), read("organisations.yaml")
    people = [*sources.words("unnamed"), *sources.words("officeholder"), *file.words("people")]
    he, she = dict(_forms(file.words("he"))), dict(_forms(file.words("she")))
    verbs = (form for verb in file.words("office_verbs") for form in verb_forms(verb))
    return Actors(
        people=MappingProxyType(dict(_forms(people)) | he | she),
        he=frozenset(he.values()),
        she=frozenset(she.values()),
        leaders=frozenset(file.words("leaders")),
        alike=_alike(file),
        covers=MappingProxyType({noun: frozenset(file.words("covers", noun)) for noun in file.mapping("covers")}),
        government=MappingProxyType(dict(_forms(file.words("government")))),
        owned=frozenset(file.words("owned")),
        usual=MappingProxyType(file.mapping("usual")),
        palaces=MappingProxyType(
            {office: frozenset(file.words("palaces", office)) for office in file.mapping("palaces")}
        ),
        bodies=MappingProxyType(dict(_forms(file.words("bodies")))),
        companies=frozenset(file.words("companies")),
        corporate=frozenset(form for form, _ in _forms(file.words("corporate"))),
        teams=frozenset(file.words("teams")),
        sides=MappingProxyType(dict(_forms(file.words("sides")))),
        countries=MappingProxyType(dict(_forms(file.words("countries")))),
        equals=frozenset(lemma for _, lemma in _forms(file.words("equals"))),
        places=MappingProxyType(dict(_forms(file.words("places")))),
        signs=_signs(file),
        office_verbs=frozenset((*verbs, *file.words("office_forms"))),
        offices=frozenset(lemma for _, lemma in _forms(sources.words("officeholder")))
        - {lemma for _, lemma in _forms(file.words("opposed"))},
        between=frozenset(file.words("between")),
        mediating=frozenset(
            (
                *(form for verb in file.words("mediating") for form in verb_forms(verb)),
                *(form for form, _ in _forms(file.words("between"))),
            )
        ),
        opposed=frozenset(dict(_forms(file.words("opposed"))).values()),
        former=frozenset(file.words("former")),
        regional=frozenset(file.words("regional")),
        speaking_for=frozenset(
            (
                *(form for verb in file.words("speaking_for") for form in verb_forms(verb)),
                *file.words("speaking_forms"),
            )
        ),
        sent=frozenset(file.words("sent")),
        styles_he=frozenset(file.words("styles_he")),
        styles_she=frozenset(file.words("styles_she")),
        of_government=frozenset(file.words("of_government")),
        short_titles=MappingProxyType({word: str(title) for word, title in file.mapping("short_titles").items()}),
        fighting=frozenset(file.words("fighting")),
        fighters=frozenset(file.words("fighters")),
        bodies_named=_with_parties(organisations(organised)),
        of_state=MappingProxyType(
            {name.lower(): code for code in organised.mapping("of_state") for name in organised.words("of_state", code)}
        ),
    )


def _with_parties(listed: Mapping[str, Body]) -> Mapping[str, Body]:
    """Return the listed organisations and a dossier's, one that both list under the dossier's name and by all names."""
    dossier = current().dossier
    out = dict(listed)
    for party in settled(dossier.parties, load()) if dossier else ():
        for one in (party, *party.bodies) if party.kind != "state" else party.bodies:
            names = {one.name, *one.aliases}
            known = {body for name in names if (body := listed.get(name))}
            names |= {name for name, body in listed.items() if body in known}
            called = frozenset(one.called).union(*(body.called for body in known))
            seats = frozenset(one.seats if isinstance(one, Party) else ()).union(*(body.seats for body in known))
            out.update(dict.fromkeys(names, Body(one.name, called, seats)))
    return MappingProxyType(out)


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


def organisations(file: CodebookFile) -> Mapping[str, Body]:
    """Return the listed organisations by each of their names."""
    out: dict[str, Body] = {}
    for at, line in enumerate(file.lines("organisations")):
        names, *rest = [part.strip() for part in line.split("|")]
        if len(rest) != 2 or not names:
            raise file.fault_below("organisations", at, f"`{line}` is no organisation", "Write `names | nouns | seats`")
        first, *others = names.split("; ")
        body = Body(first, frozenset(rest[0].split()), frozenset(rest[1].split("; ")) - {""})
        out.update(dict.fromkeys((first, *others), body))
    return MappingProxyType(out)
