"""What stands for a telephone number where the number itself must not be: a keyed hash, or a mask."""

import hashlib
import hmac
from dataclasses import dataclass

from ivr.settings import Settings

PREFIX_LEAVES_OUT = 4  # the last digits that a number's prefix leaves out
TAIL = 2  # the last digits that stay readable


@dataclass(frozen=True, slots=True)
class NumberHash:
    """A keyed hash of numbers: equal numbers are recognised, none can be guessed back without the key.

    There are few enough numbers to try them all: once the key is erased nobody can, before that whoever holds it.
    """

    key: bytes

    def of(self, number: str) -> str:
        """64 hexadecimal digits; "" for no number (a withheld caller is not the same caller as another one)."""
        return hmac.new(self.key, number.encode(), hashlib.sha256).hexdigest() if number else ""

    def of_prefix(self, number: str) -> str:
        """The same of the number without its last four digits. Hashed too: prefix and tail together would tell it."""
        return self.of("prefix " + number[:-PREFIX_LEAVES_OUT])


def number_hash(settings: Settings, random_key: str) -> NumberHash:
    """The hash of one random key, which is in the database, and of the settings' secret, which is not.

    Who has stolen either can guess nothing. The secret is IVR_SECRET_KEY, else the auth token.
    """
    secret = settings.secret_key.reveal() or settings.auth_token.reveal()
    return NumberHash(hmac.digest(b"ivr numbers " + secret.encode(), bytes.fromhex(random_key), "sha256"))


def masked(number: str | None, tail: str) -> str:
    """ "+336••••••78"; only the last two digits once the number is erased."""
    if not number:
        return "•" * 10 + tail
    return number[:4] + "•" * (len(number) - 4 - TAIL) + number[-TAIL:]
