"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL both know.

SQLAlchemy has it in each dialect alone. Only the one that is used is imported: PostgreSQL's takes 2 MiB of a process.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Table

if TYPE_CHECKING:
    from sqlalchemy.dialects.sqlite import Insert  # PostgreSQL's has the same methods


def insert_into(table: Table, dialect: str) -> "Insert":
    """An INSERT for "sqlite" or "postgresql" that can be told what to do where the row is there already."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)  # type: ignore[return-value]
