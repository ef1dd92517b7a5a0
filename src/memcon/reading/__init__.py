"""What an article's English says: sentences, tokens, a parse, mentions, quotations, attributions.

In:    `Article`s and the `Encoder`.
Out:   `Reading`s, by `read_many`; `score` and `read` are its two halves.
Never: knows what a demand is, or who is on which side.
Terms: source, cue, content (PARC, PolNeAR); mention (ACE); upos, head, deprel (Universal Dependencies).
"""

from memcon.reading.model import Attribution, Mention, Reading, Sentence, Token
from memcon.reading.reader import Scored, read, read_many, score

__all__ = ["Attribution", "Mention", "Reading", "Scored", "Sentence", "Token", "read", "read_many", "score"]
