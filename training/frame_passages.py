"""Read passages with frames, and say what is wrong with a file: `python -m training.frame_passages FILE …`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

STANCES = ("demand", "urge", "offer", "accept", "reject", "concede", "commit", "open", "warn")
TYPES = (
    *("CONSULT", "AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
STATES = ("broken-off", "deadlocked", "difficult", "open", "progress", "near-agreement", "agreed")
MODES = ("phone", "visit", "meet", "third-party", "multilateral")
LABELS = {
    *(f"p.{one}" for one in STANCES),
    *(f"e.{one}" for one in TYPES),
    *(f"e.CONSULT.{one}" for one in MODES),
    *(f"s.{one}" for one in STATES),
    "d",
}
GROUPS = {
    "stances": ("", *STANCES),
    "types": ("", *TYPES),
    "states": ("", *STATES),
    "plans": ("", "plan"),
    "modes": ("", *MODES),
}
ROLES = ("by", "what", "to")  # those that the head learns
ARGUMENTS = ("by", "what", "to", "if", "via")


@dataclass
class Frame:
    """label: of `LABELS`. word: half-open span in code points of the text; arguments: spans by role."""

    label: str
    word: tuple[int, int]
    arguments: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass
class Passage:
    """One passage: its text and frames, and where it stands (`file:line`)."""

    name: str
    where: str
    text: str
    frames: list[Frame]


class Faulty(ValueError):
    """A passage breaks the format; the message says where and how."""


def find(words: str, text: str, near: int | None = None) -> tuple[int, int]:
    """Return where words stand: at the place that `#n` names, else nearest to `near`, else the first."""
    number = re.search(r"#(\d+)$", words)
    bare = words[: number.start()] if number else words
    found = [
        (m.start(), m.end())
        for m in re.finditer(re.escape(bare), text)
        if not (text[m.start() - 1 : m.start()].isalnum() and bare[0].isalnum() and m.start())
        and not (text[m.end() : m.end() + 1].isalnum() and bare[-1].isalnum())
    ]
    if not bare or not found:
        raise Faulty(f"{bare!r} does not stand in the text")
    if number:
        if int(number[1]) > len(found):
            raise Faulty(f"{bare!r} stands {len(found)} times, not {number[1]}")
        return found[int(number[1]) - 1]
    return found[0] if near is None else min(found, key=lambda span: min(abs(span[0] - near), abs(span[1] - near)))


def frame(line: str, text: str) -> Frame:
    """Read one line; arguments without a number are those nearest to the word."""
    parts = [part.strip() for part in line.split("|", 2)]
    if len(parts) < 2 or parts[0] not in LABELS:
        raise Faulty(f"no such label, or no word: {line!r}")
    word = find(parts[1], text)
    if re.search(r"\s", parts[1]):
        raise Faulty(f"the word is more than one word: {parts[1]!r}")
    out = Frame(parts[0], word)
    for part in re.split(r"\s+;\s+", parts[2]) if len(parts) > 2 and parts[2] else []:
        role, _, words = part.partition("=")
        if role not in ARGUMENTS or not words:
            raise Faulty(f"no such argument: {part!r}")
        out.arguments[role] = [find(one, text, word[0]) for one in re.split(r"\s+&\s+", words)]
    return out


def read(path: Path) -> tuple[list[Passage], list[str]]:
    """Return the passages of a file, and what is wrong with the rest."""
    passages, faults = [], []
    content = path.read_text("utf-8")
    for block in re.finditer(r"^### (.*)\n((?:(?!### ).*\n?)*)", content, re.MULTILINE):
        line = content[: block.start()].count("\n") + 1
        text, mark, frames = block[2].partition("\n--")
        where = f"{path.name}:{line}"
        if not mark:
            faults.append(f"{where}: no `--` behind the text")
            continue
        kept = []
        for one in frames.strip().splitlines():
            try:
                kept.append(frame(one.strip(), text.strip())) if one.strip() else None
            except Faulty as fault:
                faults.append(f"{where} ({block[1].split('|')[0].strip()}): {fault}")
        passages.append(Passage(block[1].split("|")[0].strip(), where, text.strip(), kept))
    return passages, faults


def main() -> int:
    """Check the files named on the command line and count their labels."""
    bad = 0
    for name in sys.argv[1:]:
        passages, faults = read(Path(name))
        print(*faults, sep="\n")
        counted = Counter(one.label for passage in passages for one in passage.frames)
        print(f"{name}: {len(passages)} passages, {sum(counted.values())} frames, {len(faults)} faults")
        print("  ", ", ".join(f"{label} {number}" for label, number in counted.most_common()))
        bad += len(faults)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
