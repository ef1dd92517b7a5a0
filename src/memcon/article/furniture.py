"""The lines around a report, one at a time: junk, dates, bylines, outlets, credits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from memcon.article import dates, outlets

Edge = Literal["top", "end"]

_PIECES = re.compile(r"\s*[|•·‧∙]\s*|\s+[–—-]\s+|\t+")
_BYLINE = re.compile(
    r"(?:(?:story|written|words|reported|posted|analysis|report|reporting) )?by:?\s+(.{3,140})", re.IGNORECASE
)
_LABELLED = re.compile(r"(?:authors?|writer|reporter|byline)\s?:\s*(.{3,140})", re.IGNORECASE)
_OUTLET = re.compile(r"(?:source|outlet|publisher|publication|newspaper)\s?:\s*(.{2,60})", re.IGNORECASE)
_WRITES_FOR = re.compile(r"(.+)(?:,|\sfor\s|\s@|\s\()\s*([^,()]+?)\)?")
"""Names, and the outlet that they write for."""
_OFFICE = re.compile(
    r"(.+?), [\w\s-]*\b(?:editor|correspondent|reporter|writer|columnist|analyst)s?(?:,? in [\w\s.'’-]+)?",
    re.IGNORECASE,
)
_MARKS = re.compile(r"!?\[([^\]\[]+)\]\([^()\s]*\)|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
"""Markdown's links and marks of emphasis."""
_STAFF = re.compile(
    r"""(.*?)[,\s]*\b(?:
      (?:(?:online|web|news|foreign)\ )?(?:staff|desk|newsroom)(?:\ (?:writers?|reporters?))?
    | (?:(?:special|our|senior|diplomatic|foreign|political|opinion)\ )*
        (?:correspondents?|reporters?|writers?|contributors?)
    | editorial\ board|bureau|agencies)""",
    re.VERBOSE | re.IGNORECASE,
)
_LOWER_IN_BYLINE = frozenset(
    re.findall(
        r"\w+",
        """
        and in for at of the to with de da di du del der den van von bin al el la le y a an special
        correspondent reporter reporters staff writer writers editor senior chief diplomatic foreign
        political affairs bureau news agencies dos ben
        """,
    )
)
_END_CREDIT = re.compile(
    r"""\W*(?:
      (?:additional\ |further\ )?(?:reporting|writing|written|compiled|edited|editing)(?:\ and\ \w+)?
        \ (?:by|for)\b.{3,500}
    | .{3,400}\bcontributed(?:\ (?:reporting|research)\b.{0,120}
        |\ to\ (?:this|the)\ (?:report|story|article|piece|dispatch|post|analysis)\b.{0,160})?\.?
    | (?-i:[A-Z][\w'’-]+(?:(?:,\ and|,|\ and)\ [A-Z][\w'’-]+)*)\ reported\ from\b[^.]{3,80}
        (?:\.\ *contributing:.{3,200})?
    | contribut(?:ing|ors?|ion)(?:\ \w+)?\s?:.{3,300}
    | with\ (?:assistance|files|reporting|reports|inputs?|contributions?|additional\ reporting)
        \ (?:by|from)\b.{2,400}
    | (?:sources?|credit|via)\s?:\s?.{2,80}
    | .{0,60}\b(?:this\ (?:article|story|report)|material)\b.{0,80}\b(?:wire\ services?
        |based\ (?:in\ part\ )?on|was\ used|first\ (?:published|appeared)
        |originally\ (?:published|appeared)|was\ produced\ by)
        .{0,160}
    )\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_REPORTERS = re.compile(
    r"\(?\s*(?:reporting|written|report) by\s+(.+?)\s*(?:;|\.?\s*\)?$|,? (?:editing|writing) by\b)", re.IGNORECASE
)
_WORD = re.compile(r"[\w./&]+(?:['’-](?!s\b)\w+)*|\S")
_LONGEST = 700


@dataclass(frozen=True, slots=True)
class Note:
    """What a line of furniture says. All null for plain junk.

    credit: True where the line names who reported, and so is kept in the text.
    """

    published: str | None = None
    updated: bool = False
    byline: str | None = None
    outlet: str | None = None
    credit: bool = False


JUNK = Note()


def at_top(line: str) -> Note | None:
    """Read a line that may stand before a report; null when it belongs to the report."""
    line = _MARKS.sub(lambda match: match[1] or "", line)
    if is_junk(line, "top"):
        return JUNK
    if len(line) > 240:
        return None
    words = [piece for piece in _PIECES.split(line) if piece.strip()]
    pieces = [_piece(piece) for piece in words]
    if any(piece and (piece.byline or piece.published) for piece in pieces):  # beside these an unlisted one is known
        pieces = [piece or _entitled(other) for piece, other in zip(pieces, words, strict=True)]
    if len(pieces) > 1 and all(pieces):
        return _joined([piece for piece in pieces if piece])
    return _piece(line)


def _entitled(words: str) -> Note | None:
    """Read what can be an outlet's name though no list has it: `The Lindor Courier`."""
    words = words.strip(" ,;")
    return Note(outlet=words) if words.startswith("The ") and _is_place(words) else None


def at_end(line: str) -> Note | None:
    """Read a line that may stand after a report; null when it belongs to the report."""
    if is_junk(line, "end"):
        copyright_of = re.search(r"(?:©|\(c\)|copyright)\W*(?:\d{4}\W*)?([^.,|]{2,50})", line, re.IGNORECASE)
        return Note(outlet=outlets.named(copyright_of[1])) if copyright_of else JUNK
    if len(line) <= _LONGEST and _END_CREDIT.fullmatch(line):
        reporters = _REPORTERS.match(line)
        return Note(byline=reporters[1] if reporters else None, credit=True)
    bare = line.strip(" \t-–—()[]/.•*")
    if outlets.named(bare):
        return Note(credit=True)
    note = dates.stamp(line) if len(line) <= 120 else None
    return Note(note.published, updated=note.updated) if note and not note.rest else None


def named_in(line: str) -> str | None:
    """Return the first outlet that a line of credit names, as written; null when it names none.

    An outlet in the genitive (`The Outlet's Jane Doe contributed`) is the publisher speaking of its own staff.
    """
    words = [match.span() for match in _WORD.finditer(line)]
    for at, (start, _) in enumerate(words):
        for _, end in reversed(words[at : at + 5]) if line[start].isupper() else ():
            if outlets.named(line[start:end]) and line[end : end + 1] not in {"'", "’"}:
                return line[start:end].rstrip(".")
    return None


def is_name(line: str) -> bool:
    """Say whether a line may be nothing but names of people: each two to four capitalised words."""
    return all(_is_one_name(name) for name in re.split(r",? and |, ", line.strip(" ,")))


def _is_one_name(words: str) -> bool:
    tokens = words.split()
    return 2 <= len(tokens) <= 4 and all(re.fullmatch(r"[^\W\d_a-z][\w.'’-]*", token) for token in tokens)


def is_junk(line: str, edge: Edge) -> bool:
    """Say whether a line is junk at that edge of a text."""
    return len(line) <= _LONGEST and _is_junk(line, edge)


@lru_cache(maxsize=4096)  # a text is laid out more than once, and lines of furniture come again
def _is_junk(line: str, edge: Edge) -> bool:
    return _junk(edge).fullmatch(line) is not None


@lru_cache(maxsize=2)
def _junk(edge: Edge) -> re.Pattern[str]:
    """Return what any of the patterns for an edge matches, as one."""
    lines = files("memcon.article").joinpath("junk.txt").read_text("utf-8").splitlines()
    out = []
    for line in lines:
        mark, _, pattern = line.partition(" ") if line.startswith("@") else ("", "", line)
        if pattern and not pattern.startswith("#") and mark in ("", f"@{edge}"):
            out.append(f"(?:{pattern})")
    return re.compile("|".join(out), re.IGNORECASE)


def _piece(line: str) -> Note | None:
    """Read one piece of a header line."""
    line = line.strip(" ,;")
    if is_junk(line, "top"):
        return JUNK
    label = _OUTLET.fullmatch(line)
    name = outlets.named((label[1] if label else line).strip("()[]- ")) if not _BYLINE.match(line) else None
    if name:
        return Note(outlet=name)
    stamp = dates.stamp(line)
    if stamp:
        rest = _piece(stamp.rest) if stamp.rest else JUNK
        if rest is None and stamp.published and _is_place(stamp.rest):
            rest = JUNK
        return _joined([Note(stamp.published, updated=stamp.updated), rest]) if rest else None
    return _byline(line)


def _is_place(words: str) -> bool:
    """Say whether what stands beside a full date can be a place and an outlet that no list knows: `MUSCAT (Wire)`."""
    tokens = re.findall(r"[\w.'’-]+", words)
    return 0 < len(tokens) <= 5 and all(token[:1].isupper() for token in tokens)


def _byline(line: str) -> Note | None:
    """Read a byline and the outlet that may follow the names."""
    match = _BYLINE.fullmatch(line) or _LABELLED.fullmatch(line)
    names = match[1] if match else line
    staff = _STAFF.fullmatch(names)
    if staff and (match or not staff[1] or outlets.named(staff[1])):
        return Note(byline=names, outlet=outlets.named(staff[1]))
    if match and outlets.named(names):
        return Note(outlet=outlets.named(names))
    signed = _signed(names, match is not None)
    if signed:
        return signed
    office = _OFFICE.fullmatch(names) if match else None
    are_names = match is not None and _are_names(office[1] if office else names)
    return Note(byline=names.strip(" ,.")) if are_names else None


def _signed(names: str, is_byline: bool) -> Note | None:  # noqa: FBT001
    """Read names with the outlet that they write for: `Jane Doe, Wire`, `Jane Doe in Lindor for The Courier`."""
    split = _WRITES_FOR.fullmatch(names)
    if split is None:
        return None
    head, tail = split[1].strip(" ,"), re.sub(r"\s(?:staff )?writers?$", "", split[2].strip(), flags=re.IGNORECASE)
    outlet = outlets.named(tail) or (tail if is_byline and tail.startswith("The ") else None)
    return Note(byline=head, outlet=outlet) if outlet and (is_byline or is_name(head)) else None


def _are_names(words: str) -> bool:
    """Say whether words can be names and offices: capitals, and few words of any other kind."""
    tokens = re.findall(r"[\w.'’-]+", words)
    capitals = [token[:1].isupper() for token in tokens]
    strange = [token for token in tokens if token[:1].islower() and token.lower() not in _LOWER_IN_BYLINE]
    return bool(tokens) and capitals[0] and not strange and not words.rstrip().endswith(("?", "!", ":"))


def _joined(notes: list[Note]) -> Note:
    """Join what the pieces of one line say; the first piece that says a thing wins."""
    return Note(
        next((note.published for note in notes if note.published), None),
        any(note.updated for note in notes),
        next((note.byline for note in notes if note.byline), None),
        next((note.outlet for note in notes if note.outlet), None),
    )
