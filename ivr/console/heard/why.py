"""Why somebody is open or closed at a moment, in words: the state, and everything that speaks of that day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ivr.changes.impact_words import clock_words
from ivr.findings import LANGUAGES, Language
from ivr.hours.calendar import State
from ivr.hours.day_words import date_words
from ivr.hours.explained import Verdict, Voice, What, emergencies_of, voices
from ivr.hours.planned import Cause
from ivr.hours.rule import DAY_END, Spans
from ivr.hours.schedules import Caisse, Line, Schedules
from ivr.hours.words import Words, words

Section = Literal["closures", "openings", "hours", "emergencies", ""]

STATES: Mapping[State, Words] = {
    "open": words(fr="Ouvert", en="Open"),
    "perhaps": words(fr="Peut-être ouvert", en="Perhaps open"),
    "closed": words(fr="Fermé", en="Closed"),
}
CAUSES: Mapping[str, Words] = {
    "hours": words(fr="horaires habituels", en="the usual hours"),
    "weekend": words(fr="fin de semaine", en="weekend"),
    "holiday": words(fr="jour férié", en="public holiday"),
    "closure": words(fr="fermeture", en="closure"),
    "opening": words(fr="ouverture exceptionnelle", en="exceptional opening"),
    "other": words(fr="autres horaires", en="other hours"),
    "unsure": words(fr="peut-être férié, personne ne l'a confirmé", en="perhaps a holiday, nobody has confirmed it"),
    "emergency": words(fr="fermeture d'urgence", en="emergency closure"),
}
WHATS: Mapping[What, Words] = {
    "usual": words(fr="Semaine habituelle", en="The usual week"),
    "holiday": words(fr="Jour férié", en="Public holiday"),
    "closure": words(fr="Fermeture", en="Closure"),
    "opening": words(fr="Ouverture", en="Opening"),
    "other": words(fr="Autres horaires", en="Other hours"),
    "emergency": words(fr="Urgence", en="Emergency"),
}
VERDICTS: Mapping[Verdict, Words] = {
    "gives": words(fr="décide", en="decides"),
    "cuts": words(fr="retire une partie de la journée", en="takes out a part of the day"),
    "idle": words(fr="n'a rien à retirer", en="has nothing to take out"),
    "on_holiday": words(fr="ne vaut pas un jour férié", en="doesn't hold on a holiday"),
    "on_closed_day": words(fr="ne vaut pas un jour fermé", en="doesn't hold on a closed day"),
    "open_anyway": words(fr="le jour est déjà ouvert", en="the day is open anyway"),
    "no_hours": words(fr="le jour n'a pas d'heures à changer", en="the day has no hours to change"),
    "outdone": words(fr="autre chose passe avant", en="something else comes first"),
    "doubt": words(fr="personne ne l'a confirmé", en="nobody has confirmed it"),
}
SECTIONS: Mapping[What, Section] = {
    "closure": "closures",
    "opening": "openings",
    "other": "hours",
    "emergency": "emergencies",
}
DECIDING: tuple[Verdict, ...] = ("gives", "cuts", "doubt")


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks of the day. `section` and `name` are those of an entry; `decides`: it counts."""

    what: Words
    told: Words  # its words, or its hours
    verdict: Words
    decides: bool
    section: Section = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """How it stands, why, until when, and all that speaks of that day."""

    state: State
    words: Words
    cause: Words
    until: Words
    reasons: tuple[Reason, ...]


def why_at(schedules: Schedules, body: Line | Caisse, at: datetime) -> Why:
    """Why a line or caisse stands as it does."""
    calendar = schedules.calendar(body.rule, at)
    state, cause = calendar.state(at), calendar.why(at)
    until = calendar.closes(at) if state == "open" else calendar.next_opening(at)
    day = at.astimezone(calendar.zone).date()
    reasons = [_reason(voice) for voice in voices(body.rule, day)]
    reasons += [
        Reason(WHATS["emergency"], one.reason, VERDICTS["cuts"], True, "emergencies", one.name)
        for one in emergencies_of(body.rule, day)
    ]
    return Why(state, STATES[state], _cause(cause, state), _until(until, state), tuple(reasons))


def _reason(voice: Voice) -> Reason:
    spans: Spans = (voice.part,) if voice.part else voice.spans
    hours = words(**{language: _spans(spans, language) for language in LANGUAGES})
    told = voice.words if voice.what == "holiday" else hours
    if voice.part is None and voice.what == "closure":
        told = words(fr="toute la journée", en="the whole day")
    decides = voice.verdict in DECIDING
    return Reason(WHATS[voice.what], told, VERDICTS[voice.verdict], decides, SECTIONS.get(voice.what, ""), voice.name)


def _spans(spans: Spans, language: Language) -> str:
    """ "8 h 30–12 h, 13 h–17 h"; "fermé" where there are none."""
    midnight = {"fr": "minuit", "en": "midnight"}[language]
    told = (
        f"{clock_words(start, language)}–{midnight if end == DAY_END else clock_words(end, language)}"
        for start, end in spans
    )
    return ", ".join(told) or {"fr": "fermé", "en": "closed"}[language]


def _cause(cause: Cause, state: State) -> Words:
    """ "fermeture : mouvement social"."""
    told = CAUSES[cause.kind]
    if cause.kind == "hours" and state == "closed":
        told = words(fr="ce n'est pas l'heure", en="not at this hour")
    if cause.kind == "hours" and state == "perhaps":
        told = words(fr="avant ou après des horaires supposés", en="before or after hours that are assumed")
    if not cause.words:
        return told
    return words(fr=f"{told['fr']} : {cause.words['fr']}", en=f"{told['en']}: {cause.words['en']}")


def _until(at: datetime | None, state: State) -> Words:
    """ "jusqu'à 17 h", "rouvre vendredi 27 novembre 2026 à 8 h 30" by the place's own clock."""
    if at is None:
        return words(fr="réouverture inconnue", en="no reopening is known")
    clock = {language: clock_words(at.time(), language) for language in LANGUAGES}
    if state == "open":
        return words(fr=f"jusqu'à {clock['fr']}", en=f"until {clock['en']}")
    day = dict(_days(at))
    return words(fr=f"rouvre {day['fr']} à {clock['fr']}", en=f"opens again on {day['en']} at {clock['en']}")


def _days(at: datetime) -> Iterator[tuple[Language, str]]:
    return ((language, date_words(at.date(), language)) for language in LANGUAGES)
