"""Which dossier a command is about: the one named, else the one that the current folder lies in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from memcon.errors import MemconError

if TYPE_CHECKING:
    from collections.abc import Callable

    F = TypeVar("F", bound=Callable[..., Any])

YAML, DOCKET = "dossier.yaml", "docket.db"


class NoDossier(MemconError):
    """No dossier was named, and the current folder lies in none."""

    http_status = 404


class Place(NamedTuple):
    """Where a dossier is: its database, as `store.open` takes it, and its `dossier.yaml`, where it has one."""

    docket: str
    yaml: Path | None


def of_dossier(command: F) -> F:
    """Add the option --dossier to a command; its value goes to `place_of`."""
    text = "The dossier: its folder, its docket.db, or a database's address. Default: that of this folder."
    option = click.option("--dossier", "-d", metavar="PATH|URL", envvar="MEMCON_DOSSIER", show_envvar=True, help=text)
    return option(command)


def place_of(given: str | None) -> Place:
    """Find the dossier that was named, or the one that the current folder or one above it is.

    With a database's address the `dossier.yaml` of the current folder counts. Raises `NoDossier`.
    """
    if given is None:
        folder = _around(Path.cwd())
        if folder is None:
            raise NoDossier(
                "There is no dossier in this folder or above. Make one with `memcon init NAME`, or name one: --dossier."
            )
        return Place(str(folder / DOCKET), _yaml(folder))
    if "://" in given:
        folder = _around(Path.cwd())
        return Place(given, folder and _yaml(folder))
    path = Path(given)
    if path.is_dir():
        if not _is_dossier(path):
            raise NoDossier(f"{path}: there is no dossier in this folder. Make one with `memcon init {path}`.")
        return Place(str(path / DOCKET), _yaml(path))
    if path.name == YAML and path.exists():
        return Place(str(path.with_name(DOCKET)), path)
    if path.suffix == ".db" or path.exists():
        return Place(str(path), _yaml(path.parent))
    raise NoDossier(f"{path}: there is no such dossier. Make one with `memcon init {path}`.")


def _is_dossier(folder: Path) -> bool:
    return (folder / YAML).is_file() or (folder / DOCKET).is_file()


def _yaml(folder: Path) -> Path | None:
    return folder / YAML if (folder / YAML).is_file() else None


def _around(folder: Path) -> Path | None:
    return next((one for one in (folder, *folder.parents) if _is_dossier(one)), None)
