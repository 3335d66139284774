"""Days in words, French and English, as the staff would write them: `read_days` reads the same days out of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import groupby

from ivr.findings import Language
from ivr.hours.date_names import date_names
from ivr.hours.day_names import EVERY_YEAR
from ivr.hours.days import Days, MonthDay, Stretch
from ivr.hours.rule import DAY_END, Span, Spans


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What stands between days; the names of months and weekdays are the calendar's own."""

    first_of_month: str
    alone: str
    several: str
    both: str
    since: str
    until: str
    each: str
    month: str
    weekdays_of: str
    nth_of: str
    ordinals: Mapping[int, str]
    yearly: str
    unless: str
    conjunction: str
    part_since: str
    part_until: str
    part_between: str


GRAMMARS: Mapping[Language, _Grammar] = {
    "fr": _Grammar(
        first_of_month="1er",
        alone="le {day}",
        several="les {days}",
        both="du {first} au {last}",
        since="à partir du {first}",
        until="jusqu'au {last}",
        each="tous les {days}",
        month="en {month}",
        weekdays_of="{days} de {month}",
        nth_of="{nth} {days} du mois",
        ordinals={1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième", -1: "dernier"},
        yearly="chaque année {days}",
        unless="{days} sauf {but}",
        conjunction="et",
        part_since="à partir de {start}",
        part_until="jusqu'à {end}",
        part_between="de {start} à {end}",
    ),
    "en": _Grammar(
        first_of_month="1",
        alone="on {day}",
        several="on {days}",
        both="from {first} to {last}",
        since="from {first} on",
        until="until {last}",
        each="every {days}",
        month="in {month}",
        weekdays_of="{days} in {month}",
        nth_of="{nth} {days} of the month",
        ordinals={1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"},
        yearly="every year {days}",
        unless="{days} except {but}",
        conjunction="and",
        part_since="from {start} on",
        part_until="until {end}",
        part_between="from {start} to {end}",
    ),
}


def days_words(days: Days, language: Language) -> str:
    """ "le vendredi 4 décembre 2026", "samedis du 5 au 26 décembre 2026 sauf le samedi 12 décembre 2026"."""
    told = _all(days.stretches, language)
    return GRAMMARS[language].unless.format(days=told, but=_all(days.but, language)) if days.but else told


def date_words(day: date, language: Language) -> str:
    """ "vendredi 4 décembre 2026", "Friday 4 December 2026"."""
    return f"{_weekday(day.weekday(), language)} {_written(day, language)}"


def parts_words(spans: Spans, language: Language) -> str:
    """ "à partir de 12:00", "de 09:00 à 12:00 et de 14:00 à 16:00"; nothing for a whole day."""
    return _listed([_part(span, language) for span in spans], language) if spans else ""


def _part(span: Span, language: Language) -> str:
    grammar, (start, end) = GRAMMARS[language], span
    way = grammar.part_until if start == time() else grammar.part_since if end == DAY_END else grammar.part_between
    return way.format(start=f"{start:%H:%M}", end=f"{end:%H:%M}")


def _all(stretches: tuple[Stretch, ...], language: Language) -> str:
    """Single days of one month are told as a list, and so are those that only differ in which of the month they are."""
    told = (_alike(tuple(same), language) for _, same in groupby(stretches, _kin))
    return " ; ".join(words for several in told for words in several)


def _kin(stretch: Stretch) -> tuple[int, int] | Stretch:
    """What is told together with it: the days of its month, or its like."""
    if stretch.first and _is_single(stretch):
        return stretch.first.year, stretch.first.month
    return replace(stretch, nth=1) if stretch.nth else stretch


def _alike(stretches: tuple[Stretch, ...], language: Language) -> Iterator[str]:
    days = [one.first for one in stretches if one.first]
    if _is_single(stretches[0]) and len(stretches) > 1 and days == sorted(set(days)):
        numbers = _listed([_number(day.day, language) for day in days], language)
        yield GRAMMARS[language].several.format(days=f"{numbers} {_month_name(days[0], language)} {days[0].year}")
    elif stretches[0].nth:
        yield _one(stretches[0], [one.nth for one in stretches], language)
    else:
        yield from (_one(one, [], language) for one in stretches)


def _is_single(stretch: Stretch) -> bool:
    return stretch.first is not None and stretch == Stretch(stretch.first, stretch.first)


def _one(stretch: Stretch, nth: list[int], language: Language) -> str:
    grammar = GRAMMARS[language]
    if stretch.yearly:
        return grammar.yearly.format(days=_yearly(stretch.yearly, language))
    if not stretch.weekdays:
        return _of_time(stretch, language)
    if stretch.nth:
        ordinals = _listed([grammar.ordinals[number] for number in nth], language)
        days = _listed([_weekday(number, language) for number in stretch.weekdays], language)
        told = grammar.nth_of.format(nth=ordinals, days=days)
        return told if _is_ever(stretch) else f"{told} {_between(stretch, language)}"
    return _weekdays(stretch, language)


def _weekdays(stretch: Stretch, language: Language) -> str:
    """ "tous les samedis", "samedis de décembre 2026", "lundis et mardis du 4 au 12 janvier 2027"."""
    grammar = GRAMMARS[language]
    if _is_ever(stretch):
        singular = [_weekday(number, language) + "s" * (language == "fr") for number in stretch.weekdays]
        return grammar.each.format(days=_listed(singular, language))
    days = _listed([_weekday(number, language) + "s" for number in stretch.weekdays], language)
    if month := _month(stretch, language):
        return grammar.weekdays_of.format(days=days, month=month)
    return f"{days} {_between(stretch, language)}"


def _of_time(stretch: Stretch, language: Language) -> str:
    grammar = GRAMMARS[language]
    if stretch.first and stretch.first == stretch.last:
        return grammar.alone.format(day=date_words(stretch.first, language))
    month = _month(stretch, language)
    return grammar.month.format(month=month) if month else _between(stretch, language)


def _between(stretch: Stretch, language: Language) -> str:
    """ "du 5 au 26 décembre 2026", "from 24 December 2026 to 3 January 2027", "à partir du 4 janvier 2027"."""
    grammar, first, last = GRAMMARS[language], stretch.first, stretch.last
    if first is None or last is None:
        phrase = grammar.since if first else grammar.until
        day = _written(first or last or date.max, language)
        return phrase.format(first=day, last=day)
    end = _written(last, language)
    if first.year != last.year:
        return grammar.both.format(first=_written(first, language), last=end)
    start = _number(first.day, language)
    if first.month != last.month:
        start = f"{start} {_month_name(first, language)}"
    return grammar.both.format(first=start, last=end)


def _yearly(between: tuple[MonthDay, MonthDay], language: Language) -> str:
    grammar = GRAMMARS[language]
    first, last = (_of_year(day, language) for day in between)
    return grammar.alone.format(day=first) if first == last else grammar.both.format(first=first, last=last)


def _of_year(at: MonthDay, language: Language) -> str:
    day = date(EVERY_YEAR, *at)
    return f"{_number(day.day, language)} {_month_name(day, language)}"


def _month(stretch: Stretch, language: Language) -> str:
    """ "décembre 2026" where it is the whole of one month."""
    first, last = stretch.first, stretch.last
    if not (first and last) or first.day != 1 or (last + timedelta(days=1)).day != 1 or (last - first).days > 30:
        return ""
    return f"{_month_name(first, language)} {first.year}"


def _is_ever(stretch: Stretch) -> bool:
    return stretch.first is None and stretch.last is None


def _listed(words: Iterable[str], language: Language) -> str:
    *others, last = words
    return f"{', '.join(others)} {GRAMMARS[language].conjunction} {last}" if others else last


def _written(day: date, language: Language) -> str:
    return f"{_number(day.day, language)} {_month_name(day, language)} {day.year}"


def _number(day: int, language: Language) -> str:
    return GRAMMARS[language].first_of_month if day == 1 else str(day)


def _month_name(day: date, language: Language) -> str:
    return date_names(language).months[day.month]


def _weekday(number: int, language: Language) -> str:
    return date_names(language).weekdays[number]
