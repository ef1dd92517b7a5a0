"""Stances that no word list knows: found by the encoder's frame head, made records like all others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from memcon.codebook.framing import frame_trust
from memcon.codebook.grammar import grammar
from memcon.codebook.stances import stances
from memcon.coding.actors import parties
from memcon.coding.framed import frames, is_for_reporters
from memcon.coding.holders import acting, holders, node_of, speaker
from memcon.coding.stance_future import auxiliaries, is_perfect
from memcon.coding.stance_words import HOPING
from memcon.coding.taking import Match, Taking
from memcon.coding.wording import has_subject, is_infinitive, is_predicate, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from memcon.coding.clauses import Clause
    from memcon.coding.clusters import Cluster
    from memcon.coding.framed import Frames
    from memcon.coding.taking import Looking

_GETTING = frozenset(("receive", "get", "obtain", "await", "have", "see", "hear", "know"))
_WANTING = frozenset(("want", "wish", "like"))
_BOUND = frozenset(("need", "have", "must", "should"))  # their subject is who is to act
_ASKING = frozenset(("demand", "urge", "warn"))
_ASKED = frozenset(("if", "whether"))
_DO = frozenset(("do", "does", "did", "have", "has", "had"))
_MADE = frozenset(("offer", "reject", "accept", "open"))


def agreed(looking: Looking, found: Sequence[Taking]) -> list[Taking]:
    """Return what rules found, less what the head takes for no stance, and what it found beside them."""
    seen = frames(looking.view)
    if seen is None:
        return list(found)
    kept = [_weighed(looking, seen, one) for one in found if not seen.doubts(one.head, "stances")]
    return [*_held(looking, kept), *_held(looking, _beside(looking, seen, kept))]


def _held(looking: Looking, found: Iterable[Taking]) -> Iterator[Taking]:
    """Yield stances without those of whom something is wanted among their holders; what nobody holds is none."""
    tokens = looking.view.syntax.tokens
    for taking in found:
        whom = taking.match.whom if taking.stance in _ASKING else ()
        asked = [at for at in whom if tokens[at].upos != "PRON"]  # whom a `him` means is told less surely than `he`
        those = {id(one) for at in asked for one in parties(looking.view.scene, at)}
        holding = tuple(one for one in taking.holders if id(one) not in those)
        if holding:
            yield taking if len(holding) == len(taking.holders) else replace(taking, holders=holding)


def _weighed(looking: Looking, seen: Frames, taking: Taking) -> Taking:
    """Return a stance as the head has it: another where it is sure of that, its holder where the rule found none."""
    label, clause = seen.sure("stances", taking.head), looking.clause(taking.head)
    if label and label != taking.stance and not (clause and clause.negated):  # a `not` is the rules' to understand
        taking = replace(taking, stance=label)
    taking = _completed(looking, seen, taking)
    if taking.holders:
        return taking
    subjects = seen.parts("by", taking.head, likely=clause is not None and clause.passive)
    return replace(taking, holders=_holding(looking, taking.head, subjects), subjects=subjects) if subjects else taking


def _completed(looking: Looking, seen: Frames, taking: Taking) -> Taking:
    """Return a stance with the act that the head sees as its object where the rule found only who is to do it.

    So `urged the public on Monday to stay` and `backed moves to delay it`, where the parse hangs the act elsewhere.
    """
    syntax, match = looking.view.syntax, taking.match
    acts = [one for one in seen.parts("what", taking.head) if is_infinitive(syntax, one)]
    if match.clausal or not acts or any(seen.is_below(acts[0], one) for one in match.heads):
        return taking
    if acts[0] <= max(match.heads) or looking.view.syntax.sentence_of[acts[0]] != syntax.sentence_of[taking.head]:
        return taking
    return replace(taking, match=Match(joined(syntax, acts[0]), match.heads, clausal=True))


def _beside(looking: Looking, seen: Frames, found: Sequence[Taking]) -> Iterator[Taking]:
    """Yield the stances that the head sees where no rule saw one, outer ones first."""
    taken = list(found)
    for at, label in seen.seen("stances"):
        what = tuple(one for one in seen.parts("what", at) if one != at)
        if (
            not what
            or _is_none(looking, at, label)
            or _is_apart(looking, at, label, what)
            or is_for_reporters(looking.view, at)
            or any(_is_told(seen, at, what, one) for one in taken)
        ):
            continue
        taking = _taking(looking, seen, at, _meant(looking, at, label, what), what)
        if taking is not None:
            taken.append(taking)
            yield taking


def _is_none(looking: Looking, at: int, label: str) -> bool:
    """Say whether nobody takes the stance that the head sees: it is asked about, hoped for, got or not done."""
    clause = looking.clause(at)
    if clause is None:
        return False
    is_asked = any(_ASKED.intersection(looking.view.syntax.marks.get(one, ())) for one in _outward(looking, at))
    is_asked = is_asked or is_perfect(looking, clause)
    return is_asked or clause.lemma in HOPING or _is_got(clause, label) or _is_undone(looking, clause, label)


def _outward(looking: Looking, at: int) -> tuple[int, ...]:
    return (at, *looking.view.syntax.verbs_above(at))


def _is_undone(looking: Looking, clause: Clause, label: str) -> bool:
    """Say whether somebody only did not do something, which is no refusal: `did not address the matter`."""
    own = auxiliaries(looking, clause)
    is_past = bool(own & _DO) and clause.negated and label == "reject"
    return is_past and clause.lemma not in stances().verbs


def _meant(looking: Looking, at: int, label: str, what: tuple[int, ...]) -> str:
    """Return the stance of who `wants to` do something himself: he demands nothing, and is open to it."""
    clause, syntax = looking.clause(at), looking.view.syntax
    is_want = label == "demand" and clause is not None and clause.lemma in _WANTING and not clause.negated
    own = [one for one in what if is_infinitive(syntax, one) and not has_subject(syntax, one)]
    wanted = [inner.lemma for one in own if (inner := looking.clause(one)) is not None]
    is_own = clause is not None and bool(own) and not clause.objects and not _GETTING.intersection(wanted)
    return "open" if is_want and is_own else label


def _is_got(clause: Clause, label: str) -> bool:
    """Say whether an offer is told of by who got it, or did not: that is nobody's stance who gets it."""
    return label in _MADE and clause.lemma in _GETTING and not clause.passive


def _is_apart(looking: Looking, at: int, label: str, what: tuple[int, ...]) -> bool:
    """Say whether the object is none that a stance of talks is about: `a charge that X rejects`, `denies arming`."""
    syntax, token, clause = looking.view.syntax, looking.view.syntax.tokens[at], looking.clause(at)
    if clause is not None and clause.lemma in grammar().admitting and is_predicate(syntax, what[0]):
        return True
    meant = token.head if token.deprel == "acl:relcl" and syntax.lower[what[0]] in ("that", "which") else what[0]
    return syntax.lower[meant] in stances().never.get(label, frozenset())


def _is_told(seen: Frames, at: int, what: tuple[int, ...], taking: Taking) -> bool:
    """Say whether a stance is one that was found: by its word, by its object, or as part of what is wanted."""
    heads = taking.match.heads
    if at in (taking.head, *taking.anchors, *heads) or taking.head in what:
        return True
    if any(head != taking.head and seen.is_below(at, head) for head in heads):
        return True
    return bool(set(what) & set(heads)) and bool(set(seen.parts("by", at)) & set(taking.subjects))


def _taking(looking: Looking, seen: Frames, at: int, label: str, what: tuple[int, ...]) -> Taking | None:
    view = looking.view
    subjects = _subjects(looking, seen, at)
    holding = _holding(looking, at, subjects)
    if not holding:
        return None
    clausal = is_predicate(view.syntax, what[0])
    return Taking(
        head=at,
        stance=label,
        rule=frame_trust().rule("stances", label),
        holders=holding,
        match=Match(what, whom=() if clausal else seen.parts("to", at), clausal=clausal),
        node=node_of(view, at, holding, looking.nodes),
        subjects=subjects,
        with_subject=clausal and has_subject(view.syntax, what[0]),
    )


def _subjects(looking: Looking, seen: Frames, at: int) -> tuple[int, ...]:
    """Return who holds a stance: the subject of its verb where the head thinks that possible, else whom it says."""
    found, clause = seen.parts("by", at), looking.clause(at)
    own = looking.view.syntax.child(at, "nsubj")
    if own is None or own > at or clause is None or clause.passive or own in found or clause.lemma in _BOUND:
        return found
    return (own,) if seen.is_possible("by", at, own) else found


def _holding(looking: Looking, at: int, subjects: tuple[int, ...]) -> tuple[Cluster, ...]:
    """Return who holds a stance: whom the head ties to it, else the subject of its clause, else who speaks."""
    view, node = looking.view, looking.nodes[at]
    found = holders(view, subjects, node, groups=True)
    clause = looking.clause(at)
    if not found and clause is not None and clause.subjects:
        found = holders(view, clause.subjects, node, groups=True)
    if not found and subjects:
        found = tuple(made for one in subjects if (made := acting(view, one, node, sure=True)))
    if not found and not subjects and (said := speaker(node)) is not None:
        found = (said,)
    return found or looking.ours(subjects, node)
