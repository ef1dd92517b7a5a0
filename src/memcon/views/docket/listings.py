"""The answers to the docket's questions: one function for each command, each within one state of the docket."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from memcon.store import beside, matrix, queries, sources
from memcon.store.queries import ChangeRow, ClaimRow
from memcon.views.docket.asked import in_words, one_more
from memcon.views.docket.lines import ChangeLine, MatrixLine, SourceLine, TimelineLine
from memcon.views.docket.naming import Cast, is_contact, issue_words, origin_words, says
from memcon.views.docket.rows import (
    Changes,
    Claims,
    Contacts,
    Matrix,
    Positions,
    Proposals,
    Sources,
    Standings,
    Timeline,
)
from memcon.views.docket.telling import Lines
from memcon.views.records import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    from memcon.record.model import ClaimKind
    from memcon.store.asking import Filters, Snapshot

    T = TypeVar("T")


def positions_list(connection: Snapshot, asked: Filters) -> Positions:
    """Answer `memcon positions`."""
    rows, more = _cut(queries.found(connection, one_more(asked), ["position"]), asked)
    return Positions(in_words(connection, asked), Lines(connection, rows, asked.before).positions(), more)


def contacts_list(connection: Snapshot, asked: Filters) -> Contacts:
    """Answer `memcon contacts`."""
    rows, more = _cut(queries.contacts(connection, one_more(asked)), asked)
    return Contacts(in_words(connection, asked), Lines(connection, rows, asked.before).contacts(), more)


def proposals_list(connection: Snapshot, asked: Filters) -> Proposals:
    """Answer `memcon proposals`."""
    rows, more = _cut(queries.found(connection, one_more(asked), ["proposal"]), asked)
    return Proposals(in_words(connection, asked), Lines(connection, rows, asked.before).proposals(), more)


def standings_list(connection: Snapshot, asked: Filters) -> Standings:
    """Answer `memcon standings`."""
    rows, more = _cut(queries.found(connection, one_more(asked), ["standing"]), asked)
    return Standings(in_words(connection, asked), Lines(connection, rows, asked.before).standings(), more)


def claims_list(connection: Snapshot, asked: Filters, kinds: Sequence[ClaimKind] = queries.KINDS) -> Claims:
    """Answer `memcon claims`."""
    rows, more = _cut(queries.found(connection, one_more(asked), kinds), asked)
    return Claims(in_words(connection, asked), Lines(connection, rows, asked.before).claims(), more)


def sources_list(connection: Snapshot, asked: Filters) -> Sources:
    """Answer `memcon sources`."""
    rows, more = _cut(sources.sources(connection, one_more(asked)), asked)
    made = tuple(
        SourceLine(
            origin=row.origin.id,
            kind=row.origin.kind,
            name=origin_words(row.origin),
            outlet=row.origin.outlet,
            claims=row.claims,
            alone=row.alone,
            first_seen=row.first_seen,
            last_seen=row.last_seen,
        )
        for row in rows
    )
    return Sources(in_words(connection, asked), made, more)


def changes_list(connection: Snapshot, asked: Filters, *, repeated: bool = False) -> Changes:
    """Answer `memcon changes`."""
    rows, more = _cut(queries.changed(connection, one_more(asked), repeated=repeated), asked)
    return Changes(in_words(connection, asked), change_lines(connection, rows, asked.before), more)


def change_lines(connection: Snapshot, rows: Sequence[ChangeRow], before: str | None) -> tuple[ChangeLine, ...]:
    """Return changes as lines."""
    known = queries.of_ids(connection, [one for row in rows for one in (row.start, row.end) if one], before)
    told = Lines(connection, list(known.values()), before)
    heads = beside.articles_by_id(connection, [row.article for row in rows])
    cast = Cast(connection, [row.side for row in rows])
    return tuple(_change(row, known, told, heads, cast) for row in rows if row.end in known)


def _change(
    row: ChangeRow, known: dict[str, ClaimRow], told: Lines, heads: dict[str, beside.ArticleRow], cast: Cast
) -> ChangeLine:
    end, start, head = known[row.end], known.get(row.start or ""), heads.get(row.article)
    return ChangeLine(
        seen=row.seen,
        side=cast.name(row.side),
        issue=issue_words(row.issue),
        kind=row.kind,
        stance=spoken(end.word),
        words=end.words,
        before=f"{spoken(start.word)}: {start.words}" if start else None,
        contested=row.contested,
        claim=row.end,
        earlier=row.start,
        articles=end.articles,
        independent=end.independent,
        origins=told.origins(end.id),
        article=row.article,
        outlet=head.outlet if head else None,
        title=head.title if head else None,
    )


def timeline_list(connection: Snapshot, asked: Filters) -> Timeline:
    """Answer `memcon timeline`: contacts and acts on their days, plans and assessments when told, and who moved."""
    last = None if asked.limit is None else asked.offset + asked.limit
    wide = replace(asked, limit=None if last is None else last + 1, offset=0)
    rows = [*queries.acts(connection, wide), *queries.found(connection, wide, ["proposal", "standing"])]
    found: list[tuple[str, ClaimRow | ChangeRow]] = [(_day(row), row) for row in rows]
    found += [(row.seen[:10], row) for row in queries.changed(connection, wide)]
    found = [(day, row) for day, row in found if (asked.since or "") <= day <= (asked.until or "9999")]
    found.sort(key=lambda one: (one[0], one[1].end if isinstance(one[1], ChangeRow) else one[1].id), reverse=True)
    picked, more = _cut(found[asked.offset :], asked)
    told = Lines(connection, [row for _, row in picked if isinstance(row, ClaimRow)], asked.before)
    moved = change_lines(connection, [row for _, row in picked if isinstance(row, ChangeRow)], asked.before)
    made = [*(_on_its_day(row, told) for row in told.rows), *map(_moved, moved)]
    made.sort(key=lambda one: (one.day, one.claim))
    return Timeline(in_words(connection, asked), tuple(made), more)


def _day(row: ClaimRow) -> str:
    return row.day if row.kind == "event" else row.first_seen[:10]


def _on_its_day(row: ClaimRow, told: Lines) -> TimelineLine:
    return TimelineLine(
        day=_day(row),
        kind="contact" if is_contact(row) else "act" if row.kind == "event" else row.kind,
        who=told.cast.all(row.parties) or told.side(row),
        says=says(row),
        issue=issue_words(row.issue, whole=row.kind == "standing"),
        words=row.words,
        factuality=row.factuality,
        claim=row.id,
        articles=row.articles,
        independent=row.independent,
    )


def _moved(one: ChangeLine) -> TimelineLine:
    return TimelineLine(
        day=one.seen[:10],
        kind="position",
        who=one.side,
        says=f"{one.kind}: {one.stance}",
        issue=one.issue,
        words=one.words,
        factuality="contested" if one.contested else "actual",
        claim=one.claim,
        articles=one.articles,
        independent=one.independent,
    )


def matrix_list(connection: Snapshot, asked: Filters) -> Matrix:
    """Answer `memcon matrix`."""
    cells = matrix.matrix(connection, asked)
    cast = Cast(connection, [cell.side for cell in cells])
    made = tuple(
        MatrixLine(
            side=cast.name(cell.side),
            issue=issue_words(cell.issue),
            stance=spoken(cell.claim.word),
            words=cell.claim.words,
            factuality=cell.claim.factuality,
            last_seen=cell.claim.last_seen,
            positions=cell.positions,
            articles=cell.claim.articles,
            independent=cell.claim.independent,
            claim=cell.claim.id,
        )
        for cell in cells
    )
    return Matrix(in_words(connection, asked), made)


def _cut(rows: Sequence[T], asked: Filters) -> tuple[Sequence[T], bool]:
    """Keep as many rows as were asked for, and say whether there are more."""
    if asked.limit is None or len(rows) <= asked.limit:
        return rows, False
    return rows[: asked.limit], True
