"""What a claim answers: claims of one side about one thing stand in a row, whatever they say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.record.alike import cosine
from memcon.record.content import content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.record.model import Claim, Telling

ABOUT = 0.8  # likeness from which two claims are about one thing
_ISSUE = 0.12  # what it adds when both fall under one issue


def question_of(telling: Telling, near: Sequence[Claim]) -> str | None:
    """Return the question of the claim that is about the same thing as a telling; None when there is none.

    near: claims of the same kind and of one of its sides.
    """
    scored = [(about(telling, claim), claim.last_seen, claim.id, claim.question) for claim in near]
    best = max(scored, default=(0.0, "", "", ""))
    return best[3] if best[0] >= ABOUT else None


def about(one: Telling | Claim, other: Telling | Claim) -> float:
    """Return how much two are about one thing, by meaning, words and issue; contacts by who meets and when."""
    if one.kind == "event":
        return _same_meeting(one, other)
    shared = content_of(one.words).shared(content_of(other.words))
    same_issue = one.issue is not None and one.issue == other.issue
    return cosine(one.vector, other.vector) + shared / 4 + _ISSUE * same_issue


def _same_meeting(one: Telling | Claim, other: Telling | Claim) -> float:
    if one.word.partition("/")[0] != other.word.partition("/")[0] or not overlap(one, other):
        return 0.0
    fewer, more = sorted((set(one.sides), set(other.sides)), key=len)
    return float(bool(fewer) and fewer <= more)


def overlap(one: Telling | Claim, other: Telling | Claim) -> bool:
    """Say whether the days of two overlap; those of one that gives none may be any."""
    if not (one.start and other.start):
        return True
    return one.start <= (other.end or other.start) and other.start <= (one.end or one.start)
