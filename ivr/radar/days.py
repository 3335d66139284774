"""Days that are not like the others: holidays of some places only, unsettled ones, and three closed days and more."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from ivr.hours.calendar import UNPLANNED
from ivr.hours.customs import Standing
from ivr.hours.holidays import LocalDay, local_days, unsettled
from ivr.hours.planned import WEEKEND, Cause
from ivr.hours.rule import Rule
from ivr.hours.schedules import Caisse, Line
from ivr.hours.weekly import weekly
from ivr.hours.words import Words, words
from ivr.radar.surprise import Ahead, Kind, Surprise

RUN = 3  # closed days in a row that are worth telling

DAY = timedelta(days=1)
NOON = time(12)
WRITTEN = ("closure", "opening", "other")  # what gave a day its hours, whatever it is kept for
Run = tuple[date, date]
Bodies = tuple[Line | Caisse, ...]


def local_holidays(ahead: Ahead) -> Iterator[Surprise]:
    """Holidays on which some are closed while others keep their hours."""
    for day in ahead.days:
        kept: dict[tuple[Words, Words], Bodies] = {}
        working: Bodies = ()
        for rule, bodies in ahead.rules.items():
            calendar = ahead.calendar(rule, day)
            cause = calendar.cause_of(day)
            if cause.kind == "holiday" and weekly(rule, day)[day.weekday()]:
                known = cause.words, _known_by(rule, day, cause.words)
                kept[known] = (*kept.get(known, ()), *bodies)
            elif calendar.actual_of(day).spans:
                working = (*working, *bodies)
        for (name, by), bodies in kept.items() if working else ():
            if 2 * len(bodies) > ahead.count:  # it is those who work that nobody expects
                sentence = words(fr=f"{name['fr']}, fermé ailleurs", en=f"{name['en']}, closed elsewhere")
                yield Surprise(day, day, "working", sentence, ahead.named(working))
            else:
                sentence = words(fr=f"{name['fr']} ({by['fr']})", en=f"{name['en']} ({by['en']})")
                yield Surprise(day, day, "holiday", sentence, ahead.named(bodies))


def _known_by(rule: Rule, day: date, name: Words) -> Words:
    """How it is known that a body is closed on a holiday."""
    holidays = local_days(rule.subdivision, day.year, rule.confirmed)
    local = next(one for one in holidays if (one.day, one.name) == (day, name))
    if local.standing == "law":
        return words(fr=local.source, en=local.source.replace("Code du travail", "Labour code"))
    if local.confirmed:
        return words(fr="confirmé dans holidays.yaml", en="confirmed in holidays.yaml")
    return words(fr="usage, dit la caisse", en="custom, says the caisse")


UNSETTLED: Mapping[Standing, Words] = {
    "lunar": words(fr="jour calculé", en="a computed day"),
    "usage": words(fr="dit sous réserve", en="told as unsettled"),
    "employer": words(fr="horaires habituels annoncés", en="the usual hours are announced"),
}


def unsettled_days(ahead: Ahead) -> Iterator[Surprise]:
    """Feasts whose day nobody has confirmed, and customs of which no caisse has said whether it keeps them."""
    shared: dict[tuple[date, Words, Standing], Bodies] = {}
    for rule, bodies in ahead.rules.items():
        for local in _unsettled(rule, ahead):
            one = local.day, local.name, local.standing
            shared[one] = (*shared.get(one, ()), *bodies)
    for (day, name, standing), bodies in shared.items():
        told = UNSETTLED[standing]
        sentence = words(fr=f"{name['fr']}, {told['fr']}", en=f"{name['en']}, {told['en']}")
        kind: Kind = "provisional" if standing == "lunar" else "uncertain"
        yield Surprise(day, day, kind, sentence, ahead.named(bodies))


def closed_runs(ahead: Ahead) -> Iterator[Surprise]:
    """Stretches of RUN days and more without an opening; those who share one are told together."""
    found = {rule: tuple(_runs(ahead, rule)) for rule in ahead.rules}
    causes = {run: _cause(ahead, rule, run) for rule, runs in reversed(found.items()) for run in runs}
    for (first, last), cause in causes.items():
        bodies = _closed_on(ahead, found, (first, last))
        if last == ahead.last - DAY and _is_endless(ahead, bodies[0].rule, last):
            continue  # its end is not known, which is told as such
        count = (last - first).days + 1
        sentence = words(
            fr=", ".join(filter(None, (cause.words.get("fr"), f"{count} jours de suite"))),
            en=", ".join(filter(None, (cause.words.get("en"), f"{count} days in a row"))),
        )
        yield Surprise(first, last, "run", sentence, ahead.named(bodies))


def _is_endless(ahead: Ahead, rule: Rule, day: date) -> bool:
    """Whether an entry closes a day, or an emergency: beyond the days that are looked at, it may go on."""
    calendar = ahead.calendar(rule, day)
    return calendar.why(datetime.combine(day, NOON, calendar.zone)).kind in UNPLANNED


def _closed_on(ahead: Ahead, found: Mapping[Rule, tuple[Run, ...]], run: Run) -> Bodies:
    """Those whose run it is. Where most are closed then, whose own is longer too: the few that open stand out."""
    first, last = run
    within = [rule for rule, runs in found.items() if any(start <= first and last <= end for start, end in runs)]
    most = [body for rule in within for body in ahead.rules[rule]]
    same = [body for rule in within if run in found[rule] for body in ahead.rules[rule]]
    return tuple(most if 2 * len(same) > ahead.count else same)


def _cause(ahead: Ahead, rule: Rule, run: Run) -> Cause:
    """Why: that of the first of its days that has words for it."""
    first, last = run
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    causes = (ahead.calendar(rule, day).actual_of(day).cause for day in days)
    return next((cause for cause in causes if cause.words), WEEKEND)


def _runs(ahead: Ahead, rule: Rule) -> Iterator[Run]:
    """Days on which it is surely closed; one of which nobody knows ends a run."""
    count = 0
    for day in (*ahead.days, ahead.last):
        plan = ahead.calendar(rule, day).actual_of(day)
        if day < ahead.last and not (plan.spans or plan.perhaps):
            count += 1
            continue
        if count >= RUN:
            yield day - timedelta(days=count), day - timedelta(days=1)
        count = 0


def _unsettled(rule: Rule, ahead: Ahead) -> Iterator[LocalDay]:
    for year in range(ahead.first.year, ahead.last.year + 1):
        for local in unsettled(rule.subdivision, year, rule.works_on, rule.also_closed, rule.confirmed):
            if not ahead.first <= local.day < ahead.last or not weekly(rule, local.day)[local.day.weekday()]:
                continue
            if ahead.calendar(rule, local.day).cause_of(local.day).kind not in WRITTEN:
                yield local
