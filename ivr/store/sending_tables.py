"""Tables beside the texts: what all workers know of Twilio together, the keys of numbers' hashes, blocked numbers."""

from sqlalchemy import Column, Integer, String, Table, Text

from ivr.store.columns import Key, UtcDateTime, metadata

gates = Table(  # see ivr/texts/gates.py: a row for each way to Twilio that has failed lately
    "gates",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("failures", Integer, nullable=False),  # in a row
    Column("shuts", Integer, nullable=False),  # how often it was shut in a row: each time for longer
    Column("since", UtcDateTime),  # shut since then; null: open
    Column("until", UtcDateTime),  # nobody tries before
    Column("probe", Key),  # the text that tries for all the others
    Column("reason", Text, nullable=False),
)

number_keys = Table(  # random keys of numbers' hashes, each of a length of time: erased, nobody can guess a number back
    "number_keys",
    metadata,
    Column("name", String(16), primary_key=True),  # of its period, or "blocks"
    Column("key", String(64), nullable=False),  # hexadecimal
    Column("made_at", UtcDateTime, nullable=False),
)

blocked_numbers = Table(  # numbers that are never texted, by a hash whose key is not erased
    "blocked_numbers",
    metadata,
    Column("number_hash", String(64), primary_key=True),
    Column("tail", String(2), nullable=False),
    Column("why", String(16), nullable=False),  # see ivr/texts/blocks.py
    Column("at", UtcDateTime, nullable=False),
)
