"""Domain knowledge as data: the words and patterns that the rooms below work with.

In:    the YAML files that stand beside this module; a user's `dossier.yaml`, and files of the same names beside it.
Out:   `Codebook`, by `load`: frozen, checked, read once; of a dossier a `Book`, by `opened`, to be put in force.
Never: holds a rule; it cannot see a text.
Terms: form (a word as it stands in a text, lower case), lemma, pattern, side (a state by any of its names), book (what
       a run reads by: memcon's own files, or those with a dossier's laid over them).
"""

from __future__ import annotations

from memcon.codebook.dossier import Dossier
from memcon.codebook.inforce import Book, during, in_force
from memcon.codebook.loading import load
from memcon.codebook.model import Codebook, Noun, Response, State, Verb
from memcon.codebook.opening import opened

__all__ = [
    "Book",
    "Codebook",
    "Dossier",
    "Noun",
    "Response",
    "State",
    "Verb",
    "during",
    "in_force",
    "load",
    "opened",
]
