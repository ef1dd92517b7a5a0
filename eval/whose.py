"""Score who is who in one article: mentions joined right, kinds and sides, on short reports of ours.

usage: python -m eval.whose [--show] [--part dev]

`gold/whose/PART/*.txt`: a title, an empty line, the text with `[words|entity]` around each mention that matters
(`entity+entity` where the words mean several), `---`, and a line `entity = Name | kind | side` for each. A kind `?` is
not scored; a side is an entity or a name, several that are right have `/` between them, `-` is none or the entity
itself. A capital that stands for its government is a mention of the state.

joined   of the mentions, those that denote just the entities which they should. Whom a mention denotes is asked as the
         coders of events ask. Each entity of the gold is the one of ours with which it shares most mentions, names
         above all, one to one; a government is one with its state.
several  the same of those mentions that mean several.
kinds    of the entities of the gold, those that are found and of the right kind.
sides    of the entities of the gold, those that are found and on the right side.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from memcon import codebook as codebooks
from memcon.article import freeze
from memcon.coding.code import view_of
from memcon.coding.denoting import clusters
from memcon.encoder import load
from memcon.feeds import Page
from memcon.reading.reader import read_many
from memcon.settings import Overrides
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.coding.clusters import Cluster
    from memcon.coding.view import View
    from memcon.reading.model import Reading

GOLD = Path(__file__).parent / "gold" / "whose"
FILES = (str(GOLD),)
_KINDS = ("person", "state", "organisation", "group", "place", "outlet")
_NAME = 3  # a name tells whom an entity of ours is meant to be better than a pronoun does
PUBLISHED = "2024-01-01"
_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]]+)\]")


class Expected(NamedTuple):
    """An entity of the gold: its name, its kind (`?` for any), and the sides that are right."""

    name: str
    kind: str
    sides: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """One report: what it says, its mentions with the entities that each means, and what these are."""

    name: str
    title: str
    text: str
    mentions: list[tuple[Span, tuple[str, ...]]] = field(default_factory=list)
    entities: dict[str, Expected] = field(default_factory=dict)


def report(path: Path) -> Report:
    """Read one report of the gold."""
    head, _, rest = path.read_text("utf-8").partition("\n\n")
    marked, _, table = rest.partition("\n---\n")
    out = Report(path.stem, head.strip(), "")
    for line in filter(None, table.split("\n")):
        key, _, cells = line.partition(" = ")
        name, kind, sides = (cell.strip() for cell in cells.split("|"))
        out.entities[key] = Expected(name, kind, tuple(sides.split("/")))
    known = codebooks.load().states
    same = {
        key: _state(one, out.entities) for key, one in out.entities.items() if one.kind == "?" and one.name in known
    }
    same = {key: of for key, of in same.items() if of}
    text, last = f"{out.title}\n\n", 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        span = Span(len(text), len(text) + len(mark[1]))
        out.mentions.append((span, tuple(same.get(one) or one for one in mark[2].split("+"))))
        text, last = text + mark[1], mark.end()
    out.text = text + marked[last:].rstrip()
    out.entities = {key: one for key, one in out.entities.items() if key not in same}
    return out


def _state(seat: Expected, entities: dict[str, Expected]) -> str | None:
    """Return the entity of the gold that a capital is; one that has no other name is a state of its own."""
    return seat.sides[0] if seat.sides[0] in entities else None


@dataclass(slots=True)
class Result:
    """What became of one report: counts of right and of all by figure, and what is wrong in words."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def note(self, figure: str, *, is_right: bool, words: str) -> None:
        """Count one thing."""
        self.all[figure] += 1
        self.right[figure] += is_right
        if not is_right:
            self.wrong.append(f"{figure:8}{words}")


def score(one: Report, reading: Reading) -> Result:
    """Compare a report with the reading of it."""
    view, out = view_of(reading), Result()
    meant = [(span, keys, denoted(view, span)) for span, keys in one.mentions]
    ours = paired([(span.of(one.text), keys, found) for span, keys, found in meant])
    for span, keys, found in meant:
        is_right = {id(cluster) for cluster in found} == {id(ours.get(key)) for key in keys}
        words = f"{span.of(one.text)!r} is {', '.join(map(_shown, found)) or 'nobody'}, not {', '.join(keys)}"
        near = one.text[max(0, span.start - 30) : span.end + 20].replace("\n", " ")
        for figure in ("joined", "several")[: 1 + (len(keys) > 1)]:
            out.note(figure, is_right=is_right, words=f"{words}   …{near}…")
    for key, expected in one.entities.items():
        found_as = ours.get(key)
        if expected.kind != "?":
            is_kind = found_as is not None and found_as.kind == expected.kind
            out.note("kinds", is_right=is_kind, words=f"{expected.name}: {_shown(found_as)}, not {expected.kind}")
        is_side = found_as is not None and any(_is_side(found_as, side, one, ours) for side in expected.sides)
        theirs = _shown(found_as.side) if found_as is not None else "not found"
        out.note("sides", is_right=is_side, words=f"{expected.name}: {theirs}, not {'/'.join(expected.sides)}")
    return out


def denoted(view: View, span: Span) -> tuple[Cluster, ...]:
    """Return whom the words at a span denote: by their head, else as the record's mentions say; states as one."""
    return tuple(map(_state_of, _denoted(view, span)))


def _denoted(view: View, span: Span) -> tuple[Cluster, ...]:
    inside = view.syntax.inside(span)
    heads = [
        at
        for at in inside
        if view.syntax.tokens[at].head not in inside and (len(inside) == 1 or view.syntax.tokens[at].upos != "DET")
    ]
    found = view.entities.denoted(heads[0]) or clusters(view, heads[:1]) if heads else ()
    if found:
        return found
    known = [cluster for kind in _KINDS for cluster in view.entities.clusters(kind) if span in cluster.others]
    if known:
        return tuple(known)
    named = view.entities.covering(span, *_KINDS)
    return (named[1],) if named and (named[0].end == span.end or named[0].start == span.start) else ()


def _state_of(found: Cluster) -> Cluster:
    """Return the state of a government, which the gold takes for one with it."""
    is_government = found.kind == "organisation" and found.name.split()[-1] == "government"
    return found.side if is_government and found.side is not None else found


def paired(meant: Sequence[tuple[str, tuple[str, ...], tuple[Cluster, ...]]]) -> dict[str, Cluster]:
    """Return for each entity of the gold the one of ours with which it shares most mentions, one to one."""
    known = {id(found[0]): found[0] for _, keys, found in meant if len(keys) == len(found) == 1}
    shared: Counter[tuple[str, int]] = Counter()
    for words, keys, found in meant:
        if len(keys) == len(found) == 1:
            shared[keys[0], id(found[0])] += _NAME if words[:1].isupper() and " " in words else 1
    out: dict[str, Cluster] = {}
    taken: set[int] = set()
    for (key, ours), _ in shared.most_common():
        if key not in out and ours not in taken:
            out[key] = known[ours]
            taken.add(ours)
    return out


def _is_side(found: Cluster, side: str, one: Report, ours: dict[str, Cluster]) -> bool:
    if side == "-":
        return found.side is None or found.side is found
    if side in one.entities:
        return found.side is not None and found.side is ours.get(side)
    state = codebooks.load().states.get(side)
    return found.side is not None and found.side.name == (state.name if state else side)


def _shown(cluster: Cluster | None) -> str:
    return f"{cluster.kind} {cluster.name!r}" if cluster is not None else "nobody"


@cache
def read(part: str) -> tuple[tuple[Report, Reading], ...]:
    """Read the reports of a part with memcon; spans become those of the frozen text."""
    reports = [report(path) for path in sorted((GOLD / part).glob("*.txt"))]
    articles = []
    for one in reports:
        page = Page(one.name, "text", one.text.encode())
        article, _ = freeze(page, Overrides(published=PUBLISHED))
        if article is None:
            raise ValueError(f"{one.name} cannot be frozen")
        cut = one.text.index(article.text)
        one.text = article.text
        one.mentions = [(Span(span.start - cut, span.end - cut), keys) for span, keys in one.mentions]
        articles.append(article)
    return tuple(zip(reports, read_many(articles, load()), strict=True))


def measure(_: Path) -> dict[str, float]:
    """Return the figures, for `python -m eval`."""
    return {f"{part}_{name}": value for part in ("dev", "heldout") for name, value in _figures(part).items()}


def _results(part: str) -> Iterator[tuple[Report, Result]]:
    for one, reading in read(part):
        yield one, score(one, reading)


def _figures(part: str) -> dict[str, float]:
    right, total = Counter[str](), Counter[str]()
    for _, result in _results(part):
        right.update(result.right)
        total.update(result.all)
    return {name: right[name] / total[name] for name in total}


def main(argv: Sequence[str] | None = None) -> dict[str, float]:
    """Run the command line; return the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what is wrong, of the part dev")
    parser.add_argument("--part", choices=("dev", "heldout"), default="dev")
    options = parser.parse_args(argv)
    if options.show and options.part == "dev":
        for one, result in _results("dev"):
            print("\n".join([f"== {one.name}", *result.wrong]))
    figures = _figures(options.part)
    print("\n".join(f"{name:9}{value:6.3f}" for name, value in figures.items()))
    return figures


if __name__ == "__main__":
    main()
