"""Who published what, by which form and with whose approval; and the notices that tell of it."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from ivr.store.columns import Key, UtcDateTime, metadata

publications = Table(  # one act of one person: changes that went live together, or wait for a second person
    "publications",
    metadata,
    Column("id", Key, primary_key=True),
    Column("who", String(64), nullable=False),  # a person's opaque id, "terminal" for a command
    Column("author", String(64), nullable=False),  # their name, as the changes have it
    Column("form", String(64)),  # the key of the form that was sent; null where there was none
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),  # published, waiting, refused: see ivr/changes/publishing.py
    Column("proposed", Text, nullable=False, server_default=""),  # what waits or waited for a second person, as JSON
    Column("review", String(8), nullable=False, server_default=""),  # of an emergency by a second person: due, done
    Column("check", String(8), nullable=False, server_default=""),  # of an emergency by all checks: due, done
    Column("found", Text, nullable=False, server_default=""),  # what these checks found, as JSON
    Column("decider", String(64)),  # who approved, refused or reviewed it: their id
    Column("decider_name", String(64), nullable=False, server_default=""),
    Column("decided_at", UtcDateTime),
    Column("decision", Text, nullable=False, server_default=""),  # what they wrote
    UniqueConstraint("who", "form"),
    Index(None, "state"),
    Index(None, "review"),
    Index(None, "check"),
)

published_changes = Table(  # by which publication a change went live; none for those that a process left to the files
    "published_changes",
    metadata,
    Column("change", Key, primary_key=True, autoincrement=False),
    Column("publication", Key, nullable=False),
    Index(None, "publication"),
)

notices = Table(  # what is told, once for each `key`
    "notices",
    metadata,
    Column("id", Key, primary_key=True),
    Column("key", String(128), nullable=False, unique=True),  # "published 12": many processes may notice the same
    Column("kind", String(16), nullable=False),  # see ivr/notices/outbox.py
    Column("at", UtcDateTime, nullable=False),
    Column("who", String(64), nullable=False, server_default=""),  # whom it is for; "" for everybody
    Column("page", String(200), nullable=False),  # where the console shows it, under its own address
    Column("fr", Text, nullable=False),
    Column("en", Text, nullable=False),
    Index(None, "at"),
)

deliveries = Table(  # each notice by each way that is set up
    "deliveries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("notice", Key, nullable=False),
    Column("way", String(16), nullable=False),  # webhook, email
    Column("state", String(16), nullable=False),  # queued, delivered, given-up
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("due_at", UtcDateTime, nullable=False),  # the next try; while one goes on, when it counts as lost
    Column("reason", Text, nullable=False, server_default=""),  # why the last try failed
    UniqueConstraint("notice", "way"),
    Index(None, "state", "due_at"),
)

notices_read = Table(  # up to which notice a person has read
    "notices_read",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("notice", Key, nullable=False),
)
