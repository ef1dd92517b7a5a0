"""How a host is asked: what it allows, not too often, not too much at once, and not when it wants to be left alone."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from memcon.feeds import robots, web
from memcon.feeds.memory import HostState

if TYPE_CHECKING:
    from memcon.feeds.memory import Memory
    from memcon.settings import Settings

_FIRST, _LONGEST = 60.0, 24 * 3600.0  # seconds that a host is left alone after its first refusal, and at most


class LeftAlone(web.NotFetched):
    """A host that is not to be asked any more in this round: nothing else of it will be had either."""

    def __init__(self, host: str, what: str, fix: str) -> None:
        super().__init__(what, fix)
        self.host = host


class Manners:
    """Keeps to what hosts ask for during one round; `before` is called with each address that is to be asked."""

    def __init__(self, settings: Settings, memory: Memory) -> None:
        self._settings, self._memory = settings, memory
        self._asked: dict[str, int] = {}
        self._last: dict[str, float] = {}

    def before(self, address: str) -> None:
        """Wait until the host may be asked; raises `NotFetched` for what it forbids, `LeftAlone` for all of it."""
        host = _host(address)
        self._rested(host)
        known = self._robots(address, host)
        if not known.allow(address):
            if known.rules is None:
                raise LeftAlone(
                    host, f"{host} does not say what it allows: its robots.txt cannot be read", "Try again later"
                )
            raise web.NotFetched("the site's robots.txt does not allow it", "Save the page from a browser and add that")
        if self._asked.get(host, 0) >= self._settings.per_host:
            what = f"{host} was asked {self._settings.per_host} times, the most in one round"
            raise LeftAlone(host, what, "Run the same again for the rest")
        self._wait(host, max(self._settings.pause, known.delay))
        self._asked[host] = self._asked.get(host, 0) + 1
        self._last[host] = time.monotonic()

    def answered(self, address: str) -> None:
        """Note that a host is well."""
        self._memory.hosts.pop(_host(address), None)

    def refused(self, address: str, error: web.NotFetched, *, is_feed: bool) -> web.NotFetched:
        """Note an error of a host that is overburdened or down, and say that it is left alone.

        is_feed: it is the feed that was asked for: any error of the server is then one of the host.
        """
        is_down = error.is_down or error.status in (429, 503) or (is_feed and (error.status or 0) >= 500)
        if not is_down:
            return error
        host = _host(address)
        state = self._memory.hosts.setdefault(host, HostState())
        state.failures += 1
        wait = error.later if error.later is not None else _FIRST * 2 ** min(state.failures - 1, 20)
        state.until = time.time() + min(max(wait, _FIRST if error.status == 429 else 0.0), _LONGEST)
        what = f"{error.what}; {host} is left alone until {_clock(state.until)}"
        return LeftAlone(host, what, "Run the same again after that")

    def _rested(self, host: str) -> None:
        state = self._memory.hosts.get(host)
        if state is not None and state.until > time.time():
            what = f"{host} asked to be left alone, or did not answer; it is not asked before {_clock(state.until)}"
            raise LeftAlone(host, what, "Run the same again after that")

    def _robots(self, address: str, host: str) -> robots.Robots:
        known = self._memory.robots.get(host)
        if known is None or not known.is_fresh():
            known = self._memory.robots[host] = robots.read(address, self._settings)
        return known

    def _wait(self, host: str, pause: float) -> None:
        if host in self._last:
            time.sleep(max(0.0, self._last[host] + pause - time.monotonic()))


def _host(address: str) -> str:
    """Return what stands for a host: scheme, name and port, each with its own robots.txt."""
    place = urlsplit(address)
    return f"{place.scheme}://{place.netloc}"


def _clock(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M UTC")
