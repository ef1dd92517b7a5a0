"""Every predicate of an article with its arguments: verbs, copular predicates, and nouns that name an act.

"Talks between Egypt and Qatar, mediated by Oman, were called off."
talk: noun, subjects Egypt, Qatar; called-off.   mediate: verb, subjects Oman, objects Talks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from memcon.codebook.events import lexicon
from memcon.codebook.grammar import grammar
from memcon.coding.acts import Acts
from memcon.coding.arguments import Arguments
from memcon.coding.factuality import Judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from memcon.codebook import Codebook
    from memcon.coding.record import Factuality
    from memcon.reading.syntax import Syntax

_PLAIN = frozenset(("VERB", "AUX"))
_NO_CLAUSE = frozenset(("aux", "aux:pass", "cop", "amod", "compound", "case", "mark", "fixed", "flat", "cc"))


class Clause(NamedTuple):
    """One predicate. Everybody in it is the head token of a noun phrase; lists are spread.

    subjects:   who acts, and objects who is acted on, whatever the voice; of a noun: `between A and B`, `A's`, `by A`,
                or who holds, has or pays it.
    obliques:   (preposition, token); an indirect object has the preposition "".
    complement: token of what is said, wanted or begun; None when it is no clause.
    support:    of a noun, the verb that carries it (`held` of `held talks`). modifiers: names before it (`US-Iran`).
    hosts:      of a noun, who hosts or mediates.
    parent:     token of the predicate that this one hangs on. purpose: it says what something is done for.
    """

    head: int
    lemma: str
    kind: Literal["verb", "copula", "noun"]
    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    obliques: tuple[tuple[str, int], ...] = ()
    complement: int | None = None
    particle: str | None = None
    passive: bool = False
    negated: bool = False
    tense: str | None = None
    modality: Factuality = "actual"
    parent: int | None = None
    purpose: bool = False
    support: int | None = None
    modifiers: tuple[int, ...] = ()
    hosts: tuple[int, ...] = ()

    def by(self, *prepositions: str) -> tuple[int, ...]:
        """Return the tokens that hang on it by one of the prepositions."""
        return tuple(token for preposition, token in self.obliques if preposition in prepositions)


class Clauses:
    """The predicates of one article, in text order, and by the token of their head."""

    __slots__ = ("_at", "_children")

    def __init__(self, found: Mapping[int, Clause]) -> None:
        self._at = found
        self._children: dict[int, list[Clause]] = {}
        for clause in found.values():
            if clause.parent is not None:
                self._children.setdefault(clause.parent, []).append(clause)

    def __iter__(self) -> Iterator[Clause]:
        """Yield the predicates in text order."""
        return iter(self._at.values())

    def __len__(self) -> int:
        """Return how many predicates there are."""
        return len(self._at)

    def at(self, token: int) -> Clause | None:
        """Return the predicate headed at a token."""
        return self._at.get(token)

    def below(self, token: int) -> tuple[Clause, ...]:
        """Return the predicates that hang on the one at a token, in text order."""
        return tuple(self._children.get(token, ()))


def clauses(syntax: Syntax, codebook: Codebook) -> Clauses:  # noqa: ARG001 - nouns of its events will be asked for
    """Find the predicates of an article. Takes time in proportion to the tokens, some 7 ms for 600 words."""
    words = grammar()
    arguments = Arguments(syntax, words)
    judge = Judge(arguments)
    entries = lexicon()
    acts = Acts(arguments, judge, {**words.predicates, **entries.acts}, entries.carriers)
    found: dict[int, Clause] = {}
    for at, token in enumerate(syntax.tokens):
        if token.upos in _PLAIN and token.deprel not in _NO_CLAUSE:
            found[at] = _verb(arguments, judge, at)
        elif token.upos != "PUNCT" and arguments.has_copula(at) and not acts.is_under_way(at):
            found[at] = _copula(arguments, judge, at)
        if at not in found and (lemma := acts.lemma(at)):
            found[at] = _noun(acts, at, lemma)
    return Clauses({at: found[at] for at in sorted(found)})


def _verb(arguments: Arguments, judge: Judge, at: int) -> Clause:
    surface, passive = arguments.surface(at), arguments.passive(at)
    own = arguments.objects(at)
    obliques = arguments.obliques(at)
    if passive:
        subjects = arguments.kids_of(at, "obl:agent") or tuple(t for word, t in obliques if word == "by")
        objects = surface
        obliques += [("", one) for one in own]
    else:
        subjects, objects = surface, own
    return Clause(
        head=at,
        lemma=arguments.lemma(at),
        kind="verb",
        subjects=subjects,
        objects=objects,
        obliques=tuple(obliques),
        complement=arguments.syntax.child(at, "ccomp", "xcomp", "csubj:pass"),
        particle=arguments.particle(at),
        passive=passive,
        negated=judge.negated(at),
        tense=judge.tense(at),
        modality=judge.of_verb(at),
        parent=_parent(arguments, at),
        purpose=_is_purpose(arguments, at),
    )


def _copula(arguments: Arguments, judge: Judge, at: int) -> Clause:
    lemma, obliques = _place(arguments, at)
    return Clause(
        head=at,
        lemma=lemma,
        kind="copula",
        subjects=arguments.surface(at),
        obliques=(*obliques, *arguments.obliques(at)),
        complement=arguments.syntax.child(at, "ccomp", "xcomp", "csubj", "acl"),
        negated=judge.negated(at),
        tense=judge.tense(at),
        modality=judge.of_verb(at),
        parent=_parent(arguments, at),
    )


def _place(arguments: Arguments, at: int) -> tuple[str, tuple[tuple[str, int], ...]]:
    """Return `due` or `in` for `is due in Lima`, `was in Lima`, where the parse makes the place the predicate."""
    lower, token = arguments.syntax.lower, arguments.syntax.tokens[at]
    first = arguments.syntax.low[at]
    before = lower[first:at]
    is_due = "due" in before
    if (token.upos != "PROPN" and not is_due) or "in" not in before:
        return lower[at], ()
    return "due" if is_due else "in", (("in", at),)


def _noun(acts: Acts, at: int, lemma: str) -> Clause:
    act = acts.act(at)
    return Clause(
        head=at,
        lemma=lemma,
        kind="noun",
        subjects=act.subjects,
        obliques=act.obliques,
        complement=acts.complement(at),
        negated=act.factuality == "denied",
        tense=act.tense,
        modality=act.factuality,
        parent=_parent(acts.arguments, at),
        support=act.support,
        modifiers=act.modifiers,
        hosts=act.hosts,
    )


def _parent(arguments: Arguments, at: int) -> int | None:
    """Return the nearest verb or copular predicate above."""
    tokens = arguments.syntax.tokens
    for above in arguments.syntax.verbs_above(at):
        if tokens[above].upos in _PLAIN or arguments.has_copula(above):
            return above
    return None


def _is_purpose(arguments: Arguments, at: int) -> bool:
    return arguments.syntax.tokens[at].deprel.startswith("advcl") and arguments.is_infinitive(at)
