"""Whether what a predicate says has happened, off its auxiliaries and what it hangs on (FactBank's questions)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from memcon.coding.arguments import Arguments
    from memcon.coding.record import Factuality

_SAYING = frozenset(
    (
        *("say", "tell", "report", "add", "announce", "claim", "note", "write", "state", "reveal", "disclose", "know"),
        *("indicate", "believe", "think", "reiterate", "stress", "explain", "confirm", "insist", "declare", "warn"),
    )
)
_ON_NOUNS = frozenset(("acl", "ccomp", "acl:that"))
_AUX = frozenset(("aux", "aux:pass", "cop"))
_DENYING = frozenset(("advmod", "det", "case", "mark", "cc", "cc:preconj"))
_WILL = frozenset(("will", "shall", "'ll", "’ll", "wo", "would", "'d", "’d"))
_HAS = frozenset(("was", "were", "had", "did", "have", "has", "having", "been", "'ve", "’ve"))
_TEMPORAL = frozenset(("once", "after", "until", "till", "when", "before", "as"))
_UNTIL = frozenset(("until", "till"))
_OPEN = frozenset(("planned", "conditional", "possible"))
_DEPTH = 10


class Judge:
    """Gives the factuality of verbs; of nouns see `acts`. What was judged is kept."""

    __slots__ = ("_arguments", "_grammar", "_known", "_negated", "_syntax")

    def __init__(self, arguments: Arguments) -> None:
        self._arguments, self._syntax, self._grammar = arguments, arguments.syntax, arguments.grammar
        self._known: dict[int, Factuality] = {}
        self._negated: dict[int, bool] = {}

    def negated(self, at: int) -> bool:
        """Say whether a predicate, or its subject, has `not`, `no` or the like."""
        found = self._negated.get(at)
        if found is None:
            found = self._negated[at] = self._is_negated(at)
        return found

    def _is_negated(self, at: int) -> bool:
        tokens, lower = self._syntax.tokens, self._syntax.lower
        if at > 1 and lower[at - 2 : at] == ["short", "of"]:  # `stopped short of refusing`
            return True
        for kid in self._syntax.kids[at]:
            rel = tokens[kid].deprel
            if rel in _DENYING and self._denies(lower[kid]):
                return True
            if rel.startswith("nsubj") and any(
                tokens[low].deprel == "det" and lower[low] in ("no", "neither") for low in self._syntax.kids[kid]
            ):
                return True
            if rel.startswith("nsubj") and lower[kid] in ("nobody", "none", "neither"):
                return True
        return False

    def _denies(self, word: str) -> bool:
        return self._grammar.adverbs.get(word) == "denied"

    def of_verb(self, at: int, depth: int = 0) -> Factuality:
        """Return the factuality of a verb or another predicate that stands in a verb's place."""
        found = self._known.get(at)
        if found is None:
            self._known[at] = "actual"
            found = self._known[at] = self._judge(at, depth) if depth < _DEPTH else "actual"
        return found

    def _judge(self, at: int, depth: int) -> Factuality:
        own = self._own(at)
        if own not in ("actual", "denied"):
            return own
        lent = self._lent(at, depth)
        if own == "denied":
            return "denied" if lent != "denied" else "possible"
        return lent

    def _own(self, at: int) -> Factuality:
        """Return what the words of the clause itself say."""
        modal = self._modal(at)
        conditional = self._begins_condition(at) or (modal in ("planned", "conditional") and self._has_condition(at))
        if conditional:
            return "conditional"
        if self.negated(at) and modal != "possible":
            return "denied"
        if modal == "conditional":
            return "planned" if self._is_told(at) else "conditional"
        if modal:
            return modal
        return self._adverb(at)

    def _adverb(self, at: int) -> Factuality:
        for kid in self._syntax.kids[at]:
            if self._syntax.tokens[kid].deprel == "advmod":
                found = self._grammar.adverbs.get(self._syntax.lower[kid])
                if found and found != "denied":
                    return cast("Factuality", found)
        return "actual"

    def _modal(self, at: int) -> Factuality | None:
        """Return what an auxiliary, `is to`, `is due to` or the like lends."""
        for kid in self._syntax.kids[at]:
            rel, word = self._syntax.tokens[kid].deprel, self._syntax.lower[kid]
            if rel == "aux" and word in self._grammar.auxiliaries:
                return cast("Factuality", self._grammar.auxiliaries[word])
            if (
                rel in ("advmod", "case", "mark")
                and self._syntax.child(kid, "fixed") is not None
                and word in self._grammar.adjectives
            ):
                return cast("Factuality", self._grammar.adjectives[word])  # parsed as one word: `due to`
        if self._arguments.is_infinitive(at):
            return "planned" if self._is_be_to(at) else None
        return "possible" if self._is_subjunctive(at) else None

    def _is_subjunctive(self, at: int) -> bool:
        """Say whether a bare `be` stands where a fact has `is`: `demanded that they be freed`."""
        auxiliaries = [self._syntax.lower[k] for k in self._syntax.kids[at] if self._syntax.tokens[k].deprel in _AUX]
        return auxiliaries == ["be"]

    def _is_be_to(self, at: int) -> bool:
        """Say whether `be` stands right before `to`: `is to meet`."""
        return any(
            self._syntax.tokens[kid].deprel in ("aux", "cop") and self._syntax.lower[kid + 1] == "to"
            for kid in self._syntax.kids[at]
            if kid < at
        )

    def _begins_condition(self, at: int) -> bool:
        tokens = self._syntax.tokens
        if tokens[at].deprel == "ccomp":
            return self._arguments.lemma(tokens[at].head) == "provide"  # `provided that`, taken for a verb
        return any(
            tokens[kid].deprel in ("mark", "advmod") and self._syntax.lower[kid] in self._grammar.conditions
            for kid in self._syntax.kids[at]
        )

    def _has_condition(self, at: int) -> bool:
        return any(
            self._syntax.tokens[kid].deprel == "advcl" and self._begins_condition(kid) for kid in self._syntax.kids[at]
        )

    def _is_told(self, at: int) -> bool:
        """Say whether `would` is the future of what somebody said in the past."""
        token = self._syntax.tokens[at]
        above = token.head
        while token.deprel == "conj" and above >= 0:
            token = self._syntax.tokens[above]
            above = token.head
        if above < 0 or token.deprel not in ("ccomp", "parataxis", "acl"):
            return False
        return self._arguments.lemma(above) in _SAYING or self._syntax.child(at, "mark") is not None

    def _lent(self, at: int, depth: int) -> Factuality:
        """Return what the predicate that this one hangs on makes of it."""
        token = self._syntax.tokens[at]
        rel, head = token.deprel, token.head
        if head < 0 or (rel == "acl" and self._arguments.passive(at)):  # `an agreement reached in Lima`
            return "actual"
        if rel == "conj":
            return self._shared(at, head, depth)
        if self._syntax.tokens[head].upos == "NOUN" and not self._arguments.has_copula(head) and rel in _ON_NOUNS:
            gerund = self._syntax.lower[at].endswith("ing") and self._syntax.child(at, "mark") is not None
            return self._of_noun(head, depth, gerund=gerund)
        if rel in ("xcomp", "ccomp", "csubj", "csubj:pass"):
            return self._complement(at, head, depth)
        if rel.startswith("advcl"):
            return self._adverbial(at, head, depth)
        return "actual"

    def _complement(self, at: int, head: int, depth: int) -> Factuality:
        """Return what a verb makes of its complement: what is said stands, what time is given for is open."""
        rel = self._syntax.tokens[at].deprel
        if rel == "xcomp" and self._arguments.lemma(head) == "give":
            return "possible"
        if rel == "xcomp" and self._is_yet_to(at, head):
            return "denied"
        is_report = rel == "ccomp" and self._says(head) and self._arguments.is_finite(at)
        return self._reported(head) if is_report else self.governed(head, depth)

    def _is_yet_to(self, at: int, head: int) -> bool:
        """Say whether something has yet to be: `have yet to sign`."""
        lower = self._syntax.lower
        is_open = self._arguments.lemma(head) in ("have", "be") and self._arguments.is_infinitive(at)
        return is_open and "yet" in lower[head:at]

    def _reported(self, head: int) -> Factuality:
        """Return what a verb of saying makes of what is said: nothing, but for a denial."""
        return "denied" if self.lends(head) == "denied" and not self.negated(head) else "actual"

    def _shared(self, at: int, head: int, depth: int) -> Factuality:
        """Return what a joined verb shares with the first: its modal, where it is a bare form beside one."""
        if self._syntax.child(at, "nsubj", "nsubj:pass", "aux", "aux:pass") is not None:
            return self._lent(head, depth + 1) if self._syntax.tokens[head].deprel in ("ccomp", "acl") else "actual"
        first = self.of_verb(head, depth + 1)
        bare = self._syntax.lower[at] == self._arguments.lemma(at)
        if bare or (self._arguments.passive(at) and self._arguments.passive(head)):
            return first
        if first == "denied":
            joiner = self._syntax.child(at, "cc")
            return "denied" if joiner is not None and self._syntax.lower[joiner] in ("or", "nor") else "actual"
        return "actual"

    def governed(self, head: int, depth: int = 0) -> Factuality:
        """Return the factuality of what a verb or adjective governs."""
        lent = self.lends(head)
        if lent == "actual" and self._says(head):
            return "actual"
        own = self.of_verb(head, depth + 1)
        if lent == "actual":
            return own
        if lent == "denied" and own == "denied":
            return "possible"
        if lent == "planned" and own != "actual":
            return own
        return lent

    def _says(self, head: int) -> bool:
        return self._arguments.lemma(head) in _SAYING

    def lends(self, at: int) -> Factuality:
        """Return what a verb (with its particle), adjective or noun lends to what it governs; `actual` is nothing."""
        grammar, low = self._grammar, self._syntax.lower[at]
        upos = self._syntax.tokens[at].upos
        if upos == "VERB":
            particle = self._arguments.particle(at)
            lemma = self._arguments.lemma(at)
            if particle:
                return cast("Factuality", grammar.verbs.get(f"{lemma} {particle}", "actual"))
            return cast("Factuality", grammar.verbs.get(lemma) or grammar.adjectives.get(low) or "actual")
        words = grammar.nouns if upos == "NOUN" else grammar.adjectives
        return cast("Factuality", words.get(low, "actual"))

    def _adverbial(self, at: int, head: int, depth: int) -> Factuality:
        """Return what an adverbial clause is: a purpose is open, a participle shares what it stands beside."""
        if self._arguments.is_infinitive(at):
            if self._arguments.lemma(at) in self._grammar.enacted:
                return self.of_verb(head, depth + 1)
            lent = self.lends(head)
            return lent if lent != "actual" else "possible"
        if self._syntax.child(at, "mark", "nsubj", "nsubj:pass") is None and self._syntax.lower[at].endswith("ing"):
            above = self.of_verb(head, depth + 1)
            return above if not self._says(head) else "actual"
        return self._at_a_time(at, head, depth)

    def _at_a_time(self, at: int, head: int, depth: int) -> Factuality:
        """Return what a clause of time is: open where the main clause is yet to come (`will, once he has visited`)."""
        marks = {self._syntax.lower[kid] for kid in self._syntax.kids[at] if kid < at}
        if not marks & _TEMPORAL:
            return "actual"
        is_not = self.negated(head) or self._grammar.adjectives.get(self._syntax.lower[head]) == "denied"
        if marks & _UNTIL and is_not:  # `unlikely until they meet`
            return "conditional"
        if self.of_verb(head, depth + 1) in _OPEN:
            return "actual" if self._has_been(at, head, marks) else "conditional"
        return "planned" if marks & self._grammar.ahead and self.tense(head) != "past" else "actual"

    def _has_been(self, at: int, head: int, marks: set[str]) -> bool:
        """Say whether what something yet to come is told after has been: `agreed to sign after they met`."""
        auxiliaries = {
            self._syntax.lower[kid] for kid in self._syntax.kids[head] if self._syntax.tokens[kid].deprel == "aux"
        }
        helper = self._syntax.child(at, "aux")
        return "after" in marks and helper is None and self.tense(at) == "past" and "would" not in auxiliaries

    def _of_noun(self, noun: int, depth: int, *, gerund: bool = False) -> Factuality:
        """Return what a noun makes of the clause on it: `plans to meet`, `denied reports that they had met`."""
        lent = self.lends(noun)
        if lent == "actual":
            above = self._syntax.tokens[noun]
            if gerund and above.head >= 0:  # `asked for help in resuming talks`
                return self.governed(above.head, depth)
            denied = above.deprel == "obj" and self.lends(above.head) == "denied" and not self.negated(above.head)
            return "denied" if denied else "actual"
        if lent == "planned":
            above = self._syntax.tokens[noun]
            if above.deprel in ("obj", "obl") and above.head >= 0:
                own = self.of_verb(above.head, depth + 1)
                return lent if own == "actual" else own
        return lent

    def tense(self, at: int) -> str | None:
        """Return past, present or future; None where the form tells nothing."""
        lower, tokens = self._syntax.lower, self._syntax.tokens
        auxiliaries = [lower[k] for k in self._syntax.kids[at] if tokens[k].deprel in _AUX]
        if not _WILL.isdisjoint(auxiliaries):
            return "future"
        if not _HAS.isdisjoint(auxiliaries):
            return "past"
        if auxiliaries:
            return "present"
        word = lower[at]
        if tokens[at].upos != "VERB" or self._arguments.is_infinitive(at) or word.endswith("ing"):
            return None
        if word.endswith("ed") or word in self._grammar.past:
            return "past"
        return "present"
