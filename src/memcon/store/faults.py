"""What a database complains of, in words that say where, what, and what to do."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from memcon.errors import DocketBusy, DocketUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator

_BUSY = ("another program is writing to it and does not finish", "Try again when it is done")
_SQLITE = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_NOTADB": ("the file is not a database, or it is damaged", "Give a docket, or restore this one"),
    "SQLITE_CORRUPT": (
        "the database is damaged",
        "Restore a copy, or save what can be read: sqlite3 FILE .recover | sqlite3 NEW",
    ),
    "SQLITE_FULL": ("the disk is full; what was added before is kept", "Make room and run the same command again"),
    "SQLITE_READONLY": ("it may not be written to", "Check the permissions of the file and its folder"),
    "SQLITE_CANTOPEN": ("it cannot be opened", "Check the path, and the permissions of the folder"),
    "SQLITE_PERM": ("it cannot be opened", "Check the permissions of the file"),
    "SQLITE_IOERR": (
        "the disk did not take or give what was asked of it; what was added before is kept",
        "Check that the disk is neither full nor failing, and run the same command again",
    ),
}
_POSTGRESQL = {  # SQLSTATE, or its class of two letters
    "53100": ("the server's disk is full; what was added before is kept", "Make room and run the same command again"),
    "55P03": _BUSY,
    "40P01": _BUSY,
    "3D000": ("there is no such database on the server", "Create it with `createdb`"),
    "42501": ("this user may not do that", "Grant the rights on the database and its schema"),
    "28": ("the server refuses the user or the password", "Check the address"),
    "53": ("the server has run out of something", "See the server's log, and run the same command again"),
    "57": ("the server ended the connection; what was added before is kept", "Run the same command again"),
    "08": ("the connection broke; what was added before is kept", "Run the same command again"),
    "XX": ("the database is damaged", "See the server's log, and restore a copy"),
}
_REFUSED = {
    "does not exist": _POSTGRESQL["3D000"],
    "authentication failed": _POSTGRESQL["28"],
    "no password supplied": _POSTGRESQL["28"],
    "no pg_hba.conf entry": _POSTGRESQL["28"],
    "too many": _POSTGRESQL["53"],
    "remaining connection slots": _POSTGRESQL["53"],
}
_UNREACHABLE = ("the server cannot be reached", "Check the address, and that the server runs")


@contextmanager
def understood(where: str) -> Iterator[None]:
    """Turn what a database or its disk complains of within the block into `DocketUnusable`; our mistakes stay ours."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        told = _told(error.orig if isinstance(error, DBAPIError) else error)
        if told is None:
            raise
        what, fix = told
        raise (DocketBusy if told is _BUSY else DocketUnusable)(f"{where}: {what}. {fix}.") from error
    except OSError as error:
        if error.filename is None:
            raise
        raise DocketUnusable(
            f"{where}: it cannot be opened: {error.strerror}. Check the path and its permissions."
        ) from error


def _told(error: BaseException | None) -> tuple[str, str] | None:
    """Say what is wrong and what to do, by the driver's error; null when it is a mistake of our own."""
    if name := getattr(error, "sqlite_errorname", None):
        return next((said for code, said in _SQLITE.items() if name.startswith(code)), None)
    state = getattr(error, "sqlstate", None)
    if state:
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    if type(error).__name__ != "OperationalError":
        return None
    said = str(error)  # a server that was not reached, or did not let us in, gives no code
    return next((told for words, told in _REFUSED.items() if words in said), _UNREACHABLE)
