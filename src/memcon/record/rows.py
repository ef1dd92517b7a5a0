"""The answers to one question, settled together: who denies whom, what was withdrawn, which step followed which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.record.alike import is_contact
from memcon.record.changes import Answers, changes
from memcon.record.index import by_claim
from memcon.record.model import Relation
from memcon.record.relations import needed, relations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from memcon.record.cast import ActorIndex
    from memcon.record.index import ClaimIndex, Told
    from memcon.record.model import Change, Claim, Telling


def settle(claims: Sequence[Claim], index: ClaimIndex, actors: ActorIndex) -> None:
    """Work out anew the relations among the claims that answer one question, and the steps that they make."""
    claims = [claim for claim in claims if is_compared(claim)]
    if not claims:
        return
    ids = [claim.id for claim in claims]
    told = by_claim(tellings([claims], index))
    found = relations(claims, told, index.versions({one.article for each in told.values() for one in each}))
    retracted = {one.end for one in found if one.kind == "retracts"}
    steps = []
    if claims[0].kind == "position":
        steps = changes(Answers(claims, told, _contested(claims, told, found, actors), retracted))
    index.relate(ids, [*found, *_superseding(steps)])
    index.change({claim.question for claim in claims}, steps)


def tellings(answers: Iterable[Sequence[Claim]], index: ClaimIndex) -> Sequence[Told]:
    """Return the tellings that settling looks at; answers: the claims of each question."""
    whole, revised = list[str](), list[str]()
    for claims in answers:
        (whole if needed(claims) else revised).extend(claim.id for claim in claims if is_compared(claim))
    return [*index.tellings(whole), *index.revised(revised)]


def is_compared(claim: Claim) -> bool:
    """Say whether a claim has relations to others and makes steps: acts that are no contacts have and make none."""
    return claim.kind != "event" or is_contact(claim)


def _contested(
    claims: Sequence[Claim], told: Mapping[str, Sequence[Telling]], found: Iterable[Relation], actors: ActorIndex
) -> set[str]:
    """Return the claims whose holder's own side denies them."""
    sides = {claim.id: claim.side for claim in claims}
    pairs = [(one.start, one.end) for one in found if one.kind == "contradicts"]
    own = {origin for denial, _ in pairs for origin in _speakers(told[denial], actors, sides[denial])}
    return {denied for denial, denied in pairs if any(_is_own(one, own) for one in told[denial])}


def _speakers(denials: Sequence[Telling], actors: ActorIndex, side: str | None) -> set[str]:
    """Return the origins of denials that speak for a side."""
    origins = actors.origins({id_ for one in denials for id_ in one.origins})
    of_side = {
        one.id for one in actors.actors({one.actor for one in origins if one.actor}) if side in (one.side, one.id)
    }
    return {one.id for one in origins if one.actor in of_side}


def _is_own(denial: Telling, own: set[str]) -> bool:
    return denial.told_by == "own" or bool(own.intersection(denial.origins))


def _superseding(steps: Iterable[Change]) -> Iterator[Relation]:
    """Yield for every step from one own position to the next that the later supersedes the earlier."""
    for step in steps:
        if step.start and step.kind != "repeated" and not step.contested:
            yield Relation(kind="supersedes", start=step.end, end=step.start, seen=step.seen)
