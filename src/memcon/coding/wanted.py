"""Objects that no single complement of a verb holds: what is wanted done, what is weighed, what a colon brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.taking import Match
from memcon.coding.wording import has_subject, is_infinitive, is_predicate, joined

if TYPE_CHECKING:
    from memcon.codebook.stances import Frame
    from memcon.coding.clauses import Clause
    from memcon.coding.taking import Looking
    from memcon.reading.syntax import Syntax


def done(looking: Looking, clause: Clause, _: Frame) -> Match | None:
    """Return what is wanted done, a thing with a participle: `wants the ban lifted`."""
    syntax = looking.view.syntax
    for kid in (kid for one in (clause.head, *clause.objects) for kid in syntax.kids[one] if kid > clause.head):
        token = syntax.tokens[kid]
        is_participle = (
            token.upos == "VERB" and token.deprel in ("xcomp", "ccomp", "acl") and not is_infinitive(syntax, kid)
        )
        inner = looking.clause(kid)
        if (
            is_participle
            and inner
            and (inner.passive or syntax.lower[kid].endswith("ed"))
            and _no_auxiliary(syntax, kid)
        ):
            return (
                Match((token.head,))
                if token.deprel == "acl"
                else Match((kid,), _thing(looking, clause, kid), clausal=True)
            )
    return None


def _thing(looking: Looking, clause: Clause, act: int) -> tuple[int, ...]:
    """Return what is to be changed where the parse hangs it on the verb above."""
    return () if has_subject(looking.view.syntax, act) else tuple(at for at in clause.objects if at < act)[:1]


def _no_auxiliary(syntax: Syntax, at: int) -> bool:
    return syntax.child(at, "aux", "aux:pass", "mark") is None


def whether(looking: Looking, clause: Clause, _: Frame) -> Match | None:
    """Return the act that is weighed: `whether to leave`."""
    syntax = looking.view.syntax
    acts = [kid for kid in syntax.kids[clause.head] if kid > clause.head and is_infinitive(syntax, kid)]
    found = [at for at in acts if any(syntax.lower[kid] == "whether" for kid in syntax.kids[at])]
    return Match(joined(syntax, found[0]), clausal=True) if found else None


def colon(looking: Looking, clause: Clause, _: Frame) -> Match | None:
    """Return what a colon in the same sentence brings: `set two conditions: an apology and a date`."""
    syntax = looking.view.syntax
    last = syntax.sentence(clause.head).last
    colon = next((at for at in range(clause.head, last) if syntax.tokens[at].text == ":"), None)
    if colon is None:
        return None
    head = next((at for at in range(colon + 1, last) if syntax.tokens[at].head < colon <= syntax.low[at]), None)
    if head is None:
        return None
    if is_predicate(syntax, head):
        return Match(joined(syntax, head), clausal=True)
    return Match((head, *(kid for kid in syntax.kids[head] if syntax.tokens[kid].deprel == "conj")))


def taken_back(looking: Looking, given: Match | None) -> Match | None:
    """Return the act that was offered and is no longer, where it is told: `withdrew its offer to hire more staff`."""
    syntax = looking.view.syntax
    kids = [kid for at in (given.heads if given else ()) for kid in syntax.kids[at]]
    acts = [kid for kid in kids if syntax.tokens[kid].deprel == "acl" and is_infinitive(syntax, kid)]
    return Match(joined(syntax, acts[0]), clausal=True) if acts else given
