"""The form that closes at once: what was filled in, what it means, and what is wrong at which field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ivr.changes.emergencies import closing
from ivr.changes.reasons import reasons_for
from ivr.changes.scope import places_of_scope
from ivr.changes.typed import moment_meant, places_of, where_meant
from ivr.console.now.board import Body, key_of
from ivr.content.changes import Change, Written
from ivr.content.fields import UNKNOWN
from ivr.content.whom import Places
from ivr.findings import Finding
from ivr.hours.rule import Emergency
from ivr.hours.schedules import Schedules
from ivr.hours.words import NO_WORDS, Words, words
from ivr.phone.moments import read_moment

NAMED = 3  # that are told by name
HOUR = timedelta(hours=1)
OWN, SOME, OTHER = "own", "some", "other"
WHOM: Mapping[str, Words] = {
    "all": words(fr="Tout le monde", en="Everybody"),
    "national": words(fr="Le 36 46 et les caisses", en="36 46 and the caisses"),
    "mayotte": words(fr="Mayotte", en="Mayotte"),
    "abroad": words(fr="Depuis l'étranger", en="From abroad"),
    OWN: words(fr="Mon périmètre", en="All that is mine"),
    SOME: words(fr="Certains", en="Some"),
}
UNTIL: Mapping[str, Words] = {
    "unknown": words(fr="Jusqu'à nouvel ordre", en="Until further notice"),
    "hour": words(fr="Dans une heure", en="In an hour"),
    "day": words(fr="Fin de journée", en="End of the day"),
    "moment": words(fr="À un autre moment", en="At another moment"),
}
REASONS: Mapping[str, Words] = {one.words["fr"]: one.words for one in reasons_for("emergency")}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was filled in; as it is, nothing was: an outage of everybody, until further notice."""

    whom: str
    who: str = ""  # names, commas between them, where `whom` is "some"
    why: str = next(iter(REASONS))
    fr: str = ""
    en: str = ""
    until: str = "unknown"
    moment: str = ""
    key: str = ""  # of this form: sent twice, it publishes once


@dataclass(frozen=True, slots=True)
class Outage:
    """What it means. `wrong`: sentences by field; with any of them nothing can be published."""

    where: tuple[str, ...]
    places: Places
    reason: Words
    start: datetime
    end: datetime | None
    wrong: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)

    @property
    def emergency(self) -> Emergency:
        """As a calendar has it."""
        return Emergency(self.start, self.end, self.reason, "")

    def draft(self, name: str) -> Change:
        """As it is published."""
        where: Written = self.where[0] if len(self.where) == 1 else [*self.where]
        return closing(name, where, self.reason, self.start, self.end)


def whom_for(schedules: Schedules, scope: tuple[str, ...]) -> Mapping[str, Words]:
    """The choices that somebody has: only what is theirs."""
    own = places_of_scope(schedules, scope)
    known = {name for name in WHOM if name not in (OWN, SOME) and (places_of(schedules, (name,)) or {name}) <= own}
    offered = known | {SOME} if "all" in known else known | {OWN, SOME}
    return {name: told for name, told in WHOM.items() if name in offered}


def read_outage(typed: Typed, schedules: Schedules, scope: tuple[str, ...], now: datetime) -> Outage:
    """What was filled in, seen from a moment."""
    start = now.replace(second=0, microsecond=0)
    where, whom_wrong = _where(typed, schedules, scope)
    reason, why_wrong = _reason(typed)
    end, until_wrong = _end(typed, start)
    wrong = {"whom": whom_wrong, "why": why_wrong, "until": until_wrong}
    places = places_of(schedules, where) if where else None
    told = {name: sentences for name, sentences in wrong.items() if sentences}
    return Outage(where, places or frozenset(), reason, start, end, told)


Read = tuple[Words, ...]  # what is wrong


def _where(typed: Typed, schedules: Schedules, scope: tuple[str, ...]) -> tuple[tuple[str, ...], Read]:
    if typed.whom == SOME:
        names = [name.strip() for name in typed.who.replace(";", ",").split(",") if name.strip()]
        where, faults = where_meant(schedules, names)
        wrong = tuple(map(_told, faults))
        if not names:
            wrong = (words(fr="Qui ? Tapez une ville, un département ou une caisse.", en="Who? Type a town or code."),)
    else:
        where = scope if typed.whom == OWN else (typed.whom,)
        wrong = () if typed.whom in WHOM else (words(fr="Choisissez qui fermer.", en="Choose whom to close."),)
    if wrong:
        return where, wrong
    beyond = (places_of(schedules, where) or frozenset()) - places_of_scope(schedules, scope)
    return where, (_beyond(schedules, beyond),) if beyond else ()


def _beyond(schedules: Schedules, places: Places) -> Words:
    """Whose hours are not theirs to change, the first few by name."""

    def named(language: str) -> str:
        bodies: tuple[Body, ...] = (*schedules.lines.values(), *schedules.caisses.values())
        return ", ".join([one.names[language] for one in bodies if key_of(one) in places][:NAMED])

    more = "…" if len(places) > NAMED else ""
    return words(
        fr=f"Hors de votre périmètre : {named('fr')}{more}. Demandez à une personne dont c'est le périmètre.",
        en=f"Outside what is yours to change: {named('en')}{more}. Ask somebody whose it is.",
    )


def _reason(typed: Typed) -> tuple[Words, Read]:
    if typed.why != OTHER:
        known = REASONS.get(typed.why)
        return (known, ()) if known else (NO_WORDS, (words(fr="Choisissez une raison.", en="Choose why."),))
    reason = words(fr=typed.fr.strip().rstrip("."), en=typed.en.strip().rstrip("."))
    if reason["fr"] and reason["en"]:
        return reason, ()
    missing = words(
        fr="Écrivez la raison dans les deux langues : les appelants l'entendent dans la leur.",
        en="Write the reason in both languages: callers hear it in theirs.",
    )
    return reason, (missing,)


def _end(typed: Typed, start: datetime) -> tuple[datetime | None, Read]:
    match typed.until:
        case "unknown":
            return None, ()
        case "hour":
            return start + HOUR, ()
        case "day":
            return _moment("fin de journée", start)
        case "moment":
            return _moment(typed.moment, start)
    return None, (words(fr="Choisissez jusqu'à quand.", en="Choose until when."),)


def _moment(typed: str, start: datetime) -> tuple[datetime | None, Read]:
    if not typed.strip():
        return None, (words(fr="Jusqu'à quand ? « 18h », « demain 9h ».", en="Until when? “18:00”, “tomorrow 9am”."),)
    meant, fault = moment_meant(typed, start, ends=True)
    if fault:
        return None, (_told(fault),)
    if meant == UNKNOWN:
        return None, ()
    end = read_moment(meant)
    if end > start:
        return end, ()
    return end, (words(fr=f"C'est déjà passé ({meant}).", en=f"That is past already ({meant})."),)


def _told(fault: Finding) -> Words:
    return words(**{name: f"{fault.sentence(name)} {fault.mend(name)}" for name in ("fr", "en")})
