"""One key for an outlet by all the names it goes by: `AP`, `The Associated Press`, `apnews.com`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from memcon.article import outlets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memcon.coding.record import ArticleRecord, Entity

PARTIES = frozenset(("state", "organisation", "person"))
"""Kinds of entities that can be party to talks."""
_HOST = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_LEFT_OUT = frozenset(
    re.findall(
        r"\w+",
        """
        the a of al el as ash ad an ar at az der die das le la
        news newspaper daily agency website site english online asia arabic shimbun ilbo
        """,
    )
)
_ARTICLE = re.compile(r"^(?:al|el)(?=\w{4})")  # Almasdar is Al-Masdar
_JOINED = re.compile(r"\s*(?:/|&|;|,|\band\b)\s*")


def outlet_key(words: str) -> str:
    """Return that by which two names of one outlet are equal; empty where there is nothing to go by.

    A listed outlet, the user's own among them, is its listed name. Of others the letters are folded, articles and
    words such as `news agency` left out, so that two ways to write one name from another script agree.
    """
    return _key(outlets.named(words) or (outlets.of_url(words) if _HOST.fullmatch(words.strip()) else None) or words)


def party_named(entity: Entity, among: Iterable[Entity]) -> Entity | None:
    """Return who of the talks bears the name that was taken for an outlet's; None for a listed outlet.

    That is a state, a body or a person of the same article who speaks for a side: what it says it says itself.
    """
    if entity.kind != "outlet" or outlets.named(entity.name):
        return None
    key = outlet_key(entity.name)
    named = (one for one in among if one.kind in PARTIES and outlet_key(one.name) == key)
    return next((one for one in named if one.kind == "state" or one.side), None)


def outlets_of(article: ArticleRecord) -> tuple[str, ...]:
    """Return the keys of those whose article it is: first the agency that it is credited to, then the publisher."""
    signed = [part for words in (article.credit, article.byline) if words for part in _JOINED.split(words)]
    agencies = [name for part in signed if (name := outlets.named(part))]
    published = [article.outlet, outlets.of_url(article.url) if article.url else None]
    keys = [outlet_key(name) for name in (*agencies[:1], *published) if name]
    return tuple(dict.fromkeys(key for key in keys if key))


def short_for(words: str) -> frozenset[str]:
    """Return the keys of the listed outlets for which `the Post` may stand; none for what is no such word."""
    last = words.removeprefix("the ").removeprefix("The ")
    return frozenset(outlet_key(name) for name in outlets.catalogue().names.values() if name.split()[-1] == last)


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"(?<=\w)['’.](?=\w)", "", plain))
    kept = [_ARTICLE.sub("", word) for word in words if word not in _LEFT_OUT]
    return "".join(kept or words)
