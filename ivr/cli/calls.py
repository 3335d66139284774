"""`ivr calls`: the last calls, one call step by step, and how many there were of each kind."""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from ivr import clock
from ivr.cli.calls_words import HEADS, SENTENCES, WORDS
from ivr.cli.language import Refusal, Verb, VerbGroup, english_option, language, misuse, refused, spoken
from ivr.journal.entry import END_OF_CALL, Entry
from ivr.journal.reading import By, CallSummary, Since, call_entries, count_calls, recent_calls
from ivr.settings import SettingsError, read_settings
from ivr.store.engine import Store, StoreError, open_store

PARIS = ZoneInfo("Europe/Paris")
SHORT = 10  # characters of a call's identifier, which `show` takes as well as the whole
AGO = re.compile(r"(\d{1,4})([hjd])")  # 24h, 7j, 7d


@dataclass(frozen=True, slots=True)
class Shown:
    """How to show what was found."""

    language: str
    as_json: bool

    def words(self, word: str) -> str:
        """What the staff call a word of the journal; the word itself when it has no other name."""
        return WORDS[self.language].get(word, word)

    def heads(self, table: str) -> tuple[str, ...]:
        """The heads of a table's columns."""
        return HEADS[self.language][table]

    def sentence(self, name: str, **values: object) -> str:
        """A sentence for the staff."""
        return SENTENCES[self.language][name].format(**values)


def shown_options(command: Callable[..., None]) -> Callable[..., None]:
    """The two options that every form of the command has."""
    command = click.option("--json", "as_json", is_flag=True, help="En JSON, pour un programme.")(command)
    return english_option(command)


def period_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose calls."""
    command = click.option("--rehearsals", is_flag=True, help="Compter aussi les répétitions (ivr call --at).")(command)
    since = click.option("--since", default="", metavar="QUAND", help="24h, 7j ou une date, 2026-11-20 ; 7j sinon.")
    return since(command)


@click.group("calls", cls=VerbGroup, invoke_without_command=True)
@period_options
@click.option("--most", default=30, show_default=True, type=click.IntRange(min=1), help="Nombre d'appels montrés.")
@shown_options
@click.pass_context
def calls(context: click.Context, /, since: str, rehearsals: bool, most: int, **options: bool) -> None:
    """Relire les appels : les derniers, un seul pas à pas (show), ou leur nombre (count)."""
    if context.invoked_subcommand:
        return
    shown = _shown(options)
    period = _period(since, rehearsals)
    with _journal(shown) as store:
        found = recent_calls(store, period, most)
    if shown.as_json:
        _print_json([asdict(call) for call in found])
        return
    _print_table(shown, "calls", (_call_row(call, shown) for call in found), empty=_nothing(shown, since))


@calls.command("show", cls=Verb)
@click.argument("call_sid", metavar="APPEL")
@shown_options
def show(call_sid: str, **options: bool) -> None:
    """Montrer un appel pas à pas. APPEL est son identifiant, CA..., ou son début."""
    shown = _shown(options)
    with _journal(shown) as store:
        found = call_entries(store, call_sid)
    if not found:
        raise Refusal(shown.sentence("unknown", call=call_sid))
    if shown.as_json:
        _print_json([asdict(entry) for entry in found])
        return
    click.echo(shown.sentence("which", call=found[0].call_sid, revision=found[0].revision))
    for line in _turn_lines(found, shown):
        click.echo(line)


@calls.command("count", cls=Verb)
@click.option("--by", type=click.Choice(get_args(By)), default="line", show_default=True, help="Ce que l'on compte.")
@period_options
@shown_options
def count(by: By, since: str, rehearsals: bool, **options: bool) -> None:
    """Compter les appels par ligne, sujet, issue... Un appel qui en a eu plusieurs compte pour chacun."""
    shown = _shown(options)
    period = _period(since, rehearsals)
    with _journal(shown) as store:
        found = count_calls(store, by, period)
    if shown.as_json:
        _print_json([{by: value, "calls": number} for value, number in found])
        return
    rows = ((shown.words(value), str(number)) for value, number in found)
    _print_table(shown, "count", rows, empty=_nothing(shown, since))


def _above(name: str) -> Any:
    """What an option was given as before the name of a subcommand: it counts there as well."""
    context = click.get_current_context()
    return context.parent.params.get(name) if context.parent else None


def _since(given: str) -> str:
    return given or _above("since") or spoken("7j", "7d")


def _period(since: str, rehearsals: bool) -> Since:
    return Since(read_since(_since(since), clock.now()), rehearsals or bool(_above("rehearsals")))


def _nothing(shown: Shown, since: str) -> str:
    return shown.sentence("none", since=_since(since))


def read_since(text: str, now: datetime) -> datetime:
    """The moment that "24h", "7j" or "2026-11-20" stands for; a date begins at midnight in Paris."""
    ago = AGO.fullmatch(text)
    if ago and (number := int(ago[1])):
        return now - (timedelta(hours=number) if ago[2] == "h" else timedelta(days=number))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise misuse(
            f"--since « {text} » : écrivez 24h, 7j ou une date comme 2026-11-20.",
            f"--since “{text}”: write 24h, 7d or a date such as 2026-11-20.",
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=PARIS)


def _shown(options: dict[str, bool]) -> Shown:
    return Shown(language(), options["as_json"] or bool(_above("as_json")))


@contextmanager
def _journal(shown: Shown) -> Iterator[Store]:
    """The store of the journal; what goes wrong there is said in a sentence."""
    try:
        store = open_store(read_settings(os.environ).database_url)
    except (SettingsError, StoreError) as error:
        raise refused(error) from error
    try:
        yield store
    except SQLAlchemyError as error:
        raise Refusal(shown.sentence("away", error=getattr(error, "orig", error))) from error
    finally:
        store.close()


def _call_row(call: CallSummary, shown: Shown) -> tuple[str, ...]:
    where = call.department or shown.words(call.place)
    asked = ", ".join(shown.words(topic) for topic in call.topics)
    lasted = "" if call.seconds is None else f"{call.seconds:.0f} s"
    line = f"{shown.words(call.line)} ({call.language})" if call.line else ""
    began = f"{call.began.astimezone(PARIS):%d/%m %H:%M}"
    return began, call.call_sid[:SHORT], line, where, asked, shown.words(call.outcome), str(call.turns), lasted


def _turn_lines(found: list[Entry], shown: Shown) -> Iterator[str]:
    """A line a turn; what is known of the caller and the hours stands on a line of its own, when it changes."""
    last = ""
    for entry in found:
        ended = entry.turn == END_OF_CALL
        took = f"{entry.seconds:.0f} s" if ended else f"{entry.seconds * 1000:.1f} ms"
        number, at = "" if ended else str(entry.turn), f"{entry.at.astimezone(PARIS):%H:%M:%S}"
        heard, outcome = shown.words(entry.heard), shown.words(entry.outcome)
        yield f"{number:>3}  {at}  {entry.step:<18} {heard:<14} {outcome:<20} {took:>8}"
        known = _known(entry, shown)
        if known and known != last and not ended:
            yield click.style(f"               {known}", dim=True)
            last = known
        if entry.way:
            yield click.style(f"               {entry.way}", dim=True)


def _known(entry: Entry, shown: Shown) -> str:
    where = (shown.words(entry.topic), shown.words(entry.place), entry.department, entry.caisse, entry.regime)
    return " · ".join(filter(None, (*where, shown.words(entry.cause), entry.rule)))


def _print_table(shown: Shown, name: str, rows: Iterator[tuple[str, ...]], empty: str = "") -> None:
    table = Table(*shown.heads(name), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    if table.row_count or not empty:
        Console().print(table)
    else:
        click.echo(empty)


def _print_json(found: list[dict[str, Any]]) -> None:
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=lambda moment: moment.isoformat()))
