"""What is said and how a turn ends -> TwiML, by twilio's own builder; well-formed whatever the words hold.

https://www.twilio.com/docs/voice/twiml. A document is built with a mark where the next turn's address goes, so that
it can be kept for the next caller who hears the same (documents.py).
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from twilio.twiml.voice_response import Dial, Enqueue, Gather, Say, VoiceResponse

from ivr.line.actions import Listen
from ivr.wording.speak import Pause, Utterance

# A character of the private use area: legal in XML, and never left in what is spoken.
MARK = "\ue000"
WAIT_MARK = "\ue001"

# XML 1.0 has no place for control characters, halves of surrogates and the two last of the plane; Twilio answers one
# with error 12100, and the caller hears an English apology.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\ue001\ufffe\uffff]")

# A generic model: Twilio picks the provider, and another when that one is down (a named provider's model has no such
# way out). It lists French and English, and was trained on telephones.
SPEECH_MODEL = "phone_call"
SPEECH_SECONDS = 2  # of silence after which a caller has finished speaking; by default it is the whole timeout
RINGTONE = "fr"
QUEUE_LOOP_SECONDS = 20  # the least that a loop of waiting lasts, for each loop is a request
LONGEST_BREAK = 10_000  # milliseconds: Twilio's limit


@dataclass(frozen=True, slots=True)
class Ears:
    """What a Gather listens for: the language, and the words that are likely. No words: keys alone."""

    locale: str
    hints: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """An adviser's telephone: E.164 of both ends ("" for no caller id of our own).

    It rings for so many `seconds`; who talks for `longest` seconds is then led on, as if the adviser had hung up.
    """

    number: str
    caller_id: str
    seconds: int
    longest: int


@dataclass(frozen=True, slots=True)
class Queue:
    """A TaskRouter workflow, and what it may know of the caller."""

    workflow_sid: str
    attributes: Mapping[str, str]


def listening(spoken: Iterable[Utterance], listen: Listen, ears: Ears) -> VoiceResponse:
    """Say everything inside the Gather, so that a key interrupts from the first word.

    A menu takes one key, whichever it is, `*` and `#` too: finishOnKey must be empty. Where several digits are
    asked, `#` finishes: it is the key that is announced ("or press the hash key") and the one people end a number
    with, so it must answer at once and not after the wait; `*` alone waits, and is not announced there.
    """
    several = listen.digits > 1
    gather = Gather(
        input="dtmf speech" if ears.hints else "dtmf",
        action=MARK,
        method="POST",
        timeout=listen.wait,
        num_digits=listen.digits,
        finish_on_key="#" if several else "",
        action_on_empty_result=True,
        language=ears.locale,
        **_speech(ears),
    )
    _say(gather, spoken)
    if listen.lull:
        gather.pause(length=listen.lull)
    response = VoiceResponse()
    response.append(gather)
    return response


def _speech(ears: Ears) -> dict[str, object]:
    if not ears.hints:
        return {}
    return {"hints": cleaned(ears.hints), "speech_model": SPEECH_MODEL, "speech_timeout": SPEECH_SECONDS}


def ringing(spoken: Iterable[Utterance], ring: Ring) -> VoiceResponse:
    """Ring one number; how it ended comes to the next turn's address."""
    dial = Dial(
        action=MARK,
        method="POST",
        timeout=ring.seconds,
        time_limit=ring.longest,
        caller_id=ring.caller_id or None,
        answer_on_bridge=True,
        ring_tone=RINGTONE,
    )
    dial.number(ring.number)
    return _then(spoken, dial)


def queueing(spoken: Iterable[Utterance], queue: Queue) -> VoiceResponse:
    """Wait for an adviser of a workflow; how it ended comes to the next turn's address."""
    enqueue = Enqueue(
        None, workflow_sid=queue.workflow_sid, action=MARK, method="POST", wait_url=WAIT_MARK, wait_url_method="POST"
    )
    enqueue.task(json.dumps(dict(queue.attributes), ensure_ascii=True, sort_keys=True))
    return _then(spoken, enqueue)


def _then(spoken: Iterable[Utterance], verb: Dial | Enqueue) -> VoiceResponse:
    response = VoiceResponse()
    _say(response, spoken)
    response.append(verb)
    return response


def hanging_up(spoken: Iterable[Utterance]) -> VoiceResponse:
    """Say it, and end the call."""
    response = VoiceResponse()
    _say(response, spoken)
    response.hangup()
    return response


def waiting(spoken: Iterable[Utterance]) -> VoiceResponse:
    """What is heard in a queue, once round: at least twenty seconds, for Twilio asks again as soon as it is over."""
    response = VoiceResponse()
    _say(response, spoken)
    response.pause(length=QUEUE_LOOP_SECONDS)
    return response


def _say(parent: VoiceResponse | Gather, spoken: Iterable[Utterance]) -> None:
    for utterance in spoken:
        if utterance.audio:
            parent.play(cleaned(utterance.audio))
        elif parts := _parts(utterance.parts):
            parent.append(_spoken(utterance, parts))


def _spoken(utterance: Utterance, parts: list[str | Pause]) -> Say:
    say = Say(voice=utterance.voice, language=utterance.locale)
    for part in parts:
        if isinstance(part, Pause):
            say.break_(time=f"{min(part.ms, LONGEST_BREAK)}ms")
        else:
            say.append(part)
    return say


def _parts(parts: Iterable[str | Pause]) -> list[str | Pause]:
    """Texts and breaks, neighbouring texts joined: of two texts in a row, twilio's Say keeps the last alone.

    A blank stands before each break: who drops the tag would else read "tapez 1.Pour". Nothing at all when there is no
    text: an empty Say is Twilio's error 13520.
    """
    joined: list[str | Pause] = []
    for part in parts:
        if isinstance(part, Pause):
            joined += [f"{str(joined.pop()).rstrip()} ", part] if joined and isinstance(joined[-1], str) else [part]
        elif joined and isinstance(joined[-1], str):
            joined[-1] += cleaned(part)
        else:
            joined.append(cleaned(part))
    return joined if any(isinstance(part, str) and part.strip() for part in joined) else []


def cleaned(words: str) -> str:
    """Words without what XML can't hold, and without our own marks."""
    return _NO_XML.sub("", words)


def attribute(address: str) -> str:
    """An address as it stands inside an attribute; escaped once."""
    return escape(address, {'"': "&quot;"})
