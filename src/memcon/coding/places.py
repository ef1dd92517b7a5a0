"""Where an event's parties stand in a clause: the places that the codebook names, looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.arguments import torn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from memcon.codebook.grammar import Grammar
    from memcon.coding.clauses import Clause, Clauses
    from memcon.reading.syntax import Syntax

OWNERS = ("by", "from", "of", "between", "against", "on", "to", "with", "in", "at", "for", "over")
_AGAINST = ("on", "against", "to", "upon")
_OWN_PRONOUNS = frozenset(("it", "he", "she", "they", "we", "i", "its", "who"))
_APART = frozenset(("ccomp", "advcl", "parataxis", "conj", "acl:relcl", "advcl:relcl"))
_DEEP = 4  # clauses below a threat in which its condition is looked for
_MEASURES = frozenset(("percent", "cent", "%", "billion", "million"))
_NEVER = frozenset(("it", "that", "this", "which", "what", "there", "itself"))


class Places:
    """Looks places up in the clauses of one article.

    is_actor: says whether the noun phrase headed at a token denotes somebody who can act.
    """

    __slots__ = ("_clauses", "_grammar", "_syntax", "_windows", "is_actor")

    def __init__(self, syntax: Syntax, clauses: Clauses, grammar: Grammar, is_actor: Callable[[int], bool]) -> None:
        self._syntax, self._clauses, self._grammar, self.is_actor = syntax, clauses, grammar, is_actor
        self._windows: dict[int, frozenset[str]] = {}

    def find(self, clause: Clause, places: Iterable[str]) -> tuple[int, ...]:
        """Return the tokens in the first of the places that has somebody; else those in the first that has anything."""
        return self._found(clause, places, is_other=False)

    def _found(self, clause: Clause, places: Iterable[str], *, is_other: bool) -> tuple[int, ...]:
        spare: tuple[int, ...] = ()
        for place in places:
            found = self.at(clause, place)
            every = dict.fromkeys(one for token in found for one in self.actors(token))
            actors = tuple(one for one in every if not (is_other and self._is_own(one)))
            if actors:
                return actors
            spare = spare or (found if not every else ())
        return spare

    def _is_own(self, token: int) -> bool:
        """Say whether a token is `its` of `its ban`."""
        return self._syntax.tokens[token].deprel == "nmod:poss" and self._syntax.tokens[token].upos == "PRON"

    def others(self, clause: Clause, places: Iterable[str]) -> tuple[int, ...]:
        """Return whom `find` does for places of others than the subject: nobody has lifted `its ban` on itself."""
        return self._found(clause, places, is_other=bool(clause.subjects))

    def at(self, clause: Clause, place: str) -> tuple[int, ...]:
        """Return the tokens in one place."""
        if place == "subject":
            return clause.subjects or (self._named_before(clause) if clause.kind == "noun" else ())
        if place == "object":
            return clause.objects
        if place == "indirect":
            return clause.by("")
        if place == "host":
            return clause.hosts
        if place in ("complement", "condition"):
            return self._in_complement(clause) if place == "complement" else self._in_condition(clause)
        found = dict.fromkeys((*clause.by(place), *self._on_objects(clause, place)))
        return tuple(one for one in found if not self.is_time(one))

    def is_time(self, token: int) -> bool:
        """Say whether a noun is a day, month or other time, or a number that may be a year."""
        syntax = self._syntax
        return syntax.lower[token] in self._grammar.times or syntax.tokens[token].upos == "NUM"

    def _named_before(self, clause: Clause) -> tuple[int, ...]:
        return clause.modifiers

    def _on_objects(self, clause: Clause, place: str) -> Iterator[int]:
        """Yield what hangs on a verb's object by a preposition: `sanctions on Iran`."""
        if clause.kind == "noun":
            return
        for token in (*clause.objects, *clause.by("")):
            yield from self.hanging(token, place)
            for measure in self.hanging(token, "of"):  # `duties of ten percent on Peru`
                if self._syntax.lower[measure] in _MEASURES:
                    yield from self.hanging(measure, place)

    def hanging(self, token: int, *prepositions: str) -> Iterator[int]:
        """Yield the noun phrases that hang on a noun by one of some prepositions."""
        syntax = self._syntax
        for kid in syntax.kids[token]:
            if syntax.tokens[kid].deprel in ("nmod", "obl", "nmod:desc"):
                within = torn(syntax, kid)
                if within is not None and within[0] in prepositions:
                    yield within[1]
                    continue
                case = syntax.child(kid, "case")
                if case is not None and syntax.lower[case] in prepositions:
                    yield kid
                    yield from (one for one in syntax.kids[kid] if syntax.tokens[one].deprel == "conj")

    def _in_complement(self, clause: Clause) -> tuple[int, ...]:
        """Return who what is said or wanted is done by, where that is another, or else to."""
        below = self.complement(clause)
        if below is None:
            return ()
        for place in ("subject", "object", "indirect"):
            found = tuple(
                one
                for one in self.at(below, place)
                if one not in clause.subjects and self._syntax.lower[one] not in _OWN_PRONOUNS
            )
            if place == "subject" and not all(map(self.is_actor, found)):
                continue
            if place == "object" and (goals := self._goals(below, found)):
                return goals
            if found and (
                place != "object" or any(True for one in found for _ in self.actors(one)) or not below.obliques
            ):
                return found
        return tuple(token for preposition, token in below.obliques if self.is_actor(token)) or tuple(
            token for preposition, token in below.obliques if preposition in OWNERS
        )

    def _in_condition(self, clause: Clause) -> tuple[int, ...]:
        """Return who can keep what is threatened from coming: `will strike if they do not go`, `unless they go`."""
        ways, found = [clause.head], list[int]()
        for _ in range(_DEEP):
            if not ways:
                break
            for below in self._clauses.below(ways.pop(0)):
                if below.kind != "noun" and self._begins_condition(below):
                    found += (one for one in below.subjects if one not in clause.subjects and self.is_actor(one))
                elif below.kind != "noun":
                    ways.append(below.head)
        return tuple(one for one in found if self._syntax.lower[one] not in _OWN_PRONOUNS)

    def _begins_condition(self, clause: Clause) -> bool:
        syntax = self._syntax
        marks = (kid for kid in syntax.kids[clause.head] if syntax.tokens[kid].deprel in ("mark", "advmod"))
        return any(syntax.lower[kid] in self._grammar.conditions for kid in marks)

    def _goals(self, below: Clause, objects: tuple[int, ...]) -> tuple[int, ...]:
        """Return whom a measure is meant for: `sanctions on Iran`."""
        hanging = [one for token in objects for one in self.hanging(token, *_AGAINST)]
        if objects and not any(map(self.is_actor, objects)):
            hanging += below.by(*_AGAINST)
        return tuple(actor for one in hanging for actor in self.actors(one) if not self.is_time(one))

    def complement(self, clause: Clause) -> Clause | None:
        """Return the clause of what is said, wanted or promised."""
        return self._clauses.at(clause.complement) if clause.complement is not None else None

    def actors(self, token: int, depth: int = 0) -> Iterator[int]:
        """Yield the token where it denotes somebody; else whoever owns or is named before what it denotes."""
        if self.is_actor(token):
            yield token
            return
        if depth > 2:  # deeper than `the rejection of an offer by Peru` no owner is looked for
            return
        for own in (self._possessors(token), self._names(token), tuple(self.hanging(token, *OWNERS))):
            found = [one for below in own for one in self.actors(below, depth + 1)]
            if found:
                yield from found
                return

    def astray(self, token: int) -> tuple[int, ...]:
        """Return names that the parse may have joined to a name within a phrase: `the cabinet of X and the Y`."""
        tokens, kids = self._syntax.tokens, self._syntax.kids
        inner = (kid for kid in kids[token] if kid > token and tokens[kid].deprel in ("nmod", "appos", "flat"))
        found = (one for kid in inner for one in kids[kid] if tokens[one].deprel == "conj")
        return tuple(one for one in found if tokens[one].upos == "PROPN" and self._syntax.child(one, "case") is None)

    def _possessors(self, token: int) -> tuple[int, ...]:
        tokens = self._syntax.tokens
        return tuple(kid for kid in self._syntax.kids[token] if tokens[kid].deprel == "nmod:poss")

    def _names(self, token: int) -> tuple[int, ...]:
        """Return the names before a noun: `the Israeli offer`."""
        tokens = self._syntax.tokens
        return tuple(
            kid
            for kid in self._syntax.kids[token]
            if kid < token and tokens[kid].deprel in ("amod", "compound") and tokens[kid].text[0].isupper()
        )

    def window(self, clause: Clause) -> frozenset[str]:
        """Return the words of a clause without those of the clauses in it, plurals in the singular too."""
        found = self._windows.get(clause.head)
        if found is None:
            top = clause.support if clause.support is not None else clause.head
            words = {self._syntax.lower[one] for one in self._under(top)} | {self._syntax.lower[clause.head]}
            words |= {word[:-1] for word in words if word.endswith("s")}
            words |= {word[:-3] + "y" for word in words if word.endswith("ies")}
            found = self._windows[clause.head] = frozenset(words)
        return found

    def _under(self, top: int) -> Iterator[int]:
        yield top
        for kid in self._syntax.kids[top]:
            if self._syntax.tokens[kid].deprel not in _APART or self._syntax.is_infinitive(kid):
                yield from self._under(kid)

    def heads(self, clause: Clause) -> set[str]:
        """Return the object's head nouns, plurals in the singular too, and the nouns beneath `a series of`."""
        found: set[str] = set()
        for token in clause.objects:
            found |= self._head_words(token)
        return found

    def _head_words(self, token: int) -> set[str]:
        word = self._syntax.lower[token]
        found = {word, word.removesuffix("s")}
        if token > 1 and self._syntax.lower[token - 1] == "-":
            found.add(f"{self._syntax.lower[token - 2]}-{word}")
        if any(sign in word for sign in "$€£¥"):
            found.add("money")
        if word.endswith("ies"):
            found.add(word[:-3] + "y")
        if word in self._grammar.transparent or self._syntax.tokens[token].upos in ("NUM", "SYM"):
            for below in self.hanging(token, "of", "in"):
                found |= self._head_words(below)
        return found

    def before(self, clause: Clause) -> set[str]:
        """Return the words that stand before a noun act or a verb's objects."""
        nouns = (clause.head,) if clause.kind == "noun" else clause.objects
        words = {
            self._syntax.lower[one]
            for noun in nouns
            for kid in self._syntax.kids[noun]
            if kid < noun and self._syntax.tokens[kid].deprel in ("amod", "compound", "nmod:desc", "nmod")
            for one in range(self._syntax.low[kid], kid + 1)
        }
        return words | ({"face-to-face"} if "face" in words else set())
