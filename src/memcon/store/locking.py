"""A lock that is held for as long as a process gathers, and that dies with it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.store.docket import Docket

_GATHERS = 0x67617468  # "gath": PostgreSQL's advisory lock
_EVERY = 0.1  # seconds between two looks at whether the lock is free


@contextmanager
def only_one(docket: Docket) -> Iterator[None]:
    """Wait until no other process is in such a block of the same docket, and keep others out.

    On PostgreSQL the server keeps the lock; beside an SQLite file it is a file of its own, which the system unlocks
    when the process is gone, however it went.
    """
    if not docket.is_sqlite:
        with docket.engine.connect() as connection:
            while not connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _GATHERS}).scalar():
                sleep(_EVERY)
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _GATHERS})
        return
    try:
        import fcntl  # noqa: PLC0415  not on Windows, where nobody is kept out
    except ImportError:
        yield
        return
    with Path(f"{docket.where}-gathering").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
