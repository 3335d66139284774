"""Weekly hours: the part of the OpenStreetMap opening_hours syntax that staff may write, and what it means.

Much more is valid syntax, and not what the writer means: `Mo-Fr 08:30-12:00; Mo-Fr 13:00-17:00` loses the morning,
`Mo-Fr` alone is day and night, `17:00-08:30` runs over night. So the text is held against a grammar of ours first,
whose refusals say what to write; what passes is read by opening-hours-py.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from opening_hours import OpeningHours, State

from ivr.hours.meant import meant_hours, meant_spans
from ivr.hours.rule import Rule, Span, Spans, Week
from ivr.hours.words import Words, words

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
FRENCH_DAYS = {"Lu": "Mo", "Ma": "Tu", "Me": "We", "Je": "Th", "Ve": "Fr", "Di": "Su"}
EXAMPLE = "Mo-Th 07:30-14:30; Fr 07:30-12:00"
TWICE_A_DAY = "Mo-Fr 08:30-12:00,13:00-17:00"
SPANS_ALONE = "09:00-12:00,14:00-16:00"
MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001 -- any Monday: weekly hours have no zone yet
DAY_RANGE = re.compile(r"([A-Za-z]+)(?:-([A-Za-z]+))?")
DECIMALS = re.compile(r"(?<![0-9:])[0-9]{1,2},(?:00|30|45|5|75)(?![0-9:])")  # 8,5 or 8,30
SPAN = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")


class HoursError(ValueError):
    """Hours or days that can't be read. `reason` says why, in each language; `example` shows what to write.

    `or_else`: what to write where something else was meant.
    """

    def __init__(self, *, fr: str, en: str, example: str = EXAMPLE, or_else: str = "") -> None:
        super().__init__(f"{en} Write for example: {example}")
        self.reason: Words = words(fr=fr, en=en)
        self.example, self.or_else = example, or_else

    def proposing(self, meant: str, read: Callable[[str], object]) -> "HoursError":
        """The same, with what was probably meant for its example, where that can be read."""
        try:
            read(meant)
        except HoursError:
            return self
        return self.showing(meant)

    def showing(self, example: str) -> "HoursError":
        """The same, with another example."""
        return type(self)(fr=self.reason["fr"], en=self.reason["en"], example=example)


class NoSpanError(HoursError):
    """Something stands where two times should."""


@lru_cache(maxsize=1024)
def read_hours(text: str) -> Week:
    """The spans of each weekday, Monday first, sorted. Raises HoursError with a sentence and an example.

    Accepted: groups apart by ";", each of weekdays ("Mo-Th", "Mo,We,Fr") and spans ("08:30-12:00,13:00-17:00"), each
    weekday in one group only, each span within a day.
    """
    try:
        return _read_week(text)
    except HoursError as error:
        raise error.proposing(meant_hours(text), _read_week) from None


def _read_week(text: str) -> Week:
    seen: set[str] = set()
    for group in _groups(text):
        days, spans = _halves(group)
        _check_days(days, seen)
        _check_spans(spans)
    return _meaning(text)


def weekly(rule: Rule, day: date) -> Week:
    """The usual week of a rule on a day: what its hours say by then, without holidays and closures."""
    return read_hours(rule.version(day).hours)


def read_spans(text: str) -> Spans:
    """Spans alone, as an exceptional opening has them: "09:00-12:00,14:00-16:00". Raises HoursError."""
    try:
        return _read_day(text)
    except HoursError as error:
        raise error.proposing(SPANS_ALONE, _read_day).proposing(meant_spans(text), _read_day) from None


def written(spans: Spans) -> str:
    """Spans as files have them: "09:00-12:00,14:00-16:00"."""
    return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans)


def _read_day(text: str) -> Spans:
    if meant_hours(text):
        raise HoursError(
            fr=f"« {text} » nomme des jours : ici on n'écrit que les heures.",
            en=f"“{text}” names weekdays: here only the times are written.",
        )
    _check_spans(text)
    return _meaning(f"Mo {text}")[0]


def _groups(text: str) -> list[str]:
    groups = [group.strip() for group in text.split(";")]
    if not text.strip():
        raise HoursError(fr="Les horaires sont vides.", en="The hours are empty.")
    if "" in groups:
        raise HoursError(
            fr=f"« {text} » a un point-virgule de trop : il sépare deux groupes de jours.",
            en=f"“{text}” has a semicolon too many: it stands between two groups of days.",
        )
    return groups


def _halves(group: str) -> tuple[str, str]:
    if re.search(r"[0-9]h", group):
        raise HoursError(
            fr=f"« {group} » écrit les heures avec un h : il faut deux-points.",
            en=f"“{group}” writes times with an h: a colon is needed.",
        )
    days, _, spans = group.partition(" ")
    if not spans.strip():
        raise HoursError(
            fr=f"« {group} » ne dit pas à la fois les jours et les heures (un jour sans heures vaudrait 24 heures).",
            en=f"“{group}” doesn't say both the days and the times (a day without times would mean 24 hours).",
        )
    return days, spans.strip()


def _check_days(days: str, seen: set[str]) -> None:
    for part in days.split(","):
        match = DAY_RANGE.fullmatch(part)
        if match is None:
            raise _unknown_day(part or days)
        for day in _days_between(match[1], match[2] or match[1], part):
            if day in seen:
                raise HoursError(
                    fr=f"{day} est écrit deux fois : le second effacerait le premier. Mettez toutes les heures d'un "
                    "jour ensemble, séparées par une virgule.",
                    en=f"{day} is written twice: the second would erase the first. Put all the times of a day "
                    "together, with a comma between.",
                    example=TWICE_A_DAY,
                )
            seen.add(day)


def _days_between(first: str, last: str, part: str) -> tuple[str, ...]:
    for day in (first, last):
        if day not in DAYS:
            raise _unknown_day(day)
    start, end = DAYS.index(first), DAYS.index(last)
    if start > end:
        raise HoursError(
            fr=f"« {part} » va à reculons dans la semaine.", en=f"“{part}” runs backwards through the week."
        )
    return DAYS[start : end + 1]


def _unknown_day(day: str) -> HoursError:
    meant = FRENCH_DAYS.get(day)
    hint = (f" ({day} se dit {meant})", f" ({day} is {meant})") if meant else ("", "")
    known = " ".join(DAYS)
    return HoursError(
        fr=f"« {day} » n'est pas un jour{hint[0]} : les jours sont {known}, sans jours fériés ni mois.",
        en=f"“{day}” is not a weekday{hint[1]}: the days are {known}, without holidays or months.",
    )


def _check_spans(text: str) -> None:
    if found := DECIMALS.search(text):
        raise HoursError(
            fr=f"« {found[0]} » écrit une heure avec une virgule : il faut deux-points, et les minutes.",
            en=f"“{found[0]}” writes a time with a comma: a colon is needed, and the minutes.",
        )
    spans = sorted(_span(part.strip()) for part in text.split(","))
    for (_, end), (start, _) in pairwise(spans):
        if start <= end:
            raise HoursError(
                fr=f"Dans « {text} », deux périodes se touchent ou se chevauchent : n'en faites qu'une.",
                en=f"In “{text}” two spans touch or overlap: make them one.",
                example=TWICE_A_DAY,
            )


def _span(part: str) -> Span:
    match = SPAN.fullmatch(part)
    if match is None:
        raise NoSpanError(
            fr=f"« {part} » n'est pas une période : il faut deux heures, un tiret entre elles.",
            en=f"“{part}” is not a span: it takes two times, with a hyphen between.",
            example=TWICE_A_DAY if "," in part else EXAMPLE,
        )
    start, end = _time(match[1], match[2]), _time(match[3], match[4])
    if start >= end:
        raise HoursError(
            fr=f"« {part} » finit avant de commencer : une période tient dans une seule journée.",
            en=f"“{part}” ends before it starts: a span stays within one day.",
        )
    return start, end


def _time(hours: str, minutes: str) -> time:
    if int(hours) > 23 or int(minutes) > 59:
        raise HoursError(
            fr=f"« {hours}:{minutes} » n'est pas une heure : elles vont de 00:00 à 23:59.",
            en=f"“{hours}:{minutes}” is not a time: they go from 00:00 to 23:59.",
        )
    return time(int(hours), int(minutes))


def _meaning(text: str) -> Week:
    """What opening-hours-py makes of it: every opening of one week."""
    days: list[list[Span]] = [[] for _ in DAYS]
    for start, end in _openings(text):
        days[start.weekday()].append((start.time(), end.time()))
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (tuple(spans) for spans in days)
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def _openings(text: str) -> Iterator[tuple[datetime, datetime]]:
    for start, end, state, _ in OpeningHours(text).intervals(MONDAY, MONDAY + timedelta(days=7)):
        if state == State.OPEN:
            yield start, end
