"""`memcon explain`: why a record says what it says."""

# ruff: noqa: PLC0415  a room is loaded when there is something to explain
from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from memcon.cli.stated import knowing, stating
from memcon.errors import MemconError, NothingRead, Problem
from memcon.settings import Overrides, Settings

if TYPE_CHECKING:
    from memcon.coding.record import Record
    from memcon.feeds import Page
    from memcon.views import Explanation

RECORD = re.compile(r'\s*\{\s*"schema"\s*:')
EXAMPLES = """\b
Examples:
  memcon explain report.txt p3                    the rule, the words and the parse behind position p3
  memcon explain record.json e1 --json            the same for a program, of a record that was kept
  memcon read --json report.txt | memcon explain - q2

Ids are those that `memcon read` shows: e for contacts and other acts, p for positions, d for what is on the table,
g for how it stands, q for who says so.
"""


@click.command(epilog=EXAMPLES, short_help="Show the rule, the words and the parse behind a record")
@click.argument("file")
@click.argument("record_id")
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as one JSON object.")
@click.option("--article", metavar="ID", help="Which article of a file that holds several.")
@stating
@knowing
@click.option("--threads", type=click.IntRange(0), default=0, help="Cores to use; 0, the default, takes all.")
@click.option("--local", is_flag=True, help="Fetch an address on this machine and its network too.")
def explain(file: str, record_id: str, *, as_json: bool, article: str | None, **chosen: Any) -> None:  # noqa: ANN401
    """Show the rule, the words and the parse that gave one record of an article.

    FILE is what `memcon read` takes, or what `memcon read --json` wrote; the article is read again. RECORD_ID is the id
    of a contact or act (e1), position (p1), proposal (d1), standing (g1) or attribution (q1).
    """
    stated = {name: chosen.pop(name) for name in ("title", "outlet", "url", "published", "byline")}
    settings = Settings(overrides=Overrides(**stated), **chosen)
    shown = _explanation(file, record_id, article, settings)
    if as_json:
        from memcon.coding.strict_json import fields_of

        click.echo(json.dumps(shown, default=fields_of, ensure_ascii=False))
    else:
        from memcon.cli.explained import Explainer

        Explainer(sys.stdout).show(shown)


def _explanation(file: str, record_id: str, article: str | None, settings: Settings) -> Explanation:
    """Read the article again and explain one of its records."""
    from memcon import codebook
    from memcon.pipeline import read_closely
    from memcon.views import explanation

    page, earlier = _page(file, article, settings)
    close = read_closely(page, settings)
    if isinstance(close, Problem):
        raise NothingRead([close])
    with codebook.in_force(codebook.opened(settings.dossier)):
        return explanation(close.record, close.reading, close.coding.rules, record_id, earlier)


def _page(file: str, article: str | None, settings: Settings) -> tuple[Page, Record | None]:
    """Return the article's page, and its record where that is what was handed in."""
    from memcon import feeds

    text = _text(file)
    if text is not None and RECORD.match(text):
        record = _record(file, text, article)
        head = record.article
        page = feeds.page_of_text(
            head.text,
            where=file,
            id=head.id,
            title=head.title,
            outlet=head.outlet,
            url=head.url,
            published=head.published,
            byline=head.byline,
        )
        return page, record
    if text is not None and file == "-":
        return feeds.page_of_text(text, where=file, kind="text"), None
    return _chosen(file, list(feeds.pages([file], settings)), article), None


def _text(file: str) -> str | None:
    """Return what may be a record, or stands in standard input; null for everything else."""
    if file == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    if not file.lower().endswith((".json", ".jsonl", ".ndjson")) or not Path(file).is_file():
        return None
    return Path(file).read_text("utf-8", "replace")


def _record(file: str, text: str, article: str | None) -> Record:
    """Return the record of the article that is asked for, or the only one there is."""
    from memcon.coding.record import Record

    lines = [line for line in text.split("\n") if line.strip()]
    one_a_line = all(RECORD.match(line) for line in lines)
    found = [Record.from_json(one) for one in (lines if one_a_line else [text])]
    return found[_place(file, [record.article.id for record in found], article)]


def _chosen(file: str, pages: list[Page | Problem], article: str | None) -> Page:
    """Return the page of the article that is asked for, or the only one there is."""
    found = [page for page in pages if not isinstance(page, Problem)]
    if not found:
        raise NothingRead([page for page in pages if isinstance(page, Problem)])
    return found[_place(file, [page.given.get("id", page.where) for page in found], article)]


def _place(file: str, ids: list[str], article: str | None) -> int:
    """Return which of several articles is meant."""
    if article is None and len(ids) > 1:
        raise MemconError(f"{file} holds {len(ids)} articles. Say which with --article ID: {_listed(ids)}.")
    if article is not None and article not in ids:
        raise MemconError(f"{file} holds no article `{article}`. Ask for one of {_listed(ids)}.")
    return ids.index(article) if article is not None else 0


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")
