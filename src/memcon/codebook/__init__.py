"""Domain knowledge as data: the words and patterns that the rooms below work with.

In:    the YAML files that stand beside this module.
Out:   `Codebook`, by `load`: frozen, checked, read once per process.
Never: holds a rule; it cannot see a text.
Terms: form (a word as it stands in a text, lower case), lemma, pattern, side (a state by any of its names).
"""

from __future__ import annotations

from memcon.codebook.loading import load
from memcon.codebook.model import Codebook, Noun, Response, State, Verb

__all__ = ["Codebook", "Noun", "Response", "State", "Verb", "load"]
