"""The tables of accounts. No password, code or token is in them as it is written."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text

from ivr.store.columns import Key, UtcDateTime, metadata

ID = String(32)  # a person's, opaque
HASH = String(64)


def _whose() -> Column[str]:
    return Column("person", ID, ForeignKey("people.id", ondelete="CASCADE"), nullable=False)


people = Table(
    "people",
    metadata,
    Column("id", ID, primary_key=True),
    Column("login", String(120), nullable=False, unique=True),  # in small letters
    Column("name", String(120), nullable=False),
    Column("role", String(16), nullable=False),
    Column("scope", Text, nullable=False),  # names of ivr/content/whom.py, a blank between
    Column("language", String(8), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("password", Text),  # hashed by argon2; null until one is chosen
    Column("password_until", UtcDateTime),  # of a password that was made up for somebody: no longer
    Column("totp", Text),  # the secret of their one-time codes, sealed; null without
    Column("totp_step", BigInteger, nullable=False, server_default="0"),  # the last code's: each counts once
    Column("subject", String(255), unique=True),  # what the OpenID Connect provider calls them, once they came so
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", HASH, primary_key=True),  # hash of the credential's own
    _whose(),
    Column("credential", Text, nullable=False),  # its id, in base64
    Column("public_key", Text, nullable=False),  # in base64
    Column("uses", BigInteger, nullable=False),  # its own count; one that falls behind was copied
    Column("name", String(80), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index(None, "person"),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("code", HASH, primary_key=True),
    _whose(),
    Index(None, "person"),
)

console_sessions = Table(  # who is signed in, in which browser
    "console_sessions",
    metadata,
    Column("token", HASH, primary_key=True),
    Column("id", ID, nullable=False, unique=True),  # to name it on a page
    _whose(),
    Column("made_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("proved_at", UtcDateTime, nullable=False),  # when the password, or what stands for it, was last given
    Column("way", String(16), nullable=False),  # how they came in: see ivr/accounts/sessions.py
    Column("browser", String(120), nullable=False),
    Column("origin", HASH, nullable=False),  # keyed hash of the network address
    Index(None, "person"),
)

half_ways = Table(  # a sign-in, or the making of a passkey, that waits for its second part; each is taken once
    "half_ways",
    metadata,
    Column("token", HASH, primary_key=True),
    Column("kind", String(16), nullable=False),  # see ivr/accounts/half_ways.py
    Column("person", ID, ForeignKey("people.id", ondelete="CASCADE")),  # null where it is not known yet
    Column("held", Text, nullable=False),  # challenge, state, nonce: as JSON
    Column("until", UtcDateTime, nullable=False),
    Index(None, "until"),
)

sign_in_tries = Table(  # of the last minutes: too many from one side have to wait
    "sign_in_tries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("side", HASH, nullable=False),  # keyed hash of a login, a network address, a browser
    Column("at", UtcDateTime, nullable=False),
    Index(None, "side", "at"),
)

invitations = Table(  # links by which a person chooses a password; each is taken once
    "invitations",
    metadata,
    Column("token", HASH, primary_key=True),
    _whose(),
    Column("until", UtcDateTime, nullable=False),
    Index(None, "person"),
)
