"""The events of one article: contacts and other acts, PLOVER-typed, each with who, to whom, when and whether at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.events import lexicon
from memcon.codebook.grammar import grammar
from memcon.coding.actors import parties
from memcon.coding.choosing import chosen
from memcon.coding.drafts import EventDraft
from memcon.coding.matching import Matcher
from memcon.coding.places import Places
from memcon.coding.same_event import joined
from memcon.coding.telling import telling, token_span
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from memcon.coding.clauses import Clause
    from memcon.coding.entities import Cluster
    from memcon.coding.matching import Match
    from memcon.coding.view import View

_VERBAL = frozenset(("REQUEST", "REJECT", "THREATEN", "ACCUSE", "AGREE", "SUPPORT"))
_HARM = frozenset(("ASSAULT", "SANCTION", "COERCE", "MOBILIZE", "PROTEST"))
_PERSONAL = frozenset(
    ("he", "she", "they", "it", "we", "i", "him", "her", "them", "us", "his", "their", "its", "our", "who", "whom")
)
_OUTSIDE = frozenset(("acl", "acl:relcl", "appos", "parataxis", "conj", "advcl"))


def events(view: View) -> list[EventDraft]:
    """Return the events of an article in text order; one told twice is one, with a piece of evidence for each time.

    Takes some 5 ms for 600 words: entries are looked up by the lemma of each clause.
    """
    drafts = [draft for match in matches(view) if (draft := _draft(view, match))]
    return joined(drafts)


def matches(view: View) -> list[Match]:
    """Return what the codebook's entries find, less what is only wanted, threatened or told twice."""
    words = grammar()
    places = Places(view.syntax, view.clauses, words, actor_test(view))
    matcher = Matcher(view.syntax, view.clauses, lexicon(), words, places)
    found = [match for clause in view.clauses if (match := matcher.match(clause))]
    return chosen(found, view.clauses)


def actor_test(view: View) -> Callable[[int], bool]:
    """Return a test of whether the noun phrase at a token can be somebody who acts."""
    syntax, people, states = view.syntax, grammar().people, view.codebook.states
    dates = {
        token
        for mention in view.scene.reading.mentions
        if mention.kind in ("date", "event", "misc")
        for token in syntax.inside(mention.span)
    }

    def is_actor(token: int) -> bool:
        word = syntax.tokens[token]
        if word.upos == "PRON":
            return syntax.lower[token] in _PERSONAL
        if word.upos == "PROPN":
            return token not in dates
        return syntax.lower[token] in people or word.text in states

    return is_actor


def _draft(view: View, match: Match) -> EventDraft | None:
    """Make an event of a match; None where nobody known takes part or what is told is no event."""
    if match.entry.plover_only:
        return None
    actor, recipient = _clusters(view, match.actor), _clusters(view, match.recipient)
    recipient = tuple(one for one in recipient if one not in actor)
    if not actor and not recipient:
        return None
    clause, kind = match.clause, match.entry.event_type
    told = telling(view.told, token_span(view.scene, clause.head))
    teller = told.chain[-1].cluster if told and told.chain else None
    factuality = clause.modality
    if kind in _HARM and factuality in ("planned", "conditional") and _speaks_for(teller, actor):
        kind, factuality = "THREATEN", "actual"
    elif not _is_kept(match):
        return None
    return EventDraft(
        head=clause.head,
        evidence=(evidence(view, match),),
        chain=told.chain if told else (),
        rule=match.entry.rule,
        event_type=kind,
        mode=match.mode if kind == match.entry.event_type else None,
        actor=actor,
        recipient=recipient,
        mediator=tuple(one for one in _clusters(view, match.mediator) if one not in (*actor, *recipient)),
        where=_where(view, clause),
        factuality=factuality,
    )


def _clusters(view: View, tokens: Iterable[int]) -> tuple[Cluster, ...]:
    found = {id(one): one for token in tokens for one in parties(view.scene, token)}
    return tuple(found.values())


def _speaks_for(teller: Cluster | None, actor: tuple[Cluster, ...]) -> bool:
    """Say whether who tells it is one who would do it, or on his side."""
    if teller is None:
        return False
    return any(one is teller or (one.side is not None and one.side is teller.side) for one in actor)


def _is_kept(match: Match) -> bool:
    """Say whether an act of this factuality is an event: a contact always, other acts not where only possible."""
    clause, kind = match.clause, match.entry.event_type
    factuality = clause.modality
    if factuality == "actual" or kind == "CONSULT":
        return True
    if factuality == "denied":
        return not clause.negated
    if kind in _VERBAL:
        return False
    return factuality in ("planned", "called-off", "postponed") and kind != "ASSAULT"


def _where(view: View, clause: Clause) -> Cluster | None:
    """Return the place that an act is told to be in or at."""
    for token in clause.by("in", "at", "near"):
        word = view.syntax.tokens[token]
        found = view.entities.covering(Span(word.start, word.end), "place", "state")
        if found:
            return found[1]
    return None


def evidence(view: View, match: Match) -> Span:
    """Return the characters from the first to the last of the predicate and those who take part in its sentence."""
    syntax, clause = view.syntax, match.clause
    sentence = syntax.sentence(clause.head)
    tokens = [clause.head, *((clause.support,) if clause.support is not None else ())]
    tokens += [
        one for one in (*match.actor, *match.recipient, *match.mediator) if sentence.first <= one < sentence.last
    ]
    ranges = [(clause.head, clause.head + 1), *(phrase(view, one) for one in tokens)]
    first, last = min(low for low, _ in ranges), max(high for _, high in ranges)
    return syntax.span(first, last) or token_span(view.scene, clause.head)


def phrase(view: View, token: int) -> tuple[int, int]:
    """Return the tokens of a noun phrase without the clauses and names beside it; of a verb, the verb and object."""
    syntax = view.syntax
    if syntax.tokens[token].upos in ("VERB", "AUX"):
        objects = [kid for kid in syntax.kids[token] if syntax.tokens[kid].deprel in ("obj", "compound:prt")]
        return min([token, *objects]), max(token + 1, *(phrase(view, one)[1] for one in objects), token + 1)
    low, high = syntax.low[token], syntax.high[token]
    for kid in syntax.kids[token]:
        if kid > token and syntax.tokens[kid].deprel in _OUTSIDE:
            high = min(high, syntax.low[kid])
    return low, max(high, token + 1)
