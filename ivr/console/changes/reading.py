"""What a form that was filled in means: the forms that are drafted from it, and what is read back at its fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from ivr.changes.drafting import FURTHER_NOTICE, Fault
from ivr.changes.form import Form
from ivr.changes.typed import MOMENT, moment_meant
from ivr.changes.typed import NOW as AT_ONCE
from ivr.console.changes.announcement import announcement
from ivr.console.changes.filled import ONE_LINE, Filled
from ivr.console.changes.told import told_days, told_hours, told_moments, told_now, told_whom
from ivr.content import schedule_faults as wrong
from ivr.findings import NOWHERE, Finding
from ivr.hours.day_names import plain
from ivr.hours.day_words import days_words
from ivr.hours.days import Days
from ivr.hours.spoken_days import read_spoken
from ivr.hours.weekly import HoursError
from ivr.hours.when import read_day
from ivr.hours.when_pieces import UnreadError
from ivr.hours.words import Words
from ivr.phone.moments import PARIS
from ivr.published.snapshot import Snapshot

NOW = re.compile(
    r"^(?:a partir de |des )?(?:maintenant|tout de suite|now|from now)\b(?: on)?[ ,]*(?:et )?(?P<rest>.*)$"
)
UNTIL = re.compile(r"^(?:jusqu ?(?:au|a|en)|until|till|to)? ?")
NO_END = re.compile(r"\bnouvel ordre\b|\bfurther notice\b")
OLDEST = timedelta(days=31)  # that a page may be: its session has ended long before
PARTS = {"morning": "matin", "afternoon": "après-midi"}


@dataclass(frozen=True, slots=True)
class Reading:
    """`told` reads fields back in full words, by their names; `days` are those that were read, if any."""

    form: Form
    announced: Form | None = None
    days: Days | None = None
    part: str = ""  # of the day, where it was said together with the days
    told: Mapping[str, Words] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_form(filled: Filled, snapshot: Snapshot, now: datetime) -> Reading:
    """What is meant, by the clock of Paris and seen from now. Never raises: what can't be read is a fault."""
    where = (*filled.where, *filled.named)
    editing = (filled.section, filled.name) if filled.name else None
    even = filled.even if filled.kind in ("open", "hours") else ()
    form = Form(filled.kind, where, "", "", even, fr=filled.fr, en=filled.en, note=filled.note, editing=editing)
    told = told_whom(where, snapshot)
    urgent = NOW.match(plain(filled.when))
    if filled.kind in ("notice", "emergency"):
        form = replace(form, start=filled.start, until=_end(filled.until, now), lines=filled.lines)
        return Reading(form, told=told | told_moments(form, now))
    if filled.kind == "closed" and urgent:  # at once, by the clock: days know no minutes
        until = UNTIL.sub("", urgent["rest"])
        until = FURTHER_NOTICE if not until or NO_END.search(until) else until
        form = replace(form, kind="emergency", start="maintenant", until=_end(until, now))
        return Reading(form, told=told | {"days": told_now(form, now)})
    return _dated(filled, form, told, snapshot, now)


def as_meant(filled: Filled, reading: Reading, now: datetime) -> Filled:
    """The form in words that mean on any day what they mean now: "vendredi" is another one next week."""
    days = reading.days
    if days:
        when = ", ".join(filter(None, ("; ".join(reading.form.days.split("\n")), reading.part)))
        today = now.astimezone(PARIS).date()
        return replace(filled, when=when) if len(when) <= ONE_LINE and read_spoken(when, today).days == days else filled
    if filled.kind != "notice":
        return filled
    start, until = _moments(reading.form, now)
    return replace(filled, start=start, until=until)


def means_otherwise(filled: Filled, snapshot: Snapshot, now: datetime) -> bool:
    """Whether it means something else now than on the day on which its author was shown what it means."""
    try:
        ago = now.astimezone(PARIS).date() - date.fromisoformat(filled.read_on)
    except ValueError:
        return False
    return timedelta() < ago < OLDEST and _meaning(filled, snapshot, now - ago) != _meaning(filled, snapshot, now)


def _meaning(filled: Filled, snapshot: Snapshot, at: datetime) -> tuple[Days | None, str, str]:
    reading = read_form(filled, snapshot, at)
    return reading.days, *_moments(reading.form, at)


def _moments(form: Form, now: datetime) -> tuple[str, str]:
    """From when until when, as entries have it; what begins at once begins when it is published."""
    start = form.start if plain(form.start) in AT_ONCE else moment_meant(form.start, now, ends=False)[0]
    return start, moment_meant(form.until, now, ends=True)[0] if form.until else ""


def _dated(filled: Filled, form: Form, told: dict[str, Words], snapshot: Snapshot, now: datetime) -> Reading:
    """Of a change that speaks of days."""
    days, said, faults = None, "", list[Fault]()
    today = now.astimezone(PARIS).date()
    try:
        if filled.when.strip():
            spoken = read_spoken(filled.when, today)
            days, said = spoken.days, spoken.part
    except HoursError as error:
        faults.append(Fault("days", _refusal(error)))
    part = said or _part(filled)
    hours = part if filled.kind == "closed" else filled.hours or part
    phrase = days_words(days, "fr") if days else ""
    form = replace(form, days=phrase.replace(" ; ", "\n"), hours=hours)
    if days:
        told = told | {"days": told_days(days, part if filled.kind == "closed" else "", today)}
    if filled.kind != "closed" and hours:
        told = told | told_hours(hours, filled.kind)
    announced = _announced(filled, form, days, snapshot, now)
    return Reading(form, announced, days, said, told, tuple(faults))


def _announced(filled: Filled, form: Form, days: Days | None, snapshot: Snapshot, now: datetime) -> Form | None:
    """The notice that goes with a closure, in the author's words where they wrote some."""
    if filled.announce != "yes" or filled.kind != "closed" or days is None or form.editing:
        return None
    try:
        found = announcement(form, days, now, snapshot)
    except HoursError:
        return None
    if found is None:
        return None
    fr, en = filled.announce_fr.strip(), filled.announce_en.strip()
    return replace(found, fr=fr or found.fr, en=en or found.en, note=form.note)


def _refusal(error: HoursError) -> Finding:
    kind = wrong.FALSE_WEEKDAY if error.or_else else wrong.BAD_DAYS
    return kind.at(NOWHERE, why=error.reason, example=error.example, other=error.or_else)


def _part(filled: Filled) -> str:
    """The part of the day that was chosen beside the days: "matin", "10:00-12:00", "à partir de 15:00"."""
    if filled.part != "between":
        return PARTS.get(filled.part, "")
    if filled.part_from and filled.part_to:
        return f"{filled.part_from}-{filled.part_to}"
    if filled.part_from:
        return f"à partir de {filled.part_from}"
    return f"jusqu'à {filled.part_to}" if filled.part_to else ""


def _end(typed: str, now: datetime) -> str:
    """A day alone ends with its midnight, rather than on its morning."""
    try:
        day = read_day(typed, now.astimezone(PARIS).date()) if typed.strip() else None
    except (UnreadError, ValueError, OverflowError):
        return typed
    return f"{datetime.combine(day + timedelta(days=1), time()):{MOMENT}}" if day else typed
