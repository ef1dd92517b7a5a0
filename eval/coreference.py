"""Coreference on GUM's dev documents: MUC, B³, CEAFe and their mean, with gold and with own mentions.

Words and paragraphs are given, all else is read. A mention is its head token: of GUM's, by its own parse, that token of
the words that it marks as indispensable which hangs on none of them (CorefUD scores by heads too, since GUM's phrases
and ours differ in what follows the head). Of mentions with one head, such as a list and its first member, the shortest
counts. As in CorefUD and CoNLL-2012, entities of one
mention do not count.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from eval.clusterings import Scores
from memcon import codebook as codebooks
from memcon.article.model import Article
from memcon.coding.entities import Entities
from memcon.encoder import Words, load
from memcon.reading.reader import Scored, read
from memcon.reading.syntax import Syntax
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from memcon.coding.coreference import Coreference
    from memcon.reading.model import Reading

FILES = ("gum/dev.conllu",)
NEAR = ("news", "interview", "speech")  # the genres nearest to ours
_MARK = re.compile(r"\((\d+)-[^()-]*-[^()-]*-[^()-]*-[^()-]*-([\d,]+)[^()]*\)?|(\d+)\)|\((\d+)[^()]*\)?")


@dataclass(slots=True)
class GumDocument:
    """One document: its words, which of them begin a paragraph, and `entity, head, length` of every mention.

    above: the index of the word that each hangs on by GUM's parse, -1 at a root. kernels: `entity, words, length`.
    """

    name: str
    words: list[str] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)
    mentions: list[tuple[str, int, int]] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    kernels: list[tuple[str, list[int], int]] = field(default_factory=list)

    @property
    def genre(self) -> str:
        """The genre that its name tells: GUM_news_iodine."""
        return self.name.split("_")[1]

    def entities(self) -> list[frozenset[int]]:
        """Return the gold entities as sets of head tokens."""
        owner = {head: entity for entity, head, _ in sorted(self.mentions, key=lambda one: -one[2])}
        found: dict[str, set[int]] = {}
        for head, entity in owner.items():
            found.setdefault(entity, set()).add(head)
        return [frozenset(one) for one in found.values()]


def documents(path: Path) -> Iterator[GumDocument]:
    """Read GUM's CoNLL-U."""
    doc, opened, base, is_new = GumDocument(""), list[_Open](), 0, True
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("# newdoc"):
            if doc.words:
                yield _headed(doc)
            doc, opened, is_new = GumDocument(line.rsplit("= ", 1)[-1]), [], True
        elif line.startswith("# newpar"):
            is_new = True
        elif line.startswith("# sent_id"):
            base = len(doc.words)
        elif line[:1].isdigit() and (cell := line.split("\t"))[0].isdigit():
            doc.words.append(cell[1].replace("\u00a0", " "))
            doc.breaks.append(is_new)
            doc.above.append(base + int(cell[6]) - 1 if cell[6] != "0" else -1)
            is_new = False
            _note(doc, opened, next((mark[7:] for mark in cell[9].split("|") if mark.startswith("Entity=")), ""))
    if doc.words:
        yield _headed(doc)


class _Open(NamedTuple):
    """A mention that has begun: its entity, first word, and the places in it, from 1, that are indispensable."""

    entity: str
    first: int
    kernel: tuple[int, ...]


def _note(doc: GumDocument, opened: list[_Open], marks: str) -> None:
    """Take in the marks on the word read last: `(3-person-…-1,2-coref` opens a mention, `3)` closes it."""
    at = len(doc.words) - 1
    for mark in _MARK.finditer(marks):
        if mark[3] is None:
            opened.append(_Open(mark[1] or mark[4], at, tuple(map(int, (mark[2] or "1").split(",")))))
        if mark[0].endswith(")"):
            last = next(one for one in reversed(opened) if mark[3] in {None, one.entity})
            opened.remove(last)
            doc.kernels.append((last.entity, [last.first + place - 1 for place in last.kernel], at - last.first + 1))


def _headed(doc: GumDocument) -> GumDocument:
    """Find the heads of the mentions, once the parse is complete."""
    for entity, kernel, length in doc.kernels:
        head = next((at for at in kernel if doc.above[at] not in kernel), kernel[0])
        doc.mentions.append((entity, head, length))
    return doc


def readings(docs: Sequence[GumDocument]) -> list[Reading]:
    """Read documents whose words are given."""
    encoder = load()
    given = [_laid_out(doc) for doc in docs]
    scores = encoder.score([words for _, _, words in given])
    scored = [Scored(*one, score) for one, score in zip(given, scores, strict=True)]
    return read(scored, encoder.labels)


def _laid_out(doc: GumDocument) -> tuple[Article, list[tuple[int, int]], Words]:
    text, offsets = "", []
    for word, begins in zip(doc.words, doc.breaks, strict=True):
        text += ("\n" if begins else " ") if text else ""
        offsets.append((len(text), len(text) + len(word)))
        text += word
    sha = hashlib.sha256(text.encode()).hexdigest()
    article = Article(doc.name, text, sha, None, None, None, None, None, None, None, "en", None, Span(0, len(text)))
    return article, offsets, Words(doc.words, doc.breaks)


def found(reading: Reading, heads: Sequence[int] | None = None) -> list[frozenset[int]]:
    """Return the chains of a reading as sets of head tokens; heads: the mentions, when they are given."""
    syntax = Syntax(reading.tokens, reading.sentences)
    entities = Entities(reading, syntax, codebooks.load())
    if heads is None:
        return _sets(entities.who.coreference)
    joiner = entities.who.joiner()
    joiner.run(heads)
    return _sets(joiner)


def _sets(coreference: Coreference) -> list[frozenset[int]]:
    return [frozenset(one.head for one in chain.nominals) for chain in coreference.chains() if chain.nominals]


def measure(data: Path) -> dict[str, float]:
    """Return the F1 of each measure: gold mentions, own mentions, and the mean of these for each genre near to ours."""
    docs = list(documents(data / FILES[0]))
    return score(docs, readings(docs))


def score(docs: Sequence[GumDocument], read_: Sequence[Reading]) -> dict[str, float]:
    """Score readings of documents."""
    gold, own = Scores(), Scores()
    near = {genre: Scores() for genre in NEAR}
    for doc, reading in zip(docs, read_, strict=True):
        key, mine = doc.entities(), found(reading)
        gold.add(key, found(reading, sorted({head for _, head, _ in doc.mentions})))
        own.add(key, mine)
        if doc.genre in near:
            near[doc.genre].add(key, mine)
    out = {f"gold_{name}": value for name, value in gold.figures().items()}
    out |= {f"own_{name}": value for name, value in own.figures().items()}
    return out | {f"own_{genre}": scores.figures()["mean"] for genre, scores in near.items()}
