"""How something was said: manner, channel, response."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from memcon.codebook.needed import may_match
from memcon.spans import Span, hull, minus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.coding.chains import Told
    from memcon.coding.record import Channel, Manner, Response
    from memcon.coding.scene import Scene
    from memcon.reading.model import Attribution

_MARKS = frozenset("\"“”«»'‘’`")
_START, _END = itemgetter(0), itemgetter(1)
_BEFORE, _BEYOND = 160, 60  # characters behind the cue that can still say that there was no answer


def manner(scene: Scene, content: Sequence[Span]) -> Manner:
    """Return direct when all words of the content stand in quotation marks, indirect when none do, else mixed."""
    inside = outside = False
    for span in content:
        quotes = _near(scene.reading.quotes, span)
        for token in scene.syntax.tokens[(within := scene.syntax.inside(span)).start : within.stop]:
            if token.upos != "PUNCT" and token.text not in _MARKS:
                quoted = any(quote.start <= token.start < quote.end for quote in quotes) if quotes else False
                inside, outside = inside or quoted, outside or not quoted
    return "mixed" if inside and outside else "direct" if inside else "indirect"


def says(scene: Scene, attribution: Attribution) -> bool:
    """Say whether the cue is one by which somebody says or holds something, or does not answer.

    The tagger also takes what is only done for it: `the measure has the support of the chamber`, `rattled the markets`.
    """
    codebook, syntax = scene.codebook, scene.syntax
    words = [syntax.lower[at] for span in attribution.cue for at in syntax.inside(span)]
    known = (codebook.verbs, codebook.speech_nouns, codebook.hedges, codebook.hedged_passives, codebook.cues)
    if not words or not attribution.content or any(word in one for word in words for one in known):
        return True
    if any(word.startswith(codebook.nearly) for word in words) or manner(scene, attribution.content) != "indirect":
        return True
    if not attribution.source or any(_is_clause(scene, span) for span in attribution.content):
        return True
    verbs = [at for span in attribution.cue for at in syntax.inside(span) if syntax.tokens[at].upos == "VERB"]
    if len(verbs) == 1 and syntax.inside(attribution.cue[-1])[-1] == verbs[0]:
        return True
    return response(scene, attribution) != "statement"


def _is_clause(scene: Scene, span: Span) -> bool:
    """Say whether a content is a clause with a subject of its own."""
    syntax = scene.syntax
    tokens = syntax.inside(span)
    tops = [at for at in tokens if syntax.tokens[at].head not in tokens and syntax.tokens[at].upos != "PUNCT"]
    return any(syntax.child(at, "nsubj", "nsubj:pass", "csubj", "expl") in tokens for at in tops)


def _near(quotes: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return those of some spans in text order, none inside another, that share a character with `span`."""
    return quotes[bisect_right(quotes, span.start, key=_END) : bisect_left(quotes, span.end, key=_START)]


def response(scene: Scene, attribution: Attribution) -> Response:
    """Return what kind of answer the words are."""
    if not attribution.cue:
        return "statement"
    text = scene.reading.article.text
    start = attribution.cue[0].start
    last = attribution.cue[-1].end
    end = max(last, min(max(span.end for span in (*attribution.cue, *attribution.content)), last + _BEYOND))
    around = Span(max(0, start - _BEFORE), max(end, last + _BEYOND))
    here, near = text[start:end].lower(), around.of(text).lower()
    for known in scene.codebook.responses:
        if not may_match(known.needs, near if known.apart else here):
            continue
        match = known.cue.search(text, *(around if known.apart else (start, end)))
        if match and start <= known.cue_in(match)[0] < last:
            return known.response  # type: ignore[return-value]  # checked when the codebook was read
    return "statement"


def channels(scene: Scene, told: Sequence[Told]) -> list[Channel | None]:
    """Return by what way each was said.

    As its clause says, else as a clause of the same speaker in the same sentence, else as the chain suggests.
    """
    by_words = [_by_words(scene, node) for node in told]
    shared: dict[tuple[int, Span], Channel] = {}
    for node, found in zip(told, by_words, strict=True):
        if found and (key := _clause_key(scene, node)):
            shared.setdefault(key, found)
    out = []
    for node, found in zip(told, by_words, strict=True):
        key = _clause_key(scene, node)
        out.append(found or (shared.get(key) if key else None) or _by_kind(scene, node))
    return out


def _clause_key(scene: Scene, node: Told) -> tuple[int, Span] | None:
    """Return what attributions of one speaker in one sentence have in common."""
    own = node.attribution
    if not own.source or not own.cue:
        return None
    return scene.syntax.sentence_of[scene.syntax.inside(own.cue[0]).start], own.source[0]


def _by_kind(scene: Scene, node: Told) -> Channel | None:
    """Return the channel that goes with the kinds of the sources on the way."""
    codebook = scene.codebook
    own = node.own[-1] if node.own else None
    if own and own.kind in ("document", "platform"):
        lemma = own.phrase.noun.lemma if own.phrase and own.phrase.noun else "*"
        table = codebook.channel_of_document if own.kind == "document" else codebook.channel_of_kind
        return table.get(lemma) or table.get("*") or table.get(own.kind)  # type: ignore[return-value]
    if len(node.own) > 1:
        return "interview"
    return "report" if any(hop.kind == "outlet" for hop in node.chain) else None


def _by_words(scene: Scene, node: Told) -> Channel | None:
    """Return the channel that the words of the clause name; what was said and by whom are not looked at."""
    region = _clause(scene, node)
    pieces = [span.of(scene.reading.article.text) for span in region]
    lower = "\n".join(pieces).lower()
    for name, pattern, needs in scene.codebook.channels:
        if may_match(needs, lower) and any(pattern.search(piece) for piece in pieces):
            return name  # type: ignore[return-value]
    return None


def _clause(scene: Scene, node: Told) -> list[Span]:
    """Return the sentences of the cue without content and source; for an inner one, its part of the outer content."""
    own = node.attribution
    around = own.cue or own.source
    if not around:
        return []
    tokens = scene.syntax.inside(hull(around))
    first = scene.syntax.sentence(tokens.start)
    whole = Span(scene.syntax.tokens[first.first].start, scene.syntax.tokens[first.last - 1].end)
    holes = sorted((*own.content, *own.source))
    if node.outer:
        whole = next((s for s in node.outer.attribution.content if s.contains(own.cue[0])), whole) if own.cue else whole
    return minus(whole, holes)
