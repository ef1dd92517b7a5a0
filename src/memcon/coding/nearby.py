"""What stands near a span, without looking at everything in the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from memcon.spans import Span

T = TypeVar("T")
_SIZE = 128  # characters in a stretch of text that has a list of its own


class Nearby(Generic[T]):
    """Values by the stretches of text that their spans touch."""

    __slots__ = ("_stretches",)

    def __init__(self) -> None:
        self._stretches: dict[int, list[tuple[Span, T]]] = {}

    def add(self, span: Span, value: T) -> None:
        """Enter a value under its span, which is not empty."""
        entry = (span, value)
        for stretch in range(span.start // _SIZE, (span.end - 1) // _SIZE + 1):
            self._stretches.setdefault(stretch, []).append(entry)

    def near(self, span: Span) -> list[tuple[Span, T]]:
        """Return every entry that shares a character with `span`, each once, and others near it."""
        first, last = span.start // _SIZE, max(span.start, span.end - 1) // _SIZE
        if first == last:
            return self._stretches.get(first, [])
        found = (entry for stretch in range(first, last + 1) for entry in self._stretches.get(stretch, ()))
        return list({id(entry): entry for entry in found}.values())
