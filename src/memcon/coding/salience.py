"""How likely a noun phrase is what a pronoun means: weights fitted on marked reports by `training/pronouns.py`.

Log-odds, added up for one candidate: the sentences between (three at most), the noun phrases between, what the
candidate is in its clause and how it is worded, how often its chain has been met. `nothing` is the score of having no
antecedent at all, which a pronoun's best candidate must beat. `kin` weighs the encoder's word (`coding.likeness`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from memcon.coding.nominals import HE, IT, SHE, Nominal

if TYPE_CHECKING:
    from memcon.reading.syntax import Syntax

SUBJECT = frozenset(("nsubj", "nsubj:pass"))
OBJECT = frozenset(("obj", "iobj"))


class Weights(NamedTuple):
    """One weight for each thing that can speak for or against a candidate; see the module."""

    away: tuple[float, float, float, float]
    order: float
    subject: float
    object: float
    oblique: float
    owner: float
    same_relation: float
    met_twice: float
    met_often: float
    pronoun: float
    same_pronoun: float
    name: float
    person: float
    indefinite: float
    bare: float
    plural: float
    joined: float
    begins: float
    owned_by_subject: float
    both_subjects: float
    main: float
    says: float  # says what the pronoun stands in
    goes_on: float  # began the sentence before as its subject
    spoke: float  # spoke last, and the pronoun speaks
    quoted: float  # in quotation marks, the pronoun not
    line: float  # in another line
    kin: float  # of the encoder's log-odds
    nothing: float


# fmt: off
_HE = Weights((1.45, 0.68, -0.65, -0.86), -0.05, 0.72, 0.74, -0.28, 0.83, 0.03, 0.38, 0.0, -1.4, 1.15, -0.38, 0.1,
              -1.19, -0.32, -0.99, -0.12, -0.34, 0.14, 0.14, 0.06, 0.42, 0.27, 1.34, -1.32, -1.34, 0.48, -0.63)
_IT = Weights((0.97, 0.65, 0.06, 0.68), -0.1, -0.07, 0.43, 0.34, -0.39, 1.0, 0.18, 0.0, -0.18, 0.56, -0.72, -0.18,
              0.62, 0.46, -1.93, -0.07, 0.25, 1.29, -0.23, 0.46, 0.71, 0.0, 0.5, 0.08, -0.67, 0.39, -2.37)
_THEY = Weights((1.02, 0.21, -0.17, -0.11), -0.04, 0.21, 0.13, 0.17, 0.25, -0.08, 0.75, 0.08, -1.54, 1.39, 0.1, -0.0,
                -0.2, 0.36, 1.05, 0.03, -0.26, 0.45, 0.2, 0.02, 0.28, 0.0, 0.7, -0.41, -0.88, 0.59, -0.96)
# fmt: on


def weights(pronoun: Nominal) -> Weights:
    """Return the weights for a pronoun."""
    if pronoun.fits in (HE, SHE):
        return _HE
    return _IT if pronoun.fits == IT else _THEY


def score(syntax: Syntax, pronoun: Nominal, candidate: Nominal, away: int, order: int, met: int) -> float:
    """Return the log-odds that a candidate is what a pronoun means, but for its being a person's name.

    away: sentences between. order: noun phrases between. met: how many of its chain have been met.
    """
    w = weights(pronoun)
    deprel, own = syntax.tokens[candidate.head].deprel, syntax.tokens[pronoun.head].deprel
    total = w.away[min(away, 3)] + w.order * order + _in_clause(w, deprel, own, away)
    if deprel == own:
        total += w.same_relation
    if met >= 2:
        total += w.met_twice + (w.met_often if met >= 4 else 0)
    above = syntax.tokens[candidate.head].head
    if above < 0 or syntax.tokens[above].head < 0:
        total += w.main
    if candidate.first == syntax.sentence(candidate.head).first:
        total += w.begins
    return total + _worded(w, pronoun, candidate)


def _in_clause(w: Weights, deprel: str, own: str, away: int) -> float:
    if deprel in SUBJECT:
        return w.subject + (w.owned_by_subject if own == "nmod:poss" and not away else 0) + (
            w.both_subjects if own in SUBJECT else 0
        )  # fmt: skip
    if deprel in OBJECT:
        return w.object
    return {"obl": w.oblique, "nmod:poss": w.owner, "conj": w.joined}.get(deprel, 0.0)


def _worded(w: Weights, pronoun: Nominal, candidate: Nominal) -> float:
    total = w.plural if candidate.plural else 0.0
    if candidate.sort == "pronoun":
        return total + w.pronoun + (w.same_pronoun if candidate.fits == pronoun.fits else 0)
    if candidate.sort == "name":
        return total + w.name
    if candidate.determiner in ("a", "an"):
        return total + w.indefinite
    return total + (w.bare if not candidate.definite and not candidate.determiner else 0)


def begins(syntax: Syntax, at: int) -> bool:
    """Say whether a token heads the subject with which its sentence begins, or stands in apposition to it."""
    token = syntax.tokens[at]
    if token.deprel == "appos" and 0 <= token.head < at:
        return begins(syntax, token.head)
    return token.deprel in SUBJECT and syntax.low[at] == syntax.sentence(at).first


def goes_on(syntax: Syntax, pronoun: Nominal, candidate: Nominal, away: int) -> bool:
    """Say whether a pronoun begins a sentence as its subject, as a name did the one before: `X left. He also`."""
    if away != 1 or candidate.sort != "name" or pronoun.lemma not in ("he", "she"):
        return False
    return all(begins(syntax, one.head) for one in (pronoun, candidate))
