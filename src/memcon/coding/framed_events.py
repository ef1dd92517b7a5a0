"""Acts that no entry of the codebook knows: found by the encoder's frame head, made events like all others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from memcon.codebook.framing import frame_trust
from memcon.coding.denoting import capitals, clusters, from_its_first, places, reach
from memcon.coding.drafts import EventDraft
from memcon.coding.framed import frames, is_for_reporters
from memcon.coding.holders import acting
from memcon.coding.telling import telling, token_span
from memcon.coding.when import when_of
from memcon.coding.wording import around
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from memcon.coding.clauses import Clause
    from memcon.coding.clusters import Cluster
    from memcon.coding.drafts import PositionDraft
    from memcon.coding.framed import Frames
    from memcon.coding.record import Factuality
    from memcon.coding.view import View

_TELLS = ("outlet", "document", "platform")  # what tells of acts and does none
_FORCE = ("ASSAULT", "COERCE", "MOBILIZE")
_ABOUT = frozenset(("on", "over", "about", "regarding", "concerning"))
_LIKE = frozenset(("like", "unlike", "than"))
_HAPPENS = ("actual", "planned", "called-off", "postponed")


def agreed(view: View, drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """Return what entries found, less what the head takes for no act, and what it found beside them, in text order."""
    seen = frames(view)
    if seen is None:
        return list(drafts)
    kept = [_weighed(seen, one) for one in drafts if not _is_doubtful(seen, one) and not _is_to_reporters(view, one)]
    found = (
        _draft(view, seen, at, kind)
        for at, kind in seen.seen("types")
        if not is_for_reporters(view, at) and not any(_is_told(view, at, kind, one) for one in kept)
    )
    return sorted([*kept, *(one for one in found if one)], key=lambda one: one.head)


def _weighed(seen: Frames, draft: EventDraft) -> EventDraft:
    """Return an act of force as the head has it where that sees another type: a teachers' `strike` is no assault."""
    kind = seen.label("types", draft.head) if draft.event_type in _FORCE else None
    if kind and seen.framing.of("types", draft.event_type, draft.head) < frame_trust().force:
        return replace(draft, event_type=kind, mode=None, rule=frame_trust().rule("types", kind))
    return draft


def _is_doubtful(seen: Frames, draft: EventDraft) -> bool:
    """Say whether the head sees no act here, and no stance that is one as well; what is denied it does not mark."""
    kind, at = draft.event_type, draft.head
    if draft.factuality == "denied" or not seen.doubts(at, "types"):
        return _is_a_wish(seen, draft)
    return not seen.takes_side(kind, at)


def _is_to_reporters(view: View, draft: EventDraft) -> bool:
    """Say whether a contact is none, but talk to reporters: `the officials spoke on condition of anonymity`."""
    alone = len(draft.actor) + len(draft.recipient) < 2
    return draft.event_type == "CONSULT" and alone and is_for_reporters(view, draft.head)


def _is_a_wish(seen: Frames, draft: EventDraft) -> bool:
    """Say whether a contact that an entry takes for possible is none to the head: `open to talks`."""
    if draft.event_type != "CONSULT" or draft.factuality != "possible":
        return False
    return seen.near("types", draft.head) < frame_trust().possible_contact


def settled(view: View, acts: Sequence[EventDraft], held: Sequence[PositionDraft]) -> list[EventDraft]:
    """Return the acts that are told as such, in the light of the positions.

    What the head took for an act and is only demanded, offered, refused or threatened is none; in a condition of a
    position a contact is conditional, and anything else no act.
    """
    wanted = _tokens(view, (span for one in held for span in one.object))
    limits = _tokens(view, (limit.span for one in held for limit in one.conditions))
    mine, out = frame_trust().rule("types", ""), list[EventDraft]()
    for one in acts:
        if one.head in limits and one.event_type == "CONSULT":
            one.factuality = "conditional"
        if one.event_type == "CONSULT" or one.head not in limits:
            out += [] if one.rule.startswith(mine) and one.head in wanted else [one]
    return out


def _tokens(view: View, spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in view.syntax.inside(span)}


def _is_topic(view: View, noun: int, at: int) -> bool:
    """Say whether a noun phrase is what an act is about: `an agreement on prisoners`."""
    case = view.syntax.child(at, "case")
    return view.syntax.tokens[at].head == noun and case is not None and view.syntax.lower[case] in _ABOUT


def _is_travel(clause: Clause | None) -> bool:
    """Say whether somebody leaves for a place, and gives nothing up."""
    return clause is not None and clause.lemma in ("leave", "depart", "set") and bool(clause.by("for"))


def _is_told(view: View, at: int, kind: str, draft: EventDraft) -> bool:
    """Say whether an entry found the same act, by the word or by another one of its clause."""
    if abs(draft.head - at) <= 1:
        return True
    span = token_span(view.scene, at)
    return draft.event_type == kind and any(piece.contains(span) for piece in draft.evidence)


def _draft(view: View, seen: Frames, at: int, kind: str) -> EventDraft | None:
    acting = tuple(one for one in seen.parts("by", at) if not _is_topic(view, at, one))
    acted = seen.parts("to", at)
    if kind == "CONSULT":
        acting = _with_second(view, seen, at, acting, acted)
    actor, others = _denoted(view, acting), _denoted(view, acted)
    recipient = tuple(one for one in others if one not in actor)
    clause, when = _clause(view, at), when_of(view, at)
    factuality = _factuality(view, clause, when.start if when else None)
    if not actor or (kind == "CONSULT" and not _are_several((*actor, *recipient))):
        return None
    if (kind != "CONSULT" and factuality not in _HAPPENS) or (kind == "RETREAT" and _is_travel(clause)):
        return None
    told = telling(view.told, token_span(view.scene, at))
    return EventDraft(
        head=at,
        evidence=(_evidence(view, at, (*acting, *acted)),),
        chain=told.chain if told else (),
        rule=frame_trust().rule("types", kind),
        event_type=kind,
        mode=seen.label("modes", at) if kind == "CONSULT" else None,
        actor=actor,
        recipient=recipient,
        when=when,
        where=_where(view, clause),
        factuality=factuality,
    )


def _with_second(view: View, seen: Frames, at: int, acting: tuple[int, ...], acted: tuple[int, ...]) -> tuple[int, ...]:
    """Return who deals with each other, with the next likeliest added until they are several."""
    clause = view.clauses.at(at)
    told = (*clause.by("with", "between"), *clause.subjects) if clause else ()
    for one in (*told, *seen.ranked("by", at)):
        if _are_several(_denoted(view, (*acting, *acted))):
            break
        acting = acting if any(seen.is_below(one, other) for other in acting) else (*acting, one)
    return acting


def _are_several(parties: Sequence[Cluster]) -> bool:
    """Say whether there are two parties, or a group that can deal within itself: `the negotiators met`."""
    return any(one.kind == "group" for one in parties[:1]) or len(parties) > 1


def _denoted(view: View, tokens: Sequence[int]) -> tuple[Cluster, ...]:
    """Return whom some words denote: entities, else groups made of their nouns; whom somebody is like takes no part."""
    tokens = [one for one in tokens if not _is_compared(view, one)]
    found = clusters(view, tokens) or capitals(view, tokens) or places(view, tokens)
    found = found or tuple(made for one in tokens if (made := acting(view, one, None, sure=True)))
    return tuple(one for one in found if one.kind not in _TELLS)


def _is_compared(view: View, at: int) -> bool:
    case = view.syntax.child(at, "case")
    return case is not None and view.syntax.lower[case] in _LIKE


def _clause(view: View, at: int) -> Clause | None:
    """Return the predicate at a word, else the nearest above."""
    above = (view.clauses.at(one) for one in (at, *view.syntax.verbs_above(at)))
    return next((one for one in above if one is not None), None)


def _factuality(view: View, clause: Clause | None, day: str | None) -> Factuality:
    """Return whether it happened; told in the present of a day to come it is planned."""
    if clause is None:
        return "actual"
    published = view.scene.reading.article.published
    is_ahead = day is not None and published is not None and day > published[:10]
    return "planned" if clause.modality == "actual" and is_ahead and clause.tense != "past" else clause.modality


def _where(view: View, clause: Clause | None) -> Cluster | None:
    """Return the place that an act is told to be in or at."""
    for token in clause.by("in", "at", "near") if clause else ():
        word = view.syntax.tokens[token]
        found = view.entities.covering(Span(word.start, word.end), "place", "state")
        if found:
            return found[1]
    return None


def _evidence(view: View, at: int, parties: Sequence[int]) -> Span:
    """Return the words of the clause, less what is joined to it, with those who take part in its sentence."""
    here = view.syntax.sentence_of[at]
    span = view.syntax.span(*reach(view, at)) or token_span(view.scene, at)
    return from_its_first(view, around(view, [one for one in parties if view.syntax.sentence_of[one] == here], [span]))
