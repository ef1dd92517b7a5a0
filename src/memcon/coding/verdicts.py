"""Stances that lie in a judgement: `the plan is unacceptable`, `called the offer an insult`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.holders import holders, node_of, party_of
from memcon.coding.taking import Match, Taking

if TYPE_CHECKING:
    from memcon.coding.chains import Told
    from memcon.coding.clauses import Clause
    from memcon.coding.entities import Cluster
    from memcon.coding.taking import Looking

_AHEAD = 3  # tokens from a thing to what it is called


def verdict(looking: Looking, clause: Clause, node: Told | None, said: Cluster) -> Taking | None:
    """Return the stance in `the plan is unacceptable`, `it is essential that troops leave`."""
    if clause.kind != "copula":
        return None
    syntax = looking.view.syntax
    judges = holders(looking.view, clause.by("to", "for"), node)  # `is unacceptable to the union`
    stance, is_negative = _verdict_words(looking, clause.head)
    if stance is None:
        return None
    if clause.negated and not is_negative:
        stance = {"accept": "reject", "demand": "open", "reject": "open", "open": "demand"}[stance]
    inner = clause.complement
    subjects = tuple(at for at in clause.subjects if syntax.tokens[at].upos in ("NOUN", "PROPN"))
    if inner is None and not subjects:
        return None
    match = Match((inner,), clausal=True) if inner is not None else Match(subjects)
    return Taking(
        head=clause.head,
        stance=stance,
        rule=f"stances.yaml#verdicts/{stance}",
        holders=tuple(one for one in judges if one.kind != "group" and party_of(one) is not party_of(said)) or (said,),
        match=match,
        node=node,
        anchors=(clause.head,),
        with_subject=True,
    )


def _subject_below(looking: Looking, clause: Clause) -> tuple[int, ...]:
    """Return what is called so where the parse takes it for the subject of a clause: `called it a betrayal`."""
    below = looking.clause(clause.complement) if clause.complement is not None else None
    return below.subjects if below else ()


def called(looking: Looking, clause: Clause) -> Taking | None:
    """Return the stance in what somebody calls a thing: `called the offer an insult`."""
    if clause.lemma not in stances().calling or clause.negated or clause.passive:
        return None
    objects = clause.objects or _subject_below(looking, clause)
    if not objects:
        return None
    end = looking.view.syntax.high[objects[0]]
    stance, _ = _verdict_words(looking, end, ahead=_AHEAD)
    holding = holders(looking.view, clause.subjects, looking.nodes[clause.head], groups=True)
    if stance is None or not holding:
        return None
    return Taking(
        head=clause.head,
        stance=stance,
        rule=f"stances.yaml#verdicts/{stance}",
        holders=holding,
        subjects=clause.subjects,
        match=Match(objects[:1]),
        node=node_of(looking.view, clause.head, holding, looking.nodes),
    )


def _verdict_words(looking: Looking, at: int, ahead: int = 0) -> tuple[str | None, bool]:
    """Return the stance of the words of a predicate at a token, and whether they have a `not` of their own.

    ahead: how far behind the token they may begin.
    """
    lower = looking.view.syntax.lower
    words = stances().verdicts
    for first in range(max(0, at - 4) if not ahead else at, at + 1 + ahead):
        for last in range(min(len(lower), first + 5 if ahead else at + 4), max(at, first), -1):
            found = words.get(tuple(lower[first:last]))
            if found:
                return found, lower[first] == "not"
    return None, False
