"""Voices that Twilio can speak with, by language: a voice with another's language makes a Say fail.

From the enumerations of Twilio's libraries (twilio-node, src/twiml/VoiceResponse.ts). Languages that this line does
not speak are left out: a voice of theirs is refused until it is added here.
"""

import re

_POLLY = {
    "fr-FR": "Celine Lea Mathieu Remi Rémi",
    "fr-CA": "Chantal Gabrielle Liam",
    "en-GB": "Amy Arthur Brian Emma",
    "en-US": "Danielle Gregory Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Ruth Salli Stephen",
    "en-AU": "Nicole Olivia Russell",
    "en-IN": "Aditi Kajal Raveena",
}
_POLLY_LANGUAGES = {name: language for language, names in _POLLY.items() for name in names.split()}
_BASIC = ("man", "woman")
_POLLY_VOICE = re.compile(r"Polly\.(\w+)(-Neural|-Generative)?")
_GOOGLE_VOICE = re.compile(
    r"Google\.([a-z]{2,3}-[A-Z]{2})-(?:(?:Standard|Wavenet|Neural2)-[A-Z]|Chirp3-HD-[A-Z][a-z]+)"
)

LANGUAGE = re.compile(r"[a-z]{2,3}-(?:[A-Z]{2}|\d{3})")


def language_of(voice: str) -> str | None:
    """The language a voice speaks ("" for the basic ones, which speak several); None for a voice not known."""
    if voice in _BASIC:
        return ""
    if google := _GOOGLE_VOICE.fullmatch(voice):
        return google[1]
    polly = _POLLY_VOICE.fullmatch(voice)
    return _POLLY_LANGUAGES.get(polly[1]) if polly else None


def longest_text(voice: str) -> int:
    """How many characters a Say may hold: basic voices 4096, Polly 3000, Google 5000."""
    if voice in _BASIC:
        return 4096
    return 3000 if voice.startswith("Polly.") else 5000


def takes_emphasis(voice: str) -> bool:
    """Whether SSML emphasis is heard; Polly's neural and generative voices do not support it."""
    return not voice.endswith(("-Neural", "-Generative"))
