"""A memorandum in Markdown, with footnotes as GitHub, Pandoc and Obsidian know them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.cli.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.views.docket import Bit, Brief, BriefLine, BriefSection, Footnote

COMMANDS = re.compile(r"([\\`*_{}\[\]<>#|~!$^=])|(?<=\w)(?=://)|(?<=www)(?=\.)|(?<=\w)(?=@)")
"""What Markdown would take for its own, and what it would make a link of."""
LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")


def markdown(brief: Brief) -> str:
    """Write the memorandum; an article's words can neither format nor link anything."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {title(brief)}"
    yield ""
    for label, words in brief.facts:
        yield f"- {safe(label)}: {safe(words)}"
    for section in brief.sections:
        yield from _section(section)
    if brief.notes:
        yield from ("", "## Sources", "")
    for note in brief.notes:
        yield f"[^{note.number}]: {_note(note)}"


def title(brief: Brief) -> str:
    """Return the title: the dossier's name, if it has one, and the days."""
    return f"Memorandum{f', {safe(brief.name)}' if brief.name else ''}: {safe(brief.period)}"


def _section(section: BriefSection) -> Iterator[str]:
    yield from ("", f"## {safe(section.title)}", "")
    if not section.groups:
        yield safe(section.empty)
        return
    yield f"*{safe(section.remark)}*"
    yield ""
    for at, group in enumerate(section.groups):
        if group.name:
            yield from ([""] if at else [])
            yield from (f"### {safe(group.name)}", "")
        for line in group.lines:
            yield _line(line)
    if section.left_out:
        yield from ("", f"And {section.left_out} more: `{section.asking}`.")


def _line(line: BriefLine) -> str:
    words = "".join(map(_bit, line.bits))
    notes = "".join(f"[^{number}]" for number in line.notes)
    return f"- {words}  \n  {safe(line.backing)} {notes} `{line.claim}`"


def _bit(bit: Bit) -> str:
    words = safe(bit.text)
    bare = words.strip()
    if not bare:
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    marked = {"who": f"**{bare}**", "what": f"**{bare}**", "quote": f"“{bare}”"}.get(bit.part, bare)
    return f"{before}{marked}{after}"


def _note(note: Footnote) -> str:
    head = ", ".join(filter(None, (safe(note.outlet), f"*{safe(note.title)}*" if note.title else "", note.published)))
    chain = f" Per {safe(' → '.join(note.chain))}." if note.chain else ""
    link = f" <{_address(note.url)}>" if note.url else ""
    return f"{head}: “{safe(note.words)}”.{chain}{link}"


def _address(url: str) -> str:
    """Write an address so that it ends where it ends."""
    return re.sub(r"[\s<>\"`\\]", lambda found: f"%{ord(found[0]):02X}", on_one_line(url))


def safe(words: str) -> str:
    """Write words of others so that they are words and nothing else."""
    line = COMMANDS.sub(lambda found: f"\\{found[1]}" if found[1] else "\u2060", on_one_line(words))
    return LEADING.sub(lambda found: f"{found[1]}\\{found[2]}", line)
