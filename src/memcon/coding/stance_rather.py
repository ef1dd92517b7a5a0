"""What somebody would rather leave than do: `would rather withdraw than hand over the mine` refuses the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.holders import holders, node_of
from memcon.coding.taking import Match, Taking
from memcon.coding.wording import is_predicate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.coding.clauses import Clause
    from memcon.coding.taking import Looking

_RATHER = frozenset(("rather", "sooner"))
_WOULD = frozenset(("would", "'d", "’d"))


def by_preferences(looking: Looking) -> Iterator[Taking]:
    """Yield the refusal of what comes behind `than`; neither of the two is a stance of its own."""
    view = looking.view
    for clause in view.clauses:
        refused = _refused(looking, clause)
        holding = holders(view, clause.subjects, looking.nodes[clause.head], groups=True) if refused else ()
        if refused is None or not holding:
            continue
        looking.taken.update((clause.head, refused))
        yield Taking(
            head=clause.head,
            stance="reject",
            rule="stances.yaml#modals/reject",
            holders=holding,
            match=Match((refused,), clausal=is_predicate(view.syntax, refused)),
            node=node_of(view, clause.head, holding, looking.nodes),
            subjects=clause.subjects,
            anchors=(clause.head,),
        )


def _refused(looking: Looking, clause: Clause) -> int | None:
    """Return the head of what stands behind the `than` of a clause with `would rather`."""
    syntax = looking.view.syntax
    kids = {syntax.lower[kid] for kid in syntax.kids[clause.head] if kid < clause.head}
    if clause.kind != "verb" or not (kids & _RATHER and kids & _WOULD):
        return None
    behind = range(clause.head + 1, syntax.sentence(clause.head).last)
    than = next((at for at in behind if syntax.lower[at] == "than"), None)
    head = syntax.tokens[than].head if than is not None else -1
    return head if than is not None and head > than else None
