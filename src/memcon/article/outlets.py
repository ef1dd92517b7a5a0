"""Outlets and wire services by the names they sign with and the domains they publish on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

_EXACT = 4
"""Signatures this short count only in the case they are listed in: `AP` is one, `ap` is not."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What `outlets.txt` holds.

    names:    signature, folded, to the outlet's name.
    domains:  domain to the outlet's name.
    """

    names: dict[str, str]
    domains: dict[str, str]


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the list that ships with memcon, read once."""
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for line in files("memcon.article").joinpath("outlets.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, hosts, signs = (part.strip() for part in line.split("|"))
        for sign in (name, *signs.split(";")):
            if sign.strip():
                names.setdefault(_folded(sign), name)
        for host in hosts.split(","):
            if host.strip():
                domains.setdefault(host.strip(), name)
    return Catalogue(names, domains)


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


def _folded(words: str) -> str:
    """Fold a signature for comparison: spaces, a leading article and, when it is long, case do not count."""
    bare = re.sub(r"^the\s+", "", " ".join(words.split()).strip(" .,"), flags=re.IGNORECASE)
    return bare if len(bare) <= _EXACT else bare.casefold()
