"""`memcon reread`: the model and codebook of today over the articles that are stored."""

# ruff: noqa: PLC0415  a room is loaded when there is something to read
from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from memcon.cli.dossiers import of_dossier, place_of
from memcon.cli.progress import Pace
from memcon.settings import Settings

if TYPE_CHECKING:
    from memcon.cli.dossiers import Place
    from memcon.store import Docket
    from memcon.store.rereading import Differences

EXAMPLES = """\b
Examples:
  memcon reread            read what another model or codebook has read
  memcon reread --all      read everything, whoever has read it

\b
It can be broken off and run again: what was read is not read twice. Corrections and merges by hand are kept.
"""


@click.command(epilog=EXAMPLES, short_help="Read what is kept anew, with a newer model or dossier")
@of_dossier
@click.option("--all", "everything", is_flag=True, help="Read also what today's model and codebook have read.")
@click.option("--json", "as_json", is_flag=True, help="Print what has changed as one JSON object.")
@click.option("--threads", type=click.IntRange(0), default=0, help="Cores to use; 0, the default, takes all.")
@click.option("--quiet", "-q", is_flag=True, help="Print no progress.")
def reread(*, dossier: str | None, everything: bool, as_json: bool, threads: int, quiet: bool) -> None:
    """Read stored articles with today's model and codebook, gather everything afresh, and say what has changed."""
    from memcon import codebook, store

    place = place_of(dossier)
    settings = Settings(threads=threads, dossier=place.yaml)
    with store.open(place.docket, create=False) as docket, Pace(shown=sys.stderr.isatty() and not quiet) as progress:
        found = _read(docket, settings, progress, everything=everything)
        if waiting := store.waiting(docket):
            progress.stage("gathering", waiting)
            store.gather(docket, codebook.opened(place.yaml), progress.read)
    _tell(found, place, as_json=as_json)


def _read(docket: Docket, settings: Settings, progress: Pace, *, everything: bool) -> Differences:
    """Read what is to be read and put it in place."""
    from memcon.pipeline import made_by, read_again
    from memcon.store import rereading

    ids = rereading.outdated(docket, made_by(settings), everything=everything)
    progress.stage("rereading", len(ids))
    found = rereading.Differences()
    for found in rereading.replace(docket, ids, read_again(rereading.stored(docket, ids), settings, {})):
        progress.read(found.read)
    return found


def _tell(found: Differences, place: Place, *, as_json: bool) -> None:
    """Say what has changed."""
    if as_json:
        told = {"docket": place.docket, "read": found.read, "changed": found.changed}
        click.echo(json.dumps(told | {"added": dict(found.added), "lost": dict(found.lost)}))
        return
    if not found.read:
        click.echo(f"{place.docket}: nothing to reread; today's model and codebook have read all articles.")
        return
    count = f"{found.read:,} article{'' if found.read == 1 else 's'} reread, {len(found.changed):,} changed"
    kinds = [
        f"{kind}s +{found.added[kind]} -{found.lost[kind]}"
        for kind in ("position", "event", "proposal", "standing")
        if found.added[kind] or found.lost[kind]
    ]
    click.echo(f"{place.docket}: {count}{': ' if kinds else ''}{', '.join(kinds)}.")
