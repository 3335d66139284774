"""The first tables: texts, kept numbers, workers."""

import sqlalchemy as sa
from alembic import op

from ivr.store.tables import IN_FLIGHT, Key, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create them."""
    _texts()
    _text_indexes()
    _kept_numbers()
    _workers()
    # journal: its tables go here


def downgrade() -> None:
    """Drop them."""
    for table in ("workers", "kept_numbers", "texts"):
        op.drop_table(table)


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("id", Key, primary_key=True),
        sa.Column("call_sid", sa.String(64), nullable=False),
        sa.Column("template", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("to_number", sa.String(20)),
        sa.Column("to_hash", sa.String(64), nullable=False),
        sa.Column("to_tail", sa.String(2), nullable=False),
        sa.Column("prefix_hash", sa.String(64), nullable=False),
        sa.Column("caller_hash", sa.String(64), nullable=False),
        sa.Column("typed", sa.Boolean, nullable=False),
        sa.Column("rehearsal", sa.Boolean, nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),
        sa.Column("worker", sa.String(64)),
        sa.Column("lease_until", UtcDateTime),
        sa.Column("fenced_at", UtcDateTime),
        sa.Column("tried_at", UtcDateTime),
        sa.Column("doubted_at", UtcDateTime),
        sa.Column("unknown_at", UtcDateTime),
        sa.Column("doubts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("absences", sa.Integer, nullable=False, server_default="0"),
        sa.Column("sid", sa.String(64)),
        sa.Column("code", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.UniqueConstraint("call_sid", "template", "to_hash", name="uq_texts_call_sid_template_to_hash"),
        sa.UniqueConstraint("sid", name="uq_texts_sid"),
    )


def _text_indexes() -> None:
    op.create_index("ix_texts_state_due_at", "texts", ["state", "due_at"])
    op.create_index("ix_texts_to_hash_asked_at", "texts", ["to_hash", "asked_at"])
    op.create_index("ix_texts_caller_hash_asked_at", "texts", ["caller_hash", "asked_at"])
    op.create_index("ix_texts_prefix_hash_asked_at", "texts", ["prefix_hash", "asked_at"])
    op.create_index("ix_texts_asked_at_typed_rehearsal", "texts", ["asked_at", "typed", "rehearsal"])
    where = {"sqlite_where": IN_FLIGHT, "postgresql_where": IN_FLIGHT}
    op.create_index("uq_texts_in_flight", "texts", ["to_hash", "body"], unique=True, **where)


def _kept_numbers() -> None:
    op.create_table(
        "kept_numbers",
        sa.Column("call_sid", sa.String(64), primary_key=True),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("kept_at", UtcDateTime, nullable=False),
        sa.Column("rehearsal", sa.Boolean, nullable=False),
    )


def _workers() -> None:
    op.create_table(
        "workers",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("stopped_at", UtcDateTime),
    )
