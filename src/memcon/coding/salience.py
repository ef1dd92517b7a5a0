"""How likely a noun phrase is what a pronoun means: weights fitted on GUM's train documents by `training/pronouns.py`.

Log-odds, added up for one candidate: the sentences between (three at most), the noun phrases between, what the
candidate is in its clause and how it is worded, how often its chain has been met. `nothing` is the score of having no
antecedent at all, which a pronoun's best candidate must beat.
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
    nothing: float


# fmt: off
_HE = Weights((0, -0.37, -0.96, -1.08), -0.146, 1.00, 0.91, 0.38, 0.79, 0.50, 0.82, 0.53, -3.68, 5.24, -0.50, 0.70,
              0.49, 0.02, -1.51, -0.92, 0.16, 0.98, 0.09, 0.10, -9.0)
_IT = Weights((0, -0.86, -1.46, -1.72), -0.200, 0.59, 0.84, -0.02, 1.10, 0.42, 0.51, -0.07, -2.30, 3.46, -0.17, 0.0,
              0.18, -0.42, -1.90, -0.64, 0.33, 1.07, 0.27, 0.31, 0.13)
_THEY = Weights((0, -1.06, -1.82, -1.88), -0.259, 0.90, 0.85, -0.01, 1.75, 0.56, 0.26, -0.37, -2.46, 3.48, -0.45, 0.0,
                0.33, -0.42, 1.03, -0.93, 0.27, 0.96, 0.48, 0.48, 0.20)
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
