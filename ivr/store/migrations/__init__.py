"""Alembic's scripts: how a database gets from one release's tables to the next's.

Revisions are numbered in one line (0001, 0002, ...), so that the distance between two is a subtraction.
"""
