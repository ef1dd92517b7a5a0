"""The events of one article: contacts and other acts, PLOVER-typed, each with who, to whom, when and whether at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from memcon.codebook.events import lexicon
from memcon.codebook.grammar import grammar
from memcon.codebook.people import actors
from memcon.coding.actors import side
from memcon.coding.choosing import chosen
from memcon.coding.denoting import capitals, clusters, from_its_first, places, reach
from memcon.coding.drafts import EventDraft
from memcon.coding.framed_events import agreed
from memcon.coding.holders import is_party, source, speaker
from memcon.coding.matching import Matcher
from memcon.coding.nominals import is_two
from memcon.coding.pages import page_of
from memcon.coding.places import Places
from memcon.coding.press import is_for_the_press
from memcon.coding.same_event import joined
from memcon.coding.telling import telling, token_span
from memcon.coding.when import when_of
from memcon.coding.wording import is_none
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from memcon.coding.chains import Told
    from memcon.coding.clauses import Clause
    from memcon.coding.clusters import Cluster
    from memcon.coding.matching import Match
    from memcon.coding.record import Factuality, When
    from memcon.coding.view import View

_VERBAL = frozenset(("REQUEST", "REJECT", "THREATEN", "ACCUSE", "AGREE", "SUPPORT"))
_SPOKEN = frozenset(("REQUEST", "REJECT", "THREATEN", "AGREE"))
_HARM = frozenset(("ASSAULT", "SANCTION", "COERCE", "MOBILIZE", "PROTEST"))
_PERSONAL = frozenset(
    (
        "i",
        "me",
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "him",
        "her",
        "them",
        "us",
        "his",
        "their",
        "its",
        "our",
        "who",
        "whom",
        "both",
    )
)
_AT_PLACES = frozenset(("CONSULT", "ASSAULT", "PROTEST", "MOBILIZE", "RETREAT", "AID"))
_SEVERAL = frozenset(("calls", "visits", "phone-calls"))
_WITHIN = frozenset(("in", "at", "during", "over", "on"))
_APART = frozenset(("separately", "separate", "respectively"))


def events(view: View) -> list[EventDraft]:
    """Return the events of an article in text order; one told twice is one, with a piece of evidence for each time.

    Takes some 5 ms for 600 words: entries are looked up by the lemma of each clause.
    """
    drafts = [one for match in matches(view) if (draft := _draft(view, match)) for one in _apart(view, draft)]
    drafts = agreed(view, drafts)
    _inherit(view, drafts)
    found = [draft for draft in joined(view, drafts) if draft.actor or draft.recipient]
    for draft in found:
        if draft.event_type == "CONSULT" and draft.mode is None:  # what has a place is a meeting
            draft.mode = lexicon().usual.get(draft.rule) or ("meet" if draft.where else None)
    return found


def _inherit(view: View, drafts: list[EventDraft]) -> None:
    """Give a contact that is told without its parties (`the round was postponed`) those of the contact told before.

    Where none is, those who deal with each other in the whole article.
    """
    last: EventDraft | None = None
    for draft in drafts:
        if draft.event_type != "CONSULT":
            continue
        if len(draft.actor) + len(draft.recipient) > 1:
            last = draft
        elif not draft.actor and not draft.recipient:
            draft.actor = (*last.actor, *last.recipient) if last is not None else _about(view, draft)


def _about(view: View, draft: EventDraft) -> tuple[Cluster, ...]:
    """Return the two parties of the talks that an article is about, for a contact that is told before them."""
    found = view.entities.who.parties(draft.head)
    return found if len(found) > 1 else ()


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
    book = view.codebook
    described = (book.officeholders, book.unnamed, book.institutions, actors().people, actors().bodies)
    dates = {
        token
        for mention in view.scene.reading.mentions
        if mention.kind in ("date", "event", "misc") and not view.entities.covering(mention.span, "organisation")
        for token in syntax.inside(mention.span)
    }

    def is_actor(token: int) -> bool:
        word = syntax.tokens[token]
        if word.upos == "NUM":
            return is_two(syntax, token)
        if word.upos == "PRON":
            return syntax.lower[token] in _PERSONAL
        if word.upos == "PROPN":
            return token not in dates
        low = syntax.lower[token]
        return low in people or word.text in states or any(low in listed for listed in described)

    return is_actor


def _draft(view: View, match: Match) -> EventDraft | None:
    """Make an event of a match; None where nobody known takes part or what is told is no event."""
    if match.entry.plover_only or is_for_the_press(view, match) or _is_no_contact(view, match):
        return None
    clause, kind = match.clause, match.entry.event_type
    told = telling(view.told, token_span(view.scene, clause.head))
    actor, recipient = _taking_part(view, match, told)
    if not (actor or recipient or _is_lifecycle(match)) or (kind in _SPOKEN and not actor):
        return None
    when = when_of(view, clause.head)
    where = _where(view, clause) or _struck(view, match)
    teller = told.chain[-1].cluster if told and told.chain else None
    factuality = _factuality(view, match, when)
    if kind in _HARM and factuality in ("planned", "conditional") and _speaks_for(teller, actor):
        kind, factuality = "THREATEN", "actual"
    elif match.entry.own_future:
        if not _speaks_for(teller, actor):
            return None
        factuality = "actual"
    elif match.entry.negated:
        factuality = "actual"
    elif not _is_kept(match, factuality):
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
        mediator=tuple(one for one in clusters(view, match.mediator) if one not in (*actor, *recipient)),
        when=when,
        where=where,
        factuality=factuality,
    )


def _is_no_contact(view: View, match: Match) -> bool:
    """Say whether talks are what somebody leaves (`pulled out of talks`), or a contact is asked about or with none."""
    syntax, clause = view.syntax, match.clause
    if match.entry.event_type != "CONSULT":
        return False
    if clause.kind != "noun":
        sent = syntax.child(clause.head, "obj")
        return _is_asked(view, clause.head) or (sent is not None and is_none(syntax, sent))
    case, token = syntax.child(clause.head, "case"), syntax.tokens[clause.head]
    above = view.clauses.at(token.head) if token.head >= 0 else None
    is_from = case is not None and (syntax.lower[case] == "from" or syntax.lower[case - 1 : case + 1] == ["out", "of"])
    return is_from and above is not None and above.lemma in grammar().leaving


def _is_asked(view: View, at: int) -> bool:
    """Say whether a clause tells what somebody asks, or does not say: `refused to say if they would meet`."""
    syntax, token = view.syntax, view.syntax.tokens[at]
    mark = syntax.child(at, "mark")
    above = view.clauses.at(token.head) if 0 <= token.head < at else None
    is_question = mark is not None and syntax.lower[mark] in ("if", "whether")
    return is_question and above is not None and above.lemma in grammar().asking


def _taking_part(view: View, match: Match, told: Told | None) -> tuple[tuple[Cluster, ...], tuple[Cluster, ...]]:
    """Return actors and recipients; nobody where a contact has no second party and is not denied."""
    actor, recipient = clusters(view, match.actor), clusters(view, match.recipient)
    actor = actor or capitals(view, match.actor) or places(view, match.actor)
    if not recipient:
        capital = () if match.entry.event_type in _AT_PLACES else capitals(view, match.recipient)
        is_whom = match.entry.event_type == "CONSULT" or not actor  # else it is where something is done
        recipient = capital or (places(view, match.recipient) if is_whom else ())
    recipient = tuple(one for one in recipient if one not in actor)
    if not actor and recipient and match.clause.kind == "noun" and match.clause.by("with", "from"):
        actor = _doing(view, match.clause, recipient) or _telling(told, recipient)
    if _is_denied(match):
        return (actor if actor or recipient else _denying(view, told)), recipient
    is_alone = match.entry.needs == "pair" and not match.actor and len(actor) + len(recipient) == 1
    return ((), ()) if is_alone else (actor, recipient)


def _telling(told: Told | None, others: tuple[Cluster, ...]) -> tuple[Cluster, ...]:
    """Return who tells of a contact with some others: `the talks with X were useful, Y said`."""
    teller = told.chain[-1].cluster if told and told.chain else None
    return (teller,) if teller is not None and teller.side and teller not in others else ()


def _apart(view: View, draft: EventDraft) -> list[EventDraft]:
    """Return a contact with several others apart (`spoke separately with A and B`) as so many."""
    window = view.syntax.sentence(draft.head)
    words = view.syntax.lower[window.first : window.last]
    are_several = view.syntax.lower[draft.head] in _SEVERAL or bool(_APART & set(words))
    if draft.event_type != "CONSULT" or len(draft.recipient) < 2 or not are_several:
        return [draft]
    return [replace(draft, recipient=(one,)) for one in draft.recipient]


def _is_lifecycle(match: Match) -> bool:
    """Say whether it tells what became of a contact whose parties the reader knows."""
    if match.entry.event_type == "CONSULT" and match.entry.behind:
        return True  # `after ten days of talks`
    return match.entry.event_type == "CONSULT" and match.clause.modality in (
        "planned",
        "possible",
        "postponed",
        "called-off",
    )


def _doing(view: View, clause: Clause, others: tuple[Cluster, ...]) -> tuple[Cluster, ...]:
    """Return who did something in a contact with some others: `X told of it in a call with Y`."""
    syntax, token = view.syntax, view.syntax.tokens[clause.head]
    case = syntax.child(clause.head, "case")
    above = view.clauses.at(token.head) if token.head >= 0 and token.deprel.startswith("obl") else None
    if above is None or case is None or syntax.lower[case] not in _WITHIN:
        return ()
    return tuple(one for one in clusters(view, above.subjects) if one not in others)


def _is_denied(match: Match) -> bool:
    """Say whether it is a contact that somebody denies, who hardly says with whom."""
    return match.entry.event_type == "CONSULT" and match.clause.modality == "denied"


def _denying(view: View, told: Told | None) -> tuple[Cluster, ...]:
    """Return who says that there was no contact, not with whom: one of those who would have met."""
    said = speaker(told) or (source(view, told) if told else page_of(view))
    is_sided = said is not None and (side(said) is not None or said.kind in ("state", "organisation"))
    return (said,) if said is not None and is_sided and is_party(said) else ()


def _speaks_for(teller: Cluster | None, actor: tuple[Cluster, ...]) -> bool:
    """Say whether who tells it is one who would do it, or on his side."""
    if teller is None:
        return False
    return any(one is teller or (one.side is not None and one.side is teller.side) for one in actor)


def _factuality(view: View, match: Match, when: When | None) -> Factuality:
    """Return whether it happened; told in the present of a day to come (`meet on Friday`) it is planned."""
    clause, published = match.clause, view.scene.reading.article.published
    if match.entry.factuality == "planned" and clause.modality == "actual":
        return "planned"
    is_ahead = when is not None and published is not None and when.start > published[:10]
    if clause.modality == "actual" and is_ahead and clause.tense != "past":
        return "planned"
    return clause.modality


def _is_kept(match: Match, factuality: Factuality) -> bool:
    """Say whether an act of this factuality is an event: a contact always, other acts not where only possible."""
    clause, kind = match.clause, match.entry.event_type
    if kind == "CONSULT":  # `will not meet` is a refusal, no denial
        return not (factuality == "denied" and clause.negated and clause.tense == "future")
    if factuality == "actual":
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


def _struck(view: View, match: Match) -> Cluster | None:
    """Return the place of what is done to a thing there: `struck a power station in Merowe`."""
    return next(iter(places(view, match.recipient)), None) if match.entry.event_type in _HARM else None


def evidence(view: View, match: Match) -> Span:
    """Return the characters of the clause, less what else is joined to it, with those who take part."""
    syntax, clause = view.syntax, match.clause
    sentence = syntax.sentence(clause.head)
    first, last = reach(view, _top(view, clause))
    for token in (clause.head, *match.actor, *match.recipient, *match.mediator):
        if sentence.first <= token < sentence.last:
            low, high = reach(view, token) if token != clause.head else (token, token + 1)
            first, last = min(first, low), max(last, high)
    return from_its_first(view, syntax.span(first, last) or token_span(view.scene, clause.head))


def _top(view: View, clause: Clause) -> int:
    """Return the verb that carries an act or says what became of it, else the predicate itself."""
    if clause.kind != "noun":
        return clause.head
    if clause.support is not None:
        return clause.support
    token = view.syntax.tokens[clause.head]
    if token.deprel in ("nsubj", "nsubj:pass", "obj") and view.syntax.tokens[token.head].upos in ("VERB", "AUX"):
        return token.head
    return clause.head
