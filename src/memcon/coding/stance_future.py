"""What a party will do, will not do or could do: futures in which it promises, refuses or is open to something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.actors import side
from memcon.coding.holders import BESIDE, holders, is_party, party_of, speaker
from memcon.coding.stance_denied import no_longer
from memcon.coding.stance_words import is_doubtful
from memcon.coding.taking import Match, Taking

if TYPE_CHECKING:
    from memcon.coding.chains import Told
    from memcon.coding.clauses import Clause
    from memcon.coding.entities import Cluster
    from memcon.coding.taking import Looking

WILL = frozenset(("will", "'ll", "’ll", "would", "'d", "’d", "wo", "shall"))
CAN = frozenset(("can", "could", "ca", "cannot"))
_NOW = frozenset(("can", "ca", "cannot"))
MAY = frozenset(("may", "might"))
DEEP = ("advcl", "acl", "xcomp", "csubj", "obl", "nmod")
_FIRM = frozenset(("will", "'ll", "’ll", "shall"))
_PROVIDING = frozenset(("it", "this", "that", "them"))
_REFRAINING = frozenset(("off", "back"))
RULE = "stances.yaml#modals"


def future(looking: Looking, clause: Clause, node: Told | None, *, is_told: bool) -> Taking | None:
    """Return what a party will or will not do, or could do if something else is done."""
    if not auxiliaries(looking, clause) & (WILL | CAN | MAY) or not _is_stance(looking, clause):
        return None
    is_provided = _is_provided(looking, clause)
    is_told = is_told or is_provided
    ours = looking.ours(clause.subjects, node)
    is_told = is_told or bool(ours)
    holding = holders(looking.view, clause.subjects, node, groups=is_told) or ours
    is_own = _may_tell(node, holding)
    if holding and not is_own and clause.negated and not auxiliaries(looking, clause) & WILL:
        return _forbidden(looking, clause, node)
    may_tell = is_provided or not is_told or clause.negated or is_own
    stance = _future_of(looking, clause, is_told=is_told) if holding and may_tell else None
    is_vague = stance == "commit" and node is None and all(_is_nobodys(one) for one in holding)
    if stance is None or is_vague or _is_assured(looking, clause):
        return None
    return Taking(
        head=clause.head,
        stance=stance,
        rule=f"{RULE}/{stance}",
        holders=holding,
        subjects=clause.subjects,
        match=Match((clause.head,), clausal=True),
        node=node,
        anchors=(clause.head,),
    )


def _forbidden(looking: Looking, clause: Clause, node: Told | None) -> Taking | None:
    """Return what a party says that others cannot do, by which it rules that out; what they could not, it only says."""
    said = speaker(node)
    if said is None or not is_party(said) or not auxiliaries(looking, clause) & _NOW:
        return None
    return Taking(
        head=clause.head,
        stance="reject",
        rule=f"{RULE}/reject",
        holders=(said,),
        subjects=clause.subjects,
        match=Match((clause.head,), clausal=True),
        node=node,
        anchors=(clause.head,),
        with_subject=True,
    )


def _is_stance(looking: Looking, clause: Clause) -> bool:
    """Say whether a future can be a stance: not what comes about, is hoped for, preferred, or carried somewhere."""
    syntax = looking.view.syntax
    if clause.kind != "verb" or clause.passive or is_inverted(looking, clause) or is_perfect(looking, clause):
        return False
    if clause.lemma in stances().comes_about | stances().never_do or _is_carried(looking, clause):
        return False
    if any(syntax.lower[kid] in ("rather", "sooner") for kid in syntax.kids[clause.head]):
        return False
    return not is_doubtful(looking, clause) and not looking.is_inside(clause.head)


def is_perfect(looking: Looking, clause: Clause) -> bool:
    """Say whether it is said what will have been done by then, which is an account of it: `will have raised pay`."""
    own = auxiliaries(looking, clause)
    return "have" in own and bool(own & (WILL | CAN | MAY)) and not clause.negated


def _is_nobodys(cluster: Cluster) -> bool:
    """Say whether an entity is a body or group for no known party: what a consortium would do, it does not promise."""
    return cluster.kind in ("organisation", "group") and side(cluster) is None


def _is_carried(looking: Looking, clause: Clause) -> bool:
    """Say whether somebody is only to take something somewhere: `will take the proposal to Tehran`."""
    lower = looking.view.syntax.lower
    return clause.lemma == "take" and (
        bool(clause.by("to")) or any(lower[at] in stances().plans for at in clause.objects)
    )


def _future_of(looking: Looking, clause: Clause, *, is_told: bool) -> str | None:
    """Return the stance of a future by its auxiliaries and conditions; of one deep in a sentence only a refusal."""
    at = clause.head
    negated = clause.negated or _is_not_going(looking, clause) or _takes_nothing(looking, clause)
    negated = negated or no_longer(looking, clause)
    limited = looking.is_limited(at)
    own = auxiliaries(looking, clause)
    only = any(looking.view.syntax.lower[kid] == "only" for kid in looking.view.syntax.kids[at])
    stance = _future_stance(clause._replace(negated=negated), own, limited=limited, is_told=is_told, only=only)
    if stance is None and own & (CAN | MAY) and not negated and _is_hinted(looking, clause):
        stance = "open"
    is_deep = looking.view.syntax.tokens[at].deprel.startswith(DEEP)
    if is_deep and not is_misread(looking, at) and not _is_going(looking, at) and not clause.negated:
        return None
    return "offer" if stance == "open" and looking.is_limited(at, "in-exchange-for") else stance


def _is_hinted(looking: Looking, clause: Clause) -> bool:
    """Say whether somebody hints to another at what he himself could do: `indicated to Lima that it could`."""
    above = looking.clause(clause.parent) if clause.parent is not None else None
    if above is None or above.lemma not in stances().hinting or above.negated or not above.by("to"):
        return False
    mine = {id(party_of(one)) for one in holders(looking.view, above.subjects, looking.nodes[above.head])}
    found = holders(looking.view, clause.subjects, looking.nodes[clause.head])
    return any(id(party_of(one)) in mine for one in found)


def auxiliaries(looking: Looking, clause: Clause) -> set[str]:
    """Return the auxiliaries of a clause; `is going to` is `will`."""
    syntax = looking.view.syntax
    if _is_going(looking, clause.head):
        return {"will"}
    return {syntax.lower[kid] for kid in syntax.kids[clause.head] if syntax.tokens[kid].deprel.startswith("aux")}


def is_inverted(looking: Looking, clause: Clause) -> bool:
    """Say whether an auxiliary stands before the subject: `should they refuse`."""
    syntax = looking.view.syntax
    subject = syntax.child(clause.head, "nsubj", "nsubj:pass")
    auxiliary = syntax.child(clause.head, "aux", "aux:pass")
    return subject is not None and auxiliary is not None and auxiliary < subject


def is_misread(looking: Looking, at: int) -> bool:
    """Say whether an infinitive of the parse has a subject: `informed them that it would leave`."""
    syntax = looking.view.syntax
    return syntax.tokens[at].deprel == "xcomp" and syntax.child(at, "nsubj", "nsubj:pass") is not None


def _is_going(looking: Looking, at: int) -> bool:
    """Say whether an infinitive is a future: `is not going to respond`."""
    syntax, above = looking.view.syntax, looking.view.syntax.tokens[at].head
    return syntax.tokens[at].deprel == "xcomp" and above >= 0 and syntax.lower[above] == "going"


def _is_not_going(looking: Looking, clause: Clause) -> bool:
    above = looking.clause(clause.parent) if clause.parent is not None else None
    return _is_going(looking, clause.head) and above is not None and above.negated


def _takes_nothing(looking: Looking, clause: Clause) -> bool:
    """Say whether an act has no object in so many words: `will sign nothing`, `would accept no mediation`."""
    syntax = looking.view.syntax
    return any(syntax.lower[one] in ("nothing", "no") for at in clause.objects for one in (at, *syntax.kids[at]))


def _is_assured(looking: Looking, clause: Clause) -> bool:
    """Say whether a future is what an assurance would be of that somebody wants: `a guarantee that it will not end`."""
    tokens = looking.view.syntax.tokens
    token = tokens[clause.head]
    is_inside = token.deprel.partition(":")[0] in ("acl", "ccomp") and token.head >= 0
    return is_inside and tokens[token.head].upos == "NOUN" and tokens[token.head].text.lower() in stances().assurances


def _may_tell(node: Told | None, holding: tuple[Cluster, ...]) -> bool:
    """Say whether what somebody will do is told by himself, his side, or nobody known; others only expect it."""
    said = speaker(node)
    if said is None:
        hop = node.chain[-1] if node and node.chain else None
        return hop is None or hop.phrase is None or hop.phrase.noun is None or hop.phrase.noun.lemma not in BESIDE
    if said.kind == "person" and side(said) is None:
        return not said.has_title(*BESIDE)
    return any(one is said or party_of(one) is party_of(said) for one in holding)


def _is_provided(looking: Looking, clause: Clause) -> bool:
    """Say whether a plan or deal provides it: `under it, the army would withdraw`."""
    syntax = looking.view.syntax
    return any(at < clause.head and syntax.lower[at] in _PROVIDING for at in clause.by("under")) or any(
        syntax.lower[at] in stances().plans for at in clause.by("under")
    )


def _future_stance(clause: Clause, helpers: set[str], *, limited: bool, is_told: bool, only: bool) -> str | None:
    """Return the stance of a future: refused, promised, or open where it hangs on a condition."""
    if only and limited and not clause.negated:
        return "open"  # `will only attend if they apologise`
    if clause.negated:
        return "reject" if helpers & WILL or (helpers & CAN and is_told) else None
    if helpers & (CAN | MAY) and is_told and clause.lemma in stances().yielding:
        return "open"
    is_contact = clause.lemma in stances().contacts and clause.particle not in _REFRAINING
    if limited and not is_contact and not helpers & _FIRM:
        return "open"
    if helpers & WILL and is_told and not is_contact:
        return "commit"
    return None
