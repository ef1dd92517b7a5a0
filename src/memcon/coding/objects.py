"""The words of an object: what is demanded, offered or refused, whole, and without what belongs to the stance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.actors import parties
from memcon.coding.telling import token_span
from memcon.coding.wording import act, is_infinitive, is_predicate, thing
from memcon.spans import Span, hull

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memcon.coding.taking import Looking, Taking
    from memcon.coding.view import View

_SUBJECTS = ("nsubj", "nsubj:pass")
_GOES_ON = frozenset(("for", "of", "on", "to", "over", "against", "from", "toward", "towards", "about", "between"))
_TOWARD = frozenset(("to", "from", "on", "toward", "towards", "against"))
_OCCASIONS = frozenset(
    ("call", "conference", "meeting", "statement", "interview", "letter", "post", "vote", "ballot", "visit")
)
_NOT = frozenset(("not", "n't", "n’t", "never"))
_WOULD = frozenset(("will", "would", "wo", "can", "could", "ca", "'ll", "’ll", "'d", "’d"))


def words(looking: Looking, taking: Taking, at: int, holes: list[Span]) -> tuple[Span, ...]:
    """Return the words of the object at a token, less its conditions and the `not` of a refusal."""
    view = looking.view
    holes = [*holes, *_denial(looking, taking, at), *_preposition(view, taking, at)]
    thing_meant = next((one for one in taking.match.whom if not parties(view.scene, one)), None)
    if taking.match.clausal and thing_meant is not None:
        if view.syntax.tokens[at].head == thing_meant:
            return thing(view, thing_meant, holes)
        spans = act(view, at, holes, with_subject=True)
        if spans and view.syntax.tokens[thing_meant].head == taking.head and thing_meant < at:
            return (hull((*thing(view, thing_meant, holes), *spans[:1])), *spans[1:])
        return spans
    if taking.match.clausal or is_predicate(view.syntax, at):
        return act(view, at, holes, with_subject=taking.with_subject and not _pronoun_subject(view, at))
    meant = _meant(view, at)
    return _whole(looking, taking, meant, thing(view, meant, holes), holes)


def _denial(looking: Looking, taking: Taking, at: int) -> list[Span]:
    """Return the `not` of what is refused, with its auxiliary where the object keeps its subject; else its `only`."""
    syntax, clause = looking.view.syntax, looking.clause(at)
    if taking.stance != "reject":  # `will only attend if they apologise`
        lone = (kid for kid in syntax.kids[at] if syntax.lower[kid] == "only" and at == taking.head)
        return [span for kid in lone if (span := syntax.span(kid, kid + 1))]
    if not taking.match.clausal or clause is None:
        none = (kid for kid in syntax.kids[at] if syntax.lower[kid] == "no")
        return [span for kid in none if (span := syntax.span(kid, kid + 1))]
    nots = [kid for kid in syntax.kids[at] if syntax.lower[kid] in _NOT]
    nots += [kid for one in clause.objects for kid in syntax.kids[one] if syntax.lower[kid] == "no" and not nots]
    before = [one - 1 for one in nots if one < at and taking.with_subject and syntax.lower[one - 1] in _WOULD]
    ended = [kid for kid in syntax.kids[at] if " ".join(syntax.lower[kid - 1 : kid + 1]) == "no longer"]
    spans = [
        *(syntax.span(one, one + 1) for one in (*before, *nots)),
        *(syntax.span(one - 1, one + 1) for one in ended),
    ]
    return [span for span in spans if span]


def _preposition(view: View, taking: Taking, at: int) -> list[Span]:
    """Return the preposition of what is a predicate by it: `Israel is against a truce`."""
    case = view.syntax.child(at, "case") if at == taking.head else None
    span = view.syntax.span(case, case + 1) if case is not None else None
    return [span] if span else []


def _whole(looking: Looking, taking: Taking, at: int, spans: tuple[Span, ...], holes: list[Span]) -> tuple[Span, ...]:
    """Add what follows a noun at once and is its own, though it hangs on the verb: `dropped its demand for`."""
    syntax = looking.view.syntax
    if len(spans) != 1 or at < taking.head or syntax.tokens[at].head != taking.head:
        return spans
    end = syntax.high[at]
    behind = [kid for kid in syntax.kids[taking.head] if syntax.low[kid] == end]
    more = [span for kid in behind if _is_its_own(looking, taking, kid) for span in thing(looking.view, kid, holes)]
    if syntax.lower[at] in stances().plans | stances().points:  # `backed moves to delay it`
        acts = [kid for kid in behind if is_infinitive(syntax, kid)]
        more += [span for kid in acts for span in act(looking.view, kid, holes)[:1]]
    return (
        (hull((*spans, *more)),) if more and not any(hole.overlaps(hull((*spans, *more))) for hole in holes) else spans
    )


def _is_its_own(looking: Looking, taking: Taking, at: int) -> bool:
    """Say whether a phrase behind an object goes on with it: no time, and nobody from whom or to whom it is."""
    view = looking.view
    syntax, case = view.syntax, view.syntax.child(at, "case")
    if (
        case is None
        or case != syntax.low[at]
        or syntax.tokens[at].deprel != "obl"
        or at in taking.match.heads
        or at in looking.taken
    ):
        return False
    span = Span(syntax.tokens[case].start, syntax.tokens[at].end)
    if (
        syntax.lower[case] not in _GOES_ON
        or syntax.lower[at] in _OCCASIONS
        or any(time.span.overlaps(span) for time in view.times)
    ):
        return False
    return syntax.lower[case] not in _TOWARD or not parties(view.scene, at)


def _meant(view: View, at: int) -> int:
    """Return the noun that a pronoun for a thing means, where one before it was found; else the token itself."""
    if view.syntax.tokens[at].upos != "PRON":
        return at
    chain = view.entities.who.coreference.at.get(at)
    noun = chain.noun() if chain else None
    return noun.head if noun and noun.head < at and not parties(view.scene, noun.head) else at


def as_told(view: View, taking: Taking, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Cut an object down to what is said where the stance is part of what somebody says: not `he told reporters`."""
    if taking.node is None or not any(
        piece.contains(token_span(view.scene, taking.head)) for piece in taking.node.attribution.content
    ):
        return tuple(spans)
    pieces = [
        Span(max(span.start, piece.start), min(span.end, piece.end))
        for span in spans
        for piece in taking.node.attribution.content
        if span.overlaps(piece)
    ]
    tokens = [view.syntax.inside(piece) for piece in pieces]
    return tuple(cut for at in tokens if (cut := view.syntax.span(at.start, at.stop)))


def _pronoun_subject(view: View, at: int) -> bool:
    subject = view.syntax.child(at, *_SUBJECTS)
    return subject is not None and view.syntax.tokens[subject].upos == "PRON"
