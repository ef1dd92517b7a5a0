"""Who is who as the encoder might see it in a text, written by hand: no training has a say in these tests."""

import numpy as np

from memcon.reading.kinship import Kinship

SURE = 5.0  # log-odds of what is named


def kinship(reading, same=(), sides=()):
    """Return a `Kinship` of a reading. same, sides: (word, other word) that go together; words by first occurrence."""
    words = [token.text for token in reading.tokens]
    size = len(words)
    vectors = np.zeros((size, 2, 2, size), np.float32)
    vectors[range(size), :, 1, range(size)] = 1
    for role, pairs in enumerate((same, sides)):
        for word, other in pairs:
            vectors[words.index(word), role, 0, words.index(other)] = 7 * (SURE + 5)
    return Kinship(vectors, np.arange(size), (-5.0, -5.0), np.zeros(10, np.float32))
