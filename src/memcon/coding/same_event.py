"""One event told twice in an article is one event: same type, same parties, dates that agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from memcon.coding.drafts import EventDraft
    from memcon.coding.entities import Cluster
    from memcon.coding.view import View

_WORD = re.compile(r"[a-z]{5,}")
_MODES_OF_ONE = frozenset((None, "meet", "visit", "third-party", "multilateral"))


def joined(view: View, drafts: Iterable[EventDraft]) -> list[EventDraft]:
    """Join each draft with the first before it that tells of the same event."""
    out: list[EventDraft] = []
    for draft in drafts:
        same = next((one for one in out if is_same(one, draft) and _is_about_the_same(view, one, draft)), None)
        if same is None:
            out.append(draft)
        else:
            _join(same, draft)
    return out


def is_same(one: EventDraft, other: EventDraft) -> bool:
    """Say whether two drafts tell of one event."""
    if one.event_type != other.event_type or not _factuality_agrees(one, other) or not _dates_agree(one, other):
        return False
    if one.event_type == "CONSULT":
        return _modes_agree(one.mode, other.mode) and _same_talks(one, other)
    return _overlap(one.actor, other.actor) and _overlap(one.recipient, other.recipient)


def _is_about_the_same(view: View, one: EventDraft, other: EventDraft) -> bool:
    """Say whether two acts that no date joins have a word in common beside who acts: one may refuse twice.

    What the headline tells is told again below it, in whatever words.
    """
    start = view.scene.reading.article.body.start
    if one.event_type == "CONSULT" or one.evidence[0].start < start or (one.when and other.when):
        return True
    return bool(_words(view, one) & _words(view, other))


def _words(view: View, draft: EventDraft) -> set[str]:
    """Return the longer words of an act's evidence, less its verb and the names of those who take part."""
    names = " ".join(one.name.lower() for one in (*draft.actor, *draft.recipient))
    found = {word for span in draft.evidence for word in _WORD.findall(span.of(view.text).lower())}
    return {word for word in found if word not in names} - {view.syntax.lower[draft.head]}


def _factuality_agrees(one: EventDraft, other: EventDraft) -> bool:
    if one.factuality == other.factuality:
        return True
    return one.event_type == "CONSULT" and {one.factuality, other.factuality} == {"planned", "possible"}


def _modes_agree(one: str | None, other: str | None) -> bool:
    return one == other or one is None or other is None or {one, other} <= _MODES_OF_ONE


def _dates_agree(one: EventDraft, other: EventDraft) -> bool:
    """Say whether dates overlap. What has none may have any but a mere year: talks of 2019 are none of today."""
    if one.when is None or other.when is None:
        return "year" not in (known.grain for known in (one.when, other.when) if known)
    return one.when.start <= other.when.end and other.when.start <= one.when.end


def _same_talks(one: EventDraft, other: EventDraft) -> bool:
    """Say whether the parties of two contacts are the same, persons standing for their sides."""
    mine, theirs = (*one.actor, *one.recipient), (*other.actor, *other.recipient)
    if not mine or not theirs:
        return False
    if _sides(mine) != _sides(theirs):
        if _deals_with(one, theirs) or _deals_with(other, mine):
            return False
        return set(map(id, mine)) <= set(map(id, theirs)) or set(map(id, theirs)) <= set(map(id, mine))
    persons, others = _persons(mine), _persons(theirs)
    return all(_agree(persons.get(side), others.get(side)) for side in {*persons, *others})


def _deals_with(one: EventDraft, several: Sequence[Cluster]) -> bool:
    """Say whether a third one deals with those who deal with each other: `the envoy was in touch with both`."""
    met = set(map(id, several))
    return len(met) > 1 and set(map(id, one.recipient)) == met and met.isdisjoint(map(id, one.actor))


def _sides(clusters: Sequence[Cluster]) -> set[int | str]:
    return {_key(one) for one in clusters}


def _key(cluster: Cluster) -> int | str:
    """Return what tells a party from others: its side, or for one without a name the noun that it is called by.

    `union and operators reach deal` of a headline are `the Aslef union and train operators` below it.
    """
    last = cluster.name.split()[-1] if cluster.name else ""
    is_called = cluster.kind in ("group", "organisation") and last.islower() and cluster.side in (None, cluster)
    return last if is_called else id(cluster.side or cluster)


def _persons(clusters: Sequence[Cluster]) -> dict[int, set[int]]:
    """Return the persons by their side."""
    out: dict[int, set[int]] = {}
    for one in clusters:
        if one.kind == "person":
            out.setdefault(id(one.side or one), set()).add(id(one))
    return out


def _agree(one: set[int] | None, other: set[int] | None) -> bool:
    return not one or not other or bool(one & other)


def _overlap(one: Sequence[Cluster], other: Sequence[Cluster]) -> bool:
    """Say whether two roles can be filled by the same: one is empty, or somebody or his side is in both."""
    return not one or not other or bool(_sides(one) & _sides(other))


def _join(one: EventDraft, other: EventDraft) -> None:
    """Add what the second telling knows to the first."""
    one.evidence = tuple(dict.fromkeys((*one.evidence, *other.evidence)))
    known = {id(cluster) for cluster in (*one.actor, *one.recipient, *one.mediator)}
    one.actor = (*one.actor, *(c for c in other.actor if id(c) not in known and _is_new(c, one)))
    one.recipient = (*one.recipient, *(c for c in other.recipient if id(c) not in known and _is_new(c, one)))
    one.mediator = (*one.mediator, *(c for c in other.mediator if id(c) not in known))
    one.mode, one.when, one.where = one.mode or other.mode, one.when or other.when, one.where or other.where
    one.issues = tuple(dict.fromkeys((*one.issues, *other.issues)))


def _is_new(cluster: Cluster, one: EventDraft) -> bool:
    """Say whether a party adds to those known: a person does, a side only where nobody of it is there."""
    return cluster.kind == "person" or _key(cluster) not in _sides((*one.actor, *one.recipient))
