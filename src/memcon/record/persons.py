"""Which person of the docket a name or an office means."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from memcon.codebook.bodies import bodies
from memcon.codebook.people import actors
from memcon.record import aliases
from memcon.record.offices import read_title, stateless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.record.cast import ActorIndex
    from memcon.record.model import Actor

_ABOUT, _CLOSE = 180, 30  # days before the first and after the last article that shows somebody in an office


def untitled(name: str) -> str:
    """Return a name without forms of address in front and possessive endings behind."""
    words = name.replace("’s", "'s").removesuffix("'s").split()
    styles, titles = bodies().styles, actors().short_titles
    while len(words) > 1 and (words[0].lower() in styles or words[0].lower().rstrip(".") in titles):
        words.pop(0)
    return " ".join(words)


def best(name: str, persons: Sequence[Actor], index: ActorIndex, side: str | None, day: str) -> Actor | None:
    """Return whom a name means among those who share a key with it; None for somebody new.

    A full name must agree in surname and given name. A surname alone means the one who was in the news last among
    those of no other side; two of the same day leave it open.
    """
    if aliases.is_full(name):
        return _of_full_name(name, persons, index, side)
    called = [one for one in persons if _is_short_for(name, one.name)]
    fits = [one for one in called if side is None or one.side in (None, side)]
    if len(fits) < 2:
        return fits[0] if fits else None
    surnamed = [one for one in fits if aliases.same_surname(name, one.name.rsplit(maxsplit=1)[-1])]
    return _latest(surnamed or fits, index, day)


def _of_full_name(name: str, persons: Sequence[Actor], index: ActorIndex, side: str | None) -> Actor | None:
    full = [one for one in persons if aliases.is_full(one.name) and aliases.same_person(one.name, name)]
    if full:
        low = aliases.normal(name)
        return max(full, key=lambda one: (aliases.normal(one.name) == low, one.side == side, _last(one, index), one.id))
    bare = [one for one in persons if not aliases.is_full(one.name) and _is_short_for(one.name, name)]
    fits = [one for one in bare if side is None or one.side in (None, side)]
    return fits[0] if len(fits) == 1 else None


def _is_short_for(short: str, name: str) -> bool:
    return aliases.is_part(short, name) if aliases.is_full(name) else aliases.same_surname(short, name)


def _latest(persons: Sequence[Actor], index: ActorIndex, day: str) -> Actor | None:
    """Return who was seen last before the end of a day, if that is one person."""
    if len(persons) == 1:
        return persons[0]
    seen = sorted(((_last(one, index), one.id, one) for one in persons), reverse=True)
    if seen[0][0] > seen[1][0]:
        return seen[0][2]
    full = [one for last, _, one in seen if last == seen[0][0] and aliases.is_full(one.name)]
    return full[0] if len(full) == 1 and seen[0][0][:10] <= day else None


def _last(person: Actor, index: ActorIndex) -> str:
    return max((role.last_seen for role in index.roles([person.id])), default="")


def holder(persons: Sequence[Actor], key: str, index: ActorIndex, day: str) -> Actor | None:
    """Return the one person who bore a title at about a day; key: `t:TITLE@ACTOR`.

    Known from articles at most half a year away; of several the one known from articles of that month.
    """
    near = [(one, _distance(one, key, index, day)) for one in persons]
    about = [one for one, days in near if days <= _ABOUT]
    close = [one for one, days in near if days <= _CLOSE]
    if len(about) == 1:
        return about[0]
    return close[0] if len(close) == 1 else None


def _distance(person: Actor, key: str, index: ActorIndex, day: str) -> int:
    """Return how many days lie between a day and those on which articles show a person with a title."""
    title, of = key[2:].rsplit("@", 1)
    roles = [role for role in index.roles([person.id]) if (role.of or of) == of and _title(role.title) == title]
    gaps = (max(_days(day, role.first_seen[:10]), _days(role.last_seen[:10], day), 0) for role in roles)
    return min(gaps, default=_ABOUT + 1)


def _title(title: str) -> str:
    return read_title(stateless(title)[0], None).noun


def _days(earlier: str, later: str) -> int:
    """Return how many days the later of two ISO days is away; negative when it comes first."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
