"""How many claims rest on each origin, kept as claims come and go: counting them all anew would be slow."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

BOTH = (
    "CREATE TABLE origin_counts (origin TEXT NOT NULL PRIMARY KEY, claims INTEGER NOT NULL)",
    "INSERT INTO origin_counts SELECT origin, count(*) FROM claim_origins GROUP BY origin",
    "CREATE INDEX ix_origin_counts_claims ON origin_counts (claims)",
)
ONE_MORE = """INSERT INTO origin_counts VALUES (NEW.origin, 1)
    ON CONFLICT (origin) DO UPDATE SET claims = origin_counts.claims + 1"""
ONE_LESS = "UPDATE origin_counts SET claims = claims - 1 WHERE origin = OLD.origin"
SQLITE = (
    f"CREATE TRIGGER origin_counts_insert AFTER INSERT ON claim_origins BEGIN {ONE_MORE}; END",
    f"CREATE TRIGGER origin_counts_delete AFTER DELETE ON claim_origins BEGIN {ONE_LESS}; END",
)
POSTGRESQL = (
    f"""CREATE FUNCTION origin_counts_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    {ONE_MORE}; RETURN NULL; END $$""",
    f"""CREATE FUNCTION origin_counts_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    {ONE_LESS}; RETURN NULL; END $$""",
    """CREATE TRIGGER origin_counts_insert AFTER INSERT ON claim_origins
    FOR EACH ROW EXECUTE FUNCTION origin_counts_insert()""",
    """CREATE TRIGGER origin_counts_delete AFTER DELETE ON claim_origins
    FOR EACH ROW EXECUTE FUNCTION origin_counts_delete()""",
)


def upgrade() -> None:
    """Count what is there, and go on counting."""
    for statement in (*BOTH, *(SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL)):
        op.execute(statement)
