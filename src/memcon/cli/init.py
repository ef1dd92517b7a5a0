"""`memcon init`: a folder for one negotiation, with a dossier to fill in."""

# ruff: noqa: PLC0415  a room is loaded by the command that needs it
from __future__ import annotations

import click

from memcon.cli.visible import visible

EXAMPLES = """\b
Examples:
  memcon init port-talks               a folder `port-talks` with a dossier.yaml that explains itself
  memcon init gaza --example           the same, filled in for the talks on a ceasefire in Gaza
  cd port-talks && memcon add ../monday/ && memcon positions
"""


@click.command(epilog=EXAMPLES, short_help="Make a dossier: a folder for one negotiation")
@click.argument("name")
@click.option("--example", is_flag=True, help="Fill the dossier in, as an example: the talks on a ceasefire in Gaza.")
def init(name: str, *, example: bool) -> None:
    """Make a folder for one negotiation: a dossier.yaml for its parties, people, issues, outlets and feeds.

    NAME is the folder, new or there already. A dossier that is there is left as it is. The database is made beside it
    when the first article is added.
    """
    from memcon.codebook.templating import begun

    path, is_new = begun(name, example=example)
    shown = visible(str(path))
    if not is_new:
        click.echo(f"{shown} is there already; nothing was changed.")
        return
    click.echo(f"Made {shown}. Open it and fill in what you know; every line of it may be left out.")
    click.echo(f"Then, in {visible(str(path.parent))}: memcon add PATH|URL …")
