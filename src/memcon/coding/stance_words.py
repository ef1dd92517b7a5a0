"""Stances carried by words of their own: verbs, adjectives and nouns of `stances.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.clauses import Clause
from memcon.coding.frames import match
from memcon.coding.holders import holders, node_of, speaker
from memcon.coding.stance_denied import DENY, has_ceased, is_denied, no_longer
from memcon.coding.stance_idioms import idiom
from memcon.coding.taking import Match, Taking
from memcon.coding.wording import is_contrast, is_infinitive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.codebook.stances import Frame
    from memcon.coding.chains import Told
    from memcon.coding.entities import Cluster
    from memcon.coding.record import Factuality
    from memcon.coding.taking import Looking

_HYPOTHETICAL = frozenset(("if", "unless", "whether", "until", "provided", "lest", "once"))
_OWN_AUXILIARIES = frozenset(("will", "would", "'ll", "’ll", "'d", "’d", "shall", "wo"))
_IF_POSSIBLE = {"accept": "open", "concede": "open", "commit": "open", "reject": "warn"}
_VOWING = frozenset(("vow", "swear", "determined"))
_MUST = frozenset(("must", "should", "ought"))
_MAYBE = frozenset(("may", "might", "could", "can"))
_RAISING = frozenset(
    ("appear", "seem", "continue", "keep", "begin", "start", "remain", "go", "come", "move", "say", "tell")
)
HOPING = frozenset(("hope", "expect", "fear", "doubt", "predict", "imagine", "assume", "suppose"))
_DOUBTFUL = HOPING | {"wish", "want"}
_BLAMING = frozenset(
    ("accuse", "blame", "criticize", "criticise", "condemn", "denounce", "praise", "thank", "suspect", "charge")
)
_MEETING = frozenset(("meet", "reconvene"))
_GIVING = frozenset(("accept", "concede", "offer"))
_GIVEN = frozenset(("accept", "commit", "offer"))
_NONE = frozenset(("no", "nothing"))
_WANTING = frozenset(("want", "seek"))
_LINKS = ("nmod", "obl", "advmod", "advcl", "acl", "ccomp", "xcomp")


def by_predicates(looking: Looking) -> Iterator[Taking]:
    """Yield what verbs and adjectives say, outer ones first: what they govern is an object, no stance of its own."""
    words, clauses = stances(), looking.view.clauses
    for at, word in enumerate(looking.view.syntax.lower):
        clause = clauses.at(at)
        if clause is None and word not in words.adjectives:
            continue
        is_verb = clause is not None and clause.kind == "verb"
        if clause and is_verb and clause.lemma in words.idioms:
            yield from _by_idioms(looking, clause)
        if clause and is_verb and (frames := words.verbs.get(word) or words.verbs.get(clause.lemma)):
            yield from _by_frames(looking, clause, frames)
        if clause and clause.kind == "copula" and (frames := words.beside.get(_case(looking, at))):
            yield from _by_frames(looking, clause, frames)
        if (frames := words.adjectives.get(word)) and (predicate := _adjectival(looking, at)):
            yield from _by_frames(looking, predicate, frames)


def _case(looking: Looking, at: int) -> str:
    syntax = looking.view.syntax
    case = syntax.child(at, "case")
    return syntax.lower[case] if case is not None else ""


def _by_idioms(looking: Looking, clause: Clause) -> Iterator[Taking]:
    """Yield the stance of the first idiom that fits."""
    if clause.head in looking.taken or is_open(looking, clause):
        return
    found = idiom(looking, clause)
    if found is None or _is_own_noun(looking, clause, found.frame, found.match):
        return
    stated = clause._replace(negated=False) if found.is_denial else clause
    taking = _taking(looking, stated, found.frame, found.match)
    if taking:
        looking.taken.update((clause.head, *found.tokens, *(found.match.heads if found.match.clausal else ())))
        yield taking


def _is_own_noun(looking: Looking, clause: Clause, frame: Frame, found: Match) -> bool:
    """Say whether an object is a noun for the holder's own stance, which speaks for itself: `stuck to its demand`."""
    words, syntax = stances(), looking.view.syntax
    return (
        not found.clausal
        and frame.stance != "concede"
        and clause.lemma in words.light
        and all(syntax.lower[at] in words.nouns and syntax.child(at, "nmod:poss") is not None for at in found.heads)
    )


def _by_frames(looking: Looking, clause: Clause, frames: tuple[Frame, ...]) -> Iterator[Taking]:
    """Yield the stance of the first frame that fits."""
    if clause.head in looking.taken or is_open(looking, clause):
        return
    for frame in frames:
        found = match(looking, clause, frame) if _has_particle(looking, clause, frame) else None
        if found is None or _is_own_noun(looking, clause, frame, found):
            continue
        taking = _taking(looking, clause, frame, found)
        if found.clausal:
            looking.taken.update(found.heads)
        if taking:
            looking.objects.update(found.heads)
            looking.taken.add(clause.head)
            yield taking
        return


def _has_particle(looking: Looking, clause: Clause, frame: Frame) -> bool:
    if frame.particle is None:
        return clause.particle is None
    lower = looking.view.syntax.lower
    following = lower[clause.head + 1 : clause.head + 2]
    beside = [lower[at] for _, at in clause.obliques]
    return frame.particle == clause.particle or frame.particle in (*following, *beside)


def _taking(looking: Looking, clause: Clause, frame: Frame, found: Match) -> Taking | None:
    view = looking.view
    node = looking.nodes[clause.head]
    subjects = _blamed(looking, clause) or _before_speaker(looking, clause) or _it(looking, clause)
    holding = holders(view, subjects, node, groups=True) or _carried_on(looking, clause, node)
    holding = holding or looking.ours(subjects, node)
    node = node_of(view, clause.head, holding, looking.nodes)
    if frame.stance == "accept" and found.clausal and _is_to_meet(looking, found):
        return None
    factual = _factuality(looking, clause)
    turned = factual and _turned(looking, clause, frame, found, factual)
    if not turned:
        return None
    stance, factuality = turned
    if stance == "commit" and looking.is_inside(clause.head):
        return None
    if stance == "reject" and frame.stance in ("concede", "offer") and frame.shape in ("point", "plan", "bid"):
        found = Match((clause.head,), clausal=True)  # who `will not lift its veto` refuses to lift it
    if stance == "concede":
        looking.taken.update(found.heads)
    return Taking(
        head=clause.head,
        stance=stance,
        rule=frame.rule,
        holders=holding,
        match=found,
        node=node,
        subjects=subjects,
        factuality=factuality,
        with_subject=frame.shape in ("that", "directive", "whom-that", "done"),
    )


def _is_to_meet(looking: Looking, found: Match) -> bool:
    """Say whether what was agreed is to meet: a contact to come, and no position."""
    inner = looking.clause(found.heads[0])
    return inner is not None and inner.lemma in _MEETING and not inner.negated


def _blamed(looking: Looking, clause: Clause) -> tuple[int, ...]:
    """Return who is blamed for an act: `accused both of refusing`."""
    syntax = looking.view.syntax
    above = looking.clause(clause.parent) if clause.parent is not None else None
    if above is None or above.lemma not in _BLAMING or not syntax.lower[clause.head].endswith("ing"):
        return ()
    behind = any(syntax.lower[kid] in ("of", "for") for kid in syntax.kids[clause.head])
    return above.objects if behind else ()


def _before_speaker(looking: Looking, clause: Clause) -> tuple[int, ...]:
    """Return the subjects of a clause without one behind it that speaks: `Kinshasa refused to, a negotiator said`."""
    token = looking.view.syntax.tokens[clause.head]
    ahead = tuple(at for at in clause.subjects if at < clause.head)
    return ahead if ahead and token.deprel == "ccomp" and token.head > clause.head else clause.subjects


def _it(looking: Looking, clause: Clause) -> tuple[int, ...]:
    """Return the subject of the verb above, for an `it` that the parse takes for empty: `signalled it was ready to`."""
    syntax = looking.view.syntax
    above = looking.clause(clause.parent) if clause.parent is not None else None
    empty = syntax.child(clause.head, "expl")
    is_it = empty is not None and syntax.lower[empty] == "it" and syntax.tokens[clause.head].deprel == "ccomp"
    return above.subjects if is_it and above else ()


def _carried_on(looking: Looking, clause: Clause, node: Told | None) -> tuple[Cluster, ...]:
    """Return who speaks, for a verb joined to what is said (`says that the ban hurts and demands that`).

    The same for what a thing requires (`peace requires them to leave`).
    """
    said = speaker(node)
    syntax = looking.view.syntax
    is_joined = syntax.tokens[clause.head].deprel == "conj" and bool(clause.subjects)
    own = syntax.child(clause.head, "nsubj")
    is_joined = is_joined and (own is None or syntax.lower[own - 1] != "the" or not syntax.lower[own].endswith("s"))
    return (said,) if said is not None and (is_joined or clause.lemma in stances().impersonal) else ()


def is_open(looking: Looking, clause: Clause) -> bool:
    """Say whether nobody is said to take the stance: it stands under an `if`, in a question or in an infinitive."""
    syntax = looking.view.syntax
    for at in (clause.head, *syntax.verbs_above(clause.head)):
        if not _HYPOTHETICAL.isdisjoint(syntax.marks.get(at, ())):
            return True
    if clause.head in looking.limited:
        return True
    sentence = syntax.sentence(clause.head)
    if syntax.tokens[sentence.last - 1].text == "?":
        return True
    token = syntax.tokens[clause.head]
    return token.deprel in ("acl", "csubj", "root") and is_infinitive(syntax, clause.head)


def _turned(
    looking: Looking, clause: Clause, frame: Frame, found: Match, factuality: Factuality
) -> tuple[str, Factuality] | None:
    """Return the stance after negation and how far it holds; None for what is no longer held and no concession."""
    stance = frame.stance
    if clause.lemma in _VOWING and _refuses(looking, stance, found):
        stance = "reject"
    if factuality == "possible" and stance in _IF_POSSIBLE and not clause.negated:
        return _IF_POSSIBLE[stance], "actual"
    if not (clause.negated or _takes_none(looking, found) or no_longer(looking, clause)):
        return stance, factuality
    if not found.clausal and all(looking.view.syntax.lower[at] == "nothing" for at in found.heads):
        return stance, "denied"
    if no_longer(looking, clause):
        turned = "concede" if stance in ("demand", "reject") else "reject" if stance in _GIVEN else None
        return (turned, factuality) if turned else None
    turned = stances().turns.get(stance) or ("reject" if clause.lemma in _WANTING else None)
    if stance == "concede" and frame.shape == "point":
        turned = _kept(looking, found) or turned
    if stance == "offer" and _own_auxiliaries(looking, clause) & _OWN_AUXILIARIES:
        turned = "reject"
    return (turned, "actual" if factuality == "denied" else factuality) if turned else (stance, "denied")


def _kept(looking: Looking, found: Match) -> str | None:
    """Return the stance of who does not drop a point of his own, where it is a noun of stance: `its demand`."""
    frames = stances().nouns.get(looking.view.syntax.lower[found.heads[0]], ())
    return frames[0].stance if frames else None


def _refuses(looking: Looking, stance: str, found: Match) -> bool:
    """Say whether what is promised is not to do something: `vowed never to sign`."""
    inner = looking.clause(found.heads[0]) if found.clausal else None
    return stance == "commit" and inner is not None and inner.negated


def _takes_none(looking: Looking, found: Match) -> bool:
    """Say whether the object is `no ruling`: nothing is taken."""
    syntax = looking.view.syntax
    none = ((at, *syntax.kids[at]) for at in found.heads)
    return not found.clausal and any(syntax.lower[one] in _NONE for each in none for one in each)


def _factuality(looking: Looking, clause: Clause) -> Factuality | None:
    """Return how far the stance holds: a future in a party's own words is meant now; wishes are no stance."""
    own = _own_auxiliaries(looking, clause)
    if is_doubtful(looking, clause):
        return None
    if is_denied(looking, clause):
        return "denied"
    if own & _OWN_AUXILIARIES:
        return "actual"
    if own & _MUST:
        return None
    if own & _MAYBE:
        return "actual" if clause.negated else "possible"
    return _governed(looking, clause)


def _own_auxiliaries(looking: Looking, clause: Clause) -> set[str]:
    syntax = looking.view.syntax
    return {syntax.lower[kid] for kid in syntax.kids[clause.head] if syntax.tokens[kid].deprel.startswith("aux")}


def is_doubtful(looking: Looking, clause: Clause) -> bool:
    """Say whether a stance is only hoped for, feared or supposed."""
    above = looking.clause(clause.parent) if clause.parent is not None else None
    is_said = looking.view.syntax.tokens[clause.head].deprel == "ccomp"
    return is_said and above is not None and above.lemma in _DOUBTFUL


def _governed(looking: Looking, clause: Clause) -> Factuality | None:
    """Return how far a stance without auxiliaries holds, by what it hangs on."""
    syntax = looking.view.syntax
    if syntax.tokens[clause.head].deprel == "ccomp" or not syntax.tokens[clause.head].deprel.startswith("xcomp"):
        return _factuality_said(looking, clause)
    above = looking.clause(clause.parent) if clause.parent is not None else None
    if has_ceased(looking, clause) or (above and above.lemma == "use"):  # `used to insist`: of the past
        return "actual"
    if clause.modality == "denied" and not clause.negated:
        return "denied" if above and above.lemma in DENY else None
    if _is_intended(looking, clause):
        return "possible"
    if clause.modality not in ("actual", "denied") and above and above.lemma not in _RAISING and not clause.negated:
        return None
    return "actual"


def _is_intended(looking: Looking, clause: Clause) -> bool:
    """Say whether somebody is about to do something, which he is open to thereby: `is set to accept`."""
    syntax, head = looking.view.syntax, looking.view.syntax.tokens[clause.head].head
    above = looking.clause(head)
    if head < 0 or clause.negated or not {syntax.lower[head], above.lemma if above else ""} & stances().intending:
        return False
    frames = stances().verbs.get(clause.lemma, ())
    gives = any(frame.stance in _GIVING and frame.particle in (None, clause.particle) for frame in frames)
    words = stances()
    on_table = words.plans | words.points | words.bids
    gives = gives and (not clause.objects or any(syntax.lower[at] in on_table for at in clause.objects))
    return gives and all(syntax.lower[kid] not in ("not", "n't", "never") for kid in syntax.kids[head])


def _factuality_said(looking: Looking, clause: Clause) -> Factuality | None:
    """Return how far a stance holds that stands by itself or is said: hopes and fears of it are none."""
    above = looking.clause(clause.parent) if clause.parent is not None else None
    is_said = looking.view.syntax.tokens[clause.head].deprel == "ccomp"
    if is_said and above and above.negated and above.lemma not in DENY:
        return "denied"
    if clause.modality == "denied" and not clause.negated:
        return "denied" if above and above.lemma in DENY else None
    is_apart = is_said or is_contrast(looking.view.syntax, clause.head)
    return None if clause.modality in ("planned", "possible") and not is_apart else "actual"


# ---------------------------------------------------------------- adjectives


def _adjectival(looking: Looking, at: int) -> Clause | None:
    """Return an adjective as a predicate, by `be` or by a verb like `remain`, or behind the noun that it describes."""
    clause = looking.clause(at)
    syntax = looking.view.syntax
    if clause and (clause.kind == "copula" or syntax.child(at, "aux:pass", "cop") is not None):
        return clause
    token = syntax.tokens[at]
    if token.deprel not in ("xcomp", "conj", "acl", "advcl", "advmod") or token.upos not in ("ADJ", "VERB"):
        return None
    above = looking.clause(token.head)
    subjects = (token.head,) if token.deprel == "acl" else above.subjects if above else ()
    return loose(looking, at, subjects, negated=bool(above and above.negated))


def loose(looking: Looking, at: int, subjects: tuple[int, ...], *, negated: bool = False) -> Clause:
    """Return a predicate for a token that is none in the parse's own terms."""
    syntax = looking.view.syntax
    obliques = tuple(
        (syntax.lower[case], kid)
        for kid in syntax.kids[at]
        if syntax.tokens[kid].deprel.startswith(_LINKS)
        and (case := syntax.child(kid, "case")) is not None
        and case < kid
    )
    return Clause(
        head=at,
        lemma=syntax.lower[at],
        kind="noun",
        subjects=subjects,
        obliques=obliques,
        complement=next((kid for kid in syntax.kids[at] if syntax.tokens[kid].deprel in ("xcomp", "ccomp")), None),
        negated=negated,
        parent=syntax.tokens[at].head if syntax.tokens[at].head >= 0 else None,
    )
