"""Which clauses are events: the codebook's entries held against the clauses of one article, looked up by lemma."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.codebook.events import EventEntry, Lexicon
    from memcon.codebook.grammar import Grammar
    from memcon.coding.clauses import Clause, Clauses
    from memcon.coding.places import Places
    from memcon.reading.syntax import Syntax

_OWN = frozenset(("it", "he", "she", "they", "we", "i"))
_WILL = frozenset(("will", "would", "wo", "shall", "'d", "’d", "'ll", "’ll"))
_FUTURE = frozenset(("planned", "conditional", "possible"))
_LIFECYCLE = frozenset(("planned", "possible", "postponed", "called-off"))
_ELSE = frozenset(("otherwise", "case", "else", "retaliation", "response"))
_DENY = frozenset(("deny", "refute", "dispute", "reject", "dismiss"))
_HAPPENS = frozenset(("be", "take", "happen", "occur", "hold", "plan", "schedule", "arrange", "agree", "foresee"))
_GROUPS = frozenset(("both", "they", "we", "sides", "two", "three"))


@dataclass(frozen=True, slots=True)
class Match:
    """A clause that an entry fits, and the tokens of those who take part."""

    entry: EventEntry
    clause: Clause
    actor: tuple[int, ...]
    recipient: tuple[int, ...]
    mediator: tuple[int, ...]
    mode: str | None


class Matcher:
    """Holds entries against clauses; what was matched is kept."""

    __slots__ = ("_clauses", "_grammar", "_known", "_lexicon", "_places", "_syntax")

    def __init__(self, syntax: Syntax, clauses: Clauses, lexicon: Lexicon, grammar: Grammar, places: Places) -> None:
        self._syntax, self._clauses, self._lexicon, self._grammar = syntax, clauses, lexicon, grammar
        self._places = places
        self._known: dict[int, Match | None] = {}

    def match(self, clause: Clause) -> Match | None:
        """Return the first entry that fits a clause, the strictest before others."""
        if clause.head not in self._known:
            self._known[clause.head] = None  # a complement that leads back here finds nothing
            is_open = clause.modality in ("conditional", "planned")
            fitting = list(self._fitting(clause)) if is_open else self._fitting(clause)
            own = (one for one in fitting if one.entry.own_future) if isinstance(fitting, list) else iter(())
            self._known[clause.head] = next(own, None) or next(iter(fitting), None)
        return self._known[clause.head]

    def _fitting(self, clause: Clause) -> Iterator[Match]:
        for entry in self._entries(clause):
            if (
                self._is_timely(entry, clause)
                and self._words_fit(entry, clause)
                and self._complement_fits(entry, clause)
            ):
                found = self._bound(entry, clause)
                if found:
                    yield found

    def _is_timely(self, entry: EventEntry, clause: Clause) -> bool:
        if entry.lifecycle:
            return clause.modality in _LIFECYCLE
        if entry.negated:
            return clause.negated
        if not entry.own_future or clause.modality == "conditional":
            return True
        return clause.modality == "planned" and bool(self._places.window(clause) & _ELSE)

    def _entries(self, clause: Clause) -> tuple[EventEntry, ...]:
        if clause.kind == "noun":
            return self._lexicon.nouns.get(clause.lemma, ())
        if clause.kind == "copula":
            return self._lexicon.adjectives.get(clause.lemma, ())
        if clause.particle:
            found = self._lexicon.verbs.get(f"{clause.lemma} {clause.particle}")
            is_other = f"{clause.lemma} {clause.particle}" in self._grammar.phrasal
            if found or is_other or clause.particle not in ("up", "on", "over"):
                return found or tuple(
                    e for e in self._lexicon.verbs.get(clause.lemma, ()) if clause.particle in e.through
                )
        elif clause.lemma in self._lexicon.verbs:
            return self._lexicon.verbs[clause.lemma]
        return self._by_oblique(clause) or self._lexicon.verbs.get(clause.lemma, ())

    def _by_oblique(self, clause: Clause) -> tuple[EventEntry, ...]:
        """Return the entries of `stand by` where the parse takes the particle for a preposition."""
        for preposition, _ in clause.obliques:
            found = self._lexicon.verbs.get(f"{clause.lemma} {preposition}")
            if found:
                return found
        return ()

    def _words_fit(self, entry: EventEntry, clause: Clause) -> bool:
        """Say whether the words that an entry asks for, and none that it forbids, are there."""
        if entry.object or entry.unobject:
            heads = self._places.heads(clause)
            if (entry.object and not heads & entry.object) or heads & entry.unobject:
                return False
        if (entry.through or entry.without or entry.has) and not self._prepositions_fit(entry, clause):
            return False
        if entry.modifiers or entry.modifiers_not:
            before = self._places.before(clause)
            if (entry.modifiers and not before & entry.modifiers) or before & entry.modifiers_not:
                return False
        if entry.behind and not self._is_behind(entry, clause):
            return False
        if entry.carried or entry.carried_not:
            carrier = self._carrier(clause)
            if (entry.carried and carrier not in entry.carried) or carrier in entry.carried_not:
                return False
        return not (entry.near or entry.unless) or self._window_fits(entry, clause)

    def _is_behind(self, entry: EventEntry, clause: Clause) -> bool:
        """Say whether a noun stands behind one of some prepositions: `on strike`, `days of talks`."""
        syntax = self._syntax
        cases = [syntax.lower[kid] for kid in syntax.kids[clause.head] if syntax.tokens[kid].deprel == "case"]
        above = syntax.lower[syntax.tokens[clause.head].head]
        return any(word in entry.behind or f"{above} {word}" in entry.behind for word in cases)

    def _prepositions_fit(self, entry: EventEntry, clause: Clause) -> bool:
        found = {word.split()[0] if word else "" for word, one in clause.obliques if not self._places.is_time(one)}
        if clause.particle:
            found.add(clause.particle)
        if clause.kind != "noun":
            found |= {word for word in entry.through if any(self._places.at(clause, word))}
        if entry.through and not found & entry.through:
            return False
        if "host" in entry.has and clause.hosts:
            return True
        if entry.has and not (found & entry.has or ("between" in entry.has and self._is_between(clause))):
            return False
        return not found & entry.without

    def _is_between(self, clause: Clause) -> bool:
        """Say whether an act is told as one between parties; `clauses` made these its subjects."""
        syntax = self._syntax
        return (
            any(
                syntax.lower[kid] in ("between", "among")
                for token in clause.subjects
                for kid in syntax.kids[token]
                if syntax.tokens[kid].deprel == "case"
            )
            or len(clause.modifiers) > 1
        )

    def _window_fits(self, entry: EventEntry, clause: Clause) -> bool:
        words = self._places.window(clause)
        if "between" in entry.near and self._is_between(clause):
            return True
        return (not entry.near or bool(words & entry.near)) and not words & entry.unless

    def _carrier(self, clause: Clause) -> str | None:
        if clause.support is None:
            return None
        above = self._clauses.at(clause.support)
        return above.lemma if above else None

    def _complement_fits(self, entry: EventEntry, clause: Clause) -> bool:
        if entry.complement == "none" and clause.complement is not None:
            return False
        if entry.complement in ("any", "noun") and clause.complement is None and not self._has_purpose(clause):
            return False
        if entry.complement == "infinitive" and not self._is_infinitive(clause):
            return False
        asked = (
            entry.complement_subject
            or entry.complement_modal
            or entry.complement_type
            or entry.complement_verb
            or entry.complement_future
        )
        if not asked:
            return True
        below = self._places.complement(clause)
        return below is not None and self._below_fits(entry, clause, below)

    def _is_infinitive(self, clause: Clause) -> bool:
        return clause.complement is not None and self._syntax.is_infinitive(clause.complement)

    def _has_purpose(self, clause: Clause) -> bool:
        """Say whether a clause with `to` hangs on the verb, which the parse may take for a purpose."""
        return any(below.purpose for below in self._clauses.below(clause.head))

    def _below_fits(self, entry: EventEntry, clause: Clause, below: Clause) -> bool:
        return self._subject_below_fits(entry, clause, below) and self._predicate_below_fits(entry, below)

    def _subject_below_fits(self, entry: EventEntry, clause: Clause, below: Clause) -> bool:
        if entry.complement_subject and not any(map(self._places.is_actor, below.subjects)):
            return False
        return not entry.same_subject or self._same_subject(clause, below)

    def _predicate_below_fits(self, entry: EventEntry, below: Clause) -> bool:
        if entry.complement_verb and (below.lemma not in entry.complement_verb or below.negated):
            return False
        if entry.complement_future and below.modality not in _FUTURE:
            return False
        if entry.complement_modal and not self._modal_fits(entry, below):
            return False
        if entry.complement_type:
            match = self.match(below)
            return match is not None and match.entry.event_type in entry.complement_type
        return True

    def _modal_fits(self, entry: EventEntry, below: Clause) -> bool:
        syntax = self._syntax
        words = {syntax.lower[kid] for kid in syntax.kids[below.head] if syntax.tokens[kid].deprel == "aux"}
        if "will-not" in entry.complement_modal and below.negated and words & _WILL:
            return True
        return bool(words & entry.complement_modal) and not below.negated

    def _same_subject(self, clause: Clause, below: Clause) -> bool:
        if not below.subjects or set(below.subjects) & set(clause.subjects):
            return True
        return self._syntax.lower[below.subjects[0]] in _OWN

    def _bound(self, entry: EventEntry, clause: Clause) -> Match | None:
        """Find who takes part; None where somebody whom the entry needs is missing."""
        actor = self._places.find(clause, entry.actor)
        if entry.needs == "pair" and len(actor) == 1 and not any(map(clause.by, entry.recipient)):
            actor += self._places.astray(actor[0])
        recipient = tuple(
            one for one in self._places.others(clause, entry.recipient or _default(clause)) if one not in actor
        )
        if not self._parties_fit(entry, clause, actor, recipient):
            return None
        mediator = self._places.find(clause, entry.mediator)
        mode = next((mode for mode, words in entry.modes.items() if words & self._near(clause)), entry.mode)
        return Match(entry, clause, actor, recipient, mediator, mode)

    def _near(self, clause: Clause) -> set[str]:
        return self._places.before(clause) | self._places.window(clause)

    def _parties_fit(
        self, entry: EventEntry, clause: Clause, actor: tuple[int, ...], recipient: tuple[int, ...]
    ) -> bool:
        is_lone = entry.needs == "pair" and not self._is_pair(actor, recipient)
        if is_lone and not self._is_denied(entry, clause) and not self._is_teller_s(entry, clause, actor, recipient):
            return False
        if (entry.needs == "actor" and not actor) or (entry.needs == "recipient" and not recipient):
            return False
        if entry.subject or entry.subject_not:
            heads = {self._syntax.lower[one].removesuffix("s") for one in actor}
            if heads & entry.subject_not or (entry.subject and not heads & entry.subject):
                return False
        return not (entry.subject_is and not any(map(self._places.is_actor, actor))) and self._object_fits(
            entry, clause
        )

    def _is_teller_s(
        self, entry: EventEntry, clause: Clause, actor: tuple[int, ...], recipient: tuple[int, ...]
    ) -> bool:
        """Say whether it is a contact with somebody that leaves open whose: `learned of it in a call from X`."""
        is_contact = entry.event_type == "CONSULT" and clause.kind == "noun"
        return is_contact and not actor and bool(recipient) and bool(clause.by("with", "from"))

    def _is_denied(self, entry: EventEntry, clause: Clause) -> bool:
        """Say whether it is a contact of which somebody says that there was none: he is the other party to it."""
        if entry.event_type != "CONSULT" or clause.kind != "noun" or clause.modality != "denied":
            return False
        verbs = (self._clauses.at(at) for at in self._syntax.verbs_above(clause.head))
        if not clause.negated and not any(verb is not None and verb.lemma in _DENY for verb in verbs):
            return False  # who refuses to meet does not say that they have not met
        token = self._syntax.tokens[clause.head]
        above = self._clauses.at(token.head) if token.head >= 0 else None
        happens = token.deprel.startswith("nsubj") and above is not None and above.lemma in _HAPPENS
        return happens or any(not self._places.is_time(one) for one in clause.by("with"))

    def _object_fits(self, entry: EventEntry, clause: Clause) -> bool:
        if entry.object_is == "actor":
            return any(map(self._places.is_actor, (*clause.objects, *clause.by("with", ""))))
        if entry.object_is == "nothing":
            return not clause.objects
        return entry.object_is is None or bool(clause.objects or clause.kind == "noun" or clause.passive)

    def _is_pair(self, actor: tuple[int, ...], recipient: tuple[int, ...]) -> bool:
        if len(actor) + len(recipient) > 1:
            return True
        return any(self._is_plural(one) for one in actor)

    def _is_plural(self, token: int) -> bool:
        """Say whether a lone noun is more than one: `the two sides`, `both presidents`, `ministers`."""
        syntax = self._syntax
        if syntax.lower[token].endswith("s") and syntax.lower[token] in self._grammar.people:
            return True
        return syntax.lower[token] in _GROUPS or any(syntax.lower[kid] in _GROUPS for kid in syntax.kids[token])


def _default(clause: Clause) -> tuple[str, ...]:
    return ("object",) if clause.kind == "verb" else ("with", "against", "on", "of", "to")
