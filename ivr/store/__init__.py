"""The database: one engine for SQLite and PostgreSQL, the tables, their migrations, and the client-side deadline.

No query of another room lives here, and nothing here knows what a text or a call is beyond its columns.
"""
