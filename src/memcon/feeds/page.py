"""What a feed hands on: one input, fetched and told apart, its content not yet looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal

_SURROGATE = re.compile("[\ud800-\udfff]")

Kind = Literal["text", "markdown", "html", "pdf", "row"]


@dataclass(frozen=True, slots=True)
class Page:
    """One input on its way to become an `Article`.

    where:  how a person finds the input again: a path, `-`, a URL, `file.jsonl:17`.
    kind:   how `body` is to be read; `row` is one JSON Lines row, its text in `body`.
    body:   the input's bytes as they came (a row's text is encoded as UTF-8).
    given:  metadata that came beside the text (a row's fields, HTTP headers), keys as in
            `article` of the record: id, title, outlet, url, published, byline, language;
            and `charset`, the encoding that an HTTP header names.
    """

    where: str
    kind: Kind
    body: bytes
    given: dict[str, str] = field(default_factory=dict)

    def digest(self, *beside: object) -> str:
        """Return 32 hexadecimal digits of all that the article is made of; `where` it was found is not."""
        written = blake2b(self.body, digest_size=16)
        written.update(repr((self.kind, sorted(self.given.items()), *beside)).encode())
        return written.hexdigest()


def utf8(text: str) -> bytes:
    """Encode `text`, each lone surrogate as U+FFFD: the number of code points stays the same."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()
