"""What is said of a plan without its noun: `It also calls for …`, `In the first stage …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.proposals import proposal_words
from memcon.coding.plan_terms import by_subject, terms_of_part, within
from memcon.coding.telling import token_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.coding.drafts import ProposalDraft
    from memcon.coding.view import View
    from memcon.reading.model import Sentence
    from memcon.spans import Span

_NEAR = 2  # sentences from a plan to its stages


def told_again(view: View, found: Sequence[ProposalDraft]) -> None:
    """Add to plans what the sentences behind them say of them by a pronoun or by their parts."""
    syntax = view.syntax
    last: tuple[int, ProposalDraft, bool] | None = None  # the sentence and plan last spoken of, and whether as subject
    mentioned = {at: one for one in found for at in one.mentions}
    for number, sentence in enumerate(syntax.sentences):
        if last is not None and number - last[0] <= _NEAR:
            last = _goes_on(view, sentence, number, last)
        for at in range(sentence.first, sentence.last):
            if at in mentioned and (last is None or last[0] < number or not last[2]):
                last = number, mentioned[at], _is_topic(view, at)


def _is_topic(view: View, at: int) -> bool:
    """Say whether a mention is what its sentence is about: its subject, or `under the plan`."""
    case = view.syntax.child(at, "case")
    under = case is not None and view.syntax.lower[case] in proposal_words().under
    return under or view.syntax.tokens[at].deprel.startswith("nsubj")


def _goes_on(
    view: View, sentence: Sentence, number: int, last: tuple[int, ProposalDraft, bool]
) -> tuple[int, ProposalDraft, bool]:
    """Add what one sentence says of the plan before it; return the plan as spoken of here, where it is."""
    words, (before, plan, topic) = proposal_words(), last
    out = last
    for at in range(sentence.first, sentence.last):
        spans: tuple[Span, ...] = ()
        if view.syntax.lower[at] == "it" and number - before <= (1 if not _goes_also(view, at) else _NEAR):
            spans = _by_pronoun(view, at, topic=topic)
        elif view.syntax.lower[at] in words.parts or view.syntax.lower[at] in words.ordinals:
            spans = terms_of_part(view, at)
        if spans:
            plan.add(token_span(view.scene, at), spans)
            out = number, plan, True
    return out


def _by_pronoun(view: View, at: int, *, topic: bool) -> tuple[Span, ...]:
    """Return what is said of the plan before by `it` and `under it`."""
    case = view.syntax.child(at, "case")
    if case is not None:
        return tuple(within(view, at)) if view.syntax.lower[case] in proposal_words().under else ()
    if not _is_root(view, at) or (not topic and view.entities.denoted(at)):
        return ()
    return tuple(by_subject(view, at))


def _goes_also(view: View, at: int) -> bool:
    """Say whether what a subject does is one thing more: `It also calls for …`."""
    head = view.syntax.tokens[at].head
    return head >= 0 and any(view.syntax.lower[kid] == "also" for kid in view.syntax.kids[head])


def _is_root(view: View, at: int) -> bool:
    """Say whether a token is the subject of its sentence, not of what somebody says or fears."""
    head = view.syntax.tokens[at].head
    return view.syntax.tokens[at].deprel == "nsubj" and head >= 0 and view.syntax.tokens[head].deprel == "root"
