"""The first docket: its tables as they were then, for each database in a file beside this one."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    connection = op.get_bind()
    written = Path(__file__).with_name(f"0001_first.{connection.dialect.name}.sql").read_text("utf-8")
    for statement in written.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
