"""Where the object of a stance stands: the shapes of `stances.yaml`, asked of the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.actors import parties
from memcon.coding.holders import is_ours
from memcon.coding.taking import Match
from memcon.coding.wanted import colon, done, taken_back, whether
from memcon.coding.wording import has_subject, is_infinitive, is_predicate, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from memcon.codebook.stances import Frame
    from memcon.coding.clauses import Clause
    from memcon.coding.taking import Looking
    from memcon.reading.syntax import Syntax

_COMPLEMENTS = ("xcomp", "ccomp", "advcl", "acl", "csubj", "csubj:pass", "obj", "parataxis")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_ASIDE = ("in", "at", "after", "according to")  # prepositions that bring no object to `agreed` and `refused`
_MUST = frozenset(("must", "should", "shall", "ought"))
_NEED = frozenset(("need", "needs", "needed", "have", "has", "had"))
_MIGHT = frozenset(("may", "might", "will", "would"))
_NEAR = 3  # tokens from a verb to an act that it governs without a word between: `ruled out using`
_STATES = frozenset(("be", "have", "work", "know", "seem"))
_NOBODY = frozenset(
    ("themselves", "itself", "himself", "herself", "each", "which", "what", "so", "nothing", "anything")
)
_TAKEN_UP = frozenset(("it", "this", "that", "them", "these", "those"))
_DESCRIBES = ("amod", "compound", "nmod", "acl", "nummod", "appos")
_OF = frozenset(("of", "on", "for", "over", "with", "to", "under", "about"))
_GIVING = ("offer", "commit")  # `promised each worker a bonus` is about the bonus
_ANSWERS = frozenset(("accept", "reject", "open"))


def match(looking: Looking, clause: Clause, frame: Frame) -> Match | None:
    """Return the object of a stance if it stands where the frame says."""
    shape = frame.shape
    if shape in _SHAPES:
        return _SHAPES[shape](looking, clause, frame)
    preposition, _, rest = shape.partition("-")
    if rest == "whom-do":
        return _preposition_whom(looking, clause, preposition)
    listed = {"plan": stances().plans, "bid": stances().bids}.get(rest, frozenset())
    return _preposition(looking, clause, preposition, frame, listed)


# ---------------------------------------------------------------- things


def _thing(looking: Looking, clause: Clause, frame: Frame) -> Match | None:
    own = clause.objects or _stray(looking, clause)
    given = [at for at in own if looking.view.syntax.tokens[at].deprel != "iobj" and not _is_somebody(looking, at)]
    if frame.stance == "demand" and all(_is_any_deal(looking, at) for at in own):
        return None
    return things(looking, given if given and frame.stance in _GIVING else own, frame)


def _is_any_deal(looking: Looking, at: int) -> bool:
    """Say whether a nominal is a deal of which nothing is said: who `wants an agreement` demands nothing."""
    syntax = looking.view.syntax
    kids = [kid for kid in syntax.kids[at] if syntax.tokens[kid].deprel.startswith(_DESCRIBES)]
    said = any((case := syntax.child(kid, "case")) is None or syntax.lower[case] in _OF for kid in kids)
    return syntax.lower[at] in stances().any_deal and not said


def _stray(looking: Looking, clause: Clause) -> tuple[int, ...]:
    """Return the object of a verb with a particle that the parse takes for an oblique: `walked back its insistence`."""
    syntax = looking.view.syntax
    if clause.particle is None or clause.passive:
        return ()
    kids = (kid for kid in syntax.kids[clause.head] if kid > clause.head and syntax.tokens[kid].deprel == "obl")
    return tuple(kid for kid in kids if syntax.child(kid, "case") is None and syntax.low[kid] <= clause.head + 2)


def things(looking: Looking, heads: Iterable[int], frame: Frame) -> Match | None:
    """Return the noun phrases that can be what a stance is about."""
    never = stances().never.get(frame.stance, frozenset())
    syntax = looking.view.syntax
    answers = frame.stance in _ANSWERS
    found = tuple(
        at
        for at in map(looking.owned, heads)
        if syntax.lower[at] not in never and _can_be(looking, at, answers=answers)
    )
    if len(found) > 1:  # `on the order, not on the names`
        found = tuple(at for at in found if not any(syntax.lower[kid] == "not" for kid in syntax.kids[at]))
    return Match(found) if found else None


def _can_be(looking: Looking, at: int, *, answers: bool) -> bool:
    """Say whether a nominal token can be an object: no reflexive, nobody dismissed; `it` only in answers."""
    syntax = looking.view.syntax
    word, token = syntax.lower[at], syntax.tokens[at]
    if word in _TAKEN_UP or word == "nothing":
        return answers
    if word in _NOBODY or word in looking.view.codebook.officeholders or is_ours(looking.view, at):
        return False
    return token.upos in ("NOUN", "PROPN", "ADJ", "NUM", "VERB", "SYM", "DET")


def is_time(looking: Looking, at: int) -> bool:
    """Say whether a nominal is a day or the like, and no object."""
    token = looking.view.syntax.tokens[at]
    return any(time.span.start < token.end and token.start < time.span.end for time in looking.view.times)


def _matter(looking: Looking, clause: Clause, frame: Frame) -> Match | None:
    """Return a noun phrase that is nobody: `backs a buyout`."""
    tokens = looking.view.syntax.tokens
    own = things(looking, clause.objects, frame)
    fits = own and all(tokens[at].upos in ("NOUN", "PRON") and not parties(looking.view.scene, at) for at in own.heads)
    return own if fits else None


def _is_bare_stance(looking: Looking, at: int) -> bool:
    """Say whether it is not said what is given up: `softened its stance`."""
    syntax = looking.view.syntax
    behind = any(syntax.low[kid] == syntax.high[at] for kid in syntax.kids[syntax.tokens[at].head])
    described = any(syntax.tokens[kid].deprel.startswith(_DESCRIBES[1:]) for kid in syntax.kids[at] if kid > at)
    return syntax.lower[at] in ("stance", "position", "line", "tone") and not behind and not described


def _listed(name: str) -> Callable[[Looking, Clause, Frame], Match | None]:
    def found(looking: Looking, clause: Clause, frame: Frame) -> Match | None:
        own = things(looking, clause.objects or _stray(looking, clause), frame)
        lower, words = looking.view.syntax.lower, getattr(stances(), name)
        if own and all(lower[at] in _TAKEN_UP for at in own.heads):
            return own if frame.shape == "plan" else None
        if own and frame.stance == "concede" and all(_is_bare_stance(looking, at) for at in own.heads):
            return None
        return own if own and any(lower[at] in words for at in own.heads) else None

    return found


# ---------------------------------------------------------------- clauses


def complement(looking: Looking, clause: Clause) -> int | None:
    """Return the clause that a predicate governs, wherever the parse hangs it."""
    syntax = looking.view.syntax
    if clause.complement is not None and is_predicate(syntax, clause.complement):
        marks = [syntax.lower[kid] for kid in syntax.kids[clause.complement] if syntax.tokens[kid].deprel == "mark"]
        return None if "if" in marks or "whether" in marks else clause.complement
    beside = [
        kid for kid in syntax.kids[clause.head] if syntax.tokens[kid].deprel.startswith("obl") and kid > clause.head
    ]
    kids = [
        kid
        for above in (clause.head, *beside)
        for kid in syntax.kids[above]
        if syntax.tokens[kid].deprel in _COMPLEMENTS and kid > clause.head
    ]
    return next((kid for kid in kids if is_predicate(syntax, kid) and _opens(syntax, kid, clause.head)), None)


def _opens(syntax: Syntax, at: int, head: int) -> bool:
    """Say whether a clause is one that is wanted or said: it has `that`, `to` or nothing at its front."""
    token = syntax.tokens[at]
    if any(syntax.lower[kid] == "order" and kid < at for kid in syntax.kids[at]):
        return False  # `in order to spare civilians` is what it is done for
    marks = [syntax.lower[kid] for kid in syntax.kids[at] if syntax.tokens[kid].deprel == "mark"]
    if not marks and token.deprel == "advcl" and syntax.lower[at].endswith("ing") and at - head <= _NEAR:
        return True
    if token.deprel in ("advcl", "acl", "parataxis"):
        return marks == ["to"] or (token.deprel == "acl" and marks == ["that"])
    return not marks or marks[0] in ("that", "to", "for")


def _that(looking: Looking, clause: Clause, _: Frame) -> Match | None:
    at = complement(looking, clause)
    syntax = looking.view.syntax
    if at is None or is_infinitive(syntax, at) or not has_subject(syntax, at):
        return None
    return Match((*joined(syntax, at), *_more_that(syntax, at)), clausal=True)


def _more_that(syntax: Syntax, at: int) -> list[int]:
    """Return further clauses with `that` which the parse hangs on the first: `that A leave, that B stay`."""
    return [
        kid
        for kid in syntax.kids[at]
        if kid > at
        and syntax.tokens[kid].deprel in ("advcl", "ccomp", "parataxis")
        and any(syntax.tokens[one].deprel == "mark" and syntax.lower[one] == "that" for one in syntax.kids[kid])
        and syntax.tokens[syntax.low[kid] - 1].text in (",", ";", "and")
    ]


def _directive(looking: Looking, clause: Clause, frame: Frame) -> Match | None:
    found = _that(looking, clause, frame)
    if found is None:
        return None
    heads = tuple(at for at in found.heads if tells(looking, at, modal=frame.stance != "offer"))
    return Match(heads, _subjects(looking, heads), clausal=True) if heads else None


def _subjects(looking: Looking, heads: Iterable[int]) -> tuple[int, ...]:
    found = (looking.clause(at) for at in heads)
    return tuple(dict.fromkeys(one for clause in found if clause for one in clause.subjects))


def tells(looking: Looking, at: int, *, modal: bool) -> bool:
    """Say whether a clause says what must be: a subjunctive or, when `modal`, with must, should, need to."""
    syntax = looking.view.syntax
    auxiliaries = [syntax.lower[kid] for kid in syntax.kids[at] if syntax.tokens[kid].deprel.startswith(("aux", "cop"))]
    if any(word in _MUST for word in auxiliaries) or (syntax.lower[at] in _NEED and _infinitive_below(syntax, at)):
        return modal
    if "be" in auxiliaries:
        return not any(word in _MIGHT or word in ("can", "could", "to") for word in auxiliaries)
    clause = looking.clause(at)
    if auxiliaries or clause is None or syntax.tokens[at].upos != "VERB":
        return False
    if syntax.tokens[at].deprel in ("xcomp", "ccomp") and syntax.child(at, "mark") is None and clause.passive:
        return True
    return syntax.lower[at] == clause.lemma and clause.lemma not in _STATES


def _infinitive_below(syntax: Syntax, at: int) -> bool:
    kid = syntax.child(at, "xcomp")
    return kid is not None and is_infinitive(syntax, kid)


def _do(looking: Looking, clause: Clause, _: Frame) -> Match | None:
    syntax = looking.view.syntax
    at = complement(looking, clause)
    if (
        at is None
        or has_subject(syntax, at)
        or (clause.objects and not clause.passive and not is_infinitive(syntax, at))
    ):
        return None
    if not is_infinitive(syntax, at) and not syntax.lower[at].endswith("ing"):
        return None
    if _lemma(looking, at) in stances().never_do:
        return None
    return Match(joined(syntax, at), clausal=True)


def _bridging(looking: Looking, clause: Clause, frame: Frame) -> Match | None:
    found = _do(looking, clause, frame)
    syntax, words = looking.view.syntax, stances().bridging
    if found is None:
        return None
    low, high = syntax.low[found.heads[0]], syntax.high[found.heads[0]]
    return found if any(word in words for word in syntax.lower[low:high]) else None


def _whom_do(looking: Looking, clause: Clause, _: Frame) -> Match | None:
    whom = clause.objects or clause.by("")
    found = _done_by(looking, clause.head, whom)
    if found:
        return found
    at = complement(looking, clause)
    syntax = looking.view.syntax
    if at is None or not is_infinitive(syntax, at):
        return None
    strays = tuple(kid for kid in syntax.kids[at] if syntax.tokens[kid].deprel == "obj" and clause.head < kid < at)
    if strays:  # the parse hung `Somalia` of `urged Somalia to leave` on `leave`
        return Match(joined(syntax, at), strays, clausal=True)
    if not has_subject(syntax, at):
        return None
    return Match(joined(syntax, at), _subjects(looking, (at,)), clausal=True)


def _done_by(looking: Looking, at: int, whom: tuple[int, ...], *, anybody: bool = False) -> Match | None:
    """Return what somebody is to do: the infinitive below a verb, or below those whom it names."""
    syntax = looking.view.syntax
    if not whom:
        return None
    beside = [kid for kid in syntax.kids[at] if syntax.tokens[kid].deprel == "obl" and kid > at]
    named = [one for one in whom if anybody or _is_somebody(looking, one)]
    if not named and any(syntax.lower[kid] in ("a", "an") for one in whom for kid in syntax.kids[one]):
        return None
    kids = [kid for one in (at, *named, *beside) for kid in syntax.kids[one]]
    after = [
        kid
        for kid in kids
        if syntax.tokens[kid].deprel.startswith(("xcomp", "ccomp", "advcl", "acl")) and is_infinitive(syntax, kid)
    ]
    after = [kid for kid in after if kid > at and _lemma(looking, kid) not in stances().never_do]
    return Match(joined(syntax, after[0]), whom, clausal=True) if after else None


def _is_somebody(looking: Looking, at: int) -> bool:
    """Say whether a nominal is one who can be told to do something."""
    return looking.view.syntax.tokens[at].upos in ("PRON", "PROPN", "DET") or bool(parties(looking.view.scene, at))


def _bare(looking: Looking, clause: Clause, _: Frame) -> Match | None:
    """Return a verb that stands alone, with its own word for what is answered."""
    syntax = looking.view.syntax
    if (
        clause.objects
        or clause.passive
        or clause.complement is not None
        or syntax.child(clause.head, "advcl") is not None
    ):
        return None
    beside = [at for preposition, at in clause.obliques if preposition not in _ASIDE]
    if any(syntax.lower[at] != "condition" and not is_time(looking, at) for at in beside):
        return None
    if syntax.tokens[clause.head].deprel not in ("root", "conj", "ccomp", "parataxis") or len(clause.subjects) != 1:
        return None
    return Match((clause.head,))


def _whom_that(looking: Looking, clause: Clause, frame: Frame) -> Match | None:
    whom = clause.objects or clause.by("")
    found = _that(looking, clause, frame) if whom else None
    return Match(found.heads, whom, clausal=True) if found else None


# ---------------------------------------------------------------- prepositions


def _preposition(
    looking: Looking, clause: Clause, preposition: str, frame: Frame, listed: frozenset[str]
) -> Match | None:
    syntax = looking.view.syntax
    acts = [kid for kid in syntax.kids[clause.head] if _is_act(syntax, kid, preposition)]
    if acts and not listed:
        return Match(joined(syntax, acts[0]), clausal=True)
    found = things(looking, (at for at in by(looking, clause, preposition) if not is_time(looking, at)), frame)
    if found and listed and not any(syntax.lower[at] in listed for at in found.heads):
        return None
    return found


def _is_act(syntax: Syntax, at: int, preposition: str) -> bool:
    """Say whether a kid is an act behind a preposition: `against leaving`."""
    token = syntax.tokens[at]
    if token.upos != "VERB" or not syntax.lower[at].endswith("ing"):
        return False
    return any(
        syntax.tokens[kid].deprel in ("mark", "case") and syntax.lower[kid] == preposition for kid in syntax.kids[at]
    )


def by(looking: Looking, clause: Clause, preposition: str) -> tuple[int, ...]:
    """Return what hangs on a predicate by a preposition, also where the parse calls it an object."""
    syntax = looking.view.syntax
    strays = (
        kid
        for kid in syntax.kids[clause.head]
        if syntax.tokens[kid].deprel in ("obj", "xcomp", "iobj", "ccomp")
        and any(syntax.tokens[one].deprel == "case" and syntax.lower[one] == preposition for one in syntax.kids[kid])
    )
    return (*clause.by(preposition), *strays)


def _preposition_whom(looking: Looking, clause: Clause, preposition: str) -> Match | None:
    is_for = preposition == "for"
    return _for_whom(looking, clause) if is_for else _done_by(looking, clause.head, by(looking, clause, preposition))


def _for_whom(looking: Looking, clause: Clause) -> Match | None:
    """Return `for the troops to leave`, as an infinitive with a subject or as a noun phrase that has one."""
    syntax = looking.view.syntax
    for kid in (one for one in syntax.kids[clause.head] if is_infinitive(syntax, one)):
        subject = syntax.child(kid, *_SUBJECTS)
        leads = [*syntax.kids[kid], *(syntax.kids[subject] if subject is not None else ())]
        is_for = any(syntax.lower[one] == "for" for one in leads)
        if is_for and has_subject(syntax, kid):
            return Match(joined(syntax, kid), _subjects(looking, (kid,)), clausal=True)
        strays = tuple(one for one in syntax.kids[clause.head] if clause.head < one < kid and one not in leads)
        if is_for and strays:
            return Match(joined(syntax, kid), strays, clausal=True)
    return _done_by(looking, clause.head, by(looking, clause, "for"), anybody=True)


def _lemma(looking: Looking, at: int) -> str:
    return clause.lemma if (clause := looking.clause(at)) else looking.view.syntax.lower[at]


_SHAPES: Mapping[str, Callable[[Looking, Clause, Frame], Match | None]] = {
    "thing": _thing,
    "plan": _listed("plans"),
    "point": _listed("points"),
    "consent": lambda *asked: taken_back(asked[0], _listed("consents")(*asked)),
    "bid": _listed("bids"),
    "matter": _matter,
    "done": done,
    "whether": whether,
    "colon": colon,
    "self": lambda _, clause, __: Match((clause.head,)),
    "that": _that,
    "directive": _directive,
    "do": _do,
    "bridging": _bridging,
    "bare": _bare,
    "whom-do": _whom_do,
    "whom-that": _whom_that,
}
