"""Offices read off the text: the titles beside a name, and whom their bearer serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.reading.syntax import Syntax

_TITLES = frozenset(("nmod:desc", "appos", "compound", "amod", "nmod", "flat", "dep", "list"))
_NAMED_BY = frozenset(("appos", "flat", "nmod:desc", "dep", "list"))
_SERVES = frozenset(("of", "for", "to", "at", "from", "with", "in", "under"))
_RUN = frozenset(("NOUN", "ADJ", "PROPN"))
_JOINTS = frozenset(("-", "–", "."))
_ENDINGS = frozenset(("'s", "’s", "'", "’"))
_SKIPPED = frozenset(("the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "that", "former", "then"))


class Office(NamedTuple):
    """One title: its words, head token and singular, and the token that says whom it serves, if any."""

    title: str
    head: int
    lemma: str
    of: int | None


class Offices:
    """Reads offices. named: the entity whose name stands at a token, for every token of a name."""

    def __init__(self, text: str, syntax: Syntax, actors: Actors, named: Mapping[int, Cluster]) -> None:
        self._text, self._syntax, self._actors, self._named = text, syntax, actors, named

    def beside(self, name: int) -> Iterator[Office]:
        """Yield the offices that the words around a person's name give, `name` being the head token of the name."""
        for head in dict.fromkeys((*self._below(name), *self._above(name), *self._run_before(name))):
            yield from self.titles(head)
        yield from self._led(name)

    def _below(self, name: int) -> Iterator[int]:
        """Yield title nouns that hang on the name: `Minister X`, `X, the minister`."""
        for kid in self._syntax.kids[name]:
            if self._syntax.tokens[kid].deprel in _TITLES and self._is_office(kid):
                yield kid

    def _above(self, name: int) -> Iterator[int]:
        """Yield title nouns that the name hangs on: `her counterpart, X`, `X is the minister`, `envoys X and Y`."""
        syntax, token = self._syntax, self._syntax.tokens[name]
        if token.head < 0:
            return
        above = syntax.tokens[token.head]
        if token.deprel in _NAMED_BY and self._is_office(token.head):
            yield token.head
        if token.deprel == "nsubj" and syntax.child(token.head, "cop") is not None and self._is_office(token.head):
            yield token.head
        if token.deprel == "conj" and above.upos == "PROPN":
            yield from (kid for kid in (*self._below(token.head), *self._above(token.head)) if self._is_plural(kid))

    def _run_before(self, name: int) -> Iterator[int]:
        """Yield the title noun just before the name, whatever the parse makes of it."""
        before = name - 1
        if before >= self._syntax.sentence(name).first and self._is_office(before) and before not in self._named:
            yield before

    def _is_office(self, at: int) -> bool:
        return self._syntax.lower[at] in self._actors.people and self._syntax.tokens[at].upos in (
            "NOUN",
            "PROPN",
            "ADJ",
        )

    def _is_plural(self, at: int) -> bool:
        return self._actors.people.get(self._syntax.lower[at], self._syntax.lower[at]) != self._syntax.lower[at]

    def titles(self, head: int) -> Iterator[Office]:
        """Yield the office of a title noun, and of those joined to it by `and`."""
        syntax = self._syntax
        joined = [kid for kid in syntax.kids[head] if syntax.tokens[kid].deprel == "conj" and self._is_title_too(kid)]
        of = next((found for at in (head, *joined) if (found := self.serves(at)) is not None), None)
        first, last = self._begin(head), max((head, *joined))
        if joined and all(syntax.tokens[at].upos in ("NOUN", "ADJ", "CCONJ", "PUNCT") for at in range(first, last + 1)):
            yield self._office(first, last, head, of)
            return
        yield self._office(first, head, head, of)
        for kid in joined:
            yield self._office(self._begin(kid), kid, kid, of)

    def _is_title_too(self, at: int) -> bool:
        return self._is_office(at) and at not in self._named and self._syntax.tokens[at].upos != "PROPN"

    def _office(self, first: int, last: int, head: int, of: int | None) -> Office:
        tokens, low = self._syntax.tokens, self._syntax.lower[head]
        title = Span(tokens[first].start, tokens[last].end).of(self._text)
        return Office(title, head, self._actors.people.get(low, low), of)

    def _begin(self, head: int) -> int:
        """Return where a title begins: behind determiner, owner and the name of whom it serves."""
        first, floor = head, self._syntax.sentence(head).first
        while first > floor and self._is_of_title(first - 1):
            first -= 1
        return first

    def _is_of_title(self, at: int) -> bool:
        token, low = self._syntax.tokens[at], self._syntax.lower[at]
        if at in self._named or low in _ENDINGS or (low in _SKIPPED and low not in ("former", "then")):
            return False
        return token.upos in ("NOUN", "ADJ", "PROPN", "VERB", "NUM") or token.text in ("-", "–")

    def serves(self, head: int) -> int | None:
        """Return the token of whom the bearer of a title serves: an owner, a name before it, or `of` and the like."""
        syntax = self._syntax
        owner = syntax.child(head, "nmod:poss")
        if owner is not None and owner in self._named:
            return owner
        before = [at for at in range(self._floor(head), head) if at in self._named and at != owner]
        if before:
            return before[0]
        if owner is not None:
            return owner
        return next((kid for kid in syntax.kids[head] if kid > head and self._is_served(head, kid)), None)

    def named_words(self, first: int, last: int) -> frozenset[str]:
        """Return those of the tokens `[first, last)` that belong to names, lower case."""
        return frozenset(self._syntax.lower[at] for at in range(first, last) if at in self._named)

    def _floor(self, head: int) -> int:
        """Return where the run of nouns and adjectives that ends with a title begins."""
        first, floor, tokens = head, self._syntax.sentence(head).first, self._syntax.tokens
        while first > floor and (tokens[first - 1].upos in _RUN or tokens[first - 1].text in _JOINTS):
            first -= 1
        return first

    def _is_served(self, head: int, kid: int) -> bool:
        """Say whether `kid` is whom the office serves; an ambassador to a state is not of that state."""
        syntax = self._syntax
        case = syntax.child(kid, "case")
        if not syntax.tokens[kid].deprel.startswith("nmod") or case is None or syntax.lower[case] not in _SERVES:
            return False
        lemma = self._actors.people.get(syntax.lower[head], "")
        return not (lemma in self._actors.sent and syntax.lower[case] in ("to", "for", "in"))

    def _led(self, name: int) -> Iterator[Office]:
        """Yield what `X, who leads the union,` says."""
        syntax = self._syntax
        for kid in syntax.kids[name]:
            if syntax.tokens[kid].deprel.startswith("acl") and syntax.lower[kid] in self._actors.office_verbs:
                thing = syntax.child(kid, "obj")
                if thing is not None and kid < thing:
                    words = Span(syntax.tokens[kid].start, syntax.tokens[thing].end).of(self._text)
                    yield Office(words, kid, "leader", thing)
