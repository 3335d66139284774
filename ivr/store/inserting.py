"""Inserts that may meet a row which is there already: each database has a kind of its own, alike in all that we ask."""

from importlib import import_module
from typing import cast

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import Insert


def insert_into(table: Table, dialect: str) -> Insert:
    """`dialect` is "sqlite" or "postgresql". Only that one is loaded: PostgreSQL's takes 2 MiB, and time at a start."""
    return cast(Insert, import_module(f"sqlalchemy.dialects.{dialect}").insert(table))
