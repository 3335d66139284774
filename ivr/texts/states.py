"""The states of a text, and the one rule between them: forward only, and a final state is never overwritten.

queued -> sending -> sent -> delivered | undelivered | failed
             |-> queued (certainly not sent: later again)      |-> failed (certainly not sent: never)
             '-> unknown -> sent | queued | review -> (a person) sent | queued | failed
"""

from typing import Literal

State = Literal["queued", "sending", "unknown", "review", "sent", "delivered", "undelivered", "failed"]

STATES: tuple[State, ...] = ("queued", "sending", "unknown", "review", "sent", "delivered", "undelivered", "failed")
FINAL: frozenset[State] = frozenset({"delivered", "undelivered", "failed"})
UNSENT: tuple[State, ...] = ("queued", "sending", "unknown", "review")

# What the provider has said of a message ranks above whatever we believed before, and its last word above the others.
RANK: dict[State, int] = {
    "queued": 0,
    "sending": 0,
    "unknown": 0,
    "review": 0,
    "sent": 1,
    "delivered": 2,
    "undelivered": 2,
    "failed": 2,
}

# Twilio's words for a message's status -> ours. Every word of its API is here; another one is logged, not guessed.
# "sent" is: Twilio has it. Whether the operator has it too makes no difference to what is to be done.
OF_TWILIO: dict[str, State] = {
    "accepted": "sent",
    "scheduled": "sent",
    "queued": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "partially_delivered": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "canceled": "failed",
}


def advance(current: State, reported: State) -> State:
    """The state after the provider reported `reported`, whatever the order in which its reports come in."""
    return reported if RANK[reported] > RANK[current] else current
