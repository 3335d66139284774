"""The keys of the console, each derived from one secret for one purpose.

The secret is IVR_SECRET_KEY. On a machine of one's own, where nobody set it, it is made up once and kept in a file that
only its owner can read, for what it signs must hold after a restart.
"""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from pathlib import Path

from ivr.setting_faults import NO_SECRET_KEY
from ivr.setting_values import LOOPBACK
from ivr.settings import Settings, SettingsError

FILE = "console.key"
OWNER_FOLDER, OWNER_ONLY = 0o700, 0o600
BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of 32 bytes."""

    audit: bytes = field(repr=False)  # of the audit trail's chain
    hashes: bytes = field(repr=False)  # of the hashes that stand for logins and addresses
    cookies: bytes = field(repr=False)  # signs what a browser keeps
    seal: bytes = field(repr=False)  # encrypts the secrets of second factors

    @property
    def fernet(self) -> bytes:
        """The sealing key as `cryptography.fernet` takes it."""
        return urlsafe_b64encode(self.seal)

    def hash_of(self, purpose: str, value: str) -> str:
        """64 hexadecimal digits that stand for a value; "" for none."""
        return hmac.new(self.hashes, f"{purpose} {value}".encode(), hashlib.sha256).hexdigest() if value else ""


def console_keys(settings: Settings, folder: Path) -> Keys:
    """The keys of this deployment. `folder` keeps the made-up secret where none is set; may raise OSError.

    Raises SettingsError where others reach the console and no secret is set: each machine would make up its own.
    """
    if not (settings.secret_key.reveal() or LOOPBACK.fullmatch(settings.console_address)):
        raise SettingsError(NO_SECRET_KEY)
    secret = settings.secret_key.reveal() or kept_secret(folder / FILE)
    audit = settings.audit_key.reveal() or secret
    return Keys(
        audit=_derived(audit, "audit"),
        hashes=_derived(secret, "hashes"),
        cookies=_derived(secret, "cookies"),
        seal=_derived(secret, "seal"),
    )


def kept_secret(file: Path) -> str:
    """The secret of that file, made up where there is none; two processes that start at once agree on one."""
    file.parent.mkdir(OWNER_FOLDER, parents=True, exist_ok=True)
    try:
        return _read(file)
    except FileNotFoundError:
        made = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as new:
            new.write(secrets.token_hex(BYTES))
            new.flush()
            os.fsync(new.fileno())
        try:
            os.link(made, file)  # fails where the other one was quicker, and is never seen half written
        except FileExistsError:
            pass
        finally:
            made.unlink()
        return _read(file)


def _read(file: Path) -> str:
    """Raises FileNotFoundError, also for one that is not whole, as a power cut leaves it: it could be guessed."""
    secret = file.read_text(encoding="ascii").strip()
    if len(secret) < 2 * BYTES:
        file.unlink()
        raise FileNotFoundError(f"{file.name} is not whole")
    return secret


def _derived(secret: str, purpose: str) -> bytes:
    return hmac.new(b"ivr console", f"{purpose} {secret}".encode(), hashlib.sha256).digest()
