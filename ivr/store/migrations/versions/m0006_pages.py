"""Release 0.4: an index by which the pages of calls are read, however many calls the journal keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BEGUN = sa.text("turn = 0 AND NOT rehearsal")


def upgrade() -> None:
    """Add it: some seconds for ten million turns."""
    op.create_index("ix_turns_begun", "turns", ["at", "call_sid", "line"], sqlite_where=BEGUN, postgresql_where=BEGUN)


def downgrade() -> None:
    """Take it out."""
    op.drop_index("ix_turns_begun", "turns")
