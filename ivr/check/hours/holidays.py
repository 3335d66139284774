"""Checks of holidays that nobody has confirmed: somebody is asked while there is time.

A feast's day is the same for all of a place, so its question has one answer, in holidays.yaml; a custom is asked of
each body. Days that decide nothing, or that an entry of closures.yaml settles, are left alone.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from ivr.check.bodies import Body, bodies, calendars
from ivr.check.subject import Subject, check
from ivr.findings import Finding, Place
from ivr.hours.calendar import Calendar
from ivr.hours.holidays import LocalDay, unsettled
from ivr.hours.weekly import weekly
from ivr.hours.words import words

AHEAD = timedelta(days=45)
FILE = Place("schedules/holidays.yaml")
WHY = words(
    fr="Tant qu'un jour n'est pas confirmé, la ligne ne peut parler que « sous réserve » à ceux qui appellent.",
    en="While a day is not confirmed, the line can only tell callers that its hours may change.",
)


@check(
    "unconfirmed-feast",
    severity="warning",
    needs="calendar",
    fr=(
        "Le {day} est peut-être férié : {feast}. Ce jour est calculé, personne ne l'a confirmé.",
        "Dès qu'il est annoncé, ajoutez sous « holidays: » une entrée avec « subdivision: {subdivision} », "
        "« feast: {name} », « day: {day} » (ou le jour annoncé), « source: » et « checked: » ; « kept: no » si l'on "
        "travaille.",
    ),
    en=(
        "{day} may be a holiday: {feast}. The day is computed, nobody has confirmed it.",
        "Once it is announced, add under “holidays:” an entry with “subdivision: {subdivision}”, “feast: {name}”, "
        "“day: {day}” (or the day announced), “source:” and “checked:”; “kept: no” if people work.",
    ),
    why=WHY,
)
def unconfirmed_feast(subject: Subject) -> Iterator[Finding]:
    """The day of a feast is asked for in the 45 days before it."""
    asked = {(local.day, body.rule.subdivision): local for body, local in _soon(subject) if local.standing == "lunar"}
    for (day, subdivision), local in asked.items():
        yield unconfirmed_feast.at(FILE, day=day, feast=local.name, name=local.name["fr"], subdivision=subdivision)


@check(
    "unconfirmed-custom",
    severity="warning",
    needs="calendar",
    fr=(
        "Le {day} est peut-être fermé, par usage : {custom}. Personne ne l'a confirmé.",
        "Demandez à la caisse ; écrivez-lui « also_closed: [{name}] » si elle ferme, « works_on: [{name}] » sinon.",
    ),
    en=(
        "{day} may be closed, by custom: {custom}. Nobody has confirmed it.",
        "Ask the caisse; give it “also_closed: [{name}]” if it closes, “works_on: [{name}]” if not.",
    ),
    why=WHY,
)
def unconfirmed_custom(subject: Subject) -> Iterator[Finding]:
    """Whether a body keeps a custom is asked in the 45 days before it."""
    for body, local in _soon(subject):
        if local.standing == "usage":
            yield unconfirmed_custom.at(body.place, day=local.day, custom=local.name, name=local.name["fr"])


def _soon(subject: Subject) -> Iterator[tuple[Body, LocalDay]]:
    """Each body with the days ahead that wait for somebody and decide when it is open."""
    known = calendars(subject)
    for body in bodies(subject):
        for local in _unsettled(body, subject.first):
            if _matters(known[body.rule], local.day):
                yield body, local


def _unsettled(body: Body, first: date) -> Iterator[LocalDay]:
    rule = body.rule
    for year in sorted({first.year, (first + AHEAD).year}):
        for local in unsettled(rule.subdivision, year, rule.works_on, rule.also_closed, rule.confirmed):
            if first <= local.day <= first + AHEAD:
                yield local


def _matters(calendar: Calendar, day: date) -> bool:
    return bool(weekly(calendar.rule, day)[day.weekday()]) and not calendar.cause_of(day).sure
