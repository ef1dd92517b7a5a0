"""Sources that are named: a person, an outlet or a body, by the head of the phrase or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.article import mastheads, outlets
from memcon.coding.scene import Hop, Scene, is_own
from memcon.spans import Span

if TYPE_CHECKING:
    from memcon.coding.entities import Cluster, Entities
    from memcon.coding.phrases import Phrase
    from memcon.coding.record import SourceKind
    from memcon.reading.syntax import Syntax

_ENDINGS = frozenset(("'s", "’s", "'", "’"))

_JOINS = frozenset(("-", "/"))
_SERVING = frozenset(("news", "wire", "press"))  # what a service serves that publishes
_NEAR = 3  # words from a report to the outlet that has it: `a report in the daily NAME`


def press(scene: Scene, words: Phrase) -> Hop | None:
    """Return the outlet that a bare name is when its verb is one for the press; a titled person is none."""
    syntax, first = scene.syntax, words.head
    while first > words.first and (syntax.tokens[first - 1].text[:1].isupper() or syntax.lower[first - 1] in _JOINS):
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


def named(scene: Scene, words: Phrase) -> Hop | None:
    """Return the hop of a source that is named: the name is the head, or stands beside the head."""
    tokens = scene.syntax.tokens
    core = Span(tokens[words.first].start, tokens[words.core - 1].end)
    medium = _medium_by_name(scene, words)
    if medium:
        return Hop("outlet", words.span, medium, words)
    person = _person(scene, words) or _beside(scene, words)
    if person:
        return Hop("person", words.span, person, words)
    outlet = _outlet(scene, words, core)
    if outlet:
        return Hop("outlet", words.span, outlet, words)
    return _body(scene, words, core)


def _person(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the person whose name is the head of the phrase."""
    token = scene.syntax.tokens[words.head]
    if token.text in scene.codebook.seats and words.head == words.first:
        return None
    found = scene.entities.covering(Span(token.start, token.end), "person")
    if not found:
        return scene.entities.surnamed(token.text)
    if words.kind in ("documents", "media") or _is_owner(scene.syntax, found[0], words):
        return None
    return None if _is_the_many(scene, words) else found[1]


def _is_the_many(scene: Scene, words: Phrase) -> bool:
    """Say whether a name is that of many, with an article and a plural's ending: `the NAMEs`."""
    lower = scene.syntax.lower
    return lower[words.first] == "the" and words.head == words.first + 1 and lower[words.head].endswith("s")


def _body(scene: Scene, words: Phrase, core: Span) -> Hop | None:
    """Return the hop of an organisation, a state or a place that speaks for a government."""
    if words.kind not in (None, "institutions"):
        return None
    token = scene.syntax.tokens[words.head]
    body = scene.entities.covering(Span(token.start, token.end), "organisation", "state", "place", "outlet")
    if not body and words.kind and (called := _called(scene, words)):
        return Hop("institution", words.span, called, words)
    if not body or _is_owner(scene.syntax, body[0], words) or _is_one_of_many(scene, words):
        return None
    kind: SourceKind = "outlet" if body[1].kind == "outlet" else "institution"
    return Hop(kind, words.span, body[1] if body[0].end >= core.end - 2 else None, words)


def _called(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the body whose name stands in apposition to what it is: `a rival union, NAME`."""
    syntax = scene.syntax
    if words.core + 1 >= words.last or syntax.tokens[words.core].text != ",":
        return None
    name = syntax.span(words.core + 1, words.last)
    body = scene.entities.covering(name, "organisation") if name else None
    return body[1] if body and body[0] == name else None


def _is_one_of_many(scene: Scene, words: Phrase) -> bool:
    """Say whether `a` makes a member of what the name names: `a Social Democrat`."""
    return words.kind is None and scene.syntax.lower[words.first] in ("a", "an")


def _medium_by_name(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the outlet of `the news agency NAME` or `the NAME newspaper`: a media noun beside a name."""
    syntax, text = scene.syntax, scene.reading.article.text
    listed = _listed_ending(scene, words)
    if listed:
        return listed
    nouns = [at for at in range(words.first, words.core) if _is_medium(scene, words, at)]
    if not nouns:
        return None
    noun = nouns[-1]
    behind = range(noun + 1, words.core)
    if behind:
        span = Span(syntax.tokens[noun + 1].start, syntax.tokens[words.core - 1].end)
        if all(_is_of_name(syntax, at) for at in behind) or outlets.named(span.of(text)):
            return _noted(scene.entities, span.of(text), span)
    proper = _name_in(syntax, words) if noun == words.head else None
    if proper and not scene.codebook.states.get(proper.of(text)):
        return _noted(scene.entities, proper.of(text), proper)
    return None


def _is_medium(scene: Scene, words: Phrase, at: int) -> bool:
    """Say whether a token is a noun of the press, and not the first word of a company's name: `Network NAME`."""
    text = scene.syntax.tokens[at].text
    if text.lower() == "service" and at > words.first:
        return scene.syntax.lower[at - 1] in _SERVING
    return text.lower() in scene.codebook.media and not (text.istitle() and at == words.first and at < words.head)


def _is_of_name(syntax: Syntax, at: int) -> bool:
    token = syntax.tokens[at]
    return token.upos in ("PROPN", "X", "PUNCT", "ADJ") or token.text[:1].isupper()


def _listed_ending(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the outlet whose listed name is the head: `the mass-circulation NAME`."""
    text, syntax = scene.reading.article.text, scene.syntax
    if words.kind in ("unnamed", "officeholders") or _ends_a_person(scene, words):
        return None
    last = words.head
    if last + 1 < words.last and syntax.tokens[last + 1].upos == "NUM":  # `Channel 12`
        last += 1
    for at in range(words.first, words.head + 1):
        span = Span(syntax.tokens[at].start, syntax.tokens[last].end)
        name = span.of(text)
        if name[:1].isupper() and (outlets.named(name) or mastheads.sounds(name)) and name not in scene.codebook.states:
            return _noted(scene.entities, name, span)
    return None


def _ends_a_person(scene: Scene, words: Phrase) -> bool:
    """Say whether the head is a surname behind a given name."""
    token = scene.syntax.tokens[words.head]
    found = scene.entities.covering(Span(token.start, token.end), "person")
    return found is not None and found[0].start < token.start and found[0].end == token.end


def _is_owner(syntax: Syntax, name: Span, words: Phrase) -> bool:
    """Say whether a name only owns the head: `X's lawyer`."""
    last = syntax.inside(name).stop
    return last < words.core and syntax.lower[last] in ("'s", "’s", "'", "’")


def _beside(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the person named in apposition: `the envoy, NAME,` or `the commander known as NAME`."""
    if words.kind not in ("unnamed", "officeholders", None):
        return None
    at = words.core
    syntax = scene.syntax
    if titled := _title_and_name(scene, words):
        return titled
    while at < words.last and (syntax.tokens[at].upos == "PUNCT" or syntax.lower[at] in ("known", "as", "named")):
        at += 1
    if at == words.core or at >= words.last:
        at = _after_comma(scene, words)
    if at >= words.last:
        return None
    token = syntax.tokens[at]
    found = scene.entities.covering(Span(token.start, token.end), "person")
    return found[1] if found and found[0].start == token.start else None


def _title_and_name(scene: Scene, words: Phrase) -> Cluster | None:
    """Return the person of `Secretary of State NAME`: a name at the end that no preposition and no comma lead to."""
    tokens, last = scene.syntax.tokens, scene.syntax.tokens[words.last - 1]
    found = scene.entities.covering(Span(last.start, last.end), "person")
    if not found or words.last - words.core < 2:
        return None
    name = scene.syntax.inside(found[0])
    if name.stop != words.last or name.start <= words.core or any(tokens[at].text == "," for at in name):
        return None
    return found[1] if tokens[name.start - 1].text[:1].isupper() else None


def _after_comma(scene: Scene, words: Phrase) -> int:
    """Return the token behind the comma that ends `the minister of X, NAME`; the phrase's end without one."""
    for at in range(words.core, min(words.core + 10, words.last - 1)):
        if scene.syntax.tokens[at].text == ",":
            return at + 1
    return words.last


def _outlet(scene: Scene, words: Phrase, core: Span) -> Cluster | None:
    """Return the outlet that the words name: by a listed name, or a media noun with a name of its own."""
    text, entities = scene.reading.article.text, scene.entities
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


def _name_in(syntax: Syntax, words: Phrase) -> Span | None:
    """Return the proper name beside a media noun: `Turkey's NAME daily`, `the news agency NAME`."""
    first = words.first
    for at in range(words.first, words.core):
        if syntax.lower[at] in ("'s", "’s"):
            first = at + 1
    run = [at for at in range(first, words.core) if syntax.tokens[at].text[:1].isupper()]
    run = [at for at in run if syntax.lower[at] not in ("the", "a", "an")]
    if all(syntax.tokens[at].upos == "ADJ" for at in run):  # `a pan-Arab daily`
        run = []
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
    if found and scene.syntax.inside(found[0]).start <= words.core + _NEAR:
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
