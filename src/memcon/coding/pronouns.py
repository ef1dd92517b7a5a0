"""What `it`, `this` and `do so` mean as an object: what was put on the table, or wanted, just before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.holders import party_of
from memcon.coding.issues import issue_of
from memcon.coding.stance_future import RULE
from memcon.coding.wording import act

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from memcon.coding.drafts import PositionDraft, ProposalDraft
    from memcon.coding.view import View
    from memcon.spans import Span

_EMPTY = frozenset(("it", "this", "that", "them", "these", "those", "do", "so", "one", "either", "both"))
_TABLED = frozenset(("it", "them", "one"))  # of what is on the table rather than of what somebody wants
_CLAUSES = frozenset(("that", "this"))
_BACK = 2  # sentences from a pronoun to what it means


def settle(view: View, drafts: Iterable[PositionDraft], on_table: Mapping[int, ProposalDraft]) -> None:
    """Give positions whose object is a pronoun the words that it means beside it, with their issue and proposal.

    The nearest before it counts, of what is on the table and of what others want, offer or refuse; where there is
    none the pronoun stays. Drafts are changed in place, in text order, so that one pronoun can lead to the next.
    """
    ordered = sorted(drafts, key=lambda one: one.head)
    tabled = sorted(at for at in on_table)
    for number, draft in enumerate(ordered):
        if not _is_empty(view, draft):
            continue
        at = view.syntax.inside(draft.object[0]).start
        before = [one for one in ordered[:number] if one.head < draft.head and not _is_empty(view, one)]
        said = _said_before(view, draft, at)
        if said and not any(view.syntax.sentence_of[one.head] == view.syntax.sentence_of[at] for one in before):
            draft.object, draft.issue = (*said, *draft.object), draft.issue or issue_of(view.syntax, said)
            continue
        near = next((one for one in reversed(before) if _is_near(view, one.head, at) and _may_mean(one, draft)), None)
        place = next((one for one in reversed(tabled) if one < min(at, draft.head) and _is_near(view, one, at)), None)
        if place is not None and (near is None or place >= near.head or view.syntax.lower[at] in _TABLED):
            draft.object, draft.proposal = (*on_table[place].title, *draft.object), on_table[place]
            draft.issue = draft.issue or issue_of(view.syntax, (*on_table[place].title, *on_table[place].terms))
        elif near is not None:
            draft.object, draft.issue = (*near.object, *draft.object), draft.issue or near.issue
            draft.proposal = draft.proposal or near.proposal


def _said_before(view: View, draft: PositionDraft, at: int) -> tuple[Span, ...]:
    """Return the clause before in the sentence, for `that`: `villages might be moved, but Bishkek rejects that`."""
    syntax = view.syntax
    token = syntax.tokens[draft.head]
    is_joined = token.deprel == "conj" and syntax.tokens[token.head].upos in ("VERB", "AUX")
    if syntax.lower[at] not in _CLAUSES or not is_joined or token.head >= draft.head:
        return ()
    return act(view, token.head, with_subject=True)


def _is_empty(view: View, draft: PositionDraft) -> bool:
    """Say whether an object says nothing by itself: a pronoun, or the verb of stance that stands alone.

    The verb of a future is what will be done, and says enough: `will only attend if they apologise`.
    """
    is_act = draft.rule.startswith(RULE)
    tokens = [at for span in draft.object for at in view.syntax.inside(span) if view.syntax.tokens[at].upos != "PUNCT"]
    return all(view.syntax.lower[at] in _EMPTY or (at == draft.head and not is_act) for at in tokens)


def _is_near(view: View, one: int, other: int) -> bool:
    return 0 <= view.syntax.sentence_of[other] - view.syntax.sentence_of[one] <= _BACK


def _may_mean(one: PositionDraft, draft: PositionDraft) -> bool:
    """Say whether a position can be what another answers: somebody else's, or one's own for `it` again."""
    return party_of(one.holder) is not party_of(draft.holder) or one.stance == draft.stance
