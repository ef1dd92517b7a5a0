"""`memcon search`: articles and claims by words."""

# ruff: noqa: PLC0415  rich is loaded only when people read, a room when there is something to search
from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from memcon.cli.docket.options import asked, asking, opened
from memcon.cli.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from memcon.store.search import Marked
    from memcon.views.docket import Finds

NOBODY = "Nobody named:"
EXAMPLES = """\b
Examples:
  memcon search corridor withdrawal
  memcon search '"written guarantee" -corridor' --since 2025-07-13
  memcon search enrichment --side Iran --json

\b
All words must be there, in any of their forms: `withdraw` finds withdraws and withdrawing. "In quotes": as they stand;
-word: not there. What is found is marked: in colour, or [so] where there is none.
"""


@click.command(
    epilog=EXAMPLES, short_help="Search articles and claims by words", context_settings={"ignore_unknown_options": True}
)
@click.argument("words", nargs=-1, required=True)
@asking(10)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
def search(words: tuple[str, ...], *, as_json: bool, dossier: str | None, **chosen: Any) -> None:  # noqa: ANN401  click's values
    """Search the text of the articles, and the claims that are told in these words."""
    with opened(dossier) as docket:
        found = docket.search(" ".join(words), **asked(chosen))
    if as_json:
        click.echo(json.dumps(asdict(found)))
    else:
        _show(found)


def _show(found: Finds) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from memcon.cli.docket.tables import console
    from memcon.cli.terminal import painted
    from memcon.store.finding import NO_OUTLET
    from memcon.views.dates import day_words
    from memcon.views.docket.naming import short

    out = console()
    if found.asked:
        out.print(Text(on_one_line(" · ".join(found.asked)), "dim"))
    if not (found.claims or found.articles):
        click.echo("Nothing is found. Try fewer words, or a shorter form of one.")
        return
    colour = out.color_system is not None and not out.no_color
    out.print(Text("Claims", "bold") if found.claims else Text("No claim is told in these words.", "dim"))
    for claim in found.claims:
        line = claim.claim
        head = painted(on_one_line(line.who or line.side or NOBODY), "bold cyan")
        head.append(f" {line.says}", "bold").append(
            f"  {line.independent} ← {line.articles}, {short(line.claim)}", "dim"
        )
        out.print(Padding(head, (0, 0, 0, 2)))
        out.print(Padding(_marked(claim.words, colour=colour), (0, 0, 0, 4)))
    out.print(
        Text("\nArticles" if found.articles else "\nNo article has these words.", "bold" if found.articles else "dim")
    )
    for one in found.articles:
        out.print(Padding(_marked(one.title, colour=colour), (0, 0, 0, 2)))
        more = f"{one.copies} more with this text" if one.copies else ""
        about = filter(None, (one.outlet or NO_OUTLET, day_words(one.published), one.article, more))
        out.print(Padding(Text(on_one_line(" · ".join(about)), "dim"), (0, 0, 0, 4)))
        out.print(Padding(_marked(one.snippet, colour=colour), (0, 0, 0, 4)))


def _marked(words: Iterable[Marked], *, colour: bool) -> Text:
    from rich.text import Text

    out = Text()
    for one in words:
        shown = on_one_line(one.text)
        out.append(shown if colour or not one.hit else f"[{shown}]", "bold yellow" if one.hit else "")
    return out
