"""Names that sound like an outlet's though no list has them: `The Harbour Times`, `Radio Delta`, `Journal of Ports`."""

from __future__ import annotations

import re

_NAME = r"(?:[^\W\d_a-z][\w.'’&-]*|of|the|de|del|la|le|al|el|für)"
_SOUNDS = re.compile(
    rf"""
    (?:{_NAME}\s){{1,4}}(?:Times|Herald|Tribune|Gazette|Chronicle|Courier|Telegraph|Newspaper|Journal|Daily|Weekly
        |News|Newswire|Magazine|Radio|TV|Television|Zeitung|(?:News|Press|Telegraph)\sAgency
        |Broadcasting\s(?:Corporation|Company|Service|Authority|Network))
    | (?:Radio|Daily|Journal\sof|TV|Televisi[oó]n|T[eé]l[eé])(?:\s{_NAME}){{1,4}}
    """,
    re.VERBOSE,
)
_OTHER = re.compile(r"\b(?:Hard|Difficult|Good|Bad|Breaking|Fake|Big|Great|Latest|More)\b|Radio\s(?:Free\s)?\d")


def sounds(words: str) -> bool:
    """Say whether a name, without `the` before it, is one that only an outlet has: two words or more, in capitals."""
    return bool(_SOUNDS.fullmatch(words)) and not _OTHER.search(words)
