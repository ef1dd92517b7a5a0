"""Stances that somebody says are not, or are no longer, held: `denied that it would`, `stopped insisting`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.stances import stances

if TYPE_CHECKING:
    from memcon.coding.clauses import Clause
    from memcon.coding.taking import Looking

DENY = frozenset(("deny", "refute", "dispute"))
_REJECTED = DENY | {"reject", "dismiss", "rebut", "rubbish", "contradict"}
_CEASING = frozenset(("stop", "cease", "quit", "discontinue"))


def is_denied(looking: Looking, clause: Clause) -> bool:
    """Say whether somebody denies a stance, or rejects what is reported of it: `denied that it would give way`."""
    above = looking.clause(clause.parent) if clause.parent is not None else None
    is_said = looking.view.syntax.tokens[clause.head].deprel == "ccomp"
    denies = is_said and above is not None and above.lemma in DENY and not above.negated
    return denies or _is_called_false(looking, clause)


def _is_called_false(looking: Looking, clause: Clause) -> bool:
    """Say whether it is what a report says that somebody rejects or calls false: `reports that X agreed are false`."""
    syntax, words = looking.view.syntax, stances()
    token = syntax.tokens[clause.head]
    noun, above = token.head, syntax.tokens[token.head].head
    if token.deprel.partition(":")[0] not in ("acl", "ccomp") or syntax.tokens[noun].upos != "NOUN" or above < 0:
        return False
    if syntax.lower[noun] not in words.reported:
        return syntax.lower[above] in words.untrue
    judged = looking.clause(above)
    is_rejected = judged is not None and judged.lemma in _REJECTED and not judged.negated
    return is_rejected or any(syntax.lower[at] in words.untrue for at in (above, *syntax.kids[noun]))


def no_longer(looking: Looking, clause: Clause) -> bool:
    """Say whether a stance is one of the past: `no longer insists`."""
    lower, at = looking.view.syntax.lower, clause.head
    return has_ceased(looking, clause) or "no longer" in " ".join(lower[max(0, at - (4 if clause.negated else 2)) : at])


def has_ceased(looking: Looking, clause: Clause) -> bool:
    """Say whether somebody holds a stance no more: `stopped insisting`, `ceased to press`."""
    syntax = looking.view.syntax
    head, is_within = syntax.tokens[clause.head].head, syntax.tokens[clause.head].deprel.startswith("xcomp")
    above = looking.clause(head) if is_within and head >= 0 else None
    return above is not None and above.lemma in _CEASING and not above.negated and above.modality == "actual"
