"""What `memcon add` takes articles from: what was named, the dossier's feeds, once or again and again."""

# ruff: noqa: PLC0415  a room is loaded when there is something to add
from __future__ import annotations

from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from memcon.errors import MemconError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from memcon.cli.dossiers import Place
    from memcon.codebook import Book
    from memcon.feeds import Memory, Subscription

    F = TypeVar("F", bound=Callable[..., Any])

REMEMBERED = "feeds.json"


class Taken(NamedTuple):
    """The inputs of a run, and what is remembered of feeds; every: seconds between two rounds, None for one alone."""

    inputs: tuple[str | Subscription, ...]
    memory: Memory
    every: float | None

    def rounds(self) -> Iterator[tuple[str | Subscription, ...]]:
        """Yield the inputs of each round, and wait in between; standard input has but one."""
        yield self.inputs
        while self.every is not None:
            sleep(self.every)
            yield tuple(name for name in self.inputs if name != "-")


def taking(command: F) -> F:
    """Add the options --feeds, --watch and --every to a command."""
    options = (
        click.option("--feeds", is_flag=True, help="Take the articles of the feeds that the dossier lists."),
        click.option("--watch", is_flag=True, help="Look again and again for what is new, until Ctrl-C."),
        click.option(
            "--every",
            metavar="MINUTES",
            type=click.FloatRange(1),
            default=15,
            show_default=True,
            help="How long to wait before looking again.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def taken_from(inputs: tuple[str, ...], place: Place, book: Book, every: float | None, *, listed: bool) -> Taken:
    """Return what a run takes articles from. listed: the dossier's feeds too."""
    from memcon.feeds import Memory, Subscription

    known = book.dossier.feeds if book.dossier else ()
    if listed and not known:
        where = place.yaml or "this dossier"
        raise MemconError(f"{where} lists no feeds. Write their addresses below `feeds:`, each behind a `- `.")
    outlets = {one.url: Subscription(one.url, one.outlet) for one in known}
    named = tuple(outlets.get(name, name) for name in inputs)
    more = tuple(one for one in outlets.values() if one not in named) if listed else ()
    folder = place.yaml.parent if "://" in place.docket and place.yaml else Path(place.docket).parent
    is_kept = "://" not in place.docket or place.yaml
    memory = Memory.at(folder / REMEMBERED) if is_kept else Memory()
    return Taken((*named, *more) or ("-",), memory, every)
