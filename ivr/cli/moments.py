"""Moments and days as they are typed after an option."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

import click
from babel.dates import format_date

from ivr import clock
from ivr.cli.commands import Decorated, option
from ivr.cli.language import language, misuse, spoken
from ivr.hours.when import YEARS, is_exact, read_day, read_when
from ivr.hours.when_pieces import UnreadError
from ivr.phone.moments import PARIS
from ivr.radar.survey import months_later

MOMENTS = {
    "fr": ("demain 13h", "vendredi 9h30", "24/12/2026 à midi"),
    "en": ("tomorrow 1pm", "friday 9:30", "24 december 2026 noon"),
}
DAYS = {
    "fr": ("demain", "vendredi", "24/12/2026"),
    "en": ("tomorrow", "friday", "24 december 2026"),
}


def at_option(*, fr: str, en: str, shown: bool = False) -> Callable[[Decorated], Decorated]:
    """`--at`: a moment on the clock of Paris, or None; told as it was read, unless the command shows it anyway."""
    return option(
        "--at",
        metavar="MOMENT",
        callback=_shown if shown else _told,
        fr=f"{fr}, heure de Paris : « {' », « '.join(MOMENTS['fr'])} »... ; maintenant sinon.",
        en=f"{en}, time in Paris, day before month: “{'”, “'.join(MOMENTS['en'])}”...; else now.",
    )


def _shown(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    return None if text is None else the_moment(text)


def _told(context: click.Context, parameter: click.Parameter, text: str | None) -> datetime | None:
    at = _shown(context, parameter, text)
    here = at.astimezone(PARIS) if at else None
    if here and text and not (is_exact(text) and f"{here:%H:%M}" in text):  # another zone's, or an hour that is skipped
        day = format_date(here, "EEEE d MMMM y", locale=language())
        click.echo(spoken(fr=f"{day}, {here:%H:%M} à Paris", en=f"{day}, {here:%H:%M} in Paris"), err=True)
    return at


def the_moment(text: str) -> datetime:
    """The moment that is meant on the clock of Paris; raises Misuse with what was understood, and examples."""
    try:
        return read_when(text, clock.now(), PARIS)
    except UnreadError as error:
        raise _misuse(text, error, MOMENTS) from error


class Day(click.ParamType[date]):
    """A day as people write it: "2026-12-31", "31/12/2026", "demain"."""

    name = "date"

    def convert(self, value: str, _param: click.Parameter | None, _context: click.Context | None) -> date:
        """The day, or a sentence."""
        try:
            return read_day(value, clock.now().astimezone(PARIS).date())
        except UnreadError as error:
            raise _misuse(value, error, DAYS) from error


def refuse_far(first: date, months: int) -> None:
    """Raise Misuse where so many months from a day on go beyond the years that calendars are built for."""
    if months_later(first, months).year not in YEARS:
        raise misuse(
            fr=f"--from {first} et --months {months} vont au-delà de {YEARS[-1]}.",
            en=f"--from {first} and --months {months} go beyond {YEARS[-1]}.",
        )


def _misuse(text: str, error: UnreadError, examples: Mapping[str, tuple[str, ...]]) -> click.UsageError:
    return misuse(
        fr=f"« {text} » : {error.why['fr']}. Écrivez par exemple : {' ; '.join(examples['fr'])}.",
        en=f"“{text}”: {error.why['en']}. Write for example: {'; '.join(examples['en'])}.",
    )
