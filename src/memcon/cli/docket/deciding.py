"""`memcon merge`, `memcon unmerge` and `memcon split`: who is who, decided by hand."""

from __future__ import annotations

import getpass
import shlex
import sys

import click

from memcon.cli.docket.options import enforce, opened
from memcon.cli.dossiers import of_dossier
from memcon.cli.visible import on_one_line
from memcon.errors import MemconError

MERGING = """\b
Examples:
  memcon merge "Sheikh Mohammed" "Mohammed bin Abdulrahman Al Thani"
  memcon merge a1f09c22 a77d0e13                       by id, where two bear one name
"""
UNDOING = """\b
Examples:
  memcon unmerge "Sheikh Mohammed"                      he is himself again, with all that was told of him
"""
SPLITTING = """\b
Examples:
  memcon split "Mohammed Khan"                          shows under which names he was taken for one
  memcon split "Mohammed Khan" "M. Khan"                wherever it says M. Khan, it is somebody else
"""


@click.command(epilog=MERGING, short_help="Say that two names are one person or body")
@click.argument("one")
@click.argument("other")
@of_dossier
@click.option("--who", metavar="NAME", help="Who decides; by default the user of this machine.")
@click.option("--yes", is_flag=True, help="Do not ask, though they stand on different sides.")
def merge(one: str, other: str, *, dossier: str | None, who: str | None, yes: bool) -> None:
    """Say that ONE is nobody else than OTHER: both become OTHER, now and whenever articles are read.

    ONE and OTHER are names, or ids as `memcon claims --json` shows them. Persons of different sides are hardly one:
    then it asks first. `memcon unmerge` takes it back.
    """
    with opened(dossier) as docket:
        if not yes and (why := docket.doubt(one, other)):
            _ask(on_one_line(why))
        first, second = docket.merge(one, other, who or getpass.getuser())
        click.echo(f"{on_one_line(first)} is {on_one_line(second)}. {enforce(docket, dossier)}")
        click.echo(f"Not so? Take it back: memcon unmerge {shlex.quote(on_one_line(first))}")


def _ask(why: str) -> None:
    """Let who sits at a terminal say whether two are one nevertheless; elsewhere that is a mistake."""
    if not sys.stdin.isatty():
        raise MemconError(f"{why} Nothing was decided. Say --yes if they are one nevertheless.")
    click.confirm(f"{why} Are they one nevertheless?", abort=True)


@click.command(epilog=UNDOING, short_help="Take a merge back")
@click.argument("name")
@of_dossier
@click.option("--who", metavar="NAME", help="Who decides; by default the user of this machine.")
def unmerge(name: str, *, dossier: str | None, who: str | None) -> None:
    """Take back the last `memcon merge` in which NAME stands: the two are two again."""
    with opened(dossier) as docket:
        first, second = docket.unmerge(name, who or getpass.getuser())
        click.echo(f"{on_one_line(first)} is not {on_one_line(second)}. {enforce(docket, dossier)}")


@click.command(epilog=SPLITTING, short_help="Say that a name was taken for the wrong one")
@click.argument("entity")
@click.argument("name", required=False)
@of_dossier
@click.option("--who", metavar="NAME", help="Who decides; by default the user of this machine.")
def split(entity: str, name: str | None, *, dossier: str | None, who: str | None) -> None:
    """Say that what articles call NAME is not ENTITY, though it was taken for them.

    Without NAME it lists the names under which articles have ENTITY, and decides nothing.
    """
    with opened(dossier) as docket:
        if name is None:
            called = docket.called(entity)
            for words, count in called.items():
                click.echo(f"{count:>6}  {on_one_line(words)}")
            click.echo("Split one off: memcon split ENTITY NAME")
            return
        count = docket.split(entity, name, who or getpass.getuser())
        told = f"In {count} article{'s' if count != 1 else ''}, {on_one_line(name)} is somebody else."
        click.echo(f"{told} {enforce(docket, dossier)}")
