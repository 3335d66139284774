"""How a Gather ends: by keys, by words or by silence. Pure; the rules are those of Twilio's page on Gather."""

from dataclasses import dataclass
from typing import Literal, get_args

from ivr.phone.timeline import Pace
from ivr.phone.verbs import Gather

KEYS = frozenset("0123456789*#")
# What the finishing key does before any digit: "ends" the Gather with empty digits, or is "ignored", for a digit must
# come first. Twilio's pages can be read either way, so the line has to hold under both.
HashAlone = Literal["ends", "ignored"]
HASH_ALONE: tuple[HashAlone, ...] = get_args(HashAlone)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a Gather took, and how long it took after the first key, word, or the last thing said."""

    seconds: float
    digits: str | None = None  # None: no key was taken; "": only the key that finishes
    speech: str = ""
    finished_on: str = ""
    lost: str = ""  # keys that came too late or were not listened to
    waited: bool = False  # until the time was over: more could have come

    @property
    def empty(self) -> bool:
        """Whether Twilio counts it as no input."""
        return not self.digits and not self.speech


def by_silence(gather: Gather) -> Gathered:
    """Nothing comes: the timeout runs out."""
    return Gathered(gather.timeout, waited=True)


def by_keys(gather: Gather, pressed: str, pace: Pace, hash_alone: HashAlone = "ends") -> Gathered:
    """Keys are pressed one after the other, and then no more."""
    if not gather.dtmf:
        return Gathered(gather.timeout, lost=pressed, waited=True)
    digits = ""
    for count, key in enumerate(pressed, start=1):
        if key == gather.finish_on_key and not digits and hash_alone == "ignored":
            continue
        if key == gather.finish_on_key:
            return Gathered(count * pace.key, digits, finished_on=key, lost=pressed[count:])
        digits += key
        if len(digits) == gather.num_digits:
            return Gathered(count * pace.key, digits, lost=pressed[count:])
    return Gathered(len(pressed) * pace.key + gather.timeout, digits or None, waited=True)


def by_speech(gather: Gather, words: str, pace: Pace) -> Gathered:
    """Words are spoken, and then silence tells that they are over."""
    if not gather.speech:
        return Gathered(gather.timeout, waited=True)
    return Gathered(pace.speak(words, gather.language) + gather.speech_timeout, speech=words)
