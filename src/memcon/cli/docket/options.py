"""Options that the docket's commands share: what is asked for, which dossier, and in which form."""

# ruff: noqa: PLC0415  the store is loaded when there is something to ask
from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from memcon.cli.dossiers import of_dossier, place_of
from memcon.errors import DocketUnusable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from memcon.views.docket import Docket
    from memcon.views.docket.asked import Options

    F = TypeVar("F", bound=Callable[..., Any])

LIMIT = 50


class Day(click.ParamType):  # type: ignore[type-arg]
    """An ISO day."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the day as it should be written, or say how to write it."""
        try:
            return date.fromisoformat(value.strip()).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day. Write it as YYYY-MM-DD.", param, ctx)


def asking(limit: int = LIMIT) -> Callable[[F], F]:
    """Add the options by which rows are chosen; `asked` makes of their values what the docket takes."""
    options = (
        click.option("--issue", metavar="NAME", help="What it is about: an issue of the agenda, such as `ceasefire`."),
        click.option("--side", metavar="NAME", help="A side in the talks, by any of its names."),
        click.option("--person", metavar="NAME", help="Who holds it or takes part, by any of their names."),
        click.option("--since", metavar="DAY", type=Day(), help="From this day on, YYYY-MM-DD."),
        click.option("--until", metavar="DAY", type=Day(), help="Up to this day, itself included."),
        click.option("--as-of", metavar="DAY", type=Day(), help="As it was known at the end of this day: counts, too."),
        click.option(
            "--origin", metavar="NAME", help="On whose word: a person, body or outlet, or an id of `memcon sources`."
        ),
        click.option(
            "--min-origins", metavar="N", type=click.IntRange(0), default=0, help="Independent origins at least."
        ),
        click.option(
            "--limit",
            metavar="N",
            type=click.IntRange(0),
            default=limit,
            show_default=True,
            help="Rows at most; 0 for all.",
        ),
        click.option("--offset", metavar="N", type=click.IntRange(0), default=0, help="Rows to leave out before."),
    )
    return _adding((of_dossier, *options))


def as_rows() -> Callable[[F], F]:
    """Add --json and --csv."""
    return _adding(
        (
            click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a row."),
            click.option("--csv", "as_csv", is_flag=True, help="Print CSV, with a line of names first."),
        )
    )


def _adding(options: tuple[Callable[[F], F], ...]) -> Callable[[F], F]:
    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def asked(chosen: dict[str, Any]) -> Options:
    """Return what was chosen as the docket takes it; 0 rows at most are all."""
    names = ("issue", "side", "person", "since", "until", "as_of", "origin", "min_origins", "offset")
    out: Options = {name: chosen[name] for name in names if name in chosen}  # type: ignore[assignment]
    if "limit" in chosen:
        out["limit"] = chosen["limit"] or None
    return out


IN_FORCE = "It is in force, and stays so whatever reads the articles again."
LATER = "It counts from the next `memcon reread --all`, and from then on whatever reads the articles again."


def enforce(docket: Docket, dossier: str | None) -> str:
    """Put what was decided into force at once where the docket is small, and say so or when it counts."""
    from memcon import codebook

    return IN_FORCE if docket.enforce(codebook.opened(place_of(dossier).yaml)) else LATER


@contextmanager
def opened(dossier: str | None) -> Iterator[Docket]:
    """Open the docket of a dossier, to ask it; say so where articles are not in its answers yet.

    They are not gathered here: another process may be at it, and who asks does not wait.
    """
    from memcon import store
    from memcon.views.docket import open_docket

    place = place_of(dossier)
    if place.yaml and "://" not in place.docket and not Path(place.docket).exists():
        raise DocketUnusable(f"{place.docket}: nothing has been added yet. Add articles with `memcon add PATH|URL`.")
    with open_docket(place.docket) as docket:
        if count := store.waiting(docket.stored):
            articles = "1 article is" if count == 1 else f"{count:,} articles are"
            click.echo(f"memcon: {articles} not in this answer yet. `memcon add` gathers what it added.", err=True)
        yield docket
