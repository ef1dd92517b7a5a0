"""What one article tells, put so that it can be held beside what others tell: its records with the docket's actors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from memcon.record.model import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from memcon.coding.record import AttributionRecord, Event, Position, Proposal, Record, Standing, ToldBy
    from memcon.record.model import ClaimKind, Entry
    from memcon.spans import Span

_WHO_HAD = re.compile(r"\b(?:which|who)\s(?:[\w'’-]+\s){0,4}?had\s[^,]*$", re.IGNORECASE)
_THAT_HAD = re.compile(r"(?:[\w'’-]+\s){1,4}(?:which|that)\s(?:they|it|he|she|[\w'’-]+)\shad\s", re.IGNORECASE)
_HAD = re.compile(r"\bhad\s(?!to\b)[^,]*$", re.IGNORECASE)
_ONCE = re.compile(
    r"\b(?:(?:until|till|up to) (?:now|then|recently)|(?:had|has|have) (?:formerly|previously)"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )used to)\b(?!\s\w+ing)"
    r"|^\W*(?:until|till|up to)\s[^,]{1,25},.*\b(?:had|has|have)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\btold\b", re.IGNORECASE)
_HEARD = 2  # hops of a chain that nobody hands on: of who says that X had said something it is news
_NO_LONGER, _ASKS = re.compile(r"\bno longer\b", re.IGNORECASE), frozenset({"demand", "urge"})
_STOPS = (". ", "! ", "? ", "\n")


@dataclass(frozen=True, slots=True)
class Known:
    """What the steps before found of an entry.

    actors:  entity id of the record → actor id. sides: entity id → actor id of the side that it speaks for, itself
             where it speaks for none.
    origins: chain (source ids, the writer first) → ids of the origins that it comes down to; none for the writer.
    outlet:  who published it, as the docket names it.
    """

    actors: Mapping[str, str]
    sides: Mapping[str, str]
    origins: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    outlet: str | None = None


class Sourced(Protocol):
    """Any record that is told: its id, words and chain."""

    @property
    def id(self) -> str:
        """Return its id within the article."""

    @property
    def evidence(self) -> tuple[Span, ...]:
        """Return where it stands."""

    @property
    def chain(self) -> tuple[str, ...]:
        """Return the sources, the writer first."""


def tellings(entry: Entry, known: Known) -> list[Telling]:
    """Return what an entry tells, in the order of its text: every position, event, proposal and standing.

    A record whose holder the docket does not know is left out.
    """
    record = entry.record
    found = [
        *(_position(entry, known, one) for one in record.positions if one.holder in known.actors),
        *(_event(entry, known, one) for one in record.events),
        *(_proposal(entry, known, one) for one in record.proposals),
        *(_standing(entry, known, one) for one in record.standings),
    ]
    return sorted(found, key=lambda one: ([(span.start, span.end) for span in one.evidence], one.record))


def _position(entry: Entry, known: Known, one: Position) -> Telling:
    told = _told(entry, known, "position", one, (one.holder,))
    is_past = _is_past(entry.record, one)
    return replace(
        told,
        start=None if is_past else told.start,
        end=_day_before(told.published) if is_past else told.end,
        issue=one.issue,
        word=one.stance,
        words=_words(entry.record, one.object or one.evidence),
        conditions=tuple(_words(entry.record, [each.span]) for each in one.conditions),
        toward=known.sides.get(one.toward) if one.toward else None,
        factuality=one.factuality,
        told_by=_told_by(entry, known, one),
    )


def _is_past(record: Record, one: Position) -> bool:
    """Say whether a position is told as one of the past: `until now X has refused`, `who had insisted`, `X had said`.

    What somebody says that he had done is none: `she said that she had offered 36 hours`.
    """
    if one.stance == "concede" or not one.evidence:
        return False
    text, first = record.article.text, one.evidence[0]
    ends = one.object[0].start if one.object else first.end
    begins = max(text.rfind(stop, 0, first.start) + len(stop) for stop in _STOPS)
    before, said = text[begins : max(ends, first.start)], text[first.start : max(ends, first.start)]
    had = _WHO_HAD.search(said) or _THAT_HAD.match(_words(record, one.object[:1]))
    alone = len(one.chain) == 1 and _HAD.search(said)
    ceased = one.stance in _ASKS and _NO_LONGER.search(said)
    reminds = len(one.chain) <= _HEARD and any(
        each.channel is None and not _TOLD.search(_words(record, each.cue)) for each in _had_said(record, one)
    )
    return bool(had or alone or ceased or reminds or _ONCE.search(before))


def _day_before(moment: str) -> str:
    return (date.fromisoformat(moment[:10]) - timedelta(1)).isoformat()


def _told_by(entry: Entry, known: Known, one: Position) -> ToldBy:
    """Return who tells a position: its own side; but nobody tells anew what `X had said`, it is brought to mind."""
    if _had_said(entry.record, one):
        return "third-party"
    return "own" if _says_so_itself(entry, known, one) else one.told_by


def _had_said(record: Record, one: Position) -> list[AttributionRecord]:
    """Return the attributions that say of a position that somebody had spoken so."""
    said = (each for each in record.attributions if each.chain == one.chain and len(each.chain) > 1)
    holds = (each for each in said if any(span.overlaps(piece) for span in one.evidence for piece in each.content))
    return [each for each in holds if _words(record, each.cue[:1]).lower().startswith("had ")]


def _says_so_itself(entry: Entry, known: Known, one: Position) -> bool:
    """Say whether the innermost source of a position is of its holder's side, as far as the docket knows."""
    source = next((source for source in entry.record.sources if source.id == one.chain[-1]), None)
    side = known.sides.get(source.entity) if source and source.entity else None
    return side is not None and side == known.sides.get(one.holder)


def _event(entry: Entry, known: Known, one: Event) -> Telling:
    names = {entity.id: entity.name for entity in entry.record.entities}
    return replace(
        _told(entry, known, "event", one, (*one.actor, *one.recipient)),
        issue=next(iter(one.issues), None),
        word=f"{one.event_type}/{one.mode}" if one.mode else one.event_type,
        mediators=_each_once(known.sides, one.mediator),
        where=names.get(one.where) if one.where else None,
        factuality=one.factuality,
    )


def _proposal(entry: Entry, known: Known, one: Proposal) -> Telling:
    words = _words(entry.record, [*one.name, *one.terms])
    return replace(_told(entry, known, "proposal", one, one.by), word="proposal", words=words)


def _standing(entry: Entry, known: Known, one: Standing) -> Telling:
    return replace(_told(entry, known, "standing", one, ()), issue=one.issue, word=one.state)


def _told(entry: Entry, known: Known, kind: ClaimKind, one: Sourced, parties: Iterable[str]) -> Telling:
    """Return what every record tells, whatever its kind; the words are those of its evidence."""
    parties = tuple(parties)
    sides, when = _each_once(known.sides, parties), getattr(one, "when", None)
    return Telling(
        article=entry.id,
        record=one.id,
        kind=kind,
        published=entry.published,
        outlet=known.outlet,
        parties=_each_once(known.actors, parties),
        side=sides[0] if sides else None,
        sides=sides,
        issue=None,
        word="",
        words=_words(entry.record, one.evidence),
        start=when.start[:10] if when else None,
        end=when.end[:10] if when else None,
        evidence=one.evidence,
        chain=one.chain,
        cited=known.origins.get((one.id,), known.origins.get(one.chain, ())),
        vector=entry.meanings.get(one.id),
    )


def _words(record: Record, spans: Iterable[Span]) -> str:
    return " … ".join(record.article.text[span.start : span.end] for span in spans)


def _each_once(known: Mapping[str, str], entities: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(known[one] for one in entities if one in known))
