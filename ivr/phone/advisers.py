"""How the advisers at the other end behave, in Twilio's words: one table for a Dial, one for a queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ivr.phone.verbs import Dial
from ivr.phone.webhooks import new_sid

Advisers = Literal["answer", "busy", "no-answer", "failed"]
BEHAVIOURS: tuple[Advisers, ...] = ("answer", "busy", "no-answer", "failed")

TALK = 60.0  # seconds with an adviser
_RING = 8.0  # seconds until one picks up
_LONGER = 5.0  # seconds that Twilio lets it ring beyond a Dial's timeout: its page on Dial

_STATUSES: Mapping[Advisers, str] = {
    "answer": "completed",
    "busy": "busy",
    "no-answer": "no-answer",
    "failed": "failed",
}
# A queue has no busy tone: it is full, or broken; where nobody answers, the caller waits.
NO_QUEUE: Mapping[Advisers, str] = {"busy": "queue-full", "failed": "system-error"}


@dataclass(frozen=True, slots=True)
class Rung:
    """How a Dial went: the parameters of its action, and the seconds it rang and was talked."""

    params: Mapping[str, str]
    ringing: float
    talking: float


def ring(dial: Dial, advisers: Advisers) -> Rung:
    """Rings the numbers of a Dial."""
    ringing = {"answer": _RING, "busy": 2.0, "failed": 1.0}.get(advisers, dial.timeout + _LONGER)
    talking = TALK if advisers == "answer" else 0.0
    params = {
        "DialCallSid": new_sid("CA"),
        "DialCallStatus": _STATUSES[advisers],
        "DialBridged": "true" if talking else "false",
    }
    if talking:
        params["DialCallDuration"] = str(int(talking))
    return Rung(params, ringing, talking)
