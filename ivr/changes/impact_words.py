"""What a change does to the hours, in words: one sentence, and the rows of a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from ivr.changes.impact import DayChange, Hours, Impact, NoticeChange, Touched
from ivr.check.entry_words import PARIS, people_words, whom_words
from ivr.check.reached import reached_among
from ivr.findings import LANGUAGES, Language
from ivr.hours.day_words import date_words, days_words
from ivr.hours.days import Days, Stretch
from ivr.hours.rule import Spans
from ivr.hours.schedules import Bulletin, Line, Schedules
from ivr.hours.words import Words, words

FEW_DAYS = 4  # that are named; more are counted
MINUTE, HOUR = 60, 3600

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "closes": "Ferme {whom}, {when} : {amount}.",
        "opens": "Ouvre {whom}, {when} : {amount}.",
        "changes": "Change les horaires, {when}, pour {whom} : {amount}.",
        "unsure": "Ne change que des heures incertaines, {when}, pour {whom}.",
        "nothing": "Aucune heure d'ouverture à venir ne change.",
        "over": "Rien ne change : tout cela est déjà passé.",
        "goes_on": "L'effet continue ensuite : il est compté jusqu'au {day}.",
        "whom": "{whom}, {people}",
        "less": "{lost} de moins",
        "more": "{gained} de plus",
        "both": "{lost} de moins et {gained} de plus",
        "each": "{amount} chacun",
        "each caisse": "{amount} chacune",
        "between": "entre {least} et {most}",
        "clocks": "de {start} à {end}",
        "range": "{start}–{end}",
        "and": " et ",
        "closed": "fermé",
        "perhaps": "peut-être {spans}",
        "same": "les mêmes heures",
        "count": "{count} {days}, du {first} au {last}",
        "days": "jours",
        "hour": "1 heure",
        "hours": "{hours} heures",
        "hours_minutes": "{hours} h {minutes:02}",
        "minute": "1 minute",
        "minutes": "{minutes} minutes",
        "tells": "Annonce {notice}",
        "tells_no_more": "Retire l'annonce {notice}",
        "tells_else": "Change l'annonce {notice}",
        "notice": "sur {lines}, {when} : « {words} »",
        "until": "du {first} au {last}",
        "endless": "à partir du {first}, sans fin connue",
        "moment": "{day} à {at}",
    },
    "en": {
        "closes": "Closes {whom}, {when}: {amount}.",
        "opens": "Opens {whom}, {when}: {amount}.",
        "changes": "Changes the hours, {when}, for {whom}: {amount}.",
        "unsure": "Changes uncertain hours only, {when}, for {whom}.",
        "nothing": "No opening hour to come changes.",
        "over": "Nothing changes: all of it is over already.",
        "goes_on": "The effect goes on after that: it is counted until {day}.",
        "whom": "{whom}, {people}",
        "less": "{lost} less",
        "more": "{gained} more",
        "both": "{lost} less and {gained} more",
        "each": "{amount} each",
        "each caisse": "{amount} each",
        "between": "between {least} and {most}",
        "clocks": "from {start} to {end}",
        "range": "{start}–{end}",
        "and": " and ",
        "closed": "closed",
        "perhaps": "perhaps {spans}",
        "same": "the same hours",
        "count": "{count} {days}, from {first} to {last}",
        "days": "days",
        "hour": "1 hour",
        "hours": "{hours} hours",
        "hours_minutes": "{hours} h {minutes:02} min",
        "minute": "1 minute",
        "minutes": "{minutes} minutes",
        "tells": "Notice {notice}",
        "tells_no_more": "Takes away the notice {notice}",
        "tells_else": "Changes the notice {notice}",
        "notice": "on {lines}, {when}: “{words}”",
        "until": "from {first} to {last}",
        "endless": "from {first} on, no end known",
        "moment": "{day} at {at}",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """Days on which some have other hours, all of them alike. `lost` and `gained`: seconds of each body and day."""

    bodies: tuple[str, ...]  # names of lines and codes of caisses
    days: tuple[date, ...]
    who: Words
    when: Words
    before: Words
    after: Words
    difference: Words
    lost: int
    gained: int


def summary_words(impact: Impact, schedules: Schedules) -> Words:
    """ "Ferme la CPAM du Rhône (69), 1,9 million d'habitants, le vendredi 27 novembre 2026, de 12 h à 17 h : 5 heures."

    `schedules` are those after the change.
    """
    return words(**{language: " ".join(_sentences(impact, schedules, language)) for language in LANGUAGES})


def rows_of(impact: Impact, schedules: Schedules) -> tuple[Row, ...]:
    """The rows of a table, in the order of their days: equal days of the same bodies are one row."""
    found = [row for touched in impact.touched for row in _rows(touched, schedules)]
    return tuple(sorted(found, key=lambda row: (row.days[0], -len(row.bodies))))


def duration_words(seconds: int, language: Language) -> str:
    """ "5 heures", "2 h 30", "45 minutes"."""
    hours, minutes = divmod(round(seconds / MINUTE), HOUR // MINUTE)
    if hours and minutes:
        key = "hours_minutes"
    elif hours:
        key = "hour" if hours == 1 else "hours"
    else:
        key = "minute" if minutes == 1 else "minutes"
    return TEXTS[language][key].format(hours=hours, minutes=minutes)


def clock_words(clock: time, language: Language) -> str:
    """ "8 h 30", "12 h"; "08:30" in English."""
    if language == "en":
        return f"{clock:%H:%M}"
    return f"{clock.hour} h {clock.minute:02}" if clock.minute else f"{clock.hour} h"


def hours_words(hours: Hours, language: Language) -> str:
    """ "8 h 30–12 h, 13 h 30–17 h", "fermé", "peut-être 8 h 30–17 h"."""
    texts, told = TEXTS[language], []
    if hours.sure or not hours.perhaps:
        told.append(_spans(hours.sure, language) or texts["closed"])
    if hours.perhaps:
        told.append(texts["perhaps"].format(spans=_spans(hours.perhaps, language)))
    return ", ".join(told)


def _spans(spans: Spans, language: Language, way: str = "range", between: str = ", ") -> str:
    told = TEXTS[language][way]
    return between.join(
        told.format(start=clock_words(start, language), end=clock_words(end, language)) for start, end in spans
    )


def notice_words(notice: Bulletin, schedules: Schedules, language: Language) -> str:
    """ "sur le 36 46, du jeudi 3 décembre 2026 à 0 h au vendredi 4 décembre 2026 à 0 h : « Aujourd'hui, ... »"."""
    texts, when = TEXTS[language], notice_when(notice, language)
    lines = ", ".join(schedules.lines[name].names[language] for name in notice.lines)
    return texts["notice"].format(lines=lines, when=when, words=notice.words[language])


def notice_when(notice: Bulletin, language: Language) -> str:
    """From when until when it is told, by the clock of Paris."""
    first, last = (_moment(at, language) if at else "" for at in (notice.first, notice.last))
    return TEXTS[language]["until" if last else "endless"].format(first=first, last=last)


# -- the sentence ------------------------------------------------------------------------------------------------------


def _sentences(impact: Impact, schedules: Schedules, language: Language) -> Iterator[str]:
    texts = TEXTS[language]
    if impact.touched:
        yield _told(impact, schedules, language)
        if impact.goes_on:
            yield texts["goes_on"].format(day=date_words(impact.last.astimezone(PARIS).date(), language))
    elif impact.is_over:
        yield texts["over"]
    elif impact.entries or not impact.notices:
        yield texts["nothing"]
    yield from (_notice(one, schedules, language) for one in impact.notices)


def _told(impact: Impact, schedules: Schedules, language: Language) -> str:
    """Of hours that change."""
    texts, touched = TEXTS[language], impact.touched
    lost, gained = any(one.lost for one in touched), any(one.gained for one in touched)
    key = {(True, False): "closes", (False, True): "opens", (True, True): "changes"}.get((lost, gained), "unsure")
    whom, people = whom_words(impact.reached, schedules, language), people_words(impact.reached, schedules, language)
    return texts[key].format(
        whom=texts["whom"].format(whom=whom, people=people) if people else whom,
        when=", ".join(filter(None, (_when(impact.days, language), _clocks(touched, language)))),
        amount=_amount(touched, language, both=lost and gained),
    )


def _clocks(touched: tuple[Touched, ...], language: Language) -> str:
    """ "de 12 h à 17 h" where it is the same for all, and on one way only."""
    same = {(one.taken, one.given) for each in touched for one in each.days}
    if len(same) != 1:
        return ""
    taken, given = next(iter(same))
    return _spans(taken or given, language, "clocks", TEXTS[language]["and"]) if not (taken and given) else ""


def _amount(touched: tuple[Touched, ...], language: Language, *, both: bool) -> str:
    texts = TEXTS[language]
    lost, gained = (_between([getattr(one, way) for one in touched], language) for way in ("lost", "gained"))
    way = "both" if both else "less" if any(one.lost for one in touched) else "more"
    bodies = [body for one in touched for body in one.bodies]
    if len(bodies) == 1 and not both:
        return lost if way == "less" else gained
    each = "each" if any(isinstance(body, Line) for body in bodies) else "each caisse"
    amount = texts[way].format(lost=lost, gained=gained)
    return texts[each].format(amount=amount) if len(bodies) > 1 else amount


def _between(amounts: list[int], language: Language) -> str:
    least, most = (duration_words(one, language) for one in (min(amounts), max(amounts)))
    return least if least == most else TEXTS[language]["between"].format(least=least, most=most)


def _when(days: tuple[date, ...], language: Language) -> str:
    """ "le vendredi 4 décembre 2026", "12 samedis, du 5 décembre 2026 au 20 février 2027", "du 1er au 9 mai 2027"."""
    if len(days) <= FEW_DAYS:
        return days_words(Days(tuple(Stretch(day, day) for day in days)), language)
    first, last = days[0], days[-1]
    if (last - first).days + 1 == len(days):
        return days_words(Days((Stretch(first, last),)), language)
    weekdays = {day.weekday() for day in days}
    name = date_words(first, language).partition(" ")[0] + "s" if len(weekdays) == 1 else TEXTS[language]["days"]
    told = {"first": _date(first, language), "last": _date(last, language)}
    return TEXTS[language]["count"].format(count=len(days), days=name, **told)


def _date(day: date, language: Language) -> str:
    """Without its weekday."""
    return date_words(day, language).partition(" ")[2]


def _notice(change: NoticeChange, schedules: Schedules, language: Language) -> str:
    notice = change.after or change.before
    assert notice
    key = "tells_no_more" if not change.after else "tells_else" if change.before else "tells"
    return TEXTS[language][key].format(notice=notice_words(notice, schedules, language))


def _moment(at: datetime, language: Language) -> str:
    there = at.astimezone(PARIS)
    day, clock = date_words(there.date(), language), clock_words(there.time(), language)
    return TEXTS[language]["moment"].format(day=day, at=clock)


# -- the table ---------------------------------------------------------------------------------------------------------


def _rows(touched: Touched, schedules: Schedules) -> Iterator[Row]:
    names = tuple(body.name if isinstance(body, Line) else body.code for body in touched.bodies)
    reached = reached_among(frozenset(names), schedules)
    who = words(**{language: whom_words(reached, schedules, language) for language in LANGUAGES})
    alike: dict[tuple[Hours, Hours, int, int], list[DayChange]] = {}
    for one in touched.days:
        alike.setdefault((one.before, one.after, one.lost, one.gained), []).append(one)
    for (before, after, lost, gained), days in alike.items():
        every = tuple(one.day for one in days)
        yield Row(
            names,
            every,
            who,
            words(**{language: _when(every, language) for language in LANGUAGES}),
            words(**{language: hours_words(before, language) for language in LANGUAGES}),
            words(**{language: hours_words(after, language) for language in LANGUAGES}),
            words(**{language: _difference(lost, gained, language) for language in LANGUAGES}),
            lost,
            gained,
        )


def _difference(lost: int, gained: int, language: Language) -> str:
    """ "5 heures de moins", "3 heures de moins et 1 heure de plus"."""
    key = {(True, True): "both", (True, False): "less", (False, True): "more"}.get((bool(lost), bool(gained)), "same")
    told = {"lost": duration_words(lost, language), "gained": duration_words(gained, language)}
    return TEXTS[language][key].format(**told)
