"""The voices that Twilio speaks with, and the language of each.

Names: the `SayVoice` values of Twilio's own library for Node (github.com/twilio/twilio-node, in
src/twiml/VoiceResponse.ts), read on 2026-11-25. Languages: Amazon Polly's list of voices (docs.aws.amazon.com/polly,
"Available voices"), the same day; a Google voice bears its language in its name. Twilio adds voices between two
readings: one that is not here may exist all the same.
"""

import re
from collections.abc import Iterator, Mapping

READ_ON = "2026-11-25"

STANDARD: Mapping[str, str] = {
    "ar-XA": "Zeina",
    "cmn-CN": "Zhiyu",
    "cy-GB": "Gwyneth",
    "da-DK": "Mads Naja",
    "de-DE": "Hans Marlene Vicki",
    "en-AU": "Nicole Russell",
    "en-GB": "Amy Brian Emma",
    "en-GB-WLS": "Geraint",
    "en-IN": "Aditi Raveena",
    "en-US": "Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Salli",
    "es-ES": "Conchita Enrique Lucia",
    "es-MX": "Mia",
    "es-US": "Lupe Miguel Penelope",
    "fr-CA": "Chantal",
    "fr-FR": "Celine Lea Mathieu",
    "is-IS": "Dora Karl",
    "it-IT": "Bianca Carla Giorgio",
    "ja-JP": "Mizuki Takumi",
    "ko-KR": "Seoyeon",
    "nb-NO": "Liv",
    "nl-NL": "Lotte Ruben",
    "pl-PL": "Ewa Jacek Jan Maja",
    "pt-BR": "Camila Ricardo Vitoria",
    "pt-PT": "Cristiano Ines",
    "ro-RO": "Carmen",
    "ru-RU": "Maxim Tatyana",
    "sv-SE": "Astrid",
    "tr-TR": "Filiz",
}
NEURAL: Mapping[str, str] = {
    "ar-AE": "Hala Zayd",
    "ca-ES": "Arlet",
    "cmn-CN": "Zhiyu",
    "da-DK": "Sofie",
    "de-AT": "Hannah",
    "de-DE": "Daniel Vicki",
    "en-AU": "Olivia",
    "en-GB": "Amy Arthur Brian Emma",
    "en-IE": "Niamh",
    "en-IN": "Kajal",
    "en-NZ": "Aria",
    "en-US": "Danielle Gregory Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Ruth Salli Stephen",
    "en-ZA": "Ayanda",
    "es-ES": "Lucia Sergio",
    "es-MX": "Andres Mia",
    "es-US": "Lupe Pedro",
    "fi-FI": "Suvi",
    "fr-BE": "Isabelle",
    "fr-CA": "Gabrielle Liam",
    "fr-FR": "Lea Remi",
    "it-IT": "Adriano Bianca",
    "ja-JP": "Kazuha Takumi Tomoko",
    "ko-KR": "Seoyeon",
    "nb-NO": "Ida",
    "nl-BE": "Lisa",
    "nl-NL": "Laura",
    "pl-PL": "Ola",
    "pt-BR": "Camila Thiago Vitoria",
    "pt-PT": "Ines",
    "sv-SE": "Elin",
    "tr-TR": "Burcu",
    "yue-HK": "Hiujin",
}
GENERATIVE: Mapping[str, str] = {
    "de-DE": "Daniel Vicki",
    "en-AU": "Olivia",
    "en-GB": "Amy",
    "en-IN": "Kajal",
    "en-US": "Danielle Joanna Matthew Ruth Stephen",
    "en-ZA": "Ayanda",
    "es-ES": "Lucia Sergio",
    "es-MX": "Andres Mía",
    "es-US": "Lupe Pedro",
    "fr-FR": "Lea Rémi",
    "it-IT": "Bianca",
}
_GOOGLE = re.compile(r"Google\.([a-z]{2,3}-[A-Z]{2})-(?:Standard-|Wavenet-|Neural2-|Chirp3-HD-)[A-Z][a-z]*")


def _polly() -> Iterator[tuple[str, str]]:
    for suffix, names in (("-Generative", GENERATIVE), ("-Neural", NEURAL), ("", STANDARD)):
        for locale, those in names.items():
            yield from ((f"Polly.{name}{suffix}", locale) for name in those.split())


POLLY: Mapping[str, str] = dict(_polly())  # voice -> the locale that it speaks; the most natural first


def locale_of(voice: str) -> str:
    """The locale that a voice speaks: "fr-FR"; "" for a voice that is not known."""
    google = _GOOGLE.fullmatch(voice)
    return google[1] if google else POLLY.get(voice, "")


def voices_of(locale: str) -> tuple[str, ...]:
    """The Polly voices of a locale, the most natural first."""
    return tuple(voice for voice, speaks in POLLY.items() if speaks == locale)
