"""What an article says twice is one record: the title's, the lead's and the body's words for one position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.holders import party_of

if TYPE_CHECKING:
    from memcon.coding.drafts import PositionDraft
    from memcon.coding.view import View

_FAMILY = {"urge": "demand", "accept": "commit", "concede": "commit", "open": "offer"}
_ALIKE = 0.6  # of the content words of the shorter object that the longer one has
_CONTENT = frozenset(("NOUN", "VERB", "PROPN", "ADJ", "NUM"))
_STEM = 5
_LEAD = 3  # sentences


def merged(view: View, drafts: list[PositionDraft]) -> list[PositionDraft]:
    """Join drafts of one side that take one stance on one object; the one that tells most stays."""
    out: list[PositionDraft] = []
    for draft in sorted((one for one in drafts if not _is_of_itself(view, one)), key=lambda one: one.head):
        same = next((at for at, other in enumerate(out) if _is_same(view, draft, other)), None)
        if same is None:
            out.append(draft)
        else:
            out[same] = _join(draft, out[same])
    return out


def _is_of_itself(view: View, draft: PositionDraft) -> bool:
    """Say whether all that is wanted or refused is who holds it: a slip of the reading, and nothing to record."""
    holders = {one.name for one in (draft.holder, party_of(draft.holder))}
    return len(draft.object) == 1 and draft.object[0].of(view.text) in holders


def _is_same(view: View, one: PositionDraft, other: PositionDraft) -> bool:
    is_title = _is_headline(view, one) != _is_headline(view, other)
    if is_title and one.stance == other.stance and _is_nameless(view, one, other):
        return bool(_words(view, one) & _words(view, other))
    if party_of(one.holder) is not party_of(other.holder) or (one.factuality == "denied") != (
        other.factuality == "denied"
    ):
        return False
    if _FAMILY.get(one.stance, one.stance) != _FAMILY.get(other.stance, other.stance):
        return False
    if one.proposal is not None and one.proposal is other.proposal and not (one.conditions and other.conditions):
        return True
    left, right = _words(view, one), _words(view, other)
    small = min(len(left), len(right))
    if small and is_title:
        same_issue = one.issue is not None and one.issue == other.issue
        return bool(left & right) or same_issue or _is_lead(view, max(one.head, other.head))
    return small > 0 and len(left & right) >= small * _ALIKE


def _is_lead(view: View, at: int) -> bool:
    """Say whether a token stands where the body says again, in other words, what the title says."""
    syntax = view.syntax
    first = syntax.inside(view.scene.reading.article.body).start
    return syntax.sentence_of[at] - syntax.sentence_of[first] < _LEAD


def _is_nameless(view: View, one: PositionDraft, other: PositionDraft) -> bool:
    """Say whether the holder in the title is a description like `army chief`, which is somebody of the body."""
    title = one if _is_headline(view, one) else other
    return title.holder.kind == "group" and title.side is None


def _is_headline(view: View, draft: PositionDraft) -> bool:
    """Say whether a draft comes from the title, which says again what the body says."""
    return max(span.end for span in draft.evidence) <= view.scene.reading.article.body.start


def _words(view: View, draft: PositionDraft) -> set[str]:
    """Return the beginnings of the content words of an object."""
    tokens = (at for span in draft.object for at in view.syntax.inside(span))
    return {view.syntax.lower[at][:_STEM] for at in tokens if view.syntax.tokens[at].upos in _CONTENT}


def _join(one: PositionDraft, other: PositionDraft) -> PositionDraft:
    """Keep the draft that tells more, with the evidence of both."""
    kept, gone = sorted((other, one), key=_richness, reverse=True)
    if gone.holder.kind != "group" and kept.holder.kind == "group":
        kept.holder, kept.side = gone.holder, gone.side
    kept.evidence = (*kept.evidence, *(span for span in gone.evidence if span not in kept.evidence))
    kept.conditions = kept.conditions or gone.conditions
    kept.toward = kept.toward or gone.toward
    kept.proposal = kept.proposal or gone.proposal
    kept.issue = kept.issue or gone.issue
    return kept


def _richness(draft: PositionDraft) -> tuple[bool, int, int]:
    return bool(draft.conditions), len(draft.chain), sum(span.end - span.start for span in draft.object)
