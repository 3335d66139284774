"""One-time codes of an app (TOTP, RFC 6238) as a second factor. Each code counts once."""

from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Connection, select, update

from ivr.keys import Keys
from ivr.store.account_tables import people

SECONDS = 30  # a code's life
AROUND = 1  # codes before and after the present one that count too: clocks differ
ISSUER = "3646"


def new_secret() -> str:
    """160 bits in base32, as people type it into an app."""
    return pyotp.random_base32()


def address_of(secret: str, login: str) -> str:
    """What the QR code says: otpauth://..."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def qr_code(address: str) -> str:
    """The address as an SVG image, without a style of its own."""
    return str(segno.make(address, error="m").svg_inline(scale=5, border=2, dark="#000", light="#fff"))


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The 30 seconds that this code belongs to, now or just before or after; None for a wrong one."""
    totp, step = pyotp.TOTP(secret), int(at.timestamp()) // SECONDS
    typed = "".join(code.split())
    near = range(step - AROUND, step + AROUND + 1)
    return next((one for one in near if pyotp.utils.strings_equal(totp.at(one * SECONDS), typed)), None)


def keep_secret(connection: Connection, person: str, secret: str, step: int, keys: Keys) -> None:
    """From now on this person's codes come from that secret; the code of that step was used to show it."""
    values = {"totp": seal(secret, keys), "totp_step": step}
    connection.execute(update(people).where(people.c.id == person).values(values))


def drop_secret(connection: Connection, person: str) -> None:
    """No more codes for this person."""
    connection.execute(update(people).where(people.c.id == person).values(totp=None))


def use_code(connection: Connection, person: str, code: str, at: datetime, keys: Keys) -> bool:
    """Whether the code is right and was not used before, nor a later one; from now on it is."""
    sealed = connection.scalar(select(people.c.totp).where(people.c.id == person))
    secret = unseal(sealed, keys) if sealed else ""
    step = matching_step(secret, code, at) if secret else None
    if step is None:
        return False
    newer = (people.c.id == person) & (people.c.totp_step < step)
    return connection.execute(update(people).where(newer).values(totp_step=step)).rowcount == 1


def has_codes(connection: Connection, person: str) -> bool:
    """Whether this person has an app for codes."""
    return connection.scalar(select(people.c.totp).where(people.c.id == person)) is not None


def seal(text: str, keys: Keys) -> str:
    """A text that only this deployment can read again."""
    return Fernet(keys.fernet).encrypt(text.encode()).decode()


def unseal(sealed: str, keys: Keys) -> str:
    """That text; "" where another key sealed it."""
    try:
        return Fernet(keys.fernet).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""
