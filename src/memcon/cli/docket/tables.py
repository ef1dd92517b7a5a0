"""A listing on standard output: a table for people, JSON Lines or CSV for programs."""

# ruff: noqa: PLC0415  rich is loaded only when people read
from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from memcon.cli.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, RenderableType
    from rich.table import Table

    from memcon.views.docket import Listing, Matrix

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
NARROWEST, WIDEST_PLAIN = 60, 160
LEGEND = "2 ← 10 is two independent origins, ten articles; memcon why ID tells which."
"""What a newcomer must be told of the counts; a pipe is not."""


def write(listing: Listing[Any], *, as_json: bool, as_csv: bool, nothing: str) -> None:
    """Print a listing in the form that was asked for; `nothing` is what people are told when it is empty."""
    if as_json and as_csv:
        raise click.UsageError("--json and --csv do not go together. Choose one.")
    if as_json:
        as_json_lines(listing.to_dicts())
    elif as_csv:
        click.echo(csv_of(listing), nl=False)
    else:
        _show(listing, nothing)


def as_json_lines(rows: Sequence[dict[str, Any]]) -> None:
    """Print one JSON object a line, in ASCII: what an article has in it cannot command a terminal."""
    for row in rows:
        click.echo(json.dumps(row))


def csv_of(listing: Listing[Any]) -> str:
    """Write CSV as spreadsheets read it: several values of a field with semicolons between, no cell a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(listing.columns)
    writer.writerows([_cell(value) for value in row.values()] for row in listing.to_dicts())
    return out.getvalue()


def _cell(value: Any) -> str | int:  # noqa: ANN401  what a line's field may hold
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    words = (
        "; ".join(map(str, value))
        if isinstance(value, list)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )
    shown = on_one_line(words).strip()
    return f"'{shown}" if shown.startswith(FORMULA) else shown


def console() -> Console:
    """Return a console on standard output as wide as its window, else as `COLUMNS` or 100."""
    from memcon.cli.terminal import quiet_console

    made = quiet_console(sys.stdout)
    made.width = max(NARROWEST, min(made.width, 10_000 if made.is_terminal else WIDEST_PLAIN))
    return made


def _show(listing: Listing[Any], nothing: str) -> None:
    from rich.text import Text

    from memcon.views.docket import Sources, Timeline

    out = console()
    if listing.asked:
        out.print(Text(on_one_line(" · ".join(listing.asked)), "dim"))
    if not listing.rows:
        click.echo(nothing)
        return
    out.print(_table(out, listing))
    if listing.more:
        rows = len(listing)
        which = "latest" if isinstance(listing, Timeline) else "first"
        shown = f"{which} {rows} rows" if rows > 1 else f"{which} row"
        click.echo(f"The {shown}. More: --limit {rows * 4}, or --offset {rows} for the next; --limit 0 for all.")
    if out.is_terminal and not isinstance(listing, Sources):
        out.print(Text(LEGEND, "dim"))


def _table(out: Console, listing: Listing[Any]) -> RenderableType:
    from memcon.views.docket import Matrix

    if isinstance(listing, Matrix):
        return _matrix(out, listing)
    from memcon.cli.docket.columns import COLUMNS

    columns = COLUMNS[type(listing)]
    table = framed(out)
    for one in columns:
        table.add_column(
            one.heading,
            ratio=one.share or None,
            no_wrap=not one.share,
            min_width=12 if one.share else None,
            overflow="fold",
        )
    for line in listing:
        table.add_row(*(one.of(line) for one in columns))
    return table


def framed(out: Console) -> Table:
    """Return an empty table: with rules between rows on a terminal, without any elsewhere."""
    from rich import box
    from rich.table import Table

    plain = not out.is_terminal
    return Table(
        box=None if plain else box.SIMPLE_HEAD,
        show_lines=False,
        expand=True,
        pad_edge=False,
        padding=(0, 2, 0, 0) if plain else (0, 1),
        header_style="bold",
        leading=0 if plain else 1,
    )


def _matrix(out: Console, matrix: Matrix) -> RenderableType:
    """Put issues down and sides across, as many sides as there is room for; the others follow below."""
    from rich.console import Group

    from memcon.cli.docket.matrices import matrix_table

    fitting = max(1, (out.width - 18) // 26)
    sides = matrix.sides
    return Group(*(matrix_table(out, matrix, sides[at : at + fitting]) for at in range(0, len(sides), fitting)))
