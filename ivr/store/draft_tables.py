"""Changes that are being written: a row a form, from its first word until a while after it was published."""

from sqlalchemy import Column, Index, String, Table, Text

from ivr.store.columns import UtcDateTime, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("key", String(43), primary_key=True),  # of the form: sent twice, it publishes once
    Column("author", String(64), nullable=False),  # a person's opaque id
    Column("author_name", String(64), nullable=False),
    Column("section", String(16), nullable=False),  # of the entry; see ivr/content/changes.py
    Column("name", String(200), nullable=False),  # "" for an entry that has none yet
    Column("form", Text, nullable=False),  # what was filled in, as JSON; "" once it is published
    Column("changes", Text, nullable=False, server_default=""),  # what would be published, as JSON, once that was asked
    Column("scope", Text, nullable=False, server_default=""),  # whom these reach, as JSON: who may publish them
    Column("state", String(16), nullable=False),  # draft, asked, returned, published
    Column("saved_at", UtcDateTime, nullable=False),
    Column("asked_at", UtcDateTime),
    Column("asked", Text, nullable=False, server_default=""),  # what the author says to whoever is to publish it
    Column("decided_by", String(64), nullable=False, server_default=""),  # a person's opaque id
    Column("decided_name", String(64), nullable=False, server_default=""),
    Column("decided_at", UtcDateTime),
    Column("decided", Text, nullable=False, server_default=""),  # what they say, where it goes back to its author
    Column("published", Text, nullable=False, server_default=""),  # the numbers of its changes, as JSON
    Index(None, "author", "state"),
    Index(None, "state", "asked_at"),
)
