"""What is heard, and when. Time is counted from an estimate of how fast a voice speaks; nothing ever waits."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ivr.phone.verbs import Break, Pause, Play, Say, Spoken

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…])\s+(?=[\"'«(0-9A-ZÀ-ÖØ-Þ])")


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, or the name of a recording, as the caller hears it. `at` and `until`: seconds of the call."""

    text: str
    language: str
    voice: str
    at: float
    until: float


def at_fourteen_a_second(text: str, _language: str) -> float:
    """About 14 characters a second, and a digit like four letters: "36 46" is "trente-six quarante-six"."""
    return (len(text) + 3 * sum(character.isdigit() for character in text)) / 14


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take, in seconds. `speak` tells it for a text and its locale ("fr-FR")."""

    speak: Callable[[str, str], float] = at_fourteen_a_second
    stop: float = 0.45  # between two sentences
    recording: float = 8.0  # recordings are not opened
    key: float = 0.4  # to press one


def words_of(heard: Heard) -> list[tuple[str, float]]:
    """The words of a sentence, each with the second at which it begins: as long as its letters."""
    seconds, letters = heard.until - heard.at, max(len(heard.text), 1)
    return [(found[0], heard.at + seconds * found.start() / letters) for found in re.finditer(r"\S+\s*", heard.text)]


def sentences(text: str) -> list[str]:
    """A text as it is heard, sentence by sentence."""
    return _BETWEEN_SENTENCES.split(text)


def listen(spoken: Iterable[Spoken], at: float, pace: Pace) -> tuple[list[Heard], float]:
    """What is heard from the second `at` on, sentence by sentence, and the second at which it is over."""
    heard: list[Heard] = []
    for verb in spoken:
        once, end = _hear(verb, at, pace)
        heard += once
        at += (end - at) * max(getattr(verb, "loop", 1), 1)
    return heard, at


def _hear(verb: Spoken, at: float, pace: Pace) -> tuple[list[Heard], float]:
    if isinstance(verb, Pause):
        return [], at + verb.seconds
    if isinstance(verb, Play):
        return _hear_recording(verb, at, pace)
    return _hear_words(verb, at, pace)


def _hear_recording(play: Play, at: float, pace: Pace) -> tuple[list[Heard], float]:
    if play.digits:
        return [], at + 0.5 * len(play.digits)
    name = play.url.partition("?")[0].rpartition("/")[2]
    return [Heard(f"[{name}]", "", "", at, at + pace.recording)], at + pace.recording


def _hear_words(say: Say, at: float, pace: Pace) -> tuple[list[Heard], float]:
    heard = []
    for part in say.parts:
        if isinstance(part, Break):
            at += part.seconds
            continue
        for place, sentence in enumerate(sentences(part)):
            at += pace.stop if place else 0.0
            end = at + pace.speak(sentence, say.language)
            heard.append(Heard(sentence, say.language, say.voice, at, end))
            at = end
    return heard, at
