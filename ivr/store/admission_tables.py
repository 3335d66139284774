"""Who holds an adviser now, as all processes know it together: see ivr/calls/admission.py."""

from sqlalchemy import Column, Index, String, Table

from ivr.store.columns import UtcDateTime, metadata

adviser_calls = Table(  # a row a call that was put through; deleted minutes after it is over
    "adviser_calls",
    metadata,
    Column("call_sid", String(64), primary_key=True),
    Column("caller_hash", String(64), nullable=False),  # keyed, as that of texts; "" for a withheld caller
    Column("began_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),  # when it ended; before, when it will have ended at the latest
    Index(None, "until"),
    Index(None, "caller_hash", "until"),
)
