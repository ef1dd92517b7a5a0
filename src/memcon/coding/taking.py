"""Stances as they are found, before holders and words become a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon.coding.holders import is_ours
from memcon.coding.wording import is_contrast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memcon.coding.chains import Told
    from memcon.coding.clauses import Clause
    from memcon.coding.conditions import Limit
    from memcon.coding.entities import Cluster
    from memcon.coding.record import Factuality
    from memcon.coding.view import View

_WITHIN = ("ccomp", "xcomp", "acl", "nmod", "obj", "obl", "csubj")


@dataclass(frozen=True, slots=True)
class Match:
    """What fits the shape of a frame.

    heads: tokens of the object, one for each thing or act. whom: tokens of those who are to do it or are told.
    clausal: whether the heads are predicates.
    """

    heads: tuple[int, ...]
    whom: tuple[int, ...] = ()
    clausal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """One stance taken by somebody; it becomes a record for each holder and object.

    head:    token of the word that carries it. subjects: tokens of who holds it, for the evidence.
    anchors: tokens on which its conditions may hang. node: the attribution on which it stands.
    """

    head: int
    stance: str
    rule: str
    holders: tuple[Cluster, ...]
    match: Match
    node: Told | None
    subjects: tuple[int, ...] = ()
    anchors: tuple[int, ...] = ()
    factuality: Factuality = "actual"
    with_subject: bool = False


@dataclass(frozen=True, slots=True)
class Looking:
    """What is asked again and again while stances are looked for.

    limits: the conditions of the article. nodes: of each token the attribution that it is told in.
    limited: tokens inside a condition, but for `in exchange for`.
    taken:  tokens of stances and of objects found so far. objects: the nouns among the latter.
    page:   the party whose own page the article is.
    """

    view: View
    limits: tuple[Limit, ...]
    limited: frozenset[int]
    nodes: list[Told | None]
    taken: set[int]
    page: Cluster | None = None
    objects: set[int] = field(default_factory=set)

    def is_limited(self, at: int, *kinds: str) -> bool:
        """Say whether a condition of some kinds hangs on a token: an `if` or the like, where none are named."""
        syntax = self.view.syntax
        sentence = syntax.sentence(at)
        return any(
            limit.anchor == at or (limit.anchor is None and at < limit.first < sentence.last)
            for limit in self.limits
            if limit.kind in (kinds or ("if", "provided", "in-exchange-for"))
        )

    def is_inside(self, at: int) -> bool:
        """Say whether a clause is part of what is wanted, offered or refused: `refused to guarantee that it would`."""
        syntax, tokens = self.view.syntax, self.view.syntax.tokens
        while tokens[at].head >= 0 and tokens[at].deprel.startswith(_WITHIN) and tokens[at].deprel != "acl:relcl":
            if is_contrast(syntax, at):
                return False
            at = tokens[at].head
            if at in self.objects:
                return True
        return False

    def ours(self, tokens: Iterable[int], node: Told | None) -> tuple[Cluster, ...]:
        """Return whose page the article is, for `we` and `our` that nobody on it is quoted with."""
        if self.page is None or node is not None:
            return ()
        return (self.page,) if any(is_ours(self.view, at) for at in tokens) else ()

    def owned(self, at: int) -> int:
        """Return what belongs to an owner whom the parse takes for the object: `caved in to the union's demand`."""
        syntax = self.view.syntax
        ends = [kid for kid in syntax.kids[at] if kid > at and syntax.lower[kid] in ("'s", "’s", "'", "’")]
        if not ends or syntax.tokens[at].head < 0:
            return at
        return next((kid for kid in syntax.kids[syntax.tokens[at].head] if syntax.low[kid] == ends[0] + 1), at)

    def clause(self, at: int) -> Clause | None:
        """Return the predicate at a token."""
        return self.view.clauses.at(at)
