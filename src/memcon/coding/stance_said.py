"""Stances that lie in what a party says: `must`, `will not`, `is unacceptable` in its mouth bind it or others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.holders import OURS, holders, is_party, party_of, speaker
from memcon.coding.taking import Match, Taking
from memcon.coding.telling import telling, token_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.coding.chains import Told
    from memcon.coding.clauses import Clause
    from memcon.coding.entities import Cluster
    from memcon.coding.taking import Looking

_MUST = frozenset(("must", "shall"))
_SHOULD = frozenset(("should", "ought"))
_WILL = frozenset(("will", "'ll", "’ll", "would", "'d", "’d", "wo", "shall"))
_CAN = frozenset(("can", "could", "ca", "cannot"))
_NEED = frozenset(("need", "needs", "needed", "have", "has", "had"))
_MAY = frozenset(("may", "might"))
_DEEP = ("advcl", "acl", "xcomp", "csubj", "obl", "nmod")
_RULE = "stances.yaml#modals"


def by_sayings(looking: Looking) -> Iterator[Taking]:
    """Yield what the main clauses of attributions demand, promise or refuse in the name of who speaks."""
    view = looking.view
    for clause in view.clauses:
        if clause.kind == "noun" or clause.head in looking.taken:
            continue
        node = telling(view.told, token_span(view.scene, clause.head))
        said = speaker(node)
        if node is None or said is None or not is_party(said) or not _is_main(looking, clause, node):
            continue
        found = _verdict(looking, clause, node, said) or _modal(looking, clause, node, said)
        if found:
            looking.taken.update(found.match.heads if found.match.clausal else ())
            yield found


def _is_main(looking: Looking, clause: Clause, node: Told) -> bool:
    """Say whether a clause is what is said, not what hangs on it."""
    syntax, at = looking.view.syntax, clause.head
    for _ in range(6):
        token = syntax.tokens[at]
        if token.deprel.startswith(_DEEP):
            return False
        above = token.head
        if above < 0 or not any(
            piece.contains(token_span(looking.view.scene, above)) for piece in node.attribution.content
        ):
            return True
        if syntax.tokens[above].upos not in ("VERB", "AUX", "ADJ") and token.deprel != "conj":
            return False
        at = above
    return True


def _modal(looking: Looking, clause: Clause, node: Told, said: Cluster) -> Taking | None:
    """Return the stance that an auxiliary makes of a clause."""
    syntax = looking.view.syntax
    auxiliaries = {syntax.lower[kid] for kid in syntax.kids[clause.head] if syntax.tokens[kid].deprel.startswith("aux")}
    own = _is_own(looking, clause, node, said)
    act = _needed(looking, clause)
    if (auxiliaries & _MUST or act is not None) and not clause.negated:
        return None if own else _bound(looking, clause, node, said, act, urged=bool(auxiliaries & (_MAY | _SHOULD)))
    if auxiliaries & _SHOULD:
        return None if own else _bound(looking, clause, node, said, None, urged=True)
    if auxiliaries & _MUST:
        return None if own else _bound(looking, clause, node, said, None, urged=False)
    if own and clause.kind == "verb":
        return _promised(clause, node, said, auxiliaries)
    return None


def _needed(looking: Looking, clause: Clause) -> int | None:
    """Return the act in `needs to leave` and `has to leave`."""
    syntax = looking.view.syntax
    kid = syntax.child(clause.head, "xcomp")
    if kid is None or syntax.lower[clause.head] not in _NEED or clause.objects:
        return None
    return kid if any(syntax.lower[one] == "to" for one in syntax.kids[kid]) else None


def _is_own(looking: Looking, clause: Clause, node: Told, said: Cluster) -> bool:
    """Say whether the subject of a clause is who speaks, or their side."""
    lower = looking.view.syntax.lower
    if any(lower[at] in OURS for at in clause.subjects):
        return True
    found = holders(looking.view, clause.subjects, node)
    return bool(found) and all(one is said or party_of(one) is party_of(said) for one in found)


def _bound(
    looking: Looking, clause: Clause, node: Told, said: Cluster, act: int | None, *, urged: bool
) -> Taking | None:
    """Return the demand on somebody else, or on how things must be."""
    head = clause.head if act is None else act
    whom = clause.subjects
    inner = looking.clause(head)
    if not whom or (
        inner and inner.lemma in stances().never_do and not clause.passive and inner.lemma not in ("be", "remain")
    ):
        return None
    found = Match((head,), whom, clausal=True)
    has_party = bool(holders(looking.view, whom, node))
    return Taking(
        head=clause.head,
        stance="urge" if urged else "demand",
        rule=f"{_RULE}/{'urge' if urged else 'demand'}",
        holders=(said,),
        match=found,
        node=node,
        anchors=(clause.head,),
        with_subject=not has_party or act is None,
    )


def _promised(clause: Clause, node: Told, said: Cluster, auxiliaries: set[str]) -> Taking | None:
    """Return what the speaker's side will or will not do."""
    if clause.negated:
        if not auxiliaries & (_WILL | _CAN):
            return None
        stance = "reject"
    elif auxiliaries & _WILL and clause.lemma not in stances().contacts and not clause.passive:
        stance = "commit"
    else:
        return None
    if clause.negated and clause.lemma in ("be", "have", "know", "say", "comment", "see", "think"):
        return None
    return Taking(
        head=clause.head,
        stance=stance,
        rule=f"{_RULE}/{stance}",
        holders=(said,),
        subjects=clause.subjects,
        match=Match((clause.head,), clausal=True),
        node=node,
        anchors=(clause.head,),
    )


def _verdict(looking: Looking, clause: Clause, node: Told, said: Cluster) -> Taking | None:
    """Return the stance in `the plan is unacceptable`, `it is essential that troops leave`."""
    if clause.kind != "copula":
        return None
    syntax = looking.view.syntax
    stance, is_negative = _verdict_words(looking, clause)
    if stance is None:
        return None
    if clause.negated and not is_negative:
        stance = {"accept": "reject", "demand": "open", "reject": "open"}[stance]
    inner = clause.complement
    subjects = tuple(at for at in clause.subjects if syntax.tokens[at].upos in ("NOUN", "PROPN"))
    if inner is None and not subjects:
        return None
    match = Match((inner,), clausal=True) if inner is not None else Match(subjects)
    return Taking(
        head=clause.head,
        stance=stance,
        rule=f"stances.yaml#verdicts/{stance}",
        holders=(said,),
        match=match,
        node=node,
        anchors=(clause.head,),
        with_subject=True,
    )


def _verdict_words(looking: Looking, clause: Clause) -> tuple[str | None, bool]:
    """Return the stance of the words of a predicate, and whether they have a `not` of their own."""
    lower, at = looking.view.syntax.lower, clause.head
    words = stances().verdicts
    for first in range(max(0, at - 4), at + 1):
        for last in range(min(len(lower), at + 4), at, -1):
            found = words.get(tuple(lower[first:last]))
            if found:
                return found, lower[first] == "not"
    return None, False
