"""The record of one article, from its reading.

In:    `Reading`, and the codebook.
Out:   `Coding`, by `code`: entities, sources and attributions with their chains, ready for a `Record`.
Never: sees a second article, loads a model, touches a database.
Terms: hop (one source of a chain, where it stands), chain (hops from the writer inward), relay (a source that only
       hands on another's words).
"""

from __future__ import annotations

from memcon.coding.code import Coding, code
from memcon.coding.themes import themes_of

__all__ = ["Coding", "code", "themes_of"]
