"""Voices that Twilio can speak with, by language: a voice with another's language makes a Say fail.

From the enumerations of Twilio's libraries (twilio-node, src/twiml/VoiceResponse.ts). A voice that is not here is
refused until it is added; a test holds this list against ivr/wording/voices.py, for the phone knows no other room.
"""

import re

_POLLY = {
    "fr-FR": "Celine Lea Mathieu Remi Rémi",
    "fr-CA": "Chantal Gabrielle Liam",
    "en-GB": "Amy Arthur Brian Emma",
    "en-US": "Danielle Gregory Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Ruth Salli Stephen",
    "en-AU": "Nicole Olivia Russell",
    "en-IN": "Aditi Kajal Raveena",
    "ar-AE": "Hala Zayd",
    "ar-XA": "Zeina",
    "ca-ES": "Arlet",
    "cmn-CN": "Zhiyu",
    "cy-GB": "Gwyneth",
    "da-DK": "Mads Naja Sofie",
    "de-AT": "Hannah",
    "de-DE": "Daniel Hans Marlene Vicki",
    "en-IE": "Niamh",
    "en-NZ": "Aria",
    "en-ZA": "Ayanda",
    "es-ES": "Conchita Enrique Lucia Sergio",
    "es-MX": "Andres Mia Mía",
    "es-US": "Lupe Miguel Pedro Penelope",
    "fi-FI": "Suvi",
    "fr-BE": "Isabelle",
    "is-IS": "Dora Karl",
    "it-IT": "Adriano Bianca Carla Giorgio",
    "ja-JP": "Kazuha Mizuki Takumi Tomoko",
    "ko-KR": "Seoyeon",
    "nb-NO": "Ida Liv",
    "nl-BE": "Lisa",
    "nl-NL": "Laura Lotte Ruben",
    "pl-PL": "Ewa Jacek Jan Maja Ola",
    "pt-BR": "Camila Ricardo Thiago Vitoria",
    "pt-PT": "Cristiano Ines",
    "ro-RO": "Carmen",
    "ru-RU": "Maxim Tatyana",
    "sv-SE": "Astrid Elin",
    "tr-TR": "Burcu Filiz",
    "yue-HK": "Hiujin",
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
