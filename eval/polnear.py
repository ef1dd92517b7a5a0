"""Attributions against PolNeAR's dev part, by the shared scorer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eval.shared import scorer
from memcon.encoder import load, words
from memcon.reading import roles
from memcon.reading.reader import as_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILES = ("polnear/dev.jsonl",)


def measure(data: Path) -> dict[str, float]:
    """Return F1 of the spans of each role and of whole attributions, on the 84 dev articles.

    The tagger's own, flat attributions are scored: PolNeAR does not annotate nested ones.
    """
    shared = scorer(data, "score_polnear")
    articles = shared.read_split(str(data / "polnear/dev.jsonl"), "dev")
    found = predict([a["text"] for a in articles.values()])
    rows = [
        shared.score_article(shared.Doc(a["text"], a["tokens"]), a["gold"][min(a["gold"])], p)
        for a, p in zip(articles.values(), found, strict=True)
    ]
    result = shared.report(rows)
    names = {
        "span source": "span_source",
        "span cue": "span_cue",
        "span content": "span_content",
        "attribution": "attribution",
        "attribution, direct": "direct",
        "attribution, mixed": "mixed",
        "attribution, indirect": "indirect",
        "strict": "strict",
    }
    return {ours: result[theirs]["f1"] for theirs, ours in names.items()}


def predict(texts: Sequence[str]) -> list[list[dict[str, Any]]]:
    """Return the flat attributions of each text in the scorer's format."""
    encoder = load()
    out = []
    for at in range(0, len(texts), 16):
        part = texts[at : at + 16]
        offsets = [words(t) for t in part]
        scores = [encoder.score(as_words(t, o)) for t, o in zip(part, offsets, strict=True)]
        tags = roles.best_tags([s.roles for s in scores], encoder.labels.turns)
        for o, s, t in zip(offsets, scores, tags, strict=True):
            out.append(
                [
                    {"source": a.source, "cue": a.cue, "content": a.content}
                    for a in roles.attributions(o, s, encoder.labels, t)
                ]
            )
    return out
