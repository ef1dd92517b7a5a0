"""Articles in, readings out: one pass of the encoder over all of them, then decoding, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from memcon.encoder import Words, words
from memcon.encoder.features import quoted
from memcon.reading import decode, roles
from memcon.reading.framing import framed
from memcon.reading.kinship import kinship
from memcon.reading.model import Reading
from memcon.reading.nesting import nest
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.article import Article
    from memcon.encoder import Encoder, Labels, Scores
    from memcon.reading.decode import Offsets
    from memcon.reading.model import Attribution


class Scored(NamedTuple):
    """An article, where its words are, and what the encoder says of each."""

    article: Article
    offsets: Offsets
    words: Words
    scores: Scores


def score(articles: Sequence[Article], encoder: Encoder) -> list[Scored]:
    """Run the encoder over articles, in order."""
    offsets = [words(article.text) for article in articles]
    texts = [as_words(one.text, cut, one.body.start) for one, cut in zip(articles, offsets, strict=True)]
    return [Scored(*one) for one in zip(articles, offsets, texts, encoder.score(texts), strict=True)]


def read(scored: Sequence[Scored], labels: Labels) -> list[Reading]:
    """Decode what the encoder said of articles, in order. Each reads the same alone and in company."""
    tags = roles.best_tags([one.scores.roles for one in scored], labels.turns)
    return [
        _reading(one, labels, roles.attributions(one.offsets, one.scores, labels, tag))
        for one, tag in zip(scored, tags, strict=True)
    ]


def read_many(articles: Sequence[Article], encoder: Encoder) -> list[Reading]:
    """Score articles and decode them, in order."""
    return read(score(articles, encoder), encoder.labels)


def as_words(text: str, offsets: Offsets, body: int = 0) -> Words:
    """Return the words of a text as the encoder takes them, and which of them begin a line.

    body: where the report begins; its first word begins a line, so that a dateline before it is read apart.
    """
    breaks, before = [], 0
    for start, end in offsets:
        breaks.append("\n" in text[before:start] or before == 0 or before <= body <= start)
        before = end
    return Words([text[s:e] for s, e in offsets], breaks)


def _reading(scored: Scored, labels: Labels, flat: tuple[Attribution, ...]) -> Reading:
    article, offsets, text, scores = scored
    found = decode.sentences(scores, text.breaks)
    tokens = decode.tokens(article.text, offsets, scores, labels, found)
    mentions = decode.mentions(offsets, scores, labels)
    nested = nest(article.text, tokens, found, flat, mentions)
    seen = framed(scores, labels), kinship(scores, labels)
    return Reading(article, tokens, tuple(found), mentions, quotes(offsets, text), nested, scores.meaning, *seen)


def quotes(offsets: Offsets, text: Words) -> tuple[Span, ...]:
    """Return the stretches in double quotation marks, marks included; one left open ends with its line."""
    out: list[Span] = []
    inside = quoted(text.words, text.breaks)
    start = -1
    for i, is_in in enumerate(inside):
        opens = is_in and (start < 0 or text.breaks[i] or not inside[i - 1])
        if start >= 0 and (not is_in or opens):
            out.append(Span(offsets[start][0], offsets[i - 1][1]))
            start = -1
        if opens:
            start = i
        if start >= 0 and i > start and text.words[i] in _CLOSING:
            out.append(Span(offsets[start][0], offsets[i][1]))
            start = -1
    if start >= 0:
        out.append(Span(offsets[start][0], offsets[-1][1]))
    return tuple(out)


_CLOSING = frozenset(("”", '"', "»", "''"))
