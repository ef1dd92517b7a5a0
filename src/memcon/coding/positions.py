"""Positions: who demands, offers, accepts or refuses what, under which conditions, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding import conditions, objects, pronouns
from memcon.coding.actors import parties, side
from memcon.coding.denials import denials
from memcon.coding.drafts import PositionDraft
from memcon.coding.holders import party_of, told_by
from memcon.coding.issues import issue_of
from memcon.coding.merging import merged
from memcon.coding.pages import page_of
from memcon.coding.quantities import measure
from memcon.coding.stance_frames import agreed
from memcon.coding.stance_nouns import by_nouns
from memcon.coding.stance_rather import by_preferences
from memcon.coding.stance_said import by_sayings
from memcon.coding.stance_words import by_predicates
from memcon.coding.taking import Looking
from memcon.coding.telling import innermost
from memcon.coding.unmade import unmade
from memcon.coding.wording import around, thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.coding.conditions import Limit
    from memcon.coding.drafts import ProposalDraft
    from memcon.coding.entities import Cluster
    from memcon.coding.taking import Taking
    from memcon.coding.view import View
    from memcon.spans import Span

_MEANWHILE = frozenset(("during", "under", "throughout", "in", "within", "while", "after", "for", "before", "amid"))
_GIVES = frozenset(("accept", "commit", "concede", "offer", "open"))
_LONG = 4  # tokens of a noun phrase that is an object of its own beside another one
_CLAIMS = ("claim", "suggestion")  # what is claimed and suggested may be a thing, and no report
_CONVEYING = frozenset(
    ("raise", "put", "convey", "present", "tell", "inform", "brief", "broach", "meet", "call", "phone")
)
_BESIDE = frozenset(("from", "of", "to", "with", "on", "toward", "towards"))


def positions(view: View, proposals: Iterable[ProposalDraft] = ()) -> list[PositionDraft]:
    """Return the positions of an article, one for each holder and object; what is said twice is one record.

    proposals: what is on the table; a position on one of them is linked to it. Takes time in proportion to the text.
    """
    limits = conditions.limits(view)
    inside = frozenset(at for one in limits if one.kind != "in-exchange-for" for at in range(one.first, one.last))
    looking = Looking(view, limits, inside, innermost(view.syntax, view.told), set(), page_of(view))
    ruled = [*by_preferences(looking), *by_predicates(looking), *by_nouns(looking), *by_sayings(looking)]
    found = agreed(looking, ruled)
    on_table = {at: proposal for proposal in proposals for at in proposal.mentions}
    claimed = conditions.claims(view, limits, [(one.head, *one.anchors, *one.match.heads) for one in found])
    drafts = [
        draft
        for taking, mine in zip(found, claimed, strict=True)
        for draft in _drafts(looking, taking, tuple(mine), on_table)
    ]
    pronouns.settle(view, drafts, on_table)
    for more in (denials, unmade):
        drafts = [*drafts, *more(looking, sorted(drafts, key=lambda draft: draft.head))]
    drafts = merged(view, drafts)
    measure(view, drafts)
    _settle_tellers(drafts)
    return drafts


def _drafts(
    looking: Looking, taking: Taking, limits: tuple[Limit, ...], on_table: dict[int, ProposalDraft]
) -> Iterator[PositionDraft]:
    """Yield a record for each holder and each object of a stance."""
    view = looking.view
    if _has_no(view, taking.head) or (taking.stance in _GIVES and _gives_nothing(view, taking.head)):
        return
    groups = [(at,) for at in taking.match.heads] if taking.match.clausal else _by_issue(looking, taking.match.heads)
    if taking.stance == "warn" and taking.match.clausal:
        groups = [taking.match.heads]  # one warning, however many things will come
    for heads in groups:
        stance = _stance(looking, taking, heads)
        if stance in _GIVES and all(_has_no(view, at) for at in heads):
            continue
        if stance == "reject" and all(_is_report(view, at) for at in heads):
            continue
        if stance == "commit" and taking.match.clausal and all(_conveys(looking, at) for at in heads):
            continue
        own = conditions.as_conditions((one for one in limits if _limits(taking, heads, one)), stance)
        holes = [condition.span for condition in own]
        spans = objects.as_told(
            view, taking, [span for at in heads for span in objects.words(looking, taking, at, holes)]
        )
        if not spans:
            continue
        evidence = _evidence(view, taking, (*spans, *holes))
        for holder in taking.holders:
            yield PositionDraft(
                head=taking.head,
                evidence=(evidence,),
                chain=taking.node.chain if taking.node else (),
                rule=taking.rule,
                holder=holder,
                side=side(holder),
                stance=stance,
                object=spans,
                issue=issue_of(view.syntax, spans),
                toward=_toward(view, taking, heads, holder),
                proposal=_answered(view, heads, on_table),
                conditions=own,
                told_by=told_by(view, taking.node, holder),
                factuality=taking.factuality,
            )


def _answered(view: View, heads: Iterable[int], on_table: dict[int, ProposalDraft]) -> ProposalDraft | None:
    """Return the plan on which a stance is: its object, or what its object takes a stance on (`refused to back it`)."""
    for at in heads:
        clause = view.clauses.at(at)
        objects = clause.objects if clause and clause.lemma in stances().verbs else ()
        if found := next((on_table[one] for one in (at, *objects) if one in on_table), None):
            return found
    return None


def _has_no(view: View, at: int) -> bool:
    """Say whether a noun says that there is none: `made no concession`, `offered no compromise`."""
    syntax = view.syntax
    return syntax.tokens[at].upos == "NOUN" and any(syntax.lower[kid] == "no" for kid in syntax.kids[at] if kid < at)


def _is_report(view: View, at: int) -> bool:
    """Say whether it is what is reported that is refused, by which it is denied: `rejected the reports`."""
    syntax, word = view.syntax, view.syntax.lower[at]
    kids = {syntax.tokens[kid].deprel.partition(":")[0] for kid in syntax.kids[at]}
    return word in stances().reported and (not word.startswith(_CLAIMS) or bool(kids & {"acl", "ccomp"}))


def _conveys(looking: Looking, at: int) -> bool:
    """Say whether what somebody will do is to tell somebody something, which is a contact: `will raise it with X`."""
    clause = looking.clause(at)
    if clause is None or clause.lemma not in _CONVEYING:
        return False
    return any(parties(looking.view.scene, one) for one in (*clause.by("to", "with"), *clause.objects))


def _gives_nothing(view: View, at: int) -> bool:
    """Say whether the object of a verb is none: `made no concession to win them over`."""
    syntax = view.syntax
    return any(syntax.tokens[kid].deprel == "obj" and _has_no(view, kid) for kid in syntax.kids[at])


def _limits(taking: Taking, heads: tuple[int, ...], limit: Limit) -> bool:
    """Say whether a condition of a stance is one of this object: it is unless it stands inside another, joined one."""
    joined = taking.match.heads[:-1] if taking.match.clausal else ()
    return all(limit.anchor != at for at in joined if at not in heads)


def _are_two(view: View, one: int, other: int) -> bool:
    """Say whether two joined nouns are each described at length: `a raise of 7 percent and a ban on night shifts`."""
    sizes = [sum(len(view.syntax.inside(span)) for span in thing(view, at)) for at in (one, other)]
    return min(sizes) >= _LONG


def _by_issue(looking: Looking, heads: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Group joined nouns: those about different issues are objects of their own."""
    view = looking.view
    groups: list[tuple[str | None, list[int]]] = []
    for at in heads:
        issue = issue_of(view.syntax, thing(view, at))
        last = groups[-1] if groups else None
        if last and (issue is None or last[0] in (None, issue)) and not _are_two(view, last[1][-1], at):
            last[1].append(at)
            groups[-1] = (last[0] or issue, last[1])
        else:
            groups.append((issue, [at]))
    return [tuple(group) for _, group in groups]


def _stance(looking: Looking, taking: Taking, heads: tuple[int, ...]) -> str:
    """Return the stance; what is promised or offered and meant to hurt is a threat."""
    if taking.stance in ("commit", "open") and taking.match.clausal and is_hostile(looking, heads[0]):
        return "warn"
    return taking.stance


def is_hostile(looking: Looking, at: int) -> bool:
    """Say whether an act is meant to hurt: by its verb, or by its verb and what it acts on."""
    words, clause = stances(), looking.clause(at)
    if clause is None or clause.negated:
        return False
    syntax = looking.view.syntax
    beside = clause.particle or (syntax.lower[at + 1] if at + 1 < len(syntax.lower) else "")
    if clause.lemma in words.hostile or f"{clause.lemma}+{beside}" in words.hostile:
        return True
    lower = looking.view.syntax.lower
    objects = words.hostile_by_object.get(clause.lemma, frozenset())
    around = (token for word, token in clause.obliques if word not in _MEANWHILE)
    return any(lower[one] in objects for one in (*clause.objects, *around))


def _evidence(view: View, taking: Taking, spans: Iterable[Span]) -> Span:
    """Return the words from the holder to the end of the object, within the sentence of the word of stance."""
    here = view.syntax.sentence_of[taking.head]
    tokens = [at for at in (taking.head, *taking.subjects) if view.syntax.sentence_of[at] == here]
    return around(view, tokens, spans)


def _toward(view: View, taking: Taking, heads: tuple[int, ...], holder: Cluster) -> Cluster | None:
    """Return whom a stance is toward: who is to do it, from whom it is wanted, or whose point is refused."""
    syntax = view.syntax
    beside = [
        kid
        for kid in syntax.kids[taking.head]
        if (case := syntax.child(kid, "case")) is not None and syntax.lower[case] in _BESIDE
    ]
    owners = [
        kid for at in heads for kid in syntax.kids[at] if syntax.tokens[kid].deprel in ("nmod:poss", "amod", "compound")
    ]
    agents = [
        kid for at in heads if taking.match.clausal for kid in syntax.kids[at] if syntax.tokens[kid].deprel == "nsubj"
    ]
    iobj = [kid for kid in syntax.kids[taking.head] if syntax.tokens[kid].deprel == "iobj"]
    for at in (*taking.match.whom, *iobj, *beside, *owners, *agents):
        for one in parties(view.scene, at):
            if party_of(one) is not party_of(holder) and one.kind in ("person", "state", "organisation", "group"):
                return one
    return None


def _settle_tellers(drafts: list[PositionDraft]) -> None:
    """Say `other-side` where the teller's party is at odds with the holder's somewhere in the article."""
    odds: dict[int, set[int]] = {}
    for draft in drafts:
        if draft.toward is not None and draft.stance in ("demand", "reject", "warn"):
            one, other = id(party_of(draft.holder)), id(party_of(draft.toward))
            odds.setdefault(one, set()).add(other)
            odds.setdefault(other, set()).add(one)
    for draft in drafts:
        said = draft.chain[-1].cluster if draft.chain else None
        if draft.told_by == "third-party" and said and id(party_of(said)) in odds.get(id(party_of(draft.holder)), ()):
            draft.told_by = "other-side"
