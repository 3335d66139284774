"""Opening hours in words: of a day, and of a week with its equal days together."""

from collections.abc import Sequence
from datetime import date, time
from itertools import groupby

from ivr.line.actions import Exceptions, Spans, Week
from ivr.wording.moments import date_words, time_words, weekday_words
from ivr.wording.phrases import phrase
from ivr.wording.prompts import Prompts

MIDNIGHT = time(0)
LAST_MINUTE = time(23, 59)
FALLBACK = "fr"  # staff write every reason in French at least

Day = tuple[date, Spans]


def spans_words(prompts: Prompts, spans: Spans) -> str:
    """ "de 8 heures 30 à 12 heures et de 13 heures à 17 heures", or "fermé" """
    if not spans.spans:
        return phrase(prompts, "closed")
    return listed(prompts, [_span(prompts, start, end) for start, end in spans.spans])


def week_words(prompts: Prompts, week: Week, opened: bool = False) -> str:
    """ "du lundi au jeudi, de 8 heures à 17 heures ; vendredi, fermé" ; `opened`: without the days that are closed.

    Days come as they do from the first on, or from Monday on when that makes fewer groups.
    """
    days = [day for day in week.days if day[1].spans] if opened else list(week.days)
    if not days:
        return phrase(prompts, "closed")
    from_monday = sorted(days, key=lambda day: day[0].weekday())
    groups = min(_groups(days), _groups(from_monday), key=len)
    return _one_by_one(prompts, [_group(prompts, group) for group in groups])


def exceptions_words(prompts: Prompts, exceptions: Exceptions) -> str:
    """ "vendredi 25 décembre, fermé, Noël ; ..." """
    told = []
    for day, spans, cause in exceptions.days:
        why = cause.get(prompts.language) or cause.get(FALLBACK, "")
        said = phrase(prompts, "exception", date=date_words(prompts, day), hours=spans_words(prompts, spans), cause=why)
        told.append(said)
    return _one_by_one(prompts, told) if told else ""


def _one_by_one(prompts: Prompts, told: Sequence[str]) -> str:
    words = told[0]
    for other in told[1:]:
        words = phrase(prompts, "then", first=words, next=other)
    return words


def listed(prompts: Prompts, words: Sequence[str]) -> str:
    """ "a", "a et b", "a, b et c" """
    *before, last = words
    if not before:
        return last
    first = before[0]
    for other in before[1:]:
        first = phrase(prompts, "comma", first=first, next=other)
    return phrase(prompts, "and", first=first, last=last)


def _span(prompts: Prompts, start: time, end: time) -> str:
    if start == MIDNIGHT and (end == MIDNIGHT or end >= LAST_MINUTE):
        return phrase(prompts, "all_day")
    return phrase(prompts, "span", start=time_words(prompts, start), end=time_words(prompts, end))


def _groups(days: Sequence[Day]) -> list[list[Day]]:
    """Neighbouring weekdays with equal hours."""
    groups: list[list[Day]] = []
    for _, equal in groupby(days, key=lambda day: day[1].spans):
        for day in equal:
            follows = groups and groups[-1][-1][1] == day[1] and _next(groups[-1][-1][0], day[0])
            groups[-1].append(day) if follows else groups.append([day])
    return groups


def _next(day: date, other: date) -> bool:
    return (day.weekday() + 1) % 7 == other.weekday()


def _group(prompts: Prompts, group: Sequence[Day]) -> str:
    first, last = (weekday_words(prompts, day) for day in (group[0][0], group[-1][0]))
    match len(group):
        case 1:
            days = phrase(prompts, "one_day", weekday=first)
        case 2:
            days = phrase(prompts, "two_days", first=first, last=last)
        case _:
            days = phrase(prompts, "days", first=first, last=last)
    return phrase(prompts, "hours_of_days", days=days, hours=spans_words(prompts, group[0][1]))
