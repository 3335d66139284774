"""Release 0.3: what the console keeps."""

import sqlalchemy as sa
from alembic import op

from ivr.store.columns import Key, UtcDateTime

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
    for table in (
        "deeds",
        "invitations",
        "sign_in_tries",
        "half_ways",
        "console_sessions",
        "recovery_codes",
        "passkeys",
    ):
        op.drop_table(table)
    op.drop_table("people")


def _add_accounts() -> None:
    """Who may sign in, and with what."""
    _add_people()
    _add_proofs()
    _add_sessions()
    _add_waiting()


def _add_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("password_until", UtcDateTime),
        sa.Column("totp", sa.Text),
        sa.Column("totp_step", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("subject", sa.String(255)),
        sa.UniqueConstraint("login", name="uq_people_login"),
        sa.UniqueConstraint("subject", name="uq_people_subject"),
    )


def _whose() -> sa.Column[str]:
    return sa.Column("person", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False)


def _add_proofs() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.String(64), primary_key=True),
        _whose(),
        sa.Column("credential", sa.Text, nullable=False),
        sa.Column("public_key", sa.Text, nullable=False),
        sa.Column("uses", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("used_at", UtcDateTime),
    )
    op.create_index("ix_passkeys_person", "passkeys", ["person"])
    op.create_table("recovery_codes", sa.Column("code", sa.String(64), primary_key=True), _whose())
    op.create_index("ix_recovery_codes_person", "recovery_codes", ["person"])


def _add_sessions() -> None:
    op.create_table(
        "console_sessions",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(32), nullable=False),
        _whose(),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("proved_at", UtcDateTime, nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("browser", sa.String(120), nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.UniqueConstraint("id", name="uq_console_sessions_id"),
    )
    op.create_index("ix_console_sessions_person", "console_sessions", ["person"])


def _add_waiting() -> None:
    op.create_table(
        "half_ways",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("person", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE")),
        sa.Column("held", sa.Text, nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
    )
    op.create_index("ix_half_ways_until", "half_ways", ["until"])
    op.create_table(
        "sign_in_tries",
        sa.Column("id", Key, primary_key=True),
        sa.Column("side", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_sign_in_tries_side_at", "sign_in_tries", ["side", "at"])
    op.create_table(
        "invitations",
        sa.Column("token", sa.String(64), primary_key=True),
        _whose(),
        sa.Column("until", UtcDateTime, nullable=False),
    )
    op.create_index("ix_invitations_person", "invitations", ["person"])


def _add_audit() -> None:
    """What was done, in a chain."""
    op.create_table(
        "deeds",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("did", sa.String(40), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
    )
    op.create_index("ix_deeds_at", "deeds", ["at"])


def _add_drafts() -> None:
    """Changes that wait to be published, or to be reviewed."""


def _add_figures() -> None:
    """Counts of calls."""
