"""Writes a memorandum: asks the docket what is new between two days, and puts it into lines."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from memcon.errors import MemconError
from memcon.store import beside, queries
from memcon.store.asking import Filters, day_after
from memcon.store.finding import NO_OUTLET
from memcon.views.dates import day_words, days_words, moment_words
from memcon.views.docket.brief import Bit, Brief, BriefGroup, BriefLine, BriefSection
from memcon.views.docket.listings import change_lines
from memcon.views.docket.naming import holds, is_contact, issue_words, says, short
from memcon.views.docket.notes import Notes, shortened
from memcon.views.docket.telling import Lines
from memcon.views.records import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from memcon.store.asking import Snapshot
    from memcon.store.beside import RelationRow
    from memcon.store.queries import ClaimRow
    from memcon.views.docket.lines import Borne, ChangeLine, PositionLine

ROOM = 40
"""Lines of one section."""
FETCHED = 300
"""Claims of one kind that are looked at: the most recently told."""
LONGEST = 280
"""Characters of an article's words in a line."""
DONE, AHEAD, OFF = "Held", "Ahead", "Called off, put off or denied"
EARLIER = "Held earlier, told only now"
OFFS = ("denied", "called-off", "postponed")
AHEADS = ("planned", "possible", "conditional")


def brief_of(connection: Snapshot, name: str, since: str, until: str) -> Brief:
    """Write the memorandum of the days from `since` to `until`, both included, as known at the end of the last."""
    writer = Writer(connection, since, until)
    period = ("Period", days_words(since, until))
    days = day_words(since) if since == until else f"{day_words(since)} to {day_words(until)}"
    return _written(writer, name, days, period)


def brief_of_last(connection: Snapshot, name: str, until: str | None) -> Brief:
    """Write the memorandum of the 24 hours before the newest article, of those up to a day where one is given."""
    newest = beside.newest(connection, day_after(until)) if until else beside.newest(connection)
    if newest is None:
        raise MemconError(f"No article came out by {until}." if until else "This docket has no article yet. Add some.")
    since = (datetime.fromisoformat(newest) - timedelta(hours=24)).strftime("%Y-%m-%dT%H:%M:%SZ")
    hours = f"24 hours up to {moment_words(newest)}"
    period = ("Period", f"the {hours}, when the newest article came out; --since DAY gives another")
    return _written(Writer(connection, since, newest[:10]), name, hours, period)


def _written(writer: Writer, name: str, days: str, period: tuple[str, str]) -> Brief:
    sections = writer.sections()
    facts = (period, *writer.facts())
    return Brief(name, days, writer.since[:10], writer.until, facts, sections, writer.notes.written())


class Writer:
    """All that was told within the days, looked up once, and the sections that are made of it.

    since: a day, or a moment of one. until: the last day.
    """

    def __init__(self, connection: Snapshot, since: str, until: str) -> None:
        self.since, self.until, self.before = since, until, day_after(until)
        self._connection = connection
        asked = Filters(since=since, until=until, as_of=until, limit=FETCHED)
        self._told: dict[str, list[ClaimRow]] = {
            kind: sorted(
                queries.found(connection, asked, [kind]), key=lambda row: (row.last_seen, row.id), reverse=True
            )
            for kind in queries.KINDS
        }
        moved = queries.changed(connection, asked)
        self._changes: Sequence[ChangeLine] = change_lines(connection, moved, self.before)
        self._against = self._seen("contradicts")
        self._withdrawn = self._seen("retracts")
        ends = {one for relation in (*self._against, *self._withdrawn) for one in (relation.start, relation.end)}
        ends |= {one for change in self._changes for one in (change.claim, change.earlier) if one}
        rows = {row.id: row for those in self._told.values() for row in those}
        rows |= queries.of_ids(connection, ends - rows.keys(), self.before)
        self.rows = rows
        self._lines = Lines(connection, list(rows.values()), self.before)
        self._claims = {one.claim: one for one in self._lines.claims()}
        self.notes = Notes(connection, rows, self.before)

    def _seen(self, kind: str) -> list[RelationRow]:
        return beside.relations_seen(self._connection, kind, self.since, self.before)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return how much was read and what came of it, as labels and words."""
        articles, outlets = beside.published_between(self._connection, self.since, self.before)
        told = sum(map(len, self._told.values()))
        more = "or more" if any(len(those) >= FETCHED for those in self._told.values()) else ""
        return (
            ("Read", f"{_number(articles, 'article')} from {_number(outlets, 'outlet')}"),
            ("Claims told", f"{told:,} {more}".strip()),
        )

    def sections(self) -> tuple[BriefSection, ...]:
        """Return the sections in order; footnotes get their numbers on the way, in the order in which they are read."""
        return (
            self._what_changed(),
            self._contacts(),
            self._positions(),
            self._standings(),
            self._proposals(),
            self._unnamed(),
            self._contradictions(),
            self._corrections(),
        )

    def _what_changed(self) -> BriefSection:
        """Group by side; what a side says for the first time comes after where it moved."""
        ordered = sorted(self._changes, key=lambda one: (one.kind == "first", one.seen, one.claim))
        return self._section(
            "changes",
            "What changed",
            "New positions, and old ones hardened, softened, reversed or dropped.",
            [(one.side, partial(self._line, one.claim, _change_bits(one), one.earlier)) for one in ordered],
            "Nobody is reported to have moved.",
            "memcon changes",
        )

    def _contacts(self) -> BriefSection:
        found = [(self._when(row), row) for row in self._told["event"] if is_contact(row)]
        order = (DONE, EARLIER, AHEAD, OFF)
        fitting = sorted(
            ((order.index(name), row) for name, row in found if name), key=lambda one: (one[0], one[1].day, one[1].id)
        )
        return self._section(
            "contacts",
            "Contacts",
            "Who dealt with whom, and who is going to.",
            [(order[at], partial(self._line, row.id, self._contact_bits(row))) for at, row in fitting],
            "No contacts are reported.",
            "memcon contacts",
        )

    def _when(self, row: ClaimRow) -> str | None:
        """Say under which heading a contact belongs; null for a past one told again, and for a plan overtaken."""
        if row.factuality in OFFS:
            return OFF
        if row.factuality in AHEADS:
            is_past = row.start is not None and (row.end or row.start) < self.since[:10]
            return None if is_past or self._lines.contact(row).superseded_by else AHEAD
        if row.start and (row.end or row.start) < self.since[:10]:
            return EARLIER if row.first_seen >= self.since else None
        return DONE

    def _contact_bits(self, row: ClaimRow) -> Iterable[Bit]:
        one = self._lines.contact(row)
        yield Bit(one.parties or "Parties not named", "who")
        mode = (
            f"{one.mode} ({spoken(row.factuality)})"
            if row.factuality in (*OFFS, "possible", "conditional")
            else one.mode
        )
        yield Bit(": ")
        yield Bit(mode, "what")
        when = days_words(one.day, one.end or one.day) if one.day else None
        told = [when, one.place, f"mediator {one.mediators}" if one.mediators else None]
        yield from _aside(", ".join(filter(None, told)))
        yield from _quote(one.words)

    def _positions(self) -> BriefSection:
        lines = [self._lines.position(row) for row in self._told["position"]]
        held = [one for one in lines if not one.superseded_by and not one.retracted]
        held.sort(key=lambda one: one.side)
        counts = {one.issue: sum(other.issue == one.issue for other in held) for one in held}
        held.sort(key=lambda one: (one.issue == issue_words(None), -counts[one.issue], one.issue))
        return self._section(
            "positions",
            "Positions by issue",
            "What each side is reported to hold; positions given up since are left out.",
            [(_capital(one.issue), partial(self._line, one.claim, _position_bits(one))) for one in held],
            "No positions are reported.",
            "memcon positions",
        )

    def _standings(self) -> BriefSection:
        rows = sorted(self._told["standing"], key=lambda row: (row.issue is not None, row.issue or ""))
        lines = [
            (_capital(issue_words(row.issue, whole=True)), partial(self._line, row.id, _standing_bits(row)))
            for row in rows
        ]
        return self._section(
            "standings",
            "How it stands",
            "Assessments, one beside the other where they differ.",
            lines,
            "Nobody is reported to have said how the talks stand.",
            "memcon standings",
        )

    def _proposals(self) -> BriefSection:
        lines = [("", partial(self._line, row.id, self._proposal_bits(row))) for row in self._told["proposal"]]
        return self._section(
            "proposals", "On the table", "Plans and drafts by name.", lines, "No plan is named.", "memcon proposals"
        )

    def _proposal_bits(self, row: ClaimRow) -> Iterable[Bit]:
        by = self._lines.cast.all(row.parties)
        if by:
            yield Bit(by, "who")
            yield Bit(": ", "plain")
        yield Bit(shortened(row.words, LONGEST), "quote")

    def _unnamed(self) -> BriefSection:
        alone = [row for those in self._told.values() for row in those if self._rests_on_one(row)]
        alone.sort(key=lambda row: (-row.articles, row.id))
        return self._section(
            "unnamed",
            "Resting on one unnamed source",
            "However many articles tell it, one account stands behind each of these.",
            [("", partial(self._line, row.id, self._claim_bits(row.id))) for row in alone],
            "Nothing rests on a single unnamed source.",
            "memcon sources",
        )

    def _rests_on_one(self, row: ClaimRow) -> bool:
        known = self._lines.known_by(row.id)
        return len(known) == 1 and known[0].kind == "unnamed"

    def _contradictions(self) -> BriefSection:
        lines = [("", partial(self._pair, one, " — but ")) for one in self._against if self._known(one)]
        return self._section(
            "contradictions",
            "Contradictions",
            "Accounts that cannot both be true of the same time.",
            lines,
            "No contradictions came to light.",
            "memcon why CLAIM",
        )

    def _corrections(self) -> BriefSection:
        lines = [("", partial(self._pair, one, " — withdrawn: ")) for one in self._withdrawn if self._known(one)]
        return self._section(
            "corrections",
            "Corrections",
            "What an article took back.",
            lines,
            "Nothing was taken back.",
            "memcon why CLAIM",
        )

    def _known(self, one: RelationRow) -> bool:
        return one.start in self._claims and one.end in self._claims

    def _pair(self, one: RelationRow, between: str) -> BriefLine:
        bits = [*self._claim_bits(one.start), Bit(between), *self._claim_bits(one.end)]
        told = f"{backing(self._claims[one.start])}; against it: {_origins(self._claims[one.end])}"
        return BriefLine(short(one.start), tuple(bits), told, self.notes.of(one.start, one.end))

    def _claim_bits(self, claim: str) -> Iterable[Bit]:
        one = self._claims[claim]
        who = one.who or one.side or _capital(one.issue)
        yield Bit(who, "who")
        if one.kind == "position":
            yield Bit(" ")
            yield Bit(holds(one.says, one.factuality), "what")
        else:
            yield Bit(": ")
            yield Bit(f"{one.says} (denied)" if one.factuality == "denied" else one.says, "what")
        if one.kind == "position" and one.issue != issue_words(None):
            yield Bit(f" (on {one.issue})", "aside")
        yield from _quote(one.words)

    def _line(self, claim: str, bits: Iterable[Bit], *more: str | None) -> BriefLine:
        return BriefLine(short(claim), tuple(bits), backing(self._claims[claim]), self.notes.of(claim, *more))

    def _section(
        self,
        key: str,
        title: str,
        remark: str,
        lines: Sequence[tuple[str, Callable[[], BriefLine]]],
        empty: str,
        asking: str,
    ) -> BriefSection:
        groups: dict[str, list[Callable[[], BriefLine]]] = {}
        for name, line in lines[:ROOM]:
            groups.setdefault(name, []).append(line)
        made = tuple(BriefGroup(name, tuple(line() for line in those)) for name, those in groups.items())
        period = "" if asking.endswith("CLAIM") else f" --since {self.since} --until {self.until} --limit 0"
        return BriefSection(key, title, remark, made, empty, max(len(lines) - ROOM, 0), f"{asking}{period}")


def backing(one: Borne) -> str:
    """Say how well a claim is borne out: its independent origins by name, articles and outlets."""
    outlets = f" of {_number(one.outlets, 'outlet')}" if one.outlets > 1 else ""
    return f"{_capital(_origins(one))} · {_number(one.articles, 'article')}{outlets}"


def _origins(one: Borne) -> str:
    named = ", ".join(one.origins[:3]) + (f" and {len(one.origins) - 3} more" if len(one.origins) > 3 else "")
    if not one.origins:
        return "on the writers' own word"
    return f"on the word of {named}" if one.independent == 1 else f"{one.independent} independent origins: {named}"


def _change_bits(one: ChangeLine) -> Iterable[Bit]:
    yield Bit(_capital(one.kind if one.kind != "first" else "new"), "what")
    yield Bit(f" on {one.issue}" if one.issue != issue_words(None) else "")
    yield Bit(f": {holds(one.stance)}")
    yield from _quote(one.words)
    if one.before:
        stance, _, words = one.before.partition(": ")
        yield Bit("; before, ")
        yield Bit(holds(stance))
        yield from _quote(words)
    yield from _aside("the side itself denies it" if one.contested else "")
    yield from _aside(f"{one.outlet or NO_OUTLET}, {day_words(one.seen)}")


def _position_bits(one: PositionLine) -> Iterable[Bit]:
    yield Bit(one.side or one.holder, "who")
    if one.holder and one.holder != one.side:
        yield Bit(f" ({one.holder})")
    yield Bit(" ")
    yield Bit(holds(one.stance, one.factuality), "what")
    yield Bit(f" {one.toward}:" if one.toward else "")
    yield from _quote(one.words)
    for condition in one.conditions:
        yield from _aside(f"condition: {shortened(condition, LONGEST)}")


def _standing_bits(row: ClaimRow) -> Iterable[Bit]:
    yield Bit(_capital(says(row)), "what")
    yield from _quote(row.words)


def _quote(words: str) -> Iterable[Bit]:
    if words.strip():
        yield Bit(" ", "plain")
        yield Bit(shortened(words, LONGEST), "quote")


def _aside(words: str) -> Iterable[Bit]:
    if words:
        yield Bit(f" ({words})", "aside")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
