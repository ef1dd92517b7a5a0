"""Codebook files: read, and where a fault stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, cast

import yaml

from memcon.codebook.inforce import current
from memcon.codebook.merging import Added, laid_over
from memcon.errors import BadCodebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

Path = tuple[str | int, ...]
_DEEPEST = 20
_TOO_DEEP = f"this nests more than {_DEEPEST} levels deep. Write it flatter."
USERS = "dossier/"
"""What a record's rule begins with where it stands in a file of the user's."""


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """One YAML file, read, with a user's laid over it; values are asked for with the kind they must have.

    name:  below the codebook's folder, as records name it. shown: as faults name it, in full for a user's.
    text:  what was read; of two files laid over each other the user's, for memcon's own has no faults.
    given: what the user's file alone holds, where one is laid over memcon's own.

    Every fault raises `BadCodebook`: `file.yaml:line: what is wrong. What to do.`
    """

    name: str
    text: str
    content: dict[str, Any]
    shown: str = ""
    given: dict[str, Any] = field(default_factory=dict)

    def rule(self, key: str, at: int) -> str:
        """Return how records name entry `at` of the list under `key`, in whichever of two files it stands."""
        users = len(self.given.get(key) or ())
        return f"{USERS}{self.name}#{key}/{at}" if at < users else f"{self.name}#{key}/{at - users}"

    def fault(self, path: Path, what: str, fix: str) -> BadCodebook:
        """Return the error for what stands at `path`, with the line it stands on."""
        return self.fault_at(self.line(path), what, fix)

    def fault_at(self, line: int, what: str, fix: str) -> BadCodebook:
        """Return the error for what stands on a line, counted from 1."""
        return BadCodebook(f"{self.shown or self.name}:{line}: {what}. {fix}{'' if fix.endswith('?') else '.'}")

    def words(self, *path: str | int) -> list[str]:
        """Return the words of a block of text or a list at `path`; an absent one has none."""
        value = self._at(path)
        if value is None:
            return []
        if isinstance(value, str):
            return [*value.split(), *_under(value).split()]
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return cast("list[str]", value)
        raise self.fault(path, f"`{path[-1]}` must be words", "Write them as text or as a list of words")

    def lines(self, key: str) -> list[str]:
        """Return the lines of the block of text under `key`."""
        value = self.content.get(key)
        if isinstance(value, str):
            return [*value.splitlines(), *_under(value).splitlines()]
        raise self.fault((key,), f"`{key}` must be a block of lines", f"Write `{key}: |` and indent the lines below it")

    def fault_below(self, key: str, line: int, what: str, fix: str) -> BadCodebook:
        """Return the error for line `line` (from 0) of the block under `key`."""
        return self.fault_at(self.line((key,)) + 1 + line, what, fix)

    def mapping(self, *path: str | int) -> dict[str, Any]:
        """Return the mapping at `path`; an absent one is empty."""
        value = self._at(path)
        if value is None or value == "":
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

    def line(self, path: Path) -> int:
        """Find the line of `path`, from 1; slow, for a file that is at fault only."""
        node = composed(self.text)
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


def _under(value: str) -> str:
    return value.under if isinstance(value, Added) else ""


def read(name: str, folder: Traversable | None = None) -> CodebookFile:
    """Read one file of the codebook, with the user's of that name laid over it where a dossier is in force.

    folder: read the file from there, and no other.
    """
    if folder is not None:
        return parse(name, folder.joinpath(name).read_text("utf-8"))
    own = parse(name, resources.files(__package__).joinpath(name).read_text("utf-8"))
    users = current().folder
    if users is None or not (users / name).is_file():
        return own
    found = users_file(name)
    return CodebookFile(name, found.text, laid_over(own, found), found.shown, found.content)


def users_file(name: str) -> CodebookFile:
    """Read a file of the user's codebook that is in force, alone."""
    path = (current().folder or FilePath()) / name
    return parse(f"{USERS}{name}", text_of(path), shown=str(path))


def names_of(folder: FilePath) -> list[str]:
    """Return the YAML files of a codebook's folder, those of `events/` too, sorted."""
    found = [*folder.glob("*.y*ml"), *folder.glob("events/*.y*ml")]
    return sorted(path.relative_to(folder).as_posix() for path in found)


def own_names() -> list[str]:
    """Return the files of memcon's own codebook that a user's can be laid over."""
    return sorted(one.name for one in resources.files(__package__).iterdir() if one.name.endswith(".yaml"))


def text_of(path: FilePath) -> str:
    """Return what a user's file holds; raises `BadCodebook` when it cannot be read."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadCodebook(f"{path}:{line}: this is not UTF-8. Save the file as UTF-8.") from None
    except OSError as error:
        raise BadCodebook(f"{path}: it cannot be read: {error.strerror}. Check the path and its permissions.") from None


def parse(name: str, text: str, *, shown: str = "", loader: str = "SafeLoader") -> CodebookFile:
    """Parse a YAML file that must hold a mapping. loader: `BaseLoader` leaves every scalar the text that it is."""
    where = shown or name
    try:
        if shown and (wrong := _unwieldy(text)):
            raise BadCodebook(f"{where}:{wrong}")
        content = yaml.load(text, Loader=getattr(yaml, f"C{loader}", getattr(yaml, loader)))  # noqa: S506 - safe ones
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        if "nesting depth" in (error.problem or ""):  # newer parsers have a limit of their own, above ours
            raise BadCodebook(f"{where}:{line}: {_TOO_DEEP}") from None
        raise BadCodebook(f"{where}:{line}: not YAML: {error.problem}. Mend the line or the one above it.") from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise BadCodebook(f"{where}:{line}: not YAML: {error.reason}. Take the character out.") from None
    content = {} if content is None and shown else content
    if not isinstance(content, dict):
        raise BadCodebook(f"{where}:1: a codebook file is a mapping. Write `key: value` lines.")
    file = CodebookFile(name, text, content, shown)
    if shown and (twice := _twice(composed(text))):
        raise file.fault_at(twice.start_mark.line + 1, f"`{twice.value}` stands here twice", "Join the two")
    return file


def composed(text: str) -> yaml.Node | None:
    """Return the nodes of a YAML text, by the parser that `parse` uses: there is another, which objects to tabs."""
    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _unwieldy(text: str) -> str | None:
    """Return `line: what is wrong. What to do.` of what could keep us busy for ever: references, and nests of nests."""
    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            return f"{line}: `*` refers to something else here. Write it out, or quote it as text."
        if depth > _DEEPEST:
            return f"{line}: {_TOO_DEEP}"
    return None


def _twice(node: yaml.Node | None) -> yaml.Node | None:
    """Return the first key of a mapping that stood there before; YAML itself would let the later one win, unsaid."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                return cast("yaml.Node", key)
            seen.add(str(key.value))
            if found := _twice(value):
                return found
    if isinstance(node, yaml.SequenceNode):
        return next((found for one in node.value if (found := _twice(one))), None)
    return None
