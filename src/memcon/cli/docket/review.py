"""`memcon review`: people decide what is right, one record after the other."""

# ruff: noqa: PLC0415  a room is loaded when there is something to decide
from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memcon.cli.docket.options import Day, enforce, opened
from memcon.cli.dossiers import of_dossier, place_of
from memcon.cli.visible import on_one_line
from memcon.errors import MemconError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from memcon.views.docket import Docket
    from memcon.views.docket.reviewing import ToReview

EXAMPLES = """\b
Examples:
  memcon review                                 the latest records first
  memcon review --issue withdrawal --since 2025-07-16
  memcon review --claim c3f2a9                  every telling of one claim
  memcon review --export decided.jsonl          what was decided, as gold

\b
Keys: a accepts, r rejects, c corrects, s skips, q ends. Each decision is kept at once, with who and when. It is tied to
the article's text and the characters of the evidence, so that it holds when a newer memcon reads the article again.
"""
KEYS = {"a": "accept", "r": "reject", "c": "correct", "s": "skip", "q": "quit"}
PROMPT = "a accept  r reject  c correct  s skip  q quit"


@click.command(epilog=EXAMPLES, short_help="Accept, reject and correct records")
@of_dossier
@click.option("--issue", metavar="NAME", help="Only records on this issue.")
@click.option("--side", metavar="NAME", help="Only records of this side.")
@click.option("--since", metavar="DAY", type=Day(), help="Only of articles from this day on.")
@click.option("--until", metavar="DAY", type=Day(), help="Only of articles up to this day.")
@click.option("--claim", metavar="ID", help="Only what tells this claim.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=50, show_default=True, help="Records at most.")
@click.option("--who", metavar="NAME", help="Who decides; by default the user of this machine.")
@click.option("--export", metavar="FILE", help="Write what was decided as JSON Lines, and decide nothing.")
def review(dossier: str | None, *, claim: str | None, who: str | None, export: str | None, **chosen: object) -> None:
    """Go through records and accept, reject or correct each.

    At the end a docket of up to 1,000 articles is gathered afresh with what was decided; a larger one is with
    `memcon reread --all`.
    """
    with opened(dossier) as docket:
        if export:
            _export(docket, export)
            return
        waiting = docket.to_review(claim, **chosen)  # type: ignore[arg-type]
        if not waiting:
            click.echo("No record waits for a decision.")
            return
        with _issues_of(dossier):
            done = _review(docket, waiting, who or getpass.getuser())
        counts = f" {enforce(docket, dossier)}" if done else ""
    words = ", ".join(f"{count} {verdict}ed" for verdict, count in done.items()) or "nothing decided"
    click.echo(f"{words}.{counts}")


def _issues_of(dossier: str | None) -> AbstractContextManager[object]:
    """Put the dossier's own issues in force, so that records can be corrected to them."""
    from memcon import codebook

    return codebook.in_force(codebook.opened(place_of(dossier).yaml))


def _review(docket: Docket, waiting: list[ToReview], who: str) -> dict[str, int]:
    """Ask about each record until the last, or until the user has had enough; return how many of each verdict."""
    done: dict[str, int] = {}
    for at, one in enumerate(waiting, 1):
        _show(one, f"{at} of {len(waiting)}")
        verdict, fields = _asked(one)
        if verdict == "quit":
            break
        if verdict != "skip":
            docket.decide(one, verdict, fields, who)
            done[verdict] = done.get(verdict, 0) + 1
    return done


def _show(one: ToReview, place: str) -> None:
    from memcon.views.dates import day_words

    marked = "".join(_marked(piece.text) if piece.roles else on_one_line(piece.text) for piece in one.context)
    who = on_one_line(one.claim.who or one.claim.side or one.claim.issue)
    click.echo(f"\n{click.style(place, dim=True)}  {click.style(who, bold=True)} {one.claim.says}, {one.claim.issue}")
    click.echo(f"  {marked}")
    if one.chain:
        click.echo(click.style(f"  per {on_one_line(' → '.join(one.chain))}", dim=True))
    head = f"{one.outlet}, {one.title}, {day_words(one.published)}"
    click.echo(click.style(f"  {on_one_line(head)}  {one.place.record}, claim {one.place.claim}", dim=True))
    if one.says:
        click.echo("  " + "  ".join(f"{name}={on_one_line(value)}" for name, value in one.says))


def _marked(words: str) -> str:
    """Mark the evidence by colour, or by brackets where there is none."""
    shown = on_one_line(words)
    return click.style(shown, bold=True, fg="green") if sys.stdout.isatty() else f"[{shown}]"


def _asked(one: ToReview) -> tuple[str, dict[str, str | None]]:
    """Ask until there is an answer; the end of the input is the end of the review."""
    while True:
        try:
            answer = click.prompt(f"  {PROMPT}", prompt_suffix=" > ", default="", show_default=False)
        except click.Abort:
            return "quit", {}
        verdict = KEYS.get(answer.strip().lower()[:1])
        if verdict == "correct":
            fields = _corrections(one)
            if fields:
                return verdict, fields
        elif verdict:
            return verdict, {}
        else:
            click.echo("  Press one of a, r, c, s, q, and Enter.")


def _corrections(one: ToReview) -> dict[str, str | None]:
    """Ask for what the record should say; nothing goes back."""
    from memcon.views.docket.reviewing import CORRECTABLE, corrected_fields

    names = CORRECTABLE[one.kind]
    if not names:
        click.echo("  Nothing of a proposal can be corrected. Reject it, or skip it.")
        return {}
    written = click.prompt(f"  {'=… '.join(names)}=…", prompt_suffix=" > ", default="", show_default=False)
    if not written.strip():
        return {}
    try:
        return corrected_fields(one.kind, written)
    except MemconError as error:
        click.echo(f"  {on_one_line(str(error))}")
        return {}


def _export(docket: Docket, path: str) -> None:
    """Write the articles with decisions: the record as it should be, and what was decided, in JSON Lines."""
    rows = docket.decided()
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        Path(path).write_text(lines, "utf-8", "backslashreplace")
    except OSError as error:
        raise click.FileError(path, f"{error.strerror}. Name a file that can be written.") from error
    count = sum(len(row["decisions"]) for row in rows)
    click.echo(
        f"{path}: {count} decision{'s' if count != 1 else ''} about {len(rows)} article{'s' if len(rows) != 1 else ''}"
    )
