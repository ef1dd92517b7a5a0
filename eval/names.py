"""Names against CoNLL++ and CrossNER politics, dates against our part of TempEval-3's training data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.encoder import Words, load
from memcon.reading.decode import runs
from training.corpora import DATES, NAMES, Document, columns, demonyms, load as documents

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
    return {"conll": _f1(_name_runs(conll)), "politics": _f1(_name_runs(politics)),
            "dates": _f1(_date_runs(dates)),
            "date_spans": _f1([({x[:2] + ("",) for x in g}, {x[:2] + ("",) for x in p}) for g, p in _date_runs(dates)])}


def _f1(pairs: list[tuple[Runs, Runs]]) -> float:
    hit = sum(len(g & p) for g, p in pairs)
    return 2 * hit / max(1, sum(len(g) + len(p) for g, p in pairs))


def _name_runs(docs: list[Document]) -> list[tuple[Runs, Runs]]:
    encoder = load()
    scores = [encoder.score(Words(d.words, d.breaks)) for d in docs]
    return [(set(runs([NAMES[i] for i in d.names or []])), set(runs([encoder.labels.names[i] for i in s.names.argmax(1)])))
            for d, s in zip(docs, scores, strict=True)]


def _date_runs(docs: list[Document]) -> list[tuple[Runs, Runs]]:
    encoder = load()
    scores = [encoder.score(Words(d.words, d.breaks)) for d in docs]
    return [(set(runs([DATES[i] for i in d.dates or []])), set(runs([encoder.labels.dates[i] for i in s.dates.argmax(1)])))
            for d, s in zip(docs, scores, strict=True)]
