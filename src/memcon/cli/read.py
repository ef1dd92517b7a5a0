"""`memcon read`: inputs in, records out."""

# ruff: noqa: PLC0415  a room is loaded when there is something to read
from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from memcon.cli.complaints import Complaints
from memcon.cli.progress import Progress
from memcon.cli.stated import knowing, stating
from memcon.errors import Problem
from memcon.settings import Overrides, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.cli.sinks import Sink
    from memcon.coding.record import Record

NOTHING_READ = 2
EXAMPLES = """\b
Examples:
  memcon read report.txt                          show contacts, positions, and who says so
  memcon read https://example.org/report.html     fetch a page and read it
  memcon read --json monday/ tuesday.jsonl        one record a line, in the order of the input
  memcon read --html record.html report.pdf       a page for the browser
  memcon read --dossier gaza/ report.txt          with the parties, people and issues of a dossier
  memcon read - --published 2023-09-15 < note     read standard input, and say when it appeared

\b
Exit codes:
  0  something was read        2  nothing could be read
  130  stopped by Ctrl-C       141  the reader of the pipe went away

Problems go to standard error; with --json as JSON, one object a line.
"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was asked for on the command line."""

    inputs: tuple[str, ...]
    as_json: bool
    html: str | None
    output: str | None
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    byline: str | None
    dossier: str | None
    threads: int
    local: bool
    timings: bool
    quiet: bool

    def settings(self) -> Settings:
        """Make the run's settings of them."""
        stated = Overrides(self.title, self.outlet, self.url, self.published, self.byline)
        return Settings(overrides=stated, local=self.local, threads=self.threads, dossier=self.dossier)


@click.command(epilog=EXAMPLES, short_help="Show one report: who dealt with whom, who wants what, who says so")
@click.argument("inputs", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print records as JSON, one a line, instead of showing them.")
@click.option("--html", metavar="FILE", help="Write a page for the browser; it stands on its own in one file.")
@click.option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output.")
@stating
@knowing
@click.option("--threads", type=click.IntRange(0), default=0, help="Cores to use; 0, the default, takes all.")
@click.option("--local", is_flag=True, help="Fetch addresses on this machine and its network too.")
@click.option("--timings", is_flag=True, help="Print to standard error how many milliseconds each room took.")
@click.option("--quiet", "-q", is_flag=True, help="Print no problems and no progress.")
@click.pass_context
def read(ctx: click.Context, /, **chosen: Any) -> None:  # noqa: ANN401  click hands over what the options hold
    """Read news reports and show who dealt with whom, who wants what, how it stands, and who says so.

    INPUTS are files, folders, web addresses, or - for standard input: plain text, Markdown, HTML, PDF with a text
    layer, or JSON Lines whose rows hold a `text`.
    """
    choices = Choices(**chosen)
    if not choices.inputs and sys.stdin.isatty():
        raise click.UsageError("Nothing to read. Name a file, a folder or an address, or - for standard input.", ctx)
    ctx.exit(run(choices))


def run(choices: Choices) -> int:
    """Read, write and complain as asked; return the exit code."""
    from memcon import codebook

    if choices.dossier is not None:
        codebook.opened(choices.dossier)  # one at fault is told of before any file is written
    took: dict[str, float] = {}
    complaints = Complaints(as_json=choices.as_json, quiet=choices.quiet)
    with ExitStack() as stack:
        stack.callback(complaints.at_the_end)
        sinks = _sinks(choices, stack)
        progress = stack.enter_context(Progress(len(choices.inputs), shown=_progress_fits(choices)))
        complaints.through(progress)
        count = 0
        for item in _items(choices, progress, took):
            if isinstance(item, Problem):
                complaints.unread(item)
                continue
            count += 1
            complaints.about(item)
            for sink in sinks:
                sink.write(item)
            progress.read(count)
    if choices.timings:
        complaints.timings(took)
    return 0 if count else NOTHING_READ


def _items(choices: Choices, progress: Progress, took: dict[str, float]) -> Iterator[Record | Problem]:
    from memcon import feeds
    from memcon.pipeline import read_pages

    settings = choices.settings()
    return read_pages(feeds.pages(progress.watch(choices.inputs or ("-",)), settings), settings, took)


def _sinks(choices: Choices, stack: ExitStack) -> list[Sink]:
    """Open where records are to go; each is closed at the end, also when the run is broken off."""
    from memcon.cli import sinks

    out: list[Sink] = []
    if choices.html:
        out.append(stack.enter_context(sinks.PageSink(choices.html, quiet=choices.quiet)))
    if choices.as_json:
        out.append(stack.enter_context(sinks.JsonSink(choices.output)))
    elif choices.output or not choices.html:
        out.append(stack.enter_context(sinks.TerminalSink(choices.output)))
    return out


def _progress_fits(choices: Choices) -> bool:
    """Show a bar only on a terminal on which nothing else is being written."""
    writes_there = sys.stdout.isatty() and not choices.output and (choices.as_json or not choices.html)
    return sys.stderr.isatty() and not writes_there and not choices.quiet
