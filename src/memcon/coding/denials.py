"""Denials that say little of what they deny: `No such offer was made`, `called the report false`.

What is denied is what the article has told before: the position last told of the side that denies, on another's word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.holders import holders, is_party, party_of
from memcon.coding.stance_said import saying
from memcon.coding.wording import around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.coding.clauses import Clause
    from memcon.coding.drafts import PositionDraft
    from memcon.coding.entities import Cluster
    from memcon.coding.taking import Looking

_DENY = frozenset(("deny", "refute", "dispute", "rebut"))
_CALL = frozenset(("call", "dismiss", "describe", "brand", "label", "term"))
_GIVING = frozenset(("accept", "open", "offer", "concede", "commit"))
_RULE = "stances.yaml#untrue"


def denials(looking: Looking, drafts: Sequence[PositionDraft]) -> Iterator[PositionDraft]:
    """Yield denied positions, one for each clause that denies what was told of the side that speaks.

    drafts: the positions found so far. A clause of which one of them is made is left to it.
    """
    for clause in looking.view.clauses:
        head = clause.head
        if clause.kind == "noun" or not (_is_denial(looking, clause) or _no_such(looking, clause)):
            continue
        sentence = looking.view.syntax.sentence(head)
        if any(sentence.first <= one.head < sentence.last and one.factuality == "denied" for one in drafts):
            continue
        node, said = saying(looking, clause)
        said = said or _subject(looking, clause)
        denied = _last_told(drafts, party_of(said), head) if said is not None and is_party(said) else None
        if said is not None and denied is not None:
            yield replace(
                denied,
                head=head,
                evidence=(around(looking.view, [head], []),),
                chain=node.chain if node is not None else (),
                rule=_RULE,
                told_by="own",
                factuality="denied",
                when=None,
            )


def _is_denial(looking: Looking, clause: Clause) -> bool:
    """Say whether a clause denies or calls false what somebody reported."""
    syntax = looking.view.syntax
    if clause.lemma not in _DENY and clause.lemma not in _CALL:
        return False
    if not any(syntax.lower[at] in stances().reported for at in clause.objects):
        return False
    if clause.lemma in _DENY:
        return not clause.negated
    words = syntax.lower[clause.head : syntax.high[clause.head]]
    return clause.lemma in _CALL and any(word in stances().untrue for word in words)


def _no_such(looking: Looking, clause: Clause) -> bool:
    """Say whether a clause says that there was no such thing: `no such offer was made`."""
    syntax, given = looking.view.syntax, stances().given
    nouns = (at for at in (*clause.subjects, *clause.objects) if syntax.lower[at] in given)
    return any({"no", "such"} <= {syntax.lower[kid] for kid in syntax.kids[at]} for at in nouns)


def _subject(looking: Looking, clause: Clause) -> Cluster | None:
    """Return who denies, where the clause itself says it."""
    if clause.lemma not in _DENY | _CALL:
        return None
    found = holders(looking.view, clause.subjects, looking.nodes[clause.head], groups=True)
    return next(iter(found), looking.page)


def _last_told(drafts: Sequence[PositionDraft], side: Cluster, before: int) -> PositionDraft | None:
    """Return the position of a side that gives something and was told last before a token, by nobody in its name."""
    giving = [one for one in drafts if one.stance in _GIVING and one.factuality == "actual" and one.head < before]
    told = [one for one in giving if one.told_by != "own" or (one.chain and one.chain[-1].kind == "unnamed")]
    return next((one for one in reversed(told) if party_of(one.holder) is side), None)
