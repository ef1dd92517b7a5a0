"""The page that `--html` writes: one file, nothing fetched, nothing run, readable without colour."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from memcon.cli.visible import on_one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.views import ArticleView, Segment

LONG = 120  # attributions; with thousands a browser would search the report for each of them
DEEPEST = 3
"""Nested contents are told apart by their depth of colour down to this many."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one line of the article under the same attributions.

    css:    classes: the parts played, how deeply nested, `qN` for each attribution and `hN` for the innermost.
    chains: the chains that lead here, innermost first, one a line.
    begins: numbers of the attributions whose first words these are.
    """

    text: str
    css: str
    chains: str
    begins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article of the page: its view, its lines, and attributions by number: `numbers` by id, `chains` in words."""

    view: ArticleView
    title: tuple[Run, ...]
    lines: tuple[tuple[Run, ...], ...]
    numbers: dict[str, int]
    chains: tuple[str, ...]

    @property
    def long(self) -> bool:
        """Say whether there is too much to be searched whole whenever the pointer moves."""
        return len(self.chains) > LONG


def page(views: Sequence[ArticleView], made_by: str) -> str:
    """Write the page for one or more articles; `made_by` names versions and stands at its foot.

    The policy in its head lets a browser use the page's own style, known by its hash, and nothing else: no
    script, no picture, no address. All text is escaped, and hidden characters are written out.
    """
    sheets = [_sheet(view) for view in views]
    style = _resource("page.css") + _highlights(sheets)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"visible": visible, "line": on_one_line}
    template = environment.from_string(_resource("page.html.j2"))
    return template.render(sheets=sheets, style=style, digest=digest, made_by=made_by)


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def _highlights(sheets: Sequence[Sheet]) -> str:
    """Write the rules by which pointing at one part of an attribution lights all of them and its card.

    Each rule makes the browser search what stands before `:has`; in a long report that is one paragraph.
    """
    short = max((len(sheet.chains) for sheet in sheets if not sheet.long), default=0)
    long = max((len(sheet.chains) for sheet in sheets if sheet.long), default=0)
    rules = [(".report:not(.long)", n) for n in range(1, short + 1)] + [(".long p", n) for n in range(1, long + 1)]
    lit = "{--ground:var(--lit);--ring:0 0 0 2px var(--source)}"
    return "".join(f"{place}:has(.h{n}:hover,.h{n}:focus-within,.t{n}:target) .q{n}{lit}\n" for place, n in rules)


def _sheet(view: ArticleView) -> Sheet:
    numbers = {said.id: number for number, said in enumerate(view.attributions, 1)}
    chains = tuple(on_one_line(said.chain_words) for said in view.attributions)
    lines = _lines([(part, _run(part, numbers, chains)) for part in view.segments])
    first = "".join(run.text for run in lines[0]) if lines else ""
    if on_one_line(first).strip() == on_one_line(view.head.name).strip():
        return Sheet(view, lines[0], tuple(lines[1:]), numbers, chains)
    return Sheet(view, (Run(view.head.name, "", "", ()),), tuple(lines), numbers, chains)


def _lines(parts: list[tuple[Segment, Run]]) -> list[tuple[Run, ...]]:
    """Break runs where the article breaks its lines; lines without words are left out."""
    lines: list[list[Run]] = [[]]
    for part, run in parts:
        for at, text in enumerate(part.text.split("\n")):
            if at:
                lines.append([])
            lines[-1].append(Run(text, run.css, run.chains, run.begins if not at else ()))
    return [tuple(line) for line in lines if "".join(run.text for run in line).strip()]


def _run(part: Segment, numbers: dict[str, int], chains: tuple[str, ...]) -> Run:
    """Give a segment the classes and the chains that it is shown with."""
    if not part.covers:
        return Run(part.text, "", "", ())
    covers = [(numbers[cover.attribution], cover.role) for cover in part.covers]
    depth = min(sum(role == "content" for _, role in covers), DEEPEST)
    css = [*sorted({role for _, role in covers}), *([f"d{depth}"] if depth else [])]
    css += [*dict.fromkeys(f"q{number}" for number, _ in covers), f"h{covers[0][0]}"]
    told = (f"{number} {role}: {chains[number - 1]}" for number, role in covers)
    return Run(part.text, " ".join(css), "\n".join(told), tuple(sorted(numbers[name] for name in part.begins)))
