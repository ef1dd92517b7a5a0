"""A record as somebody sees it who decides whether it is right: what it says, and the words in their sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from memcon.coding.record import Factuality
from memcon.errors import MemconError
from memcon.spans import Span
from memcon.store import beside, finding, queries, records
from memcon.store import decisions as kept
from memcon.views.article import article_view
from memcon.views.context import Piece, context, sentence_ends
from memcon.views.docket.telling import Lines
from memcon.views.records import MODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.coding.record import Event, Position, Proposal, Record, Standing
    from memcon.store.asking import Filters, Snapshot
    from memcon.store.beside import TellingRow
    from memcon.store.decisions import Undecided
    from memcon.views.docket.lines import ClaimLine

CORRECTABLE = {
    "position": ("stance", "issue", "factuality"),
    "event": ("event_type", "mode", "factuality"),
    "proposal": (),
    "standing": ("state", "issue"),
}
"""What can be corrected of a record of each kind."""


@dataclass(frozen=True, slots=True)
class ToReview:
    """A record, and what to know to decide about it.

    says: what it says, field by field, as (field, value). context: its sentences, the evidence marked.
    """

    place: Undecided
    kind: str
    outlet: str
    title: str
    published: str
    claim: ClaimLine
    chain: tuple[str, ...]
    says: tuple[tuple[str, str], ...]
    context: tuple[Piece, ...]


def to_review(connection: Snapshot, asked: Filters, claim: str | None) -> Sequence[ToReview]:
    """Return the records that wait for a decision, the latest first."""
    of = finding.claim(connection, claim) if claim else None
    places = kept.undecided(connection, asked, of)
    told = beside.founding(connection, [(one.article, one.record) for one in places])
    rows = queries.of_ids(connection, {one.claim for one in places})
    lines = {one.claim: one for one in Lines(connection, list(rows.values())).claims()}
    heads = beside.articles_by_id(connection, {one.article for one in places})
    out = []
    for place in places:
        record = records.record(connection, place.article)
        one = told[place.article, place.record]
        if record is None or place.claim not in lines:
            continue
        head = heads[place.article]
        out.append(
            ToReview(
                place=place,
                kind=one.kind,
                outlet=head.outlet or "an outlet not named",
                title=head.title or "",
                published=head.published,
                claim=lines[place.claim],
                chain=_chain(record, one),
                says=_says(record, one),
                context=_context(record, one),
            )
        )
    return out


def _found(record: Record, told: TellingRow) -> Event | Position | Proposal | Standing | None:
    every: tuple[Event | Position | Proposal | Standing, ...] = (
        *record.positions,
        *record.events,
        *record.proposals,
        *record.standings,
    )
    return next((one for one in every if one.id == told.record), None)


def _says(record: Record, told: TellingRow) -> tuple[tuple[str, str], ...]:
    """Return the fields that can be corrected, with their values."""
    one = _found(record, told)
    return tuple((name, str(getattr(one, name, None) or "–")) for name in CORRECTABLE[told.kind])


def _chain(record: Record, told: TellingRow) -> tuple[str, ...]:
    view = article_view(record)
    shown = (*view.contacts, *view.acts, *view.positions, *view.proposals)
    known = next((one for one in shown if one.id == told.record), None)
    known = known or next((one for each in view.matters for one in each.standings if one.id == told.record), None)
    return tuple(hop.words for hop in known.chain[1:]) if known else ()


def _context(record: Record, told: TellingRow) -> tuple[Piece, ...]:
    text = record.article.text
    one = _found(record, told)
    if one is None:
        return (Piece(" … ".join(Span(*span).of(text) for span in told.evidence)),)
    return context(text, one, sentence_ends(text))


def corrected_fields(kind: str, written: str) -> dict[str, str | None]:
    """Read corrections, `stance=offer issue=ceasefire`; nothing or `-` behind the sign takes a value away.

    Raises `MemconError`, which says what may be corrected and which words there are.
    """
    out: dict[str, str | None] = {}
    for part in written.split():
        name, sign, value = part.partition("=")
        if not sign or name not in CORRECTABLE[kind]:
            names = ", ".join(CORRECTABLE[kind]) or "nothing"
            raise MemconError(f"{part!r} is no correction. Of this kind of record can be corrected: {names}.")
        words = _words(name)
        if value not in ("", "-") and value not in words:
            raise MemconError(f"{value!r} is no {name.replace('_', ' ')}. Choose of {', '.join(words)}.")
        out[name] = None if value in ("", "-") else value
    if not out:
        raise MemconError("Nothing to correct was written. Write, for example, issue=ceasefire.")
    empty = [name for name, value in out.items() if value is None and name not in ("issue", "mode")]
    if empty:
        raise MemconError(f"A record cannot be without its {empty[0].replace('_', ' ')}.")
    return out


def _words(name: str) -> tuple[str, ...]:
    """Return the words that a field may hold."""
    from memcon.codebook.agenda import agenda  # noqa: PLC0415  read when something is corrected
    from memcon.codebook.events import TYPES  # noqa: PLC0415  the same
    from memcon.codebook.stances import STANCES  # noqa: PLC0415  the same
    from memcon.codebook.states import scale  # noqa: PLC0415  the same

    return {
        "factuality": get_args(Factuality),
        "stance": STANCES,
        "state": scale().states,
        "issue": tuple(agenda().descriptions),
        "event_type": tuple(TYPES),
        "mode": tuple(filter(None, MODES)),
    }[name]
