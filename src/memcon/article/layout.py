"""Where in a text the report stands: its headline, its body, and what the lines around them say.

One unbroken piece is kept. Furniture outside it is cut; furniture between headline and body, and credits after
the body, stay in the text and out of the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from memcon.article import furniture, mastheads, outlets
from memcon.article.lead import lead
from memcon.article.lines import Line, lines
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.article.furniture import Note
    from memcon.article.lead import Lead


_DEEPEST = 40
"""Lines from an edge within which furniture is looked for."""

_TITLE_CHARACTERS, _TITLE_WORDS = 180, 28
_POSTED = re.compile(
    r"(?P<name>[A-Z]\S+(?: [A-Z]\S+){1,2}?),? (?:[A-Z]?[a-z]+ ){0,2}(?i:editor|correspondent|reporter|writer)\b"
)
"""`Ana Ruiz Diplomatic editor`"""

_KICKER = 4  # words of a line above the title, at most
_BODY_LINE = 80
"""Characters from which a line is surely no title, byline or label."""

_SIGNED = re.compile(r"\s*(\((?:additional |further )?(?:reporting|writing|editing) by [^()]{3,400}\))$", re.IGNORECASE)
"""A credit at the end of the last paragraph."""

_STOPS = re.compile(r"[.;:,…][\"'”’)\]]*$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|Gov|Sen|Rep|Gen|No|St|vs|etc)\.$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a report stand in the text that it was found in.

    piece:     what is kept. headline: the title, null when it does not stand there.
    body:      the report without headline, dateline and credits.
    lead:      dateline and credit, null when there are none; its credit is counted from the start of the text.
    top, end:  what the furniture before and after the body says, in order.
    credit:    the outlet that a line after the body credits; null when none does.
    """

    piece: Span
    headline: Span | None
    body: Span
    lead: Lead | None
    top: tuple[Note, ...]
    end: tuple[Note, ...]
    credit: Span | None


def layout(text: str, title: str | None = None, *, markdown: bool = False) -> Layout | None:
    """Find the report in `text`; null when nothing but furniture is there. Time grows linearly with the text.

    title: the title where it is known; then no other line is taken for it.
    """
    found = lines(text, markdown=markdown)
    headline, first, top = _top(found, title)
    if first >= len(found):
        return None
    begin, opening, lead_at = _opening(found, first)
    last, cut, end = _end(found, begin)
    start = headline.start if headline else found[first].span.start
    after = list(found[last:cut])
    signed = _SIGNED.search(found[last - 1].text)
    close = found[last - 1].span.end
    if signed and found[last - 1].span.start + signed.start() > opening:
        close = found[last - 1].span.start + signed.start()
        after.insert(0, Line(signed[1], found[last - 1].span.shift(signed.start(1)), spaced=False))
        end = [note for note in (furniture.at_end(signed[1]),) if note] + end
    credit = next((span for line in after if (span := _credit(line))), None)
    body = Span(opening, max(opening, close))
    return Layout(Span(start, found[cut - 1].span.end), headline, body, lead_at, tuple(top), tuple(end), credit)


def _top(found: Sequence[Line], title: str | None) -> tuple[Span | None, int, list[Note]]:
    """Read the lines before the body: the headline, the number of the body's first line, and the notes."""
    headline, notes, at = None, [], 0
    while at < min(len(found), _DEEPEST):
        line = found[at]
        note = furniture.at_top(line.text)
        if note is None and not (headline or title) and _is_kicker(found, at):
            note = furniture.Note(outlet=line.text.strip() if mastheads.sounds(line.text.strip()) else None)
        size = 0 if headline else _title_size(found, at, title, furnished=note is not None)
        if size:
            headline = Span(line.span.start, found[at + size - 1].span.end)
            headline = _unsigned(line.text, headline) if size == 1 else headline
            at += size
            continue
        if note is None and furniture.is_name(line.text) and (headline or title) and _before_header(found, at):
            named = line.text.strip(" ,")
            note = furniture.Note(outlet=named) if named.startswith("The ") else furniture.Note(byline=named)
        if note is None and headline and _is_before_date(found, at):
            note = _between(line.text)
        if note is None:
            break
        notes.append(note)
        at += 1
    return headline, at, notes


def _is_before_date(found: Sequence[Line], at: int) -> bool:
    note = furniture.at_top(found[at + 1].text) if at + 1 < len(found) else None
    return note is not None and note.published is not None


def _between(text: str) -> furniture.Note | None:
    """Read a line between the title and the date: who wrote it in what post, or what goes with the title."""
    if found := _POSTED.match(text.strip()):
        return furniture.Note(byline=found["name"])
    return furniture.JUNK if len(text) <= _TITLE_CHARACTERS and not _STOPS.search(text.strip()) else None


def _is_kicker(found: Sequence[Line], at: int) -> bool:
    """Say whether a line above the title names a section, a theme or the paper: `LOCAL NEWS`, `Europe | Politics`."""
    words = found[at].text.replace("|", " ").split()
    behind = next((one.text for one in found[at + 1 : at + 3] if len(one.text.split()) > _KICKER), "")
    is_title = len(behind) <= _TITLE_CHARACTERS and not _STOPS.search(behind) and furniture.at_top(behind) is None
    if not behind or not is_title or len(words) > _KICKER or _STOPS.search(found[at].text):
        return False
    is_marked = found[at].text.isupper() or "|" in found[at].text or len(words) == 1
    return is_marked or mastheads.sounds(found[at].text.strip())


def _before_header(found: Sequence[Line], at: int) -> bool:
    """Say whether the line after a bare name is a header line or a dateline, so that the name is a byline."""
    after = found[at + 1].text if at + 1 < len(found) else ""
    return bool(after) and (furniture.at_top(after) is not None or lead(after) is not None)


def _title_size(found: Sequence[Line], at: int, title: str | None, *, furnished: bool) -> int:
    """Return how many lines from `at` on are the title: 0 when none is."""
    if title:
        line = found[at].text  # the page may have a title of its own beside the given one
        other = not furnished and not furniture.is_name(line) and _titled(line) and _before_header(found, at)
        return int(_same(line, title) or other)
    if furnished or at + 1 >= len(found):
        return 0
    block = [found[at]]
    while not block[-1].spaced and at + len(block) < len(found) and len(block) < 8:
        following = found[at + len(block)]
        if furniture.at_top(following.text):
            break
        block.append(following)
    if len(block) > 1 and block[1].text[:1].islower():  # a title that was broken over lines, or a body that was
        whole = " ".join(line.text for line in block)
        return (
            len(block)
            if len(block) <= 3 and block[-1].spaced and _titled(whole) and _body_after(found, at + len(block))
            else 0
        )
    wrapped = len(block) > 2 and max(len(line.text) for line in block) <= 100
    if wrapped and len(block[0].text) >= 0.6 * max(len(line.text) for line in block):
        return 0
    return int(_titled(found[at].text) and _body_after(found, at + 1))


def _titled(line: str) -> bool:
    """Say whether a line looks like a headline: short, no closing stop, no dateline."""
    words = line.split()
    stopped = _STOPS.search(line) and not _ABBREVIATED.search(line)
    if stopped and line.endswith("."):  # Some Outlets Close a Title in Capitals With a Stop.
        long = [word for word in words if len(word) > 3]
        stopped = len(long) < 4 or sum(word[:1].isupper() for word in long) < 0.9 * len(long)
    short = len(line) <= _TITLE_CHARACTERS and 2 <= len(words) <= _TITLE_WORDS
    return short and not stopped and not _filed(line)


def _filed(line: str) -> bool:
    """Say whether a line begins with a dateline that cannot be part of a title: with a credit, or `PLACE —`."""
    read = lead(line)
    if read is None or (read.credit is None and ":" in line[: read.end]):
        return False
    place = re.split("[,/]", read.dateline or "")[0]
    return read.credit is not None or place == place.upper()


def _body_after(found: Sequence[Line], at: int) -> bool:
    """Say whether running text follows within a few lines."""
    return any(len(line.text) >= _BODY_LINE or _STOPS.search(line.text) for line in found[at : at + 8])


def _same(line: str, title: str) -> bool:
    """Say whether a line is the known title, or the same title in slightly other words."""
    one, other = (re.findall(r"\w+", words.lower()) for words in (line, title))
    if one == other:
        return bool(one)
    shared = len(set(one) & set(other))
    return len(line) <= _TITLE_CHARACTERS and shared >= 3 and shared >= 0.6 * max(len(set(one)), len(set(other)))


def _unsigned(line: str, span: Span) -> Span:
    """Leave out the outlet that a title ends with: `Talks open - BBC News`."""
    match = re.fullmatch(r"(.+?)\s+[-–—|:]\s+([^-–—|]+)", line)
    return Span(span.start, span.start + match.end(1)) if match and outlets.named(match[2]) else span


def _opening(found: Sequence[Line], first: int) -> tuple[int, int, Lead | None]:
    """Find the body's first line and first character, and the dateline that may stand before it.

    A standfirst (short lines before a dateline with capitals or a credit) is left out of the body.
    """
    for at in range(first, min(first + 6, len(found))):
        line = found[at]
        read = lead(line.text)
        if read is None or _is_turn(found, read, line, strict=at > first):
            if len(line.text) > 250:
                break
            continue
        if at > first and (read.dateline or "A")[:3] != (read.dateline or "A")[:3].upper():
            break
        moved = replace(read, credit=read.credit.shift(line.span.start) if read.credit else None)
        alone = read.end >= len(line.text) and at + 1 < len(found)
        start = found[at + 1].span.start if alone else line.span.start + read.end
        return at + int(alone), start, moved
    return first, found[first].span.start, None


def _is_turn(found: Sequence[Line], read: Lead, line: Line, *, strict: bool) -> bool:
    """Say whether `NAME:` before a line is no dateline but a speaker's turn in a transcript."""
    if ":" not in line.text[: read.end]:
        return False
    return strict or sum(bool(re.match(r"[A-Z][A-Z .'’-]+: ", other.text)) for other in found) > 2


def _end(found: Sequence[Line], begin: int) -> tuple[int, int, list[Note]]:
    """Read the lines after the body, from the last one back.

    return: the number of the first line after the body, of the first line that is cut, and the notes in order.
    """
    notes: list[Note] = []
    last = cut = len(found)
    for at in range(len(found) - 1, max(begin, len(found) - _DEEPEST), -1):
        note = furniture.at_end(found[at].text)
        if note is None:
            break
        notes.insert(0, note)
        last = at
        if not any(kept.credit for kept in notes):
            cut = at
    return last, cut, notes


def _credit(line: Line) -> Span | None:
    """Return where a line after the body names an outlet."""
    name = furniture.named_in(line.text)
    at = line.text.find(name) if name else -1
    return Span(at, at + len(name)).shift(line.span.start) if name and at >= 0 else None
