"""`ivr doctor`: what keeps calls or texts from working, and what to do about it."""

import logging
import os

import click
from rich.console import Console
from rich.markup import escape

from ivr import clock
from ivr.changes.ledger import ChangesTable
from ivr.cli.commands import option, verb
from ivr.cli.language import chosen, language, spoken
from ivr.cli.local_line import quieten_logs
from ivr.cli.printing import json_option, print_json, print_under
from ivr.doctor import here
from ivr.doctor.examination import KEYS, Line, counted, examine
from ivr.doctor.facts import Facts
from ivr.doctor.gathering import gather
from ivr.doctor.verdict import State, found
from ivr.line.flow import FLOW
from ivr.published.kept import kept_folder
from ivr.published.live import open_published
from ivr.settings import Settings, SettingsError, misspelt, read_settings
from ivr.store.engine import open_store

MARKS: dict[State, tuple[str, str]] = {
    "well": ("✓", "green"),
    "mind": ("!", "yellow"),
    "wrong": ("✗", "red"),
    "unasked": ("–", "dim"),
}
COLON = (" :", ":")
PATIENCE = 10.0  # seconds for the database: no caller waits, and a slow one is no fault


@verb(
    "doctor",
    fr="""Une ligne par vérification : ce qui a été vu, et que faire. ✗ : appels ou SMS ne marchent pas ; ! : à savoir.
    Ne change rien. Se termine par 1 s'il y a un ✗.""",
    en="""A line a check: what was seen, and what to do. ✗: calls or texts don't work; !: worth knowing. Changes
    nothing. Exits with 1 where there is a ✗.""",
)
@option("--offline", is_flag=True, fr="Ne rien demander à Twilio.", en="Ask nothing of Twilio.")
@json_option(*KEYS, fr="un objet par vérification", en="an object a check")
@click.pass_context
def doctor(context: click.Context, offline: bool, as_json: bool) -> None:
    """Every check."""
    lines = looked_at(offline)
    if as_json:
        print_json([line.as_json(language()) for line in lines])
    else:
        print_lines(lines)
    context.exit(1 if counted(lines, "wrong") else 0)


def looked_at(offline: bool) -> tuple[Line, ...]:
    """Every check; where the settings can't be read, what is wrong with them and nothing else."""
    try:
        settings = read_settings(os.environ)
    except SettingsError as error:
        return tuple(Line(here.settings, found(finding, place=True)) for finding in error.findings)
    ignored = [Line(here.settings, found(finding, "mind", place=True)) for finding in misspelt(os.environ)]
    return (*ignored, *examine(gathered(settings, offline)))


def gathered(settings: Settings, offline: bool) -> Facts:
    """The facts of this machine's settings."""
    quieten_logs(logging.CRITICAL)
    store = open_store(settings.database_url, PATIENCE)
    try:
        kept = kept_folder(settings, store)
        published = open_published(settings.content_folder, FLOW, clock.now, kept, ChangesTable(store, clock.now))
        published.follow()
        return gather(settings, store, published, clock=clock.now, offline=offline)
    finally:
        store.close()


def print_lines(lines: tuple[Line, ...]) -> None:
    """Each with what to do under it, and how many at the end."""
    console = Console(highlight=False)
    for line in lines:
        mark, colour = MARKS[line.verdict.state]
        title = f"{line.check.title[language()]}{chosen(COLON)} "
        print_under(console, f"[{colour}]{mark}[/] {escape(title)}", escape(line.verdict.found(language())))
        if do := line.verdict.do(language()):
            print_under(console, "  → ", escape(do))
    console.print(summary(counted(lines, "wrong"), counted(lines, "mind")))


def summary(wrong: int, mind: int) -> str:
    """How many there are."""
    if not wrong and not mind:
        return spoken(fr="Tout va bien.", en="All is well.")
    return spoken(fr=f"À corriger : {wrong}. À savoir : {mind}.", en=f"To mend: {wrong}. To know: {mind}.")
