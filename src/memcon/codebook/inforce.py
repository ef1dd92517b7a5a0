"""The book in force: which files the readers of this room read, and what each has made of them.

A run begins with `in_force(book)` or, where it hands out its results one by one, with `during(book, steps)`; every
reader below that asks for its words gets those of that book. A reader is a function under `@once`: it reads and checks
its files at the first call under a book and gives back the same object at every later one, for about the price of an
`lru_cache`. Threads and interleaved runs do not see each other's book.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from memcon.article import outlets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from memcon.codebook.dossier import Dossier

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """memcon's own codebook, or that with a dossier's words and files added.

    stamp:   what a record's `made_by.codebook` adds to the name of memcon's own; empty for that alone.
    folder:  files of the user's that are read beside memcon's own of the same name; None for none.
    outlets: those that ship with the dossier's before them; None for those that ship.
    kept:    what the readers have made, by reader and arguments.
    """

    stamp: str = ""
    dossier: Dossier | None = None
    folder: Path | None = None
    outlets: outlets.Catalogue | None = None
    kept: dict[object, Any] = field(default_factory=dict, repr=False)


OWN = Book()
_IN_FORCE: ContextVar[Book] = ContextVar("book", default=OWN)
_END = object()


def current() -> Book:
    """Return the book in force; memcon's own where nothing else was said."""
    return _IN_FORCE.get()


@contextmanager
def in_force(book: Book) -> Iterator[Book]:
    """Put a book in force until the end of the block."""
    token, before = _IN_FORCE.set(book), outlets.use(book.outlets)
    try:
        yield book
    finally:
        outlets.use(before)
        _IN_FORCE.reset(token)


def during(book: Book, steps: Iterator[T]) -> Iterator[T]:
    """Yield what an iterator yields, its every step taken with a book in force; the taker's own stays as it is."""
    context = copy_context()
    context.run(_IN_FORCE.set, book)
    context.run(outlets.use, book.outlets)
    try:
        while (step := context.run(next, steps, _END)) is not _END:
            yield step  # type: ignore[misc]  # whatever is not the end came from `steps`
    finally:
        if close := getattr(steps, "close", None):
            context.run(close)


def once(make: Callable[P, T]) -> Callable[P, T]:
    """Let a function be called once for each book and arguments, and remember what it returned."""

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = _IN_FORCE.get().kept
        key = (make, *args, *kwargs.values()) if args or kwargs else make
        try:
            return kept[key]  # type: ignore[no-any-return]  # as it was put in below
        except KeyError:
            return kept.setdefault(key, make(*args, **kwargs))  # type: ignore[no-any-return]

    return made
