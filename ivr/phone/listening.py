"""How a Gather ends: by keys, by words or by silence. Pure; the rules are those of Twilio's page on Gather."""

from dataclasses import dataclass

from ivr.phone.timeline import Pace
from ivr.phone.verbs import Gather

KEYS = frozenset("0123456789*#")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a Gather took, and how long it took after the first key, word, or the last thing said."""

    seconds: float
    digits: str | None = None  # None: no key was taken; "": only the key that finishes
    speech: str = ""
    finished_on: str = ""
    lost: str = ""  # keys that came too late or were not listened to

    @property
    def empty(self) -> bool:
        """Whether Twilio counts it as no input."""
        return not self.digits and not self.speech


def by_silence(gather: Gather) -> Gathered:
    """Nothing comes: the timeout runs out."""
    return Gathered(gather.timeout)


def by_keys(gather: Gather, pressed: str, pace: Pace) -> Gathered:
    """Keys are pressed one after the other, and then no more."""
    if not gather.dtmf:
        return Gathered(gather.timeout, lost=pressed)
    digits = ""
    for count, key in enumerate(pressed, start=1):
        if key == gather.finish_on_key:
            return Gathered(count * pace.key, digits, finished_on=key, lost=pressed[count:])
        digits += key
        if len(digits) == gather.num_digits:
            return Gathered(count * pace.key, digits, lost=pressed[count:])
    return Gathered(len(pressed) * pace.key + gather.timeout, digits)


def by_speech(gather: Gather, words: str, pace: Pace) -> Gathered:
    """Words are spoken, and then silence tells that they are over."""
    if not gather.speech:
        return Gathered(gather.timeout)
    return Gathered(pace.speak(words, gather.language) + gather.speech_timeout, speech=words)
