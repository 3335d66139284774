"""Prompt files in miniature, with the phrases as the staff write them."""

from collections.abc import Mapping

from ivr.wording.prompts import ChoiceWords, Prompt, Prompts

FRENCH_PHRASES: Mapping[str, str] = {
    "option": "{offer}, tapez {key}.",
    "listed": "Pour {whom}",
    "midnight": "minuit",
    "midnight_minutes": "minuit {minutes}",
    "one": "1 heure",
    "one_minutes": "1 heure {minutes}",
    "morning": "{hour} heures",
    "morning_minutes": "{hour} heures {minutes}",
    "noon": "midi",
    "noon_minutes": "midi {minutes}",
    "afternoon": "{hour} heures",
    "afternoon_minutes": "{hour} heures {minutes}",
    "at": "à {time}",
    "from": "à partir de {time}",
    "today": "aujourd'hui {time}",
    "tomorrow": "demain {weekday} {time}",
    "on_day": "{weekday} {day} {month} {time}",
    "on_day_of_year": "{weekday} {day} {month} {year} {time}",
    "date": "{weekday} {day} {month}",
    "date_of_year": "{weekday} {day} {month} {year}",
    "first_of_month": "premier",
    "span": "de {start} à {end}",
    "all_day": "toute la journée",
    "closed": "fermé",
    "and": "{first} et {last}",
    "comma": "{first}, {next}",
    "one_day": "{weekday}",
    "two_days": "{first} et {last}",
    "days": "du {first} au {last}",
    "hours_of_days": "{days}, {hours}",
    "until": "jusqu'à {moment}",
    "until_least": "au moins jusqu'à {moment}",
    "clocked": "{told}, {clock}",
    "then": "{first} ; {next}",
    "reasoned": "{told}, {cause}",
    "unsure": "{cause}, sous réserve",
    "included": "{date} inclus",
    "date_at": "{date} à {time}",
    "exception_day": "{date}, {hours}",
    "exception_days": "du {first} au {last}, {hours}",
    "exception_since": "à partir du {first}, {hours}",
    "closed_since": "fermé à partir de {since}",
    "closed_until": "fermé jusqu'à {until}",
    "closed_since_until": "fermé de {since} à {until}",
    "stop": "Pour ne plus en recevoir : répondez STOP.",
    "exception_run": "du {first} au {last}, fermé",
    "exception_endless": "à partir du {first}, fermé jusqu'à nouvel ordre",
    "exception_perhaps": "{date}, peut-être fermé",
    "pair": "{first}{second}",
    "plus": "plus {code}",
    "under_a_minute": "moins d'une minute",
    "one_minute": "une minute",
    "minutes": "{minutes} minutes",
}
ENGLISH_PHRASES: Mapping[str, str] = FRENCH_PHRASES | {
    "until": "until {moment}",
    "until_least": "at least until {moment}",
    "clocked": "{told}, {clock}",
    "reasoned": "{told}, {cause}",
    "unsure": "{cause}, to be confirmed",
    "included": "{date}",
    "date_at": "{date}, at {time}",
    "exception_day": "{date}, {hours}",
    "exception_days": "{first} through {last}, {hours}",
    "exception_since": "from {first} on, {hours}",
    "closed_since": "closed from {since} on",
    "closed_until": "closed until {until}",
    "closed_since_until": "closed from {since} to {until}",
    "stop": "To get no more: reply STOP.",
    "exception_run": "closed from {first} through {last}",
    "exception_endless": "closed from {first} until further notice",
    "exception_perhaps": "{date}, perhaps closed",
    "option": "{offer}, press {key}.",
    "listed": "For {whom}",
    "midnight": "midnight",
    "midnight_minutes": "12:{minutes2} a.m.",
    "one": "1 a.m.",
    "one_minutes": "1:{minutes2} a.m.",
    "morning": "{hour12} a.m.",
    "morning_minutes": "{hour12}:{minutes2} a.m.",
    "noon": "noon",
    "noon_minutes": "12:{minutes2} p.m.",
    "afternoon": "{hour12} p.m.",
    "afternoon_minutes": "{hour12}:{minutes2} p.m.",
    "at": "at {time}",
    "from": "from {time}",
    "today": "today {time}",
    "tomorrow": "tomorrow, {weekday}, {time}",
    "on_day": "{weekday}, {day} {month}, {time}",
    "on_day_of_year": "{weekday}, {day} {month} {year}, {time}",
    "first_of_month": "1st",
    "span": "from {start} to {end}",
    "closed": "closed",
    "and": "{first} and {last}",
    "two_days": "{first} and {last}",
    "days": "{first} to {last}",
    "then": "{first}; {next}",
    "pair": "{first} {second}",
}


def prompts_of(*prompts: Prompt, phrases: Mapping[str, str] = FRENCH_PHRASES, language: str = "fr") -> Prompts:
    """The prompts of one language, with these and no others."""
    locale, voice = {"fr": ("fr-FR", "Polly.Lea-Neural"), "en": ("en-GB", "Polly.Amy-Neural")}[language]
    texts = {"attestation": "Assurance Maladie : https://assure.ameli.fr"}
    return Prompts(language, locale, voice, {prompt.key: prompt for prompt in prompts}, texts, phrases=phrases)


def choices_of(**offers: str) -> Mapping[str, ChoiceWords]:
    """Choices by name, with nothing that a caller may say."""
    return {name: ChoiceWords(offer) for name, offer in offers.items()}


FRENCH = prompts_of()
ENGLISH = prompts_of(phrases=ENGLISH_PHRASES, language="en")
