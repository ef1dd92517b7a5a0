"""What a host allows: its robots.txt, read as RFC 9309 has it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from memcon.feeds import web

if TYPE_CHECKING:
    from memcon.settings import Settings

AGENT = "memcon"
_MOST_BYTES = 512_000
_FRESH = 6 * 3600.0  # seconds after which it is read again
_LONGEST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host, when they were read, and the seconds that it wants between two requests.

    rules: None where the host cannot say what it allows; then nothing is.
    """

    rules: RobotFileParser | None
    read: float
    delay: float = 0.0

    def is_fresh(self) -> bool:
        """Say whether the rules were read lately."""
        return time.monotonic() - self.read < _FRESH

    def allow(self, address: str) -> bool:
        """Say whether memcon may fetch an address."""
        return self.rules is not None and self.rules.can_fetch(AGENT, address)


def read(address: str, settings: Settings) -> Robots:
    """Read the robots.txt of the host of an address; one that is not there allows everything."""
    place = urlsplit(address)
    rules = RobotFileParser()
    try:
        answer = web.get(f"{place.scheme}://{place.netloc}/robots.txt", replace(settings, max_bytes=_MOST_BYTES))
        rules.parse(answer.body.decode("utf-8", "replace").splitlines())
    except web.NotFetched as error:
        if error.status is None or not 400 <= error.status < 500 or error.status == 429:
            return Robots(None, time.monotonic())
        rules.parse([])
    delay = rules.crawl_delay(AGENT)
    return Robots(rules, time.monotonic(), min(float(delay or 0), _LONGEST_DELAY))
