"""What a claim answers: claims of one side about one thing stand in a row, whatever they say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.record.alike import cosine
from memcon.record.content import content_of

if TYPE_CHECKING:
    from memcon.record.index import Near
    from memcon.record.model import Claim, Telling

ABOUT = 0.8  # likeness from which two claims are about one thing
_LOOKED_AT = 48  # claims nearest in meaning
DENYING = 0.6  # the same, for a denial, whose words are few: `nothing about the stockpile`
_ISSUE = 0.12  # what it adds when both fall under one issue


def questions_of(telling: Telling, near: Near) -> list[str]:
    """Return the questions that a telling answers, by the claims that are about the same thing, the oldest first.

    near: claims of the same kind and of one of its sides.
    """
    found: dict[str, str] = {}
    for claim in near.all() if telling.kind == "event" else near.nearest(telling.vector, _LOOKED_AT):
        denies = telling.kind == "position" and "denied" in (telling.factuality, claim.factuality)
        if about(telling, claim) >= (DENYING if denies else ABOUT):
            found[claim.question] = min(found.get(claim.question, "~"), claim.first_seen)
    return sorted(found, key=lambda question: (found[question], question))


def about(one: Telling | Claim, other: Telling | Claim) -> float:
    """Return how much two are about one thing, by meaning, words and issue; contacts by who meets and when."""
    if one.kind == "event":
        return _same_meeting(one, other)
    shared = content_of(one.words).shared(content_of(other.words))
    same_issue = one.issue is not None and one.issue == other.issue
    return cosine(one.vector, other.vector) + shared / 4 + _ISSUE * same_issue


def _same_meeting(one: Telling | Claim, other: Telling | Claim) -> float:
    mine, yours = one.sides, other.sides
    if not (mine and yours and overlap(one, other)):
        return 0.0
    if not (set(mine).issubset(yours) or set(yours).issubset(mine)):
        return 0.0
    return float(one.word.partition("/")[0] == other.word.partition("/")[0])


def overlap(one: Telling | Claim, other: Telling | Claim) -> bool:
    """Say whether the days of two overlap; those of one that gives none may be any."""
    if not (one.start and other.start):
        return True
    return one.start <= (other.end or other.start) and other.start <= (one.end or one.start)
