"""Texts remember whether they were spent as a known number's; the indexes that cover the budgets have it too."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column, and change the indexes."""
    op.add_column("texts", sa.Column("known", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("ix_texts_asked_at_rehearsal", "texts", ["asked_at", "rehearsal"])
    op.create_index("ix_texts_typed_known_asked_at_rehearsal", "texts", ["typed", "known", "asked_at", "rehearsal"])
    op.drop_index("ix_texts_asked_at_typed_rehearsal", "texts")


def downgrade() -> None:
    """Change them back, and take the column out."""
    op.create_index("ix_texts_asked_at_typed_rehearsal", "texts", ["asked_at", "typed", "rehearsal"])
    op.drop_index("ix_texts_typed_known_asked_at_rehearsal", "texts")
    op.drop_index("ix_texts_asked_at_rehearsal", "texts")
    op.drop_column("texts", "known")
