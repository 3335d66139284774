"""Days that are not like the others: holidays of some places only, disputed ones, and three closed days and more."""

from collections.abc import Iterator
from datetime import date, timedelta

from ivr.hours.holidays import disputed, holidays_of
from ivr.hours.rule import Rule
from ivr.hours.schedules import Caisse, Line
from ivr.hours.weekly import weekly
from ivr.hours.words import Words, words
from ivr.radar.surprise import Ahead, Surprise, named

RUN = 3  # closed days in a row that are worth telling

Bodies = tuple[Line | Caisse, ...]


def local_holidays(ahead: Ahead) -> Iterator[Surprise]:
    """Holidays on which some are closed while others keep their hours."""
    for day in ahead.days:
        kept: dict[Words, Bodies] = {}
        working = False
        for rule, bodies in ahead.rules.items():
            calendar = ahead.calendar(rule, day)
            cause = calendar.cause_of(day)
            if cause.kind == "holiday" and weekly(rule, day)[day.weekday()]:
                kept[cause.words] = (*kept.get(cause.words, ()), *bodies)
            working |= bool(calendar.spans_of(day))
        for name, bodies in kept.items() if working else ():
            sentence = words(
                fr=f"{name['fr']} : férié là seulement, ouvert ailleurs.",
                en=f"{name['en']}: a holiday there only, open elsewhere.",
            )
            yield Surprise(day, day, "holiday", sentence, named(bodies))


def uncertain_days(ahead: Ahead) -> Iterator[Surprise]:
    """Local custom more than law: days that are not kept here unless a caisse says so."""
    shared: dict[tuple[date, Words], Bodies] = {}
    for rule, bodies in ahead.rules.items():
        for day, name in _disputed(rule, ahead):
            shared[day, name] = (*shared.get((day, name), ()), *bodies)
    for (day, name), bodies in shared.items():
        sentence = words(
            fr=f"{name['fr']} : à confirmer ; les horaires habituels sont annoncés.",
            en=f"{name['en']}: to be confirmed; the usual hours are announced.",
        )
        yield Surprise(day, day, "uncertain", sentence, named(bodies))


def closed_runs(ahead: Ahead) -> Iterator[Surprise]:
    """Stretches of RUN days and more without an opening; those who share one are told together."""
    shared: dict[tuple[date, date], Bodies] = {}
    for rule, bodies in ahead.rules.items():
        for run in _runs(ahead, rule):
            shared[run] = (*shared.get(run, ()), *bodies)
    for (first, last), bodies in shared.items():
        count = (last - first).days + 1
        sentence = words(fr=f"{count} jours de suite sans ouverture.", en=f"{count} days in a row without an opening.")
        yield Surprise(first, last, "run", sentence, named(bodies))


def _runs(ahead: Ahead, rule: Rule) -> Iterator[tuple[date, date]]:
    count = 0
    for day in (*ahead.days, ahead.last):
        if day < ahead.last and not ahead.calendar(rule, day).spans_of(day):
            count += 1
            continue
        if count >= RUN:
            yield day - timedelta(days=count), day - timedelta(days=1)
        count = 0


def _disputed(rule: Rule, ahead: Ahead) -> Iterator[tuple[date, Words]]:
    unsettled = disputed(rule.subdivision) - set(rule.also_closed) - set(rule.works_on)
    for year in range(ahead.first.year, ahead.last.year + 1):
        for day, names in holidays_of(rule.subdivision, year).items():
            if ahead.first <= day < ahead.last and weekly(rule, day)[day.weekday()]:
                yield from ((day, name) for name in names if name["fr"] in unsettled)
