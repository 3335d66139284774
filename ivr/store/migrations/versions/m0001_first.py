"""The first tables: texts, kept numbers, workers, the journal's turns."""

import sqlalchemy as sa
from alembic import op

from ivr.store.columns import Key, UtcDateTime

revision = "0001"
down_revision = None

IN_FLIGHT = sa.text("state IN ('sending', 'unknown') AND NOT rehearsal")


def upgrade() -> None:
    """Create them."""
    _texts()
    _text_indexes()
    _kept_numbers()
    _workers()
    _turns()


def downgrade() -> None:
    """Drop them."""
    for table in ("turns", "workers", "kept_numbers", "texts"):
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
    op.create_index(
        "uq_texts_in_flight",
        "texts",
        ["to_hash", "body"],
        unique=True,
        sqlite_where=IN_FLIGHT,
        postgresql_where=IN_FLIGHT,
    )


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


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("call_sid", sa.String(64), primary_key=True),
        sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("step", sa.String(64), nullable=False),
        sa.Column("heard", sa.String(16), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("line", sa.String(16), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("department", sa.String(8), nullable=False),
        sa.Column("caisse", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("regime", sa.String(32), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("rule", sa.String(200), nullable=False),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("rehearsal", sa.Boolean, nullable=False),
    )
    op.create_index("ix_turns_at", "turns", ["at"])
