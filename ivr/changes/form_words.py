"""What a check says of an entry, in words of a form: who fills it in knows no file, no key, no name of an entry."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ivr.findings import Finding, Language, Sentences, Value
from ivr.hours.day_words import date_words
from ivr.hours.words import words

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FORM_WORDS: Mapping[str, Mapping[Language, Sentences]] = {  # by the code of the check, whose values fill them
    "lapsed-closure": {
        "fr": ("C'est déjà passé : plus aucun appelant ne l'entendra.", "Écrivez des jours qui viennent."),
        "en": ("That is past already: no caller will hear it any more.", "Write days that are to come."),
    },
    "ill-fitting-reason": {
        "fr": (
            "Ces mots suivent un deux-points, et {what} ne va pas : « {text} ».",
            "Écrivez un groupe de mots sans point ni majuscule, comme « travaux dans nos locaux ».",
        ),
        "en": (
            "These words follow a colon, and {what} does not fit there: “{text}”.",
            "Write a group of words without capital or full stop, such as “works in our offices”.",
        ),
    },
    "open-anyway": {
        "fr": (
            "Cela couvre aussi des jours déjà ouverts, comme le {day} : ils gardent leurs horaires.",
            "Écrivez « {meant} » ; pour changer des horaires, choisissez « Autres horaires ».",
        ),
        "en": (
            "This also covers days that are open anyway, such as {day}: they keep their hours.",
            "Write “{meant}”; to change hours, choose “Other hours”.",
        ),
    },
    "unnamed-day": {
        "fr": ("Cela ouvre aussi le {day}, qui n'est pas nommé.", "Écrivez « {meant} », ou nommez aussi ce jour."),
        "en": ("This also opens {day}, which is not named.", "Write “{meant}”, or name that day too."),
    },
    "odd-hours": {
        "fr": (
            "Les heures sont inhabituelles, le {day} : {hours} (d'habitude : {usual}).",
            "Vérifiez chaque heure : 07:00 ou 17:00, 01:00 ou 13:00 ?",
        ),
        "en": (
            "The hours are odd, on {day}: {hours} (usually: {usual}).",
            "Check each: 07:00 or 17:00, 01:00 or 13:00?",
        ),
    },
    "whole-day-part": {
        "fr": (
            "Une partie de la journée seulement devait fermer, et il ne reste rien d'ouvert le {day}.",
            "Vérifiez l'heure : 15:00 plutôt que 3:00 ? Sinon choisissez « toute la journée ».",
        ),
        "en": (
            "A part of the day only was to be closed, and nothing stays open on {day}.",
            "Check the time: 15:00 rather than 3:00? Or else choose “all day”.",
        ),
    },
    "every-week": {
        "fr": (
            "Cela ferme toute la journée, chaque semaine, sans début ni fin.",
            "Dites de quand à quand : « mercredis de décembre ».",
        ),
        "en": (
            "This closes the whole day, every week, without a beginning or an end.",
            "Say from when to when: “Wednesdays in December”.",
        ),
    },
    "endless-closure": {
        "fr": ("Cela n'a pas de fin.", "Écrivez-la dès qu'elle est connue ; d'ici là, aucune réouverture n'est dite."),
        "en": ("This has no end.", "Write it as soon as it is known; until then no reopening is told."),
    },
    "far-end": {
        "fr": ("Cela ne finit que le {last}.", "Vérifiez l'année : est-ce {meant} ?"),
        "en": ("This ends as late as {last}.", "Check the year: is it {meant}?"),
    },
    "far-start": {
        "fr": ("Cela ne commence que le {first}.", "Vérifiez l'année : est-ce {meant} ?"),
        "en": ("This begins as late as {first}.", "Check the year: is it {meant}?"),
    },
    "outlived-day": {
        "fr": (
            "L'annonce dit « {word} », et serait encore dite quand ce ne sera plus vrai.",
            "Finissez-la plus tôt ({until}), ou écrivez une date à la place de « {word} ».",
        ),
        "en": (
            "The notice says “{word}”, and would still be said when it is no longer true.",
            "End it sooner ({until}), or write a date instead of “{word}”.",
        ),
    },
    "false-weekday": {
        "fr": ("L'annonce dit « {text} » : ce jour-là est un {weekday}.", "Corrigez le jour, ou la date."),
        "en": ("The notice says “{text}”: that day is a {weekday}.", "Correct the weekday, or the date."),
    },
    "long-bulletin": {
        "fr": (
            "L'annonce ({language}) dure {seconds} secondes ; {most} au plus.",
            "N'en gardez que ce qui change pour l'appelant ; le reste a sa place sur le site.",
        ),
        "en": (
            "The notice ({language}) takes {seconds} seconds; {most} at most.",
            "Keep what changes something for the caller; the rest belongs on the site.",
        ),
    },
}


def told_at_a_form(finding: Finding) -> Finding:
    """The same in words of a form, days in full; as it is where there are none."""
    told = FORM_WORDS.get(finding.code)
    known = {name for name, _ in finding.values}
    if told is None or not _asked(told) <= known:  # another kind may bear the same code
        return finding
    values = tuple((name, _in_full(value)) for name, value in finding.values)
    return replace(finding, fr=told["fr"], en=told["en"], values=values)


def _asked(told: Mapping[Language, Sentences]) -> set[str]:
    return set(re.findall(r"{(\w+)}", " ".join((*told["fr"], *told["en"]))))


def _in_full(value: Value) -> Value:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return value
    day = date.fromisoformat(value)
    return words(fr=date_words(day, "fr"), en=date_words(day, "en"))
