"""Proposals: plans, drafts and offers on the table, with their authors and terms, and every phrase that means one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.framing import frame_trust
from memcon.codebook.proposals import proposal_words
from memcon.codebook.stances import stances
from memcon.coding.drafts import ProposalDraft
from memcon.coding.framed import frames
from memcon.coding.holders import holders, node_of, party_of
from memcon.coding.telling import teller, token_span
from memcon.coding.wording import act, is_predicate, joined, thing
from memcon.spans import hull

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.coding.clauses import Clause
    from memcon.coding.entities import Cluster
    from memcon.coding.framed import Frames
    from memcon.coding.view import View
    from memcon.spans import Span

_BEFORE = ("amod", "compound", "nummod", "nmod:poss", "nmod")
_BEHIND = ("nmod", "acl", "acl:relcl", "appos")
_ARTICLES = frozenset(
    ("the", "a", "an", "this", "that", "its", "his", "her", "their", "any", "another", "such", "no", "our")
)
_EMPTY = frozenset(
    (
        "new",
        "latest",
        "own",
        "last",
        "final",
        "first",
        "second",
        "initial",
        "original",
        "current",
        "same",
        "revised",
        "any",
        "peace",
    )
)
_RULE = "proposals.yaml#"


def proposals(view: View) -> list[ProposalDraft]:
    """Return what is on the table, in text order; later mentions of one thing are joined to it."""
    words = proposal_words()
    out: list[ProposalDraft] = []
    for at, word in enumerate(view.syntax.lower):
        if word not in words.nouns and word not in words.only_proposed:
            continue
        if view.syntax.tokens[at].upos not in ("NOUN", "PROPN") or view.syntax.tokens[at].deprel in (
            "compound",
            "amod",
            "flat",
        ):
            continue
        verb, authors = _authors(view, at)
        known = _known(view, at, authors, out)
        if known:
            _also(view, known, at, authors)
        elif _is_named(view, at, proposed=verb is not None, authored=bool(authors)):
            out.append(_draft(view, at, verb, authors))
    out = _agreed(view, out)
    return [draft for draft in out if draft.by or draft.terms or len(draft.mentions) > 1 or _has_name(view, draft)]


def _agreed(view: View, found: list[ProposalDraft]) -> list[ProposalDraft]:
    """Return what the nouns found, less what the frame head takes for none, and what it found beside them."""
    seen = frames(view)
    if seen is None:
        return found
    kept = [one for one in found if not all(seen.doubts(at, "plans") for at in one.mentions)]
    told = {at for one in found for at in one.mentions}
    for at, label in seen.seen("plans"):
        if at not in told and view.syntax.tokens[at].upos in ("NOUN", "PROPN"):
            kept.append(_seen(view, seen, at, label))
    return sorted(kept, key=lambda one: one.head)


def _seen(view: View, seen: Frames, at: int, label: str) -> ProposalDraft:
    """Make a proposal of a noun that the frame head takes for one, with the author and terms that it ties to it."""
    verb, authors = _authors(view, at)
    draft = _draft(view, at, verb, holders(view, seen.parts("by", at), node_of(view, at)) or authors)
    draft.rule = frame_trust().rule("plans", label)
    syntax = view.syntax
    spans = (
        span
        for one in seen.parts("what", at)
        for span in (act(view, one) if is_predicate(syntax, one) else thing(view, one))
    )
    draft.terms = draft.terms or tuple(dict.fromkeys(spans))
    return draft


def _has_name(view: View, draft: ProposalDraft) -> bool:
    """Say whether a thing is called more than `the offer`, or is somebody's (`the proposal of the three mediators`)."""
    owned = any(view.syntax.tokens[kid].deprel.startswith("nmod") for kid in view.syntax.kids[draft.head])
    return owned or any(len(view.syntax.inside(span)) > 1 for span in draft.title)


def _is_named(view: View, at: int, *, proposed: bool, authored: bool) -> bool:
    """Say whether a noun is a thing on the table that is named or described here."""
    syntax, words = view.syntax, proposal_words()
    kids = syntax.kids[at]
    before = [syntax.lower[kid] for kid in kids if kid < at and syntax.tokens[kid].deprel in _BEFORE]
    behind = [kid for kid in kids if kid > at and syntax.tokens[kid].deprel in _BEHIND]
    if words.never_before & set(before):
        return False
    if syntax.lower[at] in words.only_proposed:
        return proposed and bool(before or behind)
    if any(syntax.lower[kid] == "no" for kid in kids):
        return False
    described = bool(set(before) - _EMPTY) or bool(behind)
    return proposed or (described and (authored or _is_definite(view, at) or _is_answered(view, at)))


def _is_answered(view: View, at: int) -> bool:
    """Say whether somebody takes a stance on a thing: `agreed on a framework`."""
    above = view.clauses.at(view.syntax.tokens[at].head)
    return above is not None and above.kind == "verb" and above.lemma in stances().verbs


def _is_definite(view: View, at: int) -> bool:
    kids = view.syntax.kids[at]
    return any(view.syntax.tokens[kid].deprel in ("det", "nmod:poss") for kid in kids)


def _authors(view: View, at: int) -> tuple[int | None, tuple[Cluster, ...]]:
    """Return the verb that brings a thing in, and who made it: owner, `by`, a name before it, or the verb's subject."""
    node = node_of(view, at)
    verb = _bringing(view, at)
    for tokens in _makers(view, at, verb):
        found = holders(view, tokens, node)
        if found:
            return (verb.head if verb else None), found
    return (verb.head if verb else None), ()


def _bringing(view: View, at: int) -> Clause | None:
    """Return the verb of proposing whose object a noun is, above it or in a participle behind it."""
    words, syntax = proposal_words(), view.syntax
    token = syntax.tokens[at]
    above = view.clauses.at(token.head) if token.deprel in ("obj", "nsubj:pass", "conj", "xcomp") else None
    if above and above.kind == "verb" and above.lemma in words.authors and not above.negated:
        return above
    below = (view.clauses.at(kid) for kid in syntax.kids[at] if syntax.tokens[kid].deprel.startswith("acl"))
    return next(
        (one for one in below if one and one.lemma in words.authors and (one.passive or at in one.objects)), None
    )


def _makers(view: View, at: int, verb: Clause | None) -> Iterator[tuple[int, ...]]:
    syntax = view.syntax
    kids = syntax.kids[at]
    yield tuple(kid for kid in kids if syntax.tokens[kid].deprel == "nmod:poss")
    cased = [(kid, syntax.child(kid, "case")) for kid in kids if syntax.tokens[kid].deprel.startswith("nmod")]
    yield tuple(kid for kid, case in cased if case is not None and syntax.lower[case] in ("by", "from"))
    if verb and verb.lemma not in proposal_words().carriers:
        yield verb.subjects
    yield tuple(
        kid
        for kid in kids
        if kid < at and syntax.tokens[kid].text[:1].isupper() and syntax.tokens[kid].deprel in _BEFORE
    )
    if verb:
        yield verb.subjects


def _known(view: View, at: int, authors: tuple[Cluster, ...], out: list[ProposalDraft]) -> ProposalDraft | None:
    """Return the proposal that a phrase takes up: the same noun, or a bare `the proposal`, and no other author's."""
    syntax = view.syntax
    for draft in reversed(out):
        heads = {syntax.lower[one] for one in draft.mentions}
        own = {id(party_of(one)) for one in draft.by}
        theirs = {id(party_of(one)) for one in authors}
        if own and theirs and not own & theirs:
            continue
        if syntax.lower[at] in heads and (_is_bare(view, at) or bool(own & theirs)):
            return draft
        if (
            syntax.lower[at] in ("proposal", "plan", "offer", "text", "draft", "document")
            and _is_bare(view, at)
            and _is_definite(view, at)
        ):
            return draft
    return None


def _is_bare(view: View, at: int) -> bool:
    """Say whether nothing but an article and the like stands before a noun, and nothing describes it behind."""
    syntax = view.syntax
    before = {
        syntax.lower[kid] for kid in syntax.kids[at] if kid < at and syntax.tokens[kid].deprel in (*_BEFORE, "det")
    }
    return not before - _EMPTY - _ARTICLES


def _also(view: View, draft: ProposalDraft, at: int, authors: tuple[Cluster, ...]) -> None:
    """Join one more mention to a proposal, with what it says of authors and terms."""
    draft.mentions.append(at)
    draft.by = draft.by or authors
    draft.terms = (*draft.terms, *(span for span in _terms(view, at) if span not in draft.terms))


def _draft(view: View, at: int, verb: int | None, authors: tuple[Cluster, ...]) -> ProposalDraft:
    terms = _terms(view, at)
    name = _name(view, at)
    own = thing(view, at)
    spans = [name, *own, *terms] + ([token_span(view.scene, verb)] if verb is not None else [])
    return ProposalDraft(
        head=at,
        evidence=(hull(spans),),
        chain=teller(view.told, token_span(view.scene, at)),
        rule=_RULE + ("nouns" if view.syntax.lower[at] in proposal_words().nouns else "only_proposed"),
        title=(name,),
        by=authors,
        terms=terms,
        mentions=[at],
    )


def _name(view: View, at: int) -> Span:
    """Return a noun with the words before it, without article or owner."""
    syntax = view.syntax
    first = at
    while first > syntax.low[at] and syntax.tokens[first - 1].upos in (
        "ADJ",
        "NOUN",
        "NUM",
        "PROPN",
        "PUNCT",
        "SYM",
        "VERB",
    ):
        if syntax.tokens[first - 1].upos == "PUNCT" and syntax.tokens[first - 1].text not in "-–":
            break
        first -= 1
    return syntax.span(first, at + 1) or token_span(view.scene, at)


def _terms(view: View, at: int) -> tuple[Span, ...]:
    """Return what a thing provides: clauses behind the noun, what it is for, and the objects of what it says."""
    syntax, words = view.syntax, proposal_words()
    out: list[Span] = []
    for kid in syntax.kids[at]:
        relation = syntax.tokens[kid].deprel
        case = syntax.child(kid, "case")
        if kid < at:
            continue
        if relation.startswith("acl") and is_predicate(syntax, kid) and not _tells_of(view, kid):
            out += [span for one in joined(syntax, kid) for span in act(view, one)]
        elif relation == "nmod" and case is not None and syntax.lower[case] in ("for", "of"):
            out += thing(view, kid)
    above = view.clauses.at(syntax.tokens[at].head)
    if above and syntax.tokens[at].deprel == "nsubj" and above.lemma in words.says:
        tokens = (*above.objects, *above.by("for"), *((above.complement,) if above.complement is not None else ()))
        out += [span for one in tokens for span in (act(view, one) if is_predicate(syntax, one) else thing(view, one))]
    return tuple(dict.fromkeys(out))


def _tells_of(view: View, at: int) -> bool:
    """Say whether a clause behind a thing tells who made it or what became of it, not what it provides."""
    clause = view.clauses.at(at)
    if clause is None:
        return False
    answered = clause.lemma in stances().verbs or clause.lemma in view.codebook.verbs
    return clause.lemma in proposal_words().authors or answered
