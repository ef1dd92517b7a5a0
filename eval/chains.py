"""Score attributions, chains and unnamed sources against the passages of `gold/chains/`.

usage: python -m eval.chains --split dev|fresh|second|heldout [--records FILE.jsonl] [--json FILE] [--show]
    --records  records as `memcon read --json` prints them, one a line, `article.id` the passage's id;
               left out, `memcon.read_many` reads the passages here and now
    --show     never held-out: every attribution that was missed, invented or given a wrong chain

What the figures mean (`gold/chains/README.md` says how the passages are annotated):

attribution  matched one to one, as many as can be: content Jaccard >= .5 on word tokens and a shared word in the
             sources (or no source on either side). A source may also be given by another mention of the same one.
             "Declined", "did not respond" and "could not be verified" are compared on cue and content together,
             because where the one ends and the other begins is nobody's business.
chain        matched, and the predicted chain has the same number of hops, of the same kinds, each at a mention of
             the gold hop. A hop at the end that no words name (unnamed, without a span) may be there or not.
             R over gold attributions, P over predicted ones.
unnamed      sources of that kind anywhere in a chain: R over gold sources, P over predicted ones.
fields       over the unnamed sources found: `all` counts right nulls too, `told` only what the text does tell.
labels       manner, channel and response over matched attributions; `not a statement` is the share of gold refusals,
             silences and failed checks that were matched and labelled as such.

Left out, neither reward nor penalty: predictions that match an attribution flagged `attitude`, and the relay's own
record beside its source's ("X reported, citing Y, that P": gold has Y; X with the same P is no error).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from eval.chain_match import (
    LABELS,
    Counts,
    Gold,
    Json,
    Predicted,
    Span,
    add,
    chain_is_right,
    fits,
    is_left_out,
    matching,
    unnamed_counts,
)
from eval.shared import records_by_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GOLD = Path(__file__).resolve().parent / "gold" / "chains"
FILES = (str(GOLD / "dev"), str(GOLD / "second"), str(GOLD / "heldout"))

# ---------------------------------------------------------------- figures


def score(passage: Json, record: Json, show: Callable[[str], None] | None = None) -> Counts:
    """Score the record of one passage.

    return: measure -> [right among gold, gold, right among predicted, predicted]; an accuracy uses the first two.

    Raises `ValueError` when the record is of another text.
    """
    gold, predicted = Gold(passage), Predicted(passage["text"], record)
    fit = [[fits(gold, wanted, predicted, given) for given in predicted.attributions] for wanted in gold.strict]
    edges = [sorted((j for j, f in enumerate(row) if f), key=lambda j, row=row: -row[j]) for row in fit]  # type: ignore[misc]
    pairs = matching(len(gold.strict), edges)
    taken = set(pairs.values())
    extra = [a for j, a in enumerate(predicted.attributions) if j not in taken and not is_left_out(gold, predicted, a)]
    right = {
        i: chain_is_right(gold, gold.strict[i], predicted, predicted.attributions[j]) for i, j in sorted(pairs.items())
    }
    out: Counts = defaultdict(lambda: [0, 0, 0, 0])
    for name, hits in (("attribution", len(pairs)), ("chain", sum(right.values()))):
        out[name] = [hits, len(gold.strict), hits, len(pairs) + len(extra)]
    for i, wanted in enumerate(gold.strict):
        hops = min(len(wanted["chain"]) - 1, 3)
        add(out, f"chain of {hops} hop{'s' * (hops != 1)}{' or more' * (hops == 3)}", right=right.get(i, False))
        given = predicted.attributions[pairs[i]] if i in pairs else None
        for label in LABELS if given else ():
            add(out, label, right=given[label] in (wanted[label], *wanted.get(f"{label}_also", ())))  # type: ignore[index]
        if wanted["response"] != "statement":
            add(out, "not a statement", right=given is not None and given["response"] == wanted["response"])
    counted = [*(predicted.attributions[j] for j in pairs.values()), *extra]
    out.update(unnamed_counts(gold, predicted, counted))
    if show:
        explain(gold, predicted, pairs, right, extra, show)
    return dict(out)


def total(rows: Iterable[Counts]) -> Counts:
    """Sum the counts of all passages."""
    out: Counts = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        for name, counts in row.items():
            out[name] = [a + b for a, b in zip(out[name], counts, strict=True)]
    return dict(out)


def figures(counts: Counts) -> dict[str, dict[str, float | int]]:
    """Turn counts into what is printed: p, r and f1 for attribution, chain and unnamed, else accuracy and n."""
    out: dict[str, dict[str, float | int]] = {}
    for name, (hit, wanted, good, given) in sorted(counts.items()):
        if name in ("attribution", "chain", "unnamed"):
            p, r = good / given if given else 0.0, hit / wanted if wanted else 0.0
            f1 = 2 * p * r / (p + r) if p + r else 0.0
            out[name] = {"p": p, "r": r, "f1": f1, "gold": wanted, "predicted": given}
        elif wanted:
            out[name] = {"accuracy": hit / wanted, "n": wanted}
    return out


def score_all(passages: Iterable[Json], records: dict[str, Json], show: Callable[[str], None] | None = None) -> Counts:
    """Score a split; a passage without a record counts as a record without attributions."""
    nothing: Json = {"attributions": []}
    return total(score(p, records.get(p["id"], nothing), show) for p in passages)


# ---------------------------------------------------------------- for a person


def explain(
    gold: Gold,
    predicted: Predicted,
    pairs: dict[int, int],
    right: dict[int, bool],
    extra: list[Json],
    show: Callable[[str], None],
) -> None:
    """Show every attribution that was missed, invented or given a wrong chain."""

    def said(spans: Iterable[Span]) -> str:
        return " … ".join(gold.text[s:e] for s, e in spans) or "-"

    def line(a: Json, spans: Callable[[Iterable[Span]], list[Span]], hops: list[str]) -> str:
        roles = " ".join(f"[{said(spans(a[role]))}]" for role in ("source", "cue", "content"))
        return f"{roles} {' > '.join(hops)}"

    def as_gold(a: Json) -> str:
        return line(a, list, [f"{h['kind']}:{said([h['span']])}" for h in a["chain"][1:]])

    def as_given(a: Json) -> str:
        hops = [h for h in predicted.chain(a)[1:] if h["span"]]
        return line(a, predicted.spans, [f"{h['kind']}:{said(predicted.spans([h['span']]))}" for h in hops])

    show(f"## {gold.id}")
    for i, wanted in enumerate(gold.strict):
        if i not in pairs:
            show(f"  missed   {as_gold(wanted)}")
        elif not right[i]:
            show(f"  chain    {as_gold(wanted)}\n  given    {as_given(predicted.attributions[pairs[i]])}")
    for given in extra:
        show(f"  invented {as_given(given)}")


def table(result: dict[str, dict[str, float | int]], passages: int) -> str:
    """Lay the figures out for a terminal."""
    lines = [f"{passages} passages", f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'given':>7}"]
    for name in ("attribution", "chain", "unnamed"):
        if name in result:
            f = result[name]
            lines.append(f"{name:24}{f['p']:7.3f}{f['r']:7.3f}{f['f1']:7.3f}{f['gold']:7}{f['predicted']:7}")
    lines.append(f"\n{'':24}{'right':>7}{'n':>7}")
    lines += [f"{name:24}{f['accuracy']:7.3f}{f['n']:7}" for name, f in result.items() if "accuracy" in f]
    return "\n".join(lines)


# ---------------------------------------------------------------- doors


def passages_of(split: str) -> list[Json]:
    """Load the gold passages of a split, in the order of their file names."""
    return [json.loads(f.read_text(encoding="utf-8")) for f in sorted((GOLD / split).glob("*.json"))]


def records_of(path: str) -> dict[str, Json]:
    """Load records, one JSON object a line, by article id."""
    with Path(path).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return {row["article"]["id"]: row for row in rows}


def read_passages(passages: Iterable[Json]) -> dict[str, Json]:
    """Read the passages with memcon, ids kept and texts unchanged."""
    return records_by_id({key: p[key] for key in ("id", "text", "outlet") if p[key]} for p in passages)


def measure(_data: Path) -> dict[str, float]:
    """Return F1 of attributions, chains and unnamed sources, and the share of chains found, on each split."""
    out: dict[str, float] = {}
    for split in ("dev", "second", "heldout"):
        passages = passages_of(split)
        result = figures(score_all(passages, read_passages(passages)))
        out |= {f"{split}_{name}": result[name]["f1"] for name in ("attribution", "chain", "unnamed")}
        out[f"{split}_chain_found"] = result["chain"]["r"]
    return out


def main() -> None:
    """Score, print the figures, and the errors when asked, but for held-out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("dev", "fresh", "second", "heldout"), default="dev")
    parser.add_argument("--records")
    parser.add_argument("--json")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    if args.show and args.split == "heldout":
        parser.error("held-out passages and their errors are never shown; use --split dev")
    passages = passages_of(args.split)
    records = records_of(args.records) if args.records else read_passages(passages)
    unknown = records.keys() - {p["id"] for p in passages}
    if unknown:
        sys.exit(f"{len(unknown)} records are of no passage of {args.split}: pass each passage's id as article.id")
    missing = len(passages) - len(records)
    if missing:
        print(f"{missing} passages have no record", file=sys.stderr)
    result = figures(score_all(passages, records, print if args.show else None))
    print(table(result, len(passages)))
    if args.json:
        Path(args.json).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
