"""What of a record answers to what of the gold: attributions, chains and unnamed sources of `eval/chains.py`."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORD = re.compile(r"\w+(?:[.'’]\w+)*")
FIELDS = ("count", "closeness", "side", "office", "reason")
LABELS = ("manner", "channel", "response")
IDLE = frozenset(
    re.split(
        " ",
        "a an and about as at be because been by for from had has have in is it its of on or that the their them they "
        "this to was were which who whose with",
    )
)
SAME_SIDE = (
    frozenset({"amer", "us", "u.s", "wash"}),
    frozenset({"brit", "uk", "u.k", "lond", "down"}),
    frozenset({"fren", "fran", "pari"}),
    frozenset({"dutc", "neth", "hagu"}),
    frozenset({"germ", "berl"}),
    frozenset({"euro", "eu", "brus"}),
    frozenset({"un", "u.n"}),
)
"""Four-letter beginnings of names and demonyms for one party where the two share none."""
UNITED = re.compile(r"united (states|kingdom|nations|arab emirates)")

Span: TypeAlias = "Sequence[int]"
Json: TypeAlias = "dict[str, Any]"
Counts: TypeAlias = "dict[str, list[int]]"
Groups: TypeAlias = "dict[tuple[int, int], list[Span]]"


# ---------------------------------------------------------------- text to words


def overlap(one: Span, other: Span) -> bool:
    """Say whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def words_in(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Return the starts of the word tokens of `text` that the spans touch."""
    wanted = list(spans)
    return frozenset(word[0] for word in tokens(text) if any(overlap(word, span) for span in wanted))


@lru_cache(maxsize=4)
def tokens(text: str) -> list[tuple[int, int]]:
    """Return the spans of the word tokens of a text."""
    return [m.span() for m in WORD.finditer(text)]


def jaccard(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Size of the intersection over size of the union; 0 for two empty sets."""
    return len(one & other) / len(one | other) if one or other else 0.0


def matching(size: int, edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """Pair as many of `size` left items as possible, each with one item of its `edges`, the first ones preferred."""
    owner: dict[int, int] = {}

    def place(left: int, seen: set[int]) -> bool:
        for right in edges[left]:
            if right not in seen:
                seen.add(right)
                if right not in owner or place(owner[right], seen):
                    owner[right] = left
                    return True
        return False

    for left in range(size):
        place(left, set())
    return {left: right for right, left in owner.items()}


# ---------------------------------------------------------------- one record, one passage


class Predicted:
    """A record of one passage, its spans moved to the passage's own offsets."""

    def __init__(self, text: str, record: Json) -> None:
        own = record.get("article", {}).get("text", text)
        self.shift = text.find(own)
        if self.shift < 0:
            raise ValueError(f"the record of {record['article'].get('id')!r} is of another text")
        self.text = text
        self.entities = {e["id"]: e for e in record.get("entities", [])}
        self.sources = {s["id"]: s for s in record.get("sources", [])}
        self.attributions = [a for a in record["attributions"] if a["cue"] or a["content"]]

    def spans(self, spans: Iterable[Span]) -> list[Span]:
        """Move spans to the passage's offsets."""
        return [[s + self.shift, e + self.shift] for s, e in spans]

    def hop_spans(self, source: Json) -> list[Span]:
        """Where the source of a hop stands: its own span, and every mention of its entity."""
        own = [source["span"]] if source.get("span") else []
        entity = self.entities.get(source.get("entity"), {})
        return self.spans([*own, *(entity.get("mentions") or [])])

    def chain(self, attribution: Json) -> list[Json]:
        """Return the hops as sources, without a last one that no words name."""
        hops = [self.sources[i] for i in attribution["chain"]]
        if len(hops) > 1 and hops[-1]["kind"] == "unnamed" and not hops[-1].get("span"):
            hops.pop()
        return hops

    def side_words(self, side: str | None) -> str | None:
        """Spell out a side: an entity's name, mentions and own side's name, or the words themselves."""
        entity = self.entities.get(side)
        if entity is None:
            return side
        of = self.entities.get(entity.get("side"), {})
        said = [self.text[s:e] for s, e in self.spans(entity.get("mentions", []))]
        return " ".join([entity["name"], of.get("name", ""), *said])


class Gold:
    """One annotated passage: attributions that count, those that do not, and mentions grouped by what they denote."""

    def __init__(self, passage: Json) -> None:
        self.id, self.text = passage["id"], passage["text"]
        self.strict = [a for a in passage["attributions"] if not a.get("attitude")]
        self.loose = [a for a in passage["attributions"] if a.get("attitude")]
        self.groups: Groups = defaultdict(list)
        for attribution in passage["attributions"]:
            for hop in attribution["chain"][1:]:
                spans = self.groups[self.key(hop)]
                spans += [span for span in (hop["span"], hop.get("same_as")) if span and span not in spans]

    @staticmethod
    def key(hop: Json) -> tuple[int, int]:
        """Return the first mention of what the hop denotes."""
        first = hop.get("same_as") or hop["span"]
        return (first[0], first[1])

    def spans(self, hop: Json) -> list[Span]:
        """Return all annotated mentions of what the hop denotes."""
        return self.groups[self.key(hop)]

    def source_spans(self, attribution: Json) -> list[Span]:
        """Where the source of an attribution may be found; empty when nobody is named."""
        hops = attribution["chain"][1:]
        own: list[Span] = attribution["source"]
        return [*own, *self.spans(hops[-1])] if hops and own else own


def fits(gold: Gold, wanted: Json, predicted: Predicted, given: Json) -> float:
    """Return how well a predicted attribution fits a gold one, 0 when it does not.

    The content's Jaccard; of cue and content together where the response is not a statement, or gold has no content.
    """
    roles = ("content",) if wanted["response"] == "statement" and wanted["content"] else ("cue", "content")
    one = words_in(gold.text, [s for role in roles for s in wanted[role]])
    other = words_in(gold.text, predicted.spans(s for role in roles for s in given[role]))
    sources = words_in(gold.text, gold.source_spans(wanted)), words_in(gold.text, predicted.spans(given["source"]))
    same_source = bool(sources[0] & sources[1]) or not (sources[0] or sources[1])
    score = jaccard(one, other)
    return score if same_source and score >= 0.5 else 0.0


def chain_is_right(gold: Gold, wanted: Json, predicted: Predicted, given: Json) -> bool:
    """Say whether the predicted chain is the gold one, hop by hop, in number, kind and place."""
    hops = predicted.chain(given)
    if not hops or hops[0]["kind"] != "writer" or len(hops) != len(wanted["chain"]):
        return False
    for hop, want in zip(hops[1:], wanted["chain"][1:], strict=True):
        places = predicted.hop_spans(hop)
        if hop["kind"] not in (want["kind"], *want.get("kind_also", ())):
            return False
        if not any(overlap(place, span) for place in places for span in gold.spans(want)):
            return False
    return True


def is_left_out(gold: Gold, predicted: Predicted, given: Json) -> bool:
    """Say whether an unmatched prediction is an attitude of gold's, or a relay's own record beside its source's."""
    if any(fits(gold, wanted, predicted, given) for wanted in gold.loose):
        return True
    content, source = (words_in(gold.text, predicted.spans(given[role])) for role in ("content", "source"))
    for wanted in gold.strict:
        relays = [span for hop in wanted["chain"][1:-1] for span in gold.spans(hop)]
        if source & words_in(gold.text, relays) and jaccard(content, words_in(gold.text, wanted["content"])) >= 0.5:
            return True
    return False


# ---------------------------------------------------------------- unnamed sources


def field_is_right(name: str, wanted: Any, given: Any) -> bool:  # noqa: ANN401  a count or words
    """Compare one field of an unnamed source; words agree when a third of their content words are shared."""
    if wanted is None or given is None or name == "count":
        return bool(wanted == given)
    if name != "side":
        return jaccard(content_words(wanted), content_words(given)) >= 1 / 3
    one, other = (
        {w[:4] for w in content_words(UNITED.sub(lambda m: f"u{m[1][0]}", side.lower()))} for side in (wanted, given)
    )
    return bool(one & other) or any(one & same and other & same for same in SAME_SIDE)


def content_words(said: str) -> frozenset[str]:
    """Return the words of a phrase that mean something by themselves, in small letters, without a genitive."""
    words = {w.lower().removesuffix("'s").removesuffix("’s") for w in WORD.findall(said)}
    return frozenset(words - IDLE)


def unnamed_counts(gold: Gold, predicted: Predicted, counted: Iterable[Json]) -> Counts:
    """Score the unnamed sources of a passage; `counted` are the predicted attributions that were not left out."""
    wanted: dict[tuple[int, int], Json] = {}
    for attribution in gold.strict:
        for hop in attribution["chain"][1:]:
            if hop["kind"] == "unnamed":
                told = wanted.setdefault(gold.key(hop), dict.fromkeys(FIELDS))
                if hop is attribution["chain"][-1]:
                    told.update({k: v for k, v in (attribution["unnamed"] or {}).items() if v is not None})
    ids = {i for a in counted for i in a["chain"]}
    given = [s for i, s in predicted.sources.items() if i in ids and s["kind"] == "unnamed" and s.get("span")]
    loose = [span for a in gold.loose for hop in a["chain"][1:] for span in gold.spans(hop)]
    out: Counts = defaultdict(lambda: [0, 0, 0, 0])
    for key, told in wanted.items():
        here = [s for s in given if any(overlap(predicted.spans([s["span"]])[0], m) for m in gold.groups[key])]
        out["unnamed"][0] += bool(here)
        out["unnamed"][1] += 1
        for name in FIELDS if here else ():
            values = [v for s in here if (v := (s.get("unnamed") or {}).get(name)) is not None]
            value = predicted.side_words(values[0]) if values and name == "side" else values[0] if values else None
            right = field_is_right(name, told[name], value)
            add(out, f"{name}, all", right=right)
            if told[name] is not None:
                add(out, f"{name}, told", right=right)
    for source in given:
        span = predicted.spans([source["span"]])[0]
        right = any(overlap(span, mention) for key in wanted for mention in gold.groups[key])
        if right or not any(overlap(span, mention) for mention in loose):
            out["unnamed"][2] += right
            out["unnamed"][3] += 1
    return out


def add(counts: Counts, name: str, *, right: bool) -> None:
    """Count one more, and one more that is right."""
    counts[name][0] += right
    counts[name][1] += 1
