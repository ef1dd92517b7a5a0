"""Words that carry a stance: `stances.yaml`, ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook.files import read
from memcon.codebook.forms import noun_forms, verb_forms
from memcon.codebook.inforce import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from memcon.codebook.files import CodebookFile

STANCES = ("demand", "offer", "urge", "accept", "reject", "concede", "commit", "open", "warn")
CONDITIONS = ("if", "unless", "only-after", "in-exchange-for", "provided")
_NAME = "stances.yaml"
_PREPOSITIONS = frozenset(
    ("on", "for", "to", "with", "at", "against", "from", "of", "by", "in", "over", "behind", "about", "under", "before")
)
_SHAPES = frozenset(
    [
        *("thing", "plan", "point", "consent", "bid", "matter", "that", "directive", "do", "done", "whether", "colon"),
        *("bridging", "bare", "whom-do", "whom-that"),
        *(f"{one}{end}" for one in _PREPOSITIONS for end in ("", "-plan", "-bid", "-whom-do")),
    ]
)


class Frame(NamedTuple):
    """One way in which a word carries a stance: `shape` says where its object stands, `particle` goes with a verb."""

    stance: str
    shape: str
    particle: str | None
    rule: str


class Idiom(NamedTuple):
    """Words behind a verb that carry a stance only together: `give … the green light to`; denied: only with a `not`."""

    words: tuple[str, ...]
    denied: bool
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Stances:
    """What `stances.yaml` says. Verbs, nouns and adjectives are found by form, then by lemma.

    idioms: by the lemma of their verb. bids, red_lines: nouns for an offer, and words for what is not to be crossed.
    verdicts: stance by words of the predicate. never: objects that make no stance of a verb.
    conditions: by first word, the words and their kind, longest first; `only` is the stances that some need.
    """

    verbs: Mapping[str, tuple[Frame, ...]]
    idioms: Mapping[str, tuple[Idiom, ...]]
    impersonal: frozenset[str]
    adjectives: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    verdicts: Mapping[tuple[str, ...], str]
    light: frozenset[str]
    equations: Mapping[str, str]
    turns: Mapping[str, str]
    modals: Mapping[str, frozenset[str]]
    hostile: frozenset[str]
    hostile_by_object: Mapping[str, frozenset[str]]
    bridging: frozenset[str]
    points: frozenset[str]
    consents: frozenset[str]
    assurances: frozenset[str]
    plans: frozenset[str]
    bids: frozenset[str]
    people: frozenset[str]
    calling: frozenset[str]
    loose_ends: frozenset[str]
    any_deal: frozenset[str]
    beside: Mapping[str, tuple[Frame, ...]]
    red_lines: frozenset[tuple[str, ...]]
    untrue: frozenset[str]
    reported: frozenset[str]
    given: frozenset[str]
    never: Mapping[str, frozenset[str]]
    never_do: frozenset[str]
    yielding: frozenset[str]
    intending: frozenset[str]
    hinting: frozenset[str]
    contacts: frozenset[str]
    comes_about: frozenset[str]
    conditions: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    only: Mapping[str, str]


@once
def stances() -> Stances:
    """Return the words of `stances.yaml`, read and checked at the first call.

    Raises `BadCodebook` for an unknown stance or shape, with file, line and what to do.
    """
    file = read(_NAME)
    return Stances(
        verbs=_frames(file, "verbs", verb_forms),
        idioms=_idioms(file),
        impersonal=frozenset(file.words("impersonal")),
        adjectives=_frames(file, "adjectives", lambda word: [word]),
        nouns=_frames(file, "nouns", lambda word: [form for form, _, _ in noun_forms([word])]),
        verdicts=_verdicts(file),
        light=frozenset(file.words("light")),
        equations=_equations(file),
        turns=_turns(file),
        modals=MappingProxyType({stance: frozenset(file.words("modals", stance)) for stance in file.mapping("modals")}),
        hostile=frozenset(file.words("hostile")),
        hostile_by_object=_hostile(file),
        bridging=frozenset(file.words("bridging")),
        points=_nouns(file.words("points")),
        consents=_nouns(file.words("consents")),
        assurances=_nouns(file.words("assurances")),
        plans=_nouns(file.words("plans")),
        bids=_nouns(file.words("bids")),
        people=frozenset(form for form, _, plural in noun_forms(file.words("people")) if plural),
        calling=frozenset(file.words("calling")),
        loose_ends=_nouns(file.words("loose_ends")),
        any_deal=frozenset(file.words("any_deal")),
        beside=_beside(file),
        red_lines=frozenset(_phrase(words) for words in file.words("red_lines")),
        untrue=frozenset(file.words("untrue")),
        reported=_nouns(file.words("reported")),
        given=_nouns(file.words("given")),
        never=MappingProxyType({stance: _nouns(file.words("never", stance)) for stance in file.mapping("never")}),
        never_do=frozenset(file.words("never_do")),
        yielding=frozenset(file.words("yielding")),
        intending=frozenset(file.words("intending")),
        hinting=frozenset(file.words("hinting")),
        contacts=frozenset(file.words("contacts")),
        comes_about=frozenset(file.words("comes_about")),
        conditions=_conditions(file),
        only=MappingProxyType(file.mapping("only")),
    )


def _frames(file: CodebookFile, key: str, forms: object) -> Mapping[str, tuple[Frame, ...]]:
    """Return the frames of each word, by all of its forms, in the order of the file."""
    out: dict[str, list[Frame]] = {}
    for stance in file.mapping(key):
        _check(file, (key, stance), stance)
        for shapes in file.mapping(key, stance):
            for shape in shapes.split():
                _check_shape(file, (key, stance, shapes), shape)
            for written in file.words(key, stance, shapes):
                word, _, particle = written.partition("+")
                rule = f"{_NAME}#{key}/{stance}/{written}"
                own = [Frame(stance, shape, particle or None, rule) for shape in shapes.split()]
                for form in dict.fromkeys([word, *forms(word)]):  # type: ignore[operator]  # a function of one word
                    out.setdefault(form, []).extend(own)
    return MappingProxyType({form: tuple(dict.fromkeys(found)) for form, found in out.items()})


def _idioms(file: CodebookFile) -> Mapping[str, tuple[Idiom, ...]]:
    """Return the idioms of each verb, longest first; they are written `verb word … : `, with gaps for other words."""
    out: dict[str, list[Idiom]] = {}
    for stance in file.mapping("idioms"):
        _check(file, ("idioms", stance), stance)
        for shapes in file.mapping("idioms", stance):
            for shape in shapes.split():
                _check_shape(file, ("idioms", stance, shapes), shape)
            for written in file.words("idioms", stance, shapes):
                denied, (verb, *words) = written.startswith("not "), _phrase(written.removeprefix("not "))
                rule = f"{_NAME}#idioms/{stance}/{written}"
                own = tuple(Frame(stance, shape, None, rule) for shape in shapes.split())
                out.setdefault(verb, []).append(Idiom(tuple(words), denied, own))
    return MappingProxyType(
        {verb: tuple(sorted(found, key=lambda one: -len(one.words))) for verb, found in out.items()}
    )


def _beside(file: CodebookFile) -> Mapping[str, tuple[Frame, ...]]:
    """Return the frame of each preposition that alone is a predicate: `is against the plan`."""
    out: dict[str, tuple[Frame, ...]] = {}
    for stance in file.mapping("beside"):
        _check(file, ("beside", stance), stance)
        for word in file.words("beside", stance):
            out[word] = (Frame(stance, "self", None, f"{_NAME}#beside/{stance}"),)
    return MappingProxyType(out)


def _phrase(written: str) -> tuple[str, ...]:
    """Return the tokens of a phrase; a hyphen is one of its own."""
    return tuple(written.replace("-", " - ").split())


def _check(file: CodebookFile, path: tuple[str, ...], stance: str) -> None:
    if stance not in STANCES:
        raise file.fault(path, f"no stance is called `{stance}`", f"Use {', '.join(STANCES)}")


def _check_shape(file: CodebookFile, path: tuple[str, ...], shape: str) -> None:
    if shape not in _SHAPES:
        raise file.fault(path, f"no shape is called `{shape}`", "Use one that the head of the file explains")


def _nouns(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for form, _, _ in noun_forms(words))


def _verdicts(file: CodebookFile) -> Mapping[tuple[str, ...], str]:
    out: dict[tuple[str, ...], str] = {}
    for stance in file.mapping("verdicts"):
        _check(file, ("verdicts", stance), stance)
        for phrase in file.words("verdicts", stance):
            out[_phrase(phrase)] = stance
    return MappingProxyType(out)


def _equations(file: CodebookFile) -> Mapping[str, str]:
    out: dict[str, str] = {}
    for noun, stance in file.mapping("equations").items():
        _check(file, ("equations", noun), stance)
        out.update({form: stance for form, _, _ in noun_forms([noun])})
    return MappingProxyType(out)


def _hostile(file: CodebookFile) -> Mapping[str, frozenset[str]]:
    """Return for each verb on what it must act to be meant to hurt."""
    out: dict[str, frozenset[str]] = {}
    for path, _ in file.entries("hostile_by_object"):
        objects = _nouns(file.words(*path, "objects"))
        for verb in file.words(*path, "verbs"):
            out[verb] = out.get(verb, frozenset()) | objects
    return MappingProxyType(out)


def _turns(file: CodebookFile) -> Mapping[str, str]:
    found = file.mapping("turns")
    for stance, turned in found.items():
        _check(file, ("turns", stance), stance)
        _check(file, ("turns", stance), turned)
    return MappingProxyType(found)


def _conditions(file: CodebookFile) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in file.mapping("conditions"):
        if kind not in CONDITIONS:
            raise file.fault(("conditions", kind), f"no condition is called `{kind}`", f"Use {', '.join(CONDITIONS)}")
        for phrase in file.words("conditions", kind):
            words = tuple(phrase.split())
            out.setdefault(words[0], []).append((words, kind))
    longest = {word: tuple(sorted(found, key=lambda one: -len(one[0]))) for word, found in out.items()}
    return MappingProxyType(longest)
