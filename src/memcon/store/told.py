"""Who tells what, as far as it is in memory: the tellings of claims and of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sqlalchemy import exists, or_, select

from memcon.record.index import Told, total_of
from memcon.store import claim_rows, writing
from memcon.store.tables import articles, tellings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from memcon.record.model import Telling, Vector

    Named = dict[tuple[str, str], Told]  # by article and record

_TOLD = writing.Lookup(tellings.c.claim, select(tellings))
_TOLD_BY = writing.Lookup(tellings.c.article, select(tellings))
_other = articles.alias()
_has_versions = or_(articles.c.version_of.is_not(None), exists().where(_other.c.version_of == articles.c.id))
_SEVERAL = writing.Lookup(articles.c.id, select(articles.c.id).where(_has_versions))
_REVISED = writing.Lookup(
    tellings.c.claim,
    select(tellings).join(articles, articles.c.id == tellings.c.article).where(_has_versions),
)
_ROUNDING = 1e-3  # by which a product with a matrix may differ from that of two vectors, and much more


class _Latest(NamedTuple):
    """The latest tellings of a claim with their vectors, noughts for those without; None where none has one."""

    told: Sequence[Told]
    vectors: NDArray[np.float32] | None


class ToldIndex:
    """Tellings that were asked for or put; each is asked for by the claim that it tells, or by its article."""

    def __init__(self) -> None:
        self.held = 0
        self._told: dict[str, Named] = {}
        self._latest: dict[str, _Latest] = {}  # as long as nothing is added
        self._totals: dict[str, tuple[Told, Vector | None]] = {}  # the last one added, and the sum up to it
        self._said: dict[str, Named] = {}  # article → what it tells
        self._revised: dict[str, Named] = {}  # in articles with several versions, until the next flush
        self._dirty: Named = {}
        self._new: dict[tuple[str, str], None] = {}  # of these the ones that have no row

    # -- by claim

    def of(self, connection: Connection, asked: Iterable[str]) -> Sequence[Told]:
        """See `ClaimIndex.tellings`."""
        claims = set(asked)
        self._hear(connection, claims)
        return sorted((told for claim in claims for told in self._told[claim].values()), key=_in_order)

    def _hear(self, connection: Connection, asked: Iterable[str]) -> None:
        """Learn who tells some claims."""
        missing = [one for one in asked if one not in self._told]
        self._told |= {one: {} for one in missing}
        for row in _TOLD(connection, missing):
            self._told[row.claim][row.article, row.record] = Told(row.claim, claim_rows.telling(row))
            self.held += 1

    def heard(
        self, connection: Connection, asked: Collection[str], latest: int, about: Vector | None, least: float
    ) -> Iterable[Told]:
        """See `ClaimIndex`; some that are hardly less near are returned, too."""
        self._hear(connection, asked)
        found: list[Told] = []
        for claim in asked:
            known = self._latest.get(claim) or self._look_at(claim, latest)
            if known.vectors is None or about is None:
                found += known.told
            else:
                near = (known.vectors @ about).tolist()
                found += [told for told, cosine in zip(known.told, near, strict=True) if cosine >= least - _ROUNDING]
        return found

    def _look_at(self, claim: str, latest: int) -> _Latest:
        told = list(self._told[claim].values())
        told = sorted(told, key=_in_order)[-latest:] if len(told) > 1 else told
        vectors = [one.telling.vector for one in told]
        known = next((one for one in vectors if one is not None), None)
        nought = None if known is None else np.zeros_like(known)
        rows = None if known is None else np.array([nought if one is None else one for one in vectors])
        found = self._latest[claim] = _Latest(told, rows)
        return found

    def total(self, connection: Connection, claim: str) -> Vector | None:
        """See `ClaimIndex`."""
        if claim not in self._totals:
            told = self.of(connection, [claim])
            if not told:
                return None
            self._totals[claim] = told[-1], total_of(told)
        return self._totals[claim][1]

    def first(self, connection: Connection, claim: str) -> Telling | None:
        """Return the telling on which a claim is founded."""
        self._hear(connection, [claim])
        return min((one.telling for one in self._told[claim].values()), key=_place, default=None)

    def revised(self, connection: Connection, asked: Collection[str]) -> Sequence[Told]:
        """See `ClaimIndex`."""
        missing = {one for one in asked if one not in self._revised}
        if missing:
            self._revised |= {one: {} for one in missing}
            for row in _REVISED(connection, missing):
                self._revised[row.claim][row.article, row.record] = Told(row.claim, claim_rows.telling(row))
            new = {name: told for name, told in self._dirty.items() if told.claim in missing}
            several = {row.id for row in _SEVERAL(connection, {article for article, _ in new})}
            for name, told in new.items():
                if name[0] in several:
                    self._revised[told.claim][name] = told
        return sorted((told for claim in set(asked) for told in self._revised[claim].values()), key=_in_order)

    # -- by article

    def by(self, connection: Connection, asked: Iterable[str]) -> Sequence[Told]:
        """See `ClaimIndex.told_by`."""
        wanted = set(asked)
        missing = {one for one in wanted if one not in self._said}
        if missing:
            self.expect(missing)
            for row in _TOLD_BY(connection, missing):
                self._said[row.article][row.article, row.record] = Told(row.claim, claim_rows.telling(row))
            for name, told in self._dirty.items():
                if name[0] in missing:
                    self._said[name[0]][name] = told
        return sorted((told for one in wanted for told in self._said[one].values()), key=_in_order)

    def expect(self, articles: Iterable[str]) -> None:
        """Make articles known that are about to tell something for the first time."""
        self._said |= {one: {} for one in articles}

    # -- putting

    def found(self, claim: str) -> None:
        """Make a claim known that nobody tells yet."""
        self._told[claim] = {}

    def put(self, connection: Connection, claim: str, told: Iterable[Telling]) -> None:
        """Keep what is new or has changed of a claim's tellings."""
        self._hear(connection, [claim])
        known = self._told[claim]
        for telling in told:
            name = telling.article, telling.record
            before = known.get(name)
            if before is None or before.telling != telling:
                new = known[name] = self._dirty[name] = Told(claim, telling)
                if before is None:
                    self._new[name] = None
                    self._add(new, alone=len(known) == 1)
                self._latest.pop(claim, None)
                self._revised.pop(claim, None)
                if telling.article in self._said:
                    self._said[telling.article][name] = new

    def _add(self, new: Told, *, alone: bool) -> None:
        """Add to the sum of a claim's vectors; one that is not the last in order makes it to be summed anew."""
        self.held += 1
        last, total = self._totals.pop(new.claim, (None, None))
        if alone:
            self._totals[new.claim] = new, new.telling.vector
        elif last is not None and _in_order(last) < _in_order(new):
            both = [one for one in (total, new.telling.vector) if one is not None]
            self._totals[new.claim] = new, np.sum(both, 0) if both else None

    def flush(self, connection: Connection) -> None:
        """Write what was put."""
        new = [self._dirty[name] for name in self._new]
        claim_rows.write_tellings(
            connection, new, [told for name, told in self._dirty.items() if name not in self._new]
        )
        for pending in (self._dirty, self._new, self._revised):
            pending.clear()


def _place(telling: Telling) -> tuple[str, str, str]:
    return telling.published, telling.article, telling.record


def _in_order(told: Told) -> tuple[str, str, str]:
    return _place(told.telling)
