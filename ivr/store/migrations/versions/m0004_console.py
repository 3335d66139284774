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
    _add_publishing()


def downgrade() -> None:
    """Drop them."""
    for table in ("notices_read", "deliveries", "notices", "published_changes", "publications"):
        op.drop_table(table)
    op.drop_table("counted_hours")
    op.drop_table("day_figures")
    op.drop_table("figures")
    op.drop_table("drafts")
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
    op.create_table(
        "drafts",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("author_name", sa.String(64), nullable=False),
        sa.Column("section", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("saved_at", UtcDateTime, nullable=False),
        sa.Column("asked_at", UtcDateTime),
        sa.Column("places", sa.Text, nullable=False, server_default=""),
        sa.Column("told", sa.Text, nullable=False, server_default=""),
        sa.Column("answer", sa.Text, nullable=False, server_default=""),
        sa.Column("answered_by", sa.String(64), nullable=False, server_default=""),
    )
    op.create_index("ix_drafts_author_saved_at", "drafts", ["author", "saved_at"])
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
        "day_figures",
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
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


def _add_publishing() -> None:
    """Who published what, by which form and with whose approval; and the notices that tell of it."""
    _add_publications()
    _add_notices()


def _add_publications() -> None:
    op.create_table(
        "publications",
        sa.Column("id", Key, primary_key=True),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("form", sa.String(64)),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("proposed", sa.Text, nullable=False, server_default=""),
        sa.Column("review", sa.String(8), nullable=False, server_default=""),
        sa.Column("check", sa.String(8), nullable=False, server_default=""),
        sa.Column("found", sa.Text, nullable=False, server_default=""),
        sa.Column("decider", sa.String(64)),
        sa.Column("decider_name", sa.String(64), nullable=False, server_default=""),
        sa.Column("decided_at", UtcDateTime),
        sa.Column("decision", sa.Text, nullable=False, server_default=""),
        sa.UniqueConstraint("who", "form", name="uq_publications_who_form"),
    )
    op.create_index("ix_publications_state", "publications", ["state"])
    op.create_index("ix_publications_review", "publications", ["review"])
    op.create_index("ix_publications_check", "publications", ["check"])
    op.create_table(
        "published_changes",
        sa.Column("change", Key, primary_key=True, autoincrement=False),
        sa.Column("publication", Key, nullable=False),
    )
    op.create_index("ix_published_changes_publication", "published_changes", ["publication"])


def _add_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", Key, primary_key=True),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("who", sa.String(64), nullable=False, server_default=""),
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("fr", sa.Text, nullable=False),
        sa.Column("en", sa.Text, nullable=False),
        sa.UniqueConstraint("key", name="uq_notices_key"),
    )
    op.create_index("ix_notices_at", "notices", ["at"])
    op.create_table(
        "deliveries",
        sa.Column("id", Key, primary_key=True),
        sa.Column("notice", Key, nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.UniqueConstraint("notice", "way", name="uq_deliveries_notice_way"),
    )
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_table(
        "notices_read",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("notice", Key, nullable=False),
    )
