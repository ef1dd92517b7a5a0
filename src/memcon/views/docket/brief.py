"""A memorandum: what the docket learnt between two days, every line of it with its footnotes.

Sections hold groups, groups lines, and a line is made of pieces, each with the part that it plays. A door gives each
part its form; nothing else is left to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Part: TypeAlias = Literal["who", "what", "quote", "plain", "aside"]


@dataclass(frozen=True, slots=True)
class Bit:
    """A run of a line. who: a side or person; what: the point of it; quote: an article's own words; aside: soft."""

    text: str
    part: Part = "plain"


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One thing to know. backing: how well it is borne out, in words. notes: of the footnotes. claim: its id, short."""

    claim: str
    bits: tuple[Bit, ...]
    backing: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BriefGroup:
    """Lines under one heading, which is empty where they need none."""

    name: str
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True, slots=True)
class BriefSection:
    """A part of the memorandum. key: for an anchor; remark: what it holds; empty: what to say when it has no lines.

    left_out: lines for which there was no room; asking: the command that shows them.
    """

    key: str
    title: str
    remark: str
    groups: tuple[BriefGroup, ...]
    empty: str
    left_out: int = 0
    asking: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where a line comes from: the article, its words, and by which chain.

    published: in words. words: cut to a length; chain: without the writer, empty where he alone says it.
    url: only where it is an http address.
    """

    number: int
    article: str
    outlet: str
    title: str
    published: str
    url: str | None
    words: str
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A memorandum. period: in words; facts: label and words; sections in order; notes: all footnotes in order."""

    name: str
    period: str
    since: str
    until: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[BriefSection, ...]
    notes: tuple[Footnote, ...]
