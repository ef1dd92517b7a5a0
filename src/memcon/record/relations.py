"""How claims that answer one question stand to each other: contradicts, supersedes, retracts, supports."""

from __future__ import annotations

from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

from memcon.codebook.sameness import sameness
from memcon.record.alike import family, is_contact
from memcon.record.model import Relation
from memcon.record.questions import about, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from memcon.record.model import Claim, Telling

_DENIES = 0.5  # how much two claims must be about one thing for one to deny or to correct the other


def relations(
    claims: Sequence[Claim], told: Mapping[str, Sequence[Telling]], firsts: Mapping[str, str]
) -> list[Relation]:
    """Return the relations among the claims that answer one question, but for one position superseding another.

    Acts that are no contacts have none: what they say of each other the positions behind them say.

    told: claim → its tellings. firsts: later version of an article → its first version.
    """
    claims = [claim for claim in claims if claim.kind != "event" or is_contact(claim)]
    ordered = sorted(claims, key=lambda claim: (claim.first_seen, claim.id))
    found = [relation for old, new in _unlike(ordered) for relation in _between(old, new)]
    versions = {claim.id: _versions(told[claim.id], firsts) for claim in claims}
    for old, new in _of_one_address(ordered, versions):
        by = _corrected(versions[old.id], versions[new.id])
        if by and about(old, new) >= _DENIES:
            found.append(Relation(kind="retracts", start=new.id, end=old.id, seen=by[0], by=by[1]))
    withdrawn = {relation.end for relation in found if relation.kind == "retracts"}
    return [one for one in found if one.kind != "contradicts" or not {one.start, one.end} & withdrawn]


def contradict(one: Claim, other: Claim) -> bool:
    """Say whether two claims cannot both be true of the same time: a denial and what it denies."""
    if (one.factuality == "denied") == (other.factuality == "denied"):
        return False
    denial, denied = (one, other) if one.factuality == "denied" else (other, one)
    if denied.first_seen > denial.last_seen:  # what came after it is news
        return False
    if one.kind == "event":
        return family(denied.factuality) != "called-off" and overlap(one, other)
    return sameness().stances_agree(one.word, other.word) and about(one, other) >= _DENIES


def supersedes(new: Claim, old: Claim) -> bool:
    """Say whether a later contact or standing takes the place of an earlier one: held, called off, got on, stuck."""
    if new.kind == "event":
        return family(old.factuality) == "planned" and family(new.factuality) in {"actual", "called-off"}
    return new.kind == "standing" and new.word != old.word


def _unlike(ordered: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs, the older one first, of which one says something else of what happened: few of all pairs."""
    alike: dict[tuple[str, str], list[tuple[int, Claim]]] = {}
    for at, claim in enumerate(ordered):
        alike.setdefault((claim.factuality, claim.word if claim.kind == "standing" else ""), []).append((at, claim))
    for some, others in combinations(alike.values(), 2):
        for (here, one), (there, other) in product(some, others):
            yield (one, other) if here < there else (other, one)


def _of_one_address(
    ordered: Sequence[Claim], versions: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]
) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs, each both ways and once, that versions of one address tell."""
    beside: dict[str, list[Claim]] = {}
    for claim in ordered:
        for first in versions[claim.id]:
            beside.setdefault(first, []).append(claim)
    pairs = (pair for some in beside.values() for pair in permutations(some, 2))
    return iter({(old.id, new.id): (old, new) for old, new in pairs}.values())


def _between(old: Claim, new: Claim) -> Iterator[Relation]:
    seen = max(old.first_seen, new.first_seen)
    if contradict(old, new):
        denial, denied = (old, new) if old.factuality == "denied" else (new, old)
        yield Relation(kind="contradicts", start=denial.id, end=denied.id, seen=seen)
    elif supersedes(new, old):
        yield Relation(kind="supersedes", start=new.id, end=old.id, seen=seen)


def _versions(told: Sequence[Telling], firsts: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Return for each address the versions that tell a claim: when each came out, and which it is, in order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for telling in told:
        found.setdefault(firsts.get(telling.article, telling.article), []).append((telling.published, telling.article))
    return {first: sorted(set(versions)) for first, versions in found.items()}


def _corrected(
    old: Mapping[str, Sequence[tuple[str, str]]], new: Mapping[str, Sequence[tuple[str, str]]]
) -> tuple[str, str] | None:
    """Return the version that first tells the new claim where all earlier versions that told either told the old."""
    fixes = [new[first][0] for first in old.keys() & new.keys() if old[first][-1] < new[first][0]]
    return min(fixes, default=None)
