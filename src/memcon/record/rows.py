"""The answers to one question, settled together: who denies whom, what was withdrawn, which step followed which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.record.changes import Answers, changes
from memcon.record.index import by_claim
from memcon.record.model import Relation
from memcon.record.relations import relations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from memcon.record.index import ClaimIndex
    from memcon.record.model import Change, Claim, Telling


def settle(claims: Sequence[Claim], index: ClaimIndex) -> None:
    """Work out anew the relations among the claims that answer one question, and the steps that they make."""
    ids = [claim.id for claim in claims]
    told = by_claim(index.tellings(ids))
    found = relations(claims, told, index.versions({one.article for each in told.values() for one in each}))
    steps = _steps(claims, told, found) if claims and claims[0].kind == "position" else []
    index.relate(ids, [*found, *_superseding(steps)])
    index.change({claim.question for claim in claims}, steps)


def _steps(
    claims: Sequence[Claim], told: Mapping[str, Sequence[Telling]], found: Iterable[Relation]
) -> Sequence[Change]:
    contested = {one.end for one in found if one.kind == "contradicts" and _by_holder(told[one.start])}
    retracted = {one.end for one in found if one.kind == "retracts"}
    return changes(Answers(claims, told, contested, retracted))


def _by_holder(denials: Iterable[Telling]) -> bool:
    """Say whether the holder's own side tells a denial."""
    return any(one.told_by == "own" for one in denials)


def _superseding(steps: Iterable[Change]) -> Iterator[Relation]:
    """Yield for every step from one own position to the next that the later supersedes the earlier."""
    for step in steps:
        if step.start and step.kind != "repeated" and not step.contested:
            yield Relation(kind="supersedes", start=step.end, end=step.start, seen=step.seen)
