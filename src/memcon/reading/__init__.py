"""What an article's English says: sentences, tokens, a parse, mentions, quotations, attributions.

In:    `Article`s and the `Encoder`.
Out:   `Reading`s, by `read_many`.
Never: knows what a demand is, or who is on which side.
Terms: source, cue, content (PARC, PolNeAR); mention (ACE); upos, head, deprel (Universal Dependencies).
"""

from memcon.reading.model import Attribution, Mention, Reading, Sentence, Token
from memcon.reading.reader import read_many

__all__ = ["Attribution", "Mention", "Reading", "Sentence", "Token", "read_many"]
