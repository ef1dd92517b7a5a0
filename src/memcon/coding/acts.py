"""Nouns that name an act: who takes part, by way of `between`, possessives and the verb that carries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.coding.arguments import Arguments
    from memcon.coding.factuality import Judge
    from memcon.coding.record import Factuality

_HAPPENS = ("nsubj", "nsubj:pass")
_BEFORE_NOUN = frozenset(("PROPN", "ADJ", "NOUN", "PUNCT", "NUM", "SYM"))
_TAKING_PART = frozenset(("participation", "attendance", "part", "presence", "role"))
_AMID = frozenset(("at", "in", "amid", "despite", "since", "through"))
_HYPHENS = frozenset("-–—/")
_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class Act:
    """What is known of a noun that names an act; fields as in `Clause`."""

    subjects: tuple[int, ...]
    hosts: tuple[int, ...]
    obliques: tuple[tuple[str, int], ...]
    modifiers: tuple[int, ...]
    support: int | None
    factuality: Factuality
    tense: str | None


class Acts:
    """Finds the nouns that name an act and asks the parse about them.

    nouns: their lemmas by form. carriers: verbs that carry some of them, beside those that carry any.
    """

    __slots__ = ("_judge", "_nouns", "_support", "arguments")

    def __init__(
        self, arguments: Arguments, judge: Judge, nouns: Mapping[str, str], carriers: frozenset[str] = frozenset()
    ) -> None:
        self.arguments, self._judge, self._nouns = arguments, judge, nouns
        self._support = (arguments.grammar.support | carriers) - arguments.grammar.hosts

    def lemma(self, at: int) -> str | None:
        """Return the lemma of a noun that names an act; None for any other token."""
        token = self.arguments.syntax.tokens[at]
        if token.upos not in ("NOUN", "PROPN") or token.deprel in ("compound", "flat"):
            return None
        word = self.arguments.syntax.lower[at]
        if token.upos == "PROPN" and word in self.arguments.grammar.times:  # `since March`
            return None
        found = self._nouns.get(self.arguments.whole_word(at)) or self._nouns.get(word)
        return None if found and word in self.arguments.grammar.transparent and self._stands_for_another(at) else found

    def _stands_for_another(self, at: int) -> bool:
        """Say whether an act hangs on a noun like `round` by `of`."""
        syntax = self.arguments.syntax
        return any(
            syntax.tokens[kid].deprel == "nmod"
            and syntax.lower[kid] in self._nouns
            and self.arguments.preposition(kid) in ("of", "in")
            for kid in syntax.kids[at]
            if kid > at
        )

    def is_under_way(self, at: int) -> bool:
        """Say whether an act is told with `be`: `is in talks`, `are on strike`, `was the first meeting between`."""
        if not self.arguments.has_copula(at) or self.lemma(at) is None:
            return False
        if self.arguments.preposition(at) in ("in", "on", "under"):
            return True
        return any(word in ("between", "with") for word, _ in self.arguments.obliques(at))

    def complement(self, at: int) -> int | None:
        """Return the clause that says what is demanded, refused or planned."""
        syntax = self.arguments.syntax
        for kid in syntax.kids[at]:
            if kid > at and syntax.tokens[kid].deprel in ("acl", "ccomp") and syntax.child(kid, "mark") is not None:
                return kid
        return None

    def act(self, at: int) -> Act:
        """Return who takes part in an act and whether it happened."""
        top = self._top(at)
        carrier = self._carrier(at, top)
        support = carrier if carrier is not None else self._relative_support(top)
        obliques = self._obliques(at, top, support)
        subjects = self._subjects(at, top, support, obliques)
        rest = tuple(one for one in obliques if one[0] not in ("between", "by", "among"))
        governor = support if support is not None else self._governor(top)
        return Act(
            subjects=subjects,
            hosts=self._hosts(at, top),
            obliques=rest,
            modifiers=self._modifiers(at),
            support=support,
            factuality=self._factuality(at, top, carrier),
            tense=self._judge.tense(governor) if governor is not None else None,
        )

    def _top(self, at: int) -> int:
        """Return the noun that stands in an act's place: `round` of `a round of talks`, itself otherwise."""
        tokens, lower = self.arguments.syntax.tokens, self.arguments.syntax.lower
        while tokens[at].deprel in ("nmod", "conj", "nmod:desc") and (head := tokens[at].head) >= 0:
            passes = lower[head] in self.arguments.grammar.transparent and self.arguments.preposition(at) == "of"
            is_joined = tokens[at].deprel == "conj" and tokens[head].upos == "NOUN" and not self._follows_verb(at)
            if not passes and not is_joined:
                break
            at = head
        return at

    def _follows_verb(self, at: int) -> bool:
        """Say whether the parse takes an object from the verb before it: `made progress and neared a deal`."""
        before = self.arguments.syntax.tokens[at - 1]
        return before.upos == "VERB" and before.deprel == "conj"

    def _carrier(self, at: int, top: int) -> int | None:
        """Return the verb that carries an act: `held talks`, `took part in talks`, `the talks were held by`."""
        arguments, token = self.arguments, self.arguments.syntax.tokens[top]
        verb = token.head
        if verb < 0 or token.deprel not in ("obj", "nsubj:pass", "obl") or arguments.syntax.tokens[verb].upos != "VERB":
            return None
        is_other = token.deprel == "obj" and verb != top - 1 and self._follows_verb(top)
        if is_other or arguments.lemma(verb) not in self._support or self._is_answered(at, verb):
            return None
        if token.deprel != "obl":
            return verb
        by_preposition = arguments.preposition(top) in arguments.grammar.support_prepositions
        return verb if by_preposition and arguments.lemma(verb) in arguments.grammar.support_by_preposition else None

    def _is_answered(self, at: int, verb: int) -> bool:
        """Say whether the verb answers or names an act: `refused a demand`, `called the visit a success`."""
        arguments = self.arguments
        if arguments.lemma(verb) == "call":
            return arguments.particle(verb) is None
        return self._is_spoken(at) and self._judge.lends(verb) == "denied"

    def _is_spoken(self, at: int) -> bool:
        return self._nouns.get(self.arguments.syntax.lower[at]) in self.arguments.grammar.spoken

    def _hosts(self, at: int, top: int) -> tuple[int, ...]:
        """Return who hosts or mediates: `hosted talks`, `talks mediated by`, `talks that Oman hosted`."""
        found = list[int]()
        above = self.arguments.syntax.tokens[top]
        if above.head >= 0 and above.deprel in ("obj", "nsubj:pass") and self._is_host(above.head):
            found += self._doers(above.head)
        for kid in self._clauses_on(top):
            if self._is_host(kid):
                found += self._doers(kid)
        for noun in dict.fromkeys((at, top)):
            found += self._compound_hosts(noun)
        return tuple(one for one in dict.fromkeys(found) if one not in (at, top))

    def _is_host(self, verb: int) -> bool:
        return self.arguments.lemma(verb) in self.arguments.grammar.hosts

    def _doers(self, verb: int) -> tuple[int, ...]:
        arguments = self.arguments
        return arguments.kids_of(verb, "obl:agent") if arguments.passive(verb) else arguments.surface(verb)

    def _clauses_on(self, top: int) -> list[int]:
        """Return the clauses that modify an act, or the list that it ends: `talks between A and B, mediated by C`."""
        syntax = self.arguments.syntax
        nouns = [top, *(kid for kid in syntax.kids[top] if syntax.tokens[kid].deprel == "nmod")]
        return [kid for noun in nouns for kid in syntax.kids[noun] if syntax.tokens[kid].deprel.startswith("acl")]

    def _compound_hosts(self, noun: int) -> list[int]:
        """Return who stands before `-brokered`."""
        syntax = self.arguments.syntax
        return [
            kid - 2
            for kid in syntax.kids[noun]
            if syntax.lower[kid] in self.arguments.grammar.hosted and kid > 1 and syntax.lower[kid - 1] in _HYPHENS
        ]

    def _relative_support(self, top: int) -> int | None:
        """Return the carrying verb of a relative clause: `the talks that Oman hosted`, `a visit paid by`."""
        arguments, tokens = self.arguments, self.arguments.syntax.tokens
        for kid in arguments.syntax.kids[top]:
            if tokens[kid].deprel not in ("acl", "acl:relcl") or tokens[kid].upos != "VERB":
                continue
            if arguments.lemma(kid) not in self._support:
                continue
            if arguments.passive(kid) or top in arguments.kids_of(kid, "obj"):
                return kid
            if tokens[kid].deprel == "acl:relcl" and arguments.syntax.child(kid, "obj") is None:
                return kid if top not in arguments.surface(kid) else None
        return None

    def _obliques(self, at: int, top: int, support: int | None) -> tuple[tuple[str, int], ...]:
        """Return prepositional phrases of the noun, of the noun above it, and of the verb that carries it."""
        found = self.arguments.obliques(at)
        if top != at:
            found += [one for one in self.arguments.obliques(top) if one[1] != at]
        governor = support if support is not None else self._occurrence(top)
        if governor is not None:
            found += [one for one in self.arguments.obliques(governor) if one[1] not in (at, top)]
        return tuple(dict.fromkeys(found))

    def _occurrence(self, top: int) -> int | None:
        """Return the verb that an act is the subject of: `the talks took place in`."""
        token = self.arguments.syntax.tokens[top]
        return token.head if token.deprel in _HAPPENS and token.head >= 0 else None

    def _subjects(
        self, at: int, top: int, support: int | None, obliques: tuple[tuple[str, int], ...]
    ) -> tuple[int, ...]:
        arguments = self.arguments
        found = [one for word, one in obliques if word in ("between", "by", "among")]
        found = found or self._deep_between(top, support)
        if len(found) == 1:
            found += self._torn_off(found[0])
        for noun in (at, top):
            owners = tuple(one for one in arguments.kids_of(noun, "nmod:poss") if one < noun)
            if support is not None:  # `held their first meeting`: who held it says more
                owners = tuple(one for one in owners if arguments.syntax.tokens[one].upos != "PRON")
            found += owners
        if not found and self.arguments.has_copula(top) and self.arguments.preposition(top):
            found += self.arguments.surface(top)
        elif not found and support is not None:
            found += [one for one in self._doers(support) if one not in (at, top)]
        elif not found:
            found += self._bystanders(top) or self._deniers(at, top)
        return tuple(dict.fromkeys(found))

    def _torn_off(self, first: int) -> list[int]:
        """Return the second of `between A and B` where the parse does not join it to the first."""
        syntax = self.arguments.syntax
        if self.arguments.preposition(first) not in ("between", "among"):
            return []
        joiner = syntax.high[first]
        if joiner + 1 >= syntax.sentence(first).last or syntax.lower[joiner] != "and":
            return []
        head = syntax.tokens[joiner].head
        is_name = head > joiner and syntax.tokens[head].upos in ("NOUN", "PROPN")
        return [head] if is_name and all(syntax.tokens[one].upos != "VERB" for one in range(joiner, head)) else []

    def _deep_between(self, top: int, support: int | None) -> list[int]:
        """Return whom `between` names below what hangs on an act or its verb: `talks on a merger between A and B`."""
        syntax = self.arguments.syntax
        for above in (top, support if support is not None else self._occurrence(top)):
            for kid in syntax.kids[above] if above is not None else ():
                if kid <= top or syntax.tokens[kid].deprel not in ("nmod", "obl"):
                    continue
                found = [one for word, one in self.arguments.obliques(kid) if word == "between"]
                if len(found) > 1:
                    return found
        return []

    def _deniers(self, at: int, top: int) -> tuple[int, ...]:
        """Return who denies or admits a contact with another: he had it or had it not."""
        arguments, tokens = self.arguments, self.arguments.syntax.tokens
        if not any(word == "with" for word, _ in arguments.obliques(at)):
            return ()
        verb = tokens[top].head
        if verb >= 0 and tokens[verb].deprel == "ccomp":
            verb = tokens[verb].head
        own = verb >= 0 and tokens[verb].upos == "VERB" and arguments.lemma(verb) in arguments.grammar.admitting
        return arguments.surface(verb) if own and not arguments.passive(verb) else ()

    def _bystanders(self, top: int) -> tuple[int, ...]:
        """Return the subject of the verb that an act is the occasion of: `said after talks with`."""
        arguments, token = self.arguments, self.arguments.syntax.tokens[top]
        if token.deprel != "obl" or token.head < 0:
            return ()
        if self._is_due(token.head):
            return self._due(token.head)
        first = arguments.preposition(top).split()[:1]
        if not first or first[0] not in arguments.grammar.occasions:
            return ()
        if first[0] in _AMID and not any(word == "with" for word, _ in arguments.obliques(top)):
            return ()
        is_awaited = (
            arguments.grammar.verbs.get(arguments.lemma(token.head)) == "planned"
        )  # `is expected in A for talks`
        return arguments.surface(token.head) if is_awaited or not arguments.passive(token.head) else ()

    def _is_due(self, head: int) -> bool:
        """Say whether the parse puts the subject of `is due in Rome for talks` below the place."""
        arguments = self.arguments
        return arguments.syntax.tokens[head].upos in ("ADJ", "ADV") and not arguments.surface(head)

    def _due(self, head: int) -> tuple[int, ...]:
        kids = (kid for kid in self.arguments.syntax.kids[head] if self.arguments.has_copula(kid))
        return next((self.arguments.surface(kid) for kid in kids), ())

    def _modifiers(self, at: int) -> tuple[int, ...]:
        """Return the names that stand before an act: `US-Iran talks`, `the Israeli strike`."""
        syntax, out = self.arguments.syntax, []
        first = max(syntax.sentence(at).first, at - _LONGEST_NAME)
        for before in range(at - 1, first - 1, -1):
            token = syntax.tokens[before]
            if token.upos not in _BEFORE_NOUN or (token.upos == "PUNCT" and token.text not in _HYPHENS):
                break
            if token.deprel == "nmod:poss" or syntax.tokens[before + 1].upos == "PART":
                break
            if token.upos in ("PROPN", "ADJ") and token.text[0].isupper():
                out.append(before)
        return tuple(reversed(out))

    def _governor(self, top: int) -> int | None:
        head = self.arguments.syntax.tokens[top].head
        return head if head >= 0 and self.arguments.syntax.tokens[head].upos in ("VERB", "AUX") else None

    def _factuality(self, at: int, top: int, support: int | None) -> Factuality:
        own = self._before(at, top)
        around = self._around(at, top, support) if own != "denied" else own
        return own if around in ("actual", "planned") and own != "actual" else around

    def _around(self, at: int, top: int, support: int | None) -> Factuality:
        """Return what the words around the noun phrase make of the act."""
        if support is not None:
            is_made = self._is_spoken(at) or self._is_made_by(at, support)
            return self._judge.of_verb(support) if is_made else self._carried(support)
        token = self.arguments.syntax.tokens[top]
        head = token.head
        if head < 0 or self.arguments.has_copula(top):
            return self._judge.of_verb(top) if self.arguments.has_copula(top) else "actual"
        if self.arguments.syntax.tokens[head].upos in ("NOUN", "PROPN") and token.deprel == "nmod":
            return self._of_noun(top, head)
        return self._of_predicate(at, top, head)

    def _is_made_by(self, at: int, verb: int) -> bool:
        """Say whether the verb is what makes the act: a truce that was agreed is one, a meeting is yet to come."""
        return self.arguments.lemma(verb) == "agree" and self._nouns.get(self.arguments.syntax.lower[at]) in (
            self.arguments.grammar.deals
        )

    def _before(self, at: int, top: int) -> Factuality:
        """Return what `no`, `planned`, `possible` before the noun say."""
        syntax, adjectives = self.arguments.syntax, self.arguments.grammar.adjectives
        for noun in dict.fromkeys((at, top)):
            for kid in syntax.kids[noun]:
                rel, word = syntax.tokens[kid].deprel, syntax.lower[kid]
                if (
                    rel in ("det", "case", "advmod", "cc:preconj")
                    and self.arguments.grammar.adverbs.get(word) == "denied"
                ):
                    return "denied"
                if (
                    word in adjectives
                    and (rel == "acl" or (rel == "amod" and kid < noun))
                    and not self._is_made_by(at, kid)
                ):
                    return cast("Factuality", adjectives[word])
        return "actual"

    def _carried(self, verb: int) -> Factuality:
        lent = self._judge.lends(verb)
        own = self._judge.of_verb(verb)
        return lent if lent != "actual" and own == "actual" else own

    def _of_noun(self, top: int, head: int) -> Factuality:
        """Return what a noun above lends by `of` or `for`: `the prospect of talks`."""
        if self.arguments.preposition(top) == "in" and self.arguments.syntax.lower[head] in _TAKING_PART:
            verb = self._governor(head)
            return self._judge.governed(verb) if verb is not None else "actual"
        if self.arguments.preposition(top) not in ("of", "for", "on", "to", "about"):
            return "actual"
        lent = self._judge.lends(head)
        if lent == "actual":
            return "actual"
        above = self._judge.of_verb(self.arguments.syntax.tokens[head].head) if self._governor(head) else "actual"
        return above if lent == "planned" and above != "actual" else lent

    def _of_predicate(self, at: int, top: int, head: int) -> Factuality:
        """Return what the verb or adjective makes of an act that is its subject, object or occasion."""
        tokens, rel = self.arguments.syntax.tokens, self.arguments.syntax.tokens[top].deprel
        if rel in ("obj", "nsubj:pass") or (
            rel == "obl" and self.arguments.preposition(top) in ("to", "for", "on", "out")
        ):
            governed = self._judge.governed(head)
            return "actual" if governed == "denied" and self._is_spoken(at) else governed
        if rel == "nsubj":
            if tokens[head].upos in ("ADJ", "NOUN") and (lent := self._judge.lends(head)) != "actual":
                return lent
            found = self._judge.of_verb(head)
            return found if found in ("planned", "conditional") or self._takes_place(head) else "actual"
        if rel == "obl" and self.arguments.preposition(top).split()[:1][0:1] in (["ahead"], ["before"]):
            return (
                "planned"
                if self._judge.tense(head) != "past" or self.arguments.preposition(top) == "ahead of"
                else "actual"
            )
        return "actual"

    def _takes_place(self, head: int) -> bool:
        """Say whether the verb is of the kind that says no more than that something is."""
        return self.arguments.lemma(head) in ("take", "be", "happen", "occur", "proceed", "begin", "start", "resume")
