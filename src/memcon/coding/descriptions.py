"""Sources that are described by a noun: somebody unnamed, an office, a medium, a document, a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.coding.scene import Hop, Scene, back
from memcon.spans import Span

if TYPE_CHECKING:
    from memcon.coding.entities import Cluster
    from memcon.coding.phrases import Phrase


def described(scene: Scene, words: Phrase) -> Hop:
    """Return the hop of a source that is described by a noun, or of a name that no list knows."""
    if words.kind in ("unnamed", "officeholders"):
        return _somebody(scene, words)
    if words.kind == "media":
        return _medium(scene, words)
    if words.kind in ("documents", "instruments"):
        media = any(scene.syntax.lower[at] in scene.codebook.media for at in range(words.first, words.head))
        return Hop("outlet" if media else "document", words.span, None, words)
    if words.kind == "institutions":
        agency = _medium(scene, words) if _refers_to_outlet(scene, words) else None
        return agency or Hop("institution", words.span, None, words)
    return _unlisted(scene, words)


def _medium(scene: Scene, words: Phrase) -> Hop:
    """Return the outlet that `the newspaper` is: the nearest before, of those that report; else an unknown one.

    Without an article (`state television`, `local media`) it is none that was named.
    """
    if not words.definite or not words.determined:
        return Hop("outlet", words.span, None, words)
    before = next(scene.earlier(words.span.start, "outlet"), None)
    if before:
        return back(words, before, "outlet")
    return Hop("outlet", words.span, next(scene.entities.before(words.span.start, "outlet"), None), words)


def _refers_to_outlet(scene: Scene, words: Phrase) -> bool:
    """Say whether `the agency` is a news agency: a bare one after an outlet has been named."""
    bare = words.head - words.first == 1 and words.definite and words.last == words.core
    noun = scene.syntax.lower[words.head]
    outlet = next(scene.earlier(words.span.start, "outlet"), None) if bare else None
    if outlet is None:
        return False
    called = scene.syntax.lower[outlet.phrase.first : outlet.phrase.core] if outlet.phrase else ()
    return noun in scene.codebook.media or noun in called  # `the service` after `news service NAME`


def _somebody(scene: Scene, words: Phrase) -> Hop:
    """Return a person known by office, somebody unnamed met before, or somebody new who is not named."""
    at, lemma = words.span.start, words.noun.lemma if words.noun else ""
    if not words.definite:
        return Hop("unnamed", words.span, None, words)
    if words.owner or _is_outlets(scene, words):
        return _owned(scene, words)
    known = (_described(scene, words) or _titled(scene, words, lemma)) if not words.plural else None
    before = _met(scene, words)
    if before and (known is None or before.span.start > _last_mention(known, at)):
        return Hop("unnamed" if before.kind == "unnamed" else before.kind, words.span, before.cluster, words, before,
                   before.prefix)  # fmt: skip
    if known:
        return Hop("person", words.span, known, words)
    if lemma in scene.codebook.officeholders and not words.plural:
        person = next(scene.earlier(at, "person"), None) if not _has_owner(scene, words) else None
        return Hop("person", words.span, person.cluster if person else None, words)
    return Hop("unnamed", words.span, None, words)


def _last_mention(cluster: Cluster, before: int) -> int:
    return max((span.start for span in cluster.mentions if span.end <= before), default=-1)


def _described(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the person named before whom the words of a description mean: `the Norvian leader` is of Norvia."""
    chain = scene.entities.who.coreference.at.get(words.head)
    found = chain.cluster if chain is not None else None
    is_named = found is not None and found.kind == "person" and found.mentions
    return found if is_named and _has_owner(scene, words) else None


def _titled(scene: Scene, words: Phrase, lemma: str) -> Cluster | None:
    """Return the nearest person before who has the title, of the state that the words name if they name one."""
    state = next((of for _, of in scene.entities.states_in(words.first, words.head)), None)
    bearers = (one for one in scene.entities.before(words.span.start, "person") if one.has_title(lemma))
    return next((one for one in bearers if state is None or one.side is state), None)


def _met(scene: Scene, words: Phrase) -> Hop | None:
    """Return the nearest unnamed source before that these words can mean: same noun, or `source` for any."""
    if words.noun is None:
        return None
    short = (words.core - words.first <= 3 and words.last == words.core) or words.last - words.first <= 5
    by_office = words.noun.lemma in scene.codebook.officeholders
    for hop in scene.earlier(words.span.start, "unnamed"):
        noun = hop.phrase.noun if hop.phrase else None
        lemma = noun.lemma if noun else ""
        loose = not by_office and ("source" in (lemma, words.noun.lemma) or lemma == "person")
        if short and (loose or (lemma == words.noun.lemma and _same_office(scene, words, hop.phrase))):
            return hop
    return None


def _same_office(scene: Scene, words: Phrase, other: Phrase | None) -> bool:
    """Say whether two offices can be one: not `the foreign minister` and `the prime minister`."""
    if other is None or scene.syntax.lower[words.head] not in scene.codebook.officeholders:
        return True
    mine, theirs = (_modifiers(scene, one) for one in (words, other))
    return not mine or not theirs or bool(mine & theirs)


def _modifiers(scene: Scene, words: Phrase) -> set[str]:
    tokens = scene.syntax.tokens
    return {scene.syntax.lower[at] for at in range(words.first, words.head) if tokens[at].upos in ("ADJ", "NOUN")}


def _is_outlets(scene: Scene, words: Phrase) -> bool:
    """Say whether an outlet owns them: `the paper's source`."""
    owners = [at for at in range(words.first, words.head) if scene.syntax.lower[at] in ("'s", "’s")]
    return any(scene.syntax.lower[at - 1] in scene.codebook.media for at in owners)


def _owned(scene: Scene, words: Phrase) -> Hop:
    """Return `its source`: unnamed, known through the outlet that owns it."""
    outlet = next(scene.earlier(words.span.start, "outlet"), None)
    prefix = (*outlet.prefix, outlet) if outlet and words.owner != "his" else ()
    return Hop("unnamed", words.span, None, words, None, prefix)


def _has_owner(scene: Scene, words: Phrase) -> bool:
    """Say whether the office says whose it is: `Turkey's foreign minister`, `the Castellan minister`."""
    return next(scene.entities.states_in(words.first, words.last), None) is not None


def _unlisted(scene: Scene, words: Phrase) -> Hop:
    """Return the hop of a noun or name that no list knows: capitals are a person's or a body's name, others unnamed."""
    syntax, entities = scene.syntax, scene.entities
    token = syntax.tokens[words.head]
    span = Span(token.start, token.end)
    body = entities.covering(span, "organisation", "state", "place")
    if body:
        return Hop("institution", words.span, body[1], words)
    if syntax.lower[words.first] in (*scene.codebook.bare_unnamed, "a", "an") or _is_people(scene, words):
        return Hop("unnamed", words.span, None, words)
    if again := _again(scene, words):
        return back(words, again, "unnamed")
    if token.upos == "PROPN" and _is_owned_many(scene, words):
        return Hop("institution", words.span, None, words)
    if token.upos == "PROPN" and not any(syntax.lower[at] == "the" for at in range(words.first, words.head)):
        first = words.head
        while first > words.first and syntax.tokens[first - 1].upos == "PROPN":
            first -= 1
        return Hop("person", words.span, entities.person(Span(syntax.tokens[first].start, token.end)), words)
    return Hop("institution" if words.definite else "unnamed", words.span, None, words)


def _again(scene: Scene, words: Phrase) -> Hop | None:
    """Return the unnamed source before that had the same noun, one in no list: `the mole` behind `a mole`."""
    lower = scene.syntax.lower
    if not words.definite or scene.syntax.tokens[words.head].upos == "PROPN":
        return None
    near = scene.earlier(words.span.start, "unnamed")
    return next((hop for hop in near if hop.phrase and lower[hop.phrase.head] == lower[words.head]), None)


def _is_owned_many(scene: Scene, words: Phrase) -> bool:
    """Say whether a name is that of many who have an owner: `NAME's Houthis`."""
    owned = any(scene.syntax.lower[at] in ("'s", "’s") for at in range(words.first, words.head))
    return owned and scene.syntax.lower[words.head].endswith("s")


def _is_people(scene: Scene, words: Phrase) -> bool:
    """Say whether a head is a plural of people: `the Palestinians`, `residents`."""
    token = scene.syntax.tokens[words.head]
    if token.text in scene.codebook.demonyms:
        return True
    return token.upos == "NOUN" and token.text.endswith("s") and not words.definite
