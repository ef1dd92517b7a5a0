"""Frames that the rules of `coding/` find in real reports: noisy labels, on which the branch is trained first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from memcon import encoder, reading
from memcon.coding.code import view_of
from memcon.coding.events import events
from memcon.coding.positions import positions
from memcon.coding.proposals import proposals
from memcon.coding.standings import standings
from training.frame_items import Item, Label, item, windows
from training.marked import articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import onnxruntime as ort

    from memcon.coding.clusters import Cluster
    from memcon.coding.drafts import EventDraft, PositionDraft
    from memcon.coding.view import View
    from memcon.encoder.pieces import Pieces
    from memcon.spans import Span


def items(data: Path, pieces: Pieces, run: ort.InferenceSession) -> list[Item]:
    """Read the reports with the rules alone; return their windows with what was found."""
    model, out = encoder.load(), list[Item]()
    for _, article in articles(data):
        scored = reading.score([article], model)
        (found,) = reading.read(scored, model.labels)
        labels = list(_labels(view_of(replace(found, framing=None))))
        out += [item(seen, labels, []) for seen in windows(scored[0].words, pieces, run)]
    return out


def _labels(view: View) -> Iterator[Label]:
    acts, tabled = events(view), proposals(view)
    for act in acts:
        yield from _of_act(view, act)
    for one in positions(view, tabled):
        if one.factuality == "actual":
            yield _of_stance(view, one)
    for standing in standings(view, acts):
        yield Label(standing.head, "states", standing.state)
    for plan in tabled:
        yield Label(plan.head, "plans", "plan", _parts(("by", _near(view, plan.by, plan.head))))


def _of_act(view: View, act: EventDraft) -> Iterator[Label]:
    by, to = _near(view, act.actor, act.head), _near(view, act.recipient, act.head)
    yield Label(act.head, "types", act.event_type, _parts(("by", by), ("to", to)))
    if act.mode:
        yield Label(act.head, "modes", act.mode)


def _of_stance(view: View, one: PositionDraft) -> Label:
    toward = (one.toward,) if one.toward else ()
    what = [top for span in one.object[:1] if (top := _top(view, span)) is not None]
    by, to = _near(view, (one.holder,), one.head), _near(view, toward, one.head)
    return Label(one.head, "stances", one.stance, _parts(("by", by), ("what", what), ("to", to)))


def _parts(*found: tuple[str, list[int]]) -> tuple[tuple[str, int], ...]:
    return tuple((role, at) for role, words in found for at in words)


def _near(view: View, clusters: Iterable[Cluster], head: int) -> list[int]:
    """Return of each entity the head of its mention in a word's sentence that stands nearest to the word."""
    sentence = view.syntax.sentence(head)
    low, high = view.syntax.tokens[sentence.first].start, view.syntax.tokens[sentence.last - 1].end
    out = []
    for one in clusters:
        spans = [span for span in (*one.mentions, *one.others) if low <= span.start and span.end <= high]
        tops = [at for span in spans if (at := _top(view, span)) is not None]
        out += [min(tops, key=lambda at: abs(at - head))] if tops else []
    return out


def _top(view: View, span: Span) -> int | None:
    """Return the word of a span that hangs on none of its others."""
    inside = view.syntax.inside(span)
    return next((at for at in inside if view.syntax.tokens[at].head not in inside), None)
