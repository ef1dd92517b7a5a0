"""What a claim answers: claims of one side about one thing stand in a row, whatever they say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from memcon.codebook.sameness import sameness
from memcon.record.alike import cosine, meets
from memcon.record.content import content_of, is_bare
from memcon.record.model import Telling, is_past

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memcon.record.index import Near
    from memcon.record.model import Claim

ABOUT = 0.8  # likeness from which two claims are about one thing
_LOOKED_AT = 48  # claims nearest in meaning
DENYING = 0.6  # the same, for a denial, whose words are few: `nothing about the stockpile`
_OFFERS = frozenset({"offer", "open"})  # `no such offer` denies what somebody was ready for before what he gave up
_BY_NAME = frozenset({"offer", "propos"})
_ASKS = frozenset({"demand", "urge"})
_POINT = re.compile(
    r"(?:(?:its|his|her|their|the)\s|[\w'’]+['’]s?\s)(?:\w+\s){0,2}(?:demand|insistence|call|condition|claim|request|objection|"
    r"opposition|refusal|resistance|veto)s?\b",
    re.IGNORECASE,
)
_HELD, _GIVEN_UP = frozenset({"demand", "urge", "reject", "warn"}), 0.5
BEFORE = 0.6  # likeness from which one that is told as past is about what was held
_ISSUE = 0.12  # what it adds when both fall under one issue


class Dated(Protocol):
    """What may have days: the first and the last of them, None where none is known."""

    @property
    def start(self) -> str | None:
        """The first day."""

    @property
    def end(self) -> str | None:
        """The last day."""


def questions_of(telling: Telling, near: Near) -> list[str]:
    """Return the questions that a telling answers, by the claims that are about the same thing, the oldest first.

    near: claims of the same kind and of one of its sides.
    """
    if telling.kind == "event":
        return _acts(telling, near)
    found = _nearest(telling, near)
    is_unsaid = telling.factuality == "denied" and is_bare(telling.words)
    if is_unsaid and (telling.word == "offer" or not found):
        gone_back_to = denied_by(telling, near.nearest(telling.vector, _LOOKED_AT))
        return [gone_back_to.question] if gone_back_to else found
    return found


def _acts(telling: Telling, near: Near) -> list[str]:
    """Return the questions that an act answers; one closes when its first answer is older than what is near (0011)."""
    found = {one.question for one in near.answers(telling.sides, telling.parties) if overlap(telling, one)}
    return [claim.id for claim in near.docket.claims(found) if claim.first_seen >= near.since]


def _nearest(telling: Telling, near: Near) -> list[str]:
    first: dict[str, str] = {}
    claims = near.nearest(telling.vector, _LOOKED_AT)
    for claim in claims:
        denies = telling.kind == "position" and "denied" in (telling.factuality, claim.factuality)
        least = DENYING if denies else BEFORE if is_past(telling) else ABOUT
        if about(telling, claim) >= least:
            first[claim.question] = min(first.get(claim.question, "~"), claim.first_seen)
    given_up = max((one for one in claims if drops(telling, one)), key=lambda one: about(telling, one), default=None)
    if given_up is not None and given_up.question not in first:
        return [given_up.question]
    return sorted(first, key=lambda question: (first[question], question))


def drops(new: Telling | Claim, old: Claim) -> bool:
    """Say whether one gives up what another may be: `dropped its demand that they leave`, of `they must leave`."""
    is_point = new.word == "concede" and _POINT.match(new.words) is not None
    return is_point and old.word in _HELD and old.factuality != "denied" and about(new, old) >= _GIVEN_UP


def denied_by(denial: Telling | Claim, claims: Iterable[Claim]) -> Claim | None:
    """Return which of some claims a denial means that does not say of what: the last one that it can be about."""
    told = denial.published if isinstance(denial, Telling) else denial.first_seen
    agree = sameness().stances_agree
    found = [one for one in claims if one.factuality != "denied" and agree(one.word, denial.word)]
    before = [one for one in found if one.kind == "position" and one.first_seen <= told]
    close = _OFFERS if denial.word in _OFFERS else {denial.word}
    before = [one for one in before if one.word in close or denial.word not in _ASKS]  # `no demand` is of no warning
    return max(
        before,
        key=lambda one: (one.word in close, _says_what(one), min(one.last_seen, told), one.first_seen, one.id),
        default=None,
    )


def _says_what(one: Claim) -> bool:
    """Say whether a position is an offer of something: of so much, or an offer by name, not a readiness to talk."""
    content = content_of(one.words)
    counted = any(not unit.startswith("in the ") for unit, _ in content.quantities)
    return one.word == "offer" or counted or not content.words.isdisjoint(_BY_NAME)


def about(one: Telling | Claim, other: Telling | Claim) -> float:
    """Return how much two are about one thing, by meaning, words and issue; contacts by who meets and when."""
    if one.kind == "event":
        return _same_meeting(one, other)
    shared = content_of(one.words).shared(content_of(other.words))
    same_issue = one.issue is not None and one.issue == other.issue
    return cosine(one.vector, other.vector) + shared / 4 + _ISSUE * same_issue


def _same_meeting(one: Telling | Claim, other: Telling | Claim) -> float:
    if not (overlap(one, other) and meets(one, other)):
        return 0.0
    return float(one.word.partition("/")[0] == other.word.partition("/")[0])


def overlap(one: Dated, other: Dated) -> bool:
    """Say whether the days of two overlap; those of one that gives none may be any."""
    if not (one.start and other.start):
        return True
    return one.start <= (other.end or other.start) and other.start <= (one.end or one.start)
