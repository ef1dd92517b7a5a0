"""The parse, ready for questions: children, subtrees, noun phrases, and from characters to tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.reading.model import Sentence, Token

OPENING, CLOSING = "“‘\"'«(", "”’\"'»)"
EDGES = frozenset(",;:.–—-")  # what no role of an attribution begins or ends with
_MODIFIERS = frozenset(("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "PART", "ADP", "ADV", "X", "SYM"))
_STEPS = 64  # a parse deeper than this is a wrong one


class Syntax:
    """One article's tokens with what a rule of English asks about them.

    low, high: first token of a token's subtree, and one past its last. marks: of a token with kids of the relation
    `mark` (`to`, `that`, `if`), their words in lower case. memo: what others keep by token. Time to build: tokens times
    depth.
    """

    __slots__ = (
        "_ends",
        "_starts",
        "high",
        "kids",
        "low",
        "lower",
        "marks",
        "memo",
        "sentence_of",
        "sentences",
        "tokens",
    )

    def __init__(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> None:
        self.tokens, self.sentences = tokens, sentences
        self.lower = [token.text.lower() for token in tokens]
        self.memo: defaultdict[str, dict[int, Any]] = defaultdict(dict)
        self._starts, self._ends = [token.start for token in tokens], [token.end for token in tokens]
        self.sentence_of = [at for at, sentence in enumerate(sentences) for _ in range(sentence.first, sentence.last)]
        self.kids: list[list[int]] = [[] for _ in tokens]
        self.marks: dict[int, tuple[str, ...]] = {}
        self.low, self.high = list(range(len(tokens))), list(range(1, len(tokens) + 1))
        for at, token in enumerate(tokens):
            if token.head >= 0:
                self.kids[token.head].append(at)
            if token.deprel == "mark":
                self.marks[token.head] = (*self.marks.get(token.head, ()), self.lower[at])
            self._widen_ancestors(at)

    def _widen_ancestors(self, at: int) -> None:
        above = self.tokens[at].head
        low, high = self.low, self.high
        for _ in range(_STEPS):
            # Where the range has the token already, so will the ranges above, once `above` has been widened itself.
            if above < 0 or low[above] <= at < high[above]:
                return
            if at < low[above]:
                low[above] = at
            else:
                high[above] = at + 1
            above = self.tokens[above].head

    def child(self, at: int, *deprels: str) -> int | None:
        """Return the first child of token `at` with one of the relations."""
        tokens = self.tokens
        for kid in self.kids[at]:
            if tokens[kid].deprel in deprels:
                return kid
        return None

    def is_infinitive(self, at: int) -> bool:
        """Say whether token `at` stands with `to`."""
        return "to" in self.marks.get(at, ())

    def sentence(self, at: int) -> Sentence:
        """Return the sentence of token `at`."""
        return self.sentences[self.sentence_of[at]]

    def span(self, first: int, last: int) -> Span | None:
        """Return the characters of tokens `[first, last)` without commas and dashes at the edges; None if none."""
        while first < last and self.tokens[first].text in EDGES:
            first += 1
        while first < last and self.tokens[last - 1].text in EDGES:
            last -= 1
        first, last = self._without_lone_quote(first, last)
        while first < last and self.tokens[last - 1].text in EDGES:
            last -= 1
        return Span(self.tokens[first].start, self.tokens[last - 1].end) if first < last else None

    def _without_lone_quote(self, first: int, last: int) -> tuple[int, int]:
        """Cut off a quotation mark or bracket at the edge whose partner lies outside."""
        texts = [token.text for token in self.tokens[first:last]]
        if texts and texts[0] in CLOSING and not any(text in OPENING for text in texts[1:]):
            first += 1
        if texts and texts[-1] in "(“«" and first < last:
            last -= 1
        if texts and texts[-1] in "”»)" and not any(text in '“«("' for text in texts[:-1]):
            last -= 1
        if texts and texts[-1] == '"' and texts.count('"') % 2:
            last -= 1
        return first, max(first, last)

    def inside(self, span: Span) -> range:
        """Return the tokens that share a character with `span`."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def phrase_before(self, at: int) -> int:
        """Return where the noun phrase that ends just before token `at` begins; `at` when there is none."""
        first = at
        floor = self.sentence(at).first
        while first > floor and self.tokens[first - 1].upos in _MODIFIERS and self.lower[first - 1] != "that":
            first -= 1
        while first < at and self.tokens[first].upos in ("ADP", "ADV", "PART"):
            first += 1
        return first

    def verbs_above(self, at: int) -> Iterator[int]:
        """Yield the heads of token `at`, nearest first."""
        above = self.tokens[at].head
        for _ in range(_STEPS):
            if above < 0:
                return
            yield above
            above = self.tokens[above].head
