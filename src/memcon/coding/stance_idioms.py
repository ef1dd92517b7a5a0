"""Stances carried by several words together: `give … the green light to`, `dig in over`, `put … on the table`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook.stances import stances
from memcon.coding.frames import by, is_time, match, things
from memcon.coding.taking import Match
from memcon.coding.wording import is_infinitive, is_predicate, joined

if TYPE_CHECKING:
    from memcon.codebook.stances import Frame
    from memcon.coding.clauses import Clause
    from memcon.coding.taking import Looking

_GAP = 10  # tokens from a verb to the next word of its idiom, for an object between
_NEAR = 4  # tokens between later words of an idiom
_BEYOND = 8  # tokens from an idiom to the preposition of its object, for a day between
_NO = frozenset(("no", "not", "none"))
_BREAKS = frozenset((",", ";", ":", ".", "—", "–", "(", ")"))


class Said(NamedTuple):
    """An idiom found: its frame, what it is about, its tokens, and whether a `not` is among its own words."""

    frame: Frame
    match: Match
    tokens: tuple[int, ...]
    is_denial: bool


def idiom(looking: Looking, clause: Clause) -> Said | None:
    """Return the idiom that a verb begins, if what it is about stands where it says."""
    for one in stances().idioms.get(clause.lemma, ()):
        said = _said(looking, clause, one.words) if clause.negated or not one.denied else None
        if said is None:
            continue
        for frame in one.frames:
            found = _object(looking, clause, frame, said)
            if found is not None:
                return Said(frame, found, said, one.denied or not _NO.isdisjoint(one.words))
    return None


def _said(looking: Looking, clause: Clause, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return the tokens of an idiom, the verb first; None where its words do not follow the verb."""
    syntax, out = looking.view.syntax, [clause.head]
    last = syntax.sentence(clause.head).last
    for number, word in enumerate(words):
        first = out[-1] + 1
        near = range(first, min(last, first + (_NEAR if number else _GAP)))
        found = next((one for one in near if syntax.lower[one] == word), None)
        if found is None or any(syntax.tokens[one].text in _BREAKS for one in range(first, found)):
            return None
        out.append(found)
    if syntax.tokens[out[-1]].deprel == "det":  # `said no promise …` does not say no
        return None
    return tuple(out)


def _object(looking: Looking, clause: Clause, frame: Frame, said: tuple[int, ...]) -> Match | None:
    if frame.shape == "do":
        return _infinitive(looking, said[-1] + 1)
    if frame.shape == "colon":
        return match(looking, clause, frame)
    if len(said) == 1 and frame.shape in ("thing", "do"):
        return match(looking, clause, frame)
    if frame.shape == "thing":
        return things(looking, (at for at in clause.objects if at not in said), frame)
    return _behind(looking, frame, said[-1] + 1) or _between(looking, clause, frame, said)


def _infinitive(looking: Looking, end: int) -> Match | None:
    """Return the act of the infinitive that stands behind an idiom, a day or the like between them."""
    syntax = looking.view.syntax
    for to in range(end, min(end + _NEAR, syntax.sentence(end - 1).last)):
        at = syntax.tokens[to].head
        if syntax.lower[to] == "to" and at > to and is_infinitive(syntax, at):
            return Match(joined(syntax, at), clausal=True)
        if syntax.tokens[to].text in _BREAKS:
            break
    return None


def _behind(looking: Looking, frame: Frame, end: int) -> Match | None:
    """Return what stands behind the next preposition of the frame's, wherever the parse hangs it."""
    syntax = looking.view.syntax
    for at in range(end, min(end + _BEYOND, syntax.sentence(end - 1).last)):
        if syntax.tokens[at].text in _BREAKS:
            return None
        head = syntax.tokens[at].head
        if syntax.lower[at] != frame.shape or syntax.tokens[at].deprel not in ("case", "mark", "obl") or head <= at:
            continue
        if is_predicate(syntax, head) and syntax.lower[head].endswith("ing"):
            return Match(joined(syntax, head), clausal=True)
        if not is_time(looking, head):
            return things(looking, (head, *_joined(looking, head)), frame)
    return None


def _joined(looking: Looking, at: int) -> tuple[int, ...]:
    syntax = looking.view.syntax
    return tuple(k for k in syntax.kids[at] if syntax.tokens[k].deprel == "conj" and not is_predicate(syntax, k))


def _between(looking: Looking, clause: Clause, frame: Frame, said: tuple[int, ...]) -> Match | None:
    """Return what stands between the words of an idiom (`gave the merger its blessing`), or a passive's subject."""
    if frame.shape != "to":
        return None
    given = [at for at in (*by(looking, clause, ""), *clause.objects) if at not in said]
    return things(looking, (at for at in given if clause.passive or at < said[-1]), frame)
