"""A memorandum as a PDF: A4, numbered pages, sources at the end with links there and back."""

from __future__ import annotations

import io
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import HRFlowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from memcon import __version__
from memcon.cli.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

    from memcon.views.docket import Bit, Brief, BriefLine, BriefSection, Footnote

FAMILY = "Memo"
FACES = {"": "Regular", "-Bold": "Bold", "-Italic": "It"}
"""Source Serif Pro; the italic has fewer letters and is for our own words."""
SOFT, WHO, LINK, LINE = "#565b62", "#1b3f66", "#0b5cad", "#c9c4b8"
MARGIN = 24 * mm
UNKNOWN = "¤"
"""Stands for a character that the font does not have: Latin, Greek and Cyrillic are there."""


def pdf(brief: Brief) -> bytes:
    """Write the file. The same memorandum gives the same bytes; nothing in it runs, or is fetched when it is opened."""
    _fonts()
    out = io.BytesIO()
    document = Outlined(
        out,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=_plain(f"Memorandum, {brief.name}: {brief.period}" if brief.name else f"Memorandum: {brief.period}"),
        author=f"memcon {__version__}",
        lang="en",
        invariant=1,
    )
    foot = f"{brief.name or 'Memorandum'} · {brief.period}"
    document.build(
        list(_story(brief)),
        onFirstPage=lambda canvas, page: _foot(canvas, page, foot),
        onLaterPages=lambda canvas, page: _foot(canvas, page, foot),
    )
    return out.getvalue()


class Outlined(SimpleDocTemplate):
    """A document whose headings are also its outline, by which readers find their way."""

    def afterFlowable(self, flowable: Any) -> None:  # noqa: ANN401, N802  reportlab calls it by this name
        """Enter a heading into the outline."""
        if isinstance(flowable, Paragraph) and flowable.style.name == HEADING.name:
            words = flowable.getPlainText()
            key = f"heading-{words}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(words, key)


@cache
def _fonts() -> None:
    """Make the fonts that ship with memcon known."""
    folder = resources.files(__package__) / "fonts"
    for face, file in FACES.items():
        with resources.as_file(folder / f"SourceSerifPro-{file}.ttf") as path:
            pdfmetrics.registerFont(TTFont(f"{FAMILY}{face}", str(path)))
    pdfmetrics.registerFontFamily(
        FAMILY, normal=FAMILY, bold=f"{FAMILY}-Bold", italic=f"{FAMILY}-Italic", boldItalic=f"{FAMILY}-Bold"
    )


@cache
def _glyphs() -> frozenset[int]:
    """Return the characters that the upright faces have."""
    fonts: list[Any] = [pdfmetrics.getFont(f"{FAMILY}{face}") for face in ("", "-Bold")]
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


def _style(name: str, **more: Any) -> ParagraphStyle:  # noqa: ANN401  reportlab's own options
    given: dict[str, Any] = {
        "fontName": FAMILY,
        "fontSize": 10.5,
        "leading": 14,
        "alignment": TA_LEFT,
        "splitLongWords": 1,
    } | more
    return ParagraphStyle(name, **given)


KIND = _style("kind", fontName=f"{FAMILY}-Bold", fontSize=9, textColor=HexColor(SOFT), spaceAfter=4)
TITLE = _style("title", fontName=f"{FAMILY}-Bold", fontSize=20, leading=24, spaceAfter=6)
FACT = _style("fact", fontSize=9.5, leading=13, textColor=HexColor(SOFT))
HEADING = _style(
    "heading", fontName=f"{FAMILY}-Bold", fontSize=13.5, leading=17, spaceBefore=14, spaceAfter=1, keepWithNext=1
)
REMARK = _style(
    "remark", fontName=f"{FAMILY}-Italic", fontSize=9.5, leading=12.5, textColor=HexColor(SOFT), spaceAfter=4
)
GROUP = _style(
    "group",
    fontName=f"{FAMILY}-Bold",
    fontSize=11,
    textColor=HexColor(WHO),
    spaceBefore=7,
    spaceAfter=2,
    keepWithNext=1,
)
SAYS = _style("says", leftIndent=10)
BACKING = _style("backing", leftIndent=10, fontSize=8.5, leading=11, textColor=HexColor(SOFT), spaceAfter=6)
NOTE = _style("note", fontSize=8.8, leading=11.5, leftIndent=20, firstLineIndent=-20, spaceAfter=4)


def _story(brief: Brief) -> Iterator[Any]:
    yield Paragraph("MEMORANDUM", KIND)
    yield Paragraph(_safe(brief.name or "Negotiation"), TITLE)
    for label, words in brief.facts:
        yield Paragraph(f"{_safe(label)}: {_safe(words)}", FACT)
    yield Spacer(1, 6)
    yield HRFlowable(width="100%", thickness=1, color=HexColor("#1d1f23"), spaceAfter=2)
    cited: set[int] = set()
    for section in brief.sections:
        yield from _section(section, cited)
    if brief.notes:
        yield Paragraph("Sources", HEADING)
        yield HRFlowable(width="100%", thickness=0.5, color=HexColor(LINE), spaceAfter=4)
    for note in brief.notes:
        yield Paragraph(_note(note), NOTE)
    yield Spacer(1, 8)
    yield Paragraph(f"Words in quotation marks are the articles' own. Made by memcon {__version__}.", FACT)


def _section(section: BriefSection, cited: set[int]) -> Iterator[Any]:
    yield Paragraph(_safe(section.title), HEADING)
    yield Paragraph(_safe(section.remark if section.groups else section.empty), REMARK)
    for group in section.groups:
        head = [Paragraph(_safe(group.name), GROUP)] if group.name else []
        for line in group.lines:
            yield KeepTogether([*head, Paragraph(_line(line), SAYS), Paragraph(_backing(line, cited), BACKING)])
            head = []
    if section.left_out:
        yield Paragraph(f"And {section.left_out} more: {_safe(section.asking)}", REMARK)


def _line(line: BriefLine) -> str:
    return "".join(map(_bit, line.bits))


def _bit(bit: Bit) -> str:
    words = _safe(bit.text)
    return {
        "who": f'<b><font color="{WHO}">{words}</font></b>',
        "what": f"<b>{words}</b>",
        "quote": f"“{words}”",
        "aside": f'<font color="{SOFT}">{words}</font>',
    }.get(bit.part, words)


def _backing(line: BriefLine, cited: set[int]) -> str:
    """Write how a line is borne out; the first place that cites a source is where the source leads back to."""
    notes = []
    for number in line.notes:
        anchor = "" if number in cited else f'<a name="cite{number}"/>'
        cited.add(number)
        notes.append(f'{anchor}<a href="#note{number}" color="{LINK}">[{number}]</a>')
    return f'{_safe(line.backing)} {" ".join(notes)} <font size="7">{_safe(line.claim)}</font>'


def _note(note: Footnote) -> str:
    title = f", “{_safe(note.title)}”" if note.title else ""
    chain = f' <font color="{SOFT}">Per {_safe(" → ".join(note.chain))}.</font>' if note.chain else ""
    link = f' <a href={quoteattr(_plain(note.url))} color="{LINK}">{_safe(note.url)}</a>' if note.url else ""
    head = f'<a name="note{note.number}"/><a href="#cite{note.number}" color="{LINK}">[{note.number}]</a>'
    return f"{head} <b>{_safe(note.outlet)}</b>{title}, {_safe(note.published)}: “{_safe(note.words)}”{chain}{link}"


def _safe(words: str) -> str:
    """Write words so that reportlab's markup takes none of them for its own."""
    return escape(_plain(words))


def _plain(words: str) -> str:
    known = _glyphs()
    return "".join(one if ord(one) in known else UNKNOWN for one in on_one_line(words))


def _foot(canvas: Canvas, _: Any, words: str) -> None:  # noqa: ANN401  the document template
    canvas.saveState()
    canvas.setFont(FAMILY, 8)
    canvas.setFillColor(HexColor(SOFT))
    canvas.drawString(MARGIN, 12 * mm, _plain(words)[:110])
    canvas.drawRightString(A4[0] - MARGIN, 12 * mm, str(canvas.getPageNumber()))
    canvas.restoreState()
