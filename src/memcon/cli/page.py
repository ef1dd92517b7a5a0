"""The page that `--html` writes: one file, nothing fetched, nothing run, readable without colour."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from memcon.cli.visible import on_one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.views import ArticleView, Cover, Segment

LONG = 120  # records; with thousands a browser would search the report for each of them
DEEPEST = 3
"""Nested contents are told apart by their depth of colour down to this many."""
MOST_TOLD = 6
"""Chains that are told of the words pointed at; where more records meet, the innermost are."""
KINDS = {"e": "contacts", "p": "positions", "d": "on the table", "g": "how it stands", "q": "who says so"}
UNDERLINED = ("source", "cue", "when")
_SAFE = re.compile(r"[epdgq][0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one line of the article under the same records.

    css:    classes: the parts played, `k-p` for each kind of record, `top-p` for the innermost one's, how deeply
            nested, `r-p1` for each record and `h-p1` for the innermost.
    told:   the chains that lead here, innermost first, one a line.
    begins: keys of the records whose first words these are. goes: the key of the innermost record, empty for none.
    """

    text: str
    css: str = ""
    told: str = ""
    begins: tuple[str, ...] = ()
    goes: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article of the page: its view and its lines.

    keys: by a record's id what it is called in classes and anchors. told: by key what it is, with its chain.
    marked: the keys that have a mark in the text. kinds: the first letters of the keys.
    """

    view: ArticleView
    title: tuple[Run, ...]
    lines: tuple[tuple[Run, ...], ...]
    keys: dict[str, str]
    told: dict[str, str]

    @property
    def long(self) -> bool:
        """Say whether there is too much to be searched whole whenever the pointer moves."""
        return len(self.keys) > LONG

    @property
    def marked(self) -> frozenset[str]:
        """The keys of the records that begin somewhere in the text."""
        return frozenset(key for line in (self.title, *self.lines) for run in line for key in run.begins)

    @property
    def kinds(self) -> dict[str, str]:
        """The kinds of records that there are, with the words for them."""
        found = {key[0] for key in self.keys.values()}
        return {kind: words for kind, words in KINDS.items() if kind in found}


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
    """Write the rules by which pointing at one part of a record lights all of them and its card.

    Each rule makes the browser search what stands before `:has`; in a long report that is one paragraph.
    """
    short = dict.fromkeys(key for sheet in sheets if not sheet.long for key in sheet.keys.values())
    long = dict.fromkeys(key for sheet in sheets if sheet.long for key in sheet.keys.values())
    rules = [*((".report:not(.long)", key) for key in short), *((".long p", key) for key in long)]
    lit = "{--glow:var(--lit);--ring:0 0 0 2px var(--source)}"
    return "".join(
        f"{place}:has(.h-{key}:hover,.h-{key}:focus-within,.t-{key}:target) .r-{key}{lit}\n" for place, key in rules
    )


def _sheet(view: ArticleView) -> Sheet:
    described = dict(_described(view))
    keys = {name: name if _SAFE.fullmatch(name) else f"q{10**6 + at}" for at, name in enumerate(described)}
    told = {keys[name]: on_one_line(words) for name, words in described.items()}
    lines = _lines([(part, _run(part, keys, told)) for part in view.segments])
    first = "".join(run.text for run in lines[0]) if lines else ""
    if on_one_line(first).strip() == on_one_line(view.head.name).strip():
        return Sheet(view, lines[0], tuple(lines[1:]), keys, told)
    return Sheet(view, (Run(view.head.name),), tuple(lines), keys, told)


def _described(view: ArticleView) -> Iterator[tuple[str, str]]:
    """Yield the id of every record, and in a line what it is and by which chain it came."""
    for event in (*view.contacts, *view.acts):
        yield event.id, f"{event.kind}: {event.chain_words}"
    for position in view.positions:
        yield position.id, f"{position.holder or position.side}, {position.stance}: {position.chain_words}"
    for proposal in view.proposals:
        yield proposal.id, f"proposal: {proposal.chain_words}"
    for matter in view.matters:
        for standing in matter.standings:
            yield standing.id, f"{matter.name}, {standing.state}: {standing.chain_words}"
    for said in view.attributions:
        yield said.id, said.chain_words


def _lines(parts: list[tuple[Segment, Run]]) -> list[tuple[Run, ...]]:
    """Break runs where the article breaks its lines; lines without words are left out."""
    lines: list[list[Run]] = [[]]
    for part, run in parts:
        for at, text in enumerate(part.text.split("\n")):
            if at:
                lines.append([])
            lines[-1].append(Run(text, run.css, run.told, run.begins if not at else (), run.goes))
    return [tuple(line) for line in lines if "".join(run.text for run in line).strip()]


def _run(part: Segment, keys: dict[str, str], told: dict[str, str]) -> Run:
    """Give a segment the classes and the chains that it is shown with."""
    if not part.covers:
        return Run(part.text)
    found = list(dict.fromkeys(keys[cover.record] for cover in part.covers))
    lines = list(dict.fromkeys(_told(cover, keys[cover.record], told) for cover in part.covers))
    more = [f"and {len(lines) - MOST_TOLD} more"] if len(lines) > MOST_TOLD else []
    begins = tuple(sorted((keys[name] for name in part.begins), key=lambda key: (list(KINDS).index(key[0]), key[1:])))
    return Run(part.text, _css(part, found, keys), "\n".join(lines[:MOST_TOLD] + more), begins, found[0])


def _told(cover: Cover, key: str, told: dict[str, str]) -> str:
    """Say what words are to one record; of an attribution, which part of it."""
    part = f" {cover.role}:" if key[0] == "q" else ""
    return f"{on_one_line(cover.record)}{part} {told[key]}"


def _css(part: Segment, found: list[str], keys: dict[str, str]) -> str:
    """Return the classes of a segment of the records `found`, the innermost first."""
    depth = min(sum(cover.role == "content" for cover in part.covers), DEEPEST)
    ground = next((keys[cover.record][0] for cover in part.covers if cover.role not in UNDERLINED), None)
    kinds = dict.fromkeys(key[0] for key in found)
    return " ".join(
        [
            *sorted({cover.role for cover in part.covers}),
            *([f"deep{depth}"] if depth else []),
            *(f"k-{kind}" for kind in kinds),
            *([f"top-{ground}"] if ground else []),
            *(f"r-{key}" for key in found),
            f"h-{found[0]}",
        ]
    )
