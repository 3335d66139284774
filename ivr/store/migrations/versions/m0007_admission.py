"""Release 0.4: who holds an adviser now."""

import sqlalchemy as sa
from alembic import op

from ivr.store.columns import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "adviser_calls",
        sa.Column("call_sid", sa.String(64), primary_key=True),
        sa.Column("caller_hash", sa.String(64), nullable=False),
        sa.Column("began_at", UtcDateTime, nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
    )
    op.create_index("ix_adviser_calls_until", "adviser_calls", ["until"])
    op.create_index("ix_adviser_calls_caller_hash_until", "adviser_calls", ["caller_hash", "until"])


def downgrade() -> None:
    """Take it out."""
    op.drop_table("adviser_calls")
