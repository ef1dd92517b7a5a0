"""Long texts in parts, so that rules which compare attributions with each other stay linear in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from memcon.spans import hull

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.reading.model import Attribution, Sentence, Token

_LEAST = 2500  # tokens in a part; a news report has fewer and is one part


class Part(NamedTuple):
    """Some sentences, their tokens with heads counted from the part's first, and the attributions among them."""

    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    attributions: Sequence[Attribution]


def parts(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> Iterator[Part]:
    """Cut a text of more than 2 500 tokens at ends of lines that no attribution crosses."""
    spans = {one: (*one.source, *one.cue, *one.content) for one in attributions}
    ordered = sorted((one for one in attributions if spans[one]), key=lambda one: hull(spans[one]))
    hulls = [hull(spans[one]) for one in ordered]
    first, done, reach, place = 0, 0, 0, 0
    for at, sentence in enumerate(sentences):
        begin = tokens[sentence.first].start
        while place < len(hulls) and hulls[place].start < begin:
            reach = max(reach, hulls[place].end)
            place += 1
        long_enough = sentence.first - sentences[first].first >= _LEAST
        if long_enough and reach <= begin and "\n" in text[tokens[sentence.first - 1].end : begin]:
            yield _part(tokens, sentences[first:at], ordered[done:place])
            first, done = at, place
    yield _part(tokens, sentences[first:], ordered[done:])


def _part(tokens: Sequence[Token], sentences: Sequence[Sentence], attributions: Sequence[Attribution]) -> Part:
    if not sentences:
        return Part((), (), attributions)
    base, last = sentences[0].first, sentences[-1].last
    if base == 0:
        return Part(tokens[:last], sentences, attributions)
    mine = [token._replace(head=token.head - base) if token.head >= 0 else token for token in tokens[base:last]]
    return Part(mine, [one._replace(first=one.first - base, last=one.last - base) for one in sentences], attributions)
