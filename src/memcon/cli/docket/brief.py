"""`memcon brief`: a memorandum of what is new."""

# ruff: noqa: PLC0415  each form is loaded when it is asked for
from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memcon.cli.docket.options import Day, opened
from memcon.cli.dossiers import of_dossier, place_of

if TYPE_CHECKING:
    from memcon.views.docket import Brief

FORMS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".pdf": "pdf"}
EXAMPLES = """\b
Examples:
  memcon brief                                          the last 24 hours before the newest article
  memcon brief --since 2025-07-13                       Markdown on standard output, or read it on the terminal
  memcon brief --since 2025-07-13 --out brief.pdf       the form is told by the name: .md, .html, .pdf
  memcon brief --since 2025-07-01 --until 2025-07-07    a week, as it was known at its end
"""


@click.command(epilog=EXAMPLES, short_help="Write a memorandum of what is new")
@of_dossier
@click.option(
    "--since", metavar="DAY", type=Day(), help="First day; by default the last 24 hours before the newest article."
)
@click.option("--until", metavar="DAY", type=Day(), help="Last day; by default the last on which something came out.")
@click.option("--format", "form", type=click.Choice(["md", "html", "pdf"]), help="By default as --out says, else md.")
@click.option("--out", "-o", metavar="FILE", help="Write to this file instead of standard output.")
def brief(*, dossier: str | None, since: str | None, until: str | None, form: str | None, out: str | None) -> None:
    """Write a memorandum of what is new.

    Who moved, contacts held and ahead, positions by issue, how it stands, what is on the table, what rests on one
    unnamed source, contradictions and corrections: every line with the footnotes that it rests on.
    """
    form = _form(form, out)
    with opened(dossier) as docket:
        found = docket.brief(since, until, _name(dossier))
    if form is None:
        from memcon.cli.docket.memo_terminal import show

        show(found)
    else:
        _write(_rendered(found, form), out)


def _form(form: str | None, out: str | None) -> str | None:
    """Return the form that was asked for; null for a terminal, on which it is shown."""
    if form or out is None:
        return form if form or sys.stdout.isatty() else "md"
    known = FORMS.get(Path(out).suffix.lower())
    if known is None:
        raise click.UsageError(
            f"{out}: the name does not tell the form. End it in .md, .html or .pdf, or give --format."
        )
    return known


def _name(dossier: str | None) -> str:
    """Name the memorandum as the dossier calls itself, else after its folder."""
    place = place_of(dossier)
    if place.yaml:
        from memcon import codebook

        known = codebook.opened(place.yaml).dossier
        if known and known.name:
            return known.name
    return "" if "://" in place.docket else Path(place.docket).resolve().parent.name


def _rendered(found: Brief, form: str) -> bytes:
    if form == "pdf":
        from memcon.cli.docket.memo_pdf import pdf

        return pdf(found)
    if form == "html":
        from memcon.cli.docket.memo_html import html

        return html(found).encode("utf-8", "backslashreplace")
    from memcon.cli.docket.memo_markdown import markdown

    return markdown(found).encode("utf-8", "backslashreplace")


def _write(made: bytes, out: str | None) -> None:
    if out is None or out == "-":
        if made.startswith(b"%PDF") and sys.stdout.isatty():
            raise click.UsageError("A PDF is nothing for a terminal. Give --out FILE.")
        sys.stdout.buffer.write(made)
        return
    try:
        Path(out).write_bytes(made)
    except OSError as error:
        raise click.FileError(out, f"{error.strerror}. Name a file that can be written.") from error
    click.echo(f"{out}: {len(made) // 1000 + 1} kB", err=True)
