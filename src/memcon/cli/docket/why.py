"""`memcon why`: who carried a claim from whom, down to its origins."""

# ruff: noqa: PLC0415  rich is loaded only when people read
from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memcon.cli.docket.options import Day, opened
from memcon.cli.dossiers import of_dossier

if TYPE_CHECKING:
    from memcon.views.docket import Why

EXAMPLES = """\b
Examples:
  memcon why c3f2a9                       the beginning of a claim's id is enough
  memcon why "leave the corridor"         or words that it is told in
  memcon why c3f2a9 --as-of 2025-07-13    as it was known at the end of that day
"""


@click.command(epilog=EXAMPLES, short_help="Show why a claim stands")
@click.argument("claim")
@of_dossier
@click.option("--as-of", metavar="DAY", type=Day(), help="As it was known at the end of this day.")
@click.option("--json", "as_json", is_flag=True, help="Print the tree as one JSON object.")
def why(claim: str, *, dossier: str | None, as_of: str | None, as_json: bool) -> None:
    """Show why a claim stands: the tree of the articles that carry it, down to where their chains end.

    CLAIM is an id that the other commands show, the beginning of one, or words: then it is the claim told in them that
    most articles tell. Each branch is one independent origin. Below
    it stands the article that reported first, below that who has it from there, with the words, so that many articles
    visibly come down to one report.
    """
    with opened(dossier) as docket:
        found = docket.why(claim, as_of)
    if as_json:
        click.echo(json.dumps(asdict(found)))
    else:
        _show(found)


def _show(found: Why) -> None:
    from memcon.cli.docket.trees import why_tree

    why_tree(found)
