"""One hop of a chain: what kind of source it is, and which one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon.article import outlets
from memcon.coding import unnamed
from memcon.coding.phrases import Phrase, phrase
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.codebook import Codebook
    from memcon.coding.entities import Cluster, Entities
    from memcon.coding.record import SourceKind
    from memcon.reading.model import Reading
    from memcon.reading.syntax import Syntax

_PERSONAL = frozenset(("he", "she", "him", "her", "himself", "herself"))
_NEUTRAL = frozenset(("it", "itself"))
_PLURAL = frozenset(("they", "them", "both", "themselves"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_OURS = frozenset(("this newspaper", "our correspondent", "our reporter", "this reporter", "we", "us", "this publication",
                   "this outlet", "this paper", "this website", "this magazine", "this agency"))  # fmt: skip


@dataclass(slots=True, eq=False)
class Hop:
    """A source where it stands.

    is_inner: told by another source; a pronoun outside will hardly mean it.
    prefix: for one known from an earlier place, the chain that led to it there, itself left out.
    """

    kind: SourceKind
    span: Span
    cluster: Cluster | None = None
    phrase: Phrase | None = None
    same_as: Hop | None = None
    prefix: tuple[Hop, ...] = ()
    is_inner: bool = False
    facts: tuple[int | None, str | None, Cluster | None, str | None, str | None] | None = None


@dataclass(slots=True)
class Scene:
    """What is known while the sources of one article are being told apart; `seen` grows, in text order."""

    reading: Reading
    syntax: Syntax
    codebook: Codebook
    entities: Entities
    seen: list[Hop] = field(default_factory=list)

    def earlier(self, position: int, *kinds: str) -> Iterator[Hop]:
        """Yield earlier sources of some kinds, nearest first."""
        found = [hop for hop in self.seen if hop.span.end <= position and hop.kind in kinds]
        yield from sorted(found, key=lambda hop: (hop.is_inner, -hop.span.start))


def is_own(scene: Scene, span: Span) -> bool:
    """Say whether the words name the article's own outlet: then they are the writer."""
    words = span.of(scene.reading.article.text)
    if words.lower() in _OURS:
        return True
    name = _outlet_name(words)
    own = (scene.reading.article.outlet, scene.reading.article.credit)
    return any(name == _outlet_name(mine) for mine in own if mine)


def _outlet_name(words: str) -> str:
    bare = words.strip(" .,").removesuffix("'s").removesuffix("’s")
    bare = bare[4:] if bare[:4] in ("the ", "The ") else bare
    return outlets.named(bare) or bare.casefold()


def hop_of(scene: Scene, span: Span, until: int, *, is_press: bool = False) -> Hop | None:
    """Return the hop that a source's words make; None when they are the writer or nothing.

    until: where the words that can describe it end, at most. is_press: its verb is one for the press.
    """
    words = phrase(scene.syntax, scene.codebook, span)
    if words is None or is_own(scene, span):
        return None
    hop = _pronoun(scene, words) or _one_of_them(scene, words)
    hop = hop or (_press(scene, words) if is_press else None) or _named(scene, words) or _described(scene, words)
    if hop.kind == "unnamed":
        hop.facts = _facts(scene, words, max(until, span.end), is_pronoun=hop.phrase is None)
    if hop.cluster is not None:
        scene.entities.also(hop.cluster, _mention(scene, hop, words))
    return hop


def _mention(scene: Scene, hop: Hop, words: Phrase) -> Span:
    """Return what of a source's words goes among the entity's mentions: its name there, else the whole."""
    assert hop.cluster is not None
    named = [span for span in hop.cluster.mentions if words.span.contains(span)]
    return min(named) if named else words.span


def _facts(
    scene: Scene, words: Phrase, until: int, *, is_pronoun: bool
) -> tuple[int | None, str | None, Cluster | None, str | None, str | None]:
    text, syntax, codebook = scene.reading.article.text, scene.syntax, scene.codebook
    if is_pronoun:
        return None, None, None, None, None
    return (
        unnamed.count(syntax, codebook, words),
        unnamed.closeness(text, codebook, words, until),
        unnamed.side(scene.entities, syntax, codebook, words),
        unnamed.office(text, syntax, scene.entities, words),
        unnamed.reason(text, syntax, codebook, words),
    )


# ---------------------------------------------------------------- pronouns


def _pronoun(scene: Scene, words: Phrase) -> Hop | None:
    if words.last - words.first > 1:
        return None
    word, at = scene.syntax.lower[words.first], words.span.start
    if word in _PERSONAL:
        return _person_before(scene, words, at)
    if word in _NEUTRAL:
        return _back(words, next(scene.earlier(at, "outlet", "institution", "document"), None), "institution")
    if word in _PLURAL:
        return _back(words, next(scene.earlier(at, "unnamed", "institution"), None), "unnamed")
    if word in _RELATIVE:
        near = [hop for hop in scene.earlier(at, "person", "unnamed", "institution", "outlet", "document")]
        adjacent = next((hop for hop in near if at - hop.span.end < 4), None)
        return _back(words, adjacent, "person") if adjacent else _relative(scene, words)
    return None


def _relative(scene: Scene, words: Phrase) -> Hop:
    """Return what `who` stands for when no source stands before it: the noun before."""
    at = words.first
    while at > 0 and scene.syntax.tokens[at - 1].upos == "PUNCT":
        at -= 1
    begin = scene.syntax.phrase_before(at)
    span = scene.syntax.span(begin, at)
    found = hop_of(scene, span, words.span.start) if span and begin < at else None
    return _back(words, found, "person")


def _person_before(scene: Scene, words: Phrase, at: int) -> Hop:
    """Return the person that `he` or `she` is: the nearest earlier source, or a name nearer than that."""
    hop = next(scene.earlier(at, "person", "unnamed"), None)
    named = next((span for span, _ in _persons_before(scene, at)), None)
    here = scene.syntax.sentence_of[words.first]
    if hop and (named is None or hop.span.end >= named.start or _sentence(scene, hop.span) >= here - 1):
        return _back(words, hop, "person")
    if named:
        found = scene.entities.covering(named, "person")
        return Hop("person", words.span, found[1] if found else None)
    return _back(words, hop, "person")


def _sentence(scene: Scene, span: Span) -> int:
    tokens = scene.syntax.inside(span)
    return scene.syntax.sentence_of[tokens.start] if tokens else 0


def _persons_before(scene: Scene, at: int) -> list[tuple[Span, Cluster]]:
    return list(scene.entities.within(Span(0, at), "person"))[::-1]


def _back(words: Phrase, hop: Hop | None, kind: SourceKind) -> Hop:
    """Return a hop that refers to an earlier one: same kind, same entity, and the chain that led there."""
    if hop is None:
        return Hop(kind, words.span)
    return Hop(hop.kind, words.span, hop.cluster, None, hop, hop.prefix)


def _one_of_them(scene: Scene, words: Phrase) -> Hop | None:
    """Return `one of them`: somebody unnamed, known as they are known."""
    if scene.syntax.lower[words.head] not in ("them", "us", "those") or words.last - words.first < 3:
        return None
    before = next(scene.earlier(words.span.start, "unnamed"), None)
    return Hop("unnamed", words.span, None, words, before, before.prefix if before else ())


def _press(scene: Scene, words: Phrase) -> Hop | None:
    """Return the outlet that a bare name is when its verb is one for the press; a titled or well-known person is none."""
    syntax, first = scene.syntax, words.head
    while first > words.first and (syntax.tokens[first - 1].text[:1].isupper() or syntax.tokens[first - 1].text == "-"):
        first -= 1
    first += syntax.lower[first] == "the"
    if words.kind is not None or words.last > words.core + 1 or words.head - first > 3:
        return None
    if not syntax.tokens[words.head].text[:1].isupper() or first > words.head:
        return None
    span = Span(syntax.tokens[first].start, syntax.tokens[words.head].end)
    name = span.of(scene.reading.article.text)
    person = scene.entities.covering(span, "person")
    if name in scene.codebook.states or (person and (person[1].roles or len(person[1].mentions) > 1)):
        return None
    return Hop("outlet", words.span, _noted(scene.entities, name, span), words)


# ---------------------------------------------------------------- names


def _named(scene: Scene, words: Phrase) -> Hop | None:
    """Return the hop of a source that is named: the name is the head, or stands beside the head."""
    entities, syntax = scene.entities, scene.syntax
    head = Span(syntax.tokens[words.head].start, syntax.tokens[words.head].end)
    core = Span(syntax.tokens[words.first].start, syntax.tokens[words.core - 1].end)
    medium = _medium_by_name(scene, words)
    if medium:
        return Hop("outlet", words.span, medium, words)
    person = entities.covering(head, "person")
    if not person and (known := entities.surnamed(head.of(scene.reading.article.text))):
        return Hop("person", words.span, known, words)
    if person and words.kind not in ("documents", "media") and not _is_owner(syntax, person[0], words):
        return Hop("person", words.span, person[1], words)
    beside = _beside(scene, words)
    if beside:
        return Hop("person", words.span, beside, words)
    outlet = _outlet(scene, words, core)
    if outlet:
        return Hop("outlet", words.span, outlet, words)
    if words.kind is None or words.kind == "institutions":
        body = entities.covering(head, "organisation", "state", "place", "outlet")
        if body and not _is_owner(syntax, body[0], words):
            kind: SourceKind = "outlet" if body[1].kind == "outlet" else "institution"
            return Hop(kind, words.span, body[1] if _is_whole(body[0], core) else _side_of(scene, words), words)
    return None


def _medium_by_name(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the outlet of `the news agency NAME`, `the NAME newspaper`: a media noun beside a name, one of them the head."""
    syntax, text = scene.syntax, scene.reading.article.text
    listed = _listed_ending(scene, words)
    if listed:
        return listed
    nouns = [at for at in range(words.first, words.core) if syntax.lower[at] in scene.codebook.media]
    if not nouns:
        return None
    noun = nouns[-1]
    behind = range(noun + 1, words.core)
    if behind and all(syntax.tokens[at].upos in ("PROPN", "X", "PUNCT", "ADJ") or syntax.tokens[at].text[:1].isupper() for at in behind):
        span = Span(syntax.tokens[noun + 1].start, syntax.tokens[words.core - 1].end)
        return _noted(scene.entities, span.of(text), span)
    if behind and outlets.named(text[syntax.tokens[noun + 1].start : syntax.tokens[words.core - 1].end]):
        span = Span(syntax.tokens[noun + 1].start, syntax.tokens[words.core - 1].end)
        return _noted(scene.entities, span.of(text), span)
    proper = _name_in(syntax, words, text) if noun == words.head else None
    if proper and not scene.codebook.states.get(proper.of(text)):
        return _noted(scene.entities, proper.of(text), proper)
    return None


def _listed_ending(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the outlet whose listed name is the head: `the mass-circulation NAME`."""
    text, syntax = scene.reading.article.text, scene.syntax
    if words.kind in ("unnamed", "officeholders"):
        return None
    for at in range(words.first, words.head + 1):
        span = Span(syntax.tokens[at].start, syntax.tokens[words.head].end)
        name = span.of(text)
        if name[:1].isupper() and outlets.named(name) and name not in scene.codebook.states:
            return _noted(scene.entities, name, span)
    return None


def _is_owner(syntax: Syntax, name: Span, words: Phrase) -> bool:
    """Say whether a name only owns the head: `X's lawyer`."""
    last = syntax.inside(name).stop
    return last < words.core and syntax.lower[last] in ("'s", "’s", "'", "’")


def _is_whole(name: Span, core: Span) -> bool:
    return name.end >= core.end - 2


def _side_of(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the state in an institution's name: `the Chinese commerce ministry` is no entity of its own yet."""
    return None


def _beside(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the person named in apposition: `the envoy, NAME,` or `the commander known as NAME`."""
    if words.kind not in ("unnamed", "officeholders", None):
        return None
    at = words.core
    while at < words.last and (scene.syntax.tokens[at].upos == "PUNCT" or scene.syntax.lower[at] in ("known", "as", "named")):
        at += 1
    if at == words.core or at >= words.last:
        at = _after_of(scene, words)
        if at is None:
            return None
    token = scene.syntax.tokens[at]
    found = scene.entities.covering(Span(token.start, token.end), "person")
    return found[1] if found and found[0].start == token.start else None


def _after_of(scene: Scene, words: Phrase) -> int | None:
    """Return the token behind the comma that ends `the minister of X, NAME`."""
    for at in range(words.core, min(words.core + 10, words.last - 1)):
        if scene.syntax.tokens[at].text == ",":
            return at + 1
    return None


def _outlet(scene: Scene, words: Phrase, core: Span) -> Cluster | None:
    """Return the outlet that the words name: by a listed name, or a media noun with a name of its own."""
    text, syntax, entities = scene.reading.article.text, scene.syntax, scene.entities
    name = core.of(text).removesuffix("'s").removesuffix("’s")
    bare = name[4:] if name[:4] in ("the ", "The ") else name
    if outlets.named(bare) and words.kind not in ("unnamed", "officeholders"):
        return _noted(entities, bare, core)
    if words.kind in ("media", "documents") or words.kind is None:
        found = entities.covering(core, "outlet")
        if found and (words.kind or found[0].start <= core.start + 4):
            return found[1]
        if words.kind == "documents":
            return _outlet_behind(scene, words) or _media_report(scene, words)
    return None


def _noted(entities: Entities, name: str, span: Span) -> Cluster:
    cluster = entities.outlet(name)
    entities.also(cluster, span)
    return cluster


def _name_in(syntax: Syntax, words: Phrase, text: str) -> Span | None:
    """Return the proper name beside a media noun: `Turkey's NAME daily`, `the news agency NAME`."""
    first = words.first
    for at in range(words.first, words.core):
        if syntax.lower[at] in ("'s", "’s"):
            first = at + 1
    run = [at for at in range(first, words.core) if syntax.tokens[at].text[:1].isupper() and syntax.lower[at] != "the"]
    if not run:
        lone = [at for at in range(words.head, words.core) if syntax.tokens[at].upos == "PROPN"]
        run = lone
    return Span(syntax.tokens[run[0]].start, syntax.tokens[run[-1]].end) if run else None


def _outlet_behind(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the outlet of `a report by NAME`, `a report in the NAME`."""
    if words.core >= words.last or scene.syntax.lower[words.core] not in ("by", "in", "from", "of", "on"):
        return None
    rest = Span(scene.syntax.tokens[words.core].start, words.span.end)
    found = next(scene.entities.within(rest, "outlet"), None)
    if found:
        return found[1]
    span = scene.syntax.span(words.core + 1, words.last)
    name = span.of(scene.reading.article.text) if span else ""
    return _noted(scene.entities, name, span) if span and outlets.named(name) else None


def _media_report(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the outlet behind `a media report` that does not say whose: the first other one that the article names."""
    if not any(scene.syntax.lower[at] in scene.codebook.media for at in range(words.first, words.head)):
        return None
    others = [c for c in scene.entities.clusters("outlet") if not is_own(scene, c.first())]
    return next((c for c in others if c.first().start > words.span.start), None)


# ---------------------------------------------------------------- descriptions


def _described(scene: Scene, words: Phrase) -> Hop:
    """Return the hop of a source that is described by a noun, or of a name that no list knows."""
    if words.kind == "unnamed" or words.kind == "officeholders":
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
    """Return the outlet that `the newspaper` is: the nearest before, of those that report; else an unknown one."""
    before = next(scene.earlier(words.span.start, "outlet"), None)
    if before and words.definite:
        return _back(words, before, "outlet")
    mention = next(scene.entities.before(words.span.start, "outlet"), None) if words.definite else None
    return Hop("outlet", words.span, mention, words)


def _refers_to_outlet(scene: Scene, words: Phrase) -> bool:
    """Say whether `the agency` is a news agency: a bare one after an outlet has been named."""
    bare = words.head - words.first == 1 and words.definite and words.last == words.core
    noun = scene.syntax.lower[words.head]
    return bare and noun in scene.codebook.media and next(scene.earlier(words.span.start, "outlet"), None) is not None


def _somebody(scene: Scene, words: Phrase) -> Hop:
    """Return a person known by office, somebody unnamed met before, or somebody new who is not named."""
    at, lemma = words.span.start, words.noun.lemma if words.noun else ""
    if not words.definite:
        return Hop("unnamed", words.span, None, words)
    if words.owner or _is_outlets(scene, words):
        return _owned(scene, words)
    known = _titled(scene, at, lemma) if not words.plural else None
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


def _titled(scene: Scene, at: int, lemma: str) -> Cluster | None:
    """Return the nearest person before who has the title."""
    return next((person for person in scene.entities.before(at, "person") if person.has_title(lemma)), None)


def _met(scene: Scene, words: Phrase) -> Hop | None:
    """Return the nearest unnamed source before that these words can mean: same noun, or `source` for any."""
    if words.noun is None:
        return None
    short = words.core - words.first <= 3 and words.last == words.core or words.last - words.first <= 5
    for hop in scene.earlier(words.span.start, "unnamed"):
        noun = hop.phrase.noun if hop.phrase else None
        lemma = noun.lemma if noun else ""
        if short and (lemma == words.noun.lemma or "source" in (lemma, words.noun.lemma) or lemma == "person"):
            return hop
    return None


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
    if syntax.lower[words.first] in scene.codebook.bare_unnamed or _is_people(scene, words):
        return Hop("unnamed", words.span, None, words)
    if syntax.lower[words.first] in ("a", "an"):
        return Hop("unnamed", words.span, None, words)
    if token.upos == "PROPN" and not any(syntax.lower[at] == "the" for at in range(words.first, words.head)):
        first = words.head
        while first > words.first and syntax.tokens[first - 1].upos == "PROPN":
            first -= 1
        return Hop("person", words.span, entities.person(Span(syntax.tokens[first].start, token.end)), words)
    return Hop("institution" if words.definite else "unnamed", words.span, None, words)


def _is_people(scene: Scene, words: Phrase) -> bool:
    """Say whether a head is a plural of people: `the Palestinians`, `residents`."""
    token = scene.syntax.tokens[words.head]
    if token.text in scene.codebook.demonyms:
        return True
    return token.upos == "NOUN" and token.text.endswith("s") and not words.definite
