"""What a codebook holds, ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from memcon.codebook.needed import Needed


class Verb(NamedTuple):
    """A reporting verb, found by any of its forms.

    kind: core (reports by itself), speech, writing, attitude, or relay (brings in a source behind a source).
    noun_content: a bare noun phrase can be what it reports. person_first: the hearer stands before the content.
    """

    lemma: str
    kind: str
    noun_content: bool
    person_first: bool


class Noun(NamedTuple):
    """A noun form and whether it is a plural."""

    lemma: str
    plural: bool


class Response(NamedTuple):
    """How an answer that did not come is worded.

    source: where the one who does not answer stands: before, after, passive or none.
    rest: the words after the cue are what it is about. object: what must or may follow the cue and belongs to it.
    needs: what a text must have for the cue to match (`needed`). apart: words before the cue belong to its pattern.
    """

    response: str
    source: str
    cue: re.Pattern[str]
    rest: bool
    object: re.Pattern[str] | None
    needs_object: bool
    needs: Needed
    apart: bool

    def cue_in(self, match: re.Match[str]) -> tuple[int, int]:
        """Return where the cue stands in a match of the pattern: the group `cue`, else all of it."""
        return match.span("cue" if self.apart else 0)


class State(NamedTuple):
    """A state: ISO 3166 code and the name that the record shows."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything that `load` read; keys are lower case except in `states`, where they are as written.

    counts:   number words; None is more than one without saying how many.
    closeness: pattern and whether it takes an object along; the first that matches wins.
    channels: channel, pattern and what the pattern needs, in order. responses: in order.
    states:   every name, demonym and capital that stands for a state; `demonyms` and `seats` are
              the keys that are demonyms, and capitals or palaces.
    """

    name: str
    verbs: Mapping[str, Verb]
    speech_nouns: Mapping[str, Noun]
    hedges: frozenset[str]
    hedged_passives: frozenset[str]
    cues: frozenset[str]
    answering: frozenset[str]
    answered: frozenset[str]
    nearly: tuple[str, ...]
    press: frozenset[str]
    press_abroad: frozenset[str]
    unnamed: Mapping[str, Noun]
    officeholders: Mapping[str, Noun]
    institutions: Mapping[str, Noun]
    media: Mapping[str, Noun]
    documents: Mapping[str, Noun]
    instruments: Mapping[str, Noun]
    platforms: frozenset[str]
    counts: Mapping[str, int | None]
    bare_unnamed: frozenset[str]
    closeness: tuple[tuple[re.Pattern[str], bool], ...]
    anonymity: re.Pattern[str]
    openers: re.Pattern[str]
    reasons_alone: tuple[re.Pattern[str], ...]
    channels: tuple[tuple[str, re.Pattern[str], Needed], ...]
    channel_of_kind: Mapping[str, str]
    channel_of_document: Mapping[str, str]
    responses: tuple[Response, ...]
    response_triggers: re.Pattern[str]
    states: Mapping[str, State]
    demonyms: frozenset[str]
    seats: frozenset[str]
