"""Stances, acts, standings and plans in passages of ours that no rule and no training has seen.

    python -m eval.frames [FILE …] [--show KIND]

The passages and their marks are as `training/frames/README.md` tells. A record fits a frame when it is of its label and
holds the word that carries it among its evidence, and when its object shares words with the frame's.
found: frames that a record fits; right: records that fit a frame, one to one; whose: of those that fit, the share whose
holder or parties have a mention in the frame's words for them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from memcon.coding.record import Event, Position, Proposal, Standing
from memcon.errors import Problem
from memcon.feeds import page_of_text
from memcon.pipeline import read_pages
from memcon.settings import Settings
from training.frame_passages import Passage, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.coding.record import Record
    from training.frame_passages import Frame

HERE = Path(__file__).parent / "gold" / "frames"
FILES = (str(HERE),)
KINDS = {"p": "positions", "e": "events", "s": "standings", "d": "proposals"}
Pair = tuple[int, int]
Found: TypeAlias = Position | Event | Standing | Proposal


@dataclass(frozen=True, slots=True)
class Outcome:
    """One passage: pairs of frame and record that fit each other, and what is left on either side."""

    passage: Passage
    record: Record
    shift: int
    fit: list[tuple[Frame, Found]]
    missed: list[Frame]
    wrong: list[Found]


def overlaps(one: Pair, other: Pair) -> bool:
    """Say whether two half-open spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def label_of(record: Found) -> str:
    """Return the label that a frame has for such a record."""
    if isinstance(record, Position):
        return f"p.{record.stance}"
    if isinstance(record, Event):
        return f"e.{record.event_type}"
    return f"s.{record.state}" if isinstance(record, Standing) else "d"


def fits(frame: Frame, record: Found, shift: int) -> int:
    """Return how well a record fits a frame: 0 not at all, 1 by evidence and label, 2 by its object as well."""
    label = label_of(record)
    if not same_label(frame.label, label):
        return 0
    word = (frame.word[0] - shift, frame.word[1] - shift)
    evidence = [(span.start, span.end) for span in record.evidence]
    if isinstance(record, Proposal):
        return 2 if any(overlaps(word, (span.start, span.end)) for span in record.name) else 0
    if not any(overlaps(word, one) for one in evidence):
        return 0
    if not isinstance(record, Position):
        return 1
    what = [(a - shift, b - shift) for a, b in frame.arguments.get("what", [])]
    spans = [(span.start, span.end) for span in record.object]
    return 2 if not what or any(overlaps(one, other) for one in what for other in spans) else 0


NEAR = [{"demand", "urge"}, {"accept", "commit"}, {"concede", "accept"}, {"concede", "commit"}, {"offer", "open"}]
NEAR_TYPES = [{"CONCEDE", "RETREAT", "COOPERATE", "AGREE"}, {"COERCE", "SANCTION"}, {"AID", "SUPPORT"}]
SCALE = ["broken-off", "deadlocked", "difficult", "open", "progress", "near-agreement", "agreed"]


def same_label(frame: str, record: str) -> bool:
    """Say whether labels agree: modes are not compared, and what is hard to tell apart passes for one another."""
    kind, one, other = frame[0], frame.split(".")[1:2], record.split(".")[1:2]
    if kind != record[0] or one == other:
        return kind == record[0]
    a, b = one[0], other[0]
    if kind == "s":
        return abs(SCALE.index(a) - SCALE.index(b)) == 1 and "open" not in (a, b)
    return any({a, b} <= near for near in (NEAR if kind == "p" else NEAR_TYPES))


EVENT_SIDES = {
    "demand": {"REQUEST"},
    "urge": {"REQUEST"},
    "reject": {"REJECT"},
    "accept": {"AGREE", "SUPPORT"},
    "concede": {"CONCEDE", "AGREE"},
    "commit": {"AGREE", "COOPERATE"},
    "offer": {"AGREE", "REQUEST", "CONCEDE"},
    "open": {"AGREE", "CONCEDE"},
    "warn": {"THREATEN", "ACCUSE"},
}


def is_event_side(frame: Frame, record: Found, shift: int) -> bool:
    """Say whether a record is another side of a frame: an event of a position, as `gold/articles/README.md` lets pass.

    Talks that came to an agreement stand so, though the marks have the act alone.
    """
    kind, stance = frame.label[0], frame.label.split(".")[-1]
    is_agreed = (frame.label, label_of(record)) == ("e.AGREE", "s.agreed")
    is_side = kind == "p" and label_of(record)[0] == "e" and label_of(record)[2:] in EVENT_SIDES[stance]
    if not is_agreed and not is_side:
        return False
    word = (frame.word[0] - shift, frame.word[1] - shift)
    return any(overlaps(word, (span.start, span.end)) for span in record.evidence)


def paired(passage: Passage, record: Record) -> Outcome:
    """Pair frames and records one to one, the best fits first."""
    shift = passage.text.find(record.article.text[:40])
    records: list[Found] = [*record.positions, *record.events, *record.standings, *record.proposals]
    scored = sorted(
        (
            (fits(f, r, shift), -abs(f.word[0] - shift - r.evidence[0].start), i, j)
            for i, f in enumerate(passage.frames)
            for j, r in enumerate(records)
        ),
        reverse=True,
    )
    used: dict[int, int] = {}
    for score, _, i, j in scored:
        if score and i not in used and j not in used.values():
            used[i] = j
    again = {
        j
        for j, r in enumerate(records)
        if j not in used.values() and any(fits(f, r, shift) == 2 or is_event_side(f, r, shift) for f in passage.frames)
    }
    return Outcome(
        passage,
        record,
        shift,
        [(passage.frames[i], records[j]) for i, j in used.items()],
        [f for i, f in enumerate(passage.frames) if i not in used],
        [r for j, r in enumerate(records) if j not in used.values() and j not in again],
    )


def outcomes(passages: Sequence[Passage]) -> Iterator[Outcome]:
    """Read the passages as articles and pair what comes out."""
    pages = (page_of_text(one.text, where=one.name) for one in passages)
    for passage, record in zip(passages, read_pages(pages, Settings(), {}), strict=True):
        if isinstance(record, Problem):
            raise TypeError(f"{passage.where} was not read: {record}")
        yield paired(passage, record)


def holds(frame: Frame, record: Position | Event, outcome: Outcome) -> bool:
    """Say whether the holder of a position, or every party of an event, has a mention in the frame's words for them."""
    roles = ("by",) if isinstance(record, Position) else ("by", "to", "via")
    shift = outcome.shift
    words = [(a - shift, b - shift) for role in roles for a, b in frame.arguments.get(role, [])]
    entities = {one.id: one for one in outcome.record.entities}

    def is_in(name: str) -> bool:
        own = entities[name]
        same = [own, *(one for one in entities.values() if own.side and one.side == own.side)]
        return any(overlaps((m.start, m.end), word) for one in same for m in one.mentions for word in words)

    ids = [record.holder] if isinstance(record, Position) else [*record.actor, *record.recipient]
    return not words or all(map(is_in, ids))


def figures(found: Sequence[Outcome]) -> dict[str, float]:
    """Return found, right and whose for every kind."""
    out: dict[str, float] = {}
    for kind, name in KINDS.items():
        fit = [pair for one in found for pair in one.fit if pair[0].label[0] == kind]
        held = [
            holds(frame, record, one)
            for one in found
            for frame, record in one.fit
            if frame.label[0] == kind and isinstance(record, Position | Event)
        ]
        missed = sum(frame.label[0] == kind for one in found for frame in one.missed)
        wrong = sum(label_of(record)[0] == kind for one in found for record in one.wrong)
        if fit:
            p, r = len(fit) / (len(fit) + wrong), len(fit) / (len(fit) + missed)
            out |= {f"{name}_found": r, f"{name}_right": p, f"{name}_f1": 2 * p * r / (p + r)}
        if held:
            out[f"{name}_whose"] = sum(held) / len(held)
    return out


@lru_cache(maxsize=4)
def gold(path: Path) -> tuple[Passage, ...]:
    """Return the passages of a file; raises `ValueError` where one breaks the format."""
    passages, faults = read(path)
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(passages)


def measure(data: Path) -> dict[str, float]:  # noqa: ARG001 - ours alone
    """Return the figures of the held-out passages."""
    return figures(list(outcomes(gold(HERE / "heldout.txt"))))


def shown(one: Outcome, kind: str) -> Iterator[str]:
    """Yield what is missed, wrong, or another's than it should be, of a kind."""
    text = one.passage.text
    for frame in one.missed:
        if frame.label[0] == kind:
            what = {role: [text[a:b] for a, b in spans] for role, spans in frame.arguments.items()}
            yield f"{one.passage.name} MISSED {_around(text, frame.word)} {frame.label} {what}"
    for record in one.wrong:
        if label_of(record)[0] == kind:
            words = _around(one.record.article.text, record.evidence[0])
            yield f"{one.passage.name} WRONG {words} {label_of(record)}"
    names = {entity.id: entity.name for entity in one.record.entities}
    for frame, found in one.fit:
        if frame.label[0] == kind and isinstance(found, Position | Event) and not holds(frame, found, one):
            ids = [found.holder] if isinstance(found, Position) else [*found.actor, "→", *found.recipient]
            whom = [text[a:b] for role in ("by", "to", "via") for a, b in frame.arguments.get(role, [])]
            yield f"{one.passage.name} WHOSE {_around(text, frame.word)} {[names.get(x, x) for x in ids]}, not {whom}"


def _around(text: str, word: Pair) -> str:
    return f"…{text[max(0, word[0] - 60) : word[0]]}[{text[word[0] : word[1]]}]{text[word[1] : word[1] + 40]}…".replace(
        "\n", " "
    )


def main() -> int:
    """Print the figures of some files, and of one kind what is missed and wrong."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("files", nargs="*", type=Path)
    ap.add_argument("--show", choices=sorted(KINDS), help="print what is missed and wrong")
    ap.add_argument("--from", dest="first", type=int, default=0, help="skip so many passages of each file")
    args = ap.parse_args()
    passages = [one for path in args.files for one in read(path)[0][args.first :]]
    found = list(outcomes(passages))
    for one in found if args.show else ():
        print(*shown(one, args.show), sep="\n")
    counted = Counter(frame.label[0] for one in found for frame in (*one.missed, *(pair[0] for pair in one.fit)))
    print(dict(counted), file=sys.stderr)
    print({name: round(value, 3) for name, value in figures(found).items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
