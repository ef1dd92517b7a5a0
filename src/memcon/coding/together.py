"""Whom `they` means of those whom a text joins: `A and B said that they …`, `A met B when they …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding import salience
from memcon.coding.nominals import THEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.coding.coreference import Coreference
    from memcon.coding.joined import Chain
    from memcon.coding.lists import List
    from memcon.coding.nominals import Nominal

_REACH = 3  # sentences back
_LISTED = 1.5  # log-odds, by hand: that they are joined by `and`
_DEALING = -0.5  # that one does something with the other
_ACTORS = frozenset(("person", "state", "organisation", "group"))
_ARGUMENTS = salience.SUBJECT | salience.OBJECT | {"obl"}


def likeliest(coreference: Coreference, nominal: Nominal) -> tuple[float, list[Chain]]:
    """Return the log-odds of those joined before whom a plural pronoun means, and their chains; none of worth 0."""
    found = ((_score(coreference, nominal, one, parts), parts) for one, parts in _joined(coreference, nominal))
    return max(found, key=lambda one: one[0], default=(float("-inf"), []))


def _joined(coreference: Coreference, nominal: Nominal) -> Iterator[tuple[List, list[Chain]]]:
    """Yield the lists of a few sentences before a pronoun that it can mean, nearest first, with their members."""
    if nominal.fits != THEY:
        return
    syntax, quoting = coreference.syntax, coreference.quoting(nominal)
    here = syntax.sentence_of[nominal.head]
    for one in reversed(coreference.lists):
        if here - syntax.sentence_of[one.heads[0]] > _REACH:
            break
        if max(one.heads) >= nominal.head or _is_beside(coreference, nominal, one):
            continue
        parts = [chain for at in one.heads if (chain := _met(coreference, at)) is not None]
        if (
            len(parts) == len(one.heads)
            and quoting not in parts
            and all(_is_actor(coreference, part) for part in parts)
        ):
            yield one, parts


def _met(coreference: Coreference, at: int) -> Chain | None:
    """Return the chain of the noun phrase headed at a token, or of the name that stands there."""
    chain, cluster = coreference.at.get(at), coreference.named.get(at)
    return chain if chain is not None or cluster is None else coreference.entity(cluster)


def _is_actor(coreference: Coreference, chain: Chain) -> bool:
    """Say whether a chain is of somebody, or goes by a noun for persons or bodies or by a name of many."""
    if chain.cluster is not None:
        return chain.cluster.kind in _ACTORS
    actors = coreference.actors
    nouns = (actors.people, actors.bodies, actors.countries, actors.government, actors.sides)
    is_somebody = any(lemma in some for lemma in chain.lemmas for some in nouns)
    return is_somebody or any(one.sort == "name" and one.plural for one in chain.nominals)


def _is_beside(coreference: Coreference, nominal: Nominal, one: List) -> bool:
    """Say whether a pronoun stands by the same verb as a list and is not what that does to itself."""
    token, other = coreference.syntax.tokens[nominal.head], coreference.syntax.tokens[one.heads[0]]
    is_argument = token.deprel in _ARGUMENTS and other.deprel in _ARGUMENTS and token.deprel != other.deprel
    return token.head == other.head and is_argument and nominal.lemma != "themselves"


def _score(coreference: Coreference, nominal: Nominal, one: List, parts: list[Chain]) -> float:
    syntax, first = coreference.syntax, coreference.nominals.at(one.heads[0])
    away = syntax.sentence_of[nominal.head] - syntax.sentence_of[first.head]
    order = sum(max(one.heads) < other.head < nominal.head for other in coreference.seen[-60:])
    known = coreference.groups.known(parts)
    met = len(known.nominals) + 1 if known is not None else 1
    score = salience.score(syntax, nominal, first, away, order, met)
    weights, is_subject = salience.weights(nominal), syntax.tokens[first.head].deprel in salience.SUBJECT
    score += (0 if first.plural else weights.plural) + (weights.subject if one.is_together and not is_subject else 0)
    return score + (_LISTED if one.is_joined else _DEALING)
