"""Which issue some words of an article fall under, by their words; meanings of spans can be added beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.agenda import agenda

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.codebook.agenda import Sign
    from memcon.reading.syntax import Syntax
    from memcon.spans import Span

_ENOUGH = 0.5
TALKS = "talks"  # the issue of whether and how to talk, which every contact touches


def issue_of(syntax: Syntax, spans: Iterable[Span]) -> str | None:
    """Return the issue whose words weigh most in the spans; of equals the one that is named first; None for none.

    Time grows with the words of the spans, whatever the size of the agenda.
    """
    weights = weigh(syntax, spans)
    return max(weights, key=lambda issue: weights[issue], default=None)


def issues_of(syntax: Syntax, spans: Iterable[Span]) -> tuple[str, ...]:
    """Return all issues that are clearly named in the spans, heaviest first."""
    weights = weigh(syntax, spans)
    found = [issue for issue in weights if weights[issue] >= max(weights.values()) * _ENOUGH]
    return tuple(sorted(found, key=lambda issue: -weights[issue]))


def weigh(syntax: Syntax, spans: Iterable[Span]) -> dict[str, float]:
    """Return the weight of every issue named in the spans, in text order."""
    out: dict[str, float] = {}
    for span in spans:
        for sign in _signs(syntax, syntax.inside(span)):
            out[sign.issue] = out.get(sign.issue, 0.0) + sign.weight
    return out


def silence(syntax: Syntax, tokens: Iterable[int]) -> None:
    """Let no issue be read off tokens that are somebody's name: `Northern Ports` is no harbour."""
    kept: dict[int, tuple[Sign, ...]] = syntax.memo["signs"]
    kept.update(dict.fromkeys(tokens, ()))


def _signs(syntax: Syntax, tokens: range) -> Iterator[Sign]:
    """Yield the longest signs that begin at each token; words inside a phrase that was found speak no more."""
    at = tokens.start
    while at < tokens.stop:
        fits = [sign for sign in _signs_at(syntax, at) if at + len(sign.rest) < tokens.stop]
        size = max([len(sign.rest) for sign in fits]) if fits else 0
        yield from [sign for sign in fits if len(sign.rest) == size]
        at += size + 1


def _signs_at(syntax: Syntax, at: int) -> tuple[Sign, ...]:
    """Return all signs that begin at a token; kept, for spans of one article overlap."""
    kept: dict[int, tuple[Sign, ...]] = syntax.memo["signs"]
    if at not in kept:
        kept[at] = tuple(sign for sign in agenda().signs(syntax.lower[at]) if _fits(syntax, sign, at))
    return kept[at]


def _fits(syntax: Syntax, sign: Sign, at: int) -> bool:
    if not sign.rest:
        return True
    if at + len(sign.rest) >= len(syntax.tokens):
        return False
    words = syntax.lower[at + 1 : at + 1 + len(sign.rest)]
    if tuple(words) == sign.rest:
        return True
    return sign.stem and tuple(words[:-1]) == sign.rest[:-1] and words[-1].startswith(sign.rest[-1])
