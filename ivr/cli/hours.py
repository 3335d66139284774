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
from ivr.cli.commands import option, verb
from ivr.cli.hours_json import KEYS, as_object, own_body_as_object
from ivr.cli.hours_words import TEXTS
from ivr.cli.language import Refusal, chosen, language
from ivr.cli.moments import the_moment
from ivr.cli.printing import json_option, print_json, print_under
from ivr.cli.whose import OWN_BODIES, Body, find, own_body
from ivr.content.schedules import read_schedules
from ivr.findings import Language
from ivr.hours.calendar import Calendar
from ivr.hours.planned import Cause
from ivr.hours.rule import Rule, Spans
from ivr.hours.schedules import Caisse, Department, Schedules
from ivr.phone.moments import PARIS
from ivr.settings import read_settings


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    at: datetime
    now: bool  # no other moment was asked for
    week: bool
    language: Language

    def say(self, key: str, **values: object) -> str:
        return chosen(TEXTS[key]).format(**values)

    def day(self, day: date) -> str:
        return format_date(day, "EEEE d MMMM y", locale=self.language)


@verb(
    "hours",
    fr="""PLACE est une ligne (national, mayotte, étranger), un département, un code postal, un code de caisse ou un
    nom ; sans lui, les trois lignes. Ainsi : ivr hours 69, ivr hours mayotte --week.""",
    en="""PLACE is a line (national, mayotte, abroad), a département, a postcode, the code of a caisse or a name;
    without it, the three lines. Such as: ivr hours 69, ivr hours mayotte --week.""",
)
@click.argument("place", nargs=-1)
@option(
    "--at",
    metavar="MOMENT",
    fr="« 2026-12-25 09:00 », à l'heure de Paris ; maintenant sinon.",
    en="“2026-12-25 09:00”, time in Paris; else now.",
)
@option(
    "--week",
    is_flag=True,
    fr="Montrer les sept jours qui commencent ce jour-là.",
    en="Show the seven days that begin on that day.",
)
@json_option(*KEYS, fr="un objet par ligne, caisse ou organisme", en="an object a line, caisse or body")
def hours(place: tuple[str, ...], at: str | None, week: bool, as_json: bool) -> None:
    """What is known of a place."""
    asked = Asked(_moment(at), at is None, week, language())
    schedules = _schedules()
    typed = " ".join(place)
    code = own_body(typed)
    if as_json:
        found = () if code else _bodies(schedules, typed, asked)
        own = [own_body_as_object(code, asked.at)] if code else []
        print_json(own + [as_object(schedules, body, asked.at, week) for body in found])
        return
    console = Console(highlight=False)
    if code:
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
        key = (body.rule, body.vouched) if isinstance(body, Caisse) else body
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
    if calendar.state(here) == "perhaps":
        return f"[yellow]{asked.say('perhaps', why=_why(cause, asked))}[/yellow]"
    if until is None:
        return f"[red]{asked.say('closed', why=_why(cause, asked))}[/red]"
    special = f" ({_why(cause, asked)})" if cause.kind in ("opening", "other") else ""
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
    known = body.vouched_on(asked.at.date())
    if known.assumed:
        yield f"[yellow]{asked.say('assumed')}[/yellow]"
    checked = asked.say("checked", day=asked.day(known.checked)) if known.checked else ""
    if known.source:
        yield asked.say("source", source=escape(known.source)) + checked


def _bodies(schedules: Schedules, typed: str, asked: Asked) -> tuple[Body, ...]:
    if not typed.strip():
        return tuple(schedules.lines.values())
    found = find(schedules, typed)
    if not found.bodies:
        near = asked.say("near", near=", ".join(found.near)) if found.near else asked.say("help")
        raise Refusal(f"{asked.say('unknown', typed=typed)} {near}")
    return found.bodies


def _schedules() -> Schedules:
    return read_schedules(read_settings(os.environ).content_folder / "schedules")


def _moment(text: str | None) -> datetime:
    return the_moment(text) if text else clock.now()


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
