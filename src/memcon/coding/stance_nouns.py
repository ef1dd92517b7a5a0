"""Stances carried by nouns with an owner: `its demand for`, `the refusal by`, `made an offer to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.actors import parties
from memcon.coding.frames import match
from memcon.coding.holders import holders, node_of
from memcon.coding.stance_words import loose
from memcon.coding.taking import Match, Taking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.codebook.stances import Frame
    from memcon.coding.entities import Cluster
    from memcon.coding.taking import Looking

_OWN = frozenset(("its", "their", "his", "her"))
_GOVERNED = ("obj", "obl", "xcomp", "advcl")


def by_nouns(looking: Looking) -> Iterator[Taking]:
    """Yield what nouns say that have an owner: `its demand for`, `the refusal by`, `made an offer to`."""
    words = stances()
    syntax = looking.view.syntax
    for at, word in enumerate(syntax.lower):
        if word in words.nouns and syntax.tokens[at].upos == "NOUN" and at not in looking.taken:
            yield from _by_noun(looking, at, words.nouns[word])
        if word in words.equations and syntax.tokens[at].deprel == "nsubj":
            yield from _equated(looking, at, words.equations[word])


def _by_noun(looking: Looking, at: int, frames: tuple[Frame, ...]) -> Iterator[Taking]:
    subjects, holding = owners(looking, at)
    if not holding or _is_dropped(looking, at):
        return
    clause = loose(looking, at, subjects)
    clause = clause._replace(obliques=(*clause.obliques, *_following(looking, at)))
    for frame in frames:
        found = match(looking, clause, frame)
        if found is None:
            continue
        if found.clausal:
            looking.taken.update(found.heads)
        node = node_of(looking.view, at, holding, looking.nodes)
        yield Taking(
            head=at,
            stance=frame.stance,
            rule=frame.rule,
            holders=holding,
            match=found,
            node=node,
            subjects=subjects,
            with_subject=frame.shape in ("that", "directive"),
        )
        return


def _following(looking: Looking, at: int) -> Iterator[tuple[str, int]]:
    """Yield what stands right behind a noun and hangs on its verb in the parse: `stuck to its demand for a tax`."""
    syntax = looking.view.syntax
    above = syntax.tokens[at].head
    for kid in syntax.kids[above] if above >= 0 else ():
        case = syntax.child(kid, "case")
        if case is not None and case == syntax.low[kid] == syntax.high[at] and syntax.tokens[kid].deprel == "obl":
            yield syntax.lower[case], kid


def owners(looking: Looking, at: int) -> tuple[tuple[int, ...], tuple[Cluster, ...]]:
    """Return who has what a noun names, tokens and entities: `its`, `by X`, `X demands`, or who makes it."""
    view = looking.view
    node = looking.nodes[at]
    for tokens in _candidates(looking, at):
        acts = all(view.syntax.tokens[one].deprel.startswith("nsubj") for one in tokens)
        found = holders(view, tokens, node, groups=acts) or looking.ours(tokens, node)
        if found:
            return tokens, found
    return (), ()


def _candidates(looking: Looking, at: int) -> Iterator[tuple[int, ...]]:
    syntax = looking.view.syntax
    kids = syntax.kids[at]
    yield _bound(looking, at)
    yield tuple(kid for kid in kids if syntax.tokens[kid].deprel == "nmod:poss")
    behind = [
        (syntax.child(kid, "case"), kid) for kid in kids if syntax.tokens[kid].deprel in ("nmod", "obl", "obl:agent")
    ]
    yield tuple(kid for case, kid in behind if case is not None and syntax.lower[case] in ("by", "from"))
    yield tuple(kid for kid in kids if kid < at and _is_name(looking, kid))
    above = looking.clause(syntax.tokens[at].head)
    is_carried = syntax.tokens[at].deprel in ("obj", "obl") and at not in looking.objects
    if above and is_carried and above.lemma in stances().light and not above.negated:
        yield above.subjects


def _bound(looking: Looking, at: int) -> tuple[int, ...]:
    """Return the subject that `its` means in `stuck to its demand`; none where somebody else's is answered."""
    syntax = looking.view.syntax
    owner = syntax.child(at, "nmod:poss")
    above = looking.clause(syntax.tokens[at].head)
    if owner is None or syntax.lower[owner] not in _OWN or above is None or syntax.tokens[at].deprel not in _GOVERNED:
        return ()
    answers = any(frame.stance in ("reject", "accept", "open") for frame in stances().verbs.get(above.lemma, ()))
    return () if answers else tuple(one for one in above.subjects if one < at)


def _is_name(looking: Looking, at: int) -> bool:
    token = looking.view.syntax.tokens[at]
    return (
        token.deprel in ("amod", "compound", "nmod")
        and token.text[:1].isupper()
        and bool(parties(looking.view.scene, at))
    )


def _is_dropped(looking: Looking, at: int) -> bool:
    """Say whether a noun of stance is what somebody gives up, or is denied."""
    syntax = looking.view.syntax
    above = looking.clause(syntax.tokens[at].head)
    if above is None or syntax.tokens[at].deprel not in ("obj", "obl", "nsubj:pass"):
        return False
    frames = stances().verbs.get(above.lemma, ())
    frames = tuple(frame for frame in frames if frame.particle in (None, above.particle))
    if above.passive and above.negated:  # `its demand has not been withdrawn`
        return not any(frame.stance == "concede" for frame in frames)
    return above.negated or any(frame.stance == "concede" and frame.shape in ("point", "plan") for frame in frames)


def _equated(looking: Looking, at: int, stance: str) -> Iterator[Taking]:
    """Yield `its main demand is a timetable`, `the key condition is that troops leave`."""
    syntax = looking.view.syntax
    predicate = syntax.tokens[at].head
    clause = looking.clause(predicate)
    subjects, holding = owners(looking, at)
    if clause is None or clause.kind != "copula" or not holding:
        return
    is_act = syntax.tokens[predicate].upos == "VERB"
    yield Taking(
        head=at,
        stance=stance,
        rule=f"stances.yaml#equations/{syntax.lower[at]}",
        holders=holding,
        subjects=subjects,
        match=Match((predicate,), clausal=is_act),
        node=node_of(looking.view, at, holding, looking.nodes),
    )
