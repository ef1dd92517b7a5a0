"""What of a gathered bundle answers to what of its annotation: tellings, claims, origins."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from eval.clusterings import best_pairs
from memcon.record.mastheads import outlet_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eval.gold.bundles.bundle import Bundle
    from memcon.record.cast import MemoryActors
    from memcon.record.index import Told
    from memcon.record.model import Claim, Entry, Origin, Telling
    from memcon.spans import Span

Json: TypeAlias = "dict[str, Any]"
_STEM = 5
KINDS = {"position": "position", "contact": "event", "proposal": "proposal", "standing": "standing"}


@dataclass(frozen=True)
class Gathered:
    """A bundle once gathered: its entries by the bundle's own article ids, and what came of them."""

    bundle: Bundle
    entries: Mapping[str, Entry]
    actors: MemoryActors
    claims: Sequence[Claim]
    told: Sequence[Told]

    def names(self, ids: Iterable[str]) -> list[str]:
        """Return all names of some actors."""
        return [name for actor in self.actors.actors(list(ids)) for name in (actor.name, *actor.aliases)]


@dataclass(frozen=True)
class Pairing:
    """Which claim answers to which of the gold.

    found:  gold telling (claim, article) → (claim, record) of each telling that fits it.
    pairs:  claim of the gold → the claim paired with it, one to one, so that as many tellings as can be are shared.
    means:  claim → the claim of the gold that it tells a piece of, at most one, several claims perhaps the same.
    """

    found: Mapping[tuple[str, str], Sequence[tuple[str, str]]]
    pairs: Mapping[str, str]
    means: Mapping[str, str]


def is_in(pattern: str, *texts: str) -> bool:
    """Say whether a pattern is in one of the texts; case counts in no pattern."""
    return any(re.search(pattern, text, re.IGNORECASE) for text in texts)


def pair(gathered: Gathered) -> Pairing:
    """Pair the claims with those of the gold."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for gold, article, one in _fitting(gathered):
        found[gold["id"], article].append((one.claim, one.telling.record))
        shared[gold["id"], one.claim].add(article)
    worth = {ends: float(len(articles)) for ends, articles in shared.items()}
    means: dict[str, str] = {}
    for (gold_id, claim), _ in sorted(worth.items(), key=lambda item: (item[1], item[0])):
        means[claim] = gold_id
    pairs = best_pairs(worth)
    return Pairing(found, pairs, means | {claim: gold_id for gold_id, claim in pairs.items()})


def _fitting(gathered: Gathered) -> Iterator[tuple[Json, str, Told]]:
    """Yield every claim of the gold with an article that tells it and a telling that fits."""
    by_article: dict[str, list[Told]] = defaultdict(list)
    for one in gathered.told:
        by_article[one.telling.article].append(one)
    for gold in gathered.bundle.gold["claims"]:
        for telling in gold["tellings"]:
            entry = gathered.entries[telling["article"]]
            for one in by_article[entry.id]:
                if fits(gold, telling["words"], one.telling, gathered, entry):
                    yield gold, telling["article"], one


def fits(gold: Json, words: str, telling: Telling, gathered: Gathered, entry: Entry) -> bool:
    """Say whether a telling tells a claim of the gold: its kind, its words, and who, what or how by kind."""
    text = entry.record.article.text
    denied = "denied" in gold.get("factuality", [])  # the word of denial stands outside of what is denied
    evidence = " … ".join(_sentence(text, span) if denied else text[span.start : span.end] for span in telling.evidence)
    if KINDS[gold["kind"]] != telling.kind or not is_in(words, evidence, telling.words, *telling.conditions):
        return False
    return {"position": _position, "contact": _contact, "proposal": _proposal, "standing": _standing}[gold["kind"]](
        gold, telling, gathered
    )


def _sentence(text: str, span: Span) -> str:
    """Return the sentence around a span, as far as full stops and line breaks tell."""
    first = max(text.rfind(end, 0, span.start) for end in (". ", "\n", "? ", "! "))
    last = min((at for end in (". ", "\n") if (at := text.find(end, span.end)) >= 0), default=len(text))
    return text[first + 1 : last]


def _position(gold: Json, telling: Telling, gathered: Gathered) -> bool:
    denied = "denied" in gold.get("factuality", [])
    if telling.word not in gold["stance"] or (telling.factuality == "denied") != denied:
        return False
    return is_actor(gold["holder"], [*telling.parties, *telling.sides], gathered)


def _contact(gold: Json, telling: Telling, gathered: Gathered) -> bool:
    mode = telling.word.partition("/")[2]
    if telling.factuality not in gold["factuality"] or (mode and mode not in gold["type"]):
        return False
    if "date" in gold and telling.start and not telling.start <= gold["date"] <= (telling.end or telling.start):
        return False
    who = [*telling.parties, *telling.sides, *telling.mediators]
    return any(is_actor(party, who, gathered, telling.where) for party in gold["parties"])


def _proposal(gold: Json, telling: Telling, gathered: Gathered) -> bool:
    return not telling.parties or any(is_actor(one, [*telling.parties, *telling.sides], gathered) for one in gold["by"])


def _standing(gold: Json, telling: Telling, gathered: Gathered) -> bool:
    issue = gathered.bundle.gold["issues"].get(gold["about"], {"is": ""})["is"]
    about = telling.issue is None or not issue or is_in(issue, telling.issue)
    return about and telling.word in gold["state"]


def is_actor(actor: str, ids: Sequence[str], gathered: Gathered, where: str | None = None) -> bool:
    """Say whether one of some actors, or where it happens, is an actor of the gold: by name, or its state."""
    gold = gathered.bundle.gold["actors"][actor]
    states = [one.name for one in gathered.actors.actors(list(ids)) if one.kind == "state"]
    is_state = any(re.search(rf"\b{re.escape(name[:_STEM])}", gold["name"]) for name in states)  # Sudan, Sudanese
    return is_state or is_in(gold["pattern"], *gathered.names(ids), where or "")


def is_origin(gold: Json, origin: Origin, gathered: Gathered) -> bool:
    """Say whether an origin is one of the gold's: named alike, or unnamed or the outlet itself, of the same outlet."""
    if "pattern" in gold:
        names = gathered.names([origin.actor] if origin.actor else [])
        return origin.kind in {"person", "institution", "document", "platform"} and is_in(
            gold["pattern"], origin.name, *names
        )
    return origin.kind == gold["kind"] and outlet_key(origin.outlet or "") == outlet_key(gold["outlet"])


def origins_shared(gold: Json, claim: Claim, gathered: Gathered) -> int:
    """Return how many origins of a claim are origins of the gold, each one another; all of both is right."""
    known = gathered.bundle.gold["origins"]
    edges = {
        (str(at), origin.id): 1.0
        for origin in gathered.actors.origins(claim.origins)
        for at, name in enumerate(gold["origins"])
        if is_origin(known[name], origin, gathered)
    }
    return len(best_pairs(edges))
