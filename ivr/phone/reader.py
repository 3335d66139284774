"""A TwiML document -> its verbs, as strictly as Twilio documents them, or a TwimlError that says what and where."""

import json
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote

from ivr.phone.document import Element, parse
from ivr.phone.refusal import NOT_IN_SCHEMA, TwimlError
from ivr.phone.rules import ATTRIBUTES, NESTING, NESTING_CODES, NOT_PLAYED, REQUIRED, TAKES_TEXT, TELEPHONE
from ivr.phone.verbs import (
    Break,
    Dial,
    Enqueue,
    Gather,
    Hangup,
    Leave,
    Pause,
    Play,
    Redirect,
    Reject,
    Say,
    Spoken,
    Verb,
)
from ivr.phone.voices import language_of, longest_text, takes_emphasis

LONGEST_ENCODED = 4500  # characters of a Say, URL-encoded
_MARKUP_READ_ALOUD = re.compile(r"</?\s*[A-Za-z]|&(?:amp|lt|gt|#\d+);")
# Lengths of the named pauses, from Amazon Polly's page on the break tag.
_STRENGTHS = {"none": 0.0, "x-weak": 0.0, "weak": 0.1, "medium": 0.25, "strong": 0.5, "x-strong": 0.8}


def read(document: bytes) -> tuple[Verb, ...]:
    """The verbs of a document in order. Raises TwimlError and nothing else."""
    root = parse(document)
    if root.name != "Response":
        raise _refusal(root, "the document must be a <Response>")
    _check(root)
    return tuple(_read_verb(child, place) for place, child in enumerate(root.children))


def _refusal(element: Element, what: str, code: int = NOT_IN_SCHEMA) -> TwimlError:
    return TwimlError(code, what, element.where)


def _check(element: Element) -> None:
    _check_attributes(element)
    if element.text and element.name not in TAKES_TEXT:
        raise _refusal(element, f"text has no place here: {element.text[:40]!r}")
    for child in element.children:
        _check_nesting(element, child)
        _check(child)


def _check_attributes(element: Element) -> None:
    rules = ATTRIBUTES[element.name]
    for name, value in element.attributes.items():
        if name not in rules:
            raise _refusal(element, f"no attribute {name!r}; it takes {', '.join(rules) or 'none'}")
        if not rules[name].holds(value):
            raise _refusal(element, f"{name}={value[:60]!r} must be {rules[name].expected}", rules[name].code)
    for name in REQUIRED.get(element.name, ()):
        if name not in element.attributes:
            raise _refusal(element, f"{name!r} is missing")


def _check_nesting(parent: Element, child: Element) -> None:
    allowed = NESTING.get(parent.name, frozenset())
    if child.name in allowed:
        return
    code = NESTING_CODES.get(parent.name, NOT_IN_SCHEMA)
    if child.name in NOT_PLAYED:
        raise _refusal(child, "a verb of Twilio's that this phone does not play", code)
    if child.name not in ATTRIBUTES:
        raise _refusal(child, "no such element (names are case-sensitive)", code)
    raise _refusal(child, f"not inside <{parent.name}>, which takes {', '.join(sorted(allowed)) or 'none'}", code)


def _read_verb(element: Element, place: int) -> Verb:
    if element.name == "Reject" and place > 0:
        raise _refusal(element, "<Reject> only works as the first verb")
    return _READERS[element.name](element)


def _read_say(element: Element) -> Say:
    voice, language = element.attributes["voice"], element.attributes["language"]
    if language_of(voice) not in ("", language):
        raise _refusal(element, f"the voice {voice} does not speak {language}", 13511)
    say = Say(language, voice, _join_texts(_speech_parts(element, voice)), int(element.attributes.get("loop", "1")))
    _check_words(element, say)
    return say


def _speech_parts(element: Element, voice: str) -> list[str | Break]:
    parts: list[str | Break] = []
    for part in element.content:
        if isinstance(part, str):
            parts.append(part)
        elif part.name == "break":
            parts.append(_read_break(part))
        elif part.name == "emphasis" and not takes_emphasis(voice):
            raise _refusal(part, f"the voice {voice} does not support emphasis")
        elif part.name == "sub":
            parts.append(part.attributes["alias"])
        else:
            parts += _speech_parts(part, voice)
    return parts


def _read_break(element: Element) -> Break:
    time = element.attributes.get("time", "")
    if time.endswith("ms"):
        return Break(int(time[:-2]) / 1000)
    if time:
        return Break(float(time[:-1]))
    return Break(_STRENGTHS[element.attributes.get("strength", "medium")])


def _join_texts(parts: list[str | Break]) -> tuple[str | Break, ...]:
    joined: list[str | Break] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    squeezed = (" ".join(part.split()) if isinstance(part, str) else part for part in joined)
    return tuple(part for part in squeezed if part != "")


def _check_words(element: Element, say: Say) -> None:
    if not say.text:
        raise _refusal(element, "nothing to say", 13520)
    if markup := _MARKUP_READ_ALOUD.search(say.text):
        raise _refusal(element, f"{markup[0]!r} would be read aloud: it was escaped as text", 13520)
    if len(say.text) > longest_text(say.voice):
        raise _refusal(element, f"{len(say.text)} characters; {say.voice} takes {longest_text(say.voice)}", 13521)
    if len(quote(say.text)) > LONGEST_ENCODED:
        raise _refusal(element, f"{len(quote(say.text))} characters URL-encoded; {LONGEST_ENCODED} at most", 13521)


def _read_play(element: Element) -> Play:
    digits = element.attributes.get("digits", "")
    if bool(digits) == bool(element.text):
        raise _refusal(element, "needs either an address to play or digits", 13420)
    if element.text and not ATTRIBUTES["Gather"]["action"].holds(element.text):
        raise _refusal(element, f"{element.text[:60]!r} is not an address", 13420)
    return Play(element.text, int(element.attributes.get("loop", "1")), digits)


def _read_pause(element: Element) -> Pause:
    return Pause(float(element.attributes.get("length", "1")))


def _read_gather(element: Element) -> Gather:
    given = element.attributes
    timeout = float(given.get("timeout", "5"))
    nested = tuple(_SPOKEN[child.name](child) for child in element.children)
    _check_gather(element)
    return Gather(
        dtmf="dtmf" in given.get("input", "dtmf"),
        speech="speech" in given.get("input", "dtmf"),
        action=given.get("action", ""),
        method=given.get("method", "POST"),
        timeout=timeout,
        speech_timeout=_speech_timeout(given, timeout),
        finish_on_key=given.get("finishOnKey", "#"),
        num_digits=int(given.get("numDigits", "0")),
        action_on_empty_result=given.get("actionOnEmptyResult") == "true",
        language=given.get("language", ""),
        hints=tuple(hint.strip() for hint in given.get("hints", "").split(",") if hint.strip()),
        nested=nested,
    )


def _speech_timeout(given: Mapping[str, str], timeout: float) -> float:
    text = given.get("speechTimeout", "")
    if text == "auto":
        return 1.0  # stops at the end of the sentence; a second is what it takes to be sure
    return float(text) if text else timeout


def _check_gather(element: Element) -> None:
    given = element.attributes
    speech = "speech" in given.get("input", "dtmf")
    if speech and "language" not in given:
        raise _refusal(element, "'language' is missing: speech would be heard as en-US", 13331)
    if given.get("speechTimeout") == "auto" and "speechModel" in given:
        raise _refusal(element, "speechTimeout='auto' can't go with a speechModel", 13335)
    for play in element.children:
        if play.name == "Play" and "digits" in play.attributes:
            raise _refusal(play, "digits are not played inside a <Gather>")


def _read_dial(element: Element) -> Dial:
    nested = [child.text for child in element.children]
    if bool(nested) == bool(element.text):
        raise _refusal(element, "needs either a number as text or <Number> elements", 13223)
    numbers = tuple(nested or [element.text])
    for number in numbers:
        if not re.fullmatch(TELEPHONE, number):
            raise _refusal(element, f"{number[:20]!r} is not a number such as +33199000000", 13223)
    given = element.attributes
    return Dial(
        numbers,
        given.get("action", ""),
        given.get("method", "POST"),
        float(given.get("timeout", "30")),
        given.get("callerId", ""),
    )


def _read_enqueue(element: Element) -> Enqueue:
    given = element.attributes
    workflow = given.get("workflowSid", "")
    if bool(workflow) == bool(element.text) or len(element.text) > 64:
        raise _refusal(element, "needs either a workflowSid or a queue's name of at most 64 characters")
    return Enqueue(
        queue=element.text,
        workflow_sid=workflow,
        task=_read_task(element),
        action=given.get("action", ""),
        method=given.get("method", "POST"),
        wait_url=given.get("waitUrl"),
        wait_method=given.get("waitUrlMethod", "POST"),
    )


def _read_task(element: Element) -> str:
    tasks = element.children
    if not tasks:
        return ""
    if len(tasks) > 1 or "workflowSid" not in element.attributes:
        raise _refusal(tasks[-1], "one <Task>, and only with a workflowSid")
    try:
        attributes = json.loads(tasks[0].text)
    except (ValueError, RecursionError) as error:
        raise _refusal(tasks[0], f"its text must be JSON: {error}") from error
    if not isinstance(attributes, dict):
        raise _refusal(tasks[0], "its text must be a JSON object")
    return tasks[0].text


def _read_redirect(element: Element) -> Redirect:
    if not ATTRIBUTES["Gather"]["action"].holds(element.text):
        raise _refusal(element, f"{element.text[:60]!r} is not an address")
    return Redirect(element.text, element.attributes.get("method", "POST"))


def _read_reject(element: Element) -> Reject:
    return Reject(element.attributes.get("reason", "rejected"))


_SPOKEN: Mapping[str, Callable[[Element], Spoken]] = {"Say": _read_say, "Play": _read_play, "Pause": _read_pause}
_READERS: Mapping[str, Callable[[Element], Verb]] = {
    **_SPOKEN,
    "Gather": _read_gather,
    "Dial": _read_dial,
    "Enqueue": _read_enqueue,
    "Redirect": _read_redirect,
    "Hangup": lambda _: Hangup(),
    "Leave": lambda _: Leave(),
    "Reject": _read_reject,
}
