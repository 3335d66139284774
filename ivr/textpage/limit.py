"""How many pages may be asked for, so that nobody's robot slows the line: from one address, and altogether.

Kept in memory, a window of a minute, in each process for itself. An address is a hash under a key that the process made
up: nothing of it can be told from outside, or later.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

ALL_A_SECOND = 100  # of one process: a page costs a millisecond, so that nine tenths of it are left to callers
WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Limit:
    """The limits of one process. `a_minute`: pages that one network address may ask for."""

    a_minute: int
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    limiter: SlidingWindowCounterRateLimiter = field(
        default_factory=lambda: SlidingWindowCounterRateLimiter(MemoryStorage())
    )

    def lets_in(self, address: str) -> bool:
        """Count one page for that address; whether it may be shown."""
        return self._hit(RateLimitItemPerMinute(self.a_minute), self._mark(address)) and self._hit(
            RateLimitItemPerSecond(ALL_A_SECOND), "all"
        )

    def _hit(self, item: RateLimitItem, mark: str) -> bool:
        return self.limiter.hit(item, mark)

    def _mark(self, address: str) -> str:
        return hashlib.blake2b(address.encode(), key=self.key, digest_size=16).hexdigest()
