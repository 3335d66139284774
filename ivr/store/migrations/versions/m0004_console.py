"""Release 0.3: what the console keeps."""

import sqlalchemy as sa
from alembic import op

from ivr.store.tables import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add its tables."""
    _add_accounts()
    _add_audit()
    _add_drafts()
    _add_figures()


def downgrade() -> None:
    """Drop them."""
    op.drop_table("counted_hours")
    op.drop_table("figures")
    op.drop_table("drafts")


def _add_accounts() -> None:
    """Who may sign in, and with what."""


def _add_audit() -> None:
    """What was done, in a chain."""


def _add_drafts() -> None:
    """Changes that wait to be published, or to be reviewed."""
    op.create_table(
        "drafts",
        sa.Column("key", sa.String(43), primary_key=True),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("author_name", sa.String(64), nullable=False),
        sa.Column("section", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False, server_default=""),
        sa.Column("scope", sa.Text, nullable=False, server_default=""),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("saved_at", UtcDateTime, nullable=False),
        sa.Column("asked_at", UtcDateTime),
        sa.Column("asked", sa.Text, nullable=False, server_default=""),
        sa.Column("decided_by", sa.String(64), nullable=False, server_default=""),
        sa.Column("decided_name", sa.String(64), nullable=False, server_default=""),
        sa.Column("decided_at", UtcDateTime),
        sa.Column("decided", sa.Text, nullable=False, server_default=""),
        sa.Column("published", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("ix_drafts_author_state", "drafts", ["author", "state"])
    op.create_index("ix_drafts_state_asked_at", "drafts", ["state", "asked_at"])


def _add_figures() -> None:
    """Counts of calls."""
    op.create_table(
        "figures",
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("hour", UtcDateTime, primary_key=True),
        sa.Column("line", sa.String(16), primary_key=True),
        sa.Column("word", sa.String(64), primary_key=True),
        sa.Column("toward", sa.String(64), primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
    )
    op.create_table(
        "counted_hours",
        sa.Column("hour", UtcDateTime, primary_key=True),
        sa.Column("turns", sa.Integer, nullable=False),
    )
