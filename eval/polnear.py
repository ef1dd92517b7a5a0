"""Attributions against PolNeAR's dev part, by the shared scorer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eval.shared import scorer
from memcon import codebook as codebooks
from memcon.encoder import load, words
from memcon.reading import decode, roles
from memcon.reading.drafts import Draft
from memcon.reading.frames import frames
from memcon.reading.mending import mend
from memcon.reading.reader import as_words
from memcon.reading.syntax import Syntax

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILES = ("polnear/dev.jsonl",)


def measure(data: Path) -> dict[str, float]:
    """Return F1 of the spans of each role and of whole attributions, on the 84 dev articles.

    The tagger's flat attributions are scored, as mended by rules but not nested: PolNeAR annotates no nested ones.
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
    """Return the flat attributions of each text, mended but not nested, in the scorer's format."""
    encoder, codebook = load(), codebooks.load()
    out = []
    for text in texts:
        offsets = words(text)
        given = as_words(text, offsets)
        scores = encoder.score([given])[0]
        found = decode.sentences(scores, given.breaks)
        syntax = Syntax(decode.tokens(text, offsets, scores, encoder.labels, found), found)
        tags = roles.best_tags([scores.roles], encoder.labels.turns)[0]
        drafts = [Draft.of(one) for one in roles.attributions(offsets, scores, encoder.labels, tags)]
        reports = {at for at, alone, _ in frames(syntax, codebook) if alone}
        mended = [draft.done() for draft in mend(text, syntax, codebook, drafts, reports)]
        out.append([{"source": one.source, "cue": one.cue, "content": one.content} for one in mended])
    return out
