"""Score what comes out where articles meet, against the annotated bundles of `gold/bundles/`.

usage: python -m eval.bundles --split dev|heldout [--show] [--only NAME] [--cache FILE]
    --show   never held-out: every claim of the gold that was missed or is wrong, every wrong relation and change
    --cache  entries as they were read: used when the file is there, else written

What the figures mean (`gold/bundles/README.md` says how the bundles are annotated):

stories, reports  adjusted Rand index over the articles of a bundle, mean of the bundles.
tellings   share of the gold's tellings (claim and article) that a record of the article fits: kind, words, holder or
           parties, stance, mode or state, factuality. This is the reading's part; nothing below can be right without.
claims     share of the required claims that are paired with one of ours: one to one, sharing most tellings in all.
whole      share of the gold's tellings that lie in the claim that theirs is paired with.
origins    share of the required claims whose origins are right: each of the gold's once, and no other.
           origins_found, origins_true: of the claims that are paired, how many of the gold's origins are ours, and
           how many of ours are the gold's.
counts     share of the required claims with the right number of independent origins. articles, outlets: the same for
           the raw numbers, which one telling that was not read makes wrong.
contradictions, changes  F1. An end that tells a piece of a claim of the gold stands for it. A change is right when
           kind, both ends and day are; one that leads to an optional claim, or is a third party's, is not counted.
A claim that the reading did not find is wrong in each of these.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any, TypeAlias

from eval.bundle_match import Gathered, is_actor, origins_shared, pair
from eval.clusterings import adjusted_rand
from eval.gold.bundles.bundle import load
from memcon.record.gather import gather
from memcon.record.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.bundle_match import Pairing
    from eval.gold.bundles.bundle import Bundle
    from memcon.record.model import Change, Claim, Entry, Relation

Json: TypeAlias = "dict[str, Any]"

GOLD = Path(__file__).resolve().parent / "gold" / "bundles"
FILES = (str(GOLD / "dev"), str(GOLD / "heldout"))
SPLITS = ("dev", "heldout")
SHARES = (
    *("tellings", "claims", "whole"),
    *("origins", "origins_found", "origins_true", "counts", "articles", "outlets"),
)


@dataclass(slots=True)
class Score:
    """What came of some bundles: per figure one truth value for each thing counted, and what of the rest is right.

    wrong: lines that say what is, for --show.
    """

    shares: dict[str, list[bool]] = field(default_factory=lambda: {name: [] for name in SHARES})
    stories: list[float] = field(default_factory=list)
    reports: list[float] = field(default_factory=list)
    contradictions: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return the figures by name."""
        shares = {name: fmean(found) for name, found in self.shares.items()}
        clusters = {"stories": fmean(self.stories), "reports": fmean(self.reports)}
        return clusters | shares | {"contradictions": _f1(self.contradictions), "changes": _f1(self.changes)}


def _f1(tally: Counter[str]) -> float:
    return 2 * tally["right"] / max(1, tally["gold"] + tally["ours"])


# ---------------------------------------------------------------- gathering


def read(bundles: Sequence[Bundle]) -> dict[str, Entry]:
    """Read all articles; return their entries by address and id, for ids of bundles may be the same."""
    from memcon import feeds, settings  # noqa: PLC0415  scoring cached entries needs no model
    from memcon.errors import Problem  # noqa: PLC0415
    from memcon.pipeline import read_entries  # noqa: PLC0415

    keys = ("id", "url", "outlet", "published", "title")
    rows = [row for bundle in bundles for row in bundle.articles.values()]
    pages = (feeds.page_of_text(row["text"], **{key: row[key] for key in keys}) for row in rows)
    found: dict[str, Entry] = {}
    for row, entry in zip(rows, read_entries(pages, settings.Settings(), {}, Unknown()), strict=True):
        if isinstance(entry, Problem):
            sys.exit(f"a text of the gold could not be read: {entry}")
        found[f"{row['url']} {row['id']}"] = entry
    return found


class Unknown:
    """A docket that has nothing yet."""

    def page(self, *_: object) -> bool:
        """Say no."""
        return False

    def article(self, *_: object) -> bool:
        """Say no."""
        return False


def gathered(bundle: Bundle, read_already: dict[str, Entry]) -> tuple[Gathered, Memory]:
    """Gather the articles of a bundle."""
    entries = {name: read_already[f"{row['url']} {row['id']}"] for name, row in bundle.articles.items()}
    for name, row in bundle.articles.items():
        if "version_of" in row:
            entries[name] = replace(entries[name], version_of=entries[row["version_of"]].id)
    index = Memory.empty()
    for entry in entries.values():
        index.add(entry)
    gather(entries.values(), index)
    claims = index.claims.all_claims
    told = index.claims.tellings([claim.id for claim in claims])
    return Gathered(bundle, entries, index.actors, claims, told), index


# ---------------------------------------------------------------- one bundle


def score(gathered: Gathered, index: Memory, total: Score) -> None:
    """Hold a gathered bundle against its annotation and add what comes of it to the total."""
    bundle, ids = gathered.bundle, {entry.id: name for name, entry in gathered.entries.items()}
    stories = [[ids[one] for one in story] for story in index.stories.all_stories().values()]
    total.stories.append(_ari(bundle, bundle.gold["stories"], stories))
    reports = [[ids[one] for one in report.articles] for report in index.reports.all_reports()]
    total.reports.append(_ari(bundle, [report["articles"] for report in bundle.gold["reports"]], reports))
    paired = pair(gathered)
    _score_claims(gathered, paired, total)
    _score_relations(gathered, paired, index.claims.relations([claim.id for claim in gathered.claims]), total)
    _score_changes(gathered, paired, index.claims.all_changes, total)


def _ari(bundle: Bundle, gold: Sequence[Sequence[str]], ours: Sequence[Sequence[str]]) -> float:
    return adjusted_rand(*(_with_singles(groups, bundle.articles) for groups in (gold, ours)))


def _with_singles(groups: Sequence[Sequence[str]], articles: Iterable[str]) -> list[frozenset[str]]:
    grouped = {name for group in groups for name in group}
    return [frozenset(group) for group in groups] + [frozenset((name,)) for name in articles if name not in grouped]


def _score_claims(gathered: Gathered, paired: Pairing, total: Score) -> None:
    claims = {claim.id: claim for claim in gathered.claims}
    for gold in gathered.bundle.gold["claims"]:
        if gold.get("optional"):
            continue
        ours = claims.get(paired.pairs.get(gold["id"], ""))
        _score_tellings(gold, paired, total)
        shared = origins_shared(gold, ours, gathered) if ours else 0
        if ours:
            total.shares["origins_found"] += [at < shared for at in range(len(gold["origins"]))]
            total.shares["origins_true"] += [at < shared for at in range(len(ours.origins))]
        verdicts = {
            "claims": ours is not None,
            "origins": ours is not None and shared == len(gold["origins"]) == len(ours.origins),
            "counts": ours is not None and ours.independent == gold["independent"],
            "articles": ours is not None and ours.articles == gold["articles"],
            "outlets": ours is not None and ours.outlets == gold["outlets"],
        }
        for name, verdict in verdicts.items():
            total.shares[name].append(verdict)
        if not all(verdicts.values()):
            total.wrong.append(_claim_line(gold, ours, verdicts, gathered, paired))


def _score_tellings(gold: Json, paired: Pairing, total: Score) -> None:
    for telling in gold["tellings"]:
        found = paired.found.get((gold["id"], telling["article"]), ())
        total.shares["tellings"].append(bool(found))
        if found:
            total.shares["whole"].append(paired.pairs.get(gold["id"]) in {claim for claim, _ in found})


def _score_relations(gathered: Gathered, paired: Pairing, relations: Iterable[Relation], total: Score) -> None:
    gold: dict[frozenset[str], bool] = {}
    for one in gathered.bundle.gold["relations"]:
        if one["kind"] == "contradicts":
            gold[frozenset((one["from"], one["to"]))] = bool(one.get("optional"))
    ours = {
        frozenset((paired.means.get(one.start, one.start), paired.means.get(one.end, one.end)))
        for one in relations
        if one.kind == "contradicts"
    }
    wanted = {ends for ends, optional in gold.items() if not optional}
    counted = {ends for ends in ours if not gold.get(ends, False)}
    _tally("contradictions", wanted, counted, total)
    for verdict, pairs in (("missed", wanted - counted), ("false", counted - wanted)):
        lines = (" × ".join(sorted(_named(one, gathered) for one in ends)) for ends in pairs)
        total.wrong += [f"contradiction {verdict}: {line}" for line in sorted(lines)]


def _score_changes(gathered: Gathered, paired: Pairing, changes: Iterable[Change], total: Score) -> None:
    gold = gathered.bundle.gold
    optional = {claim["id"] for claim in gold["claims"] if claim.get("optional")}
    free = {_gold_step(one) for one in gold["changes"] if one.get("optional") or one["to"] in optional}
    wanted = {_gold_step(one) for one in gold["changes"]} - free
    ours = {
        (one.kind, paired.means.get(one.start or "", one.start), paired.means.get(one.end, one.end), one.seen[:10])
        for one in changes
        if any(is_actor(actor, [one.side], gathered) for actor in gold["actors"])
    }
    counted = {step for step in ours if step not in free and step[2] not in optional}
    _tally("changes", wanted, counted, total)
    for verdict, steps in (("missed", wanted - counted), ("false", counted - wanted)):
        for kind, start, end, day in sorted(steps, key=lambda step: (step[2], step[3])):
            line = f"change {verdict}: {kind} {_named(start, gathered)} → {_named(end, gathered)} {day}"
            total.wrong.append(line)


def _gold_step(one: Json) -> tuple[str, str | None, str, str]:
    return one["kind"], one["from"], one["to"], one["date"]


def _tally(name: str, wanted: set[Any], ours: set[Any], total: Score) -> None:
    getattr(total, name).update({"gold": len(wanted), "ours": len(ours), "right": len(wanted & ours)})


# ---------------------------------------------------------------- what is wrong, in words


def _claim_line(gold: Json, ours: Claim | None, verdicts: dict[str, bool], gathered: Gathered, paired: Pairing) -> str:
    """Say what is wrong with a claim: the articles whose telling was not found, and what was counted."""
    missed = [one["article"] for one in gold["tellings"] if (gold["id"], one["article"]) not in paired.found]
    apart = [
        article
        for (claim, article), found in paired.found.items()
        if claim == gold["id"] and ours and ours.id not in {one for one, _ in found}
    ]
    wrong = [name for name, verdict in verdicts.items() if not verdict]
    parts = [f"claim {gold['id']} ({gold['kind']}): {' '.join(wrong)} wrong"]
    if ours:
        names = {entry.id: name for name, entry in gathered.entries.items()}
        told = {names[one.telling.article] for one in gathered.told if one.claim == ours.id}
        extra = sorted(told - {one["article"] for one in gold["tellings"]})
        origins = [f"{one.kind} {one.name}" for one in gathered.actors.origins(ours.origins)]
        parts.append(f"origins {origins} should be {gold['origins']}")
        parts.append(f"too many articles {extra}" if extra else "")
    parts.append(f"not read in {missed}" if missed else "")
    parts.append(f"in another claim {sorted(apart)}" if apart else "")
    return "; ".join(part for part in parts if part)


def _named(one: str | None, gathered: Gathered) -> str:
    """Name a claim: the id of one of the gold, the words of one of ours."""
    claims = {claim.id: claim for claim in gathered.claims}
    if one not in claims:
        return one or "nothing"
    return f"[{claims[one].kind} {claims[one].word} {claims[one].factuality}: {claims[one].words[:70]}]"


# ---------------------------------------------------------------- the command line


def score_all(bundles: Sequence[Bundle], entries: dict[str, Entry], shown: list[str] | None = None) -> dict[str, float]:
    """Gather and score bundles; lines that say what is wrong are added to `shown`."""
    total = Score()
    for bundle in bundles:
        total.wrong.clear()
        score(*gathered(bundle, entries), total)
        if shown is not None:
            shown += [f"\n{bundle.gold['episode']}", *total.wrong]
    return total.figures()


def bundles_of(split: str) -> dict[str, Bundle]:
    """Return the bundles of a split by name."""
    return {path.parent.name: load(path.parent) for path in sorted((GOLD / split).glob("*/bundle.json"))}


def measure(_: Path) -> dict[str, float]:
    """Return the figures of both splits, for `python -m eval`."""
    out: dict[str, float] = {}
    for split in SPLITS:
        bundles = list(bundles_of(split).values())
        out |= {f"{split}_{name}": value for name, value in score_all(bundles, read(bundles)).items()}
    return out


def main(argv: Sequence[str] | None = None) -> dict[str, float]:
    """Run the command line; return the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS, required=True)
    parser.add_argument("--show", action="store_true", help="print what is wrong (dev only)")
    parser.add_argument("--only", action="append", metavar="NAME", help="this bundle, or those that begin so")
    parser.add_argument("--cache", type=Path, metavar="FILE")
    options = parser.parse_args(argv)
    if options.split == "heldout" and (options.show or options.only):
        parser.error("held-out bundles are scored as a whole and never shown; use --split dev")
    found = bundles_of(options.split)
    bundles = [bundle for name, bundle in found.items() if name.startswith(tuple(options.only or [""]))]
    if not bundles:
        parser.error("no such bundle")
    shown: list[str] | None = [] if options.show else None
    result = score_all(bundles, _cached(list(found.values()), options.cache), shown)
    print("\n".join(shown or []))
    print("\n".join(f"{name:16}{value:7.3f}" for name, value in result.items()))
    return result


def _cached(bundles: Sequence[Bundle], cache: Path | None) -> dict[str, Entry]:
    """Return the entries of bundles, from a cache where there is one; one that is named is written."""
    if cache and cache.exists():
        return dict(pickle.loads(cache.read_bytes()))  # noqa: S301 - our own, written below
    found = read(bundles)
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return found


if __name__ == "__main__":
    main()
