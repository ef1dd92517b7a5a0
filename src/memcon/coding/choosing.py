"""Which matches are events of their own: what is only wanted, threatened or refused is none, nor the same act twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.coding.clauses import Clause, Clauses
    from memcon.coding.matching import Match

_VERBAL = frozenset(("AGREE", "REQUEST", "THREATEN", "REJECT", "ACCUSE"))
_CHARGED = ("for", "of", "over", "with", "about", "as")
_STEPS = 6


def chosen(matches: Sequence[Match], clauses: Clauses) -> list[Match]:
    """Return the matches that are acts of their own, in text order.

    What somebody agrees, asks, threatens or refuses to do is no act beside the words; only a meeting that is agreed on
    is one (planned), and then agreeing is none.
    """
    at = {match.clause.head: match for match in matches}
    gone: set[int] = set()
    for match in matches:
        clause = match.clause
        if clause.kind == "noun" and clause.support in at:
            gone.add(_weaker(match, at[clause.support]))
        elif clause.kind == "verb" and any(token in at for token in clause.objects):
            gone |= set(_carried(match, at))
        if match.entry.event_type == "ASSAULT" and clause.kind == "verb":
            gone |= {one for one in clause.subjects if one in at and at[one].entry.event_type == "ASSAULT"}
        if match.entry.event_type in _VERBAL:
            gone |= _absorbed(match, at, clauses)
    kept = [match for match in matches if match.clause.head not in gone]
    return _folded(kept)


def _folded(matches: list[Match]) -> list[Match]:
    """Fold what only says more of one act into it: `flew to A to meet B`, `shelled A, killing B`."""
    at = {match.clause.head: match for match in matches}
    for match in matches:
        clause = match.clause
        above = at.get(clause.parent) if clause.parent is not None else None
        if above is not None and above.entry.event_type == "ACCUSE" and _is_charge(clause, above):
            del at[clause.head]  # what somebody is accused of is told by the accuser alone
            continue
        if above is None or above.entry.event_type != match.entry.event_type:
            continue
        if _is_part(match, above):
            more = tuple(one for one in match.recipient if one not in above.recipient)
            at[above.clause.head] = replace(above, recipient=(*above.recipient, *more))
            del at[clause.head]
    return list(at.values())


def _is_charge(clause: Clause, above: Match) -> bool:
    """Say whether an act is what an accusation is of: `accused A of shelling B`, `blamed A for the attack`."""
    if clause.kind == "noun":
        return clause.head in above.clause.by(*_CHARGED)
    if clause.head == above.clause.complement:
        return clause.tense is None or clause.lemma in above.entry.complement_verb
    return clause.tense is None


def _is_part(match: Match, above: Match) -> bool:
    """Say whether an act is what another is done for, or comes with."""
    if match.clause.kind == "noun":
        return match.entry.event_type == "CONSULT" and match.clause.head in above.clause.by("for")
    return match.clause.purpose if match.entry.event_type == "CONSULT" else match.clause.tense is None


def _weaker(noun: Match, verb: Match) -> int:
    """Return the head of the match that tells less of one act: `signed` of `signed an agreement`."""
    if verb.entry.plover_only:
        return -1
    if verb.entry.event_type == "REQUEST" and noun.clause.modality == "possible":
        return -1 if verb.entry.keeps_contact else noun.clause.head
    if verb.entry.object and noun.entry.event_type == "CONSULT" and verb.entry.event_type in ("REJECT", "SANCTION"):
        return -1  # talks that are broken off were held
    if verb.entry.object and noun.clause.modality in ("called-off", "postponed"):
        return noun.clause.head
    if noun.entry.event_type == "CONSULT" or (noun.entry.carried and not verb.entry.object):
        return verb.clause.head
    return noun.clause.head


def _carried(match: Match, at: dict[int, Match]) -> Iterator[int]:
    """Yield what a verb and its object make twice: `mediated talks`, `rejected an offer`."""
    for token in match.clause.objects:
        below = at.get(token)
        if below is None or match.entry.plover_only or below.clause.support == match.clause.head:
            continue
        if below.entry.event_type == "CONSULT" == match.entry.event_type:
            yield match.clause.head
        elif match.entry.object or below.clause.modality != "actual" or below.entry.event_type in _VERBAL:
            yield token


def _absorbed(match: Match, at: dict[int, Match], clauses: Clauses) -> set[int]:
    """Return what goes for a verbal act: the acts in its complement, or itself for a meeting that is agreed on."""
    below = [at[one.head] for one in _beneath(match.clause, clauses) if one.head in at]
    below = [one for one in below if one.clause.modality != "actual"]
    if match.entry.keeps_contact:
        below = [one for one in below if one.entry.event_type != "CONSULT"]
    if match.entry.event_type == "AGREE" and any(one.entry.event_type == "CONSULT" for one in below):
        return {match.clause.head}
    return {one.clause.head for one in below}


def _beneath(clause: Clause, clauses: Clauses) -> Iterator[Clause]:
    """Yield the clauses of what is said or wanted, and those joined to it."""
    if clause.complement is None:
        ways = [below.head for below in clauses.below(clause.head) if below.purpose]
    else:
        ways = [clause.complement]
    for _ in range(_STEPS):
        if not ways:
            return
        head = ways.pop(0)
        here = clauses.at(head)
        if here is not None:
            yield here
        for below in clauses.below(head):
            yield below
            if below.kind != "noun":
                ways.append(below.head)
