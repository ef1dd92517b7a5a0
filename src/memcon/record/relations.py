"""How claims that answer one question stand to each other: contradicts, supersedes, retracts, supports."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice, pairwise, permutations, product
from typing import TYPE_CHECKING

from memcon.codebook.sameness import sameness
from memcon.record.alike import family, is_contact, meets
from memcon.record.content import is_bare, names_in
from memcon.record.model import Relation
from memcon.record.questions import ABOUT, about, denied_by, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from memcon.record.model import Claim, Telling

_LONE = 2  # a person and his side, who alone is named
_HEARD = 6  # tellings of each of two contacts by which they are known to be of the same people
_DENIES = 0.5  # how much two claims must be about one thing for one to deny or to correct the other


def relations(
    claims: Sequence[Claim], told: Mapping[str, Sequence[Telling]], firsts: Mapping[str, str]
) -> list[Relation]:
    """Return the relations among the claims that answer one question, but for one position superseding another.

    They are in proportion to the claims: what overtakes something is the first that does so (decision 0011). Acts that
    are no contacts have none: what they say of each other the positions behind them say.

    told: claim → its tellings, as `needed` says. firsts: later version of
    an article → its first version.
    """
    claims = [claim for claim in claims if claim.kind != "event" or is_contact(claim)]
    ordered = sorted(claims, key=lambda claim: (claim.first_seen, claim.id))
    found = [*_contradictions(ordered, told), *_overtaken(ordered), *_going_back(ordered, told)]
    versions = {claim.id: _versions(told.get(claim.id, ()), firsts) for claim in claims}
    found += _retractions(ordered, versions)
    withdrawn = {relation.end for relation in found if relation.kind == "retracts"}
    return [one for one in found if one.kind != "contradicts" or not {one.start, one.end} & withdrawn]


def needed(claims: Sequence[Claim]) -> bool:
    """Say whether all tellings of the claims that answer a question are needed, or but those in several versions."""
    return any(claim.kind == "position" or claim.factuality == "denied" for claim in claims)


def contradict(one: Claim, other: Claim, told: Mapping[str, Sequence[Telling]]) -> bool:
    """Say whether two claims cannot both be true of the same time: a denial and what it denies.

    Of a contact it is denied that it took place or, in words for what is ahead, that it is planned.
    """
    if (one.factuality == "denied") == (other.factuality == "denied"):
        return False
    denial, denied = (one, other) if one.factuality == "denied" else (other, one)
    if denied.first_seen > denial.last_seen:  # what came after it is news
        return False
    if one.kind == "event":
        (_, _, how), (_, _, manner) = one.word.partition("/"), other.word.partition("/")
        if not (overlap(one, other) and sameness().modes_agree(how, manner)):
            return False
        kind = "planned" if any(sameness().ahead.search(each.words) for each in told[denial.id]) else "actual"
        return family(denied.factuality) == kind and _meet(told[one.id], told[other.id])
    likeness, names = about(one, other), (names_in(one.words), names_in(other.words))
    is_other = all(names) and not names[0] & names[1] and likeness < ABOUT  # another place, another plan
    return sameness().stances_agree(one.word, other.word) and likeness >= _DENIES and not is_other


def _going_back(ordered: Sequence[Claim], told: Mapping[str, Sequence[Telling]]) -> Iterator[Relation]:
    """Yield what denials deny that hardly say it: `no such offer was made`; not what is said beside them."""
    for denial in ordered:
        if denial.factuality == "denied" and is_bare(denial.words):
            here = {one.article for one in told[denial.id]}
            said = {one.id for one in ordered if all(t.article in here and t.told_by == "own" for t in told[one.id])}
            denied = denied_by(denial, [one for one in ordered if one.id not in said])
            if denied is not None and about(denial, denied) < _DENIES:
                seen = max(denial.first_seen, denied.first_seen)
                yield Relation(kind="contradicts", start=denial.id, end=denied.id, seen=seen)


def _meet(some: Sequence[Telling], others: Sequence[Telling]) -> bool:
    """Say whether tellings of two contacts tell of the same people."""
    return any(meets(one, other) for one, other in product(some[:_HEARD], others[:_HEARD]))


def _contradictions(ordered: Sequence[Claim], told: Mapping[str, Sequence[Telling]]) -> Iterator[Relation]:
    """Yield which denial contradicts which claim: denials are few, so that these are few of all pairs."""
    denials = [claim for claim in ordered if claim.factuality == "denied"]
    others = [claim for claim in ordered if claim.factuality != "denied"] if denials else []
    for denial in denials:
        for denied in _meant([one for one in others if contradict(denial, one, told)], denial):
            seen = max(denial.first_seen, denied.first_seen)
            yield Relation(kind="contradicts", start=denial.id, end=denied.id, seen=seen)


def _meant(denied: Sequence[Claim], denial: Claim) -> Sequence[Claim]:
    """Return what a denial means: of contacts, where it does not say with whom, those alone that were told last."""
    if denial.kind != "event" or len({*denial.sides, *denial.parties}) > _LONE or not denied:
        return denied
    last = max(one.first_seen[:10] for one in denied)
    return [one for one in denied if one.first_seen[:10] == last]


def _overtaken(ordered: Sequence[Claim]) -> Iterator[Relation]:
    """Yield what takes the place of what: each thing is overtaken once, by the first that does so."""
    kind = ordered[0].kind if ordered else "position"
    for old, new in {"event": _outcomes, "standing": _next_states}.get(kind, lambda _: ())(ordered):
        seen = max(old.first_seen, new.first_seen)
        yield Relation(kind="supersedes", start=new.id, end=old.id, seen=seen)


def _outcomes(contacts: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield every plan with the first contact after it that was held, and the first that was called off."""
    came = [family(one.factuality) for one in contacts]
    places = [[at for at, what in enumerate(came) if what == outcome] for outcome in ("actual", "called-off")]
    for at, plan in enumerate(contacts):
        for later in places if came[at] == "planned" else ():
            after = (contacts[there] for there in islice(later, bisect_right(later, at), None))
            yield from ((plan, one) for one in islice((one for one in after if supersedes(one, plan)), 1))


def _next_states(standings: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield every standing with the first one after it that is another."""
    other = None
    for one, after in reversed(list(pairwise(standings))):
        other = after if after.word != one.word else other
        if other is not None:
            yield one, other


def supersedes(new: Claim, old: Claim) -> bool:
    """Say whether a later contact takes the place of an earlier one: a plan that was held or called off."""
    follows = family(old.factuality) == "planned" and family(new.factuality) in {"actual", "called-off"}
    return follows and _of_the_same(new, old) and _when_planned(new, old)


def _of_the_same(new: Claim, old: Claim) -> bool:
    """Say whether all who were to meet are those of the later contact, by their sides; within one side, by name."""
    if len(old.sides) > 1:
        return set(old.sides) <= set(new.sides)
    return len(old.parties) > 1 and set(old.parties) <= set(new.parties)


def _when_planned(new: Claim, old: Claim) -> bool:
    """Say whether a later contact may be the planned one by its day: not over before it was planned, nor before due."""
    if family(new.factuality) == "called-off":
        return overlap(new, old)
    if new.first_seen <= old.first_seen:  # who tells of both at once means two
        return False
    if new.start:
        return overlap(new, old) and (new.end or new.start)[:10] >= old.first_seen[:10]
    return not old.start or new.last_seen[:10] >= old.start[:10]


def _retractions(
    ordered: Sequence[Claim], versions: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]
) -> Iterator[Relation]:
    """Yield which claim of a later version takes back which of an earlier: that which is most about the same."""
    found = [
        (about(old, new), old, new, fix)
        for old, new in _of_one_address(ordered, versions)
        if (fix := _corrected(versions[old.id], versions[new.id]))
    ]
    taken = set[str]()
    for likeness, old, new, (seen, by) in sorted(found, key=lambda one: (-one[0], one[1].id, one[2].id)):
        if likeness >= _DENIES and not {old.id, new.id} & taken:
            taken |= {old.id, new.id}
            yield Relation(kind="retracts", start=new.id, end=old.id, seen=seen, by=by)


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


def _versions(told: Sequence[Telling], firsts: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Return for each address that has several versions those that tell a claim: when each came out, which it is."""
    found: dict[str, list[tuple[str, str]]] = {}
    several = {*firsts, *firsts.values()}
    for telling in told:
        if telling.article in several:
            first = firsts.get(telling.article, telling.article)
            found.setdefault(first, []).append((telling.published, telling.article))
    return {first: sorted(set(versions)) for first, versions in found.items()}


def _corrected(
    old: Mapping[str, Sequence[tuple[str, str]]], new: Mapping[str, Sequence[tuple[str, str]]]
) -> tuple[str, str] | None:
    """Return the version that first tells the new claim where all earlier versions that told either told the old."""
    fixes = [new[first][0] for first in old.keys() & new.keys() if old[first][-1] < new[first][0]]
    return min(fixes, default=None)
