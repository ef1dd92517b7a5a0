"""Words to wordpieces, remembered: a newspaper's vocabulary is small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_PIECES = 8  # of one word: an address or a line of dashes carries no more than that
_MOST_WORDS = 200_000
_UNKNOWN = 100


class Pieces:
    """The wordpiece ids of words, from a `tokenizers` JSON file's text."""

    def __init__(self, tokenizer_json: str) -> None:
        self._tokenizer = Tokenizer.from_str(tokenizer_json)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}

    def of(self, words: Sequence[str]) -> list[list[int]]:
        """Return one to eight ids for each word."""
        known = self._known
        new = [w for w in dict.fromkeys(words) if w not in known]
        if len(known) + len(new) > _MOST_WORDS:
            known.clear()
            new = list(dict.fromkeys(words))
        for word, found in zip(new, self._tokenizer.encode_batch_fast(new, add_special_tokens=False), strict=True):
            known[word] = found.ids[:_MOST_PIECES] or [_UNKNOWN]
        return [known[w] for w in words]
