"""Who stands where: issues down, sides across, in each cell the position taken last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from memcon.cli.docket.tables import framed
from memcon.cli.terminal import STANCES, painted
from memcon.cli.visible import on_one_line
from memcon.views.dates import day_words
from memcon.views.docket.naming import short
from memcon.views.docket.notes import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from memcon.views.docket import Matrix, MatrixLine

LONGEST = 90
"""Characters of an article's words in a cell."""


def matrix_table(out: Console, matrix: Matrix, sides: Sequence[str]) -> Table:
    """Make the table of some sides."""
    cells = {(one.side, one.issue): one for one in matrix}
    table = framed(out)
    table.add_column("Issue", style="italic", ratio=2)
    for side in sides:
        table.add_column(Text(on_one_line(side)), ratio=3)
    for issue in matrix.issues:
        if any((side, issue) in cells for side in sides):
            table.add_row(Text(on_one_line(issue)), *(_cell(cells.get((side, issue))) for side in sides))
    return table


def _cell(one: MatrixLine | None) -> Text:
    if one is None:
        return Text("–", "dim")
    words = painted(on_one_line(one.stance), STANCES.get(one.stance, "bold"))
    words.append(f": {on_one_line(shortened(one.words, LONGEST))}")
    counts = f"{one.independent} ← {one.articles}"
    return words.append(f"\n{day_words(one.last_seen)}, {counts}\n{short(one.claim)}", "dim")
