"""Changes that are being written: a row a form, from its first word until it is published or thrown away."""

from sqlalchemy import Column, Index, String, Table, Text

from ivr.store.columns import UtcDateTime, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("key", String(64), primary_key=True),  # of the form: see `form` of publications
    Column("author", String(64), nullable=False),  # a person's opaque id
    Column("author_name", String(64), nullable=False),
    Column("section", String(16), nullable=False),  # of the entry that it changes; "" for a new one
    Column("name", String(200), nullable=False),
    Column("form", Text, nullable=False),  # what was filled in, as JSON
    Column("state", String(16), nullable=False),  # draft, asked (to be published), returned (to its author)
    Column("saved_at", UtcDateTime, nullable=False),
    Column("asked_at", UtcDateTime),
    Column("places", Text, nullable=False, server_default=""),  # whom it reaches, a blank between, once that was asked
    Column("told", Text, nullable=False, server_default=""),  # what it does, in French and English, as JSON
    Column("answer", Text, nullable=False, server_default=""),  # why it was returned
    Column("answered_by", String(64), nullable=False, server_default=""),  # a name
    Index(None, "author", "saved_at"),
    Index(None, "state", "asked_at"),
)
