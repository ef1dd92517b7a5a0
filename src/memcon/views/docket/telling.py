"""Claims as lines: the rows of a question, with all that stands beside them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memcon.store import beside
from memcon.views.docket.lines import ClaimLine, ContactLine, PositionLine, ProposalLine, StandingLine
from memcon.views.docket.naming import Cast, act_words, everybody, issue_words, origin_words, says, toward_words
from memcon.views.records import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.store.asking import Snapshot
    from memcon.store.beside import OriginRow, RelationRow, TellingRow
    from memcon.store.queries import ClaimRow


class Lines:
    """Makes lines of some claims, as of a moment; everything that they need is looked up at once."""

    def __init__(self, connection: Snapshot, rows: Sequence[ClaimRow], before: str | None = None) -> None:
        ids = [row.id for row in rows]
        self.rows = tuple(rows)
        self._origins: dict[str, list[OriginRow]] = beside.origins_of(connection, ids, before)
        self._relations: Sequence[RelationRow] = beside.relations_of(connection, ids, before)
        founders = [(row.article, row.record) for row in rows if row.article and row.record]
        self._tellings: dict[tuple[str, str], TellingRow] = beside.founding(connection, founders)
        told = [(one.toward, *one.mediators) for one in self._tellings.values()]
        self.cast = Cast(connection, everybody(rows) | {one for those in told for one in those})

    def positions(self) -> tuple[PositionLine, ...]:
        """Return the rows as positions."""
        return tuple(self.position(row) for row in self.rows)

    def contacts(self) -> tuple[ContactLine, ...]:
        """Return the rows as contacts."""
        return tuple(self.contact(row) for row in self.rows)

    def proposals(self) -> tuple[ProposalLine, ...]:
        """Return the rows as plans on the table."""
        return tuple(self._proposal(row) for row in self.rows)

    def standings(self) -> tuple[StandingLine, ...]:
        """Return the rows as assessments."""
        return tuple(self._standing(row) for row in self.rows)

    def claims(self) -> tuple[ClaimLine, ...]:
        """Return the rows as claims of any kind."""
        return tuple(self._claim(row) for row in self.rows)

    def position(self, row: ClaimRow) -> PositionLine:
        """Make a line of a position."""
        told = self._telling(row)
        side = self.side(row)
        return PositionLine(
            **self._borne(row),
            side=side,
            holder=", ".join(filter(None, map(self.cast.name, row.parties))) or side,
            issue=issue_words(row.issue),
            stance=spoken(row.word),
            words=row.words,
            toward=toward_words(row.word, self.cast.name(told.toward)) if told else None,
            conditions=told.conditions if told else (),
        )

    def contact(self, row: ClaimRow) -> ContactLine:
        """Make a line of a contact."""
        told = self._telling(row)
        return ContactLine(
            **self._borne(row),
            day=row.start,
            end=row.end if row.end != row.start else None,
            mode=act_words(row.word),
            parties=self.cast.all(row.parties),
            mediators=self.cast.all(told.mediators) if told else "",
            place=told.place if told else None,
            issue=issue_words(row.issue),
            words=row.words,
        )

    def _proposal(self, row: ClaimRow) -> ProposalLine:
        return ProposalLine(
            **self._borne(row),
            name=row.words,
            by=self.cast.all(row.parties),
            side=self.side(row),
            issue=issue_words(row.issue),
        )

    def _standing(self, row: ClaimRow) -> StandingLine:
        issue = issue_words(row.issue, whole=True)
        return StandingLine(**self._borne(row), issue=issue, state=spoken(row.word), words=row.words)

    def _claim(self, row: ClaimRow) -> ClaimLine:
        return ClaimLine(
            **self._borne(row),
            kind=row.kind,
            who=self.cast.all(row.parties),
            side=self.side(row),
            issue=issue_words(row.issue, whole=row.kind == "standing"),
            says=says(row),
            words=row.words,
            day=row.start,
        )

    def side(self, row: ClaimRow) -> str:
        """Name the side of a claim, else that of its first party; empty where it has neither."""
        return self.cast.name(row.side or (self.cast.side(row.parties[0]) if row.parties else None))

    def origins(self, claim: str) -> tuple[str, ...]:
        """Return the origins of a claim in words."""
        return tuple(origin_words(one) for one in self._origins.get(claim, ()))

    def known_by(self, claim: str) -> Sequence[OriginRow]:
        """Return the origins of a claim."""
        return self._origins.get(claim, ())

    def _telling(self, row: ClaimRow) -> TellingRow | None:
        return self._tellings.get((row.article or "", row.record or ""))

    def _borne(self, row: ClaimRow) -> dict[str, Any]:
        """Return the fields that all lines of claims have."""
        about = [one for one in self._relations if row.id in (one.start, one.end)]
        against = (one.end if one.start == row.id else one.start for one in about if one.kind == "contradicts")
        newer = [one.start for one in about if one.kind == "supersedes" and one.end == row.id]
        return {
            "claim": row.id,
            "factuality": row.factuality,
            "first_seen": row.first_seen,
            "last_seen": row.last_seen,
            "articles": row.articles,
            "outlets": row.outlets,
            "independent": row.independent,
            "origins": self.origins(row.id),
            "contradicted_by": tuple(dict.fromkeys(against)),
            "superseded_by": newer[-1] if newer else None,
            "retracted": any(one.kind == "retracts" and one.end == row.id for one in about),
        }
