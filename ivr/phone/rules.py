"""Which attributes each element takes, and which values: one table, from Twilio's pages on each verb.

Voice documentation: https://www.twilio.com/docs/voice/twiml. Numbers are Twilio's error codes.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ivr.phone.refusal import NOT_IN_SCHEMA
from ivr.phone.voices import LANGUAGE, language_of


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be: a test, the words for it, and Twilio's number when it is not so."""

    holds: Callable[[str], bool]
    expected: str
    code: int = NOT_IN_SCHEMA


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def one_of(*values: str, code: int = NOT_IN_SCHEMA) -> Rule:
    return Rule(lambda text: text in values, "one of " + ", ".join(values), code)


def whole(low: int, high: int, code: int = NOT_IN_SCHEMA) -> Rule:
    def holds(text: str) -> bool:
        return len(text) <= 10 and text.isascii() and text.isdecimal() and low <= int(text) <= high

    return Rule(holds, f"a whole number from {low} to {high}", code)


def matching(pattern: str, expected: str, code: int = NOT_IN_SCHEMA) -> Rule:
    compiled = re.compile(pattern)
    return Rule(lambda text: compiled.fullmatch(text) is not None, expected, code)


def method(code: int = NOT_IN_SCHEMA) -> Rule:
    return one_of("GET", "POST", code=code)


def flag(code: int = NOT_IN_SCHEMA) -> Rule:
    return one_of("true", "false", code=code)


def _fit_hints(text: str) -> bool:
    hints = text.split(",")
    return len(hints) <= 500 and all(0 < len(hint.strip()) <= 100 for hint in hints)


ADDRESS = matching(
    r"(https?://[!-~]+|(?!https?:)[!-~]+)", "an address in plain ASCII without blanks, http(s) or relative"
)
LANGUAGE_RULE = Rule(lambda text: LANGUAGE.fullmatch(text) is not None, "a language such as fr-FR", 13512)
VOICE_RULE = Rule(lambda text: language_of(text) is not None, "a voice named in ivr/phone/voices.py", 13511)
TELEPHONE = r"\+[1-9]\d{6,14}"
ANYTHING = Rule(lambda _: True, "anything")

_MODELS = words(
    "default numbers_and_commands phone_call experimental_conversations experimental_utterances googlev2_long "
    "googlev2_short googlev2_telephony googlev2_telephony_short deepgram_nova-2 deepgram_nova-3"
)
_RECORDS = words(
    "do-not-record record-from-answer record-from-ringing record-from-answer-dual record-from-ringing-dual"
)
_STRENGTHS = words("none x-weak weak medium strong x-strong")
_RINGTONES = words(
    "at au bg br be ch cl cn cz de dk ee es fi fr gr hu il in it lt jp mx my nl no nz ph pl pt ru se sg th uk us "
    "us-old tw ve za"
)

_GATHER: Mapping[str, Rule] = {
    "input": one_of("dtmf", "speech", "dtmf speech", "speech dtmf", code=13326),
    "action": ADDRESS,
    "method": method(13312),
    "timeout": whole(1, 600, 13313),
    "speechTimeout": matching(r"auto|[1-9]\d{0,2}", "auto or a whole number of seconds from 1", 13327),
    "finishOnKey": matching(r"[0-9#*]?", "one key, or nothing", 13310),
    "numDigits": whole(1, 1000, 13314),
    "actionOnEmptyResult": flag(13338),
    "hints": Rule(_fit_hints, "at most 500 hints of 1 to 100 characters each", 13330),
    "language": Rule(LANGUAGE_RULE.holds, LANGUAGE_RULE.expected, 13331),
    "speechModel": one_of(*_MODELS, code=13334),
    "profanityFilter": flag(13333),
    "partialResultCallback": ADDRESS,
    "partialResultCallbackMethod": method(13329),
    "enhanced": flag(),
    "bargeIn": flag(13332),
    "debug": flag(),
    "maxSpeechTime": whole(1, 60, 13328),
}
_DIAL: Mapping[str, Rule] = {
    "action": ADDRESS,
    "method": method(),
    "timeout": whole(5, 600, 13212),
    "timeLimit": whole(1, 86400, 13216),
    "callerId": matching(rf"{TELEPHONE}|client:[\w-]+", "a number such as +33184903646", 13214),
    "hangupOnStar": flag(13213),
    "record": one_of(*_RECORDS, code=13217),
    "recordingStatusCallback": ADDRESS,
    "recordingStatusCallbackMethod": method(),
    "recordingStatusCallbackEvent": ANYTHING,
    "recordingTrack": one_of("both", "inbound", "outbound"),
    "answerOnBridge": flag(13219),
    "ringTone": one_of(*_RINGTONES, code=13220),
    "sequential": flag(13218),
    "trim": one_of("trim-silence", "do-not-trim"),
    "referUrl": ADDRESS,
    "referMethod": method(),
}
_NUMBER: Mapping[str, Rule] = {
    "url": ADDRESS,
    "method": method(13221),
    "sendDigits": matching(r"[0-9#*wW]+", "keys, w for half a second", 13222),
    "statusCallback": ADDRESS,
    "statusCallbackMethod": method(),
    "statusCallbackEvent": ANYTHING,
    "byoc": matching(r"BY[0-9a-f]{32}", "a BYOC trunk (BY...)"),
}
_ENQUEUE: Mapping[str, Rule] = {
    "action": ADDRESS,
    "method": method(),
    "waitUrl": Rule(lambda text: text == "" or ADDRESS.holds(text), "empty, or " + ADDRESS.expected),
    "waitUrlMethod": method(),
    "workflowSid": matching(r"WW[0-9a-f]{32}", "a workflow (WW and 32 hexadecimal digits)"),
    "maxQueueSize": whole(1, 5000),
}
_SPEECH_MARKUP: Mapping[str, Mapping[str, Rule]] = {
    "break": {
        "strength": one_of(*_STRENGTHS),
        "time": matching(r"\d{1,4}ms|10000ms|\d(\.\d+)?s|10s", "at most 10 seconds, such as 600ms or 1s"),
    },
    "emphasis": {"level": one_of("strong", "moderate", "reduced")},
    "lang": {"xml:lang": LANGUAGE_RULE},
    "p": {},
    "phoneme": {"alphabet": one_of("ipa", "x-sampa"), "ph": ANYTHING},
    "prosody": {"volume": ANYTHING, "rate": ANYTHING, "pitch": ANYTHING},
    "s": {},
    "say-as": {"interpret-as": ANYTHING, "format": ANYTHING},
    "sub": {"alias": ANYTHING},
    "w": {"role": ANYTHING},
}

ATTRIBUTES: Mapping[str, Mapping[str, Rule]] = {
    "Response": {},
    "Say": {"voice": VOICE_RULE, "language": LANGUAGE_RULE, "loop": whole(0, 1000, 13510)},
    "Play": {"loop": whole(0, 1000, 13410), "digits": matching(r"[0-9A-D#*wW]+", "keys, w for half a second", 13430)},
    "Pause": {"length": whole(1, 3600)},
    "Gather": _GATHER,
    "Dial": _DIAL,
    "Number": _NUMBER,
    "Enqueue": _ENQUEUE,
    "Task": {"priority": whole(0, 2**31 - 1), "timeout": whole(1, 1209600)},
    "Redirect": {"method": method(13710)},
    "Reject": {"reason": one_of("rejected", "busy")},
    "Hangup": {},
    "Leave": {},
    **_SPEECH_MARKUP,
}

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "Say": ("voice", "language"),  # not Twilio's rule, but its defaults are English
    "lang": ("xml:lang",),
    "say-as": ("interpret-as",),
    "sub": ("alias",),
    "phoneme": ("alphabet", "ph"),
}

_INLINE = frozenset(_SPEECH_MARKUP) - {"p", "s"}
_IN_MARKUP = {name: _INLINE for name in _SPEECH_MARKUP if name not in ("break", "p")}

NESTING: Mapping[str, frozenset[str]] = {
    "Response": frozenset(words("Say Play Pause Gather Dial Enqueue Redirect Hangup Leave Reject")),
    "Gather": frozenset(("Say", "Play", "Pause")),
    "Dial": frozenset(("Number",)),
    "Enqueue": frozenset(("Task",)),
    "Say": frozenset(_SPEECH_MARKUP),
    "p": _INLINE | {"s"},
    **_IN_MARKUP,
}
NESTING_CODES: Mapping[str, int] = {"Gather": 13320, "Dial": 13215}

TAKES_TEXT = frozenset(words("Say Play Dial Number Enqueue Task Redirect")) | frozenset(_SPEECH_MARKUP) - {"break"}

# Real, but not used by this line: refused in other words than a slip of the pen.
NOT_PLAYED = frozenset(
    words("Record Connect Start Stop Refer Pay Prompt Sms Echo Client Sip Conference Queue Sim Application WhatsApp")
)
