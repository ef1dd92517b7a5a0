"""What is remembered of feeds and hosts from one run to the next, in a small JSON file beside the docket."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from memcon.errors import MemconError

if TYPE_CHECKING:
    from typing import Any

    from memcon.feeds.robots import Robots

_SCHEMA = 1
_MOST = 5000  # entries remembered of one feed; a feed lists some hundred
_TRIES = 3


class Subscription(NamedTuple):
    """A feed that the user lists: its address and whose articles they are, None for whoever signs them."""

    url: str
    outlet: str | None = None


@dataclass(slots=True)
class FeedState:
    """One feed: the headers by which a server tells whether it changed, entries taken, and tries at others."""

    etag: str | None = None
    modified: str | None = None
    taken: dict[str, int] = field(default_factory=dict)  # in order; a mapping for its keys alone
    tries: dict[str, int] = field(default_factory=dict)

    def conditional(self) -> dict[str, str]:
        """Return the request headers that ask for the feed only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}

    def take(self, key: str) -> None:
        """Note that an entry is dealt with."""
        self.tries.pop(key, None)
        self.taken[key] = 1
        while len(self.taken) > _MOST:
            del self.taken[next(iter(self.taken))]

    def miss(self, key: str) -> None:
        """Note that an entry could not be had; after the third time it is let go."""
        self.tries[key] = self.tries.get(key, 0) + 1
        if self.tries[key] >= _TRIES:
            self.take(key)


@dataclass(slots=True)
class HostState:
    """One host: until when it is left alone, in seconds since 1970, and how often running it refused."""

    until: float = 0.0
    failures: int = 0


@dataclass(slots=True)
class Memory:
    """Feeds by address, and hosts by scheme, name and port.

    robots: what was read of the hosts' wishes; not kept from run to run.

    Save it when what was taken is stored: what is not in it is fetched again, which costs time and loses nothing.
    """

    path: Path | None = None
    feeds: dict[str, FeedState] = field(default_factory=dict)
    hosts: dict[str, HostState] = field(default_factory=dict)
    robots: dict[str, Robots] = field(default_factory=dict)

    @classmethod
    def at(cls, path: str | Path) -> Memory:
        """Return what a file remembers; nothing where there is none, or none that can be understood."""
        memory = cls(Path(path))
        try:
            kept = json.loads(Path(path).read_text("utf-8"))
            if kept["schema"] == _SCHEMA:
                memory.feeds = {url: FeedState(**one) for url, one in kept["feeds"].items()}
                memory.hosts = {name: HostState(**one) for name, one in kept["hosts"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(Path(path))
        return memory

    def save(self) -> None:
        """Write the file anew, whole or not at all. Raises `MemconError` where it cannot be written."""
        if self.path is None or not (self.feeds or self.hosts):
            return
        hosts = {name: asdict(one) for name, one in self.hosts.items() if one.until > time.time() or one.failures}
        kept: dict[str, Any] = {"schema": _SCHEMA, "feeds": {url: asdict(one) for url, one in self.feeds.items()}}
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            beside.write_text(json.dumps(kept | {"hosts": hosts}), "utf-8")
            beside.replace(self.path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            what = f"{self.path}: what was taken from feeds cannot be noted: {error.strerror}"
            raise MemconError(
                f"{what}. The articles are kept; mend the folder, and they are not fetched again."
            ) from error
