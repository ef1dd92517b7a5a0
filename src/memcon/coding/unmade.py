"""Offers that are said not to have been made: `has made no new offer`, `denied that it had received any proposal`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.actors import side
from memcon.coding.drafts import PositionDraft
from memcon.coding.holders import holders, party_of
from memcon.coding.issues import issue_of
from memcon.coding.stance_said import saying
from memcon.coding.wording import around, thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.coding.clauses import Clause
    from memcon.coding.entities import Cluster
    from memcon.coding.taking import Looking

_MAKE = frozenset(("make", "present", "submit", "table", "put", "send", "extend", "deliver", "convey", "lodge", "give"))
_GET = frozenset(("receive", "get", "see", "obtain"))
_DENY = frozenset(("deny", "refute", "dispute", "reject"))
_OFFERS = frozenset(("offer", "proposal", "concession", "promise", "pledge", "figure", "number", "commitment"))
_GIVING = frozenset(("accept", "open", "offer", "concede", "commit"))
_AHEAD = frozenset(
    ("will", "would", "shall", "should", "can", "could", "may", "might", "must", "'ll", "’ll", "if", "to", "ca", "wo")
)
_NONE = frozenset(("no", "neither"))


def unmade(looking: Looking, drafts: Sequence[PositionDraft]) -> Iterator[PositionDraft]:
    """Yield the offers that a text says were not made, as denied ones of whoever would have made them.

    drafts: the positions found so far, in text order. A sentence in which one of them is denied is left to it.
    """
    view = looking.view
    for clause in view.clauses:
        noun = _offer(looking, clause)
        if noun is None or not _is_none(looking, clause, noun):
            continue
        sentence = view.syntax.sentence(clause.head)
        if any(sentence.first <= one.head < sentence.last and one.factuality == "denied" for one in drafts):
            continue
        node, speaker = saying(looking, clause)
        words = thing(view, noun)
        for maker in _makers(looking, clause, drafts):
            yield PositionDraft(
                head=clause.head,
                evidence=(around(view, [clause.head], words),),
                chain=node.chain if node is not None else (),
                rule="stances.yaml#given",
                holder=maker,
                side=side(maker),
                stance="offer",
                object=words,
                issue=issue_of(view.syntax, words),
                told_by="own" if speaker is not None and party_of(speaker) is party_of(maker) else "other-side",
                factuality="denied",
            )


def _offer(looking: Looking, clause: Clause) -> int | None:
    """Return the noun for an offer that a clause says was made or got."""
    if clause.kind == "noun" or clause.lemma not in _MAKE | _GET:
        return None
    syntax = looking.view.syntax
    return next((at for at in clause.objects if syntax.lower[at].removesuffix("s") in _OFFERS), None)


def _is_none(looking: Looking, clause: Clause, noun: int) -> bool:
    """Say whether there was none: by `not`, by `no`, or as what somebody denies."""
    syntax = looking.view.syntax
    above = looking.clause(clause.parent) if clause.parent is not None else None
    is_no = any(syntax.lower[kid] in _NONE for kid in syntax.kids[noun])
    node = looking.nodes[clause.head]
    cues = {at for span in node.attribution.cue for at in syntax.inside(span)} if node is not None else set()
    above = above if above is not None and above.complement == clause.head else None
    denying = [above, *(looking.clause(at) for at in cues)]
    denies = any(one is not None and one.lemma in _DENY and not one.negated for one in denying)
    is_ahead = any(syntax.lower[kid] in _AHEAD for kid in syntax.kids[clause.head])
    return (clause.negated or is_no) != denies and not is_ahead


def _makers(looking: Looking, clause: Clause, drafts: Sequence[PositionDraft]) -> tuple[Cluster, ...]:
    """Return who would have made an offer: the subject; of one not received from whom, or who offered last."""
    view = looking.view
    node = looking.nodes[clause.head]
    if clause.lemma in _MAKE:
        return holders(view, clause.subjects, node, groups=True)
    found = holders(view, clause.by("from"), node, groups=True)
    getting = {id(party_of(one)) for one in holders(view, clause.subjects, node, groups=True)}
    before = [one for one in drafts if one.head < clause.head and one.stance in _GIVING and one.factuality == "actual"]
    others = [one.holder for one in before if getting and id(party_of(one.holder)) not in getting]
    return found or tuple(others[-1:])
