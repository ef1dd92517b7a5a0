"""Names for ids, and claims in words: what every view of the docket needs to know of the rows that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.store import beside
from memcon.store.finding import ITSELF, NO_OUTLET, UNKNOWN
from memcon.views.records import CONTACT, MODES, NO_ISSUE, TOWARD, WHOLE, spoken
from memcon.views.words import lower_start

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from memcon.store.asking import Snapshot
    from memcon.store.beside import ActorRow, OriginRow
    from memcon.store.queries import ClaimRow

SHOWN = 8
"""Characters of a claim's id that people are shown; they are enough to find it again."""
HOLDS = {
    "demand": "demands",
    "offer": "offers",
    "urge": "urges",
    "accept": "accepts",
    "reject": "rejects",
    "concede": "concedes",
    "commit": "commits to",
    "open": "is open to",
    "warn": "warns",
}


class Cast:
    """Whom some ids stand for; an id that stands for nobody is shown itself."""

    def __init__(self, connection: Snapshot, ids: Iterable[str | None]) -> None:
        wanted = {one for one in ids if one}
        self._actors: dict[str, ActorRow] = beside.actors_by_id(connection, wanted)
        sides = {one.side for one in self._actors.values() if one.side} - wanted
        self._actors |= beside.actors_by_id(connection, sides)

    def name(self, one: str | None) -> str:
        """Name an actor; empty for none."""
        return self._actors[one].name if one in self._actors else one or ""

    def side(self, one: str) -> str:
        """Return the id of the side for which an actor stands: its own where it has no other."""
        return (one in self._actors and self._actors[one].side) or one

    def all(self, ids: Sequence[str]) -> str:
        """List actors, each run of one side followed by its name: `Witkoff, Kushner (United States), Oman`."""
        out = []
        for at, one in enumerate(ids):
            side = self.side(one)
            last = at + 1 == len(ids) or self.side(ids[at + 1]) != side
            shown = last and side != one and self.name(side) != self.name(one)
            out.append(f"{self.name(one)} ({self.name(side)})" if shown else self.name(one))
        return ", ".join(out)


def origin_words(origin: OriginRow) -> str:
    """Name an origin: a name, or the words for who has none with the outlet that had them first."""
    if origin.kind == "unnamed":
        words = lower_start(origin.words or origin.name or "someone unnamed")
        return f"{words} ({NO_OUTLET if origin.outlet == UNKNOWN else origin.outlet})" if origin.outlet else words
    if origin.kind == "outlet":
        name = origin.outlet or origin.name
        return NO_OUTLET if name == UNKNOWN else f"{name}{ITSELF}"
    return origin.name


def says(claim: ClaimRow) -> str:
    """Say in a word or two what a claim says: a stance, a mode of contact, another act, a plan, a state."""
    if claim.kind == "event":
        return act_words(claim.word)
    if claim.kind == "proposal":
        return "proposal"
    return spoken(claim.word)


def holds(stance: str, factuality: str = "actual") -> str:
    """Write a stance as what a side does: `demands`, `is open to`; what it denies or may yet do is said before it."""
    said = HOLDS.get(stance, spoken(stance))
    if factuality == "denied":
        return f"denies that it {said}"
    return said if factuality == "actual" else f"{said} ({spoken(factuality)})"


def short(claim: str) -> str:
    """Cut a claim's id to what people are shown."""
    return claim[:SHOWN]


def is_contact(claim: ClaimRow) -> bool:
    """Say whether an event is a contact."""
    return claim.kind == "event" and claim.word.partition("/")[0] == CONTACT


def act_words(word: str) -> str:
    """Write `TYPE/mode` in words: `phone call`, `threaten`, `coerce (restrict)`."""
    kind, _, mode = word.partition("/")
    if kind == CONTACT:
        return MODES.get(mode or None, spoken(mode))
    return spoken(kind.lower()) + (f" ({spoken(mode)})" if mode else "")


def issue_words(issue: str | None, *, whole: bool = False) -> str:
    """Write an issue in words; without one it is the talks as a whole, or none named."""
    return spoken(issue) if issue else WHOLE if whole else NO_ISSUE


def toward_words(stance: str, name: str) -> str | None:
    """Write toward whom a stance is: `of Israel`; null where the article does not say."""
    return f"{TOWARD.get(stance, 'toward')} {name}".strip() if name else None


def everybody(rows: Collection[ClaimRow]) -> set[str | None]:
    """Return the ids of all who take part in some claims."""
    return {one for row in rows for one in (row.side, *row.parties)}
