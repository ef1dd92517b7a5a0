"""What a report says of its sources' wish not to be named: never what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.spans import Span

if TYPE_CHECKING:
    from memcon.codebook import Codebook
    from memcon.reading.drafts import Draft
    from memcon.reading.syntax import Syntax

_QUESTIONS = frozenset(("about", "whether", "if", "why", "what", "how", "by", "when", "who", "where", "on"))
_OPENS = 4  # words at most before the mark in a clause of anonymity: `who, like others, asked not to be named`


def without_anonymity(text: str, syntax: Syntax, codebook: Codebook, drafts: list[Draft]) -> list[Draft]:
    """Drop what is only `asked not to be named`; a quotation that it took along goes to the speaker before."""
    kept = [d for d in drafts if not _is_anonymity(text, codebook, d) and not _is_question(syntax, d)]
    for draft in drafts:
        if draft not in kept:
            before = [d for d in kept if d.cue and d.cue[0].start < draft.cue[0].start]
            quoted = [span for span in draft.content if is_quotation(syntax, span)]
            if before and quoted:
                max(before, key=lambda d: d.cue[0].start).content.extend(quoted)
    for draft in kept:
        draft.content = [left for span in draft.content if (left := _cut_clause(text, syntax, codebook, span))]
    return kept


def _cut_clause(text: str, syntax: Syntax, codebook: Codebook, span: Span) -> Span | None:
    """Cut a clause of anonymity off the front of a content, up to its comma; None when nothing else is left."""
    mark = codebook.anonymity.search(text, span.start, span.end)
    if mark is None or '"' in (head := text[span.start : mark.start()]) or "“" in head or len(head.split()) > _OPENS:
        return span
    comma = text.find(",", mark.end(), span.end)
    if comma < 0:
        return None
    tokens = syntax.inside(Span(comma + 1, span.end))
    return syntax.span(tokens.start, tokens.stop)


def _is_anonymity(text: str, codebook: Codebook, draft: Draft) -> bool:
    """Say whether an attribution is only `asked not to be named`: nothing that is said."""
    if not draft.cue:
        return False
    start, end = draft.cue[0].start, max(span.end for span in (*draft.cue, *draft.content))
    mark = codebook.anonymity.search(text, max(0, start - 20), end)
    if not mark or mark.start() >= draft.cue[-1].end or mark.end() <= start:
        return False
    rest = [text[span.start : max(span.start, mark.start())] for span in draft.cue]
    verbs = any(codebook.verbs.get(word) for word in " ".join(rest).lower().split())
    return not verbs


def _is_question(syntax: Syntax, draft: Draft) -> bool:
    """Say whether an attribution is only `Asked about the letter, X …`, which is the writer's question."""
    tokens = [at for span in draft.cue for at in syntax.inside(span)]
    if not tokens or syntax.lower[tokens[0]] not in ("asked", "pressed") or len(draft.cue) > 1:
        return False
    at = tokens[0]
    opens = at == syntax.sentence(at).first or syntax.tokens[at - 1].text == "," or syntax.lower[at - 1] == "when"
    return opens and "".join(syntax.lower[at + 1 : at + 2]) in _QUESTIONS


def is_quotation(syntax: Syntax, span: Span) -> bool:
    """Say whether a piece is wholly a quotation: it begins with a mark."""
    tokens = syntax.inside(span)
    return bool(tokens) and syntax.tokens[tokens.start].text in ("“", '"', "``", "«")
