"""An entry of closures.yaml in one sentence: what it does, when, whom it reaches, how many people live there."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from ivr.check.reached import Reached, reached_by
from ivr.findings import Language
from ivr.hours.day_words import date_words, days_words, parts_words
from ivr.hours.rule import DAY_END, Closure, Dated, Emergency, Opening, OtherHours, Spans
from ivr.hours.schedules import Above, Caisse, Line, Schedules

PARIS = ZoneInfo("Europe/Paris")  # by whose clock emergencies are written
NOON, MINUTE = time(12), timedelta(minutes=1)
NAMED = 3  # caisses that are called by name; more are counted
LISTED = 8  # départements that are listed; more are counted
MILLION, THOUSAND = 10**6, 10**4  # from there on people are told in millions, and in thousands

SECTIONS: Mapping[type[Dated | Emergency], str] = {
    Closure: "closures",
    Opening: "openings",
    OtherHours: "hours",
    Emergency: "emergencies",
}
TEXTS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "entry": "{name} : {told}",
        "closures": "fermeture",
        "openings": "ouverture",
        "hours": "autres horaires",
        "emergencies": "urgence",
        "endless": "à partir du {start}, sans fin connue (heure de Paris)",
        "ending": "du {start} au {end} (heure de Paris)",
        "moment": "{day} à {at}",
        "everybody": "tout le monde (les trois lignes et {count} caisses)",
        "calls": "tous ceux qui appellent {line} ({count} caisses)",
        "all_caisses": "toutes les caisses ({count})",
        "unplaced": "{line} pour qui n'a pas de caisse connue",
        "some_caisses": "{count} caisses ({departments})",
        "departments": "{count} départements",
        "nobody": "personne",
        "reopening": "réouverture le {day} à {at}",
        "people": "{count} habitants",
        "thousands": "{count} 000 habitants",
        "million": "{count} million d'habitants",
        "millions": "{count} millions d'habitants",
        "partly": "une partie des {people}",
        "also": "{people} et, {where}, {partly}",
    },
    "en": {
        "entry": "{name}: {told}",
        "closures": "closure",
        "openings": "opening",
        "hours": "other hours",
        "emergencies": "emergency",
        "endless": "from {start} on, no end known (Paris time)",
        "ending": "from {start} to {end} (Paris time)",
        "moment": "{day} at {at}",
        "everybody": "everybody (the three lines and {count} caisses)",
        "calls": "everybody who calls {line} ({count} caisses)",
        "all_caisses": "all caisses ({count})",
        "unplaced": "{line} for those whose caisse is not known",
        "some_caisses": "{count} caisses ({departments})",
        "departments": "{count} départements",
        "nobody": "nobody",
        "reopening": "open again on {day} at {at}",
        "people": "{count} people",
        "thousands": "{count},000 people",
        "million": "{count} million people",
        "millions": "{count} million people",
        "partly": "some of the {people}",
        "also": "{people} and, {where}, {partly}",
    },
}


def entry_words(entry: Above, schedules: Schedules, language: Language) -> str:
    """ "semestre-2027 : autres horaires, du 4 janvier au 30 juin 2027, la CPAM ... (13), 2,1 millions d'habitants"."""
    return TEXTS[language]["entry"].format(name=entry.what.name, told=told_words(entry, schedules, language))


def told_words(entry: Above, schedules: Schedules, language: Language) -> str:
    """The same without its name."""
    reached = reached_by(entry, schedules)
    told = [
        section_words(entry.what, language),
        when_words(entry.what, language),
        whom_words(reached, schedules, language),
        people_words(reached, schedules, language),
        _reopening(entry, reached, schedules, language),
    ]
    return ", ".join(filter(None, told))


def entry_json(entry: Above, schedules: Schedules) -> dict[str, object]:
    """The same for a program. `people` live in `departments`, and `people_partly` in `partly`: a part is reached."""
    reached = reached_by(entry, schedules)
    return {
        "entry": entry.what.name,
        "section": SECTIONS[type(entry.what)],
        "days": {language: when_words(entry.what, language) for language in TEXTS},
        "calls": list(reached.called),
        "lines": list(reached.lines),
        "caisses": [caisse.code for caisse in reached.caisses],
        "departments": list(reached.departments),
        "partly": list(reached.partly),
        "people": reached.people,
        "people_partly": reached.people_partly,
        "words": {language: entry_words(entry, schedules, language) for language in TEXTS},
    }


def section_words(what: Dated | Emergency, language: Language) -> str:
    """ "fermeture à partir de 12:00", "ouverture de 09:00 à 12:00", "autres horaires", "urgence"."""
    spans: Spans = ()
    match what:
        case Closure():
            spans = what.part
        case Opening():
            spans = what.spans
    return f"{TEXTS[language][SECTIONS[type(what)]]} {parts_words(spans, language)}".rstrip()


def whom_words(reached: Reached, schedules: Schedules, language: Language) -> str:
    """ "tous ceux qui appellent le 36 46 (101 caisses)", "la ligne de Mayotte, la CPAM du Rhône (69)"."""
    texts, count = TEXTS[language], len(reached.caisses)
    if len(reached.caisses) < len(schedules.caisses) or not reached.caisses:
        told = [*_lines(reached.lines, schedules, language), *_caisses(reached, language)]
    elif len(reached.lines) == len(schedules.lines):
        told = [texts["everybody"].format(count=count)]
    elif "national" in reached.lines:
        others = (name for name in reached.lines if name != "national")
        line = schedules.lines["national"].names[language]
        told = [
            texts["calls"].format(line=line, count=count),
            *(schedules.lines[one].names[language] for one in others),
        ]
    else:
        told = [*_lines(reached.lines, schedules, language), texts["all_caisses"].format(count=count)]
    return ", ".join(told) or texts["nobody"]


def people_words(reached: Reached, schedules: Schedules, language: Language) -> str:
    """ "2,1 millions d'habitants", "679 000 habitants et, dans le Nord, une partie des 2,6 millions d'habitants".

    Nothing where nobody can be counted.
    """
    texts = TEXTS[language]
    whole, partly = (_people(count, language) for count in (reached.people, reached.people_partly))
    if not partly:
        return whole
    part = texts["partly"].format(people=partly)
    where = ", ".join(schedules.departments[code].names[language] for code in reached.partly)
    return texts["also"].format(people=whole, where=where, partly=part) if whole else part


def when_words(what: Dated | Emergency, language: Language) -> str:
    """ "le vendredi 4 décembre 2026", "du ... au ... (heure de Paris)" of an emergency."""
    if not isinstance(what, Emergency):
        return days_words(what.days, language)
    texts, start = TEXTS[language], _moment(what.start, language)
    if what.end is None:
        return texts["endless"].format(start=start)
    return texts["ending"].format(start=start, end=_moment(what.end, language))


def _lines(lines: tuple[str, ...], schedules: Schedules, language: Language) -> Iterator[str]:
    for name, line in schedules.lines.items():
        if name in lines:
            told = line.names[language]
            yield TEXTS[language]["unplaced"].format(line=told) if name == "national" else told


def _caisses(reached: Reached, language: Language) -> Iterator[str]:
    if len(reached.caisses) <= NAMED:
        yield from (_named(caisse, language) for caisse in reached.caisses)
        return
    every, texts = sorted((*reached.departments, *reached.partly)), TEXTS[language]
    told = ", ".join(every) if len(every) <= LISTED else texts["departments"].format(count=len(every))
    yield texts["some_caisses"].format(count=len(reached.caisses), departments=told)


def _named(caisse: Caisse, language: Language) -> str:
    return f"{caisse.names[language]} ({', '.join(caisse.departments)})"


def _people(count: int, language: Language) -> str:
    texts = TEXTS[language]
    if count >= MILLION:
        millions = round(count / MILLION, 1)
        shown = format_decimal(millions, locale=language)
        return texts["million" if millions < 2 else "millions"].format(count=shown)
    if count >= THOUSAND:
        return texts["thousands"].format(count=round(count / 1000))
    return texts["people"].format(count=format_decimal(count, locale=language)) if count else ""


def _reopening(entry: Above, reached: Reached, schedules: Schedules, language: Language) -> str:
    """When the first who is reached opens again after a closure; nothing where no end is known."""
    bodies: list[Caisse | Line] = [*reached.caisses, *(schedules.lines[name] for name in reached.lines)]
    if not isinstance(entry.what, Closure) or (last := entry.what.days.last) is None or not bodies:
        return ""
    calendar = schedules.calendar(bodies[0].rule, datetime.combine(last, NOON, PARIS))
    end = datetime.combine(last, entry.what.part[-1][1] if entry.what.part else DAY_END, calendar.zone)
    opens = end if calendar.is_open(end) else calendar.next_opening(end - MINUTE)
    if opens is None:
        return ""
    return TEXTS[language]["reopening"].format(day=date_words(opens.date(), language), at=f"{opens:%H:%M}")


def _moment(at: datetime, language: Language) -> str:
    there = at.astimezone(PARIS)
    return TEXTS[language]["moment"].format(day=date_words(there.date(), language), at=f"{there:%H:%M}")
