"""Check the annotated articles: every file well-formed, every pattern at home in its text.

usage: check.py [NAME ...] [--split dev|heldout]     exit status 1 when something is wrong

Without names, every article of both splits; of the held-out ones only the number of faults is told, unless `--split
heldout` asks for them, as their annotator does.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent
SPLITS = ("dev", "heldout")
STYLES = (
    *("wire", "aggregator", "state-agency", "broadsheet", "broadcaster", "tabloid", "live-blog", "trade-press"),
    *("newsletter", "readout"),
)
ENUMS = {
    "event_type": "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT",
    "mode": "visit third-party multilateral phone meet",
    "factuality": "actual planned possible conditional denied called-off postponed",
    "stance": "demand offer urge accept reject concede commit open warn",
    "state": "broken-off deadlocked difficult open progress near-agreement agreed",
    "told_by": "own other-side third-party",
    "manner": "direct indirect mixed",
    "channel": "report statement interview press-conference social-post letter phone document",
    "response": "statement declined no-response unverified",
    "source_kind": "writer outlet person institution unnamed document platform",
    "closeness": "",
}
CONDITIONS = ("if", "unless", "only-after", "in-exchange-for", "provided")
LISTED = ("evidence", "object", "content", "cue", "source_text", "parties", "actor", "recipient", "chain")
SINGLE = ("name", "mention", "holder", "toward", "side", "closeness")
LABELS = frozenset({"note", "kind", "optional", "detail", "many", "absent"})
KINDS = {
    "event": "event_type mode factuality issue parties actor recipient evidence date chain",
    "position": "stance factuality told_by issue holder toward side object evidence date conditions chain",
    "proposal": "evidence chain",
    "standing": "state issue evidence chain",
    "attribution": "manner channel response source_text cue content chain",
    "source": "source_kind name closeness count",
    "entity": "name mention role side",
    "article": "field matches",
}
PINNED = ("event", "position", "proposal", "standing")
Json = dict[str, Any]


def names(split: str) -> list[str]:
    """Return the names of a split's articles, sorted."""
    return sorted({path.stem for path in (HERE / split).glob("*.*") if path.suffix in {".txt", ".json"}})


def faults(split: str, name: str) -> Iterator[str]:
    """Yield what is wrong with one article, in words."""
    paths = [HERE / split / f"{name}{suffix}" for suffix in (".txt", ".json")]
    gone = [path.name for path in paths if not path.exists()]
    if gone:
        yield f"no {gone[0]}"
        return
    text = paths[0].read_text("utf-8")
    try:
        gold = json.loads(paths[1].read_text("utf-8"))
    except json.JSONDecodeError as error:
        yield f"no JSON: {error}"
        return
    yield from head_faults(gold, text)
    for fact in gold.get("facts", []):
        for fault in fact_faults(fact, text):
            yield f"{fact.get('note', json.dumps(fact))}: {fault}"


def head_faults(gold: Json, text: str) -> Iterator[str]:
    """Yield what is wrong with an article beside its facts."""
    if set(gold) != {"article", "negotiation", "style", "facts"}:
        yield f"keys {sorted(gold)}"
        return
    if set(gold["article"]) != {"published", "title", "outlet"}:
        yield f"article has the keys {sorted(gold['article'])}"
    elif not re.fullmatch(r"\d{4}-\d\d-\d\d", gold["article"]["published"] or ""):
        yield "article.published is no day"
    elif not all(gold["article"][key] is None or gold["article"][key] in text for key in ("title", "outlet")):
        yield "title or outlet are not in the text"
    if gold["style"] not in STYLES:
        yield f"style {gold['style']!r}"
    if not 150 <= len(text.split()) <= 650:
        yield f"{len(text.split())} words"
    kinds = [fact.get("kind") for fact in gold["facts"] if not fact.get("absent")]
    missing = {"event", "position"} - set(kinds)
    if missing:
        yield f"no facts of kind {sorted(missing)}"
    notes = [str(fact.get("note")) for fact in gold["facts"]]
    yield from (f"two facts with the note {note!r}" for note in sorted({n for n in notes if notes.count(n) > 1}))


def fact_faults(fact: Json, text: str) -> Iterator[str]:
    """Yield what is wrong with one fact."""
    kind = fact.get("kind")
    if kind not in KINDS or not fact.get("note"):
        yield "no note, or a kind that is none"
        return
    unknown = set(fact) - LABELS - set(KINDS[kind].split())
    if unknown:
        yield f"a {kind} has no {sorted(unknown)}"
        return
    if any(fact.get(label) not in {None, True} for label in LABELS - {"note", "kind"}):
        yield "a label is left out or true"
    if sum(bool(fact.get(label)) for label in ("optional", "detail", "absent")) > 1:
        yield "optional, detail, absent: one of them at most"
    yield from word_faults(fact)
    yield from pattern_faults(fact, text)
    if kind in {"event", "position"} and not (fact.get("absent") or fact.get("evidence") or fact.get("object")):
        yield "neither evidence nor object pins it"
    if "date" in fact and not re.fullmatch(r"\d{4}-\d\d-\d\d", fact["date"]):
        yield f"date {fact['date']!r}"


def word_faults(fact: Json) -> Iterator[str]:
    """Yield the words of a fixed list that are not on it."""
    for key, known in ENUMS.items():
        if key == "closeness" or key not in fact:
            continue
        if not isinstance(fact[key], list):
            yield f"{key} is a list"
        else:
            yield from (f"{key} {word!r}" for word in fact[key] if word not in known.split())
    for condition in fact.get("conditions", []):
        if set(condition) - {"kind", "text"} or "text" not in condition:
            yield "a condition has text and perhaps a kind"
        yield from (f"condition {word!r}" for word in condition.get("kind", []) if word not in CONDITIONS)


def patterns(fact: Json) -> Iterator[tuple[str, str]]:
    """Yield every pattern of a fact that must be found in the text, with its key."""
    for key in LISTED:
        if isinstance(fact.get(key), str):
            yield key, "("  # a string where a list belongs compiles never
        yield from ((key, one) for one in fact.get(key, []) if not isinstance(fact[key], str))
    yield from ((key, fact[key]) for key in SINGLE if key in fact)
    yield from (("conditions", condition["text"]) for condition in fact.get("conditions", []) if "text" in condition)


def pattern_faults(fact: Json, text: str) -> Iterator[str]:
    """Yield the patterns that do not compile, are not in the text, or not together in one paragraph."""
    pins = []
    for key, pattern in patterns(fact):
        try:
            found = re.compile(pattern.replace("^", "").replace("$", ""), re.IGNORECASE | re.DOTALL)
            re.compile(pattern)
        except re.error as error:
            yield f"{key} {pattern!r} is no list of patterns, or: {error}"
            return
        kinds = ENUMS["source_kind"].split() if key == "chain" else []
        if not found.search(text) and pattern not in kinds:
            yield f"{key} {pattern!r} is not in the text"
        if key in {"evidence", "object", "content", "cue"}:
            pins.append(found)
    for pattern in [*fact.get("issue", []), *([fact["matches"]] if "matches" in fact else [])]:
        re.compile(pattern)
    if fact["kind"] in PINNED and not any(all(p.search(line) for p in pins) for line in text.splitlines()):
        yield "its patterns are never together in one paragraph"


def main(argv: Sequence[str] | None = None) -> int:
    """Check, print, and say whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--split", choices=SPLITS)
    options = parser.parse_args(argv)
    bad = 0
    for split in [options.split] if options.split else SPLITS:
        for name in names(split):
            found = list(faults(split, name)) if not options.names or name in options.names else []
            bad += len(found)
            shown = found if options.split or split == "dev" else [f"{len(found)} faults"][: len(found)]
            print("".join(f"{split}/{name}: {fault}\n" for fault in shown), end="")
    print(f"{bad} faults")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
