"""Parsing against UD English EWT dev: gold words, gold sentences, each sentence in its document's company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.encoder import Words, load
from memcon.reading import decode
from training.corpora import UPOS, Document, conllu

if TYPE_CHECKING:
    from pathlib import Path

    from memcon.encoder import Encoder, Scores

FILES = ("ud_ewt/dev.conllu",)


def measure(data: Path) -> dict[str, float]:
    """Return LAS and UAS (Zeman et al. 2018: all words, relation subtypes left out), LAS with subtypes, UPOS accuracy.

    `sentences` is the F1 of sentence starts when words and paragraphs are given and nothing else.
    """
    encoder = load()
    docs = list(conllu(data / "ud_ewt/dev.conllu", "ewt"))
    right = dict.fromkeys(("las", "uas", "las_full", "upos"), 0)
    words = 0
    for doc in docs:
        # Every gold sentence begins a line, so that the model need not find it.
        score = encoder.score([Words(doc.words, doc.starts or [])])[0]
        words += len(doc.words)
        for key, n in _count(doc, score, encoder).items():
            right[key] += n
    return {k: n / words for k, n in right.items()} | {"sentences": _sentences(docs, encoder)}


def _count(doc: Document, scores: Scores, encoder: Encoder) -> dict[str, int]:
    assert doc.head
    assert doc.deprel
    assert doc.upos
    assert doc.starts
    heads = decode.heads(scores, decode.sentences(scores, doc.starts))
    rels = [encoder.labels.deprels[i] if h >= 0 else "root" for i, h in zip(scores.rels.tolist(), heads, strict=True)]
    pairs = list(zip(heads, doc.head, rels, doc.deprel, strict=True))
    upos = [encoder.labels.upos[i] == UPOS[g] for i, g in zip(scores.upos.tolist(), doc.upos, strict=True)]
    return {
        "uas": sum(h == g for h, g, _, _ in pairs),
        "las": sum(h == g and r.split(":")[0] == s.split(":")[0] for h, g, r, s in pairs),
        "las_full": sum(h == g and r == s for h, g, r, s in pairs),
        "upos": sum(upos),
    }


def _sentences(docs: list[Document], encoder: Encoder) -> float:
    hit = gold = found = 0
    for doc in docs:
        assert doc.starts
        score = encoder.score([Words(doc.words, doc.breaks)])[0]
        mine = {s.first for s in decode.sentences(score, doc.breaks)}
        true = {i for i, start in enumerate(doc.starts) if start}
        hit, gold, found = hit + len(mine & true), gold + len(true), found + len(mine)
    return 2 * hit / (gold + found)
