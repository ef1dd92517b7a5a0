"""Score whole records against the articles of `gold/articles/`: facts found, and precision of events and positions.

usage: python -m eval.articles --split dev|heldout [--show] [--only NAME] [--record-cache FILE.jsonl]
    --show          never held-out: every fact that was missed, every record that is wrong
    --record-cache  records as `memcon read --json` prints them, one a line: read when the file is there, else written

What the figures mean (`gold/articles/README.md` says how the articles are annotated):

facts       share of the required facts that some record fits, in all and by kind. Traps are not among them.
traps       share of the `absent` facts that no record fits.
precision   of events and of positions. A record is right when a fact of its kind, required or optional, no detail,
            fits it; records and facts are paired one to one, as many as can be, but for facts that are `many`. A
            record without a date does not contradict one. An event is right, too, when it is the event side of a
            position: the holder acts.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from eval.__main__ import data_folder
from eval.chain_match import matching
from eval.shared import records_by_id, scorer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import ModuleType

Json: TypeAlias = "dict[str, Any]"

GOLD = Path(__file__).resolve().parent / "gold" / "articles"
FILES = (str(GOLD / "dev"), str(GOLD / "heldout"), "../eval/check_record.py")
SPLITS = ("dev", "heldout")
COUNTED = ("event", "position")
EVENT_SIDE = {
    "demand": ("REQUEST",),
    "urge": ("REQUEST",),
    "reject": ("REJECT",),
    "accept": ("AGREE", "SUPPORT"),
    "concede": ("CONCEDE", "AGREE"),
    "commit": ("AGREE", "COOPERATE"),
    "offer": ("AGREE", "REQUEST", "CONCEDE"),
    "open": ("AGREE", "CONCEDE"),
    "warn": ("THREATEN", "ACCUSE"),
}
"""The event types as which PLOVER has a stance."""


@dataclass(frozen=True, slots=True)
class Article:
    """One annotated article."""

    name: str
    text: str
    published: str
    facts: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one article: every fact with whether it holds, every counted record with whether it is right."""

    facts: list[tuple[Json, bool]] = field(default_factory=list)
    records: list[tuple[str, Json, bool]] = field(default_factory=list)


# ---------------------------------------------------------------- one article


def score(article: Article, record: Json, check: ModuleType) -> Score:
    """Hold one record against the facts of its article; `check` is the shared `check_record`."""
    rec = check.Record(record)
    facts = [(fact, bool(check.holds(fact, rec))) for fact in article.facts if not fact.get("optional")]
    records = [one for kind in COUNTED for one in judged(kind, article, rec, check)]
    return Score(facts, records)


def judged(kind: str, article: Article, rec: Any, check: ModuleType) -> Iterator[tuple[str, Json, bool]]:  # noqa: ANN401
    """Yield every record of a kind with whether it is right, each fact being used once unless it is `many`."""
    facts = [fact for fact in article.facts if counts(fact, kind)]
    if kind == "event":
        facts += [side for fact in article.facts if counts(fact, "position") for side in event_sides(fact)]
    items = rec.data[check.LISTS[kind]]
    edges = [[i for i, fact in enumerate(facts) if fits(fact, item, rec, check)] for item in items]
    free = [i for i, edge in enumerate(edges) if any(facts[j].get("many") for j in edge)]
    paired = matching(len(items), [[] if i in free else edge for i, edge in enumerate(edges)])
    for i, item in enumerate(items):
        yield kind, item, i in free or i in paired


def counts(fact: Json, kind: str) -> bool:
    """Say whether a fact can make a record of this kind right."""
    return bool(fact["kind"] == kind and not fact.get("absent") and not fact.get("detail"))


def fits(fact: Json, item: Json, rec: Any, check: ModuleType) -> bool:  # noqa: ANN401
    """Say whether a record fits a fact; one without a date contradicts none."""
    undated = {key: value for key, value in fact.items() if key != "date"}
    return bool(check.matches(fact if item.get("when") else undated, item, rec))


def event_sides(fact: Json) -> Iterator[Json]:
    """Yield the events that a position may be as well, one for all types of its stances."""
    holder = fact.get("holder") or fact.get("side")
    types = sorted({one for stance in fact.get("stance", ()) for one in EVENT_SIDE[stance]})
    words = fact.get("evidence") or fact.get("object")
    if holder and types and words:
        side: Json = {"kind": "event", "event_type": types, "actor": [holder], "evidence": words}
        yield side | {key: fact[key] for key in ("factuality", "many") if key in fact}


# ---------------------------------------------------------------- all articles


def figures(scores: Iterable[Score]) -> dict[str, float]:
    """Return the figures over all articles, each over what there is of its kind."""
    tallies: dict[str, list[bool]] = defaultdict(list)
    for one in scores:
        for fact, holds in one.facts:
            if fact.get("absent"):
                tallies["traps"].append(holds)
            else:
                tallies["facts"].append(holds)
                tallies[f"facts_{fact['kind']}"].append(holds)
        for kind, _, right in one.records:
            tallies[f"precision_{kind}s"].append(right)
    return {name: sum(tallies[name]) / len(tallies[name]) for name in sorted(tallies)}


def sizes(scores: Iterable[Score]) -> str:
    """Say how much there was to find and how much was given."""
    every = list(scores)
    facts = [fact for one in every for fact, _ in one.facts]
    kinds = [kind for one in every for kind, _, _ in one.records]
    traps = sum(bool(fact.get("absent")) for fact in facts)
    given = ", ".join(f"{kinds.count(kind)} {kind}s" for kind in COUNTED)
    return f"{len(every)} articles, {len(facts) - traps} facts, {traps} traps; given {given}"


def shown(article: Article, record: Json, result: Score) -> Iterator[str]:
    """Yield the lines that tell the errors of one article."""
    text = record["article"]["text"]
    names = {e["id"]: e["name"] for e in record["entities"]}
    yield f"## {article.name}"
    for fact, holds in result.facts:
        if not holds:
            verdict = "trapped" if fact.get("absent") else "missed"
            yield f"  {verdict:8}{fact['kind']:12}{fact['note']}"
    for kind, item, right in result.records:
        if not right:
            yield f"  wrong   {kind:12}{told(kind, item, names, text)}"


def told(kind: str, item: Json, names: dict[str, str], text: str) -> str:
    """Spell out one record on a line."""

    def said(spans: Iterable[Sequence[int]]) -> str:
        return " … ".join(text[s:e] for s, e in spans)

    def who(ids: Iterable[str]) -> str:
        return ", ".join(names.get(i) or i for i in ids) or "–"

    when = (item.get("when") or {}).get("start")
    if kind == "event":
        parties = f"{who(item['actor'])} > {who(item['recipient'])}"
        label = f"{item['event_type']}/{item['mode']} {item['factuality']} {parties}"
    else:
        label = f"{item['stance']} {item['factuality']} {who([item['holder']])} object [{said(item['object'])}]"
    return f"{label} when {when} [{said(item['evidence'])}]"


# ---------------------------------------------------------------- doors


def articles_of(split: str) -> list[Article]:
    """Load the annotated articles of a split, in the order of their names."""
    out = []
    for path in sorted((GOLD / split).glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8")
        out.append(Article(path.stem, text, gold["article"]["published"], tuple(gold["facts"])))
    return out


def read_articles(articles: Iterable[Article]) -> dict[str, Json]:
    """Read the articles with memcon, each with its name as id and its day of publication."""
    return records_by_id({"id": one.name, "text": one.text, "published": one.published} for one in articles)


def cached(articles: Sequence[Article], cache: Path | None) -> dict[str, Json]:
    """Return the records of the cache, else read them and write it."""
    if cache and cache.exists():
        rows = [json.loads(line) for line in cache.read_text("utf-8").splitlines()]
        return {row["article"]["id"]: row for row in rows}
    records = read_articles(articles)
    if cache:
        cache.write_text("".join(json.dumps(row) + "\n" for row in records.values()), encoding="utf-8")
    return records


def score_all(articles: Iterable[Article], records: dict[str, Json], data: Path) -> list[Score]:
    """Score every article against its record. Raises `KeyError` for an article without one."""
    check = scorer(data, "check_record")
    return [score(one, records[one.name], check) for one in articles]


def measure(data: Path) -> dict[str, float]:
    """Return the figures of both halves; the precision of nothing at all is 0."""
    out: dict[str, float] = {}
    for split in SPLITS:
        articles = articles_of(split)
        found = dict.fromkeys((f"precision_{kind}s" for kind in COUNTED), 0.0)
        found |= figures(score_all(articles, read_articles(articles), data)) if articles else {}
        out |= {f"{split}_{name}": value for name, value in found.items()}
    return out


def main(argv: Sequence[str] | None = None) -> dict[str, float]:
    """Score, print the figures, and the errors when asked, but for held-out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS, default="dev")
    parser.add_argument("--only", metavar="NAME", action="append", help="this article, or those that begin so")
    parser.add_argument("--record-cache", type=Path, metavar="FILE")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder with the corpora")
    options = parser.parse_args(argv)
    if options.split == "heldout" and (options.show or options.only):
        parser.error("held-out articles are scored as a whole and never shown; use --split dev")
    articles = [a for a in articles_of(options.split) if a.name.startswith(tuple(options.only or [""]))]
    if not articles:
        parser.error("no such article")
    records = cached(articles, options.record_cache)
    scores = score_all(articles, records, options.data)
    if options.show:
        for article, one in zip(articles, scores, strict=True):
            print("\n".join(shown(article, records[article.name], one)))
    result = figures(scores)
    print(sizes(scores))
    print("\n".join(f"{name:24}{value:7.3f}" for name, value in result.items()))
    return result


if __name__ == "__main__":
    main()
