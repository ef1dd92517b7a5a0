"""Do two tellings tell one claim? Hard constraints first, then what they are about."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from memcon.codebook.sameness import sameness
from memcon.record.content import content_of, goes_back

if TYPE_CHECKING:
    from memcon.coding.record import Factuality
    from memcon.record.model import Claim, Telling, Vector

_ENOUGH = ((0.76, 0.0), (0.68, 0.15), (0.62, 0.6))  # cosine, with at least this share of content words in common
_LEAST_BARE = 0.4  # cosine with what `the truce` goes back to, whose words have that word
_LONE = 0.6  # cosine that two contacts need of which one names a single party
_WILL_OR_NOT, _NOT = {"commit", "reject"}, re.compile(r"\b(?:not|no|never|without)\b|n['’]t\b", re.IGNORECASE)
_ASKS_OR_NOT = {"demand", "reject"}
_READY, _SOON = {"offer", "open"}, 10  # days from a readiness after which agreeing is news
_OPPOSITE = 0.5  # share of content words in common from which two are about doing one thing
_RETOLD = (0.76, 0.4)  # cosine and share of common words with which a carrier tells what its original tells of another
_AGAIN = (0.62, 0.5)  # the same of what its original tells of the same side
_ALL = re.compile(
    r"\b(?:the|both) (?:two |three |next |\w+ )?(?:sides|leaders|parties|teams|delegations|negotiators|round|talks)\b",
    re.IGNORECASE,
)
_AHEAD = 21  # days before a contact that is planned in which it may be told without its day
_DAYS = {"event": 4, "standing": 3, "position": 60, "proposal": 60}  # between two tellings without a day of their own
_TALKED = "CONSULT"
_FAMILIES: dict[Factuality, str] = {"possible": "planned", "conditional": "planned", "postponed": "called-off"}


def likeness(one: Telling, other: Telling) -> float:
    """Return how alike two tellings of one kind are, from 0 (two claims) to 1."""
    if one.kind == "event" and is_contact(one):
        return _of_contacts(one, other) if one.kind == other.kind and _compatible(one, other) else 0.0
    near = cosine(one.vector, other.vector)
    if one.kind != other.kind or near < _LEAST_BARE or not _compatible(one, other):
        return 0.0
    shared = content_of(one.words).shared(content_of(other.words))
    fits = any(near >= cosine and shared >= share for cosine, share in _ENOUGH) or _goes_back(one, other, near)
    return (near + shared) / 2 if fits else 0.0


def _of_contacts(one: Telling, other: Telling) -> float:
    near = cosine(one.vector, other.vector)
    if near < _LONE and min(len(one.sides), len(other.sides)) < 2 and not _is_one_place(one, other):
        return 0.0  # whom it was with is left out
    shared = content_of(one.words).shared(content_of(other.words))
    return 0.5 + (near + shared) / 4  # who met whom, how and when: the words about it may be any


def _is_one_place(one: Telling, other: Telling) -> bool:
    """Say whether two are of one day and one place, each said."""
    return one.where is not None and one.where == other.where and one.start is not None and one.start == other.start


def least(telling: Telling) -> float:
    """Return the cosine below which no telling is like this one."""
    if not (telling.kind == "event" and is_contact(telling)):
        return _LEAST_BARE
    return _LONE if len(telling.sides) < 2 and not (telling.where and telling.start) else -2.0


def may_tell(telling: Telling, claim: Claim) -> bool:
    """Say whether a telling can be like any of a claim's of the same kind, by what all of these have in common."""
    if family(telling.factuality) != family(claim.factuality):
        return False
    return telling.kind != "standing" or (telling.word == claim.word and telling.issue == claim.issue)


def _goes_back(one: Telling, other: Telling, near: float) -> bool:
    """Say whether one only goes back to what the other says: `the truce` to `a truce of three months`."""
    pairs = ((one, other), (other, one))
    return near >= _LEAST_BARE and any(
        goes_back(a.words) and content_of(a.words).words <= content_of(b.words).words for a, b in pairs
    )


def retold(one: Telling, original: Telling) -> float:
    """Return how alike a telling is to one of the report that its article carries, who may go by other words there.

    `Employers are prepared to …` of the original is `the alliance is ready to …` in another's words.
    """
    if one.kind != original.kind or family(one.factuality) != family(original.factuality):
        return 0.0
    near, shared = cosine(one.vector, original.vector), content_of(one.words).shared(content_of(original.words))
    if is_contact(one) and is_contact(original):
        (_, _, how), (_, _, manner) = one.word.partition("/"), original.word.partition("/")
        who = {*one.parties, *one.sides} & {*original.parties, *original.sides}
        is_one = bool(who) and bool(how) and how == manner and near >= _LONE and _same_time(one, original)
        return 0.5 + (near + shared) / 4 if is_one else 0.0
    if one.kind != "position" or near < _RETOLD[0] or shared < _RETOLD[1] or not _positions(one, original):
        return 0.0
    return (near + shared) / 2


def told_again(one: Telling, original: Telling) -> float:
    """Return how alike a position is to one that the same side holds in the report that its article carries.

    Another outlet has it from there in words of its own, and may leave out what makes less of it.
    """
    if not (one.kind == original.kind == "position") or not {*one.sides} & {*original.sides}:
        return 0.0
    if family(one.factuality) != family(original.factuality) or one.outlet == original.outlet:
        return 0.0
    near, shared = cosine(one.vector, original.vector), content_of(one.words).shared(content_of(original.words))
    is_contrary = content_of(one.words).contrary(content_of(original.words))
    if near < _AGAIN[0] or shared < _AGAIN[1] or is_contrary or not _agree(one, original):
        return 0.0
    return (near + shared) / 2


def cosine(one: Vector | None, other: Vector | None) -> float:
    """Return the cosine of two vectors of length one; 0 where one is not known."""
    return float(one.dot(other)) if one is not None and other is not None else 0.0


def is_contact(one: Telling | Claim) -> bool:
    """Say whether an event is a contact: a meeting, call or visit, planned or held."""
    return one.word.startswith(_TALKED)


def family(factuality: Factuality) -> str:
    """Return what counts as the same factuality: actual, planned, called-off or denied."""
    return _FAMILIES.get(factuality, factuality)


def _compatible(one: Telling, other: Telling) -> bool:
    may_be = family(one.factuality) == family(other.factuality) and _same_time(one, other)
    return may_be and _RULES[one.kind](one, other)


def _positions(one: Telling, other: Telling) -> bool:
    return (one.factuality == "denied" or _agree(one, other)) and _content(one, other)


def _agree(one: Telling, other: Telling) -> bool:
    """Say whether two stances can be one, by what is asked and done."""
    if not sameness().stances_agree(one.word, other.word) or not _forbids(one, other):
        return False
    return not _opposite(one, other) and not _done(one, other)


def _done(one: Telling, other: Telling) -> bool:
    """Say whether one does, some time later, what the other was ready to do: `offered a truce`, then `agreed to it`."""
    ready, does = (one, other) if one.word in _READY else (other, one)
    later = (_day(does.published) - _day(ready.published)).days
    return ready.word in _READY and does.word not in _READY and later > _SOON


def _forbids(one: Telling, other: Telling) -> bool:
    """Say whether what one demands and the other refuses can be one: `demands that no …` is `rejects …`."""
    if {one.word, other.word} != _ASKS_OR_NOT:
        return True
    asked = one if one.word == "demand" else other
    shared = content_of(one.words).shared(content_of(other.words))
    return shared > _OPPOSITE or _NOT.search(asked.words) is not None or bool(one.conditions or other.conditions)


def _opposite(one: Telling, other: Telling) -> bool:
    """Say whether one will do what the other refuses: `will suspend the strike`, `will not suspend the strike`."""
    if {one.word, other.word} != _WILL_OR_NOT:
        return False
    mine, yours = content_of(one.words), content_of(other.words)
    is_same = mine.shared(yours) >= _OPPOSITE or (mine.first is not None and mine.first == yours.first)
    return is_same and bool(_NOT.search(one.words)) == bool(_NOT.search(other.words))


def _content(one: Telling, other: Telling) -> bool:
    """Say whether nothing contrary is said: no other number of the same thing, no limit that the other has not."""
    mine, yours = content_of(one.words), content_of(other.words)
    return mine.limited == yours.limited and not mine.contrary(yours)


def _events(one: Telling, other: Telling) -> bool:
    """Say whether type, mode and parties agree; of a party that one leaves out, nothing is said."""
    (mine, _, how), (yours, _, manner) = one.word.partition("/"), other.word.partition("/")
    if mine != yours or (how and manner and not sameness().modes_agree(how, manner)):
        return False
    who = ((those + one.mediators, others + other.mediators) for those, others in _who(one, other))
    return any(_meet(*pair, several=True) for pair in who) or _of_all(one, other)


def _of_all(one: Telling, other: Telling) -> bool:
    """Say whether of two at one place and day that share a side one is of `the leaders`, whoever is taken for them."""
    if not _is_one_place(one, other) or not {*one.sides} & {*other.sides}:
        return False
    return cosine(one.vector, other.vector) >= _LONE and any(_ALL.search(each.words) for each in (one, other))


def _who(one: Telling | Claim, other: Telling | Claim) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return (one.sides, other.sides), (one.parties, other.parties)


@lru_cache(maxsize=100_000)
def _meet(some: tuple[str, ...], others: tuple[str, ...], *, several: bool = False) -> bool:
    """Say whether the fewer are among the more; several: or two of them."""
    fewer, more = sorted((set(some), set(others)), key=len)
    return bool(fewer) and (fewer <= more or (several and len(fewer & more) > 1))


def meets(one: Telling | Claim, other: Telling | Claim) -> bool:
    """Say whether those who meet in one contact are among those of another, by the sides or by the persons."""
    return any(among(mine, yours) for mine, yours in _who(one, other))


def among(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Say whether all of some who meet are among others, or the other way round; of nobody nothing is said."""
    return _meet(some, others)


def _standings(one: Telling, other: Telling) -> bool:
    return one.word == other.word and one.issue == other.issue


def _same_time(one: Telling, other: Telling) -> bool:
    """Say whether both may speak of the same time: their own days overlap or, without, they came out near."""
    if one.kind in {"event", "position"} and one.start and other.start:
        return one.start <= (other.end or other.start) and other.start <= (one.end or one.start)
    if one.kind == "event" and (one.start or other.start):
        return _may_be_of(*((one, other) if one.start else (other, one)))
    return abs(_number(one.published) - _number(other.published)) <= _DAYS[one.kind]


def _may_be_of(dated: Telling, other: Telling) -> bool:
    """Say whether a telling without a day may speak of a contact of a day: out soon after it, or before a plan."""
    after = _day(other.published) - _day(dated.start or "")
    ahead = family(dated.factuality) != "actual"
    return timedelta(-_AHEAD if ahead else -1) <= after <= timedelta(_DAYS["event"])


_RULES = {"position": _positions, "event": _events, "proposal": _content, "standing": _standings}


@lru_cache(maxsize=10_000)
def _number(moment: str) -> int:
    return _day(moment).toordinal()


@lru_cache(maxsize=10_000)
def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])
