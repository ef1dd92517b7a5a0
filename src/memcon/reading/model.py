"""The reading: what the encoder and the rules of English found in one article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from memcon.article.model import Article
    from memcon.reading.framing import Framing
    from memcon.reading.kinship import Kinship
    from memcon.spans import Span


class Token(NamedTuple):
    """One word or punctuation mark.

    upos, deprel: Universal Dependencies v2. head: index into `Reading.tokens`, -1 at a root;
    a head is always in the same sentence.
    """

    start: int
    end: int
    text: str
    upos: str
    head: int
    deprel: str


class Sentence(NamedTuple):
    """Tokens `[first, last)` of `Reading.tokens` form a sentence."""

    first: int
    last: int


class Mention(NamedTuple):
    """A name or a date in the text.

    kind: person, organisation, place, nationality, event, misc, or date.
    """

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, by which words (PARC: source, cue, content).

    Each role is a tuple of spans in text order; source may be empty (`reportedly`), and so may cue (bare
    quotation after a speaker's turn) or content (`declined to comment`). Two attributions may share a source.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as read.

    tokens cover the text from headline to end in order; sentences partition the tokens.
    quotes: spans in double quotation marks, marks included; one left open runs to its paragraph's end.
    framing: which words carry a frame, as the encoder sees it; None when nobody asked.
    kinship: which words mean the same, and for whom somebody speaks, as the encoder sees it; None when nobody asked.
    meanings: (tokens, m) vectors whose mean over a span tells what it is about, for cosines; None when nobody asked.
    attributions: in the order of their first character; nested ones stand beside those that contain them.
    """

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    quotes: tuple[Span, ...]
    attributions: tuple[Attribution, ...] = field(default=())
    meanings: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)
    framing: Framing | None = field(default=None, compare=False, repr=False)
    kinship: Kinship | None = field(default=None, compare=False, repr=False)
