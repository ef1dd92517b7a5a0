"""Read the files of the codebook, check them, and make them ready to be looked up."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from memcon.codebook.files import CodebookFile, read
from memcon.codebook.forms import noun_forms, verb_forms
from memcon.codebook.inforce import current, once
from memcon.codebook.model import Codebook, Noun, Response, State, Verb
from memcon.codebook.needed import needed
from memcon.codebook.parties import settled, with_states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.codebook.needed import Needed

NAME = "negotiation-1"
_KINDS = ("attitude", "writing", "speech", "relay", "core")  # a later one wins
_RESPONSES = ("declined", "no-response", "unverified")
_PLACES = ("before", "after", "passive", "none")


@once
def load() -> Codebook:
    """Return the codebook in force, memcon's own but for a dossier, read and checked at the first call (some 10 ms).

    Raises `BadCodebook` where a file is at fault, with file, line and what to do.
    """
    words, sources = read("reporting.yaml"), read("sources.yaml")
    close, anonymity, channels = read("closeness.yaml"), read("anonymity.yaml"), read("channels.yaml")
    answers = read("responses.yaml")
    states, demonyms, seats = state_names(read("countries.yaml"))
    marks, openers, alone = anonymity_patterns(anonymity)
    book = current()
    own = Codebook(
        name=f"{NAME}{book.stamp}",
        verbs=verbs(words),
        speech_nouns=nouns(words, "nouns"),
        hedges=frozenset(words.words("hedges")),
        hedged_passives=frozenset(words.words("hedged_passives")),
        cues=frozenset(words.words("cues")),
        answering=frozenset(words.words("answering")),
        answered=frozenset(words.words("answered")),
        nearly=tuple(words.words("nearly")),
        press=frozenset(words.words("press")),
        press_abroad=frozenset(words.words("press_abroad")),
        unnamed=nouns(sources, "unnamed"),
        officeholders=nouns(sources, "officeholder"),
        institutions=nouns(sources, "institution"),
        media=nouns(sources, "media"),
        documents=nouns(sources, "document"),
        instruments=nouns(sources, "instrument"),
        platforms=frozenset(sources.words("platform") + sources.words("platform_phrases")),
        counts=counts(sources),
        bare_unnamed=frozenset(sources.words("bare_unnamed")),
        closeness=closeness(close),
        anonymity=marks,
        openers=openers,
        reasons_alone=alone,
        channels=channel_patterns(channels),
        channel_of_kind=channels.mapping("by_kind"),
        channel_of_document=channels.mapping("by_document"),
        responses=responses(answers),
        response_triggers=re.compile(rf"\b(?:{'|'.join(answers.words('triggers'))})", re.IGNORECASE),
        states=states,
        demonyms=demonyms,
        seats=seats,
    )
    return with_states(own, settled(book.dossier.parties, own)) if book.dossier else own


def verbs(file: CodebookFile) -> Mapping[str, Verb]:
    """Return the reporting verbs by form; where a form belongs to two kinds, the stronger one counts."""
    with_noun, with_person = set(file.words("noun_content")), set(file.words("person_first"))
    out: dict[str, Verb] = {}
    for kind in _KINDS:
        for written in file.words(kind):
            lemma = written.split("/")[0]
            verb = Verb(lemma, kind, lemma in with_noun, lemma in with_person)
            out.update(dict.fromkeys(verb_forms(written), verb))
    for key in ("noun_content", "person_first"):
        if stray := set(file.words(key)) - {verb.lemma for verb in out.values()}:
            raise file.fault((key,), f"`{min(stray)}` is no reporting verb here", "Add it to one of the kinds as well")
    return MappingProxyType(out)


def nouns(file: CodebookFile, key: str) -> Mapping[str, Noun]:
    """Return the nouns under `key` by form."""
    return MappingProxyType({form: Noun(lemma, plural) for form, lemma, plural in noun_forms(file.words(key))})


def counts(file: CodebookFile) -> Mapping[str, int | None]:
    """Return the number words; each must be a whole number or null."""
    found = file.mapping("counts")
    for word, number in found.items():
        if number is not None and not isinstance(number, int):
            raise file.fault(("counts", word), f"`{word}` counts {number!r}", "Write a whole number or null")
    return MappingProxyType(found)


def closeness(file: CodebookFile) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return each pattern of closeness and whether it takes an object along."""
    return tuple(
        (file.pattern(path, rf"\b{file.text_at(path, entry, 'near')}(?!\w)"), entry.get("object") is True)
        for path, entry in file.entries("patterns")
    )


def anonymity_patterns(file: CodebookFile) -> tuple[re.Pattern[str], re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """Return the marks of anonymity, the openers of a reason, and the reasons that stand alone."""
    for at, mark in enumerate(file.words("marks")):
        file.pattern(("marks", at), mark)
    marks = re.compile(rf"\b(?:{'|'.join(file.words('marks'))})\b")
    openers = "|".join(map(re.escape, file.words("openers")))
    opener = re.compile(rf"\W{{1,2}}(?P<opener>{openers})\s+(?P<why>[^,.;“”\"]+(?:\.(?=\w)[^,.;“”\"]+)*)")
    alone = tuple(file.pattern(("alone", at), one) for at, one in enumerate(file.words("alone")))
    return marks, opener, alone


def channel_patterns(file: CodebookFile) -> tuple[tuple[str, re.Pattern[str], Needed], ...]:
    """Return channel, pattern and what the pattern needs, one of each channel, in the order of the file."""
    out = []
    for channel in file.mapping("channels"):
        written = file.words("channels", channel)
        for at, one in enumerate(written):
            file.pattern(("channels", channel, at), one)
        pattern = re.compile("|".join(written))
        out.append((channel, pattern, needed(pattern)))
    return tuple(out)


def responses(file: CodebookFile) -> tuple[Response, ...]:
    """Return the ways in which no answer is worded."""
    out = []
    for path, entry in file.entries("patterns"):
        response, place = file.text_at(path, entry, "response"), file.text_at(path, entry, "source")
        if response not in _RESPONSES:
            raise file.fault((*path, "response"), f"no response is called `{response}`", f"Use {', '.join(_RESPONSES)}")
        if place not in _PLACES:
            raise file.fault((*path, "source"), f"no place is called `{place}`", f"Use {', '.join(_PLACES)}")
        cue = file.pattern((*path, "cue"), rf"(?<!\w){file.text_at(path, entry, 'cue')}(?!\w)")
        thing = file.pattern((*path, "object"), entry["object"]) if "object" in entry else None
        rest, needs_object = entry.get("rest") is True, entry.get("needs_object") is True
        out.append(Response(response, place, cue, rest, thing, needs_object, needed(cue), "cue" in cue.groupindex))
    return tuple(out)


def state_names(file: CodebookFile) -> tuple[Mapping[str, State], frozenset[str], frozenset[str]]:
    """Return states by every name they go by, and which of the names are demonyms, and seats of government."""
    names: dict[str, State] = {}
    demonyms: set[str] = set()
    seats: set[str] = set()
    for at, line in enumerate(file.lines("states")):
        code, _, written = line.partition(": ")
        parts = [part.strip().split("; ") if part.strip() else [] for part in written.split("|")]
        if len(parts) != 3 or not parts[0]:
            raise file.fault_below("states", at, f"`{line}` is no state", "Write `CODE: names | demonyms | capitals`")
        state = State(code, parts[0][0])
        for name in (*parts[0], *parts[1], *parts[2]):
            names.setdefault(name, state)
        demonyms.update(parts[1])
        seats.update(parts[2])
    return MappingProxyType(names), frozenset(demonyms), frozenset(seats)
