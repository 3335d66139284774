"""`ivr hours`: when a line or a caisse is open, why, and how that is known."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import click
from babel.dates import format_date
from rich.console import Console
from rich.markup import escape

from ivr import clock
from ivr.cli.language import Refusal, Verb, english_option, language, refused
from ivr.cli.moments import the_moment
from ivr.cli.whose import OWN_BODIES, Body, find, own_body
from ivr.cli.wrapping import print_under
from ivr.content.faults import ContentError
from ivr.content.schedules import read_schedules
from ivr.findings import Language
from ivr.hours.calendar import Calendar, Cause
from ivr.hours.rule import Rule, Spans
from ivr.hours.schedules import Caisse, Department, Line, Schedules
from ivr.phone.moments import PARIS
from ivr.settings import Settings, SettingsError, read_settings

TEXTS = {
    "fr": {
        "open": "OUVERT jusqu'à {until:%H:%M}",
        "closed": "FERMÉ : {why}",
        "hours": "ce n'est pas l'heure",
        "weekend": "fin de semaine",
        "holiday": "jour férié ({words})",
        "closure": "fermeture ({words})",
        "opening": "ouverture exceptionnelle ({words})",
        "emergency": "fermeture d'urgence ({words})",
        "next": "Prochaine ouverture : {day} à {at:%H:%M}",
        "never": "Prochaine ouverture : inconnue à plus d'un an",
        "today": "Ce jour-là : {spans}",
        "now": "Aujourd'hui : {spans}",
        "shut": "fermé",
        "moment": "{day}, {at:%H:%M}",
        "elsewhere": " ({there:%H:%M} à Paris)",
        "source": "Source : {source}",
        "checked": ", vérifiée le {day}",
        "assumed": "Horaires SUPPOSÉS : personne ne les a encore confirmés",
        "caisse": "caisse {code}",
        "unknown": "Je ne connais pas « {typed} ».",
        "near": "Vouliez-vous dire : {near} ?",
        "help": "Tapez une ligne (national, mayotte, étranger), un département (69), une caisse (691) ou un nom.",
        "local": "{where} : les lignes n'y joignent personne ; son organisme est {name}{site}.",
        "no_hours": "Horaires : inconnus{number}.",
        "number": " ; numéro {number}",
        "site": " ({site})",
        "faulty": "Les horaires ne peuvent pas être lus :",
        "own": "{where} ({code}) : organisme propre, hors de cette ligne.",
    },
    "en": {
        "open": "OPEN until {until:%H:%M}",
        "closed": "CLOSED: {why}",
        "hours": "not at this hour",
        "weekend": "weekend",
        "holiday": "public holiday ({words})",
        "closure": "closure ({words})",
        "opening": "exceptional opening ({words})",
        "emergency": "emergency closure ({words})",
        "next": "Next opening: {day} at {at:%H:%M}",
        "never": "Next opening: none known for more than a year",
        "today": "That day: {spans}",
        "now": "Today: {spans}",
        "shut": "closed",
        "moment": "{day}, {at:%H:%M}",
        "elsewhere": " ({there:%H:%M} in Paris)",
        "source": "Source: {source}",
        "checked": ", checked on {day}",
        "assumed": "ASSUMED hours: nobody has confirmed them yet",
        "caisse": "code {code}",
        "unknown": "I don't know “{typed}”.",
        "near": "Did you mean: {near}?",
        "help": "Type a line (national, mayotte, abroad), a département (69), a caisse (691) or a name.",
        "local": "{where}: the lines reach nobody there; its body is {name}{site}.",
        "no_hours": "Hours: unknown{number}.",
        "number": "; number {number}",
        "site": " ({site})",
        "faulty": "The schedules can't be read:",
        "own": "{where} ({code}): a body of its own, not reached by this line.",
    },
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    at: datetime
    now: bool  # no other moment was asked for
    week: bool
    language: Language

    def say(self, key: str, **values: object) -> str:
        return TEXTS[self.language][key].format(**values)

    def day(self, day: date) -> str:
        return format_date(day, "EEEE d MMMM y", locale=self.language)


@click.command("hours", cls=Verb)
@click.argument("place", nargs=-1)
@click.option("--at", "at", metavar="MOMENT", help="« 2026-12-25 09:00 », à l'heure de Paris ; maintenant sinon.")
@click.option("--week", is_flag=True, help="Montrer les sept jours qui commencent ce jour-là.")
@english_option
def hours(place: tuple[str, ...], at: str | None, week: bool) -> None:
    """Quand une ligne ou une caisse est ouverte, et pourquoi : ivr hours 69, ivr hours mayotte --week.

    PLACE est une ligne (national, mayotte, étranger), un département, un code postal, un code de caisse ou un nom ;
    sans lui, les trois lignes.
    """
    asked = Asked(_moment(at), at is None, week, language())
    schedules = _schedules()
    console = Console(highlight=False)
    typed = " ".join(place)
    if code := own_body(typed):
        console.print(asked.say("own", where=OWN_BODIES[code][asked.language], code=code), soft_wrap=True)
        return
    for alike in _alike(_bodies(schedules, typed, asked)):
        for line in told(schedules, alike, asked):
            print_under(console, line[: len(line) - len(line.lstrip())], line.lstrip())
        console.print()


def told(schedules: Schedules, alike: tuple[Body, ...], asked: Asked) -> Iterator[str]:
    """What is known of lines, caisses or régimes that are open alike, line by line."""
    body = alike[0]
    if isinstance(body, Department):
        regime = schedules.regimes[body.regime]
        site = asked.say("site", site=regime.site) if regime.site else ""
        where = _capital(body.names[asked.language])
        yield asked.say("local", where=where, name=regime.names[asked.language], site=site)
        return
    for each in alike:
        code = f" ({asked.say('caisse', code=each.code)})" if isinstance(each, Caisse) else ""
        yield f"[bold]{escape(_capital(each.names[asked.language]))}[/bold]{code}"
    if body.rule is None:
        number = body.number if not isinstance(body, Caisse) else ""
        yield "  " + asked.say("no_hours", number=asked.say("number", number=number) if number else "")
    else:
        yield from (f"  {line}" for line in _opening(schedules, body.rule, asked))
    yield from (f"  {line}" for line in _known_by(body, asked))


def _alike(bodies: tuple[Body, ...]) -> Iterator[tuple[Body, ...]]:
    """Caisses whose hours and sources are equal, together: the four of the Nord are told once."""
    groups: dict[object, tuple[Body, ...]] = {}
    for body in bodies:
        key = (body.rule, body.assumed, body.source) if isinstance(body, Caisse) else body
        groups[key] = (*groups.get(key, ()), body)
    yield from groups.values()


def _opening(schedules: Schedules, rule: Rule, asked: Asked) -> Iterator[str]:
    calendar = schedules.calendar(rule, asked.at)
    here = asked.at.astimezone(calendar.zone)
    yield _clock(here, asked)
    yield _state(calendar, here, asked)
    opening = calendar.next_opening(here)
    yield asked.say("next", day=asked.day(opening), at=opening) if opening else asked.say("never")
    yield asked.say("now" if asked.now else "today", spans=_day(calendar, here.date(), asked))
    if asked.week:
        for day, _ in calendar.week(here.date()):
            yield f"  {asked.day(day):<28} {_day(calendar, day, asked)}"


def _clock(here: datetime, asked: Asked) -> str:
    there = here.astimezone(PARIS)
    elsewhere = asked.say("elsewhere", there=there) if there.utcoffset() != here.utcoffset() else ""
    return asked.say("moment", day=asked.day(here.date()), at=here) + elsewhere + f" — {here.tzinfo}"


def _state(calendar: Calendar, here: datetime, asked: Asked) -> str:
    until, cause = calendar.closes(here), calendar.why(here)
    if until is None:
        return f"[red]{asked.say('closed', why=_why(cause, asked))}[/red]"
    special = f" ({_why(cause, asked)})" if cause.kind == "opening" else ""
    return f"[green]{asked.say('open', until=until)}[/green]{special}"


def _why(cause: Cause, asked: Asked) -> str:
    return asked.say(cause.kind, words=escape(cause.words.get(asked.language, "")))


def _day(calendar: Calendar, day: date, asked: Asked) -> str:
    """The hours of a day, and what makes them unusual."""
    cause, spans = calendar.cause_of(day), _spans(calendar.spans_of(day))
    if spans:
        return spans if cause.kind == "hours" else f"{spans} : {_why(cause, asked)}"
    return asked.say("shut") if cause.kind in ("hours", "weekend") else f"{asked.say('shut')} : {_why(cause, asked)}"


def _spans(spans: Spans) -> str:
    return ", ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans)


def _known_by(body: Body, asked: Asked) -> Iterator[str]:
    if isinstance(body, Department):
        return
    if isinstance(body, Caisse | Line) and body.assumed:
        yield f"[yellow]{asked.say('assumed')}[/yellow]"
    checked = asked.say("checked", day=asked.day(body.checked)) if body.checked else ""
    if body.source:
        yield asked.say("source", source=escape(body.source)) + checked


def _bodies(schedules: Schedules, typed: str, asked: Asked) -> tuple[Body, ...]:
    if not typed.strip():
        return tuple(schedules.lines.values())
    found = find(schedules, typed)
    if not found.bodies:
        near = asked.say("near", near=", ".join(found.near)) if found.near else asked.say("help")
        raise Refusal(f"{asked.say('unknown', typed=typed)} {near}")
    return found.bodies


def _schedules() -> Schedules:
    try:
        settings: Settings = read_settings(os.environ)
        return read_schedules(settings.content_folder / "schedules")
    except SettingsError as error:
        raise refused(error) from error
    except ContentError as error:
        raise Refusal(f"{TEXTS[language()]['faulty']}\n{error.told(language())}") from error


def _moment(text: str | None) -> datetime:
    return the_moment(text) if text else clock.now()


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
