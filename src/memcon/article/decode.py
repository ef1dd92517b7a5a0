"""Bytes to text, in whatever encoding they came."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LOOK = 4096
_FEW = 0.02
"""Share of bytes beyond ASCII under which a page is English in Windows-1252: quotation marks, dashes, a name."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


def decode(body: bytes, charset: str | None = None, *, html: bool = False) -> str:
    """Decode `body`; what no encoding explains becomes U+FFFD.

    charset: the encoding that an HTTP header names. html: look for one in the page itself, too.

    In turn: a byte order mark, UTF-8 (strict, so never by chance), UTF-16 without a mark, the named
    encoding, UTF-8 with a few broken bytes, Windows-1252 when nearly all is ASCII, charset-normalizer.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    wide = _wide(body[:_LOOK])
    if wide:
        return body.decode(wide, "replace")
    meta = _META.search(body[:_LOOK]) if html else None
    for name in ("utf-8", charset, meta[1].decode("ascii", "replace") if meta else None):
        text = _strict(body, name) if name else None
        if text is not None:
            return text
    return _guessed(body)


def damaged(text: str) -> bool:
    """Say whether a decoded text is no text: more than one character in fifty is a control or unreadable."""
    return len(_CONTROLS.findall(text[:20_000])) * 50 > len(text[:20_000])


def _strict(body: bytes, encoding: str) -> str | None:
    name = "cp1252" if encoding.lower() in {"latin-1", "iso-8859-1", "us-ascii", "ascii"} else encoding  # WHATWG
    try:
        codec = codecs.lookup(name)
        return body.decode(name) if codec.name not in {"utf-16", "utf-32"} else None
    except (LookupError, UnicodeError, ValueError):
        return None


def _wide(look: bytes) -> str | None:
    """Name UTF-16 without a mark: Latin text, every other byte zero."""
    even, odd = look[0::2].count(0), look[1::2].count(0)
    if max(even, odd) <= len(look) * 0.35 or min(even, odd) > len(look) * 0.01:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(body: bytes) -> str:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = sum(byte > 127 for byte in body[:20_000])
    if broken * 4 < beyond and broken * 200 < len(text):
        return text
    western = _strict(body, "cp1252")
    if western is not None and beyond <= _FEW * len(body[:20_000]):
        return western
    from charset_normalizer import from_bytes  # noqa: PLC0415  rarely needed, and 45 ms to load

    best = from_bytes(body[:100_000]).best()
    return body.decode(best.encoding, "replace") if best else body.decode("cp1252", "replace")
