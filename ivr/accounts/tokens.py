"""Random tokens that a browser or a link carries, and what the database keeps of them: a hash."""

import hashlib
import secrets

BYTES = 32  # nobody guesses 256 bits, so that a plain hash hides them


def new_token() -> str:
    """43 letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(BYTES)


def hash_of_token(token: str) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()
