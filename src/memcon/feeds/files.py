"""Files, folders and standard input."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from memcon.errors import Problem
from memcon.feeds import kinds, rows
from memcon.feeds.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.settings import Settings

PEEK = 65_536
"""Bytes that are looked at to tell what a stream holds."""


def read(name: str, settings: Settings) -> Iterator[Page | Problem]:
    """Yield the pages of the file or folder at path `name`."""
    where = os.fsencode(name).decode("utf-8", "replace")
    try:
        path = Path(name)
        if path.is_dir():
            yield from _folder(path, settings)
            return
        with _opened(path) as stream:
            yield from _stream(where, stream, _size(path), settings)
    except FileNotFoundError:
        yield Problem(where, "there is no such file", "Check the path")
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield Problem(where, "the gzip file is damaged", "Copy or download it again")
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Problem(where, f"it cannot be read: {said}", "Check the path and its permissions")


def standard_input(settings: Settings) -> Iterator[Page | Problem]:
    """Yield the pages that stand in standard input: one document, or JSON Lines."""
    stream = sys.stdin.buffer
    readable = stream if isinstance(stream, BufferedReader) else BufferedReader(cast("io.RawIOBase", stream))
    yield from _stream("-", readable, None, settings)


def _folder(folder: Path, settings: Settings) -> Iterator[Page | Problem]:
    """Yield the pages of every file with a known extension, names sorted, hidden ones left out."""
    found = False
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and kinds.by_name(name):
                found = True
                yield from read(str(Path(at) / name), settings)
    if not found:
        yield Problem(str(folder), "no file in this folder has a known extension", f"Known are {kinds.KNOWN}")


def _opened(path: Path) -> IO[bytes]:
    """Open a file for reading, through gzip when it is named so."""
    if path.suffix.lower() == ".gz":
        return cast("IO[bytes]", gzip.open(path))
    return path.open("rb")


def _size(path: Path) -> int | None:
    """Return the bytes of a plain file; null when they say nothing (compressed, a pipe)."""
    return path.stat().st_size if path.is_file() and path.suffix.lower() != ".gz" else None


def _stream(where: str, stream: IO[bytes], size: int | None, settings: Settings) -> Iterator[Page | Problem]:
    """Yield what an open stream holds: rows one by one, or the whole as one page."""
    head = cast("BufferedReader", stream).peek(PEEK)[:PEEK]
    kind = kinds.tell(where, head)
    if kind == "rows":
        yield from rows.lines(where, stream, settings)
        return
    large = size is not None and size > settings.max_bytes
    body = b"" if large else stream.read(settings.max_bytes + 1)
    if large or len(body) > settings.max_bytes:
        yield too_large(where, settings)
        return
    yield from documents(where, body, kind)


def too_large(where: str, settings: Settings) -> Problem:
    """Say that an input is over the limit."""
    return Problem(where, f"it is larger than {settings.max_bytes:,} bytes", "Split it, or raise max_bytes")


def documents(
    where: str, body: bytes, kind: kinds.Told | None, given: dict[str, str] | None = None
) -> Iterator[Page | Problem]:
    """Yield the page or pages of one document that is wholly in memory."""
    if not body.strip():
        yield Problem(where, "it is empty", "Give a file that holds an article")
    elif name := kinds.foreign(body):
        yield Problem(where, f"it is {name}, not text", "Save the article as text, HTML or PDF")
    elif kind == "feed":
        yield Problem(where, "it is a feed, which lists articles", "Add it by its address, and they are fetched")
    elif kind == "json":
        yield from rows.document(where, body)
    elif kind == "rows":
        yield from rows.of_bytes(where, body)
    else:
        yield Page(where, kind or "text", body, given or {})
