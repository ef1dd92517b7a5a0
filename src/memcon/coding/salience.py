"""How likely a noun phrase is what a pronoun means: weights fitted on GUM's train documents by `training/pronouns.py`.

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
    kin: float  # by hand, of the encoder's log-odds: .3 is best on GUM, .6 on the marked reports kept back
    nothing: float


# fmt: off
_HE = Weights((0.76, 0.22, -0.49, -0.53), -0.128, 0.88, 0.96, 0.42, 0.85, 0.35, 0.86, 0.48, -3.71, 5.23, -0.44, 0.56,
              0.60, 0.22, -1.39, -0.91, 0.19, 0.84, 0.23, 0.20, 0.45, 0.04)
_IT = Weights((0.76, -0.12, -0.76, -0.85), -0.207, 0.69, 0.92, -0.03, 1.12, 0.44, 0.55, -0.02, -2.36, 3.50, -0.09, 0.0,
              0.23, -0.41, -1.67, -0.69, 0.23, 1.05, 0.16, 0.39, 0.45, 0.97)
_THEY = Weights((0.90, -0.21, -1.10, -0.89), -0.268, 1.17, 0.95, 0.08, 1.78, 0.61, 0.25, -0.28, -2.54, 3.60, -0.37, 0.0,
                0.35, -0.33, 1.09, -0.77, 0.12, 0.93, 0.29, 0.48, 0.45, 1.29)
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
