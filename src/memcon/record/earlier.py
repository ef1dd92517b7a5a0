"""Whether an article goes on with what its own outlet reported before: `as X first reported`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.record.mastheads import outlet_key

if TYPE_CHECKING:
    from collections.abc import Collection

    from memcon.coding.record import Record

_PUBLISHED = "report|reported|reports|revealed|disclosed|published|broke|wrote"
_BEFORE = "first|earlier|previously|originally|exclusively|already|had|has|have"
_OURS = r"(?:we|this (?:news)?(?:paper|site|website|outlet|magazine|agency|channel|network|broadcaster|station))"
_AFTER_NAME = re.compile(
    rf"(?:\s+(?:{_BEFORE}))*\s+(?:{_PUBLISHED})\b(?!\s+(?:by|to)\b)"
    r"|['’]s (?:(?:earlier|previous|first|original|own) )?(?:report|story)\b"
)
_BEFORE_NAME = re.compile(r"\b(?:reported|revealed|disclosed|published|broken) (?:by|in) (?:the )?$", re.IGNORECASE)
_WE = re.compile(
    rf"\b{_OURS}(?:\s+(?:{_BEFORE}))*\s+(?:{_PUBLISHED})\b|\b(?:reported|revealed) (?:by|in) {_OURS}\b", re.IGNORECASE
)
_NEAR = 40  # characters before a name in which `reported by the` ends, and more
_CONFIRMS = re.compile(r"\b(?:confirm|corroborat|bears? out|bore out)", re.IGNORECASE)

_FURTHER = re.compile(r"\b(?:second|third|fourth|fifth|another|further|additional|more|other|also)\b", re.IGNORECASE)
_FURTHER_SOURCE = re.compile(
    r"\b(?:second|third|fourth|fifth|another|further|additional|(?:one|two|three) (?:more|other))\s(?:[\w.-]+\s){0,3}"
    r"(?:sources?|officials?|diplomats?|persons?|people|negotiators?|aides?|members?|delegates?|ministers?)\b",
    re.IGNORECASE,
)


def is_told(record: Record, own: Collection[str]) -> bool:
    """Say whether an article speaks of an earlier report of its own outlet. own: the outlet's keys."""
    text = record.article.text
    mine = [one for one in record.entities if one.kind == "outlet" and outlet_key(one.name) in own]
    names = [mention for entity in mine for mention in entity.mentions]
    named = (
        _AFTER_NAME.match(text, at.end) or _BEFORE_NAME.search(text, max(0, at.start - _NEAR), at.start) for at in names
    )
    return bool(_WE.search(text)) or any(named)


def is_confirmed(record: Record) -> bool:
    """Say whether an article begins with a further source of what was known: `a third source`, `also confirmed`."""
    begin = record.article.text.strip().split("\n")[0]
    return bool(_FURTHER_SOURCE.search(begin) or (_CONFIRMS.search(begin) and _FURTHER.search(begin)))
