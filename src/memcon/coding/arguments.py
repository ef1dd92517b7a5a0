"""Who takes part in a predicate, off the parse: lists spread, relatives, control and shared subjects resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.codebook.grammar import Grammar
    from memcon.reading.syntax import Syntax

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
OWN_SUBJECTS = (*SUBJECTS, "csubj", "csubj:pass", "expl")
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"))
_RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
_OBLIQUE = frozenset(("obl", "nmod", "obl:agent", "obl:arg", "nmod:desc", "advmod", "advcl", "ccomp", "acl"))
_SUBJECT_CONTROL = frozenset(("promise", "vow", "pledge", "threaten", "agree", "swear", "undertake", "offer", "refuse"))
_PARTICLES = frozenset(("off", "out", "down", "back", "aside"))
_MISTAKEN = frozenset(("nmod:desc", "appos", "dep", "dislocated", "vocative", "compound", "flat"))
_BARE = frozenset(("obl", "obl:agent", "obl:arg", "nmod"))
_DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their"))
_STEPS = 12  # control chains longer than this are parse errors


class Arguments:
    """Answers about the arguments of the predicates of one article; what was worked out is kept.

    `surface` is the grammatical subject, which of a passive is the one acted on.
    """

    __slots__ = ("_copulas", "_passive", "_surface", "grammar", "lemmas", "syntax")

    def __init__(self, syntax: Syntax, grammar: Grammar) -> None:
        self.syntax, self.grammar = syntax, grammar
        self._copulas = {token.head for token in syntax.tokens if token.deprel == "cop"}
        self.lemmas: dict[int, str] = {}
        self._surface: dict[int, tuple[int, ...]] = {}
        self._passive: dict[int, bool] = {}

    def lemma(self, at: int) -> str:
        """Return the base of the verb at a token."""
        found = self.lemmas.get(at)
        if found is None:
            found = self.lemmas[at] = self.grammar.lemma(self.syntax.lower[at])
        return found

    def spread(self, at: int) -> tuple[int, ...]:
        """Return a nominal token and those joined to it by `and`, `or` or commas."""
        tokens = self.syntax.tokens
        joined = [k for k in self.syntax.kids[at] if tokens[k].deprel == "conj" and tokens[k].upos in NOMINAL]
        joined += self._before_owner(at)
        for name in self.syntax.kids[at]:  # `President A and President B`: the parse may join the second to A
            if tokens[name].deprel in ("flat", "appos", "nmod:desc") and name > at:
                joined += [k for k in self.syntax.kids[name] if tokens[k].deprel == "conj" and self._is_name(k)]
        return (at, *(one for kid in joined for one in self.spread(kid))) if joined else (at,)

    def _before_owner(self, at: int) -> list[int]:
        """Return a name that the parse takes for a part of what it is joined to: `A and the C's union`."""
        tokens, syntax = self.syntax.tokens, self.syntax
        return [
            kid
            for kid in syntax.kids[at]
            if kid < at
            and tokens[kid].deprel == "compound"
            and tokens[kid].upos == "PROPN"
            and syntax.lower[kid + 1] == "and"
            and syntax.lower[kid + 2] in _DETERMINERS
        ]

    def referents(self, at: int) -> tuple[int, ...]:
        """Return what a token stands for: a relative pronoun's antecedent, else itself, lists spread."""
        if self.syntax.lower[at] in _RELATIVE and self.syntax.tokens[at].upos in ("PRON", "DET", "SCONJ"):
            clause = self._relative_clause(at)
            if clause is not None:
                return self._antecedents(self.syntax.tokens[clause].head, at)
        return self.spread(at)

    def _relative_clause(self, at: int) -> int | None:
        tokens = self.syntax.tokens
        above = at
        for _ in range(4):
            above = tokens[above].head
            if above < 0:
                return None
            if tokens[above].deprel in ("acl:relcl", "acl"):
                return above
        return None

    def _antecedents(self, noun: int, pronoun: int) -> tuple[int, ...]:
        """Return the noun before a relative pronoun with those it is joined to, as far as they stand before it."""
        tokens = self.syntax.tokens
        top = noun
        while tokens[top].deprel == "conj" and tokens[tokens[top].head].upos in NOMINAL:
            top = tokens[top].head
        return tuple(one for one in self.spread(top) if one < pronoun) or (noun,)

    def particle(self, at: int) -> str | None:
        """Return the particle of a verb: `off` of `called off`, `out` of `pulled out of`, `back` of `pull men back`."""
        found = self.syntax.child(at, "compound:prt")
        if found is None and at + 1 < len(self.syntax.tokens) and self.syntax.lower[at + 1] in _PARTICLES:
            found = at + 1 if self._is_stray_particle(at + 1, at) else None
        if found is None:
            found = self._apart_particle(at)
        if found is None and self._behind_particle(at):
            found = at + 1
        return self.syntax.lower[found] if found is not None else None

    def _is_stray_particle(self, word: int, verb: int) -> bool:
        """Say whether the parse takes a particle for an adverb, or for the preposition of what stands behind."""
        token = self.syntax.tokens[word]
        if token.head == verb:
            return token.deprel in ("advmod", "obl", "case")
        is_object = self.syntax.tokens[token.head].deprel == "obj"
        return token.deprel == "case" and (is_object or self.syntax.lower[word + 1] == "of")

    def _behind_particle(self, verb: int) -> tuple[int, ...]:
        """Return the object that the parse takes for a prepositional phrase: `handed over the body`."""
        syntax, word = self.syntax, verb + 1
        if syntax.tokens[verb].upos != "VERB" or word >= len(syntax.tokens) or syntax.tokens[word].deprel != "case":
            return ()
        if f"{self.lemma(verb)} {syntax.lower[word]}" not in self.grammar.phrasal:
            return ()
        return self.referents(syntax.tokens[word].head)

    def _apart_particle(self, verb: int) -> int | None:
        """Return a particle behind the object: `pulled its fighters back`."""
        behind = next((kid for kid in self.syntax.kids[verb] if self.syntax.tokens[kid].deprel == "obj"), None)
        word = self.syntax.high[behind] if behind is not None else 0
        if behind is None or behind < verb or word >= len(self.syntax.tokens):
            return None
        is_particle = self.syntax.lower[word] in _PARTICLES and self.syntax.tokens[word].head == verb
        return word if is_particle and self.syntax.tokens[word].deprel == "advmod" else None

    def whole_word(self, at: int) -> str:
        """Return a word with what is joined to it by a hyphen: `cease-fire`."""
        lower = self.syntax.lower
        return f"{lower[at - 2]}-{lower[at]}" if at > 1 and lower[at - 1] == "-" else lower[at]

    def passive(self, at: int) -> bool:
        """Say whether the verb at a token is in the passive."""
        found = self._passive.get(at)
        if found is None:
            found = self._passive[at] = self._is_passive(at)
        return found

    def _is_passive(self, at: int) -> bool:
        syntax, token = self.syntax, self.syntax.tokens[at]
        if syntax.child(at, "aux:pass", "nsubj:pass", "csubj:pass") is not None:
            return self.lemma(at) not in self.grammar.stative or syntax.child(at, "obl:agent") is not None
        if token.upos != "VERB" or syntax.child(at, "aux", "mark", *OWN_SUBJECTS) is not None:
            return False
        if not self.is_participle(at) or syntax.child(at, "obj") is not None:
            return False
        if token.deprel == "conj" and token.head >= 0:
            return self.passive(token.head)
        return token.deprel in ("acl", "advcl") or syntax.child(at, "obl:agent") is not None

    def is_participle(self, at: int) -> bool:
        """Say whether a verb form may be a past participle."""
        low = self.syntax.lower[at]
        if low == self.lemma(at):  # `threaten`, `need`
            return False
        return low.endswith(("ed", "en", "wn", "ung", "ught", "pt")) or (
            low in self.grammar.bases and not low.endswith(("ing", "s"))
        )

    def surface(self, at: int, depth: int = 0) -> tuple[int, ...]:
        """Return the grammatical subjects of a predicate, its own or those it takes over from where it hangs."""
        found = self._surface.get(at)
        if found is None:
            self._surface[at] = ()  # a parse that goes round in circles ends here
            found = self._surface[at] = self._own(at) or (self._taken_over(at, depth) if depth < _STEPS else ())
        return found

    def _own(self, at: int) -> tuple[int, ...]:
        return tuple(one for kid in self._subject_kids(at) for one in self.referents(kid))

    def _subject_kids(self, at: int) -> list[int]:
        """Return the subjects that hang on a predicate, less one that belongs to its content: `A met B, C said`."""
        found = [kid for kid in self.syntax.kids[at] if self.syntax.tokens[kid].deprel in SUBJECTS]
        if found and all(self._is_behind(kid, at) for kid in found):
            found = []
        if not found:
            strays = (*self._mistaken(at), *self._before(at, "iobj"), *self._before(at, "obl"))
            return [kid for kid in strays if kid < at][-1:]
        if found and found[0] < at < found[-1] and self.syntax.child(at, "ccomp", "parataxis") is None:
            return [kid for kid in found if kid < at]  # what stands behind is an object
        content = self.syntax.child(at, "ccomp") if len(found) > 1 else None
        return found if content is None else [kid for kid in found if not kid < content < found[-1]]

    def _is_behind(self, kid: int, at: int) -> bool:
        """Say whether the parse takes an object for a subject: `and has accused X`; speakers may stand behind."""
        syntax = self.syntax
        return (
            kid > at
            and syntax.tokens[at].deprel == "conj"
            and syntax.child(at, "aux") is not None
            and syntax.child(at, "obj") is None
        )

    def _mistaken(self, at: int) -> list[int]:
        """Return names beside a verb whose relation no verb has: the parse lost its way over a title."""
        tokens = self.syntax.tokens
        if tokens[at].upos != "VERB":
            return []
        return [k for k in self.syntax.kids[at] if tokens[k].deprel in _MISTAKEN and self._is_name(k)]

    def _is_name(self, at: int) -> bool:
        """Say whether a token is a name, or a title with one behind it."""
        tokens = self.syntax.tokens
        if tokens[at].upos == "NOUN":
            return any(
                tokens[k].upos == "PROPN" and tokens[k].deprel in ("appos", "flat") for k in self.syntax.kids[at]
            )
        return tokens[at].upos == "PROPN"

    def _before(self, at: int, rel: str) -> list[int]:
        """Return names in a relation that they cannot have where they stand: an indirect object before its verb."""
        tokens = self.syntax.tokens
        found = [k for k in self.syntax.kids[at] if tokens[k].deprel == rel and k < at and self._is_name(k)]
        return [
            k for k in found if self.syntax.child(k, "case") is None and self.syntax.lower[k] not in self.grammar.times
        ]

    def objects(self, at: int) -> tuple[int, ...]:
        """Return the direct objects of a verb."""
        found = self.kids_of(at, "obj") or self._behind_particle(at)
        if found or self.passive(at):
            return found
        found = tuple(one for one in (*self.kids_of(at, "iobj"), *self._bare(at), *self._charged(at)) if one > at)
        if found:
            return found
        behind = [kid for kid in self.syntax.kids[at] if self.syntax.tokens[kid].deprel == "nsubj"]
        if behind and (all(self._is_behind(kid, at) for kid in behind) or behind[0] < at < behind[-1]):
            behind = [kid for kid in behind if kid > at]
            return tuple(one for kid in behind for one in self.referents(kid))
        strays = tuple(one for kid in self._mistaken(at) if kid > at for one in self.referents(kid))
        return strays or self._unsaid_object(at)

    def _bare(self, at: int) -> tuple[int, ...]:
        """Return a noun phrase right behind a verb, without a preposition, whatever the parse makes of it."""
        syntax, tokens = self.syntax, self.syntax.tokens
        for kid in syntax.kids[at]:
            is_nominal = tokens[kid].upos in ("NOUN", "PROPN") and tokens[kid].deprel in _BARE
            if is_nominal and syntax.low[kid] == at + 1 and syntax.lower[kid] not in self.grammar.times:
                return self.referents(kid) if syntax.child(kid, "case") is None else ()
        return ()

    def _charged(self, at: int) -> tuple[int, ...]:
        """Return whom the parse takes for the subject of what he is accused of: `accused the army of arming rebels`."""
        syntax, below = self.syntax, self.syntax.child(at, "xcomp", "ccomp")
        mark = syntax.child(below, "mark") if below is not None else None
        if below is None or mark is None or syntax.lower[mark] not in ("of", "from"):
            return ()
        return tuple(one for one in self.kids_of(below, *SUBJECTS, "obj") if at < one < mark)

    def _unsaid_object(self, at: int) -> tuple[int, ...]:
        """Return the noun that a relative clause without a pronoun is about: `the staff they have detained`."""
        syntax, token = self.syntax, self.syntax.tokens[at]
        subject = syntax.child(at, *SUBJECTS)
        if token.deprel != "acl:relcl" or subject is None or syntax.tokens[subject].upos != "PRON":
            return ()
        if syntax.lower[subject] in _RELATIVE or syntax.tokens[token.head].head < 0:
            return ()
        return () if any(syntax.lower[one] in _RELATIVE for one in range(token.head + 1, subject)) else (token.head,)

    def _taken_over(self, at: int, depth: int) -> tuple[int, ...]:
        syntax, token = self.syntax, self.syntax.tokens[at]
        head, rel = token.head, token.deprel
        own = syntax.child(at, *OWN_SUBJECTS)
        if head < 0 or (own is not None and not self._is_behind(own, at)):
            return ()
        if rel == "conj":
            return (
                ()
                if syntax.tokens[head].upos in ("NOUN", "PROPN") and not self.has_copula(head)
                else self.surface(self._goes_on(at, head), depth + 1)
            )
        if rel in ("xcomp", "ccomp"):
            return self._controller(at, head, depth)
        if rel in ("advcl", "parataxis", "dep") and not self.is_finite(at):
            return self.surface(head, depth + 1)
        if rel.startswith("acl"):
            return self._modified(at, head, depth)
        return ()

    def _goes_on(self, at: int, head: int) -> int:
        """Return the predicate whose subject a joined one shares: `left` in `A left, B said, and will return`."""
        syntax, content, joiner = self.syntax, self.syntax.child(head, "ccomp"), self.syntax.child(at, "cc")
        if syntax.lower[at].endswith("ed") and syntax.is_infinitive(head) and syntax.tokens[head].deprel == "xcomp":
            return syntax.tokens[head].head  # `A urged B to leave and proposed a fund`
        is_apart = joiner is not None and joiner > head and syntax.lower[joiner - 1] == ","
        is_aside = content is not None and syntax.high[content] <= head and "," in syntax.lower[content:head]
        return content if content is not None and is_apart and is_aside and content < head else head

    def _controller(self, at: int, head: int, depth: int) -> tuple[int, ...]:
        """Return who does what a verb's infinitive or participle says: the verb's object, else its subject."""
        if self.syntax.tokens[at].deprel == "ccomp":
            strays = [kid for kid in self.syntax.kids[head] if self.syntax.tokens[kid].deprel in SUBJECTS]
            if len(strays) > 1 and strays[0] < at < strays[-1]:
                return self.referents(strays[0])
            if self.is_finite(at):
                return ()
        if self.lemma(head) not in _SUBJECT_CONTROL and not self.passive(head):
            objects = self.kids_of(head, "obj", "iobj")
            if objects:
                return objects
        return self.surface(head, depth + 1)

    def _modified(self, at: int, noun: int, depth: int) -> tuple[int, ...]:
        """Return the subject of a clause that modifies a noun: the noun, or who has the plan that the noun names."""
        syntax = self.syntax
        if syntax.child(at, "mark") is None or syntax.lower[noun] not in self.grammar.nouns:
            return self._antecedents(noun, at)
        owner = self.kids_of(noun, "nmod:poss")
        if owner:
            return owner
        above = syntax.tokens[noun]
        if above.deprel in ("obj", "obl", "xcomp") and above.head >= 0:
            return self.surface(above.head, depth + 1)
        return ()

    def kids_of(self, at: int, *deprels: str) -> tuple[int, ...]:
        """Return what stands in some relations to a token, lists spread and relatives resolved."""
        tokens = self.syntax.tokens
        return tuple(
            one for kid in self.syntax.kids[at] if tokens[kid].deprel in deprels for one in self.referents(kid)
        )

    def has_copula(self, at: int) -> bool:
        """Say whether a token is a predicate by a form of `be`."""
        return at in self._copulas

    def is_finite(self, at: int) -> bool:
        """Say whether a verb can have a subject of its own: it is neither an infinitive with `to` nor in -ing."""
        syntax = self.syntax
        helper = syntax.child(at, "aux", "aux:pass", "cop")
        if helper is not None:
            return syntax.lower[helper] != "having" and not self.is_infinitive(at)
        if syntax.lower[at].endswith("ing") or self.is_infinitive(at):
            return False
        return not (
            self.is_participle(at) and syntax.child(at, *OWN_SUBJECTS) is None and syntax.child(at, "mark") is None
        )

    def is_infinitive(self, at: int) -> bool:
        """Say whether a verb stands with `to`."""
        return self.syntax.is_infinitive(at)

    def preposition(self, at: int) -> str:
        """Return the preposition of a noun phrase, `ahead of` and its like as one; empty when there is none."""
        syntax = self.syntax
        cases = [kid for kid in syntax.kids[at] if syntax.tokens[kid].deprel == "case" and kid < at]
        return " ".join(syntax.lower[part] for case in cases for part in (case, *self._fixed(case)))

    def _fixed(self, at: int) -> Iterator[int]:
        return (kid for kid in self.syntax.kids[at] if self.syntax.tokens[kid].deprel == "fixed")

    def obliques(self, at: int) -> list[tuple[str, int]]:
        """Return the noun phrases that hang on a token by a preposition; an indirect object has the empty one."""
        out: list[tuple[str, int]] = []
        taken = self._behind_particle(at)
        for kid in self.syntax.kids[at]:
            rel = self.syntax.tokens[kid].deprel
            if kid in taken:
                continue
            if rel == "iobj" and (kid > at or self.syntax.tokens[kid].upos != "PROPN"):
                out.extend(("", one) for one in self.referents(kid))
            elif rel in _OBLIQUE or rel == "obj":  # an object behind a preposition is none
                out.extend(self._joined(kid))
        return out

    def _joined(self, at: int) -> Iterator[tuple[str, int]]:
        """Yield a noun phrase and those joined to it, each with its own preposition or the one before."""
        preposition = self.preposition(at)
        within = torn(self.syntax, at)
        if within is not None:
            yield within
            preposition = preposition.split()[-1]
        if preposition:
            for one in self.referents(at):
                preposition = self.preposition(one) or preposition
                yield preposition, one


def torn(syntax: Syntax, at: int) -> tuple[str, int] | None:
    """Return the first phrase of `with Ana by phone` where the parse hangs both prepositions on the second noun.

    That is its preposition and the token before the second one; None where the parse is whole.
    """
    cases = [kid for kid in syntax.kids[at] if kid < at and syntax.tokens[kid].deprel == "case"]
    if len(cases) != 2 or cases[1] - cases[0] < 2:
        return None
    inner = cases[1] - 1
    return (syntax.lower[cases[0]], inner) if syntax.tokens[inner].upos in ("NOUN", "PROPN") else None
