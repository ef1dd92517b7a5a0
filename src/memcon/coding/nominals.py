"""Noun phrases as things that can mean the same: pronouns, names and descriptions, each with what agrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.reading.syntax import Syntax

HE, SHE, IT, THEY = 1, 2, 4, 8
BODY, ANY = IT | THEY, 15

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), SHE),
    **dict.fromkeys(("it", "its", "itself"), IT),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), THEY),
}
FIRST = frozenset(("i", "me", "my", "mine", "myself"))
PLURAL_FIRST = frozenset(("we", "us", "our", "ours", "ourselves"))
SECOND = frozenset(("you", "your", "yours", "yourself", "yourselves"))
RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
DEMONSTRATIVE = frozenset(("this", "that", "these", "those"))
DEFINITE = frozenset(("the", *DEMONSTRATIVE, "both"))
_HEADS = frozenset(("NOUN", "PROPN", "PRON"))
_INSIDE = frozenset(("flat", "fixed", "goeswith", "flat:foreign"))
_BEFORE = frozenset(("det", "amod", "nummod", "compound", "nmod:poss", "det:predet", "nmod:desc"))
_DETERMINERS = frozenset(("det", "det:predet"))
_ODD_HEADS = frozenset(("DET", "ADJ", "NUM"))
_NO_HEAD = frozenset(("det", "det:predet", "cc:preconj", "cc", "advmod", "amod"))
_NONE: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Nominal:
    """A noun phrase: its head token and what can be asked of it.

    first, last: its tokens up to the head and the rest of a name, without what follows.
    fits:        the pronouns that can mean it, HE, SHE, IT and THEY as bits; of a pronoun, whom it can mean.
    words:       what stands between determiner and head, lower case. owner: token of `X's` or `his`.
    """

    head: int
    first: int
    last: int
    sort: Literal["pronoun", "name", "common"]
    lemma: str
    fits: int
    plural: bool
    definite: bool
    determiner: str
    words: frozenset[str]
    owner: int | None


class Nominals:
    """Finds the noun phrases of an article. Time grows linearly with the tokens."""

    def __init__(self, syntax: Syntax, actors: Actors, named: Mapping[int, Cluster]) -> None:
        """Prepare. named: the entity whose name stands at a token, for every token of a name."""
        self._syntax, self._actors, self._named = syntax, actors, named
        self._kinds: dict[int, str] = {at: cluster.kind for at, cluster in named.items()}

    def heads(self) -> Iterator[int]:
        """Yield the tokens that head a noun phrase, in text order."""
        for at, token in enumerate(self._syntax.tokens):
            is_head = token.upos in _HEADS or (token.upos in _ODD_HEADS and self._is_odd_head(at, token.upos))
            if is_head and token.deprel not in _INSIDE and self._is_referring(at):
                yield at

    def _is_referring(self, at: int) -> bool:
        token, low = self._syntax.tokens[at], self._syntax.lower[at]
        if token.upos == "PRON" and self._kinds.get(at) == "person":  # `He` of a name
            return False
        if token.upos == "PRON":
            return token.deprel not in ("expl", "det") and low not in RELATIVE - DEMONSTRATIVE and not (
                low == "that" and token.deprel in ("nsubj", "mark", "obj") and self._is_relative(at)
            )  # fmt: skip
        if at in self._kinds and self._is_inside(at, token.head):
            return False
        return token.deprel != "compound" or token.upos == "PROPN" or at in self._kinds

    def _is_inside(self, at: int, head: int) -> bool:
        """Say whether a token of a name hangs on another one of the same name."""
        between = range(min(at, head), max(at, head) + 1)
        return head >= 0 and all(self._named.get(one) is self._named[at] for one in between)

    def _is_odd_head(self, at: int, upos: str) -> bool:
        """Say whether a token has no noun with it: `both` of `the leaders of both`, `the Norvian said`."""
        deprel = self._syntax.tokens[at].deprel
        if upos == "NUM":
            return is_two(self._syntax, at)
        if upos == "DET":
            return self._syntax.lower[at] in ("both", "neither") and deprel not in _NO_HEAD
        return self._kinds.get(at) == "state" and deprel in ("nsubj", "obj", "iobj", "obl")

    def _is_relative(self, at: int) -> bool:
        return self._syntax.tokens[self._syntax.tokens[at].head].deprel.startswith("acl")

    def all(self, heads: Iterable[int] | None = None) -> list[Nominal]:
        """Return the noun phrases, or those at the heads given, in text order."""
        return [self.at(head) for head in (self.heads() if heads is None else sorted(heads))]

    def at(self, head: int) -> Nominal:
        """Return the noun phrase headed at a token."""
        token, low = self._syntax.tokens[head], self._syntax.lower[head]
        if token.upos in ("PRON", "NUM") or low in PRONOUNS or low in ("both", "neither"):
            return self._pronoun(head, low)
        first, last, determiner, owner = self._shape(head)
        kind = self._kinds.get(head)
        sort: Literal["name", "common"] = "name" if kind or token.upos == "PROPN" else "common"
        lemma, plural = self._number(head, sort)
        lower, tokens = self._syntax.lower, self._syntax.tokens
        words = (
            frozenset([lower[at] for at in range(first, head) if tokens[at].upos in _CONTENT])
            if first < head
            else _NONE
        )
        return Nominal(
            head, first, last, sort, lemma, self._fits(head, sort, kind, lemma, plural=plural), plural,
            determiner in DEFINITE or owner is not None or sort == "name", determiner, words, owner,
        )  # fmt: skip

    def _pronoun(self, head: int, low: str) -> Nominal:
        fits = PRONOUNS.get(low, ANY)
        plural = fits == THEY or low in PLURAL_FIRST or low in _MANY
        return Nominal(
            head=head, first=head, last=head + 1, sort="pronoun", lemma=low, fits=fits, plural=plural, definite=True,
            determiner="", words=frozenset(), owner=None,
        )  # fmt: skip

    def _shape(self, head: int) -> tuple[int, int, str, int | None]:
        """Return where a phrase begins, where its name ends, its determiner, and the token of its owner."""
        syntax, first, last = self._syntax, head, head + 1
        determiner, owner = "", None
        for kid in syntax.kids[head]:
            deprel = syntax.tokens[kid].deprel
            if kid < head and deprel in _BEFORE:
                first = min(first, syntax.low[kid])
                if deprel in _DETERMINERS:
                    determiner = determiner or syntax.lower[kid]
                elif deprel == "nmod:poss":
                    owner = kid if owner is None else owner
            elif kid > head and deprel in _INSIDE:
                last = max(last, syntax.high[kid])
        if not determiner and syntax.lower[first] in DEFINITE:
            determiner = syntax.lower[first]
        is_owner = syntax.tokens[head].deprel == "nmod:poss"
        if not determiner and is_owner and first and syntax.tokens[first - 1].deprel == "det":
            determiner = syntax.lower[first - 1]  # `the carmaker's team`: the parse gives the article to the team
        return first, last, determiner, owner

    def _number(self, head: int, sort: str) -> tuple[str, bool]:
        """Return the singular of a noun and whether it is a plural; a name is itself."""
        low = self._syntax.lower[head]
        if sort == "name" and head in self._kinds:
            return low, False
        known = self._actors.people.get(low) or self._actors.bodies.get(low)
        if known:
            return known, known != low
        if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
            return singular(low), True
        return low, low in _ODD_PLURALS

    def _fits(self, head: int, sort: str, kind: str | None, lemma: str, *, plural: bool) -> int:
        """Return the pronouns that can mean a noun phrase."""
        if kind == "person":
            return self._gender(head)
        if kind:
            return BODY if kind in ("state", "organisation", "outlet", "group") else IT
        return THEY if plural else self._fits_noun(lemma, sort)

    def _fits_noun(self, lemma: str, sort: str) -> int:
        """Return the pronouns that can mean one of what a noun names."""
        actors = self._actors
        if lemma in actors.he or lemma in actors.she:
            return HE if lemma in actors.he else SHE
        if lemma in actors.people:
            return HE | SHE | THEY | (IT if lemma in _COLLECTIVE else 0)
        if lemma in actors.bodies or lemma in actors.government or lemma in actors.countries or lemma in actors.sides:
            return BODY
        return ANY if sort == "name" else IT

    def _gender(self, head: int) -> int:
        """Return what a person's name fits, by the style or the title before it."""
        syntax, actors = self._syntax, self._actors
        for at in range(max(syntax.sentence(head).first, head - 4), head + 1):
            if syntax.tokens[at].text in actors.styles_he:
                return HE
            if syntax.tokens[at].text in actors.styles_she:
                return SHE
        titles = [syntax.lower[at] for at in (*syntax.kids[head], head - 1) if 0 <= at < head]
        lemmas = {actors.people.get(word, "") for word in titles}
        return HE if lemmas & actors.he else SHE if lemmas & actors.she else HE | SHE


_CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "VERB"))
_MANY = frozenset(("these", "those", "both", "neither", "two", "others", "many", "some"))
_COLLECTIVE = frozenset(
    ("family", "audience", "crowd", "public", "population", "staff", "crew", "jury", "cast", "couple")
)
_ODD_PLURALS = frozenset(("data", "media", "police", "cattle", "feet", "teeth", "mice", "geese"))


def is_two(syntax: Syntax, at: int) -> bool:
    """Say whether a token is `two` of `the two met`, without a noun."""
    if syntax.tokens[at].upos != "NUM" or syntax.lower[at] != "two" or not at:
        return False
    return syntax.lower[at - 1] in ("the", "these") and syntax.tokens[at].deprel != "nummod"


def singular(plural: str) -> str:
    """Return the singular of a regular plural."""
    if plural.endswith("ies"):
        return plural[:-3] + "y"
    if plural.endswith(("ses", "xes", "zes", "ches", "shes")) and not plural.endswith(
        ("eases", "uses", "nses", "ases")
    ):
        return plural[:-2]
    return plural[:-1]
