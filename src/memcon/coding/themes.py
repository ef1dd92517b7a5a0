"""What words are about when no word says it: spans compared with what each issue covers, by meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from memcon.codebook.agenda import agenda
from memcon.codebook.inforce import once
from memcon.encoder import Words, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from memcon.encoder import Encoder
    from memcon.reading.model import Reading
    from memcon.reading.syntax import Syntax
    from memcon.spans import Span

_NEAR, _AHEAD = 0.5, 0.05  # cosine from which a span is about an issue, and by how much it must lead
_LEAST = 4  # words: fewer (`the deal`) are about anything


@dataclass(frozen=True, slots=True)
class Themes:
    """The issues, and what each is about: (issues, m) vectors of length one; the first `added` are a dossier's."""

    issues: tuple[str, ...]
    vectors: NDArray[np.float32]
    added: int = 0

    def nearest(self, reading: Reading, syntax: Syntax, spans: Iterable[Span]) -> str | None:
        """Return the issue that the spans' words are nearest to in meaning; None when none is near.

        It must lead the others of its kind: a dossier's issue is often close to one of memcon's own, and that it is
        there takes nothing from what memcon finds without it.
        """
        tokens = [at for span in spans for at in syntax.inside(span)]
        if len(tokens) < _LEAST or not self.issues or reading.meanings is None:
            return None
        near = np.dot(self.vectors, _unit(reading.meanings[tokens].mean(0)))
        best = int(near.argmax())
        alike = near[: self.added] if best < self.added else near[self.added :]
        second = float(np.sort(alike)[-2]) if len(alike) > 1 else -1.0
        return self.issues[best] if near[best] >= _NEAR and near[best] - second >= _AHEAD else None


NONE = Themes((), np.zeros((0, 0), np.float32))


@once
def themes_of(encoder: Encoder) -> Themes:
    """Return the agenda's issues with the meaning of their descriptions, by the encoder that reads the articles."""
    given, added = agenda().descriptions, agenda().added
    texts = [
        Words([text[a:b] for a, b in words(text)], [at == 0 for at in range(len(words(text)))])
        for text in given.values()
    ]
    found = [_unit(scores.meaning.mean(0)) for scores in encoder.score(texts)]
    return Themes(tuple(given), np.stack(found), added)


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vector / (np.linalg.norm(vector) + 1e-9), np.float32)
