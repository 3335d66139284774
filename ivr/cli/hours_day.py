"""What `ivr hours` says of a day: the hours of one body, and those of all of them as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click

from ivr.cli.hours_words import day_words, say
from ivr.cli.language import language
from ivr.cli.printing import print_table
from ivr.hours.calendar import Calendar
from ivr.hours.planned import Cause, Day
from ivr.hours.rule import DAY_END, Rule, Spans
from ivr.hours.schedules import Caisse, Line, Regime, Schedules
from ivr.phone.moments import PARIS
from ivr.places.whose import Body, Keeping

HEADS = {"fr": ("Qui", "Horaires", "Pourquoi"), "en": ("Who", "Hours", "Why")}
NAMED = 3  # caisses of a row that are told by name
NOON = time(12)
PLAIN = ("hours", "weekend")


def hours_words(day: Day) -> str:
    """ "08:30-12:00", "fermé"; "peut-être 08:30-17:00" on a day of which nothing is sure."""
    return spans_words(day.spans) if day.spans else _perhaps_words(day) or say("shut")


def margin_words(day: Day) -> str:
    """ "peut-être 07:30-08:30, 17:00-18:00" around hours that are assumed; nothing where there are none."""
    return _perhaps_words(day) if day.spans else ""


def _perhaps_words(day: Day) -> str:
    return say("maybe", spans=spans_words(day.perhaps)) if day.perhaps else ""


def why_words(day: Day) -> str:
    """What makes the hours of a day unusual; nothing where they are the usual ones."""
    causes = [] if day.cause.kind in PLAIN else [cause_words(day.cause)]
    causes += [say("part", span=spans_words((part,)), why=cause_words(cause)) for part, cause in day.cuts]
    return ", ".join(causes)


def day_hours(day: Day) -> str:
    """All of it, in a line: "08:30-12:00 : 12:00-24:00 fermeture (réunion)"."""
    why, margin = why_words(day), margin_words(day)
    hours = f"{hours_words(day)} ({margin})" if margin else hours_words(day)
    return f"{hours} : {why}" if why else hours


def cause_words(cause: Cause) -> str:
    """ "jour férié (Noël)"; other hours need no reason."""
    return say(cause.kind, words=cause.words.get(language(), "")).removesuffix(" ()")


def spans_words(spans: Spans) -> str:
    """ "08:30-12:00, 13:30-17:00"."""
    return ", ".join(f"{start:%H:%M}-{'24:00' if end == DAY_END else f'{end:%H:%M}'}" for start, end in spans)


# -- all of them -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """What is alike in the day of several bodies."""

    kind: type[Keeping]
    hours: str
    why: str


def all_bodies(schedules: Schedules) -> tuple[Body, ...]:
    """Lines, caisses, and régimes of which hours are known."""
    regimes = (regime for regime in schedules.regimes.values() if regime.rule)
    return (*schedules.lines.values(), *schedules.caisses.values(), *regimes)


def day_there(body: Body, at: datetime) -> date:
    """The day that a moment belongs to where a body is; in Paris, where its hours are not known."""
    rule = body.rule if isinstance(body, Line | Caisse | Regime) else None
    return at.astimezone(ZoneInfo(rule.zone) if rule else PARIS).date()


def has_hours(bodies: Iterable[Body]) -> bool:
    """Whether hours of one of them are known."""
    return any(isinstance(body, Line | Caisse | Regime) and body.rule for body in bodies)


def print_day(schedules: Schedules, bodies: Iterable[Body], day: date) -> None:
    """The day of those that have hours, alike ones in one row: the lines first, then the row of most caisses."""
    alike: dict[Row, list[Keeping]] = {}
    for body in bodies:
        if isinstance(body, Line | Caisse | Regime) and body.rule:
            alike.setdefault(_row(schedules, body, body.rule, day), []).append(body)
    kinds = list(dict.fromkeys(row.kind for row in alike))
    rows = sorted(alike.items(), key=lambda item: (kinds.index(item[0].kind), -len(item[1])))
    click.echo(say("on", day=_capital(day_words(day))))
    print_table(HEADS[language()], [(_who(those), row.hours, row.why) for row, those in rows], whole=0)


def _row(schedules: Schedules, body: Keeping, rule: Rule, day: date) -> Row:
    calendar = schedules.calendar(rule, datetime.combine(day, NOON, UTC))
    actual = calendar.actual_of(day)
    is_assumed = actual.cause.kind == "hours" and actual.spans and body.vouched_on(day).assumed
    why = filter(None, (why_words(actual), say("supposed") if is_assumed else "", margin_words(actual)))
    return Row(type(body), _with_paris(calendar, day, actual), ", ".join(why))


def _with_paris(calendar: Calendar, day: date, actual: Day) -> str:
    """The hours, and what they are in Paris where that clock shows another time."""
    hours = hours_words(actual)
    shift = _ahead(calendar, day)
    if not (actual.spans and shift):
        return hours
    there = [(_shifted(day, start, shift), _shifted(day, end, shift)) for start, end in actual.spans]
    return say("in_paris", hours=hours, there=spans_words(tuple(there)))


def _ahead(calendar: Calendar, day: date) -> timedelta:
    noon = datetime.combine(day, NOON)
    here, paris = noon.replace(tzinfo=calendar.zone).utcoffset(), noon.replace(tzinfo=PARIS).utcoffset()
    return (here or timedelta()) - (paris or timedelta())


def _shifted(day: date, clock: time, shift: timedelta) -> time:
    return (datetime.combine(day, clock) - shift).time()


def _who(bodies: list[Keeping]) -> str:
    caisses = [body for body in bodies if isinstance(body, Caisse)]
    if len(caisses) > NAMED:
        return say("caisses", count=len(caisses))
    return ", ".join(_named(body) for body in bodies)


def _named(body: Keeping) -> str:
    name = _capital(body.names[language()])
    return say("one_caisse", names=name, codes=body.code) if isinstance(body, Caisse) else name


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
