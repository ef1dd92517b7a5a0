"""Scores of every head for every word, from one small model in one forward pass.

In:    texts as words (`words`, `Words`).
Out:   `Scores`, by `Encoder.score`; `load` gives the encoder that ships with memcon.
Never: decides what a score means, or knows politics.
Terms: piece (wordpiece), window (what one pass sees), head (one kind of score), score (log-odds).
"""

from memcon.encoder.session import Encoder, Kin, Labels, Scores, load
from memcon.encoder.windows import Words
from memcon.encoder.words import words

__all__ = ["Encoder", "Kin", "Labels", "Scores", "Words", "load", "words"]
