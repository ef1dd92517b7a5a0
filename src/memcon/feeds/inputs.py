"""The verb of the room: one stream of pages and problems for whatever the user named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.feeds import files
from memcon.feeds.memory import Subscription
from memcon.feeds.page import Page, utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.errors import Problem
    from memcon.feeds.memory import Memory
    from memcon.feeds.page import Kind
    from memcon.feeds.polling import Poll
    from memcon.settings import Settings


def pages(
    inputs: Iterable[str | Subscription], settings: Settings, memory: Memory | None = None
) -> Iterator[Page | Problem]:
    """Yield every page behind `inputs`, in their order, opening each input only when its turn comes.

    inputs: paths of files or folders, `-` for standard input, http or https addresses of pages and of feeds.
    memory: what is known of feeds from earlier; whoever keeps the pages saves it afterwards.
    yield:  a `Page`, or a `Problem` for an input (or a JSON Lines row) that cannot be used.

    Memory is bounded by `settings.max_bytes` per page: JSON Lines are read row by row, and
    nothing is kept. Never raises for what an input holds.
    """
    poll: Poll | None = None
    for name in inputs:
        if name == "-":
            yield from files.standard_input(settings)
        elif isinstance(name, Subscription) or name.lower().startswith(("http://", "https://")):
            from memcon.feeds.polling import Poll  # noqa: PLC0415  httpx costs 0.2 s, and most runs fetch nothing

            poll = poll or Poll(settings, memory)
            yield from poll.pages(name)
        else:
            yield from files.read(name, settings)


def page_of_text(text: str, *, where: str = "<text>", kind: Kind = "row", **given: str | None) -> Page:
    """Make the page of a text that a Python caller holds.

    given: metadata that the caller knows: id, title, outlet, url, published, byline, language.

    Lone surrogates, which UTF-8 cannot carry, become U+FFFD, so that offsets stay true.
    """
    known = {key: value for key, value in given.items() if value}
    return Page(where, kind, utf8(text), known)
