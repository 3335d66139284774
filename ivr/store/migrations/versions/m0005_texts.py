"""Release 0.4: gates, keys of numbers that end, blocked numbers; texts by Twilio's clock, and their second time."""

import sqlalchemy as sa
from alembic import op

from ivr.store.columns import Key, UtcDateTime

revision = "0005"
down_revision = "0004"

IN_FLIGHT = sa.text("state IN ('sending', 'unknown') AND NOT rehearsal")


def upgrade() -> None:
    """Add them. Numbers that were erased before lose their hashes: their key was never to be erased."""
    op.add_column("texts", sa.Column("renewed_at", UtcDateTime))
    op.add_column("texts", sa.Column("left_at", UtcDateTime))
    op.add_column("texts", sa.Column("suspect", sa.Boolean, nullable=False, server_default=sa.false()))
    _index_in_flight("to_number")
    op.execute(
        "UPDATE texts SET to_hash = 'erased ' || id, prefix_hash = '', caller_hash = '' "
        "WHERE to_number IS NULL AND NOT rehearsal"
    )
    _add_gates()
    _add_keys()


def downgrade() -> None:
    """Take them out."""
    for table in ("blocked_numbers", "number_keys", "gates"):
        op.drop_table(table)
    _index_in_flight("to_hash")
    for column in ("suspect", "left_at", "renewed_at"):
        op.drop_column("texts", column)


def _index_in_flight(number: str) -> None:
    """Numbers' hashes have a key of their time: the same number may have two."""
    op.drop_index("uq_texts_in_flight", "texts")
    op.create_index(
        "uq_texts_in_flight",
        "texts",
        [number, "body"],
        unique=True,
        sqlite_where=IN_FLIGHT,
        postgresql_where=IN_FLIGHT,
    )


def _add_gates() -> None:
    op.create_table(
        "gates",
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("shuts", sa.Integer, nullable=False),
        sa.Column("since", UtcDateTime),
        sa.Column("until", UtcDateTime),
        sa.Column("probe", Key),
        sa.Column("reason", sa.Text, nullable=False),
    )


def _add_keys() -> None:
    op.create_table(
        "number_keys",
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "blocked_numbers",
        sa.Column("number_hash", sa.String(64), primary_key=True),
        sa.Column("tail", sa.String(2), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
