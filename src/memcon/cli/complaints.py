"""What goes to standard error: problems, and on request the time that each room took."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from memcon.cli.visible import on_one_line

if TYPE_CHECKING:
    from memcon.cli.progress import Progress
    from memcon.coding.record import Record
    from memcon.errors import Problem

LONGEST = 60
"""Characters of a title."""


class Complaints:
    """Problems of a run. People read them at the end, below what was read; programs as they come, as JSON Lines.

    A program finds what is doubtful about an article in its record; only what could not be read is told here.
    """

    def __init__(self, *, as_json: bool, quiet: bool) -> None:
        self._as_json = as_json
        self._quiet = quiet
        self._lines: list[str] = []
        self._progress: Progress | None = None

    def through(self, progress: Progress) -> None:
        """Print by way of a progress bar from now on."""
        self._progress = progress

    def unread(self, problem: Problem) -> None:
        """Take note of an input that could not be read."""
        if self._as_json:
            self._say(json.dumps({"where": problem.where, "what": problem.what, "fix": problem.fix}))
        else:
            self._lines.append(_line(problem))

    def busy(self, where: str) -> None:
        """Say at once that another program keeps us from writing, and that we wait."""
        what = "another program is writing to it and does not finish"
        fix = "Waiting until it is done; Ctrl-C ends this, and nothing that was added is lost"
        if self._as_json:
            self._say(json.dumps({"where": where, "what": what, "fix": fix}))
        else:
            self._say(f"{where}: {what}. {fix}.")

    def about(self, record: Record) -> None:
        """Take note of what is doubtful about an article that was read."""
        if not self._as_json:
            self._lines += [f"{_name(record)}: {_line(problem)}" for problem in record.problems]

    def timings(self, took: dict[str, float]) -> None:
        """Print milliseconds by room, in the order in which an article passes them, and their sum."""
        spent = {room: round(seconds * 1000, 1) for room, seconds in took.items()}
        spent["total"] = round(sum(took.values()) * 1000, 1)
        if self._as_json:
            click.echo(json.dumps({"milliseconds": spent}), err=True)
        else:
            click.echo("".join(f"{room:<8} {value:>10.1f} ms\n" for room, value in spent.items()), nl=False, err=True)

    def at_the_end(self) -> None:
        """Print what people have not been told yet."""
        if self._lines and not self._quiet:
            click.echo("\n".join(self._lines), err=True)

    def _say(self, line: str) -> None:
        if self._quiet:
            return
        if self._progress:
            self._progress.say(line)
        else:
            click.echo(line, err=True)


def _line(problem: Problem) -> str:
    """Write a problem on one line, with full stops."""
    fix = problem.fix[:1].upper() + problem.fix[1:]
    return on_one_line(f"{problem.where}: {problem.what.rstrip('.')}. {fix.rstrip('.')}.")


def _name(record: Record) -> str:
    """Name an article by its title, cut short at a word, else its id."""
    name = " ".join((record.article.title or record.article.id).split())
    return on_one_line(name if len(name) <= LONGEST else f"{name[:LONGEST].rpartition(' ')[0] or name[:LONGEST]} …")
