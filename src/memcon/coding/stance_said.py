"""Stances that lie in what a party says: `must`, `will not`, `is unacceptable` in its mouth bind it or others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.holders import holders, is_ours, is_party, party_of, source, speaker
from memcon.coding.stance_future import CAN, DEEP, MAY, RULE, WILL, auxiliaries, future, is_inverted, is_misread
from memcon.coding.stance_words import is_open
from memcon.coding.taking import Match, Taking
from memcon.coding.telling import token_span
from memcon.coding.verdicts import called, verdict
from memcon.coding.wording import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.coding.chains import Told
    from memcon.coding.clauses import Clause
    from memcon.coding.entities import Cluster
    from memcon.coding.taking import Looking

_MUST = frozenset(("must", "shall"))
_SHOULD = frozenset(("should", "ought"))
_NEED = frozenset(("need", "needs", "needed", "have", "has", "had"))
_DEMANDED = frozenset(("be", "remain", "provide", "disclose", "reveal", "identify", "specify", "answer"))
_SUBJECTS = ("nsubj", "nsubj:pass", "expl")
_OPENING = frozenset(("“", '"', "‘", "'"))


def by_sayings(looking: Looking) -> Iterator[Taking]:
    """Yield what the main clauses of what parties say demand, promise or refuse, and what parties will not do."""
    view = looking.view
    for clause in view.clauses:
        if clause.kind == "noun" or clause.head in looking.taken or is_open(looking, clause):
            continue
        if found := called(looking, clause):
            looking.taken.add(clause.head)
            yield found
            continue
        node, said = saying(looking, clause)
        found = None
        if said is not None and is_party(said):
            found = verdict(looking, clause, node, said) or _modal(looking, clause, node, said)
            found = found or _withheld(looking, clause, node, said) or _without(looking, clause, node, said)
            found = found or _imperative(looking, clause, node, said)
            found = found or _nothing(looking, clause, node, said)
        is_told = node is not None or (said is not None and said is not looking.page)
        found = found or future(looking, clause, node, is_told=is_told)
        if found:
            looking.taken.update((clause.head, *(found.match.heads if found.match.clausal else ())))
            yield found


def saying(looking: Looking, clause: Clause) -> tuple[Told | None, Cluster | None]:
    """Return the attribution in which a clause is what is said, and who says it.

    Where no attribution was found, a verb of saying above the clause with a party as subject will do.
    """
    view = looking.view
    node = looking.nodes[_told_at(looking, clause.head)]
    if node is not None and _is_only_if(looking, node):
        return node, None
    if node is not None and _is_main(looking, clause, node):
        return node, speaker(node) or source(looking.view, node)
    if node is None and looking.page is not None and _is_independent(looking, clause):
        return None, looking.page
    above = looking.clause(clause.parent) if clause.parent is not None else None
    is_said = view.syntax.tokens[clause.head].deprel == "ccomp" and above is not None
    if not is_said or above is None or above.negated or above.lemma not in view.codebook.verbs:
        return node, None
    found = holders(view, above.subjects, node)
    return node, (found[0] if len(found) == 1 else None)


def _is_only_if(looking: Looking, node: Told) -> bool:
    """Say whether nobody has said it yet: `the buyer must pay should regulators say no`."""
    cues = (looking.view.syntax.inside(span) for span in node.attribution.cue)
    clauses = (looking.clause(at) for inside in cues for at in inside)
    return any(one is not None and is_inverted(looking, one) for one in clauses)


def _told_at(looking: Looking, at: int) -> int:
    """Return where a clause is told: `A agreed to leave, an official said, but will stay` is told as a whole."""
    token = looking.view.syntax.tokens[at]
    if looking.nodes[at] is not None or token.deprel != "conj" or token.head >= at:
        return at
    speaks = looking.view.syntax.tokens[token.head].head
    is_between = token.head < speaks < at and looking.view.syntax.tokens[token.head].deprel in ("ccomp", "parataxis")
    return token.head if is_between or looking.view.syntax.child(at, *_SUBJECTS) is None else at


def _is_independent(looking: Looking, clause: Clause) -> bool:
    """Say whether a clause is a sentence of its own, or joined to one."""
    syntax, at = looking.view.syntax, clause.head
    while syntax.tokens[at].deprel == "conj":
        at = syntax.tokens[at].head
    return syntax.tokens[at].head < 0 or syntax.tokens[at].deprel == "parataxis"


def _is_main(looking: Looking, clause: Clause, node: Told) -> bool:
    """Say whether a clause is what is said, not what hangs on it."""
    syntax, at = looking.view.syntax, clause.head
    for _ in range(6):
        token = syntax.tokens[at]
        if token.deprel.startswith(DEEP) and not is_misread(looking, at):
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


def _modal(looking: Looking, clause: Clause, node: Told | None, said: Cluster) -> Taking | None:
    """Return the demand that an auxiliary makes of a clause about others, or how things must be."""
    helpers = auxiliaries(looking, clause)
    act = _needed(looking, clause)
    is_should, is_must = bool(helpers & _SHOULD), bool(helpers & _MUST) or act is not None
    if not (is_should or is_must) or _is_own(looking, clause, node, said) or is_inverted(looking, clause):
        return None
    if "have" in helpers or (act is not None and clause.negated):  # `should have left` is a judgement of the past
        return None
    return _bound(looking, clause, node, said, act, urged=is_should or bool(helpers & MAY))


def _needed(looking: Looking, clause: Clause) -> int | None:
    """Return the act in `needs to leave` and `has to leave`."""
    syntax = looking.view.syntax
    kid = syntax.child(clause.head, "xcomp")
    if kid is None or syntax.lower[clause.head] not in _NEED or clause.objects:
        return None
    return kid if any(syntax.lower[one] == "to" for one in syntax.kids[kid]) else None


def _is_own(looking: Looking, clause: Clause, node: Told | None, said: Cluster) -> bool:
    """Say whether the subject of a clause is who speaks, or their side; what its troops must do is asked of others."""
    if any(is_ours(looking.view, at) for at in clause.subjects):
        return True
    found = holders(looking.view, clause.subjects, node)
    mine = party_of(said)
    return bool(found) and all(one is said or one is mine or (_is_one(one) and party_of(one) is mine) for one in found)


def _is_one(cluster: Cluster) -> bool:
    return cluster.kind == "person"


def _bound(
    looking: Looking, clause: Clause, node: Told | None, said: Cluster, act: int | None, *, urged: bool
) -> Taking | None:
    """Return the demand on somebody else, or on how things must be."""
    head = clause.head if act is None else act
    whom = clause.subjects
    inner = looking.clause(head)
    lower = looking.view.syntax.lower
    if act is not None and all(lower[at] in stances().loose_ends for at in (*whom, *clause.objects)):
        return None  # `details still have to be worked out` is how talks stand
    if not whom or (
        inner and inner.lemma in stances().never_do and not clause.passive and inner.lemma not in _DEMANDED
    ):
        return None
    found = Match(joined(looking.view.syntax, head), whom, clausal=True)
    has_party = bool(holders(looking.view, whom, node))
    return Taking(
        head=clause.head,
        stance="urge" if urged else "demand",
        rule=f"{RULE}/{'urge' if urged else 'demand'}",
        holders=(said,),
        match=found,
        node=node,
        anchors=(clause.head,),
        with_subject=not has_party or act is None,
    )


def _withheld(looking: Looking, clause: Clause, node: Told | None, said: Cluster) -> Taking | None:
    """Return what a party says will not be done or cannot be, without saying by whom: `the ban will not be lifted`."""
    is_state = (clause.passive and not clause.subjects) or clause.kind == "copula"
    if not is_state or not clause.negated or not auxiliaries(looking, clause) & (WILL | CAN):
        return None
    if clause.kind == "copula" and looking.view.syntax.tokens[clause.head].upos not in ("NOUN", "PROPN"):
        return None
    if clause.lemma in stances().bridging:  # gaps that could not be bridged are how talks stand
        return None
    return _of_speaker(clause, node, said, "reject")


def _without(looking: Looking, clause: Clause, node: Told | None, said: Cluster) -> Taking | None:
    """Return the demand in `there is no deal without a pullout`."""
    syntax = looking.view.syntax
    low, high = syntax.low[clause.head], syntax.high[clause.head]
    if "without" not in syntax.lower[low:high] or "no" not in syntax.lower[low:high]:
        return None
    is_there = any(syntax.tokens[kid].deprel == "expl" for kid in syntax.kids[clause.head])
    return _of_speaker(clause, node, said, "demand") if is_there or clause.kind == "copula" else None


def _imperative(looking: Looking, clause: Clause, node: Told | None, said: Cluster) -> Taking | None:
    """Return what somebody tells others to do in so many words: `"Sign it now," they said`."""
    syntax, at = looking.view.syntax, clause.head
    token = syntax.tokens[at]
    opens = at > 0 and syntax.tokens[at - 1].text in _OPENING
    if not opens or token.upos != "VERB" or syntax.lower[at] != clause.lemma or clause.subjects or node is None:
        return None
    if syntax.child(at, "aux", "mark", "cop") is not None or clause.lemma in stances().never_do | stances().comes_about:
        return None
    return replace(_of_speaker(clause, node, said, "urge"), with_subject=False)


def _nothing(looking: Looking, clause: Clause, node: Told | None, said: Cluster) -> Taking | None:
    """Return the refusal in `there will be no truce before they leave`."""
    syntax = looking.view.syntax
    is_there = any(syntax.tokens[kid].deprel == "expl" for kid in syntax.kids[clause.head])
    none = tuple(at for at in clause.subjects if any(syntax.lower[kid] == "no" for kid in syntax.kids[at]))
    if not (is_there and none) or not auxiliaries(looking, clause) & (WILL | CAN):
        return None
    if clause.lemma in stances().bridging or any(syntax.lower[at] in stances().bridging for at in none):
        return None
    return Taking(
        head=clause.head,
        stance="reject",
        rule=f"{RULE}/reject",
        holders=(said,),
        match=Match(none),
        node=node,
        anchors=(clause.head, *none),
    )


def _of_speaker(clause: Clause, node: Told | None, said: Cluster, stance: str) -> Taking:
    """Return a stance of the one who speaks, on the whole clause."""
    return Taking(
        head=clause.head,
        stance=stance,
        rule=f"{RULE}/{stance}",
        holders=(said,),
        subjects=clause.subjects,
        match=Match((clause.head,), clausal=True),
        node=node,
        anchors=(clause.head,),
        with_subject=True,
    )
