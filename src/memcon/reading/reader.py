"""Articles in, readings out: one pass of the encoder over all of them, then decoding, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.encoder import Words, words
from memcon.encoder.features import quoted
from memcon.reading import decode, roles
from memcon.reading.model import Reading
from memcon.reading.nesting import nest
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.article import Article
    from memcon.encoder import Encoder, Scores
    from memcon.reading.decode import Offsets
    from memcon.reading.model import Attribution


def read_many(articles: Sequence[Article], encoder: Encoder) -> list[Reading]:
    """Read articles, in order. Each reads the same alone and in company."""
    offsets = [words(article.text) for article in articles]
    texts = [as_words(article.text, cut) for article, cut in zip(articles, offsets, strict=True)]
    scores = encoder.score(texts)
    tags = roles.best_tags([s.roles for s in scores], encoder.labels.turns)
    return [
        _reading(article, cut, text, score, encoder, roles.attributions(cut, score, encoder.labels, tag))
        for article, cut, text, score, tag in zip(articles, offsets, texts, scores, tags, strict=True)
    ]


def as_words(text: str, offsets: Offsets) -> Words:
    """Return the words of a text as the encoder takes them, and which of them begin a line."""
    breaks, before = [], 0
    for start, end in offsets:
        breaks.append("\n" in text[before:start] or before == 0)
        before = end
    return Words([text[s:e] for s, e in offsets], breaks)


def _reading(
    article: Article, offsets: Offsets, text: Words, scores: Scores, encoder: Encoder, flat: tuple[Attribution, ...]
) -> Reading:
    labels = encoder.labels
    found = decode.sentences(scores, text.breaks)
    tokens = decode.tokens(article.text, offsets, scores, labels, found)
    mentions = decode.mentions(offsets, scores, labels)
    return Reading(
        article,
        tokens,
        tuple(found),
        mentions,
        quotes(offsets, text),
        nest(article.text, tokens, found, flat, mentions),
    )


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
