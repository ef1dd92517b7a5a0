"""What the frame head might see in a sentence, written by hand: no training has a say in these tests."""

import numpy as np

from memcon.codebook.framing import GROUPS
from memcon.reading.framing import Framing
from training.frame_passages import GROUPS as LABELS
from training.frame_passages import ROLES


def framing(reading, seen=(), parts=(), rest=0.1):
    """Return a `Framing` of a reading.

    seen: (word, group, label, probability). parts: (word, role, other word). rest: the chance of any frame elsewhere.
    """
    words = [token.text for token in reading.tokens]
    chances = {group: np.zeros((len(words), len(LABELS[group]))) for group in GROUPS}
    for group, rows in chances.items():
        rows[:, 1:] = rest / (len(LABELS[group]) - 1)
        rows[:, 0] = 1 - rest
    for word, group, label, chance in seen:
        row = chances[group][words.index(word)]
        row[:] = 0
        row[0], row[LABELS[group].index(label)] = 1 - chance, chance
    odds = {at: np.full((len(ROLES), len(words)), -5.0) for at in range(len(words))}
    for word, role, other in parts:
        odds[words.index(word)][ROLES.index(role), words.index(other)] = 3.0
    return Framing(names=LABELS, chances=chances, roles=ROLES, parts={at: (0, rows) for at, rows in odds.items()})
