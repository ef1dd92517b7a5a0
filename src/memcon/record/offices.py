"""Offices of one record: what a person heads, for whom they speak, and what a body's words name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook import load
from memcon.codebook.bodies import bodies
from memcon.codebook.inforce import current
from memcon.codebook.people import actors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.codebook import State
    from memcon.codebook.inforce import Book
    from memcon.coding.record import Entity, Record, Role
    from memcon.spans import Span

_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "our", "my"))
_KEPT = 16_384  # words of which is remembered what they say, under the codebook in force
_NEAR = 4  # characters at most between whom an office serves and the office: `'s `, ` - `
_BEHIND = re.compile(r"\s(?:of|for|at|to)\s(?:the\s)?")


class Office(NamedTuple):
    """One office of a person.

    words: the title with what it is of, but no state: `Foreign Ministry spokesperson`. of: id of whom it serves.
    noun: by which two mentions of it are one.
    heads: keys of the bodies that it heads, speaks: key of the one for which it speaks; `` is `of` itself.
    """

    words: str
    noun: str
    of: str | None
    heads: tuple[str, ...]
    speaks: str | None


def offices(record: Record, entity: Entity) -> Iterator[Office]:
    """Yield the offices that an article gives a person."""
    by_id = {one.id: one for one in record.entities}
    for role in entity.roles:
        words, _ = stateless(_phrase(record, entity, role, by_id.get(role.of or "")))
        yield read_title(_with_body(record, entity, words) or role.title, role.of)


def read_title(words: str, of: str | None) -> Office:
    """Return what an office is by its words, from which the names of states are gone."""
    return _read_title(words, current())._replace(of=of)


@lru_cache(maxsize=_KEPT)
def _read_title(words: str, _book: Book) -> Office:
    heads, rest = bodies().headed(words), bodies().speaks(words)
    speaks = None if rest is None else bodies().named(rest) or ""
    return Office(words, next((key for key in heads if key), None) or _noun(words), None, heads, speaks)


def _with_body(record: Record, entity: Entity, words: str) -> str:
    """Return a spokesman's title with the body that `the ministry's` goes back to: the one before that is called so."""
    rest = bodies().speaks(words)
    noun = rest.replace("'s", "").rpartition(" ")[2] if rest else ""
    if not noun or bodies().named(rest or "") or not entity.mentions:
        return words
    before = [
        (span, other.name)
        for other in record.entities
        for span in other.mentions[:1]
        if other.kind == "organisation" and span.end <= entity.mentions[0].start and other.name.lower().endswith(noun)
    ]
    name = max(before)[1] if before else ""
    return f"{name} {words.rsplit(maxsplit=1)[-1]}" if bodies().named(name) else words


def describes(name: str) -> bool:
    """Say whether what should be a person's name is a description: `Qatar's prime minister`, `the President`."""
    return _describes(name, current())


@lru_cache(maxsize=_KEPT)
def _describes(name: str, _book: Book) -> bool:
    rest, _ = stateless(name)
    words = [word for word in re.split(r"[\s\-]+", rest) if word]
    if not words or not any(word.lower() in actors().people for word in words):
        return not words
    return not any(word[:1].isupper() and not _is_of_office(word) for word in words)


def _is_of_office(word: str) -> bool:
    """Say whether a capitalised word belongs to an office or a body."""
    low, known = word.lower().removesuffix("'s"), bodies()
    portfolios = {each for words in (*known.portfolios, *known.portfolios.values()) for each in words.split()}
    return low in actors().people or low in actors().bodies or low in portfolios or low in ("prime", "state", "special")


def stateless(words: str) -> tuple[str, tuple[State, ...]]:
    """Take determiners and the names of states out of words, and return those states.

    A name that is a body's stays: `White House`, `State Department`.
    """
    return _stateless(words, current())


@lru_cache(maxsize=_KEPT)
def _stateless(words: str, _book: Book) -> tuple[str, tuple[State, ...]]:
    states, known = load().states, bodies()
    tokens, kept, found, at = words.replace("’", "'").split(), [], [], 0
    while at < len(tokens):
        if _are_people(tokens[at : at + 2]):
            kept += tokens[at : at + 2]
            at += 2
            continue
        for size in (3, 2, 1):
            name = " ".join(tokens[at : at + size])
            bare = name.removesuffix("'s").strip(",.()") if not name.endswith("U.S.") else name
            if size <= len(tokens) - at and bare in states and not known.named(bare):
                found.append(states[bare])
                at += size
                break
        else:
            if tokens[at].lower() not in _DETERMINERS:
                kept.append(tokens[at])
            at += 1
    return " ".join(kept), tuple(found)


def _are_people(words: Sequence[str]) -> bool:
    """Say whether two words name a people by two states: `Turkish Cypriot`, which is of neither."""
    known = load()
    named = [known.states.get(word) for word in words if word in known.demonyms]
    return len(named) == len(words) == 2 and named[0] != named[1] and " ".join(words) not in known.states


def definite(record: Record, entity: Entity) -> bool:
    """Say whether a description is of somebody in particular: no `a` or `an` before it where it stands first."""
    if not entity.mentions:
        return False
    first = record.article.text[entity.mentions[0].start : entity.mentions[0].end]
    return first.split(" ")[0].lower() not in ("a", "an", "another", "one", "some")


def singular(name: str) -> bool:
    """Say whether a description's last noun is one person."""
    word = re.split(r"[\s\-]+", name.split(" of ", maxsplit=1)[0].split(" for ", maxsplit=1)[0])[-1].lower()
    lemma = actors().people.get(word)
    return lemma is not None and (lemma == word)


def _noun(words: str) -> str:
    """Return what somebody is: `envoy` of `special envoy for Africa`, but all of `deputy foreign minister`."""
    first = re.split(r",| of | for | to ", words.lower())[0].split()
    if bodies().not_heading & set(first):
        return " ".join(first)
    lemma = actors().people
    return next((lemma[word] for word in reversed(first) if word in lemma), first[-1] if first else "")


def _phrase(record: Record, entity: Entity, role: Role, of: Entity | None) -> str:
    """Return a title with the words beside it that say of what: `Foreign Ministry spokesperson`."""
    text, low = record.article.text, role.title.lower()
    for span in entity.mentions:
        if low in span.of(text).lower():
            return _with_served(text, span, of.mentions if of else ())
    return role.title


def _with_served(text: str, title: Span, served: Sequence[Span]) -> str:
    """Return a mention with the name just before it, or behind `of` and the like."""
    for span in served:
        if span.end <= title.start <= span.end + _NEAR and "." not in text[span.end : title.start].strip("'’s "):
            return text[span.start : title.end]
        behind = _BEHIND.match(text, title.end)
        if behind and span.start <= behind.end() + _NEAR and span.start >= title.end and span.end > behind.end():
            return text[title.start : span.end]
    return title.of(text)
