"""A progress bar on standard error, or nothing."""

# ruff: noqa: PLC0415  rich is loaded only when a bar is shown
from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn, Task


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


class Pace(Progress):
    """A bar of articles: how many of how many, how many a second, and the time that is left."""

    def __init__(self, *, shown: bool) -> None:
        super().__init__(0, shown=False)
        self._bar = _pace() if shown else None
        self._done = 0

    def stage(self, name: str, total: int | None) -> None:
        """Begin anew with another kind of work; total: articles that it takes, None where nobody knows."""
        self._done = 0
        if self._bar:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(name, total=total)

    def read(self, count: int) -> None:
        """Show that `count` articles are done, of the stage."""
        self._done = count
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=count)


def _bar() -> Bar:
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn

    return _rich(SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())


def _pace() -> Bar:
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(
                "" if speed is None else f"{speed:.1f} articles/s" if speed < 100 else f"{speed:.0f} articles/s"
            )

    left = TimeRemainingColumn(compact=True)
    return _rich(TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), Rate(), left)


def _rich(*columns: ProgressColumn) -> Bar:
    from rich.console import Console
    from rich.progress import Progress as Rich

    return Rich(
        *columns,
        console=Console(file=sys.stderr),
        transient=True,
        redirect_stdout=False,
        speed_estimate_period=60,
    )
