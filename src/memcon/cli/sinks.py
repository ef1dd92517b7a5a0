"""Where records go: JSON Lines, the terminal, or a page. Each writes an article as soon as it is read."""

# ruff: noqa: PLC0415  rich and jinja2 are loaded only when something is shown
from __future__ import annotations

import io
import sys
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from typing import TextIO

    from memcon.coding.record import Record
    from memcon.views import ArticleView


class Sink(ABC):
    """Takes records one at a time; a context manager that finishes what was begun, also after Ctrl-C."""

    @abstractmethod
    def write(self, record: Record) -> None:
        """Take one record."""

    @abstractmethod
    def close(self) -> None:
        """Finish what was begun; standard output stays open."""

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Finish, whatever happened."""
        self.close()


class JsonSink(Sink):
    """One record a line, in UTF-8 whatever the locale, each flushed."""

    def __init__(self, path: str | None) -> None:
        self._stream = _opened(path)

    def write(self, record: Record) -> None:
        """Write one line."""
        self._stream.write(record.to_json() + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Close a file; leave standard output open."""
        _close(self._stream)


class TerminalSink(Sink):
    """Articles as people read them."""

    def __init__(self, path: str | None) -> None:
        from memcon.cli.terminal import Terminal

        self._stream = _opened(path)
        self._terminal = Terminal(self._stream)

    def write(self, record: Record) -> None:
        """Show one article."""
        from memcon.views import article_view

        self._terminal.show(article_view(record))
        self._stream.flush()

    def close(self) -> None:
        """Close a file; leave standard output open."""
        _close(self._stream)


class PageSink(Sink):
    """One HTML page with every article, written at the end and in one go."""

    def __init__(self, path: str, *, quiet: bool) -> None:
        self._path = path
        self._quiet = quiet
        self._views: list[ArticleView] = []
        self._made_by = ""
        if path != "-":
            _opened(path).close()

    def write(self, record: Record) -> None:
        """Keep the article's view."""
        from memcon.views import article_view

        made = record.made_by
        self._made_by = f"memcon {made.memcon}, {made.model}, {made.codebook}"
        self._views.append(article_view(record))

    def close(self) -> None:
        """Write the page."""
        from memcon.cli.page import page

        if not self._views:
            return
        stream = _opened(None if self._path == "-" else self._path)
        stream.write(page(self._views, self._made_by))
        _close(stream)
        if not self._quiet and self._path != "-":
            count = len(self._views)
            click.echo(f"{self._path}: {count} article{'s' if count != 1 else ''}", err=True)


def _opened(path: str | None) -> TextIO:
    """Open a file for writing, or standard output, in UTF-8; a lone surrogate is written as its escape."""
    if path is None:
        with suppress(AttributeError, io.UnsupportedOperation):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        return sys.stdout
    try:
        return Path(path).open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise click.FileError(path, f"{error.strerror}. Name a file that can be written.") from error


def _close(stream: TextIO) -> None:
    stream.flush()
    if stream is not sys.stdout:
        stream.close()
