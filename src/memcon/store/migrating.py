"""Bring a database's tables up to what this memcon knows, step by step, in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from memcon.errors import DocketUnusable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from memcon.store.docket import Docket

MIGRATIONS = Path(__file__).with_name("migrations")


def bring_up_to_date(docket: Docket) -> None:
    """Make or migrate the tables; do nothing, and load nothing, where they are as they should be.

    Raises `DocketUnusable` when a newer memcon made them, or when the tables there are not a docket's.
    """
    with docket.reading() as connection:
        found = _version(connection, docket.where)
    if found == head():
        return
    if found is not None and found not in _known():
        raise DocketUnusable(
            f"{docket.where}: a newer memcon made this docket (version {found}, and this one knows {head()}). "
            "Upgrade memcon."
        )
    from alembic import command  # noqa: PLC0415  0.2 s that only a migration needs
    from alembic.config import Config  # noqa: PLC0415

    with docket.writing() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, "head")


def head() -> str:
    """Return the newest version that this memcon knows: its migrations are named `0001_…` in order."""
    return _known()[-1]


def _known() -> list[str]:
    return sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _version(connection: Connection, where: str) -> str | None:
    """Return the version of the tables; null for a database that has none."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" in names:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found is None or "articles" in names:
            return found
    if names:
        raise DocketUnusable(f"{where}: this database holds other tables, not a docket's. Give a database of its own.")
    return None
