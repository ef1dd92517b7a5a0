"""The options by which a user states what an article does not say, or says wrongly, and what is known beforehand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    F = TypeVar("F", bound=Callable[..., Any])


def _iso(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Accept an ISO date, or date and time, and nothing that only looks like one."""
    try:
        if value:
            datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date. Write it as YYYY-MM-DD.") from error
    return value


def stating(command: F) -> F:
    """Add the options --title, --outlet, --published, --url and --byline to a command."""
    options = (
        click.option("--title", help="Title of the article; beats what it says itself, like the next four."),
        click.option("--outlet", help="Who publishes it."),
        click.option("--published", metavar="DATE", callback=_iso, help="When it was published, YYYY-MM-DD."),
        click.option("--url", help="Address at which it was published."),
        click.option("--byline", help="Who wrote it."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def knowing(command: F) -> F:
    """Add the option --dossier to a command that reads articles."""
    told = "A dossier.yaml, or the folder it lies in: parties, people, issues and outlets that memcon is to know."
    return click.option("--dossier", "-d", metavar="PATH", help=told)(command)
