"""Names put right before they are joined: listed ones that were cut, two in one, one in two, of the wrong kind."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from memcon import codebook as codebooks
from memcon.coding.misread import are_many
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from memcon.codebook import Codebook
    from memcon.codebook.people import Actors
    from memcon.reading.model import Mention
    from memcon.reading.syntax import Syntax

_BODIES = frozenset(("organisation", "place", "misc", "nationality"))
_HALVES = frozenset(("North", "South"))
_WIDER = 3  # tokens on either side that can belong to a listed name
_LETTERS = re.compile(r"[A-Z]{2,5}")
_ASIDE = 40  # characters of `, commonly abbreviated as the `, at most
_ALSO = re.compile(r"(?:\s\(|,? (?:also |better |widely |commonly )?(?:known|abbreviated) as (?:the )?)$")
_ALIAS = re.compile(
    r",? (?:also |better |widely |commonly |universally )?(?:known|nicknamed) (?:as )?(?:the )?[\"“'‘]?$"
)
_PAIR = re.compile(r"([A-Z][a-z]{2,}[-–][A-Z][a-z]{2,}) (?:summit|meeting|talks|call|deal|accord|encounter)")
_PORTFOLIO = re.compile(r"(?<=['’]s )(?:[A-Z][a-z]+ ){1,3}$")
_INITIAL = re.compile(r" (?:[A-Z]\. )?")
_PEOPLE, _REPUBLIC = " of the People", re.compile(r"['’]s (?:\w+ )?Republic\b")
_CAPITALS = 4  # letters that a name in capitals must have to be no acronym
_TITLED_AT_LEAST = 2  # words of a name with a portfolio behind it
_STYLED = re.compile(r"(?:Mr|Mrs|Ms)\.? [A-Z]")
_JOINED = re.compile(r"(?:, | and )$")


def whole(
    mentions: Iterable[Mention], syntax: Syntax, text: str, codebook: Codebook, actors: Actors
) -> Iterator[Mention]:
    """Yield the mentions of an article, names whole and of the right kind; in text order."""
    given = sorted(mentions, key=lambda one: one.span)
    end, widened = 0, list[Span]()
    persons = {mention.span.of(text) for mention in given if mention.kind == "person"}
    for at, mention in enumerate(given):
        if mention.kind not in _BODIES and mention.kind != "person":
            yield mention
            continue
        if mention.kind == "person" and _is_pairing(mention, text):
            continue
        if mention.span.start < end and any(one.contains(mention.span) for one in widened):
            continue
        full = _listed(mention, syntax, text, codebook, actors)
        following = given[at + 1 : at + 2]
        is_broken = full is not None and (
            full.span.end == mention.span.end or any(full.span.contains(one.span) for one in following)
        )
        if full is None or not (is_broken or _is_cut(mention, text)):
            full = _continued(at, given, syntax, text) or _with_initial(at, given, text, actors)
        if full is None:
            full = _with_front(mention, text, persons)
        if full is not None:
            end, widened = full.span.end, [*widened[-4:], full.span]
        yield _of_kind(full or _before_title(_cut(mention, text), syntax, text, codebook, actors), syntax, actors)


def given(mentions: Iterable[Mention], text: str, bare: Callable[[Span], str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the short names that the article gives bodies, `the X Alliance (XAL)`, and other names of persons.

    Each with the full one. bare: the words of a mention without article and ending.
    """
    short: dict[str, str] = {}
    other: dict[str, str] = {}
    full = {(mention.kind, mention.span.end): mention for mention in mentions}
    for mention in full.values():
        before = text[max(0, mention.span.start - _ASIDE) : mention.span.start]
        name = bare(mention.span)
        body, person = _ALSO.search(before), _ALIAS.search(before) if mention.kind == "person" else None
        if body and name.isupper():
            known = full.get(("organisation", mention.span.start - len(before) + body.start()))
            if known is not None and " " in bare(known.span):
                short[name] = bare(known.span)
        if person:
            known = full.get(("person", mention.span.start - len(before) + person.start()))
            if known is not None:
                other[name] = bare(known.span)
    return short, other


def kinds_settled(
    mentions: Sequence[Mention], syntax: Syntax, text: str, bare: Callable[[Span], str]
) -> Iterator[Mention]:
    """Yield the mentions, one name of one kind: a body's where it is no part of a fuller person's name."""
    kinds: dict[str, set[str]] = {}
    for mention in mentions:
        kinds.setdefault(bare(mention.span), set()).add(mention.kind)
    full = {word for name, found in kinds.items() if "person" in found and " " in name for word in name.split()}
    said = Counter((bare(mention.span), mention.kind) for mention in mentions)
    for mention in mentions:
        name = bare(mention.span)
        if mention.kind in _BODIES and _STYLED.match(name):
            yield mention._replace(kind="person")
            continue
        as_body = name not in full and ("organisation" in kinds[name] or _is_firm(name, said))
        if mention.kind == "person" and (as_body or are_many(syntax, text, mention.span)):
            yield mention._replace(kind="organisation")
        elif mention.kind == "person" and name in codebooks.load().seats and name not in full:
            yield mention._replace(kind="place")
        elif mention.kind == "person" and name in codebooks.load().demonyms and name not in full:
            yield mention._replace(kind="nationality")
        elif mention.kind == "place" and _is_surname(name, kinds, said):
            yield mention._replace(kind="person")
        else:
            yield mention


def _is_firm(name: str, said: Mapping[tuple[str, str], int]) -> bool:
    """Say whether a word read as a person is how a body's name begins: `Halden` of the Halden Group, said as often."""
    longer = [(kind, n) for (one, kind), n in said.items() if one.startswith(f"{name} ") and one.istitle()]
    is_body = {kind for kind, _ in longer} == {"organisation"}
    return " " not in name and is_body and said.get((name, "person"), 0) <= sum(n for _, n in longer)


def _is_surname(name: str, kinds: Mapping[str, set[str]], said: Mapping[tuple[str, str], int]) -> bool:
    """Say whether what is read as a place is somebody's name: it ends with one, or is read as one more often."""
    if " " in name:
        return kinds.get(name.rsplit(maxsplit=1)[-1]) == {"person"}
    return said.get((name, "person"), 0) > said[name, "place"] and name not in codebooks.load().states


def half(bare: str, said: Iterable[str], codebook: Codebook) -> str:
    """Return the full name of the only state of an article that a bare `North` is short for; else the name itself.

    The name of a state that is written in capitals, or without its last full stop, is as it is listed.
    """
    if bare not in _HALVES:
        return next((name for name in _written(bare) if name in codebook.states), bare)
    found = {codebook.states[name].code: name for name in said if name in codebook.states and name[:6] == f"{bare} "}
    return next(iter(found.values())) if len(found) == 1 else bare


def _written(bare: str) -> Iterator[str]:
    """Yield what a name can be another writing of: `UNITED NORVIA`, `U.N`."""
    yield bare
    yield f"{bare}."
    if bare.isupper() and len(bare) >= _CAPITALS and bare.title() not in codebooks.load().seats:  # no dateline
        yield bare.title()


def _listed(mention: Mention, syntax: Syntax, text: str, codebook: Codebook, actors: Actors) -> Mention | None:
    """Return the listed name of which a mention is a part: `United` of `the United Nations`, with `Nations`."""
    tokens, inside = syntax.tokens, syntax.inside(mention.span)
    own = mention.span.of(text)
    if mention.kind == "person" or not inside or own in actors.bodies_named:
        return None
    if own in codebook.states and not _is_cut(mention, text):
        return None
    window = syntax.sentence(inside.start)
    low, high = inside.start, inside.stop
    while low > max(window.first, inside.start - _WIDER) and _may_begin(tokens[low - 1].text):
        low -= 1
    while high < min(window.last, inside.stop + _WIDER) and tokens[high].text[:1].isupper():
        high += 1
    for first in range(low, inside.start + 1):
        for last in range(high, inside.stop - 1, -1):
            span = Span(tokens[first].start, tokens[last - 1].end)
            words = span.of(text)
            if span != mention.span and last - first > 1 and (words in codebook.states or words in actors.bodies_named):
                is_place = words in codebook.states and mention.kind == "place"
                return mention._replace(kind="place" if is_place else "organisation", span=span)
    return None


def _is_cut(mention: Mention, text: str) -> bool:
    """Say whether a name is the rest of a `People's Republic`."""
    return text.endswith(("People's ", "People’s "), 0, mention.span.start)


def _may_begin(word: str) -> bool:
    """Say whether a word before a name may be part of it: with a capital, or the ending in `People's Republic`."""
    return word[:1].isupper() or word in ("'s", "’s")


def _continued(at: int, given: Sequence[Mention], syntax: Syntax, text: str) -> Mention | None:
    """Return a name put together that was cut at `,` or `and`, or at the ending in `the Norburg People's Republic`."""
    mention, following = given[at], given[at + 1] if at + 1 < len(given) else None
    if mention.span.of(text).endswith(" People") and (republic := _REPUBLIC.match(text, mention.span.end)):
        return mention._replace(kind="organisation", span=Span(mention.span.start, republic.end()))
    between = text[mention.span.end : following.span.start] if following is not None else ""
    if following is None or mention.kind != "organisation" or " of " not in mention.span.of(text):
        return None
    if not _JOINED.fullmatch(between) or following.kind not in ("organisation", "misc", "outlet"):
        return None
    tokens, lower, inside = syntax.tokens, syntax.lower, syntax.inside(mention.span)
    of = next(one for one in inside if lower[one] == "of")
    behind = syntax.inside(following.span)
    heads = {tokens[one].head for one in behind if tokens[one].deprel == "conj"}
    is_list = between == ", " and " and " in following.span.of(text)
    if not is_list and not any(of < head < inside.stop for head in heads):
        return None
    last = behind.stop
    while last < len(tokens) and tokens[last].text[:1].isupper() and tokens[last].upos in ("NOUN", "PROPN"):
        last += 1
    return mention._replace(span=Span(mention.span.start, tokens[last - 1].end))


def _with_initial(at: int, given: Sequence[Mention], text: str, actors: Actors) -> Mention | None:
    """Return a person's name put together that was cut, at an initial or not: `Ana` `Ruiz`, `Ana R. Ruiz`."""
    mention, following = given[at], given[at + 1] if at + 1 < len(given) else None
    if following is None or not mention.kind == following.kind == "person":
        return None
    if not _INITIAL.fullmatch(text, mention.span.end, following.span.start):
        return None
    is_one = following.span.start > mention.span.end + 1 or _is_given(mention.span.of(text), given, text, actors)
    return mention._replace(span=Span(mention.span.start, following.span.end)) if is_one else None


def _is_given(name: str, given: Sequence[Mention], text: str, actors: Actors) -> bool:
    """Say whether a single word is nobody's title, and no name that stands alone elsewhere: a given name."""
    if " " in name or name.lower() in actors.people or name in codebooks.load().states:
        return False
    return sum(one.span.of(text) == name for one in given) == 1


def _with_front(mention: Mention, text: str, persons: AbstractSet[str]) -> Mention | None:
    """Return a name with the word that is cut off before it: `He` of a `He Lifeng`, or a ministry's portfolio."""
    own, start = mention.span.of(text), mention.span.start
    if mention.kind == "person":
        front = text[max(0, text.rfind(" ", 0, start - 1) + 1) : start].lstrip()
        is_known = " " not in own and front[:1].isupper() and f"{front}{own}" in persons
        return mention._replace(span=Span(start - len(front), mention.span.end)) if is_known else None
    found = _PORTFOLIO.search(text, max(0, start - _ASIDE), start) if own == "Ministry" else None
    return mention._replace(span=Span(found.start(), mention.span.end)) if found else None


def _is_pairing(mention: Mention, text: str) -> bool:
    """Say whether a name is of two who meet: `the X-Y summit`."""
    found = _PAIR.match(text, mention.span.start)
    return found is not None and mention.span.end <= found.end(1)


def _cut(mention: Mention, text: str) -> Mention:
    """Cut a name that runs on into a description: `X` of `X and Norvia's watchdog`."""
    words = mention.span.of(text)
    if words.endswith(_PEOPLE) and _REPUBLIC.match(text, mention.span.end):
        return mention._replace(span=Span(mention.span.start, mention.span.end - len(_PEOPLE)))
    before, joint, after = words.partition(" and ")
    if mention.kind != "organisation" or not joint or not after.split()[-1].islower():
        return mention
    return mention._replace(span=Span(mention.span.start, mention.span.start + len(before)))


def _before_title(mention: Mention, syntax: Syntax, text: str, codebook: Codebook, actors: Actors) -> Mention:
    """Cut a listed name that runs on into what an office is for: `EU` of `EU Trade Commissioner X`."""
    inside = syntax.inside(mention.span)
    if mention.kind != "organisation" or len(inside) < _TITLED_AT_LEAST or inside.stop >= len(syntax.tokens):
        return mention
    title, words = syntax.tokens[inside.stop].text, mention.span.of(text)
    first = Span(syntax.tokens[inside.start].start, syntax.tokens[inside.start].end)
    is_listed = first.of(text) in codebook.states or first.of(text) in actors.bodies_named
    is_office = title[:1].isupper() and syntax.lower[inside.stop] in actors.people
    return mention._replace(span=first) if is_listed and is_office and words not in actors.bodies_named else mention


def _of_kind(mention: Mention, syntax: Syntax, actors: Actors) -> Mention:
    """Make a body of what is read as a person or a place, though it is said to be one or has executives."""
    inside = syntax.inside(mention.span)
    if not inside or mention.kind not in ("person", "place"):
        return mention
    if len(inside) == 1 and mention.kind == "person":
        kids = (kid for kid in syntax.kids[inside.start] if syntax.tokens[kid].deprel == "appos")
        nouns = {syntax.lower[kid] for kid in kids}
        is_body = any(noun in actors.bodies and noun not in actors.people for noun in nouns)
        if is_body or _LETTERS.fullmatch(syntax.tokens[inside.start].text):
            return mention._replace(kind="organisation")
    at = inside.start - 1 - (syntax.lower[inside.start - 1 : inside.start] == ["the"])
    if mention.kind == "place" and at > 0 and syntax.lower[at] == "of" and syntax.lower[at - 1] in actors.corporate:
        return mention._replace(kind="organisation")
    return mention
