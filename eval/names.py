"""Names against CoNLL++ and CrossNER politics, dates against our part of TempEval-3's training data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.encoder import Words, load
from memcon.reading.decode import runs
from training.corpora import DATES, NAMES, Document, columns, demonyms
from training.corpora import load as documents

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("ner_conllpp/dev.txt", "ner_crossner_politics/dev.txt", "gazetteers/countries.json")
Runs = set[tuple[int, int, str]]


def measure(data: Path) -> dict[str, float]:
    """Return F1 of exact spans with their kind: names on each corpus, dates with their TIMEX3 type and without."""
    words = demonyms(data / "gazetteers/countries.json")
    conll = list(columns(data / "ner_conllpp/dev.txt", "conll", words))
    politics = list(columns(data / "ner_crossner_politics/dev.txt", "crossner", words))
    dates = [d for d in documents(data, "dev") if d.corpus == "timeml"]
    typed = _runs(dates, "dates", DATES)
    plain = [({(*x[:2], "") for x in gold}, {(*x[:2], "") for x in found}) for gold, found in typed]
    return {
        "conll": _f1(_runs(conll, "names", NAMES)),
        "politics": _f1(_runs(politics, "names", NAMES)),
        "dates": _f1(typed),
        "date_spans": _f1(plain),
    }


def _f1(pairs: list[tuple[Runs, Runs]]) -> float:
    hit = sum(len(g & p) for g, p in pairs)
    return 2 * hit / max(1, sum(len(g) + len(p) for g, p in pairs))


def _runs(docs: list[Document], head: str, tags: tuple[str, ...]) -> list[tuple[Runs, Runs]]:
    """Return for each document the spans of its labels and those that the model's `head` finds."""
    encoder = load()
    out = []
    for doc in docs:
        gold = [tags[i] for i in getattr(doc, head)]
        found = getattr(encoder.score([Words(doc.words, doc.breaks)])[0], head).argmax(1)
        out.append((set(runs(gold)), set(runs([getattr(encoder.labels, head)[i] for i in found]))))
    return out
