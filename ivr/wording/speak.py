"""What a turn says -> utterances: the words, and the voice that speaks them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from ivr.hours.words import Words
from ivr.line.actions import (
    Causes,
    Exceptions,
    LastDay,
    Moment,
    Offer,
    Offered,
    Say,
    Seconds,
    Spans,
    Spoken,
    Telephone,
    Value,
    Week,
)
from ivr.line.steps import LANGUAGE
from ivr.wording.figures import seconds_words, telephone_words
from ivr.wording.gsm7 import takes_replies
from ivr.wording.hours import FALLBACK, causes_words, clocked, exceptions_words, spans_words, week_words
from ivr.wording.moments import Manner, date_words, moment_words
from ivr.wording.phrases import fill, phrase, plain
from ivr.wording.prompts import ChoiceWords, Prompt, Prompts, WordingError, lacking

PAUSE, SLOW_PAUSE = 500, 1000  # milliseconds between choices
FEW = 3  # choices that are offered without a pause
HELP = ".help"

# What may stand behind a placeholder's colon, and the kind of value that it is for: {closing:until}, {week:open}.
MANNERS: Mapping[str, type] = {"until": Moment, "from": Moment, "open": Week, "abroad": Telephone}

Languages = Mapping[str, Prompts]


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence between two choices."""

    ms: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one voice says in one go. `audio`: the recording of these words, under prompts/audio/, if there is one."""

    locale: str
    voice: str
    parts: tuple[str | Pause, ...]
    audio: str = ""


def text(utterance: Utterance) -> str:
    """The words alone, for transcripts."""
    return " ".join(part for part in utterance.parts if isinstance(part, str))


def speak(prompts: Languages, language: str, says: tuple[Say | Offer, ...]) -> tuple[Utterance, ...]:
    """The utterances of a turn, in order; a prompt without words makes none.

    Raises WordingError when the content can't say it: an unknown prompt, language or choice, an unfilled placeholder.
    """
    spoken: list[Utterance] = []
    for said in says:
        spoken += _offer(prompts, language, said) if isinstance(said, Offer) else _say(prompts, language, said)
    return tuple(spoken)


def body(prompts: Languages, language: str, template: str, sender: str = "") -> str:
    """The words of a text message, and how to stop them where `sender` can be answered.

    Raises WordingError when there is no such text.
    """
    words = _of(prompts, language)
    found = words.texts.get(template)
    if not found:
        raise lacking(language, fr=f"le SMS « {template} »", en=f"text {template!r}")
    return f"{found} {phrase(words, 'stop')}" if takes_replies(sender) else found


def _of(prompts: Languages, language: str) -> Prompts:
    if language not in prompts:
        raise WordingError(fr=f"aucun fichier de prompts en {language!r}", en=f"there are no prompts in {language!r}")
    return prompts[language]


def _prompt(prompts: Prompts, key: str) -> Prompt:
    if key not in prompts.prompts:
        raise lacking(prompts.language, fr=f"le texte « {key} »", en=f"prompt {key!r}")
    return prompts.prompts[key]


# -- a prompt ------------------------------------------------------------------------------------------------------


def _say(prompts: Languages, language: str, said: Say) -> list[Utterance]:
    own = _of(prompts, language)
    prompt = _prompt(own, said.prompt.removesuffix(HELP))
    helping = said.prompt.endswith(HELP)
    words = plain(fill(prompt.help if helping else prompt.say, _values(own, said.values)))
    if not words:
        return []
    speaker = _of(prompts, prompt.language or language)
    return [Utterance(speaker.locale, speaker.voice, (words,), "" if helping else prompt.audio)]


def _values(prompts: Prompts, values: Mapping[str, Value]) -> Callable[[str, str], str | None]:
    return lambda name, manner: value_words(prompts, values[name], manner) if name in values else None


def value_words(prompts: Prompts, value: Value, manner: str = "") -> str:
    """A placeholder's value in words; `manner` is one of MANNERS, or "". WordingError if it doesn't fit the value."""
    if manner and not isinstance(value, MANNERS.get(manner, type(None))):
        kind = type(value).__name__
        raise WordingError(fr=f"{{...:{manner}}} ne convient pas à {kind}", en=f"{{...:{manner}}} is not for {kind}")
    match value:
        case str() | int():
            return str(value)
        case Moment():
            return clocked(prompts, moment_words(prompts, value, cast(Manner, manner)), _clock(prompts, value))
        case Spans():
            return clocked(prompts, spans_words(prompts, value), _clock(prompts, value) if value.spans else "")
        case Week():
            return week_words(prompts, value, opened=manner == "open", clock=_clock(prompts, value))
        case Exceptions():
            return exceptions_words(prompts, value, clock=_clock(prompts, value))
        case Causes():
            return causes_words(prompts, value.causes)
        case Telephone():
            return telephone_words(prompts, value, abroad=manner == "abroad")
        case Seconds():
            return seconds_words(prompts, value)
        case Spoken():
            return _prompt(prompts, value.prompt).say
        case Offered():
            said = _prompt(prompts, value.menu).choices
            return _choice(prompts, value.menu, said, value.choice).offer
        case LastDay(day, today):
            return date_words(prompts, day, today)
    return value.get(prompts.language) or value.get(FALLBACK, "")


def _clock(prompts: Prompts, value: Moment | Spans | Week | Exceptions) -> str:
    """How the clock of a value is called; "" where it need not be named."""
    return _prompt(prompts, value.clock).say if value.clock else ""


# -- a menu's choices ----------------------------------------------------------------------------------------------


def _offer(prompts: Languages, language: str, offer: Offer) -> list[Utterance]:
    """Each choice with its key. A choice in another language is an utterance of its own."""
    own = _of(prompts, language)
    said, named = _prompt(own, offer.menu).choices, dict(offer.named)
    pause = SLOW_PAUSE if offer.slowly else PAUSE if len(offer.choices) > FEW else 0
    spoken: list[tuple[Prompts, list[str | Pause]]] = []
    for name, key in offer.choices:
        for choice in _choices(own, offer.menu, said, named, name):
            speaker = _of(prompts, choice.language or language)
            if not spoken or spoken[-1][0] is not speaker:
                spoken.append((speaker, []))
            spoken[-1][1].extend(_option(speaker, choice.offer, key, pause))
    if pause and spoken:
        spoken[-1][1].pop()  # nothing follows the last choice: the wait for an answer begins
    return [Utterance(speaker.locale, speaker.voice, _joined(parts)) for speaker, parts in spoken]


def _choices(
    own: Prompts, menu: str, said: Mapping[str, ChoiceWords], named: Mapping[str, Words], name: str
) -> Iterable[ChoiceWords]:
    """How a choice is offered; the one that leads to other languages by each of them, in its own words."""
    if name == LANGUAGE and LANGUAGE in own.prompts:
        return _prompt(own, LANGUAGE).choices.values()
    if name in named:
        return [ChoiceWords(phrase(own, "listed", whom=value_words(own, named[name])))]
    return [_choice(own, menu, said, name)]


def _choice(own: Prompts, menu: str, said: Mapping[str, ChoiceWords], name: str) -> ChoiceWords:
    if name not in said:
        raise lacking(own.language, fr=f"le choix « {name} » de « {menu} »", en=f"choice {name!r} in {menu!r}")
    return said[name]


def _option(prompts: Prompts, offer: str, key: str, pause: int) -> list[str | Pause]:
    words = plain(phrase(prompts, "option", offer=offer, key=key))
    return [words, Pause(pause)] if pause else [words]


def _joined(parts: list[str | Pause]) -> tuple[str | Pause, ...]:
    """Neighbouring texts as one, a blank between them."""
    joined: list[str | Pause] = []
    for part in parts:
        if joined and isinstance(part, str) and isinstance(joined[-1], str):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return tuple(joined)
