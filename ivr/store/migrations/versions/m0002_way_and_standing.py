"""Release 0.2: a turn's way; whether a text was spent as a known number's, in the indexes that cover the budgets."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns, and change the indexes. Turns taken before have no way."""
    op.add_column("turns", sa.Column("way", sa.Text, nullable=False, server_default=""))
    op.add_column("texts", sa.Column("known", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("ix_texts_asked_at_rehearsal", "texts", ["asked_at", "rehearsal"])
    op.create_index("ix_texts_typed_known_asked_at_rehearsal", "texts", ["typed", "known", "asked_at", "rehearsal"])
    op.drop_index("ix_texts_asked_at_typed_rehearsal", "texts")


def downgrade() -> None:
    """Change them back, and take the columns out."""
    op.create_index("ix_texts_asked_at_typed_rehearsal", "texts", ["asked_at", "typed", "rehearsal"])
    op.drop_index("ix_texts_typed_known_asked_at_rehearsal", "texts")
    op.drop_index("ix_texts_asked_at_rehearsal", "texts")
    op.drop_column("texts", "known")
    op.drop_column("turns", "way")
