"""The tree of a claim on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from memcon.cli.docket.tables import console
from memcon.cli.terminal import painted
from memcon.cli.visible import on_one_line
from memcon.views.dates import moment_words
from memcon.views.docket.naming import short
from memcon.views.docket.notes import shortened

if TYPE_CHECKING:
    from memcon.views.docket import Branch, Carrier, ClaimLine, Why

LONGEST = 200
"""Characters of an article's words."""


def why_tree(found: Why) -> None:
    """Print a claim, its branches and what it has to do with other claims."""
    out = console()
    if found.asked:
        out.print(Text(on_one_line(" · ".join(found.asked)), "dim"))
    tree = Tree(_claim(found.claim), guide_style="dim")
    for branch in found.branches:
        _branch(tree, branch)
    out.print(tree)
    for one in found.related:
        words = painted(f"{one.relation} ", "bold red" if "contradicts" in one.relation else "bold")
        out.print(words.append_text(_claim(one.claim)))


def _claim(one: ClaimLine) -> Text:
    """Print who says what, then how it is borne out."""
    who = on_one_line(one.who or one.side or one.issue)
    fact = "" if one.factuality == "actual" else f" ({one.factuality})"
    text = (
        painted(who, "bold cyan")
        .append(f" {on_one_line(one.says)}{fact}", "bold")
        .append(f", {on_one_line(one.issue)}: ")
    )
    text.append(f"“{on_one_line(shortened(one.words, LONGEST))}”")
    counts = (
        f"{_count(one.independent, 'origin')} ← {_count(one.articles, 'article')} of {_count(one.outlets, 'outlet')}"
    )
    return text.append(f"  {counts}, {short(one.claim)}", "dim")


def _branch(tree: Tree, branch: Branch) -> None:
    text = painted(on_one_line(branch.name), "bold")
    text.append(f"  {branch.kind} · {_count(branch.articles, 'article')} of {_count(branch.outlets, 'outlet')}", "dim")
    node = tree.add(text)
    if branch.absent:
        node = node.add(Text(f"{on_one_line(branch.absent)}'s own report, which is not in this docket", "italic"))
    for one in branch.carriers:
        _carrier(node, one)


def _carrier(tree: Tree, one: Carrier) -> None:
    text = painted(on_one_line(one.outlet), "bold cyan").append(f"  {on_one_line(one.how)}", "yellow")
    version = f", version {one.version}" if one.version > 1 else ""
    text.append(f"  {moment_words(one.published)}{version} · {on_one_line(one.article)} {one.record}", "dim")
    text.append(f"\n“{on_one_line(shortened(one.words, LONGEST))}”")
    if one.chain:
        text.append(f"\nper {on_one_line(' → '.join(one.chain))}", "dim")
    node = tree.add(text)
    for other in one.carriers:
        _carrier(node, other)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
