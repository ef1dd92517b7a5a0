"""Words: where one ends and the next begins, as Universal Dependencies' English treebanks cut them."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

_CLITIC = r"['’](?:s|S|ll|LL|re|RE|ve|VE|d|D|m|M)(?![^\W_])"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Alternatives in order of preference; the dotted abbreviations come from `abbreviations.txt`."""
    lines = resources.files(__package__).joinpath("abbreviations.txt").read_text("utf-8").split("\n")
    dotted = "|".join(re.escape(line) for line in lines if line and not line.startswith("#"))
    return re.compile(
        rf"""
        (?:https?://|www\.)[^\s<>"“”]*[\w/]                  # addresses
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                         # mail
      | [@\#][^\W\d]\w*                                      # handles, hashtags
      | (?:[^\W\d_]\.){{2,}}                                 # U.S., a.m.
      | (?<![\w'’])(?:{dotted})\.(?!\w)                      # Mr., Sen., Nov.
      | (?<![\w.'’])[A-Z]\.(?=\s+[A-Z])                      # initials
      | (?<![^\W_])[Cc]an(?=not(?![^\W_]))                   # can|not
      | (?:[^\W\d_])+?(?=[nN]['’][tT](?![^\W_]))             # do|n't
      | [nN]['’][tT](?![^\W_])
      | {_CLITIC}
      | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|[kmbKMB]n?(?![^\W_]))?
      | [^\W\d_]+(?:(?:['’](?!(?:s|S|ll|LL|re|RE|ve|VE|d|D|m|M)(?![^\W_]))|\.(?=[^\W\d_]))[^\W\d_]+)*\d*
      | \.{{2,}} | -{{2,}} | ['`]{{2}}
      | [^\s]
        """,
        re.VERBOSE,
    )


def words(text: str) -> list[tuple[int, int]]:
    """Cut `text` into words and punctuation marks.

    return: `[start, end)` in code points, in order, none empty; white space is in none of them.
    Time grows linearly with the text.
    """
    return [match.span() for match in _pattern().finditer(text)]
