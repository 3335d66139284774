"""`ivr radar`: the coming months, as a list of what will surprise callers and staff."""

import os
from datetime import date

import click
from babel.dates import format_date
from rich.console import Console
from rich.markup import escape

from ivr import clock
from ivr.cli.commands import option, verb
from ivr.cli.language import language
from ivr.cli.moments import Day
from ivr.cli.printing import json_option, print_json, print_under
from ivr.content.schedules import read_schedules
from ivr.findings import Language
from ivr.hours.words import Words, words
from ivr.radar.surprise import Kind, Surprise
from ivr.radar.survey import MONTHS, months_later
from ivr.radar.survey import radar as survey
from ivr.settings import read_settings

KINDS: dict[Kind, tuple[Words, str]] = {  # what it is called, and its colour
    "clock": (words(fr="heure", en="clock"), "cyan"),
    "holiday": (words(fr="férié local", en="local holiday"), "yellow"),
    "provisional": (words(fr="provisoire", en="provisional"), "yellow"),
    "uncertain": (words(fr="à confirmer", en="to confirm"), "yellow"),
    "run": (words(fr="sans ouverture", en="no opening"), "blue"),
    "closure": (words(fr="fermeture", en="closure"), "magenta"),
    "endless": (words(fr="sans fin", en="endless"), "red"),
    "lapse": (words(fr="périmé", en="lapsed"), "red"),
    "bulletin": (words(fr="annonce", en="notice"), "magenta"),
    "assumed": (words(fr="supposé", en="assumed"), "yellow"),
    "source": (words(fr="source", en="source"), "yellow"),
}
UNDER = 45  # the column in which the sentences begin
HEAD = {
    "fr": "Du {first} au {last} : {count} choses à savoir d'avance.",
    "en": "From {first} to {last}: {count} things to know beforehand.",
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
    type=click.IntRange(min=1),
    fr="Âge, en jours, d'une source à relire.",
    en="Age, in days, of a source to be read again.",
)
@json_option("first", "last", "kind", "words", "where", fr="un objet par surprise", en="an object a surprise")
def radar(start: date | None, months: int, older: int, as_json: bool) -> None:
    """What will surprise."""
    schedules = read_schedules(read_settings(os.environ).content_folder / "schedules")
    first = start or clock.now().date()
    found = survey(schedules, first, months, older)
    if as_json:
        print_json([_told(surprise) for surprise in found])
        return
    _print(found, (first, months_later(first, months)))


def _print(found: tuple[Surprise, ...], window: tuple[date, date]) -> None:
    console = Console(highlight=False)
    first, last = (format_date(day, "d MMMM y", locale=language()) for day in window)
    console.print(HEAD[language()].format(first=first, last=last, count=len(found)))
    month = ""
    for surprise in found:
        if (named := format_date(surprise.first, "MMMM y", locale=language())) != month:
            month = named
            console.print(f"\n[bold]{month[:1].upper()}{month[1:]}[/bold]")
        _print_one(console, surprise, language())


def _print_one(console: Console, surprise: Surprise, spoken: Language) -> None:
    kind, colour = KINDS[surprise.kind]
    day = format_date(surprise.first, "EEE d", locale=spoken)
    if surprise.last != surprise.first:
        day += f" → {format_date(surprise.last, 'EEE d MMM', locale=spoken)}"
    words, where = escape(surprise.words[spoken]), escape(surprise.where[spoken])
    print_under(console, f"  {day:<26} [{colour}]{kind[spoken]:<15}[/{colour}] ", words)
    print_under(console, " " * UNDER, f"[dim]{where}[/dim]")


def _told(surprise: Surprise) -> dict[str, object]:
    return {
        "first": surprise.first,
        "last": surprise.last,
        "kind": surprise.kind,
        "words": dict(surprise.words),
        "where": dict(surprise.where),
    }
