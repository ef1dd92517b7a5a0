"""The migrations, numbered; Alembic loads them by their path."""
