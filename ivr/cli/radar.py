"""`ivr radar`: the coming months, as a list of what will surprise callers and staff."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import groupby

import click
from babel.dates import format_date
from rich.console import Console
from rich.markup import escape

from ivr import clock
from ivr.cli.commands import option, verb
from ivr.cli.known_schedules import known_schedules
from ivr.cli.language import language
from ivr.cli.moments import Day, refuse_far
from ivr.cli.printing import json_option, print_json, print_under
from ivr.hours.day_words import days_words
from ivr.hours.days import stretch
from ivr.radar.looks import KINDS, SIGNS, TO_DO
from ivr.radar.surprise import Kind, Surprise
from ivr.radar.survey import MONTHS, months_later
from ivr.radar.survey import radar as survey

COLOURS: Mapping[Kind, str] = {
    "clock": "cyan",
    "bulletin": "cyan",
    "holiday": "magenta",
    "run": "magenta",
    "closure": "magenta",
    "emergency": "red",
    "opening": "green",
    "working": "green",
    "hours": "blue",
    "provisional": "yellow",
    "uncertain": "yellow",
    "endless": "red",
    "lapse": "red",
    "assumed": "yellow",
    "source": "yellow",
}
DAY, WEEK, SOON = timedelta(days=1), timedelta(days=7), timedelta(days=14)
TEXTS = {
    "fr": {
        "head": "Du {first} au {last} : {count} choses à savoir d'avance.",
        "todo": "À mettre à jour",
        "this": "Cette semaine, {days}",
        "next": "La semaine prochaine, {days}",
        "later": "La semaine suivante, {days}",
        "none": "rien de particulier",
        "legend": "{name} : {legend}",
    },
    "en": {
        "head": "From {first} to {last}: {count} things to know beforehand.",
        "todo": "To be put right",
        "this": "This week, {days}",
        "next": "Next week, {days}",
        "later": "The week after, {days}",
        "none": "nothing in particular",
        "legend": "{name}: {legend}",
    },
}


@verb(
    "radar",
    fr="Changements d'heure, fériés locaux, fermetures, longs ponts, sources à relire.",
    en="Changes of clocks, local holidays, closures, long weekends, sources to be read again.",
)
@option("--from", "start", type=Day(), fr="Premier jour ; aujourd'hui sinon.", en="First day; else today.")
@option("--months", default=MONTHS, type=click.IntRange(1, 120), fr="Combien de mois.", en="How many months.")
@option(
    "--older",
    default=365,
    type=click.IntRange(1, 36_500),
    fr="Âge, en jours, d'une source à relire.",
    en="Age, in days, of a source to be read again.",
)
@json_option("first", "last", "kind", "words", "where", fr="un objet par surprise", en="an object a surprise")
def radar(start: date | None, months: int, older: int, as_json: bool) -> None:
    """What will surprise, what the staff published above the files included."""
    first = start or clock.now().date()
    refuse_far(first, months)
    schedules = known_schedules()
    found = survey(schedules, first, months, older)
    if as_json:
        print_json([_told(surprise) for surprise in found])
        return
    _print(found, (first, months_later(first, months)))


def _print(found: tuple[Surprise, ...], window: tuple[date, date]) -> None:
    """What is to be done, the next two weeks each by itself, then month by month; what the words mean comes last.

    What a change of clocks does to the others is told when it is near.
    """
    console, texts = Console(highlight=False), TEXTS[language()]
    first, last = (_day(day, "d MMMM y") for day in window)
    console.print(texts["head"].format(first=first, last=last, count=len(found)))
    sections = _sections(found, window[0])
    days = max((len(_days(surprise)) for surprise in found), default=0)
    names = max((len(KINDS[surprise.kind].name[language()]) for surprise in found), default=0)
    for title, surprises in sections:
        console.print(f"\n[bold]{title[:1].upper()}{title[1:]}[/bold]")
        for surprise in surprises:
            is_near = surprise.first < window[0] + SOON
            _print_one(console, surprise, (days, names), is_near=is_near)
        if not surprises:
            console.print(f"  [dim]{texts['none']}[/dim]")
    if found:
        _print_legend(console, found)


Section = tuple[str, list[Surprise]]  # its title, and what is in it


def _sections(found: tuple[Surprise, ...], first: date) -> list[Section]:
    """What is to be done at once; this week, the next, and the one in which two weeks end; each month that has some."""
    due = [surprise for surprise in found if surprise.kind in TO_DO and surprise.first <= first]
    ahead = [surprise for surprise in found if surprise not in due]
    sections: list[Section] = [(TEXTS[language()]["todo"], due)] if due else []
    monday = first - timedelta(days=first.weekday())
    for name in ("this", "next", "later"):
        if monday < first + SOON:
            days = days_words(stretch(monday, monday + WEEK - DAY), language())
            title = TEXTS[language()][name].format(days=days)
            sections.append((title, [one for one in ahead if one.first < monday + WEEK]))
            ahead, monday = [one for one in ahead if one.first >= monday + WEEK], monday + WEEK
    months = groupby(ahead, lambda surprise: _day(surprise.first, "MMMM y"))
    return [*sections, *((month, list(surprises)) for month, surprises in months)]


def _print_one(console: Console, surprise: Surprise, widths: tuple[int, int], *, is_near: bool) -> None:
    spoken, look, (days, names) = language(), KINDS[surprise.kind], widths
    lead = f"{look.sign} {_days(surprise):<{days}} {look.name[spoken]:<{names}}"
    where = surprise.where[spoken] if is_near else surprise.where[spoken].partition(";")[0].rstrip()
    told = f"{escape(surprise.words[spoken])} [dim]· {escape(where)}[/dim]"
    print_under(console, f"  [{COLOURS[surprise.kind]}]{escape(lead)}[/{COLOURS[surprise.kind]}] ", told)


def _print_legend(console: Console, found: tuple[Surprise, ...]) -> None:
    console.print()
    kinds = dict.fromkeys(surprise.kind for surprise in found)
    for look in (KINDS[kind] for kind in KINDS if kind in kinds):
        if look.legend:
            told = TEXTS[language()]["legend"].format(name=look.name[language()], legend=look.legend[language()])
            print_under(console, "  ", f"[dim]{escape(told)}[/dim]")
    print_under(console, "  ", f"[dim]{SIGNS[language()]}[/dim]")


def _days(surprise: Surprise) -> str:
    """ "ven. 25", "ven. 25–dim. 27", "jeu. 24–3 janv.", "lun. 4–9 mars 2029"."""
    start = _day(surprise.first, "EEE d")
    if surprise.last == surprise.first:
        return start
    if surprise.last.year != surprise.first.year and surprise.last.month >= surprise.first.month:
        end = _day(surprise.last, "d MMM y")
    elif surprise.last.month != surprise.first.month:
        end = _day(surprise.last, "d MMM")
    else:
        end = _day(surprise.last, "EEE d")
    return f"{start}–{end}"


def _day(day: date, pattern: str) -> str:
    return str(format_date(day, pattern, locale=language()))


def _told(surprise: Surprise) -> dict[str, object]:
    return {
        "first": surprise.first,
        "last": surprise.last,
        "kind": surprise.kind,
        "words": dict(surprise.words),
        "where": dict(surprise.where),
    }
