"""Outlets and wire services by the names they sign with and the domains they publish on."""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXACT = 4
"""Signatures this short count only in the case they are listed in: `AP` is one, `ap` is not."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What `outlets.txt` holds.

    names:    signature, folded, to the outlet's name.
    domains:  domain to the outlet's name.
    homes:    the outlet's name to the country (ISO 3166) whose government it means by `the government`.
    """

    names: dict[str, str]
    domains: dict[str, str]
    homes: dict[str, str]


@lru_cache(maxsize=1)
def shipped() -> Catalogue:
    """Return the list that ships with memcon, read once."""
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    homes: dict[str, str] = {}
    for line in files("memcon.article").joinpath("outlets.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, hosts, signs, *home = (part.strip() for part in line.split("|"))
        homes.update((name, country) for country in home)
        for sign in (name, *signs.split(";")):
            if sign.strip():
                names.setdefault(_folded(sign), name)
        for host in hosts.split(","):
            if host.strip():
                domains.setdefault(host.strip(), name)
    return Catalogue(names, domains, homes)


_IN_USE: ContextVar[Catalogue | None] = ContextVar("outlets", default=None)


def catalogue() -> Catalogue:
    """Return the list in use: the one that ships, or that with a user's outlets before it."""
    return _IN_USE.get() or shipped()


def use(known: Catalogue | None) -> Catalogue | None:
    """Put a list in use, None for the one that ships, and return what was; threads and other runs keep theirs."""
    before = _IN_USE.get()
    _IN_USE.set(known)
    return before


def extended(more: Iterable[tuple[str, Iterable[str], Iterable[str]]]) -> Catalogue:
    """Return the list that ships with more outlets before it: of each the name, its domains and how else it signs."""
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for name, hosts, signs in more:
        names.update({_folded(sign): name for sign in (name, *signs)})
        domains.update({host.removeprefix("www."): name for host in hosts})
    own = shipped()
    return Catalogue({**own.names, **names}, {**own.domains, **domains}, own.homes)


def home(outlet: str) -> str | None:
    """Return the country (ISO 3166) from which and of which an outlet writes; null for those that cover the world."""
    return catalogue().homes.get(named(outlet) or "")


def named(words: str) -> str | None:
    """Return the outlet that signs itself `words`; null when it is not in the list."""
    return catalogue().names.get(_folded(words)) if words.strip() else None


def of_url(url: str) -> str | None:
    """Return the outlet that publishes at `url`: its listed name, else its host; null when it has no host."""
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return None
    labels = host.split(".")
    for start in range(len(labels) - 1):
        name = catalogue().domains.get(".".join(labels[start:]))
        if name:
            return name
    return host if re.fullmatch(r"[^\s.]+(\.[^\s.]+)+", host) else None


@lru_cache(maxsize=4096)
def _folded(words: str) -> str:
    """Fold a signature for comparison: spaces, a leading article and, when it is long, case do not count."""
    bare = re.sub(r"^the\s+", "", " ".join(words.split()).strip(" .,"), flags=re.IGNORECASE)
    return bare if len(bare) <= _EXACT else bare.casefold()
