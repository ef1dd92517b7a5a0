"""How a later version of an article differs from an earlier one, passage by passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from memcon.spans import Span

if TYPE_CHECKING:
    from memcon.coding.record import ArticleRecord

_SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"'”’)\]]*(?=\s|$)|(?=\n)|$)", re.MULTILINE)
_MOST = 2_000  # sentences that are compared; of longer texts the rest is one passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One difference: a headline, or a passage that was changed, added or removed.

    before, after: where it stands in the earlier and the later text; None for a headline, or where it has no place.
    """

    kind: Literal["headline", "changed", "added", "removed"]
    before: Span | None
    after: Span | None
    old: str
    new: str


def revisions(earlier: ArticleRecord, later: ArticleRecord) -> list[Revision]:
    """Compare two versions of an article: the headline, then the text by sentences, white space ignored.

    Passages are whole sentences, neighbours that changed together in one; in the order of the text.
    """
    found = []
    old, new = earlier.title or "", later.title or ""
    if old and new and old.split() != new.split():
        found.append(Revision(kind="headline", before=None, after=None, old=old, new=new))
    before, after = _sentences(earlier.text), _sentences(later.text)
    words, others = _words(earlier.text, before), _words(later.text, after)
    for what, a, b, c, d in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        steps = zip(range(a, b), range(c, d), strict=True) if b - a == d - c else [(slice(a, b), slice(c, d))]
        for at, to in steps:
            one = _passage(earlier.text, _piece(before, at), later.text, _piece(after, to))
            if (one.old, one.new) != (old, new):  # the headline once more
                found.append(one)
    return found


def _sentences(text: str) -> list[Span]:
    cut = [Span(*found.span()) for found in _SENTENCE.finditer(text)]
    return cut if len(cut) <= _MOST else [*cut[: _MOST - 1], Span(cut[_MOST - 1].start, cut[-1].end)]


def _words(text: str, cut: list[Span]) -> list[str]:
    return [" ".join(span.of(text).split()) for span in cut]


def _piece(cut: list[Span], at: int | slice) -> Span | None:
    inside = cut[at] if isinstance(at, slice) else [cut[at]]
    return Span(inside[0].start, inside[-1].end) if inside else None


def _passage(old: str, before: Span | None, new: str, after: Span | None) -> Revision:
    return Revision(
        kind="added" if before is None else "removed" if after is None else "changed",
        before=before,
        after=after,
        old=before.of(old) if before else "",
        new=after.of(new) if after else "",
    )
