"""`memcon add`: inputs in, articles into the docket."""

# ruff: noqa: PLC0415  a room is loaded when there is something to add
from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from memcon.cli.complaints import Complaints
from memcon.cli.dossiers import of_dossier, place_of
from memcon.cli.progress import Pace
from memcon.cli.rounds import taken_from, taking
from memcon.cli.stated import stating
from memcon.errors import Problem
from memcon.settings import Overrides, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from memcon.codebook import Book
    from memcon.feeds import Memory, Subscription
    from memcon.store import Added, Docket, Stored

NOTHING_ADDED = 2
EXAMPLES = """\b
Examples:
  memcon add https://example.org/report.html      fetch a page and keep it
  memcon add monday/ tuesday.jsonl                folders, and JSON Lines of thousands
  memcon add --dossier talks report.txt           into the dossier in the folder `talks`
  memcon add https://example.org/feed.xml         the articles that a feed lists
  memcon add --feeds --watch --every 30           those of the dossier's feeds, and every half hour what is new
  zcat archive.jsonl.gz | memcon add -            read standard input

\b
It can be broken off at any moment, and run again: what was added is kept, and is not read twice.
The same article twice is one article; another text at the same address is a new version of it.
With --watch it waits for as long as another program writes to the docket, and says so.

\b
Exit codes:
  0  something was added, or was there already      2  nothing could be added
  74 the database cannot be used                    130  stopped by Ctrl-C

Problems go to standard error; with --json as JSON, one object a line.
"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was asked for on the command line."""

    inputs: tuple[str, ...]
    dossier: str | None
    feeds: bool
    watch: bool
    every: float
    as_json: bool
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    byline: str | None
    threads: int
    local: bool
    timings: bool
    quiet: bool

    def settings(self, dossier: Path | None) -> Settings:
        """Make the run's settings of them."""
        stated = Overrides(self.title, self.outlet, self.url, self.published, self.byline)
        return Settings(overrides=stated, local=self.local, threads=self.threads, dossier=dossier)


@click.command(epilog=EXAMPLES, short_help="Read news reports and keep them in a dossier")
@click.argument("inputs", nargs=-1)
@of_dossier
@taking
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
@stating
@click.option("--threads", type=click.IntRange(0), default=0, help="Cores to use; 0, the default, takes all.")
@click.option("--local", is_flag=True, help="Fetch addresses on this machine and its network too.")
@click.option("--timings", is_flag=True, help="Print to standard error how many milliseconds each room took.")
@click.option("--quiet", "-q", is_flag=True, help="Print no problems and no progress.")
@click.pass_context
def add(ctx: click.Context, /, **chosen: Any) -> None:  # noqa: ANN401  click hands over what the options hold
    """Read news reports and keep them in a dossier.

    INPUTS are files, folders, web addresses, or - for standard input: plain text, Markdown, HTML, PDF with a text
    layer, or JSON Lines whose rows hold a `text`. Of an RSS or Atom feed the articles are taken that are new.
    """
    choices = Choices(**chosen)
    if not choices.inputs and not choices.feeds and sys.stdin.isatty():
        raise click.UsageError("Nothing to add. Name a file, a folder or an address, or - for standard input.", ctx)
    ctx.exit(run(choices))


@dataclass(slots=True)
class Tally:
    """What a run has come to so far."""

    added: Added
    stored: Stored
    problems: int = 0
    gathered: int = 0
    took: dict[str, float] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """Inputs that are dealt with."""
        return len(self.added.new) + len(self.added.versions) + self.stored.known + self.problems


def run(choices: Choices) -> int:
    """Add, gather and tell; return the exit code."""
    from memcon import codebook, store

    place = place_of(choices.dossier)
    settings = choices.settings(place.yaml)
    book = codebook.opened(settings.dossier)  # one at fault is told of before anything is made
    every = choices.every * 60 if choices.watch else None
    taken = taken_from(choices.inputs, place, book, every, listed=choices.feeds)
    code = 0
    with store.open(place.docket) as docket:
        for inputs in taken.rounds():
            code = _round(Round(inputs, settings, taken.memory, book, docket), choices)
    return code


class Round(NamedTuple):
    """What one round works on; there are several with --watch."""

    inputs: tuple[str | Subscription, ...]
    settings: Settings
    memory: Memory
    book: Book
    docket: Docket


def _round(this: Round, choices: Choices) -> int:
    """Add and gather what is new, and tell; return the exit code."""
    from memcon import store

    complaints = Complaints(as_json=choices.as_json, quiet=choices.quiet)
    if choices.watch:
        this.docket.when_busy = partial(complaints.busy, this.docket.where)
    tally = Tally(store.Added(), store.Stored(this.docket))
    with ExitStack() as stack:
        stack.callback(complaints.at_the_end)
        stack.callback(_tell, this.docket, tally, choices)
        progress = stack.enter_context(Pace(shown=sys.stderr.isatty() and not choices.quiet))
        complaints.through(progress)
        _add(this, tally, progress, complaints)
        _gather(this.docket, this.book, tally, progress)
    this.memory.save()
    if choices.timings:
        complaints.timings(tally.took)
    return NOTHING_ADDED if 0 < tally.problems == tally.done else 0


def _add(this: Round, tally: Tally, progress: Pace, complaints: Complaints) -> None:
    """Read what the docket does not have and keep it."""
    from memcon import feeds, store
    from memcon.pipeline import read_entries

    progress.stage("adding", feeds.expected(this.inputs))
    pages = feeds.pages(_shown(this.inputs, tally, progress), this.settings, this.memory)
    entries = read_entries(pages, this.settings, tally.took, tally.stored)
    for item in store.keep(this.docket, entries, tally.stored):
        if isinstance(item, Problem):
            tally.problems += 1
            complaints.unread(item)
        else:
            tally.added += item
        progress.read(tally.done)


def _gather(docket: Docket, book: Book, tally: Tally, progress: Pace) -> None:
    """Let what was added, now or by a run that was broken off, meet what is there."""
    from memcon import store

    began = perf_counter()
    if waiting := store.waiting(docket):
        progress.stage("gathering", waiting)
        tally.gathered = store.gather(docket, book, progress.read)
    tally.took["gather"] = perf_counter() - began


def _shown(inputs: tuple[str | Subscription, ...], tally: Tally, progress: Pace) -> Iterator[str | Subscription]:
    """Hand the inputs on and move the bar: nothing comes out of those that are known."""
    for name in inputs:
        yield name
        progress.read(tally.done)


def _tell(docket: Docket, tally: Tally, choices: Choices) -> None:
    """Say what was done, also when the run was broken off."""
    added, known = tally.added, tally.stored.known
    if choices.as_json:
        told = {"docket": docket.where, "new": added.new, "versions": added.versions, "known": known}
        click.echo(json.dumps(told | {"problems": tally.problems, "gathered": tally.gathered}))
        return
    parts = [_count(len(added.new), "new article")]
    if added.versions:
        parts.append(_count(len(added.versions), "new version"))
    if known:
        parts.append(f"{known} there already")
    if tally.problems:
        parts.append(_count(tally.problems, "problem"))
    click.echo(f"{docket.where}: {', '.join(parts)}.")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
