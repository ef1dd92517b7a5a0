"""Codebook files: read, and where a fault stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

import yaml

from memcon.errors import BadCodebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """One YAML file, read; values are asked for with the kind they must have.

    Every fault raises `BadCodebook`: `file.yaml:line: what is wrong. What to do.`
    """

    name: str
    text: str
    content: dict[str, Any]

    def fault(self, path: Path, what: str, fix: str) -> BadCodebook:
        """Return the error for what stands at `path`, with the line it stands on."""
        return BadCodebook(f"{self.name}:{self._line(path)}: {what}. {fix}.")

    def words(self, *path: str | int) -> list[str]:
        """Return the words of a block of text or a list at `path`; an absent one has none."""
        value = self._at(path)
        if value is None:
            return []
        if isinstance(value, str):
            return value.split()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return cast("list[str]", value)
        raise self.fault(path, f"`{path[-1]}` must be words", "Write them as text or as a list of words")

    def lines(self, key: str) -> list[str]:
        """Return the lines of the block of text under `key`."""
        value = self.content.get(key)
        if isinstance(value, str):
            return value.splitlines()
        raise self.fault((key,), f"`{key}` must be a block of lines", f"Write `{key}: |` and indent the lines below it")

    def fault_below(self, key: str, line: int, what: str, fix: str) -> BadCodebook:
        """Return the error for line `line` (from 0) of the block under `key`."""
        return BadCodebook(f"{self.name}:{self._line((key,)) + 1 + line}: {what}. {fix}.")

    def mapping(self, *path: str | int) -> dict[str, Any]:
        """Return the mapping at `path`; an absent one is empty."""
        value = self._at(path)
        if value is None:
            return {}
        if isinstance(value, dict) and all(isinstance(key, str) for key in value):
            return value
        raise self.fault(path, f"`{path[-1]}` must map words to values", "Write `word: value` lines below it")

    def entries(self, *path: str | int) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Yield the mappings of the list at `path`, each with its own path."""
        value = self._at(path)
        if not isinstance(value, list):
            raise self.fault(path, f"`{path[-1]}` must be a list", "Begin every entry with `- `")
        for at, item in enumerate(value):
            if not isinstance(item, dict):
                raise self.fault((*path, at), "this entry must have keys", "Write `key: value` lines")
            yield (*path, at), item

    def text_at(self, path: Path, entry: dict[str, Any], key: str) -> str:
        """Return the text under `key` of an entry that must have it."""
        value = entry.get(key)
        if isinstance(value, str):
            return value
        raise self.fault(path, f"`{key}` is missing or no text", f"Add `{key}: …`")

    def pattern(self, path: Path, written: object, flags: int = 0) -> re.Pattern[str]:
        """Compile the regular expression that stands at `path`."""
        try:
            return re.compile(cast("str", written), flags)
        except (re.error, TypeError) as error:
            raise self.fault(path, f"the pattern does not compile: {error}", "Mend the regular expression") from None

    def _at(self, path: Path) -> object:
        value: Any = self.content
        for step in path:
            value = value.get(step) if isinstance(step, str) else value[step]
        return cast("object", value)

    def _line(self, path: Path) -> int:
        """Find the line of `path`; slow, for a file that is at fault only."""
        node = yaml.compose(self.text, Loader=yaml.SafeLoader)
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            node = found
        return node.start_mark.line + 1 if node else 1


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    """Return the node one `step` below."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return cast("yaml.Node", node.value[step])
    return None


def read(name: str, folder: Traversable | None = None) -> CodebookFile:
    """Read one file of the codebook; `folder` other than memcon's own is for tests and users' files."""
    folder = folder or resources.files(__package__)
    text = folder.joinpath(name).read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are the safe ones
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadCodebook(f"{name}:{line}: not YAML: {error.problem}. Mend the line or the one above it.") from None
    if not isinstance(content, dict):
        raise BadCodebook(f"{name}:1: a codebook file is a mapping. Write `key: value` lines.")
    return CodebookFile(name, text, content)
