"""Events against the PLOVER gold-standard records: type, and who did it to whom.

usage: python -m eval.plover [--show] [--data FOLDER]

The records are of PLOVER 0.5: one sentence each, mostly with one event. So one event a sentence is exported, the one
nearest to the root of the parse, in the words of that version (`exported`). Development data: most of the sentences
are examples of published codebooks.

type_15, words_dyad and the rest are F1 as the shared `score_gsr` computes them: type_15 after the merge to today's
PLOVER, words_dyad with a word of actor and of recipient right as well.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.__main__ import data_folder
from eval.shared import scorer
from memcon import encoder
from memcon.article import Article
from memcon.coding.actors import parties
from memcon.coding.code import view_of
from memcon.coding.events import matches
from memcon.reading.reader import read_many
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from memcon.coding.matching import Match
    from memcon.coding.view import View

GSR = "plover_gsr/PLOVER_GSR_CAMEO.json"
FILES = (GSR, "../eval/score_gsr.py")
FIGURES = {"type": "type", "type_15": "type, 15", "source_words": "source words", "words_dyad": "words dyad"}
_VERBAL = frozenset(("REJECT", "REQUEST", "ACCUSE", "THREATEN", "AGREE"))
_KIND = frozenset(("CONSULT", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT", "AID"))
_OLD = {"REQUEST": "DEMAND", "ACCUSE": "DISAPPROVE"}
_BESIDE = frozenset(("acl", "acl:relcl", "appos", "parataxis", "conj"))
_CHUNK = 64


def exported(match: Match) -> str | None:
    """Return the type that PLOVER 0.5 has for a match; None where it codes nothing.

    PLOVER codes a kind act to come as AGREE, a harmful one as THREATEN, a kind one that will not be as REJECT.
    """
    kind, factuality = match.entry.event_type, match.clause.modality
    if factuality == "actual":
        return match.entry.plover or _old(kind, match.mode)
    if factuality in ("called-off", "postponed"):
        return None
    if kind in _VERBAL:
        return "REJECT" if kind == "AGREE" and factuality == "denied" else _old(kind, match.mode, factuality)
    if factuality == "denied":
        return "REJECT" if kind in _KIND else None
    if factuality == "possible":
        return None
    return "AGREE" if kind in _KIND else "THREATEN"


def _old(kind: str, mode: str | None, factuality: str = "actual") -> str | None:
    if factuality == "denied":
        return None
    return "INVESTIGATE" if mode == "investigate" else _OLD.get(kind, kind)


def event_of(view: View) -> dict[str, Any] | None:
    """Return the main event of a sentence as the scorer takes it; None when there is none."""
    found = [(match, kind) for match in matches(view) if (match.actor or match.recipient) and (kind := exported(match))]
    if not found:
        return None
    match, kind = min(found, key=lambda one: (_depth(view, one[0].clause.head), one[0].clause.head))
    target = match.recipient or (match.actor if len(match.actor) > 1 else ())
    return {"type": kind, "source": _texts(view, match.actor), "target": _texts(view, _goal(view, match, target))}


def _goal(view: View, match: Match, target: Sequence[int]) -> Sequence[int]:
    """Return who it is done to; where that is a thing, the first name behind the predicate, PLOVER's target."""
    if any(_is_named(view, one) for token in target for one in _phrase(view, token)):
        return target
    return tuple(_names_behind(view, match))[:1] or target


def _names_behind(view: View, match: Match) -> Iterator[int]:
    known = {one for token in match.actor for one in _phrase(view, token)}
    for token in range(match.clause.head + 1, view.syntax.high[match.clause.head]):
        if token not in known and _is_named(view, token):
            yield token


def _is_named(view: View, token: int) -> bool:
    word = view.syntax.tokens[token]
    span = Span(word.start, word.end)
    return word.text in view.codebook.states or view.entities.covering(span, *_ACTORS) is not None


_ACTORS = ("person", "state", "organisation", "group", "place")


def _texts(view: View, tokens: Iterable[int]) -> list[dict[str, str]]:
    return [{"text": text} for token in tokens if (text := _text(view, token))]


def _text(view: View, token: int) -> str:
    """Return the words of a noun phrase; of a pronoun, the name of whom it denotes."""
    if view.syntax.tokens[token].upos == "PRON":
        return " ".join(one.name for one in parties(view.scene, token))
    phrase = _phrase(view, token)
    return view.text[view.syntax.tokens[phrase.start].start : view.syntax.tokens[phrase.stop - 1].end]


def _phrase(view: View, token: int) -> range:
    syntax = view.syntax
    high = syntax.high[token]
    for kid in syntax.kids[token]:
        if kid > token and syntax.tokens[kid].deprel in _BESIDE:
            high = min(high, syntax.low[kid])
    return range(syntax.low[token], max(high, token + 1))


def _depth(view: View, token: int) -> int:
    return sum(1 for _ in view.syntax.verbs_above(token))


def predicted(texts: Sequence[str]) -> list[dict[str, Any] | None]:
    """Return the main event of each text."""
    loaded, out = encoder.load(), list[dict[str, Any] | None]()
    for first in range(0, len(texts), _CHUNK):
        articles = [_article(text) for text in texts[first : first + _CHUNK]]
        out += [event_of(view_of(reading)) for reading in read_many(articles, loaded)]
    return out


def _article(text: str) -> Article:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Article(sha, text, sha, None, None, None, None, None, None, None, "en", None, Span(0, len(text)))


def records(data: Path) -> tuple[list[str], dict[str, Any], dict[str, Any]]:
    """Return texts, gold events and predicted events by the scorer's ids, in its order."""
    gold = scorer(data, "score_gsr").gold()
    rows = json.loads((data / GSR).read_text("utf-8"))
    texts = list(dict.fromkeys(" ".join(row["text"].split()) for row in rows if "text" in row))
    found = predicted(texts)
    return texts, gold, {name: [one] if one else [] for name, one in zip(gold, found, strict=True)}


def measure(data: Path) -> dict[str, float]:
    """Return the figures, F1 each."""
    _, gold, found = records(data)
    counts = scorer(data, "score_gsr").score(gold, found)
    return {name: _f1(*counts[theirs]) for name, theirs in FIGURES.items()}


def _f1(hit: int, gold: int, found: int) -> float:
    return 2 * hit / max(1, gold + found)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the shared scorer's table and, when asked, each sentence whose type is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="show what is wrong")
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder with the corpora")
    options = parser.parse_args(argv)
    score_gsr = scorer(options.data, "score_gsr")
    texts, gold, found = records(options.data)
    score_gsr.show(score_gsr.score(gold, found))
    for text, name in zip(texts, gold, strict=True) if options.show else ():
        events = [one for one in found[name] if not any(score_gsr.fits(g, one, "w") for g in gold[name])]
        if events or not found[name]:
            print(f"{[one['type'] for one in gold[name]]} {events}\n    {text}")


if __name__ == "__main__":
    main()
