"""A turn's way: the steps that it passed, each with its question and answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; turns taken before have none."""
    op.add_column("turns", sa.Column("way", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("turns", "way")
