"""Score who is who across articles, on the dev bundles: which entities of which articles are one actor.

usage: python -m eval.who [--show] [--cache FILE]      --cache: entries that `eval.bundles --cache` wrote

`gold/bundles/who.yaml` lists for each actor the words that mean them. An item is an entity of an article one of whose
mentions is such words; what the reading did not find is not counted here. The gathered actors and the listed ones are
two clusterings of the items of a bundle.

b3        B³ F1 (Bagga & Baldwin 1998), the counts of all bundles summed; precision and recall beside it.
pairs     F1 over pairs of items of different articles that are one actor.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

from eval.bundles import GOLD, bundles_of, read
from eval.clusterings import Tally, b_cubed
from memcon.record.aliases import normal
from memcon.record.cast import MemoryActors
from memcon.record.who import meet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eval.gold.bundles.bundle import Bundle
    from memcon.coding.record import Record
    from memcon.record import Entry

FILES = (str(GOLD / "dev"), str(GOLD / "who.yaml"))


class Item(NamedTuple):
    """An entity of an article, with the actor of the gold that it is, and the one that it was taken for."""

    article: str
    entity: str
    gold: str
    ours: str


def items(bundle: Bundle, entries: Mapping[str, Entry], actors: Mapping[str, Sequence[str]]) -> Iterator[Item]:
    """Gather the actors of a bundle and yield the entities that the gold knows."""
    index = MemoryActors()
    means = {normal(name): actor for actor, names in actors.items() for name in names}
    mine = {name: entries[f"{row['url']} {row['id']}"] for name, row in bundle.articles.items()}
    for name, entry in sorted(mine.items(), key=lambda one: (one[1].published, one[1].id)):
        met = meet(entry, index)
        for entity, words in _words(entry.record):
            known = next((means[one] for one in words if one in means), None)
            if known and entity in met.actors:
                yield Item(name, entity, known, met.actors[entity])


def _words(record: Record) -> Iterator[tuple[str, list[str]]]:
    """Yield the entities but for states, each with its name and mentions for comparison."""
    for entity in record.entities:
        if entity.kind != "state":
            mentions = (record.article.text[span.start : span.end] for span in entity.mentions)
            yield entity.id, [normal(words) for words in (entity.name, *mentions)]


def pairs(found: Iterable[Item]) -> Counter[str]:
    """Count the pairs of items of different articles: `gold`, `ours`, and `right` in both."""
    out: Counter[str] = Counter()
    for one, other in combinations(found, 2):
        if one.article != other.article:
            is_gold, is_ours = one.gold == other.gold, one.ours == other.ours
            out.update({"gold": is_gold, "ours": is_ours, "right": is_gold and is_ours})
    return out


def score(found: Mapping[str, Sequence[Item]]) -> dict[str, float]:
    """Return the figures over the items of all bundles."""
    tally, counted = Tally(), Counter[str]()
    for some in found.values():
        tally.add(b_cubed(_clustered(some, "gold"), _clustered(some, "ours")))
        counted += pairs(some)
    share = 2 * counted["right"] / max(1, counted["gold"] + counted["ours"])
    precision, recall = tally.right / tally.response, tally.found / tally.key
    return {"b3": tally.f1(), "b3_precision": precision, "b3_recall": recall, "pairs": share}


def _clustered(some: Iterable[Item], by: str) -> list[frozenset[tuple[str, str]]]:
    out: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for item in some:
        out[getattr(item, by)].add((item.article, item.entity))
    return [frozenset(one) for one in out.values()]


def wrong(bundle: str, some: Sequence[Item]) -> Iterator[str]:
    """Yield what is apart though one, and one though apart."""
    for by, other in (("gold", "ours"), ("ours", "gold")):
        groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for item in some:
            groups[getattr(item, by)][getattr(item, other)].append(f"{item.article}:{item.entity}")
        for name, parts in groups.items():
            if len(parts) > 1:
                verdict = f"{name} is apart" if by == "gold" else "one though apart"
                yield f"{bundle}: {verdict}: " + " | ".join(f"{part} {', '.join(ids)}" for part, ids in parts.items())


def found_in(cache: Path | None = None) -> dict[str, list[Item]]:
    """Return the items of the dev bundles by bundle."""
    bundles = bundles_of("dev")
    gold = yaml.safe_load((GOLD / "who.yaml").read_text("utf-8"))
    known = pickle.loads(cache.read_bytes()) if cache and cache.exists() else None  # noqa: S301 - our own
    entries = known or read(list(bundles.values()))
    return {name: list(items(bundles[name], entries, actors)) for name, actors in gold.items()}


def measure(_: Path) -> dict[str, float]:
    """Return the figures, for `python -m eval`."""
    return {f"dev_{name}": value for name, value in score(found_in()).items()}


def main(argv: Sequence[str] | None = None) -> dict[str, float]:
    """Run the command line; return the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    parser.add_argument("--cache", type=Path, metavar="FILE")
    options = parser.parse_args(argv)
    found = found_in(options.cache)
    if options.show:
        print("\n".join(line for name, some in found.items() for line in wrong(name, some)))
    result = score(found)
    print(
        f"{sum(map(len, found.values()))} items\n" + "\n".join(f"{one:14}{value:7.3f}" for one, value in result.items())
    )
    return result


if __name__ == "__main__":
    main()
