"""A progress bar on standard error, or nothing."""

# ruff: noqa: PLC0415  rich is loaded only when a bar is shown
from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress as Bar


class Progress:
    """How far a run has come: inputs opened, of how many, and articles read.

    A single input may be a folder or a file of a million rows: its bar only shows that something happens.
    """

    def __init__(self, inputs: int, *, shown: bool) -> None:
        self._bar = _bar() if shown else None
        self._task = self._bar.add_task("0 articles", total=inputs if inputs > 1 else None) if self._bar else None

    def __enter__(self) -> Self:
        """Show the bar."""
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()

    def watch(self, inputs: Iterable[str]) -> Iterator[str]:
        """Hand the inputs on, and count those that are done."""
        for name in inputs:
            yield name
            if self._bar and self._task is not None:
                self._bar.advance(self._task)

    def read(self, count: int) -> None:
        """Show how many articles have been read."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=f"{count} article{'s' if count != 1 else ''}")

    def say(self, line: str) -> None:
        """Print a line to standard error, above the bar when there is one."""
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)
        else:
            click.echo(line, err=True)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Rich

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    return Rich(*columns, console=Console(file=sys.stderr), transient=True, redirect_stdout=False)
