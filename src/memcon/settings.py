"""Every choice that a user can make about a run, read once at a door and handed down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Overrides:
    """Article metadata that the user states; each beats what the article itself says."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """One run's settings.

    max_bytes:  an input larger than this is a `Problem`, not read.
    timeout:    seconds that a fetch may take.
    local:      whether addresses on this machine and its network may be fetched.
    pause:      seconds between two requests to one host, where a feed's articles are fetched.
    per_host:   requests to one host in a round over feeds, at most.
    threads:    cores that the encoder uses; 0 takes all there are.
    dossier:    a `dossier.yaml`, or the folder it lies in, whose parties, issues and outlets are known; None for none.
    """

    overrides: Overrides = Overrides()
    max_bytes: int = 20_000_000
    timeout: float = 20.0
    local: bool = False
    pause: float = 1.0
    per_host: int = 60
    threads: int = 0
    dossier: str | Path | None = None
