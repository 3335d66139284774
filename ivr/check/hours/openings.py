"""Checks of the hours that entries give: on the days that were meant, by day, and of a usual length."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from ivr.check.bodies import bodies
from ivr.check.hours.covering import Covered, given, giver_of, rules_below
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.rule import Dated, Opening, OtherHours, Spans, Week
from ivr.hours.weekly import read_hours, weekly, written
from ivr.hours.words import Words, words

SUNDAY = 6
LONGER = timedelta(hours=4)  # than the longest usual day
SHORTEST = 3  # a usual day has at most so many times the length
EARLIEST, LATEST = time(6), time(22)
SHORTEST_DAY, LONGEST_DAY = timedelta(hours=2), timedelta(hours=12)
FEWEST_DAYS = 4


@check(
    "open-anyway",
    severity="warning",
    needs="entries",
    fr=(
        "L'ouverture « {name} » couvre aussi des jours déjà ouverts, comme le {day} : ils gardent leurs horaires.",
        "Nommez les jours à ouvrir, comme « days: {meant} » ; pour changer des horaires, écrivez sous « hours: ».",
    ),
    en=(
        "The opening “{name}” also covers days that are open anyway, such as {day}: they keep their hours.",
        "Name the days that are to open, such as “days: {meant}”; to change hours, write under “hours:”.",
    ),
    why=words(
        fr="Qui écrit des horaires pour un mardi ouvert s'attend à ce qu'ils comptent.",
        en="Who writes hours for a Tuesday that is open expects them to count.",
    ),
)
def open_anyway(subject: Subject) -> Iterator[Finding]:
    """An opening that opens some days does not cover others that are open without it."""
    opened: set[Dated] = set()
    usual: dict[Opening, date] = {}
    for below in rules_below(subject):
        for day, entries in below.entries.items():
            giver, is_open = giver_of(below.day(day), entries), below.day(day).cause.kind in ("hours", "other")
            opened |= {giver} if giver else set()
            for one in entries:
                if isinstance(one, Opening) and one is not giver and is_open:
                    usual.setdefault(one, day)
    for one in usual:
        if one in opened:  # else it changes nothing at all, which is told
            yield open_anyway.at(one.place, name=one.name, day=usual[one], meant=_saturdays(one))


def _saturdays(entry: Opening) -> str:
    """The days that were probably meant."""
    first, last = entry.days.first, entry.days.last
    return f"samedis du {first} au {last}" if first and last else "tous les samedis"


@check(
    "unnamed-day",
    severity="warning",
    needs="entries",
    fr=(
        "L'ouverture « {name} » ouvre aussi le dimanche {day}, qui n'est pas nommé.",
        "Écrivez « days: {meant} » ; si c'est voulu, « days: [{meant}, dimanche {day}] ».",
    ),
    en=(
        "The opening “{name}” also opens Sunday {day}, which is not named.",
        "Write “days: {meant}”; if it is meant, “days: [{meant}, dimanche {day}]”.",
    ),
    why=words(
        fr="« Du 5 au 26 décembre » veut presque toujours dire les samedis ; personne ne viendra le dimanche.",
        en="“From 5 to 26 December” almost always means the Saturdays; nobody will be there on the Sunday.",
    ),
)
def unnamed_day(subject: Subject) -> Iterator[Finding]:
    """An opening opens a Sunday only where Sundays, or that day, are named."""
    told: set[Dated] = set()
    for below in rules_below(subject):
        for entry, day in given(below):
            if isinstance(entry, Opening) and day.weekday() == SUNDAY and not _names(entry, day) and entry not in told:
                told.add(entry)
                yield unnamed_day.at(entry.place, name=entry.name, day=day, meant=_saturdays(entry))


def _names(entry: Opening, day: date) -> bool:
    """Whether a day is named: by itself, by its weekday, or as a day of the year."""
    stretches = (one for one in entry.days.stretches if one.covers(day))
    return any(one.weekdays or one.first == one.last or one.yearly for one in stretches)


@check(
    "odd-hours",
    severity="warning",
    needs="entries",
    fr=(
        "« {name} » donne au {day} des horaires inhabituels : {hours} (d'habitude : {usual}).",
        "Vérifiez chaque heure : 07:00 ou 17:00, 01:00 ou 13:00 ?",
    ),
    en=(
        "“{name}” gives {day} odd hours: {hours} (usually: {usual}).",
        "Check each time: 07:00 or 17:00, 01:00 or 13:00?",
    ),
    why=words(
        fr="Une heure fausse reste une heure valable : seule la longueur de la journée, ou la nuit, la trahit.",
        en="A wrong time is still a valid one: only the length of the day, or the night, gives it away.",
    ),
)
def odd_hours(subject: Subject) -> Iterator[Finding]:
    """The hours that an entry gives are by day, and of a length like the usual ones."""
    told: set[Dated] = set()
    for below in rules_below(subject):
        for entry, day in given(below):
            spans, usual = below.day(day).spans, _usual(below, day)
            if entry not in told and spans and _is_odd(entry, spans, usual):
                told.add(entry)
                shown = {"hours": written(spans), "usual": written(usual) or "-"}
                yield odd_hours.at(entry.place, name=entry.name, day=day, **shown)


@check(
    "odd-week",
    severity="warning",
    needs="entries",
    fr=(
        "Les horaires « {hours} » sont inhabituels : {what}.",
        "Vérifiez chaque heure et chaque jour : 09:00 ou 19:00, Mo ou Mo-Fr, Mo-Su ou Mo-Fr ?",
    ),
    en=(
        "The hours “{hours}” are odd: {what}.",
        "Check each time and each day: 09:00 or 19:00, Mo or Mo-Fr, Mo-Su or Mo-Fr?",
    ),
    why=words(
        fr="Un chiffre de trop dans une semaine se répète chaque jour : on dit fermé quand on répond, ou l'inverse.",
        en="A slip in a week comes back every day: callers hear closed while somebody answers, or the other way round.",
    ),
)
def odd_week(subject: Subject) -> Iterator[Finding]:
    """Usual hours are by day, of two to twelve hours, on four to six days, none of them a Sunday."""
    for body in bodies(subject):
        for version in body.rule.versions:
            if what := _oddity(read_hours(version.hours)):
                yield odd_week.at(body.place, hours=version.hours, what=what)


def _oddity(week: Week) -> Words | None:
    days = [spans for spans in week if spans]
    if week[SUNDAY]:
        return words(fr="le dimanche", en="on Sundays")
    if any(_is_by_night(spans) for spans in days):
        return words(fr="la nuit", en="at night")
    if odd := [written(spans) for spans in days if not SHORTEST_DAY <= _length(spans) <= LONGEST_DAY]:
        return words(fr=f"une journée de {odd[0]}", en=f"a day of {odd[0]}")
    if days and len(days) < FEWEST_DAYS:
        return words(fr=f"{len(days)} jour{'s' if len(days) > 1 else ''} par semaine", en=f"{len(days)} in 7 days")
    return None


def _usual(below: Covered, day: date) -> Spans:
    """The usual hours of that weekday; where it has none, those of the longest day of the week."""
    week = weekly(below.rule, day)
    return week[day.weekday()] or max(week, key=_length)


def _is_odd(entry: Dated, spans: Spans, usual: Spans) -> bool:
    if _is_by_night(spans):
        return True
    is_short = isinstance(entry, OtherHours) and _length(spans) * SHORTEST < _length(usual)
    return is_short or _length(spans) > _length(usual) + LONGER


def _is_by_night(spans: Spans) -> bool:
    return spans[0][0] < EARLIEST or spans[-1][1] > LATEST


def _length(spans: Spans) -> timedelta:
    return sum((_since_midnight(end) - _since_midnight(start) for start, end in spans), timedelta())


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
