"""Checks of voices: Twilio has them, and they speak the language of their file."""

from collections.abc import Iterator

from ivr.check.flow.slips import near
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.wording.prompts import Prompts
from ivr.wording.voices import READ_ON, locale_of, voices_of


@check(
    "unknown-voice",
    severity="warning",
    fr=(
        "Twilio n'avait pas de voix « {voice} » le {day}.",
        "{near} Voix de {locale} : {known}. Si elle est nouvelle, ajoutez-la à ivr/wording/voices.py.",
    ),
    en=(
        "Twilio had no voice “{voice}” on {day}.",
        "{near} Voices of {locale}: {known}. If it is new, add it to ivr/wording/voices.py.",
    ),
    why=words(
        fr="Avec une voix qui n'existe pas, Twilio ne dit rien du tout : chaque appelant entend un silence.",
        en="With a voice that doesn't exist Twilio says nothing at all: every caller hears silence.",
    ),
)
def unknown_voice(subject: Subject) -> Iterator[Finding]:
    """Every voice is one that Twilio is known to have."""
    for prompts in subject.prompts.values():
        if not locale_of(prompts.voice):
            told = _told(prompts) | {"day": READ_ON, "near": near(prompts.voice, voices_of(prompts.locale))}
            yield unknown_voice.at(prompts.place("voice"), **told)


@check(
    "foreign-voice",
    fr=(
        "La voix « {voice} » parle {speaks}, et ce fichier est en {locale}.",
        "Écrivez « voice: {first} », ou une autre de : {known}.",
    ),
    en=(
        "The voice “{voice}” speaks {speaks}, and this file is in {locale}.",
        "Write “voice: {first}”, or another one of: {known}.",
    ),
    why=words(
        fr="Twilio refuse de dire un texte avec la voix d'une autre langue, et l'appelant n'entend rien.",
        en="Twilio refuses to say a text with the voice of another language, and the caller hears nothing.",
    ),
)
def foreign_voice(subject: Subject) -> Iterator[Finding]:
    """Every voice speaks the language of its file, as it is spoken in that country."""
    for prompts in subject.prompts.values():
        speaks = locale_of(prompts.voice)
        if speaks and speaks != prompts.locale:
            first = next(iter(voices_of(prompts.locale)), "-")
            yield foreign_voice.at(prompts.place("voice"), speaks=speaks, first=first, **_told(prompts))


def _told(prompts: Prompts) -> dict[str, object]:
    known = ", ".join(voices_of(prompts.locale)) or "-"
    return {"voice": prompts.voice, "locale": prompts.locale, "known": known}
