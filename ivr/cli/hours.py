"""`ivr hours`: when a line or a caisse is open, why, and how that is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from ivr import clock
from ivr.cli.commands import option, verb
from ivr.cli.hours_day import all_bodies, cause_words, day_hours, day_there, has_hours, print_day
from ivr.cli.hours_export import exports_of
from ivr.cli.hours_ical import as_ical
from ivr.cli.hours_json import KEYS, as_object, as_object_of_day, of_place
from ivr.cli.hours_place import place_meant, told_of_place
from ivr.cli.hours_schema_org import as_json_ld
from ivr.cli.hours_why import why_told
from ivr.cli.hours_words import day_words, say
from ivr.cli.known_schedules import known_schedules
from ivr.cli.language import Misuse, Refusal, language
from ivr.cli.moments import Day, at_option
from ivr.cli.printing import json_option, print_json, print_under
from ivr.hours.calendar import Calendar
from ivr.hours.rule import Rule
from ivr.hours.schedules import Caisse, Department, Schedules
from ivr.phone.moments import PARIS
from ivr.places.whose import Body, Found, OwnBody


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    at: datetime
    now: bool  # no other moment was asked for
    week: bool
    on: date | None  # a whole day, rather than a moment
    why: bool


@verb(
    "hours",
    fr="""PLACE est une ville (lyon, « saint-denis 974 »), un code postal, un département (69), une caisse (691), une
    ligne (national, mayotte, étranger) ou un régime (msa) ; sans lui, les trois lignes. Ainsi : ivr hours st etienne,
    ivr hours mayotte --week.""",
    en="""PLACE is a town (lyon, “saint-denis 974”), a postcode, a département (69), a caisse (691), a line (national,
    mayotte, abroad) or a régime (msa); without it, the three lines. Such as: ivr hours st etienne, ivr hours mayotte
    --week.""",
)
@click.argument("place", nargs=-1)
@at_option(fr="Moment", en="Moment", shown=True)
@option(
    "--week",
    is_flag=True,
    fr="Montrer les sept jours qui commencent ce jour-là.",
    en="Show the seven days that begin on that day.",
)
@option(
    "--why",
    is_flag=True,
    fr="Dire tout ce qui parle de ce jour-là, et ce qui décide.",
    en="Tell all that speaks of that day, and what decides.",
)
@option(
    "--on",
    type=Day(),
    metavar="24/12",
    fr="Montrer un jour entier, de tous ou de PLACE : « 24/12/2026 », « demain », « noël ».",
    en="Show a whole day, of all or of PLACE: “24/12/2026”, “tomorrow”, “christmas”.",
)
@json_option(*KEYS, fr="un objet par ligne, caisse ou organisme", en="an object a line, caisse or body")
@option(
    "--ical",
    is_flag=True,
    fr="Les heures sûres de 24 mois pour un agenda (iCalendar) : ivr hours lyon --ical > lyon.ics.",
    en="The sure hours of 24 months for a calendar program (iCalendar): ivr hours lyon --ical > lyon.ics.",
)
@option(
    "--schema-org",
    is_flag=True,
    fr="Les heures sûres de 24 mois pour une page web (JSON-LD, OpeningHoursSpecification).",
    en="The sure hours of 24 months for a web page (JSON-LD, OpeningHoursSpecification).",
)
def hours(
    place: tuple[str, ...],
    at: datetime | None,
    week: bool,
    why: bool,
    on: date | None,
    as_json: bool,
    ical: bool,
    schema_org: bool,
) -> None:
    """What is known of a place."""
    _refuse_together({"--on": on, "--at": at})
    _refuse_together({"--on": on, "--week": week})
    _refuse_together({"--on": on, "--why": why})
    _refuse_together({"--on": on, "--ical": ical, "--schema-org": schema_org})
    _refuse_together({"--json": as_json, "--ical": ical, "--schema-org": schema_org})
    asked = Asked(at or clock.now(), at is None, week, on, why)
    schedules = known_schedules()
    typed = " ".join(place)
    found = Found(all_bodies(schedules)) if on and not typed else place_meant(schedules, typed)
    if as_json:
        print_json([_object(schedules, body, asked) | of_place(found) for body in found.bodies])
    elif ical or schema_org:
        _export(found, typed, asked, ical)
    else:
        _print(schedules, found, typed, asked)


def _refuse_together(options: Mapping[str, object]) -> None:
    """Of what would be answered with one and not with the other."""
    given = [name for name, value in options.items() if value]
    if len(given) > 1:
        raise Misuse(say("one_of", options=", ".join(given)))


def _print(schedules: Schedules, found: Found, typed: str, asked: Asked) -> None:
    for line in told_of_place(found, typed):
        print_under(Console(highlight=False), "", escape(line))
    if asked.on and has_hours(found.bodies):
        print_day(schedules, found.bodies, asked.on)
    else:
        _print_told(schedules, found.bodies, asked)


def _export(found: Found, typed: str, asked: Asked, ical: bool) -> None:
    if not has_hours(found.bodies):
        raise Refusal(say("nothing", typed=typed))
    exports = exports_of(found.bodies, asked.at.astimezone(PARIS).date())
    if ical:
        click.echo(as_ical(exports, clock.now()), nl=False)
    else:
        print_json(as_json_ld(exports))


def _object(schedules: Schedules, body: Body, asked: Asked) -> dict[str, Any]:
    if asked.on:
        return as_object_of_day(schedules, body, asked.on)
    return as_object(schedules, body, asked.at, asked.week)


def _print_told(schedules: Schedules, bodies: tuple[Body, ...], asked: Asked) -> None:
    console = Console(highlight=False)
    for alike in _alike(bodies):
        for line in told(schedules, alike, asked):
            print_under(console, line[: len(line) - len(line.lstrip())], line.lstrip())
        console.print()


def told(schedules: Schedules, alike: tuple[Body, ...], asked: Asked) -> Iterator[str]:
    """What is known of lines, caisses or régimes that are open alike, line by line."""
    body = alike[0]
    if isinstance(body, OwnBody):
        yield say("own", where=body.names[language()], code=body.code)
        return
    if isinstance(body, Department):
        regime = schedules.regimes[body.regime]
        site = say("site", site=regime.site) if regime.site else ""
        where = _capital(body.names[language()])
        yield say("local", where=where, name=regime.names[language()], site=site)
        return
    for each in alike:
        code = f" ({say('caisse', code=each.code)})" if isinstance(each, Caisse) else ""
        yield f"[bold]{escape(_capital(each.names[language()]))}[/bold]{code}"
    if body.rule is None:
        number = body.number if not isinstance(body, Caisse) else ""
        yield "  " + say("no_hours", number=say("number", number=number) if number else "")
    else:
        yield from (f"  {line}" for line in _opening(schedules, body.rule, asked))
    yield from (f"  {line}" for line in _known_by(body, day_there(body, asked.at)))


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
    yield _clock(here)
    yield _state(calendar, here)
    opening = calendar.next_opening(here)
    yield say("next", day=day_words(opening), at=opening) if opening else say("never")
    yield say("now" if asked.now else "today", spans=escape(day_hours(calendar.actual_of(here.date()))))
    if asked.why:
        yield from (f"  {escape(line)}" for line in why_told(rule, here.date()))
    if asked.week:
        for day, _ in calendar.week(here.date()):
            yield f"  {day_words(day):<28} {escape(day_hours(calendar.actual_of(day)))}"


def _clock(here: datetime) -> str:
    there = here.astimezone(PARIS)
    elsewhere = say("elsewhere", there=there) if there.utcoffset() != here.utcoffset() else ""
    return say("moment", day=day_words(here.date()), at=here) + elsewhere + f" — {here.tzinfo}"


def _state(calendar: Calendar, here: datetime) -> str:
    until, cause = calendar.closes(here), calendar.why(here)
    if calendar.state(here) == "perhaps":
        why = say("around") if cause.kind == "hours" else cause_words(cause)
        return f"[yellow]{say('perhaps', why=escape(why))}[/yellow]"
    if until is None:
        return f"[red]{say('closed', why=escape(cause_words(cause)))}[/red]"
    early = [cause for (_, cause) in calendar.actual_of(here.date()).cuts if calendar.why(until) == cause]
    causes = [cause] * (cause.kind in ("opening", "other")) + early
    special = f" ({escape(', '.join(map(cause_words, causes)))})" if causes else ""
    return f"[green]{say('open', until=until)}[/green]{special}"


def _known_by(body: Body, day: date) -> Iterator[str]:
    if isinstance(body, Department | OwnBody):
        return
    known = body.vouched_on(day)
    if known.assumed:
        yield f"[yellow]{say('assumed')}[/yellow]"
    checked = say("checked", day=day_words(known.checked)) if known.checked else ""
    if known.source:
        yield say("source", source=escape(known.source)) + checked


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
