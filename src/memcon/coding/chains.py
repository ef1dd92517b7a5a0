"""Chains: from the writer inward to whoever is said to know, a span on every hop.

Nesting is containment: an attribution whose cue lies in another's content is told by that other's source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from memcon.article import outlets
from memcon.coding.hops import hop_of
from memcon.coding.phrases import phrase
from memcon.coding.scene import Hop, is_own
from memcon.spans import Span, hull

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.coding.scene import Scene
    from memcon.reading.model import Attribution

_TOLD = frozenset(("told", "tells", "telling", "informed"))
_THROUGH = re.compile(
    r"\b(?:interview(?:s|ed)? (?:with|to|for|on|by)|(?:comments|remarks|statement) to|speaking (?:to|on|with)|"
    r"(?:said|says|saying|replied|asked|writing|wrote|appearing|appeared|claimed|hinted)(?: \w+day)? (?:on|to|in))\s+$",
    re.IGNORECASE,
)
_LEADS = frozenset(("with", "to", "for", "on", "by", "in"))  # how the words of `_THROUGH` end
_PASSIVE = frozenset(("was", "is", "were", "are", "been", "being"))
_OPENS = frozenset(("in", "speaking", "talking", "interviewed", "appearing"))
_INTERVIEW = re.compile(r"[,\"”]? in an? (?:[\w-]+ ){0,3}interview\b")
_NEXT = 2  # sentences, the quotation that goes on among them, after which a speaker may speak to others
_WINDOW = 8  # words behind the cue among which the hearer is looked for


@dataclass(slots=True, eq=False)
class Told:
    """An attribution with its place among the others: whose content it lies in, and its chain from there."""

    attribution: Attribution
    outer: Told | None = None
    own: tuple[Hop, ...] = ()
    chain: tuple[Hop, ...] = ()
    is_done: bool = False
    inner: list[Told] = field(default_factory=list)


def chains(scene: Scene, attributions: Sequence[Attribution]) -> list[Told]:
    """Return every attribution with its chain, the writer left out, in the order given."""
    nodes = [Told(attribution) for attribution in attributions]
    _note_outlets(scene, attributions)
    around = _Around(nodes)
    for node in nodes:
        node.outer = _outer(node, around)
        if node.outer:
            node.outer.inner.append(node)
    by_source: dict[Span, Hop | None] = {}
    for node in sorted(nodes, key=_place):
        _resolve(scene, node, by_source)
    return nodes


def _place(node: Told) -> Span:
    own = node.attribution
    return hull(own.source or own.cue or own.content)


def _note_outlets(scene: Scene, attributions: Sequence[Attribution]) -> None:
    """Enter the listed outlets among the sources first, so that `a media report` further up can mean them."""
    for attribution in attributions:
        for span in attribution.source:
            words = span.of(scene.reading.article.text)
            if outlets.named(words) and words[:1].isupper():
                scene.entities.also(scene.entities.outlet(words), span)


def is_relay(node: Told) -> bool:
    """Say whether an attribution only hands on an inner one's content: it has that, and the inner source's words."""
    content = set(node.attribution.content)
    for inner in node.inner:
        own = inner.attribution
        if not own.content or not set(own.content) < content:
            continue
        rest = content - set(own.content)
        if all(any(span.contains(piece) for span in rest) for piece in own.source):
            return True
    return False


class _Around:
    """Finds the attributions whose contents reach around a place without comparing it with all of them."""

    def __init__(self, nodes: list[Told]) -> None:
        holding = [node for node in nodes if node.attribution.content]
        self._nodes = sorted(holding, key=lambda node: node.attribution.content[0].start)
        self._starts = [node.attribution.content[0].start for node in self._nodes]
        self._farthest = list(accumulate((node.attribution.content[-1].end for node in self._nodes), max))

    def __call__(self, piece: Span) -> Iterator[Told]:
        at = bisect_right(self._starts, piece.start) - 1
        while at >= 0 and self._farthest[at] >= piece.end:
            if self._nodes[at].attribution.content[-1].end >= piece.end:
                yield self._nodes[at]
            at -= 1


def _outer(node: Told, around: _Around) -> Told | None:
    """Return the smallest attribution whose content holds this one's cue, and its source."""
    own = node.attribution
    if not own.cue and not own.source:
        return None
    size, pieces = _size(own.content), (*(own.cue or own.source)[-1:], *own.source)
    holding = [
        other
        for other in around(pieces[0])
        if other is not node
        and all(any(span.contains(piece) for span in other.attribution.content) for piece in pieces)
        and _size(other.attribution.content) > size
    ]
    return min(holding, key=lambda other: (_size(other.attribution.content), other.attribution.content), default=None)


def _size(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _resolve(scene: Scene, node: Told, by_source: dict[Span, Hop | None]) -> None:
    """Give a node its chain: its outer's, then whoever was told, then its own source."""
    if node.is_done:
        return
    node.is_done = True
    if node.outer:
        _resolve(scene, node.outer, by_source)
    above = node.outer.chain if node.outer else ()
    hop = _source_hop(scene, node, by_source)
    hearer = _hearer(scene, node.attribution, by_source) if hop else None
    if hearer and any(one.kind == "outlet" and one.cluster is hearer.cluster for one in above):
        hearer = None
    if hop and not above:
        above = _without(hop.prefix or _quoted_by(scene, node) or _still_told(scene, hop), hearer)
        if hop.prefix and hearer is None and node.attribution.source:
            hop.prefix = above
    node.own = tuple(one for one in (hearer, hop) if one)
    if hop and node.outer and above and _is_same(hop, above[-1]):
        node.own = ()
    node.chain = (*above, *node.own)
    if hop and node.chain[-1:] == (hop,):
        hop.is_inner = node.outer is not None and not is_relay(node.outer)
        if hop.kind == "unnamed":
            hop.prefix = node.chain[:-1]
        elif hop.kind in ("person", "institution") and (hearer or _goes_on_telling(scene, hop)):
            hop.told = node.chain[:-1]


def _is_same(hop: Hop, above: Hop) -> bool:
    """Say whether a source is the one that tells of it: `the bank said it had no comment`."""
    return hop.same_as is above or (hop.cluster is not None and hop.cluster is above.cluster)


def _quoted_by(scene: Scene, node: Told) -> tuple[Hop, ...]:
    """Return the outlet that does the quoting in `he was quoted as saying`: the one named just before."""
    lemmas = _lemmas(scene, node.attribution)
    cue = node.attribution.cue[0] if node.attribution.cue else None
    if cue is None or not lemmas & {"quote", "cite"} or cue.of(scene.reading.article.text).split()[0] not in _PASSIVE:
        return ()
    outlet = next(scene.earlier(cue.start, "outlet"), None)
    return (outlet,) if outlet else ()


def _still_told(scene: Scene, hop: Hop) -> tuple[Hop, ...]:
    """Return through whom `he` still speaks: in the sentence after he told an outlet, or after he went on to."""
    same = _same_before(scene, hop)
    return same.told if same and _goes_on_telling(scene, hop) else ()


def _same_before(scene: Scene, hop: Hop) -> Hop | None:
    """Return the same source where it stood last: what a pronoun means, or the last source if it has the same name."""
    if hop.same_as or hop.kind not in ("person", "institution") or hop.cluster is None:
        return hop.same_as
    before = (one for one in reversed(scene.seen) if one.span.end <= hop.span.start and one.kind == hop.kind)
    last = next(before, None)
    return last if last and last.cluster is hop.cluster else None


def _goes_on_telling(scene: Scene, hop: Hop) -> bool:
    """Say whether a pronoun or a name means who spoke to an outlet in the sentence before."""
    same = _same_before(scene, hop)
    if same is None or not same.told:
        return False
    here, before = (scene.syntax.inside(one.span).start for one in (hop, same))
    return 0 < scene.syntax.sentence_of[here] - scene.syntax.sentence_of[before] <= _NEXT


def _without(prefix: tuple[Hop, ...], hearer: Hop | None) -> tuple[Hop, ...]:
    """Leave out of a remembered chain the outlet that is named again as the hearer."""
    if hearer is None:
        return prefix
    return tuple(hop for hop in prefix if hop.kind != "outlet")


def _source_hop(scene: Scene, node: Told, by_source: dict[Span, Hop | None]) -> Hop | None:
    attribution = node.attribution
    if not attribution.source:
        return None
    span = hull(attribution.source[:1])
    is_press = is_relay(node) or _is_press(scene, attribution)
    cues = [cue.start for cue in attribution.cue if cue.start >= span.end]
    return _hop(scene, span, _clause_end(scene, span, min(cues, default=None)), by_source, is_press)


def _is_press(scene: Scene, attribution: Attribution) -> bool:
    """Say whether the verb is one for the press: `reports`, or `writes` where a country's name is before theirs."""
    lemmas = _lemmas(scene, attribution)
    if lemmas & scene.codebook.press:
        return True
    words = attribution.source[0].of(scene.reading.article.text).replace("’", "'").split("'s ")
    return bool(lemmas & scene.codebook.press_abroad) and len(words) == 2 and words[0] in scene.codebook.states


def _lemmas(scene: Scene, attribution: Attribution) -> frozenset[str]:
    """Return the lemmas of the reporting verbs of a cue."""
    words = (scene.syntax.lower[at] for span in attribution.cue for at in scene.syntax.inside(span))
    return frozenset(verb.lemma for word in words if (verb := scene.codebook.verbs.get(word)))


def _hop(scene: Scene, span: Span, until: int, by_source: dict[Span, Hop | None], is_press: bool) -> Hop | None:  # noqa: FBT001
    """Return the hop of a span; the same span is the same source."""
    if span not in by_source:
        hop = by_source[span] = hop_of(scene, span, until, is_press=is_press)
        if hop:
            scene.seen.append(hop)
    return by_source[span]


def _clause_end(scene: Scene, span: Span, cue: int | None) -> int:
    """Return up to where words behind a source describe it: the cue behind it, else the sentence's end."""
    tokens = scene.syntax.inside(span)
    sentence = scene.syntax.sentence(tokens.start)
    end = scene.syntax.tokens[sentence.last - 1].end
    return min(end, cue) if cue is not None else end


# ---------------------------------------------------------------- who was told


def _hearer(scene: Scene, attribution: Attribution, by_source: dict[Span, Hop | None]) -> Hop | None:
    """Return the outlet to which somebody spoke (`told the daily`); None for reporters and for the article's own."""
    span = _hearer_span(scene, attribution)
    if span is None or any(span.overlaps(source) for source in attribution.source):
        return None
    words = phrase(scene.syntax, scene.codebook, span)
    if words is None or is_own(scene, span):
        return None
    if span in by_source:
        return by_source[span]
    known, name = scene.entities.covering(span, "outlet"), span.of(scene.reading.article.text)
    if outlets.named(name):  # `the Times of Israel` is more than its head
        known = (span, scene.entities.outlet(name))
        scene.entities.also(known[1], span)
    hop = Hop("outlet", span, known[1], words) if known and known[0] == span else hop_of(scene, span, span.end)
    if hop is None or hop.kind != "outlet":
        return None
    by_source[span] = hop
    scene.seen.append(hop)
    return hop


def _hearer_span(scene: Scene, attribution: Attribution) -> Span | None:
    """Return the noun phrase behind `told`, `in an interview with`, `said on`, when it can be an outlet."""
    if not attribution.cue:
        return None
    syntax, text = scene.syntax, scene.reading.article.text
    first = syntax.inside(attribution.cue[0]).start
    behind = syntax.inside(attribution.source[-1]).stop if attribution.source else first
    if attribution.source and syntax.lower[begin := syntax.sentence(first).first] in _OPENS:
        first = begin  # In an interview with the daily, the minister said
    elif 0 < first - behind < _WINDOW and syntax.sentence_of[behind] == syntax.sentence_of[first]:
        first = behind
    limit = min(syntax.sentence(first).last, syntax.inside(attribution.cue[-1]).stop + _WINDOW)
    for at in range(first, limit):
        position = syntax.tokens[at].start
        if any(span.start <= position < span.end for span in attribution.content):
            break
        before = syntax.lower[at - 1] if at > first else ""
        leading = text[max(syntax.tokens[first].start, position - 40) : position] if before in _LEADS else ""
        if before in _TOLD or _THROUGH.search(leading):
            found = _outlet_at(scene, at, limit)
            if found:
                return found
    return None


def _outlet_at(scene: Scene, at: int, limit: int) -> Span | None:
    """Return the words of an outlet that begin at token `at`: a listed name or a media noun."""
    syntax, codebook = scene.syntax, scene.codebook
    tokens, text = syntax.tokens, scene.reading.article.text
    for last in range(min(at + 6, limit), at, -1):
        span = Span(tokens[at].start, tokens[last - 1].end)
        if tokens[last - 1].upos == "PUNCT":
            continue
        if (outlets.named(span.of(text)) and span.of(text)[:1].isupper()) or _is_listed(span.of(text)):
            return None if _is_in_name(scene, last) else span
    for last in range(at + 1, min(at + 6, limit) + 1):
        word = syntax.lower[last - 1]
        if word in codebook.media and (named := _name_behind(scene, last, limit)):
            return Span(tokens[at].start, named)
        if word in codebook.institutions and next(scene.earlier(tokens[at].start, "outlet"), None) is None:
            return None  # `told the agency`, and none of the press was named
        if word in codebook.media and (last >= limit or tokens[last].upos not in ("NOUN", "PROPN")):
            several = codebook.media[word].plural or word in ("press", "media")
            return None if several else Span(tokens[at].start, tokens[last - 1].end)
        if tokens[last - 1].upos in ("VERB", "AUX", "ADP", "SCONJ", "PUNCT") and last - 1 > at:
            break
    organisation = scene.entities.covering(Span(tokens[at].start, tokens[at].end), "outlet")
    return organisation[0] if organisation else _programme(scene, at, limit)


def _is_in_name(scene: Scene, last: int) -> bool:
    """Say whether a listed name is only the beginning of a body's: `told the National Assembly`."""
    syntax = scene.syntax
    if last >= len(syntax.tokens) or not syntax.tokens[last].text.istitle():
        return False
    return syntax.lower[last] in scene.codebook.institutions


def _name_behind(scene: Scene, first: int, limit: int) -> int | None:
    """Return the end of a listed name that begins at token `first`: `the broadcaster NAME`."""
    tokens, text = scene.syntax.tokens, scene.reading.article.text
    for last in range(min(first + 4, limit), first, -1):
        name = Span(tokens[first].start, tokens[last - 1].end).of(text)
        if name[:1].isupper() and tokens[last - 1].text != "." and outlets.named(name):
            return tokens[last - 1].end
    last = first
    while last < min(first + 4, limit) and tokens[last].upos == "PROPN" and tokens[last].text[:1].isupper():
        last += 1
    return tokens[last - 1].end if last > first else None


def _programme(scene: Scene, at: int, limit: int) -> Span | None:
    """Return a name behind `told` that is an outlet's: in quotation marks, an outlet's own, or given an interview."""
    syntax = scene.syntax
    tokens, first = syntax.tokens, at + (syntax.tokens[at].text in ('"', "“"))
    last = first
    while last < min(first + 6, limit) and (tokens[last].text[:1].isupper() or syntax.lower[last] in ("'s", "’s")):
        last += 1
    if syntax.lower[at - 1] not in _TOLD or last == first:
        return None
    name = Span(tokens[first].start, tokens[last - 1].end)
    owner = outlets.named(tokens[first].text) is not None and last > first + 1
    if first > at or owner or _INTERVIEW.match(scene.reading.article.text, name.end):
        cluster = scene.entities.outlet(name.of(scene.reading.article.text))
        scene.entities.also(cluster, name)
        return name
    return None


def _is_listed(words: str) -> bool:
    return words[:4] == "the " and outlets.named(words[4:]) is not None
