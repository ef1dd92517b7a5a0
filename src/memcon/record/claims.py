"""Tellings of different articles that say the same thing become one claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from memcon.record.alike import least, likeness, may_tell, retold, told_again
from memcon.record.content import content_of
from memcon.record.index import Near, by_claim
from memcon.record.model import Claim, is_past, new_id
from memcon.record.origins import behind, settle
from memcon.record.questions import overlap, questions_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from memcon.record.cast import ActorIndex
    from memcon.record.index import ClaimIndex, Told
    from memcon.record.model import Telling, Vector
    from memcon.record.origins import Behind
    from memcon.record.reports import ReportIndex

WINDOW = 60  # days after which a claim that nobody tells any more is left alone
_ASKED = 24  # claims nearest in meaning whose question may be a new one's
_ANSWERS = 60  # claims that one question may have when two are found to be one
_COMPARED = 12  # claims nearest in meaning whose tellings are looked at
_HEARD = 12  # tellings of each of them, the latest


@dataclass(frozen=True, slots=True)
class Carried:
    """What the original of a report tells, for an article that carries it; nameless: actors without a name."""

    told: Sequence[Told]
    nameless: Collection[str]

    def claim(self, telling: Telling, index: ClaimIndex) -> Claim | None:
        """Return the claim of the original that a telling tells, though by a name that the other has not."""
        named = ((told_again(telling, one.telling), one.claim) for one in self.told)
        found = ((retold(telling, one.telling), one.claim) for one in self.told if self._may_be(telling, one.telling))
        best = max((*named, *found), default=(0.0, ""))
        return next(iter(index.claims([best[1]])), None) if best[0] > 0 else None

    def _may_be(self, one: Telling, other: Telling) -> bool:
        """Say whether those of whom two tell may be the same: one of them has no name; of contacts any."""
        mine, yours = (set(each.parties) <= set(self.nameless) for each in (one, other))
        return one.kind == "event" or mine != yours


def assign(told: Iterable[Telling], index: ClaimIndex, carried: Carried | None = None) -> list[str]:
    """Give every telling of an article to a claim, found or founded; return the claims' ids, each once, in order.

    Greedy and in the order given, so that articles that come in order of publication make the same claims in one run
    and in several. What a claim counts (articles, outlets, origins) is left to `count`.

    carried: of the report on which the article rests.
    """
    touched: dict[str, None] = {}
    for telling in told:
        near = Near(index, keys_of(telling), _days_before(telling.published, WINDOW), telling.published)
        claim = _found(telling, near)
        if claim is None and carried is not None and (claim := carried.claim(telling, index)) is not None:
            _joined_questions([claim.question, *questions_of(telling, near)], index)
        claim = claim or _founded(telling, near, touched)
        index.put(_joined(claim, telling, index.total(claim.id)), keys_of(telling), [telling])
        touched[claim.id] = None
    return list(touched)


def keys_of(telling: Telling) -> tuple[str, ...]:
    """Return the blocks in which a telling's claim can be looked up: its kind, or type of event, with each side."""
    sides = sorted({*telling.sides, *telling.parties}) or [telling.issue or ""]
    kind = f"event/{telling.word.partition('/')[0]}" if telling.kind == "event" else telling.kind
    return tuple(f"{kind}:{one}" for one in sides)


def _found(telling: Telling, near: Near) -> Claim | None:
    """Return the claim that a telling tells, by the one of its tellings that is most alike."""
    nearest = near.nearest(telling.vector, _COMPARED)
    fitting = (claim for claim in nearest if _fits(telling, claim))
    claims = {claim.id: claim for claim in fitting if may_tell(telling, claim)}
    heard = near.docket.heard(claims, _HEARD, telling.vector, least(telling))
    best = max(((likeness(telling, told.telling), told.claim) for told in heard), default=(0.0, ""))
    return claims[best[1]] if best[0] > 0 else None


def _fits(telling: Telling, claim: Claim) -> bool:
    """Say whether an event's days fit a claim, and whether a position goes as far as the one that founded it."""
    if telling.kind == "event":
        return overlap(telling, claim)
    return telling.kind != "position" or content_of(telling.words).limited == content_of(claim.words).limited


def _founded(telling: Telling, near: Near, beside: Collection[str]) -> Claim:
    """Found a claim on a telling."""
    first = telling.evidence[0].start if telling.evidence else telling.record
    name = new_id("c", telling.article, telling.kind, str(first))
    if name in beside:  # two claims of one kind begin at one word
        name = new_id("c", telling.article, telling.kind, str(first), telling.record)
    return Claim(
        id=name,
        kind=telling.kind,
        question=_question(telling, near) or name,
        parties=telling.parties,
        side=telling.side,
        issue=telling.issue,
        word=telling.word,
        words=telling.words,
        factuality=telling.factuality,
        first_seen=telling.published,
        last_seen=telling.published,
        articles=0,
        outlets=0,
        independent=0,
        origins=(),
        start=telling.start,
        end=telling.end,
        sides=telling.sides,
        vector=telling.vector,
    )


def _question(telling: Telling, near: Near) -> str | None:
    """Return the question that a telling answers; of several that it shows to be one the oldest, if they are small."""
    found = questions_of(telling, near)
    _joined_questions(found, near.docket)
    return found[0] if found else None


def _joined_questions(found: Sequence[str], index: ClaimIndex) -> None:
    """Make the first of some questions of all that are small enough."""
    for other in dict.fromkeys(found[1:]):
        moved, kept = index.of_questions([other]), index.of_questions(found[:1])
        if other != found[0] and len(moved) + len(kept) <= _ANSWERS:
            index.change([other], ())
            for claim in moved:
                index.put(replace(claim, question=found[0]), (), ())


def _joined(claim: Claim, telling: Telling, total: Vector | None) -> Claim:
    """Return the claim with what a telling adds: how long it is told, what it is about, what it was founded without.

    total: of the vectors of the tellings before; so that what is found next does not hang on what was counted in
    between.
    """
    known = [one for one in (total, telling.vector) if one is not None]
    start, end = _days(claim, telling)
    return replace(
        claim,
        first_seen=min(claim.first_seen, telling.published),
        last_seen=max(claim.last_seen, telling.published),
        issue=claim.issue or telling.issue,
        start=start,
        end=end,
        vector=_mean(sum(known[1:], known[0]) if known else None),
    )


def _days(claim: Claim, telling: Telling) -> tuple[str | None, str | None]:
    """Return the days of a claim that is told once more: of one told as past only until it is told as held."""
    if is_past(claim):
        return telling.start, telling.end
    if is_past(telling):
        return claim.start, claim.end
    return claim.start or telling.start, claim.end or telling.end


def _days_before(moment: str, days: int) -> str:
    return (date.fromisoformat(moment[:10]) - timedelta(days)).isoformat()


def count(touched: Collection[str], index: ClaimIndex, reports: ReportIndex, actors: ActorIndex) -> None:
    """Work out for claims where their tellings come from, how many tell them, and what they are about together."""
    told = by_claim(index.tellings(touched))
    report_of = reports.reports_of({one.article for each in told.values() for one in each})
    originals = _originals(set(report_of.values()), index, reports, actors)
    order = {report: at for at, report in enumerate(originals)}
    actors.origins({id_ for each in told.values() for one in each for id_ in one.cited})  # all at once
    for claim in index.claims(touched):
        tellings = told[claim.id]
        within = {one.article: report_of[one.article] for one in tellings if one.article in report_of}
        cited = [_from(one, one.cited) for one in tellings]
        rests_on = sorted(order.keys() & set(within.values()), key=order.__getitem__)
        settled = settle(cited, within, actors, {report: originals[report] for report in rests_on})
        followed = [_from(one, settled.by_telling[one.article, one.record]) for one in tellings]
        index.put(_counted(claim, followed, settled.origins, index.total(claim.id)), (), followed)


def _from(telling: Telling, origins: tuple[str, ...]) -> Telling:
    return telling if telling.origins == origins else replace(telling, origins=origins)


def _originals(
    asked: Collection[str], index: ClaimIndex, reports: ReportIndex, actors: ActorIndex
) -> dict[str, Behind]:
    """Return for each of some reports what stands behind it, where the docket has its original; the oldest first."""
    held = reports.held(asked)
    told: dict[str, list[Telling]] = {}
    for one in index.told_by({report.original for report in held if report.original}):
        told.setdefault(one.telling.article, []).append(one.telling)
    actors.origins({id_ for each in told.values() for one in each for id_ in one.cited})
    found = {report.id: behind(told.get(report.original or "", ()), actors) for report in held}
    return {report: stands for report, stands in found.items() if stands is not None}


def _counted(claim: Claim, tellings: Sequence[Telling], origins: tuple[str, ...], total: Vector | None) -> Claim:
    return replace(
        claim,
        articles=len({one.article for one in tellings}),
        outlets=len({one.outlet or one.article for one in tellings}),
        independent=len(origins),
        origins=origins,
        vector=_mean(total),
    )


def _mean(total: Vector | None) -> Vector | None:
    """Return the direction of a sum of vectors."""
    return None if total is None else np.asarray(total / (np.sqrt(total.dot(total)) + 1e-9), np.float32)
