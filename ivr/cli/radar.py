"""`ivr radar`: the coming months, as a list of what will surprise callers and staff."""

import json
import os
from datetime import date

import click
from babel.dates import format_date
from rich.console import Console
from rich.markup import escape

from ivr import clock
from ivr.cli.language import Day, Verb, english_option, language, refused
from ivr.cli.wrapping import print_under
from ivr.content.faults import ContentError
from ivr.content.schedules import read_schedules
from ivr.findings import Language
from ivr.radar.surprise import Kind, Surprise
from ivr.radar.survey import MONTHS, months_later
from ivr.radar.survey import radar as survey
from ivr.settings import SettingsError, read_settings

KINDS: dict[Kind, tuple[str, str, str]] = {
    "clock": ("heure", "clock", "cyan"),
    "holiday": ("férié local", "local holiday", "yellow"),
    "uncertain": ("à confirmer", "to confirm", "yellow"),
    "run": ("sans ouverture", "no opening", "blue"),
    "closure": ("fermeture", "closure", "magenta"),
    "endless": ("sans fin", "endless", "red"),
    "lapse": ("périmé", "lapsed", "red"),
    "bulletin": ("annonce", "notice", "magenta"),
    "assumed": ("supposé", "assumed", "yellow"),
    "source": ("source", "source", "yellow"),
}
UNDER = 45  # the column in which the sentences begin
HEAD = {
    "fr": "Du {first} au {last} : {count} choses à savoir d'avance.",
    "en": "From {first} to {last}: {count} things to know beforehand.",
}


@click.command("radar", cls=Verb)
@click.option("--from", "start", type=Day(), help="Premier jour ; aujourd'hui sinon.")
@click.option("--months", default=MONTHS, show_default=True, type=click.IntRange(1, 120), help="Combien de mois.")
@click.option(
    "--older", default=365, show_default=True, type=click.IntRange(min=1), help="Âge, en jours, d'une source à relire."
)
@click.option("--json", "as_json", is_flag=True, help="Pour un programme.")
@english_option
def radar(start: date | None, months: int, older: int, as_json: bool) -> None:
    """Ce qui surprendra dans les 24 mois : heure, fériés locaux, fermetures, sources à relire."""
    try:
        schedules = read_schedules(read_settings(os.environ).content_folder / "schedules")
    except (SettingsError, ContentError) as error:
        raise refused(error) from error
    first = start or clock.now().date()
    found = survey(schedules, first, months, older)
    if as_json:
        click.echo(json.dumps([_told(surprise) for surprise in found], ensure_ascii=False, indent=2))
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
    french, english, colour = KINDS[surprise.kind]
    kind = english if spoken == "en" else french
    day = format_date(surprise.first, "EEE d", locale=spoken)
    if surprise.last != surprise.first:
        day += f" → {format_date(surprise.last, 'EEE d MMM', locale=spoken)}"
    words, where = escape(surprise.words[spoken]), escape(surprise.where[spoken])
    print_under(console, f"  {day:<26} [{colour}]{kind:<15}[/{colour}] ", words)
    print_under(console, " " * UNDER, f"[dim]{where}[/dim]")


def _told(surprise: Surprise) -> dict[str, object]:
    return {
        "first": surprise.first.isoformat(),
        "last": surprise.last.isoformat(),
        "kind": surprise.kind,
        "words": dict(surprise.words),
        "where": dict(surprise.where),
    }
