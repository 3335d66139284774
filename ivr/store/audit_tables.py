"""The table of the audit trail. A row is never altered; what it holds is in ivr/audit/trail.py."""

from sqlalchemy import BigInteger, Column, Index, String, Table

from ivr.store.columns import UtcDateTime, metadata

deeds = Table(
    "deeds",
    metadata,
    Column(
        "number", BigInteger, primary_key=True, autoincrement=False
    ),  # 1, 2, 3...: a gap is a row that was taken out
    Column("at", UtcDateTime, nullable=False),
    Column("who", String(64), nullable=False),  # a person's opaque id; "" for somebody unknown
    Column("did", String(40), nullable=False),  # see ivr/audit/deeds.py
    Column("what", String(200), nullable=False),  # "change 12", a person's id
    Column("origin", String(64), nullable=False),  # keyed hash of the network address; "" for a terminal
    Column("chain", String(64), nullable=False),  # keyed hash of this row and of the one before
    Index(None, "at"),
)
