"""Alembic's folder: each file of `versions/` takes the tables one step further."""
