"""What every coder of one article looks at: one frozen bundle, so that coders take one argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from memcon.codebook import Codebook
    from memcon.coding.clauses import Clauses
    from memcon.coding.entities import Entities
    from memcon.coding.scene import Scene
    from memcon.coding.telling import Tellings
    from memcon.reading.syntax import Syntax
    from memcon.reading.times import Time


@dataclass(frozen=True, slots=True)
class View:
    """One article with all that was found in it before its events and positions are coded.

    scene:   reading, syntax, codebook and entities; coders add mentions to the entities, nothing else grows.
    clauses: every predicate, looked up by its token.
    times:   the time expressions, resolved against the publication date.
    told:    every attribution with its chain, relays among them; `telling.teller` asks it.
    """

    scene: Scene
    clauses: Clauses
    times: tuple[Time, ...]
    told: Tellings

    @property
    def text(self) -> str:
        """Return the frozen text."""
        return self.scene.reading.article.text

    @property
    def syntax(self) -> Syntax:
        """Return the parse."""
        return self.scene.syntax

    @property
    def codebook(self) -> Codebook:
        """Return the codebook."""
        return self.scene.codebook

    @property
    def entities(self) -> Entities:
        """Return the entities of the article."""
        return self.scene.entities
