"""Mark reports by hand: print them with numbered words, check what was marked, and write it as offsets.

    python -m training.marking form REPORTS.jsonl > form.txt      each report: id, text, part (first and last character)
    python -m training.marking check REPORTS.jsonl MARKS.txt …    say what is wrong with the marks, by line
    python -m training.marking write REPORTS.jsonl MARKS.txt …    the lines of `training/labels/*.jsonl`

How to mark is told in `training/labels/README.md`; a report's marks begin with `# ID`.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.encoder import words
from training.frame_passages import ARGUMENTS, LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

KINDS = ("person", "state", "organisation", "group", "outlet", "place")
_THIRD = ("he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "themselves")
PRONOUNS = frozenset((*_THIRD, "i", "me", "my", "we", "us", "our", "ours"))
_ENTITY = re.compile(r"(?P<key>[^()+:]+?) *\((?P<kind>[a-z]+)(?:, *(?P<side>[^()]+?))? *\) *: *(?P<at>.*)")
_PLACE = re.compile(r"(.+)_(\d+)")


class Fault(ValueError):
    """What is wrong with a line of marks."""


class Report:
    """A report's words with their places, and the line that is made of its marks."""

    def __init__(self, row: dict[str, Any]) -> None:
        first, last = row.get("part") or (0, len(row["text"]))
        self.name, self.text, self.first = row["id"], row["text"], first
        self.spans = [(first + a, first + b) for a, b in words(self.text[first:last])]
        self.keys: dict[str, dict[str, Any]] = {}
        self.line: dict[str, Any] = {"id": self.name, "part": [first, last], "entities": [], "several": []}
        self.line |= {"nobody": [], "frames": []} | ({} if "part" in row else {"text": self.text})
        self.sides: list[tuple[dict[str, Any], str]] = []
        self.taken: dict[int, str] = {}

    def word(self, number: int) -> str:
        """Return the word of that number."""
        return self.text[slice(*self.spans[number])]

    def form(self) -> str:
        """Return the text with its words numbered, line for line."""
        out, last = [f"# {self.name}\n"], self.first
        for i, (start, end) in enumerate(self.spans):
            gap, word = self.text[last:start], self.text[start:end]
            out.append("\n" if "\n" in gap else " " * bool(gap))
            out.append(f"{word}_{i}" if any(c.isalnum() for c in word) else word)
            last = end
        return "".join(out) + "\n"

    def place(self, token: str) -> int:
        """Return the number that `word_N` tells; the word must stand there."""
        found = _PLACE.fullmatch(token)
        if not found:
            raise Fault(f"{token!r} is no word_N")
        number = int(found[2])
        if number >= len(self.spans) or self.word(number) != found[1]:
            near = [f"{w}_{i}" for i, w in enumerate(map(self.word, range(len(self.spans)))) if w == found[1]]
            raise Fault(f"{token}: that word is not there; it is {' '.join(near) or 'nowhere'}")
        return number

    def mention(self, token: str, of: str) -> int:
        """Return the offset of a word that means an entity; a word means one thing."""
        number = self.place(token)
        if self.taken.setdefault(number, of) != of:
            raise Fault(f"{token} means {self.taken[number]} already")
        return self.spans[number][0]

    def read_who(self, line: str) -> None:
        """Read a line of part one."""
        if found := _ENTITY.fullmatch(line):
            self._entity(found)
            return
        head, colon, at = line.partition(":")
        if not colon:
            raise Fault("no line of the form `key (kind, side): word_N …`")
        places = [self.mention(one, head) for one in at.split()]
        if head.strip() == "-":
            self.line["nobody"] += places
            return
        parts = [self.number(key.strip()) for key in head.split("+")]
        self.line["several"].append([parts, places])

    def _entity(self, found: re.Match[str]) -> None:
        key, kind, side = found["key"].strip(), found["kind"], found["side"]
        if kind not in KINDS:
            raise Fault(f"{kind!r} is no kind: {' '.join(KINDS)}")
        if key in self.keys:
            raise Fault(f"{key!r} has a line already")
        one = {"kind": kind, "side": None, "at": [self.mention(word, key) for word in found["at"].split()]}
        self.keys[key] = one
        self.line["entities"].append(one)
        if side and side.strip() not in ("-", key):
            self.sides.append((one, side.strip()))

    def number(self, key: str) -> int:
        """Return an entity's index."""
        if key not in self.keys:
            raise Fault(f"{key!r} has no line of its own above")
        return list(self.keys).index(key)

    def read_frame(self, line: str) -> None:
        """Read a line of part two."""
        label, word, *rest = (one.strip() for one in line.split("|"))
        if label not in LABELS:
            raise Fault(f"{label!r} is no label")
        arguments: dict[str, list[int]] = {}
        for part in filter(None, (one.strip() for one in (rest[0] if rest else "").split(";"))):
            role, _, value = (one.strip() for one in part.partition("="))
            if role not in ARGUMENTS:
                raise Fault(f"{role!r} is no argument: {', '.join(ARGUMENTS)}")
            arguments[role] = [self.spans[self.place(one)][0] for one in re.split(r"\s*&\s*|\s+", value) if one]
        self.line["frames"].append([label, self.spans[self.place(word)][0], arguments])

    def closing(self) -> Iterator[str]:
        """Settle the sides; yield what is wrong with the marks as a whole."""
        for one, side in self.sides:
            if side in self.keys:
                one["side"] = self.number(side)
            else:
                yield f"side {side!r} has no line of its own"
        loose = [f"{self.word(i)}_{i}" for i in range(len(self.spans)) if i not in self.taken]
        if loose := [one for one in loose if one.rsplit("_", 1)[0].lower() in PRONOUNS and one[0:3] != "US_"]:
            yield f"no line has {' '.join(loose)}"


def read(reports: dict[str, Report], marks: str) -> Iterator[str]:
    """Read the marks of several reports into them; yield what is wrong, with its line."""
    report, part = None, "who"
    for n, line in enumerate([*marks.splitlines(), "# "], 1):
        if line.startswith("# "):
            if report:
                yield from (f"{report.name}: {fault}" for fault in report.closing())
            report, part = reports.get(line[2:].strip()), "who"
            if not report and line != "# ":
                yield f"line {n}: no report {line[2:].strip()!r}"
        elif line.strip() == "--":
            part = "frames"
        elif line.strip() and report:
            try:
                (report.read_who if part == "who" else report.read_frame)(line.strip())
            except ValueError as fault:
                yield f"{report.name}, line {n}: {fault}"


def main() -> None:
    """See the module; `check` and `write` leave with 1 where something is wrong."""
    what, file, *files = sys.argv[1:]
    rows = [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]
    reports = {row["id"]: Report(row) for row in rows}
    if what == "form":
        print("\n".join(report.form() for report in reports.values()))
        return
    faults = [f"{one}: {fault}" for one in files for fault in read(reports, Path(one).read_text("utf-8"))]
    print(*faults, sep="\n", end="\n" * bool(faults), file=sys.stderr)
    done = [one for one in reports.values() if one.line["entities"]]
    if what == "write":
        print(*(json.dumps(one.line, ensure_ascii=False, separators=(",", ":")) for one in done), sep="\n")
    else:
        print(f"{len(done)} of {len(reports)} reports, {len(faults)} faults", file=sys.stderr)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
