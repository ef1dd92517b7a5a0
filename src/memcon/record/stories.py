"""Stories: which articles are one text, by the company that their sentences keep.

Sentences are signed (MinHash, Broder 1997) and looked up in bands (LSH, Indyk & Motwani 1998): a cut keeps the keys of
what it keeps. What is found is aligned sentence by sentence, and the alignment decides. A story signs each key once,
with the article that had it first, so that the hundredth copy adds nothing to the index; a key that many stories have
is boilerplate, finds nothing and is not counted.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from memcon.record.alignment import Overlap, may_lead, may_share, overlap
from memcon.record.model import new_id
from memcon.record.passages import Passage, passages, signature

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from memcon.record.model import Entry

CROWD = 24
"""Stories from which a key is boilerplate; no more articles are signed with it."""

_TRIED, _TRIED_ONCE = 12, 4  # articles aligned with a new one, those that share most keys; of those that share one
_CUT = 0.5  # of the shorter text, when its lead is the other's too
_MIDDLE, _ROOM = 0.8, 0.4  # of the shorter and longer text when it is not: no piece of a roundup, no shared background


class StoryIndex(Protocol):
    """What the step asks of the docket; cost in proportion to what is asked for."""

    def sharing(self, keys: Collection[int]) -> Mapping[int, Sequence[str]]:
        """Return for each key the articles signed with it, at most `CROWD`; keys of none may be left out."""

    def texts(self, articles: Sequence[str]) -> Mapping[str, tuple[str, str | None]]:
        """Return the frozen text and the title of each article."""

    def stories(self, articles: Collection[str]) -> Mapping[str, str]:
        """Return the story of each of the articles that has one."""

    def founded(self, stories: Collection[str]) -> Mapping[str, str]:
        """Return for each story the publication and id of its earliest article, as one string to sort by."""

    def put_story(self, article: str, story: str, keys: Collection[int]) -> None:
        """Keep that an article belongs to a story, new or not, and sign it with keys."""

    def merge_stories(self, into: str, gone: Collection[str]) -> None:
        """Give the articles of some stories to another; the stories are no more."""


def place(entry: Entry, index: StoryIndex) -> str:
    """Find the story of a new article, or begin one; stories that it shows to be one become one. Returns its id.

    Of several stories that become one, the one with the earliest article remains.
    """
    parts = _parts(entry.record.article.text, entry.record.article.title)
    keys = signature(parts)
    sharing = index.sharing(keys)
    common = _crowded(keys, sharing)
    near = [key for key in keys if keys[key] not in common]
    found = _kin(parts, common, Counter(article for key in near for article in sharing.get(key, ())), index)
    if entry.version_of:
        found |= set(index.stories([entry.version_of]).values())
    begun = index.founded(found)
    first, *others = sorted(found, key=begun.__getitem__) or [new_id("t", entry.id)]
    if others:
        index.merge_stories(first, others)
    members = index.stories({article for articles in sharing.values() for article in articles})
    index.put_story(entry.id, first, [key for key in keys if _is_new(sharing.get(key, ()), first, members)])
    return first


def is_one_story(shared: Overlap) -> bool:
    """Say whether what two texts share makes them one: a copy, a cut, a light rewrite."""
    return (shared.lead and shared.shorter >= _CUT) or (shared.shorter >= _MIDDLE and shared.longer >= _ROOM)


def _crowded(keys: Mapping[int, int], sharing: Mapping[int, Sequence[str]]) -> frozenset[int]:
    """Return the passages that stand in many stories."""
    return frozenset(at for key, at in keys.items() if len(sharing.get(key, ())) >= CROWD)


def _kin(parts: Sequence[Passage], common: frozenset[int], hits: Counter[str], index: StoryIndex) -> set[str]:
    """Return the stories that have an article which is the same text as these passages."""
    ordered = sorted(hits, key=lambda article: (-hits[article], article))
    often = [article for article in ordered if hits[article] > 1]
    tried = (often + ordered[len(often) : len(often) + _TRIED_ONCE])[:_TRIED]
    story, texts = index.stories(tried), index.texts(tried)
    found: set[str] = set()
    for article in tried:
        if story[article] not in found and _is_same(parts, _parts(*texts[article]), common):
            found.add(story[article])
    return found


def _is_same(parts: Sequence[Passage], others: Sequence[Passage], common: frozenset[int]) -> bool:
    """Say whether two texts are one; common: passages of the first that are boilerplate."""
    if may_lead(parts, others, common):
        enough = may_share(parts, others, _CUT, common)
    else:
        enough = may_share(parts, others, _MIDDLE, common, _ROOM)
    return enough and is_one_story(overlap(parts, others, common))


def _is_new(signed: Sequence[str], story: str, members: Mapping[str, str]) -> bool:
    """Say whether a key is to be signed: no article of the story has it, and no crowd."""
    return len(signed) < CROWD and all(members.get(article) != story for article in signed)


@lru_cache(maxsize=512)
def _parts(text: str, title: str | None) -> tuple[Passage, ...]:
    return passages(text, title)
