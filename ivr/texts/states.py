"""The states of a text, in one table, and the one rule between them: forward only, a final one is never overwritten.

queued -> sending -> sent -> delivered | undelivered | failed
   |         |-> queued (certainly not sent: later again)      |-> failed (certainly not sent: never)
   |         '-> unknown -> sent | queued | expired
   |                '-> review (its number was erased meanwhile) -> (a person) sent | failed
   '-> expired (certainly not sent, and too late to be of use)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ivr.hours.words import Words, words

State = Literal["queued", "sending", "unknown", "review", "sent", "delivered", "undelivered", "failed", "expired"]
Promise = Literal["coming", "sent", "held", ""]  # "held": it waits until quiet hours are over, if that is in time


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the staff call a state, and what follows from it.

    `rank`: 0 while the text is ours to send, 1 when the provider has it, 2 when its last word is said; what the
    provider has said ranks above whatever we believed before.
    `promise`: what may truly be said to who asks for the same text again; "" when neither may.
    `in_flight`: an attempt may be on its way; never two with the same words to the same number.
    """

    name: Words
    rank: Literal[0, 1, 2]
    promise: Promise = ""
    in_flight: bool = False


STATES: Mapping[State, Meaning] = {
    "queued": Meaning(words(fr="en attente", en="queued"), 0, "coming"),
    "sending": Meaning(words(fr="en cours d'envoi", en="sending"), 0, "coming", in_flight=True),
    "unknown": Meaning(words(fr="issue inconnue", en="unknown"), 0, "coming", in_flight=True),
    "review": Meaning(words(fr="attend une personne", en="waits for a person"), 0),
    "sent": Meaning(words(fr="remis à Twilio", en="sent"), 1, "sent"),
    "delivered": Meaning(words(fr="reçu", en="delivered"), 2, "sent"),
    "undelivered": Meaning(words(fr="non reçu", en="undelivered"), 2),
    "failed": Meaning(words(fr="jamais parti", en="failed"), 2),
    "expired": Meaning(words(fr="trop tard pour partir", en="expired"), 2),
}
UNSENT: tuple[State, ...] = tuple(state for state, meaning in STATES.items() if meaning.rank == 0)
FINAL: tuple[State, ...] = tuple(state for state, meaning in STATES.items() if meaning.rank == 2)
HELD = "attend la fin des heures calmes"  # the reason of a queued text that must not wake anybody
NEVER_LEFT: tuple[State, ...] = ("failed", "expired")
IN_FLIGHT: tuple[State, ...] = tuple(state for state, meaning in STATES.items() if meaning.in_flight)

# Twilio's words for a message's status -> ours. Every word of its API is here; another one is logged, not guessed.
# "sent" is: Twilio has it. Whether the operator has it too makes no difference to what is to be done.
OF_TWILIO: Mapping[str, State] = {
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
    return reported if STATES[reported].rank > STATES[current].rank else current


def promising(promise: Promise) -> tuple[State, ...]:
    """The states of which this may be promised."""
    return tuple(state for state, meaning in STATES.items() if meaning.promise == promise)
