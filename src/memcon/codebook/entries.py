"""What stands in a codebook file under the rule that a record names: `events/consult.yaml#meet` and the like."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from memcon.codebook.files import USERS, composed
from memcon.codebook.inforce import current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

MOST_LINES = 14
"""Lines of an entry that are kept; of a longer one, those that hold the word that was found."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule's place and words: `file` below the codebook's folder, `line` from 1, the file's own `text` from there.

    line is 0 and text empty where the file has no such entry.
    """

    rule: str
    file: str
    line: int
    text: tuple[str, ...]


def entry(rule: str, folder: Traversable | None = None) -> Entry:
    """Return what stands under `FILE#STEP/STEP`: a step is a key, an entry's `id` or number, or one of its words."""
    name, _, path = rule.partition("#")
    steps = path.split("/") if path else []
    places = [place for place in _places(name, folder) if place.is_file()]
    for at, place in enumerate(places, 1):
        text = place.read_text("utf-8")
        first, last, is_there = _found(composed(text), steps)
        if is_there or at == len(places):
            lines = text.splitlines()[first:last]
            while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
                lines.pop()
            return Entry(rule, name, first + 1, tuple(_short(lines, steps[-1] if steps else "")))
    return Entry(rule, name, 0, ())


def _places(name: str, folder: Traversable | None) -> list[Traversable]:
    """Return where a file may stand: memcon's own and then a user's of the same name, or a user's alone."""
    users = current().folder
    theirs: list[Traversable] = [users / name.removeprefix(USERS)] if users is not None else []
    if name.startswith(USERS):
        return theirs
    return [folder.joinpath(name)] if folder else [resources.files(__package__).joinpath(name), *theirs]


def _found(node: yaml.Node | None, steps: list[str]) -> tuple[int, int, bool]:
    """Follow the steps as far as they lead; return the first line, from 0, one past the last, and whether all led on.

    Where they lead nowhere, that is the one line at which the search ended.
    """
    first, last = (node.start_mark.line, _end(node)) if node else (0, 0)
    for step in steps:
        below = next(_below(node, step), None)
        if below is None:
            is_there = node is not None and _holds(node, step)
            return first, last if is_there else first + 1, is_there
        first, node = below
        last = _end(node)
    return first, last, True


def _end(node: yaml.Node) -> int:
    """Return one past the last line of a node; a block's end mark is where the next thing begins."""
    is_block = getattr(node, "flow_style", None) is False or getattr(node, "style", None) in ("|", ">")
    return max(node.end_mark.line + (0 if is_block else 1), node.start_mark.line + 1)


def _below(node: yaml.Node | None, step: str) -> Iterator[tuple[int, yaml.Node]]:
    """Yield what a step may mean below a node, the likeliest first, each with the line at which it starts."""
    if isinstance(node, yaml.SequenceNode):
        yield from ((one.start_mark.line, one) for one in node.value if _id(one) == step)
        yield from ((one.start_mark.line, one) for at, one in enumerate(node.value) if str(at) == step)
        yield from ((one.start_mark.line, one) for one in node.value if _holds(one, step))
    if isinstance(node, yaml.MappingNode):
        yield from ((key.start_mark.line, value) for key, value in node.value if key.value == step)
        yield from ((key.start_mark.line, value) for key, value in node.value if _holds(value, step))
        entries = [(key, value) for key, value in node.value if key.value == "entries"]
        for _, value in entries:
            yield from _below(value, step)


def _id(node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value.value for key, value in node.value if key.value == "id"), None)


def _holds(node: yaml.Node, word: str) -> bool:
    """Say whether a node is, or lists, a word."""
    if isinstance(node, yaml.SequenceNode):
        return any(isinstance(one, yaml.ScalarNode) and one.value == word for one in node.value)
    return isinstance(node, yaml.ScalarNode) and word in node.value.split()


def _short(lines: list[str], word: str) -> list[str]:
    """Keep an entry's first line and those that hold the word, where it is too long to be shown."""
    if len(lines) <= MOST_LINES:
        return lines
    kept = [at for at, line in enumerate(lines) if not at or word in line.split()]
    kept = kept if len(kept) > 1 else list(range(MOST_LINES))
    out: list[str] = []
    for before, at in zip([-1, *kept], [*kept, len(lines)], strict=True):
        out += ["…"] if at > before + 1 else []
        out += [lines[at]] if at < len(lines) else []
    return out
