"""Offices and the bodies that they are one with: `bodies.yaml`, ready to be looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from memcon.codebook.files import read
from memcon.codebook.forms import verb_forms
from memcon.codebook.inforce import once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.codebook.files import CodebookFile

_MINISTRY = re.compile(
    r"(?:^|.* )(?:ministry|department) (?:of|for) (?:the )?(.+)|(?:^|.* )(.+?) (?:ministry|department)"
)
_MINISTER = re.compile(r"(?:.* )?(?:minister|secretary) (?:of|for) (?:the )?(.+)|(?:.* )?(.+?) (?:minister|secretary)")
_BEFORE = frozenset(
    ("acting", "interim", "caretaker", "senior", "new", "longtime", "the", "its", "their", "his", "her")
)


@dataclass(frozen=True, slots=True)
class Bodies:
    """What `bodies.yaml` says, all lower case.

    heads, names: title of who heads a body, and the body's own name, to its key. portfolios: words to the portfolio.
    speaking, heading, not_heading, styles: words of a title, the last those that say nothing of an office.
    """

    heads: Mapping[str, str]
    names: Mapping[str, str]
    portfolios: Mapping[str, str]
    speaking: frozenset[str]
    speaking_names: tuple[str, ...]
    heading: frozenset[str]
    heading_names: tuple[str, ...]
    not_heading: frozenset[str]
    styles: frozenset[str]

    def named(self, words: str) -> str | None:
        """Return the key of the body that words name: `the ministry of foreign affairs` is `foreign ministry`."""
        low = _plain(words)
        if set(low.split()) & self.speaking:
            return None
        key = _ending(low, self.names)
        if key:
            return key
        found = _MINISTRY.fullmatch(low)
        return self._ministry(found[1] or found[2]) if found else None

    def headed(self, title: str) -> tuple[str, ...]:
        """Return the keys of the bodies that the bearer of a title heads; `` is whatever the title is of.

        None for a title that heads nothing: a deputy's, an adviser's, a spokesman's.
        """
        low = _plain(title)
        if self.speaks(low) is not None:
            return ()
        found = (self._headed(one.strip()) for one in re.split(r",| and ", low.replace("'s ", " ")))
        return tuple(dict.fromkeys(key for key in found if key is not None))

    def _headed(self, title: str) -> str | None:
        """Return the key of the body that one office heads."""
        words = title.split()
        while words and words[-1] in self.styles:
            words.pop()
        low = " ".join(words)
        if not words or self.not_heading & set(re.split(r"[ -]", low)):
            return None
        key = _ending(low, self.heads)
        minister = _MINISTER.fullmatch(low)
        if key or (minister and not low.endswith(self.heading_names)):
            return key or self._ministry((minister and (minister[1] or minister[2])) or "")
        head = low.split(" of ")[0].split(" for ")[0].split()
        leads = low.endswith(self.heading_names) or (bool(head) and head[-1] in self.heading)
        return "" if leads and "of staff" not in low else None

    def speaks(self, title: str) -> str | None:
        """Return for whom or what the bearer of a title speaks, in the title's own words, maybe none; else None."""
        low = _plain(title)
        for name in self.speaking_names:
            if name in low:
                return low.replace(name, " ").strip()
        words = low.split()
        found = next((word for word in words if word in self.speaking), None)
        if found is None:
            return None
        rest = " ".join(word for word in words if word != found)
        return re.sub(r"^(?:of|for|at) (?:the )?|(?: (?:of|for|at))$", "", rest).strip()

    def _ministry(self, portfolio: str) -> str | None:
        if "'s" in portfolio:
            return None
        words = " ".join(word for word in portfolio.split() if word not in _BEFORE)
        return f"{self.portfolios.get(words, words)} ministry"


@dataclass(frozen=True, slots=True)
class Uttering:
    """What `uttering.yaml` says, as forms of verbs: what is said in public, what only done, what outlets do."""

    utters: frozenset[str]
    acts: frozenset[str]
    acts_on: frozenset[str]
    learns: frozenset[str]


@once
def uttering() -> Uttering:
    """Return what `uttering.yaml` says, read and checked at the first call."""
    file = read("uttering.yaml")
    forms = {
        key: frozenset(form for verb in file.words(key) for form in verb_forms(verb))
        for key in ("utters", "acts", "acts_on", "learns")
    }
    return Uttering(**forms)


@once
def given_names() -> Mapping[str, frozenset[str]]:
    """Return the names that somebody of a given name can go by, lower case, itself among them: `given.yaml`."""
    out: dict[str, frozenset[str]] = {}
    for line in read("given.yaml").lines("given"):
        names = frozenset(line.split())
        out.update({name: names | out.get(name, frozenset()) for name in names})
    return MappingProxyType(out)


@once
def bodies() -> Bodies:
    """Return what `bodies.yaml` says, read and checked at the first call."""
    file = read("bodies.yaml")
    heads, names = _listed(file)
    portfolios = {word: key for key in file.mapping("portfolios") for word in file.words("portfolios", key)}
    return Bodies(
        heads=MappingProxyType(heads),
        names=MappingProxyType(names),
        portfolios=MappingProxyType(portfolios),
        speaking=frozenset(file.words("speaking")),
        speaking_names=tuple(file.words("speaking_names")),
        heading=frozenset(file.words("heading")),
        heading_names=tuple(file.words("heading_names")),
        not_heading=frozenset(file.words("not_heading")),
        styles=frozenset(file.words("styles")),
    )


def _listed(file: CodebookFile) -> tuple[dict[str, str], dict[str, str]]:
    """Return the keys by title and by name."""
    heads: dict[str, str] = {}
    names: dict[str, str] = {}
    for at, line in enumerate(file.lines("bodies")):
        if line.count("|") != 2:
            raise file.fault_below("bodies", at, f"`{line}` is no body", "Write `key | titles | names`")
        key, titles, called = (part.strip() for part in line.split("|"))
        heads |= {one.strip(): key for one in titles.split(";") if one.strip()}
        names |= {one.strip(): key for one in called.split(";") if one.strip()}
    return heads, names


def _plain(words: str) -> str:
    """Return words in lower case with straight apostrophes and single spaces."""
    return " ".join(words.lower().replace("’", "'").split())


def _ending(low: str, listed: Mapping[str, str]) -> str | None:
    """Return the key of the longest listed phrase that words are or end with."""
    words = low.split()
    return next((listed[one] for at in range(len(words)) if (one := " ".join(words[at:])) in listed), None)
