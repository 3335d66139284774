"""Passwords: which may be chosen, how they are kept, and whether one is right.

Length counts and composition doesn't (ASVS 5.0, 6.2; NIST SP 800-63B). Argon2id with the figures that OWASP gives for
19 MiB; at most two are worked on at once, so that tries at the door don't take the machine's memory.
"""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ivr.accounts.common_passwords import is_common
from ivr.accounts.declined import TOO_COMMON, TOO_LONG, TOO_SHORT, Declined

LEAST, MOST = 12, 128  # characters
AT_ONCE = BoundedSemaphore(2)
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Whoever does not exist is verified against this one, of a password that nobody knows: the same work.
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$A6QAYBdsgckSKXTCjZW/Pw$uKmpiYj49XaDpuet1zsl0eRLR3doI+1y54ufLyqN2/E"


def check_choice(password: str, own_words: tuple[str, ...] = ()) -> None:
    """Raises Declined for a password that may not be chosen. `own_words`: login and name, which others know."""
    if len(password) < LEAST:
        raise Declined(TOO_SHORT)
    if len(password) > MOST:
        raise Declined(TOO_LONG)
    if is_common(password, own_words):
        raise Declined(TOO_COMMON)


def hash_password(password: str) -> str:
    """What the database keeps."""
    with AT_ONCE:
        return HASHER.hash(password)


def is_password(hashed: str | None, password: str) -> bool:
    """Whether this is the password of that hash; never for None, at the same cost."""
    with AT_ONCE:
        try:
            right = HASHER.verify(hashed or NOBODYS, password[: MOST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return right and hashed is not None


def is_outdated(hashed: str) -> bool:
    """Whether it was made with other figures than today's."""
    return HASHER.check_needs_rehash(hashed)
