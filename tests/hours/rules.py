"""Rules and moments for these tests, with the words that the tables use."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.hours.calendar import Calendar
from ivr.hours.day_parts import read_other_hours, read_part
from ivr.hours.days import stretch
from ivr.hours.rule import Bar, Closure, Emergency, Opening, OtherHours, Rule, Spans
from ivr.hours.words import words

OFFICE = "Mo-Fr 08:30-17:00"
TWO_PERIODS = "Mo-Th 08:30-12:00,13:30-17:00; Fr 08:30-12:00,13:30-16:00"
MAYOTTE_HOURS = "Mo-Th 07:30-14:30; Fr 07:30-12:00"
PARIS, MIQUELON, GUADELOUPE = "Europe/Paris", "America/Miquelon", "America/Guadeloupe"
MAYOTTE = Rule(MAYOTTE_HOURS, "Indian/Mayotte", "976")


def calendar(rule: Rule, first: date = date(2026, 1, 1), days: int = 1200) -> Calendar:
    return Calendar(rule, first, days)


def local(text: str, zone: str = PARIS) -> datetime:
    """ "2026-12-25 09:00" on the clock of a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def spans(text: str) -> Spans:
    """ "08:30-12:00 13:30-17:00" as spans."""
    pairs = (part.split("-") for part in text.split())
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in pairs)


def closure(first: str, last: str | None, name: str = "closure", part: str = "") -> Closure:
    days = stretch(day(first), day(last) if last else None)
    return Closure(days, read_part(part) if part else (), words(fr=name, en=name), name)


def exceptional(first: str, last: str, hours: str, name: str = "opening", even: tuple[Bar, ...] = ()) -> Opening:
    return Opening(stretch(day(first), day(last)), spans(hours), words(fr=name, en=name), name, even)


def other(first: str, last: str | None, hours: str, name: str = "other", even: tuple[Bar, ...] = ()) -> OtherHours:
    week, is_week = read_other_hours(hours)
    days = stretch(day(first), day(last) if last else None)
    return OtherHours(days, week, is_week, words(fr=name, en=name), name, even)


def emergency(start: str, end: str | None, name: str = "emergency") -> Emergency:
    return Emergency(utc(start), utc(end) if end else None, words(fr=name, en=name), name)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
