"""Which entry gave a day its hours, and why the others that speak of it did not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from ivr.findings import NOWHERE, Place
from ivr.hours.holidays import Holiday
from ivr.hours.planned import Day, covering, given, holiday_of, usual_day, without_cuts
from ivr.hours.rule import Closure, Dated, Emergency, Opening, Rule, Span, Spans
from ivr.hours.words import NO_WORDS, Words

Verdict = Literal["gives", "cuts", "idle", "on_holiday", "on_closed_day", "open_anyway", "no_hours", "outdone", "doubt"]
What = Literal["usual", "holiday", "closure", "opening", "other", "emergency"]


@dataclass(frozen=True, slots=True)
class Voice:
    """What speaks of a day, and what became of it.

    "gives": it decides; "cuts": a part was taken out; "idle": there was nothing to take; "on_holiday" and
    "on_closed_day": it doesn't hold then; "open_anyway": an opening of a day that has hours; "no_hours": other hours on
    a day that has none; "outdone": another one comes first; "doubt": nobody knows whether it is a holiday.
    """

    what: What
    verdict: Verdict
    name: str = ""  # of the entry
    words: Words = NO_WORDS
    spans: Spans = ()
    part: Span | None = None
    place: Place = NOWHERE


def voices(rule: Rule, day: date) -> Iterator[Voice]:
    """Everything that speaks of a day: the usual week, a holiday, the entries in the order in which they count."""
    usual, holiday = usual_day(rule, day), holiday_of(rule, day)
    entries = covering(rule.particular_first, day, 1).get(0, [])
    decided = given(usual, day, entries, holiday)
    yield Voice("usual", "gives" if decided.cause.kind in ("hours", "weekend") else "outdone", spans=usual.spans)
    if holiday:
        yield _of_holiday(holiday, decided)
    for entry in entries:
        yield from _of_entry(entry, day, usual, decided, holiday, entries)


def emergencies_of(rule: Rule, day: date) -> Iterator[Emergency]:
    """Those that cut into a day, by the rule's own clock."""
    zone = ZoneInfo(rule.zone)
    for one in rule.emergencies:
        if one.start.astimezone(zone).date() <= day and (one.end is None or day <= one.end.astimezone(zone).date()):
            yield one


def _of_holiday(holiday: Holiday, decided: Day) -> Voice:
    if decided.cause.kind == "holiday":
        return Voice("holiday", "gives", words=holiday.words)
    return Voice("holiday", "doubt" if decided.cause.kind == "unsure" else "outdone", words=holiday.words)


def _of_entry(
    entry: Dated, day: date, usual: Day, decided: Day, holiday: Holiday | None, entries: list[Dated]
) -> Iterator[Voice]:
    if isinstance(entry, Closure) and entry.part:
        for part in entry.part:
            verdict: Verdict = "cuts" if without_cuts(decided, [entry]) != decided else "idle"
            yield Voice("closure", verdict, entry.name, entry.reason, part=part, place=entry.place)
        return
    what: What = "closure" if isinstance(entry, Closure) else "opening" if isinstance(entry, Opening) else "other"
    spans = () if isinstance(entry, Closure) else _spans(entry, day)
    is_deciding = decided.cause.entry == entry.name and decided.cause.kind == what
    verdict = "gives" if is_deciding else _set_aside(entry, usual, holiday, entries)
    yield Voice(what, verdict, entry.name, entry.reason, spans, place=entry.place)


def _spans(entry: Dated, day: date) -> Spans:
    if isinstance(entry, Opening):
        return entry.spans
    return () if isinstance(entry, Closure) else entry.week[day.weekday()]


def _set_aside(entry: Dated, usual: Day, holiday: Holiday | None, entries: list[Dated]) -> Verdict:
    """Why an entry that speaks of the day doesn't decide."""
    if isinstance(entry, Closure):
        return "outdone"
    if any(isinstance(one, Closure) and not one.part for one in entries) and "closures" not in entry.even:
        return "on_closed_day"
    if holiday and holiday.closes and "holidays" not in entry.even:
        return "on_holiday"
    if isinstance(entry, Opening):
        return "open_anyway" if usual.spans else "outdone"
    return "outdone" if entry.is_week or usual.spans else "no_hours"
