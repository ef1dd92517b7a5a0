"""A memorandum on the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.text import Text

from memcon.cli.terminal import Screen, painted
from memcon.cli.visible import on_one_line

if TYPE_CHECKING:
    from memcon.views.docket import Brief, BriefLine, BriefSection

STYLES = {"who": "bold cyan", "what": "bold", "quote": "green", "aside": "dim"}


def show(brief: Brief) -> None:
    """Print the memorandum, its sources at the end."""
    screen = Screen(sys.stdout)
    screen.line(Text(f"{on_one_line(brief.name) or 'Memorandum'} · {brief.period}", "bold"))
    screen.line(Text(" · ".join(f"{label}: {words}" for label, words in brief.facts[1:]), "dim"))
    for section in brief.sections:
        _section(screen, section)
    screen.line("\nSOURCES", "bold")
    for note in brief.notes:
        head = painted(on_one_line(note.outlet), "bold").append(f", {on_one_line(note.title)}, {note.published}: ")
        head.append(f"“{on_one_line(note.words)}”", "green")
        head.append(f" per {on_one_line(' → '.join(note.chain))}" if note.chain else "", "dim")
        screen.indented(head, f"{note.number:>4}  ", " " * 6)


def _section(screen: Screen, section: BriefSection) -> None:
    screen.line(f"\n{section.title.upper()}", "bold")
    if not section.groups:
        screen.line(f"  {section.empty}", "dim")
    for group in section.groups:
        if group.name:
            screen.line(f"\n  {on_one_line(group.name)}", "bold cyan")
        for line in group.lines:
            _line(screen, line)
    if section.left_out:
        screen.line(f"  and {section.left_out} more: {section.asking}", "dim")


def _line(screen: Screen, line: BriefLine) -> None:
    words = Text()
    for bit in line.bits:
        shown = on_one_line(bit.text)
        words.append(f"“{shown}”" if bit.part == "quote" else shown, STYLES.get(bit.part, ""))
    screen.indented(words, "  • ", "    ")
    notes = "".join(f"[{number}]" for number in line.notes)
    screen.indented(Text(f"{on_one_line(line.backing)} {notes} {line.claim}", "dim"), "    ", "    ")
