"""Open a docket: where it is, its engine, its migrations, and how to read and write it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import URL, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from memcon.errors import DocketBusy, DocketUnusable
from memcon.store import migrating
from memcon.store.faults import understood

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine, RootTransaction

FILE = "docket.db"
"""The database's name in a dossier's folder."""
BUSY_SECONDS = 30
"""How long to wait for another process that is writing."""
_WRITERS = 0x6D656D63  # "memc": PostgreSQL's advisory lock that makes writers wait for each other, as SQLite does

_WRITES: dict[bool, dict[str, Any]] = {True: {"memcon_writes": True}, False: {"isolation_level": "READ COMMITTED"}}


class Docket:
    """An open docket. Reading and writing are blocks; a write that fails, or is killed, leaves nothing behind.

    where: the file's path or the address without its password, for messages. when_busy: called each time that another
    program has kept us from writing for `BUSY_SECONDS`, before we wait again; where there is none, `DocketBusy` is
    raised.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where
        self.when_busy: Callable[[], None] | None = None

    def __enter__(self) -> Self:
        """Use as a block that closes the docket at its end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def is_sqlite(self) -> bool:
        """Say which of the two databases it is."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the docket for the whole block, and blocks nobody."""
        with understood(self.where), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose writes are kept together at the end of the block, or not at all.

        One process writes at a time; others wait up to `BUSY_SECONDS`, or for as long as it takes: see `when_busy`.
        """
        with understood(self.where), self.engine.connect() as plain:
            connection = plain.execution_options(**_WRITES[self.is_sqlite])
            with self._begun(connection):
                yield connection

    def _begun(self, connection: Connection) -> RootTransaction:
        """Begin to write, as soon as nobody else does."""
        while True:
            try:
                with understood(self.where):
                    begun = connection.begin()
                    if not self.is_sqlite:  # after the lock, each statement sees what the one before us has written
                        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS})
                    return begun
            except DocketBusy:
                if self.when_busy is None:
                    raise
                connection.rollback()
                self.when_busy()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_docket(path_or_url: str | os.PathLike[str], *, create: bool = True) -> Docket:
    """Open the docket at a path (a dossier's folder, or the file itself) or a database's address.

    Addresses are SQLAlchemy's: `sqlite:///docket.db`, `postgresql+psycopg://user@host/name`. A database without
    tables gets them, one of an older memcon is migrated. create: whether a file that is not there is made.

    Raises `DocketUnusable` when it is locked, damaged, full, missing, unreachable, or of a newer memcon.
    """
    url = _address(str(path_or_url))
    where = _place(url)
    if not create and _is_file(url) and not Path(str(url.database)).exists():
        raise DocketUnusable(f"{where}: there is no docket here. Make one with `memcon init`.")
    with understood(where):
        engine = _engine(url)
        docket = Docket(engine, where)
        try:
            migrating.bring_up_to_date(docket)
        except BaseException:
            docket.close()
            raise
    return docket


def _address(given: str) -> URL:
    """Make an address of what was given."""
    if "://" not in given:
        path = Path(given)
        return URL.create("sqlite", database=str(path / FILE if path.is_dir() else path))
    try:
        url = make_url(re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", given))
    except (ArgumentError, ValueError) as error:
        raise DocketUnusable(
            f"{_unsecret(given)}: it is no database address. Write postgresql+psycopg://user@host/name."
        ) from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise DocketUnusable(f"{_place(url)}: dockets are kept in SQLite or PostgreSQL. Give a path or postgresql://.")
    return url


def _unsecret(address: str) -> str:
    return re.sub(r"//[^/@]*@", "//", address)


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")


def _place(url: URL) -> str:
    return str(url.database) if _is_file(url) else url.render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        if _is_file(url):
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = f"-c lock_timeout={BUSY_SECONDS * 1000} -c timezone=UTC"
    try:
        return create_engine(
            url,
            connect_args={"options": options, "connect_timeout": 10},
            execution_options={"isolation_level": "REPEATABLE READ"},
        )
    except ModuleNotFoundError as error:
        raise DocketUnusable(
            f"{_place(url)}: the PostgreSQL driver is missing. Run `pip install 'memcon[postgresql]'`."
        ) from error


def _prepare_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401  a DBAPI connection
    """Set up a connection; the isolation level leaves BEGIN to us, so that reading sees one state too.

    WAL lets others read while one writes. FULL syncs each commit: what was said to be stored survives a power cut.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cache_size = -65536",  # KiB
        "temp_store = MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Writers take the lock at once: one that began by reading could not take it later."""
    writes = connection.get_execution_options().get("memcon_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
