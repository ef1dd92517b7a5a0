"""Which texts are one: near-copies made of our own texts, beside texts that only look like them.

All go into one docket in random order, as they would come in. A pair counts as found when both lie in one story;
figures are over all pairs, the recall of each kind over its pairs with the original. `apart`: the share of the
look-alikes (next day's sequel, daily bulletin, the same boilerplate, another report of the same events) that stand in
no story of others.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING

from eval.near_copies import Text, near_copies
from memcon.coding.record import ArticleRecord, MadeBy, Record
from memcon.record import Entry
from memcon.record.stories import place
from memcon.record.text_index import MemoryStories

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GOLD = Path(__file__).resolve().parent / "gold"
FILES = (str(GOLD / "articles" / "dev"), str(GOLD / "bundles" / "dev"))
LOOKALIKES = frozenset(("sequel", "bulletin", "boilerplate", "report"))


def measure(data: Path) -> dict[str, float]:
    """Return recall, precision and F1 over pairs, recall by kind of copy, and how many look-alikes stay apart."""
    del data
    texts = all_texts()
    return score(texts, stories_of(texts))


def all_texts() -> list[Text]:
    """Return the whole set in the order in which it is gathered; every other text of ours lends its paragraphs."""
    ours = originals()
    texts = [*near_copies(ours[::2], [text for _, _, text in ours[1::2]]), *_reports()]
    random.Random(7).shuffle(texts)
    return texts


def originals() -> list[tuple[str, str, str]]:
    """Return our own texts of three paragraphs and more: name, title, text; no two of them about the same events."""
    found = [(file.stem, *_headed(file.read_text("utf-8"))) for file in sorted(Path(FILES[0]).glob("*.txt"))]
    return [(name, title, text) for name, title, text in found if len(text.split("\n")) > 3]


def _reports() -> list[Text]:
    """Return the articles of the bundles: many reports of the same events, some of which are copies."""
    out = []
    for folder in sorted(Path(FILES[1]).iterdir()):
        stories = json.loads((folder / "bundle.json").read_text("utf-8"))["stories"]
        known = {article: f"{folder.name} {story[0]}" for story in stories for article in story}
        for file in sorted(folder.glob("[0-9]*.json")):
            row = json.loads(file.read_text("utf-8"))
            kind = "copy" if file.stem in known else "report"
            out.append(Text(known.get(file.stem, f"{folder.name} {file.stem}"), kind, row["title"], row["text"]))
    return out


def stories_of(texts: Sequence[Text]) -> list[str]:
    """Gather the texts in this order and return the story of each."""
    index = MemoryStories()
    for at, text in enumerate(texts):
        entry = entry_of(f"{at:06}", text.title, text.text)
        index.add(entry)
        place(entry, index)
    found = {article: story for story, articles in index.all_stories().items() for article in articles}
    return [found[f"{at:06}"] for at in range(len(texts))]


def entry_of(name: str, title: str, text: str) -> Entry:
    """Make an entry of a text that was not read."""
    unknown = dict.fromkeys(("outlet", "url", "published", "dateline", "byline", "credit", "language"))
    article = ArticleRecord(id=name, title=title, sha256=name, text=text, **unknown)
    record = Record(made_by=MadeBy(memcon="", model="", codebook=""), article=article)
    return Entry(id=name, record=record, published="2025-01-01T00:00:00Z", added="2025-01-01T00:00:00Z")


def score(texts: Sequence[Text], found: Sequence[str]) -> dict[str, float]:
    """Hold stories against the truth."""
    right = _pairs(zip((text.story for text in texts), found, strict=True))
    recall, precision = right / _pairs(text.story for text in texts), right / max(1, _pairs(found))
    home = {text.story: story for text, story in zip(texts, found, strict=True) if text.kind == "original"}
    kinds: dict[str, list[bool]] = defaultdict(list)
    company: dict[str, set[str]] = defaultdict(set)
    for text, story in zip(texts, found, strict=True):
        company[story].add(text.story)
        if text.kind != "original" and text.story in home:
            kinds[text.kind].append(home[text.story] == story)
    apart = [len(company[story]) == 1 for text, story in zip(texts, found, strict=True) if text.kind in LOOKALIKES]
    out = {"recall": recall, "precision": precision, "f1": 2 * recall * precision / (recall + precision)}
    out["apart"] = sum(apart) / max(1, len(apart))
    return out | {f"recall_{kind.replace(' ', '_')}": sum(held) / len(held) for kind, held in sorted(kinds.items())}


def _pairs(things: Iterable[object]) -> int:
    return sum(comb(count, 2) for count in Counter(things).values())


def _headed(text: str) -> tuple[str, str]:
    """Part a file into its first line, the title, and the rest."""
    head, _, rest = text.strip().partition("\n")
    return head, rest.strip()
