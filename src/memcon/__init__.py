"""memcon reads English news reports of negotiations and writes down who says what, and on whose word.

record = memcon.read("report.html")                 # a path, an address, or the text itself
record.attributions[0].chain                        # ('s0', 's1', 's2'): sources, from the writer inward
for item in memcon.read_many(["monday/", "tuesday.jsonl"]):
    ...                                             # a Record, or a Problem that says what to do
with memcon.open("talks/") as docket:               # a dossier that `memcon add` filled
    docket.positions(side="Israel").to_pandas()     # the same questions as on the command line

This is the Python door. Rooms are loaded when there is something to read, so that `import memcon` costs nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from memcon.errors import MemconError, NothingRead, Problem
from memcon.settings import Overrides, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from memcon.coding.record import Record
    from memcon.feeds import Page
    from memcon.views.docket import Docket

    Input: TypeAlias = str | os.PathLike[str] | Mapping[str, Any]

__version__ = "0.1.0"
__all__ = [
    "Docket",
    "MemconError",
    "NothingRead",
    "Problem",
    "Record",
    "Settings",
    "__version__",
    "open",
    "read",
    "read_many",
]


def read(given: Input, settings: Settings | None = None, **stated: str | None) -> Record:
    """Read one article and return its record.

    given:  a path, an http(s) address, the text itself, or a row: its `text`, and what is known beside it (id,
            title, outlet …). A string is a text when it has white space in it and no file goes by that name.
    stated: metadata that beats what the article says: title, outlet, url, published, byline.

    Raises `NothingRead` with the reasons when it cannot be read, `MemconError` when there are several articles.
    """
    settings = settings or Settings()
    found = list(read_many([given], replace(settings, overrides=Overrides(**stated)) if stated else settings))
    records = [item for item in found if not isinstance(item, Problem)]
    if not records:
        raise NothingRead([item for item in found if isinstance(item, Problem)])
    if len(records) > 1:
        raise MemconError(f"{given} holds {len(records)} articles. Read it with `read_many`.")
    return records[0]


def read_many(inputs: Iterable[Input], settings: Settings | None = None) -> Iterator[Record | Problem]:
    """Read any number of inputs, each as `read` takes it, and folders and JSON Lines of many articles too.

    Yields, in the order of the input, a `Record` for each article and a `Problem` for each that cannot be read.
    """
    from memcon.pipeline import read_pages

    chosen = settings or Settings()
    return read_pages((page for given in inputs for page in _pages(given, chosen)), chosen, {})


def open(path: str | os.PathLike[str]) -> Docket:  # noqa: A001  memcon.open says what it does
    """Open a dossier's docket, to ask it.

    path: the dossier's folder, its `docket.db`, or a database's address (`postgresql://user@host/name`).

    The `Docket` that comes back answers `positions`, `contacts`, `proposals`, `standings`, `sources`, `claims`,
    `timeline`, `matrix`, `changes`, `search`, `why` and `brief`. Raises `DocketUnusable` where there is none.
    """
    from memcon.views.docket import open_docket

    return open_docket(path)


def _pages(given: Input, settings: Settings) -> Iterator[Page | Problem]:
    """Make pages of one input: a row or a text as it stands, anything else through the feeds."""
    from memcon import feeds

    if isinstance(given, Mapping):
        return iter([feeds.page_of_text(**given)])
    if isinstance(given, str) and given.split() != [given] and not os.path.lexists(given):
        return iter([feeds.page_of_text(given)])
    return feeds.pages([os.fspath(given)], settings)


def __getattr__(name: str) -> object:
    """Fetch `Record` or `Docket` when it is first asked for: what they know costs time to load."""
    if name == "Record":
        from memcon.coding.record import Record

        return Record
    if name == "Docket":
        from memcon.views.docket import Docket

        return Docket
    raise AttributeError(f"module `memcon` has no `{name}`; it offers {', '.join(__all__)}")
