"""Release 0.3: what the console keeps."""

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


def _add_accounts() -> None:
    """Who may sign in, and with what."""


def _add_audit() -> None:
    """What was done, in a chain."""


def _add_drafts() -> None:
    """Changes that wait to be published, or to be reviewed."""


def _add_figures() -> None:
    """Counts of calls."""
