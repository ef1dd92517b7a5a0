"""Windows of what is marked by hand in real reports, and of GUM, for the branch; see `training.marked`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from eval.coreference import documents
from memcon.encoder import words
from memcon.encoder.windows import Words
from training.frame_items import Item, Label, Seen, item, windows
from training.frame_passages import GROUPS, ROLES
from training.kin import NOBODY, kin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    import onnxruntime as ort

    from memcon.encoder.pieces import Pieces
    from training.marked import Marked

_KINDS = {"p": "stances", "e": "types", "s": "states", "d": "plans"}
_SPEAKING = ("person", "group", "organisation")


def of_reports(reports: Sequence[Marked], pieces: Pieces, run: ort.InferenceSession) -> list[Item]:
    """Make windows of marked reports."""
    return [one for report in reports for one in _of_report(report, pieces, run)]


def _of_report(report: Marked, pieces: Pieces, run: ort.InferenceSession) -> Iterator[Item]:
    text = report.text[report.part]
    base, offsets = report.part.start, words(text)
    at = {base + start: i for i, (start, _) in enumerate(offsets)}
    meant, sides = _entities(report.line, at)
    breaks = [
        "\n" in text[before:start] or not start
        for before, (start, _) in zip([0, *(e for _, e in offsets)], offsets, strict=False)
    ]
    for seen in windows(Words([text[s:e] for s, e in offsets], breaks), pieces, run):
        here = range(seen.window.first, seen.window.last)
        heads = {seen.name_of(i): entity for i, entity in meant.items() if i in here}
        one = item(seen, list(_frames(report.line, at, seen)), [])
        one.text = str(report.line["id"])
        one.kin = kin(here.start, here.stop, seen.upos, heads, sides)
        yield one


def _entities(line: Mapping[str, Any], at: Mapping[int, int]) -> tuple[dict[int, int], dict[int, int]]:
    """Return the entity of each word that means one, and the side of each that may speak for another."""
    entities = line["entities"]
    meant = {at[place]: i for i, one in enumerate(entities) for place in one["at"] if place in at}
    groups: dict[tuple[int, ...], int] = {}
    for parts, places in line["several"]:
        number = groups.setdefault(tuple(sorted(parts)), len(entities) + len(groups))
        meant |= {at[place]: number for place in places if place in at}
    meant |= {at[place]: NOBODY for place in line["nobody"] if place in at}
    mentioned = set(meant.values())
    sides = {
        i: NOBODY if one["side"] is None else one["side"]
        for i, one in enumerate(entities)
        if one["kind"] in _SPEAKING and (one["side"] is None or one["side"] in mentioned)
    }
    return meant, sides


def _frames(line: Mapping[str, Any], at: Mapping[int, int], seen: Seen) -> Iterator[Label]:
    here = range(seen.window.first, seen.window.last)
    for name, place, arguments in line["frames"]:
        if place not in at or at[place] not in here:
            continue
        kind, label, mode = (*name.split("."), "", "")[:3]
        parts = tuple(
            (role, seen.name_of(at[one]))
            for role, places in arguments.items()
            for one in places
            if role in ROLES and at.get(one) in here
        )
        yield Label(at[place], _KINDS[kind], label or "plan", parts)
        if mode:
            yield Label(at[place], "modes", mode)


def of_gum(data: Path, part: str, pieces: Pieces, run: ort.InferenceSession) -> list[Item]:
    """Make windows of GUM's documents: what means the same, and nothing of frames or sides."""
    out = []
    for doc in documents(data / "gum" / f"{part}.conllu"):
        numbers = {name: i for i, name in enumerate(dict.fromkeys(name for name, _, _ in doc.mentions))}
        meant = {head: numbers[name] for name, head, _ in sorted(doc.mentions, key=lambda one: -one[2])}
        for seen in windows(Words(doc.words, doc.breaks), pieces, run):
            first, last = seen.window.first, seen.window.last
            heads = {seen.name_of(at): entity for at, entity in meant.items() if first <= at < last}
            one = item(seen, [], [])
            one.labels = {name: np.full(last - first, -100) for name in GROUPS}
            one.text, one.kin = doc.name, kin(first, last, seen.upos, heads, {})
            out.append(one)
    return out
