"""Indexes of some rows of a table alone, for whoever compares the tables with a database.

The migrations have made them. They stand apart since their conditions make SQLAlchemy import the dialects of both
databases (3 MiB), which a process that takes calls does not need.
"""

from sqlalchemy import Index, text

from ivr.store.tables import BEGUN, texts, turns

IN_FLIGHT = text("state IN ('sending', 'unknown') AND NOT rehearsal")

# Never two attempts in flight with the same words to the same number: whatever message the provider's list shows
# beyond those that we can name then belongs to exactly one row.
Index(
    "uq_texts_in_flight",
    texts.c.to_number,
    texts.c.body,
    unique=True,
    sqlite_where=IN_FLIGHT,
    postgresql_where=IN_FLIGHT,
)

# The calls in the order in which they began, for whoever pages through them: read without their rows.
begun = (turns.c.at, turns.c.call_sid, turns.c.line)
Index("ix_turns_begun", *begun, sqlite_where=BEGUN, postgresql_where=BEGUN)
