"""How a side's answers to one question follow each other: first, repeated, hardened, softened, reversed, dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from memcon.codebook.sameness import sameness
from memcon.record.content import UNSAID, content_of, goes_back
from memcon.record.model import Change, is_past
from memcon.record.questions import ABOUT, BEFORE, about, drops

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from memcon.record.model import ChangeKind, Claim, Telling

_YES, _NO = frozenset({"accept", "open", "offer", "concede", "commit"}), frozenset({"reject"})

_AGAIN = 0.9  # likeness from which two positions that give and ask for as much are the same
_SEVERAL = 2  # outlets that keep apart what is much alike
_TIMES = frozenset({"hour", "day", "week", "month", "year", "in the year"})
_READY = frozenset({"offer", "open"})
_LESS = re.compile(
    r"(?:anything |any |nothing )?(?:less|fewer|lower|smaller|shorter|short of|under|below)\b", re.IGNORECASE
)
_CUTS = re.compile(
    r"\b(?:cut|lower|reduc|slash|halv|shrink|trim|scal(?:e|ing) back|bring(?:ing)? down|drop|limit|cap)\w*\b",
    re.IGNORECASE,
)
_ASKED = frozenset({"demand", "urge"})


@dataclass(frozen=True, slots=True)
class Answers:
    """The positions that answer one question.

    claims:    in the order in which they were first seen. tellings: claim → its tellings, in order of publication.
    contested: claims that their holder denies. left_out: claims that are denials, or were retracted.
    """

    claims: Sequence[Claim]
    tellings: Mapping[str, Sequence[Telling]]
    contested: Collection[str]
    left_out: Collection[str]


@dataclass(slots=True)
class _Held:
    """What is held while the answers are gone through: the last own position, and contested ones beside it."""

    own: list[Claim] = field(default_factory=list)
    found: list[Change] = field(default_factory=list)


def changes(answers: Answers) -> list[Change]:
    """Return the steps among the answers to one question, in the order in which they were seen."""
    held = _Held()
    for claim in sorted(answers.claims, key=lambda claim: (claim.first_seen, not is_past(claim))):
        if claim.id not in answers.left_out and claim.factuality != "denied":
            _step(claim, answers, held)
    for claim in answers.claims:
        held.found += _repetitions(claim, answers, held)
    return sorted(held.found, key=lambda change: (change.seen, change.article, change.end))


def _step(claim: Claim, answers: Answers, held: _Held) -> None:
    """Add the step that leads to a claim, and hold it from then on unless its holder denies it."""
    contested = claim.id in answers.contested
    before = _before(claim, held.own)
    kind = step(_asking(before, answers), _asking(claim, answers)) if before else "first"
    if kind is None and (claim.outlets < _SEVERAL or (before is not None and about(before, claim) >= _AGAIN)):
        return  # the same again in words of its own
    if before and is_past(claim):  # brought to mind
        return
    kind = kind or "first"  # another thing beside it
    if kind == "first" and goes_back(claim.words):  # to something that was not read
        return
    start = before.id if before and kind != "first" else None
    first = answers.tellings[claim.id][0]
    held.found.append(
        Change(
            side=claim.side or "",
            issue=claim.issue,
            kind=kind,
            start=start,
            end=claim.id,
            seen=claim.first_seen,
            article=first.article,
            contested=contested,
        ),
    )
    if not contested:
        held.own.append(claim)


def _before(claim: Claim, own: Sequence[Claim]) -> Claim | None:
    """Return the last own position about the same thing that was not published together with a claim, save as past."""
    before = [one for one in own if (one.first_seen, not is_past(one)) < (claim.first_seen, True)]
    older = [one for one in before if about(one, claim) >= (BEFORE if is_past(one) or is_past(claim) else ABOUT)]
    older = older or [one for one in before if drops(claim, one)]
    return older[-1] if older else None


def _asking(claim: Claim, answers: Answers) -> Claim:
    """Return a refusal that is a demand as one: `no truce before they leave`, `will not take less than 35`."""
    is_conditional = any(one.conditions for one in answers.tellings[claim.id]) or _LESS.match(claim.words)
    return replace(claim, word="demand") if claim.word == "reject" and is_conditional else claim


def step(old: Claim, new: Claim) -> ChangeKind | None:
    """Say how a position differs from the one held before it; None where it gives and asks for much the same."""
    giving = sameness().giving
    if new.word == "concede" and old.word in {"demand", "urge"} and _drops(new):
        return "dropped"
    if {old.word, new.word} <= _YES or {old.word, new.word} <= _ASKED:
        by_content = _by_content(old, new)
        if by_content:
            return by_content
    if (old.word in _YES and new.word in _NO) or (old.word in _NO and new.word in _YES):
        return "reversed"
    if {old.word, new.word} <= _READY:  # in what words a readiness is told says nothing of how much is given
        return "softened" if content_of(old.words).contrary(content_of(new.words)) else None
    if giving.get(old.word, 1) != giving.get(new.word, 1):
        return "softened" if giving.get(new.word, 1) > giving.get(old.word, 1) else "hardened"
    return _by_content(old, new)


def _drops(new: Claim) -> bool:
    return bool(content_of(new.words).words & {"demand", "insist", "condit", "claim"})


def _by_content(old: Claim, new: Claim) -> ChangeKind | None:
    """Compare two positions of one stance by their numbers and limits; None where these do not tell."""
    mine, yours = content_of(new.words), content_of(old.words)
    asks = new.word in {"demand", "urge", "warn"}
    others, is_cut = dict(yours.quantities), all(_CUTS.search(one.words) for one in (old, new))
    for unit, numbers in _said_alike(mine.quantities, others):
        if unit in _TIMES and not asks:  # whether longer is more hangs on what is offered
            continue
        now, before = (min if is_cut else max)(numbers), (min if is_cut else max)(others.get(unit, numbers))
        if unit in others and now != before:  # of what is cut to so much the less is the more
            return "hardened" if ((now > before) != is_cut) == asks else "softened"
    if mine.limited != yours.limited:
        return "softened" if mine.limited == asks else "hardened"
    return None


def _said_alike(
    mine: Sequence[tuple[str, frozenset[float]]], others: Mapping[str, frozenset[float]]
) -> Sequence[tuple[str, frozenset[float]]]:
    """Return quantities, the only one by the other's unit where one of the two does not say what it counts."""
    units = {unit for unit, _ in mine} | set(others)
    if len(mine) == len(others) == 1 and UNSAID in units:
        return [(next(iter(others)), mine[0][1])]
    return mine


def _repetitions(claim: Claim, answers: Answers, held: _Held) -> list[Change]:
    """Return on which later days a claim was told again as held then, by a new origin or in a new statement."""
    step = next((change for change in held.found if change.end == claim.id and change.kind != "repeated"), None)
    if step is None:
        return []
    left = [change.seen for change in held.found if change.start == claim.id and not change.contested]
    until = min(left, default="~")
    known, days, found = set[str](), {claim.first_seen[:10]}, list[Change]()
    for telling in answers.tellings[claim.id]:
        day = telling.published[:10]
        fresh = set(telling.origins) - known
        known |= fresh
        if day not in days and not is_past(telling) and telling.published < until and (fresh or _is_statement(telling)):
            days.add(day)
            found.append(_again(step, telling))
    return found


def _is_statement(telling: Telling) -> bool:
    """Say whether a telling is the holder's own word, not an old one that is brought to mind."""
    return (
        telling.told_by == "own"
        and bool(telling.origins)
        and not (telling.start and telling.start < telling.published[:10])
    )


def _again(step: Change, telling: Telling) -> Change:
    return Change(
        side=step.side,
        issue=step.issue,
        kind="repeated",
        start=step.end,
        end=step.end,
        seen=telling.published,
        article=telling.article,
        contested=step.contested,
    )
