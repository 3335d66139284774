"""`ivr texts`: the texts that callers asked for, numbers masked; and the ones that wait for a person."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from ivr import clock
from ivr.cli.database import no_database
from ivr.cli.language import Refusal, Verb, VerbGroup, english_option, refused, spoken
from ivr.phone.moments import PARIS
from ivr.settings import SettingsError, read_settings
from ivr.store.engine import Store, StoreError, open_store
from ivr.texts import ledger
from ivr.texts.states import STATES, State

# key -> what the terminal says, French and English
WORDS: dict[str, tuple[str, str]] = {
    "id": ("n°", "id"),
    "asked": ("demandé (Paris)", "asked (Paris)"),
    "to": ("à", "to"),
    "template": ("SMS", "text"),
    "state": ("état", "state"),
    "attempt": ("essais", "attempts"),
    "reason": ("raison", "reason"),
    "call": ("appel", "call"),
    "body": ("texte", "body"),
    "changed": ("dernier changement (Paris)", "last change (Paris)"),
    "due": ("prochaine action (Paris)", "next action (Paris)"),
    "sid": ("message Twilio", "Twilio message"),
    "code": ("code d'erreur", "error code"),
    "count": ("nombre", "count"),
    "rehearsal": ("répétition", "rehearsal"),
    "none": ("Aucun SMS.", "No text."),
    "nothing waits": ("Aucun SMS n'attend.", "No text waits."),
    "absent": ("Il n'y a pas de SMS n° {}.", "There is no text {}."),
    "worker seen": ("Un worker était là à {} (Paris).", "A worker was there at {} (Paris)."),
    "no worker": ("Aucun worker : lancez « ivr worker ».", "No worker: start `ivr worker`."),
    "settled": ("Le SMS n° {} n'attend personne.", "Text {} waits for nobody."),
    "erased": (
        "Le numéro du SMS n° {} est effacé : il ne peut plus partir.",
        "The number of text {} is erased: it can't be sent any more.",
    ),
    "resolved": ("SMS n° {} : {}.", "Text {}: {}."),
    "late": ("Le plus ancien attend depuis {}.", "The oldest has waited for {}."),
}


COLUMNS = ("id", "asked", "to", "template", "state", "attempt", "reason")


@click.group("texts", cls=VerbGroup)
@english_option
def texts() -> None:
    """Suivre les SMS demandés, et trancher ceux qui attendent une personne."""


@texts.command("list", cls=Verb)
@click.option("--state", type=click.Choice(list(STATES)), default=None, help="Seulement ceux dans cet état.")
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(min=1), help="Combien, les plus récents d'abord."
)
@english_option
def list_texts(state: str | None, limit: int) -> None:
    """Les SMS les plus récents."""
    with _opened() as store, store.reading() as connection:
        lines = ledger.recent(connection, state or "", limit)
    if not lines:
        click.echo(_word("none"))
        return
    _print(COLUMNS, [_cells(line) for line in lines])


@texts.command("show", cls=Verb)
@click.argument("number", type=int)
@english_option
def show(number: int) -> None:
    """Tout ce que l'on sait d'un SMS."""
    with _opened() as store, store.reading() as connection:
        line = ledger.one(connection, number)
    if line is None:
        raise Refusal(_word("absent").format(number))
    for key, value in _details(line).items():
        click.echo(f"{_word(key):<26} {value}")


@texts.command("counts", cls=Verb)
@click.option(
    "--hours",
    type=click.FloatRange(min=0, min_open=True),
    default=None,
    help="Seulement ceux demandés depuis tant d'heures, et ceux qui attendent encore.",
)
@english_option
def counts(hours: float | None) -> None:
    """Combien de SMS dans chaque état (les répétitions ne comptent pas)."""
    since = clock.now() - timedelta(hours=hours) if hours else None
    with _opened() as store, store.reading() as connection:
        counted, seen = ledger.counts(connection, since), ledger.last_heartbeat(connection)
    rows = [(_state(state), str(counted.get(state, 0))) for state in STATES]
    _print(("state", "count"), rows)
    click.echo(_word("worker seen").format(_moment(seen)) if seen else _word("no worker"))


@texts.command("oldest", cls=Verb)
@english_option
def oldest() -> None:
    """Le SMS qui attend depuis le plus longtemps."""
    with _opened() as store, store.reading() as connection:
        line = ledger.oldest_unsent(connection)
    if line is None:
        click.echo(_word("nothing waits"))
        return
    _print(COLUMNS, [_cells(line)])
    click.echo(_word("late").format(timedelta(seconds=int((clock.now() - line.asked_at).total_seconds()))))


@texts.command("resolve", cls=Verb)
@click.argument("number", type=int)
@click.argument("decision", type=click.Choice(["sent", "failed", "again"]))
@english_option
def resolve(number: int, decision: ledger.Decision) -> None:
    """Trancher un SMS qui attend une personne : parti (sent), perdu (failed), ou à renvoyer (again).

    Regardez d'abord dans la console de Twilio si un message est parti vers ce numéro : « again » l'enverra une fois de
    plus.
    """
    with _opened() as store, store.writing() as connection:
        try:
            line = ledger.resolve(connection, number, decision, clock.now())
        except ledger.ResolveError as error:
            raise Refusal(_word(error.why).format(number)) from error
    click.echo(_word("resolved").format(line.id, _state(line.state)))


@contextmanager
def _opened() -> Iterator[Store]:
    """The store of the settings; whatever goes wrong ends in a sentence."""
    try:
        store = open_store(read_settings(os.environ).database_url)
    except (SettingsError, StoreError) as error:
        raise refused(error) from error
    with closing(store):
        try:
            yield store
        except (SQLAlchemyError, OSError) as error:
            raise no_database(store, error) from error


def _word(key: str) -> str:
    return spoken(*WORDS[key])


def _state(state: State) -> str:
    meaning = STATES[state]
    return spoken(meaning.french, meaning.english)


def _print(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table = Table(*(_word(column) for column in columns), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console(width=None if Console().is_terminal else 160, soft_wrap=False).print(table)


def _cells(line: ledger.Line) -> tuple[str, ...]:
    state = _state(line.state) + (f" ({_word('rehearsal')})" if line.rehearsal else "")
    return (str(line.id), _moment(line.asked_at), line.to, line.template, state, str(line.attempt), line.reason)


def _details(line: ledger.Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "call": line.call_sid,
        "to": line.to,
        "template": f"{line.template} ({line.language})",
        "body": line.body,
        "state": _state(line.state),
        "reason": line.reason or "-",
        "code": line.code or "-",
        "sid": line.sid or "-",
        "attempt": line.attempt,
        "asked": _moment(line.asked_at),
        "changed": _moment(line.changed_at),
        "due": _moment(line.due_at) if line.state in ("queued", "unknown") else "-",
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(PARIS).strftime("%Y-%m-%d %H:%M:%S")
