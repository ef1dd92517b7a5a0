"""The source behind a source: relays, taken apart into one attribution for each hop.

`the daily reported, citing two officials, that C`; `the daily cited its source as saying C`; `C, according to a
report citing X`; `X was quoted by the agency as saying C`. Both hops get the content; the outer one's content also
holds the words of the inner source and cue, so that containment alone says which is which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.reading.drafts import Draft, without
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from memcon.codebook import Codebook
    from memcon.reading.syntax import Syntax

_STOP = frozenset(',.;:—–()“”"')
_PERSONS = frozenset(("he", "him", "she", "her", "them", "they"))
_CARRIERS = frozenset(("quoted", "cited", "carried", "published", "reported", "relayed", "aired", "broadcast"))
_NOMINAL = frozenset(("DET", "PROPN", "NOUN", "ADJ", "PART", "NUM"))
_FINDERS = frozenset(("reported", "published", "revealed", "disclosed", "broken", "leaked"))
_BEFORE = frozenset(("first", "earlier", "previously", "originally", "initially"))
_BODY = frozenset(("VERB", "AUX", "ADP", "SCONJ"))
_LONGEST = 30  # words in the name and description of one source


def split_relays(
    syntax: Syntax, codebook: Codebook, drafts: list[Draft], is_named: Callable[[Span], bool]
) -> list[Draft]:
    """Return the drafts with every relay taken apart. `is_named`: whether a name of a speaker stands in a span."""
    for at, word in enumerate(syntax.lower):
        verb = codebook.verbs.get(word)
        if verb and verb.kind == "relay":
            drafts = _relay(syntax, codebook, drafts, at, is_named)
        elif word in _FINDERS and _next(syntax, at) == "by" and syntax.lower[at - 1] in _BEFORE:
            drafts = _first_reported(syntax, drafts, at)
        elif word in _CARRIERS and _next(syntax, at) == "by":
            drafts = _carried(syntax, codebook, drafts, at, is_named)
    return drafts


def _relay(
    syntax: Syntax, codebook: Codebook, drafts: list[Draft], at: int, is_named: Callable[[Span], bool]
) -> list[Draft]:
    if _next(syntax, at) == "by" or syntax.lower[at - 1 : at] in (["was"], ["were"], ["been"], ["is"], ["being"]):
        return _quoted(syntax, codebook, drafts, at, is_named)
    last = source_end(syntax, codebook, at + 1)
    source = syntax.span(at + 1, last)
    if source is None or not (is_named(source) or speaks(syntax, codebook, source)):
        return drafts
    saying = saying_at(syntax, codebook, last)
    if saying is not None:
        return _cited_as_saying(syntax, drafts, (at, last, saying), source)
    if syntax.lower[at].endswith("ing") or syntax.lower[at - 1 : at] == ["which"]:
        return _citing(syntax, codebook, drafts, at, source)
    return _cited_one_of_whom(syntax, drafts, at, source)


def _next(syntax: Syntax, at: int) -> str:
    return syntax.lower[at + 1] if at + 1 < len(syntax.lower) else ""


def source_end(syntax: Syntax, codebook: Codebook, first: int) -> int:
    """Return where a cited source's words end: at a comma, a quotation mark, `as saying`, `saying` or `that`."""
    sentence = syntax.sentence(min(first, len(syntax.tokens) - 1))
    for at in range(first, min(sentence.last, first + _LONGEST)):
        if saying_at(syntax, codebook, at) is not None:
            return at
        if syntax.tokens[at].text in _STOP:
            return _apposition_end(syntax, at)
        if syntax.lower[at] == "that" and syntax.tokens[at].upos == "SCONJ":
            return at
    return min(sentence.last, first + _LONGEST)


def _apposition_end(syntax: Syntax, comma: int) -> int:
    """Return the end of a name between commas, `the head of the committee, NAME,`; else the comma itself."""
    last, limit = comma + 1, syntax.sentence(comma).last
    while last < limit and (syntax.tokens[last].upos == "PROPN" or syntax.tokens[last].text == "-"):
        last += 1
    is_name = comma + 1 < last < limit and syntax.tokens[comma].text == "," and syntax.tokens[last].text in (",", ".")
    return last if is_name else comma


def saying_at(syntax: Syntax, codebook: Codebook, at: int) -> int | None:
    """Return the token of the verb when `as saying`, `as telling` … or a bare `saying` begins at token `at`."""
    if syntax.lower[at : at + 1] == ["as"]:
        verb = codebook.verbs.get("".join(syntax.lower[at + 1 : at + 2]))
        return at + 1 if verb and verb.kind != "attitude" and syntax.lower[at + 1].endswith("ing") else None
    return at if syntax.lower[at : at + 1] == ["saying"] else None


def speaks(syntax: Syntax, codebook: Codebook, span: Span) -> bool:
    """Say whether the head of a noun phrase is somebody or something that can be a source."""
    lists = (codebook.unnamed, codebook.officeholders, codebook.institutions, codebook.media, codebook.documents)
    for at in syntax.inside(span):
        if any(syntax.lower[at] in words for words in lists) or syntax.lower[at] in _PERSONS:
            return True
        if syntax.lower[at] == "of" and syntax.lower[at - 1] in codebook.counts:
            continue
        token = syntax.tokens[at]
        if (token.upos in _BODY and token.deprel != "amod") or syntax.lower[at] in ("who", "which"):
            return False
    return False


def _cited_as_saying(syntax: Syntax, drafts: list[Draft], at: tuple[int, int, int], source: Span) -> list[Draft]:
    """Take `the publication cited its source as saying C` apart, or `C, the publication cited its source as saying`."""
    relay, last, saying = at
    begin = syntax.phrase_before(relay)
    outer = syntax.span(begin, relay) if begin < relay else None
    inner_cue = [span for span in (syntax.span(relay, relay + 1), syntax.span(last, saying + 1)) if span]
    region = Span(syntax.tokens[begin].start, syntax.tokens[saying].end)
    concerned, others = _touching(drafts, region)
    outer_spans = _source_before(syntax, concerned, relay) or ([outer] if outer else [])
    content = _claim(syntax, concerned, region, [*outer_spans, source]) or _fronted_or_following(syntax, begin, saying)
    if not content:
        return drafts
    inner = Draft([source], inner_cue, content)
    if not outer_spans:
        return [*others, inner]
    rest = Span(source.start, syntax.tokens[saying].end)
    return [*others, Draft(outer_spans, inner_cue[:1], [*content, rest]), inner]


def _cited_one_of_whom(syntax: Syntax, drafts: list[Draft], at: int, source: Span) -> list[Draft]:
    """Put the daily of `the daily cited three people, one of whom said C` outside the one."""
    sentence = syntax.sentence(at)
    end, begin = syntax.tokens[sentence.last - 1].end, syntax.phrase_before(at)
    inner = next((d for d in drafts if d.content and _is_whom(syntax, d, source.start, end)), None)
    carrier, cue = syntax.span(begin, at), syntax.span(at, at + 1)
    if inner is None or carrier is None or cue is None or begin == at:
        return drafts
    others = [d for d in drafts if d is inner or not d.cues(cue)]
    return [*others, Draft([carrier], [cue], inner.spans())]


def _is_whom(syntax: Syntax, draft: Draft, start: int, end: int) -> bool:
    """Say whether the source is `one of whom`, between two places."""
    near = [span for span in draft.source if start <= span.start and span.end <= end]
    return any(syntax.lower[syntax.inside(span).stop - 1] == "whom" for span in near)


def _touching(drafts: list[Draft], region: Span) -> tuple[list[Draft], list[Draft]]:
    """Part the drafts into those with source or cue in `region` and the others."""
    concerned = [d for d in drafts if any(span.overlaps(region) for span in (*d.source, *d.cue))]
    return concerned, [d for d in drafts if d not in concerned]


def _source_before(syntax: Syntax, drafts: list[Draft], at: int) -> list[Span]:
    """Return the first source that stands before token `at` in its sentence."""
    begin, end = syntax.tokens[syntax.sentence(at).first].start, syntax.tokens[at].start
    near = ([span for span in draft.source if begin <= span.start and span.end <= end] for draft in drafts)
    return next(filter(None, near), [])


def _claim(syntax: Syntax, drafts: list[Draft], region: Span, sources: list[Span]) -> list[Span]:
    """Return what the drafts give as content, without the words that attribute it."""
    spans = [span for draft in drafts for span in draft.content]
    for hole in (region, *sources):
        spans = without(syntax, spans, hole)
    return [span for span in spans if len(syntax.inside(span)) > 1]


def _fronted_or_following(syntax: Syntax, begin: int, saying: int) -> list[Span]:
    """Return the rest of the sentence after `saying`, or all before the source when nothing follows."""
    sentence = syntax.sentence(begin)
    both = [(saying + 1, sentence.last), (sentence.first, begin)]
    has_verb = any(syntax.tokens[at].upos in ("VERB", "AUX") for at in range(*both[0]))
    if syntax.lower[saying] != "saying" and not has_verb:
        both.reverse()  # `C, X was quoted as telling the chamber`
    for first, last in both:
        span = syntax.span(first, last)
        if span and len(syntax.inside(span)) > 2:
            return [span]
    return []


def _citing(syntax: Syntax, codebook: Codebook, drafts: list[Draft], at: int, source: Span) -> list[Draft]:
    """Take `X reported, citing two officials, that C` apart: whoever reports gets the cited ones as an inner hop."""
    cue = syntax.span(at, at + 1)
    if cue is None:
        return drafts
    region = Span(syntax.tokens[at - (syntax.lower[at - 1 : at] == ["which"])].start, source.end)
    drafts = [draft for draft in drafts if not _only_cites(syntax, draft, cue, region)]
    outer = _reporter(syntax, drafts, at, region)
    if outer is None:
        return drafts
    for role in (outer.source, outer.cue, outer.content):
        role[:] = without(syntax, role, region)
    for other in drafts:
        if other is not outer and any(span.overlaps(region) for span in (*other.source, *other.cue)):
            return drafts
    if not outer.cue:
        _report_before(syntax, codebook, outer, at)
    if not outer.source:
        outer.source = _before_comma(syntax, at)
    inner = Draft([source], [cue], list(outer.content))
    outer.content.append(region)
    return [*drafts, inner] if inner.content else drafts


def _before_comma(syntax: Syntax, at: int) -> list[Span]:
    """Return the noun phrase before the comma of `X, citing`."""
    if syntax.lower[at - 1 : at] != [","]:
        return []
    begin = syntax.phrase_before(at - 1)
    span = syntax.span(begin, at - 1)
    return [span] if span and begin < at - 1 else []


def _only_cites(syntax: Syntax, draft: Draft, cue: Span, region: Span) -> bool:
    """Say whether a draft is the tagger's own `X, citing, two officials`, which is no claim."""
    if not draft.cues(cue) or not all(span.overlaps(region) for span in draft.cue):
        return False
    claim = [span for piece in draft.content for span in without(syntax, [piece], region)]
    return not claim or (draft.content[0].overlaps(region) and syntax.lower[syntax.inside(claim[0]).start] != "that")


def _report_before(syntax: Syntax, codebook: Codebook, outer: Draft, at: int) -> None:
    """Give a draft that was all `citing` the reporting verb before it, and that verb's subject."""
    for verb in range(at - 1, syntax.sentence(at).first, -1):
        known = codebook.verbs.get(syntax.lower[verb])
        if known and known.kind != "relay" and syntax.tokens[verb].upos == "VERB":
            cue, subject = syntax.span(verb, verb + 1), syntax.span(syntax.phrase_before(verb), verb)
            outer.cue = [cue] if cue else []
            outer.source = outer.source or ([subject] if subject else [])
            return


def _reporter(syntax: Syntax, drafts: list[Draft], at: int, region: Span) -> Draft | None:
    """Return the draft whose source cites: the one around the words, at the verb above them, or nearest before."""
    around = [d for d in drafts if any(s.overlaps(region) for s in (*d.source, *d.cue))]
    if around:
        return around[0]
    for head in syntax.verbs_above(at):
        token = syntax.tokens[head]
        by_head = [d for d in drafts if d.cues(Span(token.start, token.end))]
        if by_head:
            return by_head[0]
    sentence = syntax.sentence(at)
    whole = Span(syntax.tokens[sentence.first].start, syntax.tokens[sentence.last - 1].end)
    here = [d for d in drafts if any(whole.contains(s) for s in d.cue) and d.content]
    return min(here, key=lambda d: min(abs(s.start - region.start) for s in (*d.cue, *d.source)), default=None)


def _quoted(
    syntax: Syntax, codebook: Codebook, drafts: list[Draft], at: int, is_named: Callable[[Span], bool]
) -> list[Draft]:
    """Take `X was quoted by the agency as saying C` apart; without `as saying` it is for `_carried`."""
    by = at + 1 if _next(syntax, at) == "by" else None
    last = source_end(syntax, codebook, by + 1) if by else at + 1
    saying = saying_at(syntax, codebook, last)
    if saying is None:
        return _carried(syntax, codebook, drafts, at, is_named) if by else drafts
    if by is None and _next(syntax, saying) == "by":
        return _quoted_saying_by(syntax, codebook, drafts, at, saying)
    first = at
    while first > syntax.sentence(at).first and syntax.tokens[first - 1].upos in ("AUX", "ADV"):
        first -= 1
    begin, end = syntax.phrase_before(first), first
    subject = syntax.child(at, "nsubj:pass", "nsubj")
    if begin == first and subject is not None and subject < first and syntax.tokens[first - 1].text == ",":
        begin, end = syntax.low[subject], syntax.high[subject]  # `X, meanwhile, was quoted`
    region = Span(syntax.tokens[begin].start, syntax.tokens[saying].end)
    concerned, others = _touching(drafts, region)
    speaker = syntax.span(begin, end)
    sources = _source_before(syntax, concerned, at) or ([speaker] if speaker else [])
    content = _claim(syntax, concerned, region, sources) or _fronted_or_following(syntax, begin, saying)
    if not content or not sources:
        return drafts
    cue = [span for span in (syntax.span(first, by or last), syntax.span(last, saying + 1)) if span]
    inner = Draft(sources, cue, content)
    carrier = syntax.span(by + 1, last) if by else None
    if not carrier:
        return [*others, inner]
    outer_cue = syntax.span(at, by + 1 if by else last)
    return [*others, Draft([carrier], [outer_cue] if outer_cue else [], [*sources, *cue[1:], *content]), inner]


def _quoted_saying_by(syntax: Syntax, codebook: Codebook, drafts: list[Draft], at: int, saying: int) -> list[Draft]:
    """Take `C, X was quoted as saying by the agency` apart."""
    first = at
    while first > syntax.sentence(at).first and syntax.tokens[first - 1].upos in ("AUX", "ADV"):
        first -= 1
    begin = syntax.phrase_before(first)
    last = source_end(syntax, codebook, saying + 2)
    speaker, carrier = syntax.span(begin, first), syntax.span(saying + 2, last)
    cue, by = syntax.span(first, saying + 2), syntax.span(saying + 1, saying + 2)
    content = syntax.span(syntax.sentence(at).first, begin) or syntax.span(last, syntax.sentence(at).last)
    if not (speaker and carrier and cue and by and content and begin < first):
        return drafts
    region = Span(speaker.start, carrier.end)
    others = _touching(drafts, region)[1]
    inner = Draft([speaker], [Span(cue.start, syntax.tokens[saying].end)], [content])
    return [*others, Draft([carrier], [by], [content, speaker, *inner.cue]), inner]


def _first_reported(syntax: Syntax, drafts: list[Draft], at: int) -> list[Draft]:
    """Put right `The plan, first reported by the daily, would …`: the daily tells of the plan."""
    first = at - 1
    while first > syntax.sentence(at).first and syntax.tokens[first - 1].upos == "AUX":
        first -= 1
    last = at + 2
    while last < syntax.sentence(at).last and syntax.tokens[last].upos in _NOMINAL:
        last += 1
    behind = syntax.lower[first - 1 : first] in (["which"], ["that"])
    end = first - behind
    end -= syntax.lower[end - 1 : end] == [","]
    begin = syntax.phrase_before(end)
    source, cue, thing = syntax.span(at + 2, last), syntax.span(first, at + 2), syntax.span(begin, end)
    if not (source and cue and thing and begin < end):
        return drafts
    region = Span(cue.start, source.end)
    others = [draft for draft in drafts if not any(span.overlaps(region) for span in draft.cue)]
    return [*others, Draft([source], [cue], [thing])]


def _carried(
    syntax: Syntax, codebook: Codebook, drafts: list[Draft], at: int, is_named: Callable[[Span], bool]
) -> list[Draft]:
    """Put the agency of `X said in remarks carried by the agency that C` outside X."""
    if "which" in syntax.lower[max(0, at - 3) : at]:
        return drafts
    last = source_end(syntax, codebook, at + 2)
    carrier, cue = syntax.span(at + 2, last), syntax.span(at, at + 2)
    if carrier is None or cue is None or not (is_named(carrier) or speaks(syntax, codebook, carrier)):
        return drafts
    region = Span(cue.start, carrier.end)
    sentence = syntax.sentence(at)
    whole = Span(syntax.tokens[sentence.first].start, syntax.tokens[sentence.last - 1].end)
    here = [d for d in drafts if d.source and d.content and any(whole.contains(s) for s in d.cue)]
    near = [d for d in here if not d.holds(region)]
    if not near:
        return drafts
    inner = min(near, key=lambda d: min(abs(s.start - region.start) for s in d.cue))
    for role in (inner.source, inner.cue, inner.content):
        role[:] = without(syntax, role, region)
    if not inner.content or not inner.source:
        return drafts
    return [*drafts, Draft([carrier], [cue], [*inner.source, *inner.cue, *inner.content])]
