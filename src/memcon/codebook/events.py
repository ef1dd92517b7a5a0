"""Event types: `events/*.yaml`, one file a type, each entry words and an argument pattern.

    type: SANCTION
    entries:
      - id: expel
        verbs: expel recall            or nouns:, adjectives: (with `is`); a particle is written `call_off`
        object: diplomat ambassador    the object's head is one of these
        recipient: object from         where to look for who it is done to: the first place that has somebody
        examples:
          - "Latvia expelled two Belarusian diplomats.": SANCTION - Latvia; Belarusian

**Places** (`actor`, `recipient`, `mediator`): subject, object, indirect, complement (of what is said or wanted: its
subject if another, else its object and the like), condition (the subject of an `if` or `unless` below), host, or any
preposition. The actor is the subject unless said otherwise; of what hangs on a thing (`Iran's offer`, `a request from
Peru`) its owner is taken.

**Conditions**, all of which must hold. `object`, `unobject`: the object's head is, is not, one of these. `object_is`:
actor, any (there is an object), nothing. `subject_is`: actor, people. `subject`, `subject_not`: nouns. `near`: one of
these words stands in the clause, `unless`: none does. `through`: a preposition or particle of it, `without`: none of
these. `modifiers`, `modifiers_not`: words before the noun or the object. `carried`, `carried_not`: the verb that
carries the noun. `has`: a preposition, or host. `behind`: the noun stands behind one of these (`on
strike`, `days_of talks`).
`needs`: actor, recipient, or pair (two parties at least). `lifecycle`: the act is planned, postponed or called off.
`own_future`: it is to come under a condition, and he who would do it says so. `complement`: none, any, infinitive or
noun. `complement_modal`: an auxiliary of what is said, or
will-not. `complement_type`: it is itself an event of these types. `complement_verb`: its verb. `same_subject`: its
subject is the speaker. `negated`: it is told with `not`, and being told so has happened. `complement_future`: it is yet
to come. `complement_subject`: its subject can act.

**What it gives**: `mode`, or `modes` with the words near that choose one; `usual`: the mode if nothing in the article
tells another. `factuality`: planned, where a fact is told of what is to come (`is due in`). `plover`: the type that
PLOVER 0.5's records have for it; `plover_only`: it counts for the export to PLOVER alone. `keeps_contact`: a meeting
that it speaks of is an event as well, a possible one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from memcon.codebook.files import USERS, read, users_file
from memcon.codebook.forms import noun_forms
from memcon.codebook.inforce import current, once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from memcon.codebook.files import CodebookFile, Path

TYPES = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
_NONE: frozenset[str] = frozenset()
_ONE = ("id", "mode", "usual", "object_is", "subject_is", "complement", "needs", "plover", "factuality")
_YES = (
    "same_subject",
    "complement_future",
    "complement_subject",
    "plover_only",
    "lifecycle",
    "own_future",
    "keeps_contact",
    "negated",
)
_KEYS = ("verbs", "nouns", "adjectives")
_CHOICES = {
    "object_is": ("actor", "any", "nothing"),
    "subject_is": ("actor", "people"),
    "complement": ("none", "any", "infinitive", "noun"),
    "needs": ("actor", "recipient", "pair"),
    "factuality": ("planned",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """One entry; fields are the keys of the file (see the module). `rule` is `events/FILE#ID`."""

    event_type: str
    rule: str
    id: str
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ()
    mediator: tuple[str, ...] = ()
    object: frozenset[str] = _NONE
    unobject: frozenset[str] = _NONE
    object_is: str | None = None
    subject_is: str | None = None
    subject: frozenset[str] = _NONE
    subject_not: frozenset[str] = _NONE
    near: frozenset[str] = _NONE
    unless: frozenset[str] = _NONE
    through: frozenset[str] = _NONE
    without: frozenset[str] = _NONE
    modifiers: frozenset[str] = _NONE
    modifiers_not: frozenset[str] = _NONE
    carried: frozenset[str] = _NONE
    carried_not: frozenset[str] = _NONE
    has: frozenset[str] = _NONE
    complement: str | None = None
    complement_modal: frozenset[str] = _NONE
    complement_type: frozenset[str] = _NONE
    complement_verb: frozenset[str] = _NONE
    same_subject: bool = False
    complement_future: bool = False
    complement_subject: bool = False
    lifecycle: bool = False
    own_future: bool = False
    keeps_contact: bool = False
    negated: bool = False
    behind: frozenset[str] = _NONE
    factuality: str | None = None
    needs: str | None = None
    mode: str | None = None
    usual: str | None = None
    modes: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    plover: str | None = None
    plover_only: bool = False

    @property
    def strictness(self) -> int:
        """How many conditions there are: where several entries fit, the strictest counts."""
        return sum(bool(getattr(self, one.name)) for one in fields(self) if one.name not in _FREE)


_FREE = frozenset(
    (
        "event_type",
        "rule",
        "id",
        "actor",
        "recipient",
        "mediator",
        "mode",
        "modes",
        "plover",
        "plover_only",
        "unobject",
        "keeps_contact",
        "factuality",
    )
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what is to be coded in it, as written in the file."""

    rule: str
    text: str
    coded: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by lemma (a verb's with its particle), the strictest first.

    acts: noun lemmas by form. carriers: the verbs of `carried`. usual: usual modes by rule.
    """

    verbs: Mapping[str, tuple[EventEntry, ...]]
    nouns: Mapping[str, tuple[EventEntry, ...]]
    adjectives: Mapping[str, tuple[EventEntry, ...]]
    acts: Mapping[str, str]
    carriers: frozenset[str]
    usual: Mapping[str, str]
    examples: tuple[Example, ...]


@once
def lexicon() -> Lexicon:
    """Return memcon's own entries, and those of the `events/` of a user's codebook where a dossier is in force.

    An entry of a user's takes the place of memcon's own that stands in a file of the same name and has the same id.

    Raises `BadCodebook` where a file is at fault, with file, line and what to do.
    """
    found: dict[str, dict[str, list[EventEntry]]] = {key: {} for key in _KEYS}
    examples: list[Example] = []
    for file, path, raw in _raw_entries():
        entry = _entry(file, path, raw)
        for key in _KEYS:
            for word in file.words(*path, key):
                found[key].setdefault(word.replace("_", " "), []).append(entry)
        examples += _examples(file, path, entry)
    nouns = _sorted(found["nouns"])
    acts = {form: lemma for form, lemma, _ in noun_forms(nouns)} | {word: word for word in nouns}
    return Lexicon(
        verbs=_sorted(found["verbs"]),
        nouns=nouns,
        adjectives=_sorted(found["adjectives"]),
        acts=MappingProxyType(acts),
        carriers=frozenset(verb for entries in nouns.values() for entry in entries for verb in entry.carried),
        usual=MappingProxyType({one.rule: one.usual for all_ in nouns.values() for one in all_ if one.usual}),
        examples=tuple(examples),
    )


def _raw_entries() -> Iterator[tuple[CodebookFile, Path, dict[str, object]]]:
    """Yield the entries of all files, the user's first and memcon's own that they do not take the place of."""
    taken: set[tuple[str, str]] = set()
    for file in _files():
        listed = list(file.entries("entries"))
        name = file.name.removeprefix(USERS)
        yield from ((file, path, raw) for path, raw in listed if (name, str(raw.get("id"))) not in taken)
        taken |= {(name, str(raw.get("id"))) for _, raw in listed}


def _files() -> Iterator[CodebookFile]:
    users = current().folder
    if users is not None and (users / "events").is_dir():
        yield from (users_file(f"events/{name}") for name in _names(users))
    own = resources.files(__package__)
    yield from (read(f"events/{name}", own) for name in _names(own))


def _names(folder: Traversable) -> list[str]:
    return sorted(one.name for one in folder.joinpath("events").iterdir() if one.name.endswith(".yaml"))


def _sorted(found: dict[str, list[EventEntry]]) -> Mapping[str, tuple[EventEntry, ...]]:
    return MappingProxyType(
        {word: tuple(sorted(entries, key=lambda one: -one.strictness)) for word, entries in found.items()}
    )


def _entry(file: CodebookFile, path: Path, raw: dict[str, object]) -> EventEntry:
    """Read one entry; every key must be known and every choice be one."""
    kind = str(file.content.get("type"))
    if kind not in TYPES:
        raise file.fault(("type",), f"no event type is called `{kind}`", f"Use {', '.join(TYPES)}")
    known = {one.name for one in fields(EventEntry)} - {"event_type", "rule"} | {*_KEYS, "examples"}
    if stray := set(raw) - known:
        raise file.fault((*path, min(stray)), f"no entry has a `{min(stray)}`", f"Use {', '.join(sorted(known))}")
    if not any(key in raw for key in _KEYS):
        raise file.fault(path, "this entry has no words", f"Add {', '.join(_KEYS)}")
    given: dict[str, object] = {}
    for key, written in raw.items():
        if key not in (*_KEYS, "examples"):
            given[key] = _value(file, path, key, written)
    name = file.text_at(path, raw, "id")
    return EventEntry(event_type=kind, rule=f"{file.name}#{name}", **given)  # type: ignore[arg-type]  # keys are checked


def _value(file: CodebookFile, path: Path, key: str, written: object) -> object:
    if key in _YES:
        return written is True
    if key in _ONE:
        choices = _CHOICES.get(key)
        if not isinstance(written, str) or (choices and written not in choices):
            raise file.fault((*path, key), f"`{written}` is no {key}", f"Use {', '.join(choices or ('a word',))}")
        return written
    if key == "modes":
        modes = file.mapping(*path, key)
        return MappingProxyType({mode: frozenset(file.words(*path, key, mode)) for mode in modes})
    words = file.words(*path, key)
    return tuple(words) if key in ("actor", "recipient", "mediator") else frozenset(w.replace("_", " ") for w in words)


def _examples(file: CodebookFile, path: Path, entry: EventEntry) -> Iterator[Example]:
    if "examples" not in file.content["entries"][path[1]]:
        return
    for at, example in file.entries(*path, "examples"):
        for text, coded in example.items():
            if not isinstance(coded, str):
                raise file.fault(at, "an example is `sentence: what is coded`", "Write TYPE, mode or -, and who")
            yield Example(entry.rule, text, coded)
