"""`ivr hours --why`: everything that speaks of a day, and which of it counts."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from ivr.cli.hours_day import spans_words
from ivr.cli.hours_words import say
from ivr.cli.language import chosen, language
from ivr.findings import NOWHERE
from ivr.hours.explained import Verdict, Voice, What, emergencies_of, voices
from ivr.hours.rule import Rule
from ivr.phone.moments import PARIS

WHATS: Mapping[What, tuple[str, str]] = {
    "usual": ("semaine habituelle ({hours})", "the usual week ({hours})"),
    "holiday": ("jour férié ({words})", "public holiday ({words})"),
    "closure": ("fermeture « {name} »", "closure “{name}”"),
    "opening": ("ouverture « {name} » ({hours})", "opening “{name}” ({hours})"),
    "other": ("autres horaires « {name} » ({hours})", "other hours “{name}” ({hours})"),
    "emergency": ("urgence « {name} »", "emergency “{name}”"),
}
VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    "gives": ("décide", "decides"),
    "cuts": ("retire {part}", "takes out {part}"),
    "idle": ("n'a rien à retirer", "has nothing to take out"),
    "on_holiday": ("ne vaut pas un jour férié, sauf « even: holidays »", "not on a holiday, unless “even: holidays”"),
    "on_closed_day": (
        "ne vaut pas un jour fermé, sauf « even: closures »",
        "not on a closed day, unless “even: closures”",
    ),
    "open_anyway": (
        "le jour est déjà ouvert ; pour changer ses heures : section « hours »",
        "the day is open anyway; to change its hours: section “hours”",
    ),
    "no_hours": ("le jour n'a pas d'heures à changer", "the day has no hours to change"),
    "outdone": ("autre chose passe avant", "something else comes first"),
    "doubt": ("personne ne l'a confirmé", "nobody has confirmed it"),
}


def why_told(rule: Rule, day: date) -> Iterator[str]:
    """What speaks of a day by a rule, a line each, what decides marked."""
    for voice in voices(rule, day):
        mark = "→" if voice.verdict in ("gives", "cuts", "doubt") else "·"
        yield f"{mark} {_what(voice)}{_place(voice)} : {_verdict(voice)}"
    for emergency in emergencies_of(rule, day):
        told = chosen(WHATS["emergency"]).format(name=emergency.name)
        end = _paris(emergency.end) if emergency.end else ""
        yield f"→ {told} : {say('from_until' if end else 'from_on', start=_paris(emergency.start), end=end)}"


def _what(voice: Voice) -> str:
    hours = spans_words(voice.spans) or say("shut")
    return chosen(WHATS[voice.what]).format(name=voice.name, hours=hours, words=voice.words.get(language(), ""))


def _place(voice: Voice) -> str:
    return f" [{voice.place}]" if voice.place is not NOWHERE else ""


def _verdict(voice: Voice) -> str:
    return chosen(VERDICTS[voice.verdict]).format(part=spans_words((voice.part,)) if voice.part else "")


def _paris(moment: datetime) -> str:
    return f"{moment.astimezone(PARIS):%d/%m %H:%M}"
