"""Proposals: plans, drafts and offers on the table, with their authors and terms, and every phrase that means one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.framing import frame_trust
from memcon.codebook.proposals import proposal_words
from memcon.codebook.stances import stances
from memcon.coding.actors import parties
from memcon.coding.drafts import ProposalDraft
from memcon.coding.framed import frames
from memcon.coding.holders import holders, node_of, party_of
from memcon.coding.plan_makers import BEFORE, bearers, bringing, is_withheld, makers
from memcon.coding.plan_terms import promises, terms
from memcon.coding.plans_again import told_again
from memcon.coding.telling import teller, token_span
from memcon.coding.when import when_of
from memcon.coding.wording import act, is_predicate, thing
from memcon.spans import hull

if TYPE_CHECKING:
    from memcon.coding.entities import Cluster
    from memcon.coding.framed import Frames
    from memcon.coding.view import View
    from memcon.spans import Span

_BEHIND = ("nmod", "acl", "acl:relcl", "appos")
_INSIDE = ("compound", "amod", "flat")
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "its", "his", "her", "their", "such", "our", "these", "those"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
_NAMING = ("ADJ", "NOUN", "NUM", "PROPN", "SYM")
_STEM = 3  # letters that a name and what is called after it share
_NEAR = 2  # sentences
_LEAD = 3  # sentences
_POINTING = frozenset(("this", "that", "these", "those"))
_NONE = frozenset(("no", "any"))
_RULE = "proposals.yaml#"


def proposals(view: View) -> list[ProposalDraft]:
    """Return what is on the table, in text order; later mentions of one thing are joined to it."""
    seen = frames(view)
    labels = dict(seen.seen("plans")) if seen else {}
    out: list[ProposalDraft] = []
    passed: dict[str, int] = {}
    for at in _nouns(view, labels):
        verb = bringing(view, at)
        authors = makers(view, at, verb)
        rule = _rule(view, at, labels, proposed=verb is not None, authored=bool(authors))
        known = _known(view, at, verb, authors, out)
        if rule and known is None:
            known = next((one for one in out if _is_restated(view, at, authors, one)), None)
        if known:
            _also(view, known, at, verb, authors)
        elif rule:
            out.append(_draft(view, at, verb, authors, rule))
            _took_up(view, out[-1], passed.get(view.syntax.lower[at]))
        elif not _is_settled(view, at) and not _is_sought(view, at):
            passed[view.syntax.lower[at]] = at
    if seen:
        out = [one for one in out if _is_believed(view, seen, one)]
        for one in out:
            _add_parts(view, seen, one)
    for one in out:
        one.by = one.by or next((found for at in one.mentions if (found := bearers(view, at))), ())
    told_again(view, out)
    return [one for one in out if one.by or one.terms or len(one.mentions) > 1 or _has_name(view, one)]


def _nouns(view: View, labels: dict[int, str]) -> list[int]:
    """Return the nouns that may mean a plan, by their word or because the frame head takes them for one."""
    words, syntax = proposal_words(), view.syntax
    return [
        at
        for at, word in enumerate(syntax.lower)
        if (word in words.nouns or word in words.only_proposed or at in labels)
        and syntax.tokens[at].upos in ("NOUN", "PROPN")
        and syntax.tokens[at].deprel not in _INSIDE
    ]


def _rule(view: View, at: int, labels: dict[int, str], *, proposed: bool, authored: bool) -> str | None:
    """Return the entry by which a noun is a thing on the table; None where it is none."""
    words, word = proposal_words(), view.syntax.lower[at]
    kids = {view.syntax.lower[kid] for kid in view.syntax.kids[at] if kid < at}
    if word in words.never or kids & (_NONE | words.never_before) or is_withheld(view, at):
        return None
    if _is_named(view, at, proposed=proposed, authored=authored):
        return _RULE + ("nouns" if word in words.nouns else "only_proposed")
    if at in labels and not _is_settled(view, at):
        return frame_trust().rule("plans", labels[at])
    return None


def _is_believed(view: View, seen: Frames, draft: ProposalDraft) -> bool:
    """Say whether the frame head lets a plan pass: near one of its mentions, or because somebody puts it forward."""
    if not all(seen.doubts(at, "plans") for at in draft.mentions):
        return True
    return view.syntax.lower[draft.head] in proposal_words().nouns and bringing(view, draft.head) is not None


def _add_parts(view: View, seen: Frames, draft: ProposalDraft) -> None:
    """Give a plan the author and the terms that the frame head ties to it, where the parse gave none."""
    at, syntax = draft.head, view.syntax
    above = next((view.clauses.at(one) for one in syntax.verbs_above(at) if view.clauses.at(one)), None)
    answering = above.subjects if above and above.lemma not in proposal_words().authors else ()
    by = [one for one in seen.parts("by", at, likely=True) if one not in answering]
    draft.by = draft.by or holders(view, by, node_of(view, at))
    if not draft.terms:
        here = syntax.sentence(at)
        what = [one for one in seen.parts("what", at) if one != at and here.first <= one < here.last]
        what = [one for one in what if not parties(view.scene, one)]
        spans = (span for one in what for span in (act(view, one) if is_predicate(syntax, one) else thing(view, one)))
        draft.terms = tuple(dict.fromkeys(spans))


def _has_name(view: View, draft: ProposalDraft) -> bool:
    """Say whether a thing is called more than `the offer`, or is somebody's (`the proposal of the three mediators`)."""
    owned = any(view.syntax.tokens[kid].deprel.startswith("nmod") for kid in view.syntax.kids[draft.head])
    return owned or any(len(view.syntax.inside(span)) > 1 for span in draft.title)


def _is_named(view: View, at: int, *, proposed: bool, authored: bool) -> bool:
    """Say whether a noun is a thing on the table that is named or described here."""
    syntax, words = view.syntax, proposal_words()
    kids = syntax.kids[at]
    before = {syntax.lower[kid] for kid in kids if kid < at and syntax.tokens[kid].deprel in BEFORE}
    behind = any(kid > at and syntax.tokens[kid].deprel in _BEHIND for kid in kids)
    if _is_settled(view, at):
        return False
    if syntax.lower[at] not in words.nouns:
        promised = promises(view, at) and not _is_sought(view, at) and syntax.lower[at] not in words.laws
        return promised or (proposed and (behind or bool(before)))
    if _is_sought(view, at) and not authored and not _is_definite(view, at):
        return False
    described = bool(before - words.empty) or behind
    return proposed or (described and (authored or _is_definite(view, at) or _is_answered(view, at)))


def _is_settled(view: View, at: int) -> bool:
    """Say whether an agreement is one in force: `the accord signed in 2019`."""
    syntax, words = view.syntax, proposal_words()
    if syntax.lower[at] not in words.deals or promises(view, at):
        return False
    above = view.clauses.at(syntax.tokens[at].head)
    if above and above.tense == "past" and at in above.subjects:
        return True
    clauses = (above, *(view.clauses.at(kid) for kid in syntax.kids[at]))
    return any(one and one.lemma in words.settles for one in clauses)


def _is_sought(view: View, at: int) -> bool:
    """Say whether an agreement is what somebody is after, and lies on no table: `negotiate a deal that would …`."""
    words, syntax = proposal_words(), view.syntax
    above = view.clauses.at(syntax.tokens[at].head)
    is_deal = syntax.lower[at] in words.deals or "better" in (syntax.lower[kid] for kid in syntax.kids[at])
    return is_deal and above is not None and above.lemma in words.seeks


def _is_answered(view: View, at: int) -> bool:
    """Say whether somebody takes a stance on a thing: `agreed on a framework`."""
    above = view.clauses.at(view.syntax.tokens[at].head)
    return above is not None and above.kind == "verb" and above.lemma in stances().verbs


def _is_definite(view: View, at: int) -> bool:
    syntax = view.syntax
    kids = [kid for kid in syntax.kids[at] if kid < at]
    return any(syntax.tokens[kid].deprel == "nmod:poss" or syntax.lower[kid] in _DEFINITE for kid in kids)


def _known(
    view: View, at: int, verb: int | None, authors: tuple[Cluster, ...], out: list[ProposalDraft]
) -> ProposalDraft | None:
    """Return the plan that a phrase takes up: the last of the same noun, else the last that its noun can mean."""
    if not _is_definite(view, at) and not authors:
        return None
    fit = [one for one in reversed(out) if _may_mean(view, at, verb, authors, one)]
    word = view.syntax.lower[at]
    same = next((one for one in fit if word in _called(view, one)), None)
    if any(view.syntax.lower[kid] in _POINTING for kid in view.syntax.kids[at]):
        return next((one for one in fit if word in _called(view, one) or _is_again(view, at, authors, one)), None)
    return same or next((one for one in fit if _is_again(view, at, authors, one)), None)


def _may_mean(view: View, at: int, verb: int | None, authors: tuple[Cluster, ...], draft: ProposalDraft) -> bool:
    """Say whether nothing about a phrase speaks against a plan: another author, `a`, `rival`, words that it lacks."""
    words, syntax = proposal_words(), view.syntax
    kids = [kid for kid in syntax.kids[at] if kid < at]
    owned = any(syntax.tokens[kid].deprel in BEFORE for kid in kids)
    if _are_others(authors, draft.by) and (owned or (verb is not None and verb < at)):
        return False
    if any(syntax.lower[kid] in ("a", "an", *_NONE) or syntax.lower[kid] in words.others for kid in kids):
        return False
    described = {
        syntax.lower[kid] for kid in kids if syntax.tokens[kid].deprel in BEFORE and not parties(view.scene, kid)
    }
    return described <= words.empty | _ARTICLES | _called(view, draft)


def _are_others(some: tuple[Cluster, ...], others: tuple[Cluster, ...]) -> bool:
    """Say whether two lists of makers have nobody in common; `a state mediator` may be who has that title."""
    if not some or not others or _sides(some) & _sides(others):
        return False
    pairs = [(a, b) for one in some for other in others for a, b in ((one, other), (other, one))]
    return not any(a.kind == "group" and _may_be(b, a.name.lower().split()[-1]) for a, b in pairs)


def _may_be(cluster: Cluster, word: str) -> bool:
    """Say whether people without a name, called by a word, may be somebody: by his title, or by the same word."""
    return cluster.has_title(word) or (cluster.kind == "group" and cluster.name.lower().split()[-1] == word)


def _sides(authors: tuple[Cluster, ...]) -> set[int]:
    return {id(one) for author in authors for one in (author, party_of(author))}


def _called(view: View, draft: ProposalDraft) -> set[str]:
    """Return the words by which a plan has been called so far."""
    named = (at for span in draft.title for at in view.syntax.inside(span))
    return {view.syntax.lower[at] for at in (*draft.mentions, *named)}


def _is_again(view: View, at: int, authors: tuple[Cluster, ...], draft: ProposalDraft) -> bool:
    """Say whether a bare phrase, or one that only says whose it is, can take up a plan that went by other nouns."""
    syntax = view.syntax
    described = any(syntax.tokens[kid].deprel in BEFORE and not _is_empty(view, kid) for kid in syntax.kids[at])
    is_theirs = bool(authors and draft.by) or _bears_name(view, at, draft)
    if syntax.high[at] > at + 1 or (described and not is_theirs):
        return False  # what is described may be another
    far = syntax.sentence_of[at] - syntax.sentence_of[draft.mentions[-1]]
    if syntax.lower[at] in proposal_words().near and far > _NEAR:
        return False
    return _can_mean(syntax.lower[at], syntax.lower[draft.head])


def _can_mean(word: str, first: str) -> bool:
    """Say whether a noun can mean what first went by another."""
    words = proposal_words()
    return word in words.again or any(word in family and first in family for family in words.families)


def _is_empty(view: View, at: int) -> bool:
    return view.syntax.lower[at] in proposal_words().empty


def _bears_name(view: View, at: int, draft: ProposalDraft) -> bool:
    """Say whether the owner of a phrase stands in a plan's name: `a Green plan`, `the Greens' paper`."""
    owner = view.syntax.child(at, "nmod:poss")
    return owner is not None and any(
        min(len(word), len(view.syntax.lower[owner])) > _STEM and view.syntax.lower[owner].startswith(word[:-1])
        for word in _called(view, draft)
    )


def _is_restated(view: View, at: int, authors: tuple[Cluster, ...], draft: ProposalDraft) -> bool:
    """Say whether a plan of the headline is what the lead names in other words."""
    syntax = view.syntax
    if not _is_headline(view, draft.head) or _is_headline(view, at):
        return False
    first = syntax.sentence_of[syntax.inside(view.scene.reading.article.body).start]
    clash = _are_others(authors, draft.by)
    near = syntax.sentence_of[at] - first < _LEAD
    word, title = syntax.lower[at], syntax.lower[draft.head]
    return near and not clash and (word == title or _can_mean(title, word))


def _is_headline(view: View, at: int) -> bool:
    """Say whether a token stands in the title, whose plan the body names again."""
    return view.syntax.tokens[at].start < view.scene.reading.article.body.start


def _also(view: View, draft: ProposalDraft, at: int, verb: int | None, authors: tuple[Cluster, ...]) -> None:
    """Join one more mention to a plan, with what it says of authors and terms."""
    name = _name(view, at)
    draft.when = draft.when or (when_of(view, verb) if verb is not None else None)
    draft.mentions.append(at)
    if authors and all(one.kind == "group" for one in draft.by):
        draft.by = authors
    draft.add(name, terms(view, at))
    if len(draft.mentions) == 2 and _is_headline(view, draft.head):
        draft.title, draft.head = max((name,), draft.title, key=lambda one: _telling(view, one[0])), at
        draft.chain = teller(view.told, token_span(view.scene, at))


def _draft(view: View, at: int, verb: int | None, authors: tuple[Cluster, ...], rule: str) -> ProposalDraft:
    told, name = terms(view, at), _name(view, at)
    spans = [name, *thing(view, at), *told] + ([token_span(view.scene, verb)] if verb is not None else [])
    return ProposalDraft(
        head=at,
        evidence=(hull(spans),),
        chain=teller(view.told, token_span(view.scene, at)),
        rule=rule,
        title=(name,),
        by=authors,
        terms=told,
        mentions=[at],
        when=when_of(view, verb) if verb is not None else None,
    )


def _telling(view: View, name: Span) -> int:
    """Return how many words of a name tell its plan apart."""
    return sum(view.syntax.lower[at] not in proposal_words().empty for at in view.syntax.inside(name))


def _names(view: View, at: int) -> bool:
    """Say whether a word before a noun can belong to its name."""
    token = view.syntax.tokens[at]
    if token.upos == "VERB":
        return token.deprel in BEFORE
    return token.upos in _NAMING or token.text in ("-", "–")


def _took_up(view: View, draft: ProposalDraft, at: int | None) -> None:
    """Join to a plan the same noun before, by which alone it was none yet: `a pay deal … The deal would have …`."""
    syntax = view.syntax
    if at is None or not any(syntax.lower[kid] in _DEFINITE for kid in syntax.kids[draft.head] if kid < draft.head):
        return
    draft.mentions.insert(0, at)
    draft.title = max(draft.title, (_name(view, at),), key=lambda one: _telling(view, one[0]))


def _name(view: View, at: int) -> Span:
    """Return a noun with the words before it, without article or owner."""
    syntax = view.syntax
    first = at
    while first > syntax.low[at] and _names(view, first - 1):
        first -= 1
    return syntax.span(first, at + 1) or token_span(view.scene, at)
