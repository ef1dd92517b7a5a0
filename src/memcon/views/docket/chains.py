"""By which chain an article tells something, in words, and the words themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.store.records import sourced
from memcon.views.words import hop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.store.asking import Snapshot
    from memcon.store.beside import TellingRow
    from memcon.store.records import Sourced

GAP = " … "


class Chains:
    """What some tellings say and on whose word, from the texts and the records of their articles."""

    def __init__(self, connection: Snapshot, tellings: Sequence[TellingRow]) -> None:
        self._articles: dict[str, Sourced] = sourced(connection, {one.article for one in tellings})

    def words(self, told: TellingRow) -> str:
        """Return the words that tell it, as the article has them."""
        article = self._articles.get(told.article)
        if article is None:
            return told.words
        return GAP.join(article.text[start:end] for start, end in told.evidence) or told.words

    def hops(self, told: TellingRow) -> tuple[str, ...]:
        """Return the chain without the writer, in words; empty where the writer alone says it."""
        article = self._articles.get(told.article)
        if article is None:
            return ()
        known = [article.sources[one] for one in told.chain if one in article.sources]
        return tuple(hop_words(one, article.text, article.entities) for one in known if one.kind != "writer")
