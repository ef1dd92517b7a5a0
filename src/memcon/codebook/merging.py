"""A user's file laid over memcon's own of the same name: what it lists is added, what it states anew counts.

Mappings are joined key by key; lists, and texts that hold lists of words, stand before memcon's own, so that where the
first that fits counts it is the user's; any other value takes the place of memcon's. `replace: [points, verbs/demand]`
names what is not to be joined: there the user's stands alone.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from memcon.codebook.files import CodebookFile

REPLACE = "replace"


class Added(str):
    """A user's text that may hold a list of words; `under` is memcon's own, which it is added to."""

    __slots__ = ("under",)
    under: str


def laid_over(own: CodebookFile, users: CodebookFile) -> dict[str, Any]:
    """Return the content of a user's file over memcon's own.

    Raises `BadCodebook` where a key is none of the file's, or holds another kind of thing than memcon's own does.
    """
    for key in users.content:
        if key not in own.content and key != REPLACE:
            raise users.fault((key,), f"no `{key}` is in memcon's {own.name}", near(str(key), own.content))
    alone = {tuple(path.split("/")) for path in users.words(REPLACE)}
    given = {key: value for key, value in users.content.items() if key != REPLACE}
    return _joined(users, (), own.content, given, alone)  # type: ignore[no-any-return]  # of two mappings a mapping


def near(word: str, known: Collection[str]) -> str:
    """Say which of the known words was likely meant, or name them all."""
    close = get_close_matches(word, known, 1, 0.6)
    return f"Did you mean `{close[0]}`?" if close else f"Use {', '.join(sorted(map(str, known)))}"


def _joined(users: CodebookFile, path: tuple[str, ...], own: Any, given: Any, alone: set[tuple[str, ...]]) -> Any:  # noqa: ANN401  as YAML has it
    if own is None or path in alone:
        return given
    if isinstance(own, dict) and isinstance(given, dict):
        more = {key: _joined(users, (*path, str(key)), own.get(key), value, alone) for key, value in given.items()}
        return {**{key: value for key, value in own.items() if key not in more}, **more}
    if isinstance(own, list) or (isinstance(given, list) and isinstance(own, str)):
        return [*_listed(users, path, given), *_listed(users, path, own)]
    if isinstance(own, str) and isinstance(given, str):
        added = Added(given)
        added.under = own
        return added
    if isinstance(own, dict) or isinstance(given, dict | list):
        kind = "a mapping" if isinstance(own, dict) else "one value"
        raise users.fault(path, f"`{path[-1]}` is {kind} in memcon's own file", "Write it alike")
    return given


def _listed(users: CodebookFile, path: tuple[str, ...], value: Any) -> list[Any]:  # noqa: ANN401  as YAML has it
    if isinstance(value, str):
        return value.split()
    if not isinstance(value, list):
        raise users.fault(path, f"`{path[-1]}` must be a list", "Begin every entry with `- `")
    return value
