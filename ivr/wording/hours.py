"""Opening hours in words: of a day, of a week with its equal days together, and what is unlike the week."""

from collections.abc import Sequence
from datetime import date, time
from itertools import groupby

from ivr.hours.planned import Cause
from ivr.hours.unusual import Unusual
from ivr.line.actions import Exceptions, Spans, Week
from ivr.line.call import FIRST_LANGUAGE
from ivr.wording.moments import date_words, time_words, weekday_words
from ivr.wording.phrases import phrase
from ivr.wording.prompts import Prompts

MIDNIGHT = time(0)
LAST_MINUTE = time(23, 59)
FALLBACK = FIRST_LANGUAGE  # staff write every reason in it at least

Day = tuple[date, Spans]


def spans_words(prompts: Prompts, spans: Spans) -> str:
    """ "de 8 heures 30 à 12 heures et de 13 heures à 17 heures", or "fermé" """
    if not spans.spans:
        return phrase(prompts, "closed")
    return listed(prompts, [_span(prompts, start, end) for start, end in spans.spans])


def clocked(prompts: Prompts, told: str, clock: str) -> str:
    """ "17 heures, heure de Paris"; as it is told where no clock need be named."""
    return phrase(prompts, "clocked", told=told, clock=clock) if clock else told


def week_words(prompts: Prompts, week: Week, opened: bool = False, clock: str = "") -> str:
    """ "du lundi au jeudi, de 8 heures à 17 heures ; vendredi, fermé" ; `opened`: without the days that are closed.

    `clock` is named after the first hours, for all of them.

    Days come as they do from the first on, or from Monday on when that makes fewer groups.
    """
    days = [day for day in week.days if day[1].spans] if opened else list(week.days)
    if not days:
        return phrase(prompts, "closed")
    from_monday = sorted(days, key=lambda day: day[0].weekday())
    groups = min(_groups(days), _groups(from_monday), key=len)
    told = [_group(prompts, group) for group in groups]
    timed = next((number for number, group in enumerate(groups) if group[0][1].spans), None)
    if timed is not None:
        told[timed] = clocked(prompts, told[timed], clock)
    return _one_by_one(prompts, told)


def exceptions_words(prompts: Prompts, exceptions: Exceptions, clock: str = "") -> str:
    """ "vendredi 25 décembre, fermé, Noël ; du jeudi 31 décembre à midi au dimanche 3 janvier inclus, fermé, ..."

    `clock` is named after the first times, for all of them.
    """
    if not exceptions.found:
        return ""
    timed = next((number for number, found in enumerate(exceptions.found) if _is_timed(found)), None)
    clocks = [clock if number == timed else "" for number in range(len(exceptions.found))]
    return _one_by_one(prompts, [_unusual(prompts, *pair) for pair in zip(exceptions.found, clocks, strict=True)])


def _is_timed(found: Unusual) -> bool:
    """Whether times are told of it, and not days alone."""
    return found.kind == "hours" or found.since is not None or found.until is not None


def causes_words(prompts: Prompts, causes: Sequence[Cause]) -> str:
    """ "Noël", "le réveillon et Noël", "Idi el-Fitr, sous réserve"; nothing where no words tell it."""
    told = dict.fromkeys(_cause(prompts, cause) for cause in causes)
    return listed(prompts, [words for words in told if words] or [""])


def _cause(prompts: Prompts, cause: Cause) -> str:
    known = cause.words.get(FALLBACK, "")
    words = cause.words.get(prompts.language) or prompts.holidays.get(known, known)
    return words if cause.sure or not words else phrase(prompts, "unsure", cause=words)


def _unusual(prompts: Prompts, found: Unusual, clock: str) -> str:
    told, cause = clocked(prompts, _days(prompts, found), clock), causes_words(prompts, found.causes)
    return phrase(prompts, "reasoned", told=told, cause=cause) if cause else told


def _days(prompts: Prompts, found: Unusual) -> str:
    """On which days it is closed, or how else it is open."""
    first = date_words(prompts, found.first)
    match found:
        case Unusual(kind="perhaps"):
            return phrase(prompts, "exception_perhaps", date=first)
        case Unusual(kind="hours"):
            return _on_days(prompts, found, spans_words(prompts, Spans(found.spans)))
        case Unusual(kind="part"):
            return _part_of_days(prompts, found)
        case Unusual(last=None, since=since):
            return phrase(prompts, "exception_endless", first=_at(prompts, found.first, since))
        case Unusual(since=None, until=None):
            return _on_days(prompts, found, phrase(prompts, "closed"))
        case Unusual(last=date() as last, since=since, until=until) if last != found.first:
            until_day = _at(prompts, last, until, found.first)
            ends = until_day if until else phrase(prompts, "included", date=until_day)
            return phrase(prompts, "exception_run", first=_at(prompts, found.first, since), last=ends)
    return _part_of_days(prompts, found)


def _on_days(prompts: Prompts, found: Unusual, hours: str) -> str:
    if found.last is None:
        return phrase(prompts, "exception_since", first=date_words(prompts, found.first), hours=hours)
    first, last = (date_words(prompts, day, found.first) for day in (found.first, found.last))
    if first == last:
        return phrase(prompts, "exception_day", date=first, hours=hours)
    return phrase(prompts, "exception_days", first=first, last=phrase(prompts, "included", date=last), hours=hours)


def _part_of_days(prompts: Prompts, found: Unusual) -> str:
    """ "vendredi 4 décembre, fermé à partir de midi" """
    clocks = (("since", found.since), ("until", found.until))
    times = {name: time_words(prompts, at) for name, at in clocks if at}
    return _on_days(prompts, found, phrase(prompts, "closed_" + "_".join(times), **times))


def _at(prompts: Prompts, day: date, clock: time | None, since: date | None = None) -> str:
    """A day, or a time on it."""
    words = date_words(prompts, day, since)
    return phrase(prompts, "date_at", date=words, time=time_words(prompts, clock)) if clock else words


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
