"""How long each part of sending may take, and why these lengths belong together."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Timing:
    """Lengths in seconds. Chaos runs shrink all of them in proportion; their order is what keeps texts single.

    claim --(fence)--> request leaves --(connecting and reading)--> answer
      '----------------------- lease -----------------------------'
    An unknown outcome is looked up only after `settle`, and sent again only after two looks that far apart by Twilio's
    clock: 240 s and more after the fence let its request go. What may delay it on its way (a name server that hangs, a
    pause of the process in the microseconds after the fence) has to be longer than that, and the list further behind,
    for a double.
    """

    lease: float = 30.0  # more than fence + both HTTP timeouts
    fence: float = 15.0  # an attempt that was paused longer than this before its request is dropped
    settle: float = 120.0  # more than the provider's list may lag behind
    horizon: float = 4 * 3600.0  # from the request: a text that has not left by then never will
    late: float = 600.0  # from the request: a text that has not left by then respects quiet hours
    backoff: float = 5.0  # before the second try; doubles each time
    backoff_most: float = 300.0
    failures: int = 5  # in a row, of all workers, before a gate is shut
    shut: float = 30.0  # for so long; doubles each time that the probe fails too
    shut_most: float = 300.0
    forget: float = 3600.0  # at which nobody has tried for so long: more than between two texts of a quiet night
    poll: float = 0.5  # an idle worker looks so often
    heartbeat: float = 10.0
    gap: float = 60.0  # without a heartbeat of any worker, before the database may be an older one
    sweep: float = 10.0
    erase: float = 3600.0

    def __post_init__(self) -> None:
        """An order that could double a text is refused."""
        if not self.fence < self.lease:
            raise ValueError("the fence must be shorter than the lease")

    def after(self, seconds: float) -> timedelta:
        """A length as a difference between two moments."""
        return timedelta(seconds=seconds)

    def backoff_after(self, attempt: int, jitter: float) -> timedelta:
        """The wait after a failed attempt (the first is 1); `jitter` in [0, 1) makes it half to one and a half."""
        return timedelta(seconds=min(self.backoff_most, self.backoff * 2.0 ** min(attempt - 1, 30)) * (0.5 + jitter))
