"""One hop of a chain: what kind of source a span is, and which one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.coding import unnamed
from memcon.coding.clusters import Cluster
from memcon.coding.descriptions import described
from memcon.coding.names import named, press
from memcon.coding.phrases import Phrase, phrase
from memcon.coding.scene import Facts, Hop, Scene, back, is_own

if TYPE_CHECKING:
    from memcon.coding.record import SourceKind
    from memcon.spans import Span

_PERSONAL = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself"))
_NEUTRAL = frozenset(("it", "its", "itself"))
_PLURAL = frozenset(("they", "them", "their", "both", "themselves"))
_OF_MORE = frozenset(("other", "others", "second", "third", "fourth", "first", "rest"))
_OWNED = re.compile(r"\w['’]s? \w+$")  # `the premier's office`
_RELATIVE = frozenset(("who", "which", "that", "whom"))


def hop_of(scene: Scene, span: Span, until: int, *, is_press: bool = False) -> Hop | None:
    """Return the hop that a source's words make; None when they are the writer or nothing.

    until: where the words that can describe it end, at most. is_press: its verb is one for the press.
    """
    words = phrase(scene.syntax, scene.codebook, span)
    if words is None or is_own(scene, span):
        return None
    hop = _pronoun(scene, words) or _one_of_them(scene, words)
    hop = hop or (press(scene, words) if is_press else None) or named(scene, words) or described(scene, words)
    if hop.kind == "unnamed":
        known = hop.same_as.facts if hop.same_as else None  # `they` are as many as they were
        hop.facts = _facts(scene, words, max(until, span.end)) if hop.phrase else known or Facts()
    if hop.cluster is not None:
        scene.entities.also(hop.cluster, _mention(hop.cluster, words))
    return hop


def _mention(cluster: Cluster, words: Phrase) -> Span:
    """Return what of a source's words goes among the entity's mentions: its name there, else the whole."""
    return min((span for span in cluster.mentions if words.span.contains(span)), default=words.span)


def _facts(scene: Scene, words: Phrase, until: int) -> Facts:
    """Return what the article tells of an unnamed source, in the phrase and around it."""
    text, syntax, codebook = scene.reading.article.text, scene.syntax, scene.codebook
    return Facts(
        unnamed.count(syntax, codebook, words),
        unnamed.closeness(text, codebook, words, until),
        unnamed.side(scene.entities, syntax, words),
        unnamed.office(syntax, codebook, scene.entities, words),
        unnamed.reason(text, syntax, codebook, words),
    )


# ---------------------------------------------------------------- pronouns


def _pronoun(scene: Scene, words: Phrase) -> Hop | None:
    """Return whom a pronoun means: the nearest earlier source that it fits."""
    if words.last - words.first > 1:
        return None
    word, at = scene.syntax.lower[words.first], words.span.start
    if word in _PERSONAL:
        return _person_before(scene, words, at)
    if word in _NEUTRAL:
        before = next(scene.earlier(at, "outlet", "institution", "document"), None)
        body = next(scene.earlier(at, "institution"), None)
        if body and before in body.told:  # who told an outlet goes on, and not the outlet
            before = body
        _give_entity(scene, before)
        meant = _meant(scene, words, "institution", "state", "organisation")
        return back(words, before, "institution") if meant is None or _is_nearer(scene, before, meant) else meant
    if word in _PLURAL:
        return _they(scene, words, at)
    if word in _RELATIVE:
        near = scene.earlier(at, "person", "unnamed", "institution", "outlet", "document")
        adjacent = next((hop for hop in near if at - hop.span.end < 4), None)
        return back(words, adjacent, "person") if adjacent else _relative(scene, words)
    return None


def _relative(scene: Scene, words: Phrase) -> Hop:
    """Return what `who` stands for when no source stands before it: the noun before."""
    at = words.first
    while at > 0 and scene.syntax.tokens[at - 1].upos == "PUNCT":
        at -= 1
    begin = scene.syntax.phrase_before(at)
    span = scene.syntax.span(begin, at)
    found = hop_of(scene, span, words.span.start) if span and begin < at else None
    return back(words, found, "person")


def _person_before(scene: Scene, words: Phrase, at: int) -> Hop:
    """Return the person that `he` or `she` is: the nearest earlier source, or a name nearer than that."""
    if scene.reading.kinship is not None and (meant := _meant(scene, words, "person", "person")):
        return meant
    near = scene.earlier(at, "person", "unnamed")
    hop = next((one for one in near if not (one.phrase and one.phrase.plural and one.kind == "unnamed")), None)
    named = scene.entities.last_before(at, "person")
    here = scene.syntax.sentence_of[words.first]
    if hop and (named is None or hop.span.end >= named.start or _sentence(scene, hop.span) >= here - 1):
        return back(words, hop, "person")
    if named:
        if meant := _meant(scene, words, "person", "person"):
            return meant
        found = scene.entities.covering(named, "person")
        return Hop("person", words.span, found[1] if found else None)
    return back(words, hop, "person")


def _they(scene: Scene, words: Phrase, at: int) -> Hop:
    """Return whom `they` are: the people without a name who spoke before, else the body that coreference finds."""
    before, found = next(scene.earlier(at, "unnamed", "institution"), None), scene.entities.denoted(words.first)
    if before is not None and before.kind == "unnamed":
        return back(words, before, "unnamed")
    if len(found) == 1 and found[0].kind == "group" and not (before and before.cluster is found[0]):
        return back(words, None, "unnamed")  # people who have said nothing yet, and not the body that spoke
    return _meant(scene, words, "institution", "organisation", "state") or back(words, before, "unnamed")


def _give_entity(scene: Scene, body: Hop | None) -> None:
    """Make a body an entity that is called `it` and had no name: `the army said; it added`."""
    if body is not None and body.kind == "institution" and body.cluster is None and body.phrase is not None:
        found = [one for one in scene.entities.denoted(body.phrase.head) if one.kind in ("organisation", "group")]
        named = body.span.of(scene.reading.article.text)
        known = found[0] if len(found) == 1 else None
        body.cluster = known or (Cluster("organisation", named) if _OWNED.search(named) else None)
        if body.cluster and not known:
            owners = scene.entities.within(body.span, "person", "state", "organisation")
            body.cluster.side = next((one.side for _, one in owners if one.side is not None), None)
            scene.entities.also(body.cluster, body.span)


def _is_nearer(scene: Scene, before: Hop | None, meant: Hop) -> bool:
    """Say whether a body that spoke just before stands nearer to `it` than the last name of what it means."""
    if before is None or before.kind != "institution" or meant.cluster is None:
        return False
    named = [span.start for span in meant.cluster.mentions if span.start < meant.span.start]
    near = _sentence(scene, meant.span) - _sentence(scene, before.span) <= 1
    return near and max(named, default=-1) <= before.span.end


def _meant(scene: Scene, words: Phrase, as_kind: SourceKind, *kinds: str) -> Hop | None:
    """Return whom a pronoun denotes by coreference: one entity of some kinds, told on as where it was a source."""
    found = scene.entities.denoted(words.first)
    if len(found) != 1 or found[0].kind not in kinds:
        return None
    before = next((hop for hop in scene.earlier(words.span.start, as_kind) if hop.cluster is found[0]), None)
    return back(words, before, as_kind) if before else Hop(as_kind, words.span, found[0])


def _sentence(scene: Scene, span: Span) -> int:
    tokens = scene.syntax.inside(span)
    return scene.syntax.sentence_of[tokens.start] if tokens else 0


def _one_of_them(scene: Scene, words: Phrase) -> Hop | None:
    """Return `one of them`: somebody unnamed, known as they are known."""
    if not _is_part_of_some(scene, words):
        return None
    before = next(scene.earlier(words.span.start, "unnamed"), None)
    if before is None and scene.syntax.lower[words.first] == "the":
        return None
    return Hop("unnamed", words.span, None, words, before, before.prefix if before else ())


def _is_part_of_some(scene: Scene, words: Phrase) -> bool:
    """Say whether the words are `one of them`, `one of whom`, `one of the three` or `the pair`."""
    lower, counts = scene.syntax.lower, scene.codebook.counts
    stop = next((at for at in range(words.first, words.last) if scene.syntax.tokens[at].text == ","), words.last)
    if stop not in (words.last, words.core) or (words.core < stop and lower[words.core] != "of"):
        return False
    of = next((at for at in range(words.first, stop) if lower[at] == "of"), None)
    last = lower[stop - 1]
    if of is None:
        is_of_more = last in _OF_MORE and next(scene.earlier(words.span.start, "unnamed"), None) is not None
        known = last in ("pair", "trio", "duo") or is_of_more
        return lower[words.first] == "the" and stop - words.first == 2 and known
    ends = last in ("them", "us", "those", "whom") or (last in counts and last != "number")
    return lower[of - 1] in counts and ends
