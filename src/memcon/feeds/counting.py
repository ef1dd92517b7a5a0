"""How many articles the inputs are likely to hold, for whoever shows the time that is left."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.feeds import kinds
from memcon.feeds.memory import Subscription

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHUNK = 1 << 20


def expected(inputs: Iterable[str | Subscription]) -> int | None:
    """Count files, rows of JSON Lines files and addresses; None when something is there that cannot be counted unread.

    A file of a gigabyte takes about a second. A document counts as one, also where it turns out to hold several.
    """
    total = 0
    for name in inputs:
        if isinstance(name, Subscription):
            return None
        counted = 1 if name.lower().startswith(("http://", "https://")) else None if name == "-" else _of_path(name)
        if counted is None:
            return None
        total += counted
    return total


def _of_path(name: str) -> int | None:
    """Count what a file or folder holds."""
    if os.path.isdir(name):  # noqa: PTH112  a name that is no path is no folder
        files = [str(Path(at) / one) for at, _, names in os.walk(name) for one in names if kinds.by_name(one)]
        counted = [_of_path(one) for one in files]
        return None if None in counted else sum(one for one in counted if one)
    if kinds.by_name(name) != "rows":
        return 1
    return None if name.lower().endswith(".gz") else _lines(name)


def _lines(name: str) -> int:
    """Count the lines of a file."""
    try:
        with Path(name).open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b""))
    except (OSError, ValueError):
        return 1
