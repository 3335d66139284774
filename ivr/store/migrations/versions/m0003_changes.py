"""Release 0.3: the changes that the staff publish above the files of schedules/."""

import sqlalchemy as sa
from alembic import op

from ivr.store.columns import Key, UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add their table."""
    op.create_table(
        "changes",
        sa.Column("id", Key, primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
        sa.Column("section", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("does", sa.String(8), nullable=False),
        sa.Column("entry", sa.Text),
        sa.Column("base", sa.String(16), nullable=False, server_default=""),
        sa.Column("undoes", Key),
    )
    op.create_index("ix_changes_section_name_id", "changes", ["section", "name", "id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("changes")
