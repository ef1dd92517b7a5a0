"""How the talks stand: assessments on the scale from broken off to agreed, each with who gives it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from memcon.codebook.framing import frame_trust
from memcon.codebook.needed import may_match
from memcon.codebook.states import scale
from memcon.coding.actors import parties
from memcon.coding.drafts import StandingDraft
from memcon.coding.framed import frames
from memcon.coding.issues import TALKS, weigh
from memcon.coding.telling import cued, telling, token_span
from memcon.coding.wording import is_predicate
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.codebook.states import StateWords
    from memcon.coding.drafts import EventDraft
    from memcon.coding.framed import Frames
    from memcon.coding.view import View
    from memcon.reading.model import Sentence

_POSSIBLE = ("planned", "possible", "conditional", "denied", "called-off", "postponed")
_NEWS = timedelta(days=31)  # for so long an agreement tells how talks stand
_NEGATIVE = ("deadlocked", "difficult")
_NOT_NOW = frozenset(("if", "unless", "whether", "until", "before", "once"))
_PAST = frozenset(("since", "after"))
_NO = frozenset(("no", "not", "never", "n't", "n’t"))
_BESIDE = ("conj", "advcl", "parataxis", "ccomp", "acl", "acl:relcl", "appos")
_ATTRIBUTIVE = frozenset(("amod", "compound", "nmod:poss", "det", "nummod"))
_NOUNS = {"visit": ("visit", "meeting", "encounter"), "phone": ("call", "conversation", "exchange")}
_OWN = ("visit", "call")  # nouns of one mode alone
_DESCRIBING = frozenset(
    (
        "describe",
        "call",
        "characterize",
        "characterise",
        "term",
        "label",
        "brand",
        "deem",
        "hail",
        "judge",
        "rate",
        "pronounce",
    )
)


def standings(view: View, events: Iterable[EventDraft] = ()) -> list[StandingDraft]:
    """Return the assessments of an article; one that is repeated on the same word is one record.

    events: a standing whose subject is one contact is tied to the contact told last. Time grows with the sentences that
    have a word for talks or their results.
    """
    near = scale().near
    contacts = sorted((one for one in events if one.event_type == "CONSULT"), key=lambda one: one.head)
    found: list[StandingDraft] = []
    for sentence in view.syntax.sentences:
        if not near.isdisjoint(view.syntax.lower[sentence.first : sentence.last]):
            found.extend(_in_sentence(view, sentence, contacts))
    found = _weighed(view, found, contacts)
    return _once(view, [*found, *_agreed(view, events, found)])


def _agreed(view: View, events: Iterable[EventDraft], found: list[StandingDraft]) -> Iterator[StandingDraft]:
    """Yield that talks came to an agreement, where a deal between parties is told as news and nothing said so yet."""
    published = view.scene.reading.article.published
    for event in events:
        if event.event_type != "AGREE" or event.factuality != "actual" or len({*event.actor, *event.recipient}) < 2:
            continue
        if not _is_deal(view, event):
            continue
        said = any(own.overlaps(piece) for one in found for piece in one.evidence for own in event.evidence)
        if said or _is_old(event, published):
            continue
        yield StandingDraft(
            head=event.head,
            evidence=event.evidence,
            chain=event.chain,
            rule=event.rule,
            state="agreed",
            issue=_issue(view, event.evidence[0]),
        )


def _is_deal(view: View, event: EventDraft) -> bool:
    """Say whether an act makes a deal (`signed the accord`), or is that of several who agree on more than to talk."""
    syntax, at = view.syntax, event.head
    if syntax.lower[at] in scale().deals or any(syntax.lower[kid] in scale().deals for kid in syntax.kids[at]):
        return True
    what = [kid for kid in syntax.kids[at] if syntax.tokens[kid].deprel in ("xcomp", "ccomp", "obj", "obl")]
    is_to_talk = any(not scale().going_on.isdisjoint(syntax.lower[kid : syntax.high[kid]]) for kid in what)
    return syntax.lower[at] == "agreed" and len(event.actor) > 1 and not is_to_talk


def _is_old(event: EventDraft, published: str | None) -> bool:
    """Say whether an event is history by the time of the report."""
    if event.when is None or published is None:
        return False
    return date.fromisoformat(published[:10]) - date.fromisoformat(event.when.end[:10]) > _NEWS


def _weighed(view: View, found: list[StandingDraft], contacts: list[EventDraft]) -> list[StandingDraft]:
    """Return what the patterns found, less what the frame head takes for none, and what it found beside them."""
    seen = frames(view)
    if seen is None:
        return found
    kept = [one for one in found if not seen.doubts(one.head, "states")]
    for at, state in seen.seen("states"):
        span = token_span(view.scene, at)
        if any(piece.contains(span) for one in kept for piece in one.evidence):
            continue
        draft = _draft(view, range(at, at + 1), state, frame_trust().rule("states", state), contacts)
        if _is_asserted(view, at, state) and _is_of_talks(view, at, draft, seen):
            kept.append(draft)
    return kept


def _is_asserted(view: View, at: int, state: str) -> bool:
    """Say whether what the frame head found is neither denied nor supposed nor asked."""
    above = _head(view, range(at, at + 1))
    clause = None if above is None else view.clauses.at(above)
    supposed = clause is not None and (
        clause.modality == "conditional" or (clause.modality == "denied" and state not in _NEGATIVE)
    )
    supposed |= state == "agreed" and above is not None and view.syntax.is_infinitive(above)
    return not supposed and not _is_asked(view, at)


def _is_of_talks(view: View, at: int, draft: StandingDraft, seen: Frames) -> bool:
    """Say whether what the frame head found speaks of talks: its words, or what it says that they are of, name some.

    Where the head is sure it need not be said, but in a title: `real progress on aid`, `BIN THERE, DONE THAT`.
    """
    title = view.text[: view.scene.reading.article.body.start]
    is_title = view.syntax.tokens[at].end <= len(title)
    if is_title and view.syntax.tokens[at].text.isupper() and not title.isupper():  # a kicker, or a pun
        return False
    if not is_title and seen.framing.of("states", draft.state, at) >= frame_trust().unsaid:
        return True
    words = {*(one for span in draft.evidence for one in view.syntax.inside(span)), *seen.parts("what", at), at}
    return any(_is_talks(view, one) for one in words)


def _is_talks(view: View, at: int) -> bool:
    """Say whether a word is one for talks, or a noun for what comes of them."""
    word = view.syntax.lower[at]
    return word in scale().talks or (word in scale().near and view.syntax.tokens[at].upos == "NOUN")


def _draft(view: View, inside: range, state: str, rule: str, contacts: list[EventDraft]) -> StandingDraft:
    """Make the standing that some words carry."""
    at = _head(view, inside)
    evidence = _evidence(view, inside.start if at is None else at, inside)
    span = token_span(view.scene, inside.start)
    node = cued(view.told, span) or telling(view.told, span)
    return StandingDraft(
        head=inside.start,
        evidence=(evidence,),
        chain=node.chain if node else (),
        rule=rule,
        state=state,
        issue=_issue(view, evidence) or _issue(view, _following(view, inside)),
        event=_contact(view, evidence, inside.start if at is None else at, contacts),
    )


def _in_sentence(view: View, sentence: Sentence, contacts: list[EventDraft]) -> Iterator[StandingDraft]:
    tokens = view.syntax.tokens
    start, end = tokens[sentence.first].start, tokens[sentence.last - 1].end
    patterns = scale().patterns_for(view.syntax.lower[sentence.first : sentence.last])
    for words, span in _matches(patterns, view.text, start, end):
        inside = view.syntax.inside(span)
        at = _head(view, inside)
        if at is None or not _is_held(view, at, inside, words):
            continue
        evidence = _evidence(view, at, inside)
        if words.of and not _is_of(view, words, evidence, inside):
            continue
        yield _draft(view, inside, words.state, words.rule, contacts)


def _matches(patterns: Iterable[StateWords], text: str, start: int, end: int) -> list[tuple[StateWords, Span]]:
    """Return what fits in a piece of the text; of those that overlap the longest, of equals the first in the file.

    That talks go on says least: it yields to any judgement of them.
    """
    piece = text[start:end].lower().replace("’", "'")
    found = [
        (words, Span(start + one.start(), start + one.end()))
        for words in patterns
        if may_match(words.needs, piece)
        for one in words.words.finditer(piece)
    ]
    kept: list[tuple[StateWords, Span]] = []
    for words, span in sorted(found, key=lambda one: (one[0].state == "open", one[1].start - one[1].end)):
        if not any(span.overlaps(other) for _, other in kept):
            kept.append((words, span))
    return kept


def _head(view: View, inside: range) -> int | None:
    """Return the predicate to which the words belong."""
    syntax = view.syntax
    at = next((one for one in inside if is_predicate(syntax, one)), inside.start)
    for above in (at, *syntax.verbs_above(at)):
        if is_predicate(syntax, above):
            return above
    return at


def _is_held(view: View, at: int, inside: range, words: StateWords) -> bool:
    """Say whether somebody holds it to be so: it is not feared, denied or asked, and stands where it can say so."""
    syntax = view.syntax
    if words.predicate and (_is_attributive(view, inside.start) or _is_of_doing(view, inside)):
        return False
    clause = view.clauses.at(at)
    unsure = _POSSIBLE[1:] if words.state == "open" else _POSSIBLE  # `talks would resume` says that they go on
    negative = words.state in _NEGATIVE or any(syntax.lower[one] in _NO for one in inside)
    if clause and clause.modality in unsure and not (clause.negated and negative):
        return False
    if syntax.lower[inside.start] == "no" and _is_limited(view, inside):
        return False
    not_now = _NOT_NOW | _PAST if words.state == "open" else _NOT_NOW
    if any(syntax.lower[kid] in not_now for kid in syntax.kids[at]):
        return False
    return not _is_asked(view, at)


def _is_attributive(view: View, at: int) -> bool:
    """Say whether a word stands before a noun, maybe after others of its kind: `hard, hard diplomacy`."""
    tokens = view.syntax.tokens
    while tokens[at].deprel == "conj":
        at = tokens[at].head
    return tokens[at].deprel in _ATTRIBUTIVE


def _is_of_doing(view: View, inside: range) -> bool:
    """Say whether words are of something to be done: `hard to predict`, `difficult for them to follow`."""
    syntax, after = view.syntax, inside.stop
    following = syntax.lower[after : min(after + 2, len(syntax.lower))]
    return following[:1] == ["to"] and len(following) > 1 and syntax.tokens[after + 1].upos in ("VERB", "AUX")


def _is_asked(view: View, at: int) -> bool:
    """Say whether the sentence of a word is a question."""
    last = view.syntax.sentence(at).last - 1
    return view.syntax.tokens[last].text == "?"


def _is_limited(view: View, inside: range) -> bool:
    """Say whether words are a threat or a demand: `no deal unless they leave`."""
    syntax, at = view.syntax, inside.stop
    while at < syntax.sentence(inside.start).last and syntax.tokens[at].upos != "PUNCT":
        if syntax.lower[at] in ("if", "unless", "until", "without", "before"):
            return True
        at += 1
    return False


def _evidence(view: View, at: int, inside: range) -> Span:
    """Return the words of the predicate with its subject and objects, without clauses beside it."""
    syntax = view.syntax
    low, high = syntax.low[at], syntax.high[at]
    for kid in syntax.kids[at]:
        first, last = syntax.low[kid], syntax.high[kid]
        if syntax.tokens[kid].deprel == "conj" and not is_predicate(syntax, kid):
            continue
        if not syntax.tokens[kid].deprel.startswith(_BESIDE) or any(first <= one < last for one in inside):
            continue
        if first > inside.stop - 1:
            high = min(high, first)
        elif last <= min(at, inside.start) and first == low:
            low = last
    sentence = syntax.sentence(at)
    low, high = max(sentence.first, min(low, inside.start)), min(sentence.last, max(high, inside.stop))
    while high - 1 >= inside.stop and syntax.tokens[high - 1].upos in ("CCONJ", "PUNCT", "SCONJ"):
        high -= 1
    found = syntax.span(low, high)
    return found or Span(syntax.tokens[inside.start].start, syntax.tokens[inside.stop - 1].end)


def _is_of(view: View, words: StateWords, evidence: Span, inside: range) -> bool:
    """Say whether the assessment is of talks, or of an issue, or comes from several parties."""
    syntax = view.syntax
    if words.of == "sides":
        return _is_of_several(view, evidence, inside)
    around = [at for at in syntax.inside(evidence) if at not in inside]
    around += [above for above in syntax.verbs_above(inside.start) if syntax.tokens[above].upos == "NOUN"]
    if any(syntax.lower[at] in scale().talks for at in around):
        return True
    return bool(weigh(syntax, [evidence])) and _is_described(view, inside)


def _is_of_several(view: View, evidence: Span, inside: range) -> bool:
    """Say whether more than one party is subject: `the sides`, `A and B`."""
    syntax = view.syntax
    before = [at for at in syntax.inside(evidence) if at < inside.start]
    if any(syntax.lower[at] in scale().sides for at in before):
        return True
    clause = view.clauses.at(_head(view, inside) or inside.start)
    return clause is not None and len([at for at in clause.subjects if parties(view.scene, at)]) > 1


def _is_described(view: View, inside: range) -> bool:
    """Say whether the words are what something is called: `described the border as difficult`."""
    syntax = view.syntax
    return any(
        (clause := view.clauses.at(above)) is not None and clause.lemma in _DESCRIBING
        for above in syntax.verbs_above(inside.start)
    )


def _following(view: View, inside: range) -> Span:
    """Return the words up to the next comma, which the parse may have hung elsewhere: `neared agreement on quotas`."""
    syntax = view.syntax
    last, end = inside.stop, syntax.sentence(inside.start).last
    while last < end and syntax.tokens[last].text not in ",;:":
        last += 1
    return Span(syntax.tokens[inside.start].start, syntax.tokens[last - 1].end)


def _issue(view: View, evidence: Span) -> str | None:
    weights = weigh(view.syntax, [evidence])
    weights.pop(TALKS, None)
    return max(weights, key=lambda issue: weights[issue], default=None)


def _contact(view: View, evidence: Span, at: int, contacts: list[EventDraft]) -> EventDraft | None:
    """Return the contact that is assessed: the last one told that took place and that the words may name."""
    syntax = view.syntax
    named = {syntax.lower[one] for one in syntax.inside(evidence) if _is_a_contact(view, one)}
    told = (one for one in reversed(contacts) if one.head <= at and one.factuality == "actual")
    return next((one for one in told if any(_may_be_called(one, word) for word in named)), None)


def _is_a_contact(view: View, at: int) -> bool:
    """Say whether a word is a noun for one contact; `talks broke down in December` speaks of any."""
    syntax = view.syntax
    if syntax.lower[at] not in scale().contacts:
        return False
    return syntax.tokens[at].deprel == "compound" or syntax.child(at, "det", "nmod:poss", "amod", "nummod") is not None


def _may_be_called(contact: EventDraft, word: str) -> bool:
    """Say whether a noun may mean a contact: a visit is no talks, a call no meeting."""
    nouns = _NOUNS.get(contact.mode or "")
    return word in nouns if nouns else word not in _OWN


def _without_title(view: View, found: list[StandingDraft]) -> list[StandingDraft]:
    """Leave out what the title says and the body says again."""
    start = view.scene.reading.article.body.start
    body = {draft.state for draft in found if draft.evidence[0].start >= start}
    return [draft for draft in found if draft.evidence[0].start >= start or draft.state not in body]


def _once(view: View, found: list[StandingDraft]) -> list[StandingDraft]:
    """Keep of one state, issue and teller the first."""
    out: dict[tuple[str, str | None, object], StandingDraft] = {}
    for draft in _without_title(view, sorted(found, key=lambda one: one.head)):
        teller = draft.chain[-1].cluster or draft.chain[-1].span if draft.chain else None
        out.setdefault((draft.state, draft.issue, id(teller) if teller is not None else None), draft)
    return list(out.values())
