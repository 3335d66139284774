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
from ivr.settings import SettingsError, read_settings
from ivr.store.engine import Store, StoreError, open_store
from ivr.texts import ledger
from ivr.texts.states import STATES

# key -> what the terminal says, French and English
WORDS: dict[str, tuple[str, str]] = {
    "id": ("n°", "id"),
    "asked": ("demandé (UTC)", "asked (UTC)"),
    "to": ("à", "to"),
    "template": ("SMS", "text"),
    "state": ("état", "state"),
    "attempt": ("essais", "attempts"),
    "reason": ("raison", "reason"),
    "call": ("appel", "call"),
    "body": ("texte", "body"),
    "changed": ("dernier changement (UTC)", "last change (UTC)"),
    "due": ("prochaine action (UTC)", "next action (UTC)"),
    "sid": ("message Twilio", "Twilio message"),
    "code": ("code d'erreur", "error code"),
    "count": ("nombre", "count"),
    "rehearsal": ("répétition", "rehearsal"),
    "queued": ("en attente", "queued"),
    "sending": ("en cours d'envoi", "sending"),
    "unknown": ("issue inconnue", "unknown"),
    "review": ("attend une personne", "waits for a person"),
    "sent": ("remis à Twilio", "sent"),
    "delivered": ("reçu", "delivered"),
    "undelivered": ("non reçu", "undelivered"),
    "failed": ("jamais parti", "failed"),
    "none": ("Aucun SMS.", "No text."),
    "nothing waits": ("Aucun SMS n'attend.", "No text waits."),
    "absent": ("Il n'y a pas de SMS n° {}.", "There is no text {}."),
    "worker seen": ("Un worker était là à {} (UTC).", "A worker was there at {} (UTC)."),
    "no worker": ("Aucun worker : lancez « ivr worker ».", "No worker: start `ivr worker`."),
    "settled": ("Le SMS n° {} n'attend personne.", "Text {} waits for nobody."),
    "erased": (
        "Le numéro du SMS n° {} est effacé : il ne peut plus partir.",
        "The number of text {} is erased: it can't be sent any more.",
    ),
    "away": ("La base de données ne répond pas : {}", "The database does not answer: {}"),
    "resolved": ("SMS n° {} : {}.", "Text {}: {}."),
    "late": ("Le plus ancien attend depuis {}.", "The oldest has waited for {}."),
}


@click.group("texts")
@click.option("--english", is_flag=True, help="Messages en anglais.")
@click.pass_context
def texts(context: click.Context, english: bool) -> None:
    """Suivre les SMS demandés, et trancher ceux qui attendent une personne."""
    context.obj = 1 if english else 0


@texts.command("list")
@click.option("--state", type=click.Choice(STATES), default=None, help="Seulement ceux dans cet état.")
@click.option("--limit", default=50, show_default=True, help="Combien, les plus récents d'abord.")
@click.pass_obj
def list_texts(language: int, state: str | None, limit: int) -> None:
    """Les SMS les plus récents."""
    with _opened(language) as store, store.reading() as connection:
        lines = ledger.recent(connection, state or "", limit)
    if not lines:
        click.echo(_word("none", language))
        return
    _print(
        ("id", "asked", "to", "template", "state", "attempt", "reason"), [_cells(x, language) for x in lines], language
    )


@texts.command("show")
@click.argument("number", type=int)
@click.pass_obj
def show(language: int, number: int) -> None:
    """Tout ce que l'on sait d'un SMS."""
    with _opened(language) as store, store.reading() as connection:
        line = ledger.one(connection, number)
    if line is None:
        raise click.ClickException(_word("absent", language).format(number))
    for key, value in _details(line, language).items():
        click.echo(f"{_word(key, language):<26} {value}")


@texts.command("counts")
@click.option(
    "--hours",
    type=float,
    default=None,
    help="Seulement ceux demandés depuis tant d'heures, et ceux qui attendent encore.",
)
@click.pass_obj
def counts(language: int, hours: float | None) -> None:
    """Combien de SMS dans chaque état (les répétitions ne comptent pas)."""
    since = clock.now() - timedelta(hours=hours) if hours else None
    with _opened(language) as store, store.reading() as connection:
        counted, seen = ledger.counts(connection, since), ledger.last_heartbeat(connection)
    rows = [(_word(state, language), str(counted.get(state, 0))) for state in STATES]
    _print(("state", "count"), rows, language)
    click.echo(_word("worker seen", language).format(_moment(seen)) if seen else _word("no worker", language))


@texts.command("oldest")
@click.pass_obj
def oldest(language: int) -> None:
    """Le SMS qui attend depuis le plus longtemps."""
    with _opened(language) as store, store.reading() as connection:
        line = ledger.oldest_unsent(connection)
    if line is None:
        click.echo(_word("nothing waits", language))
        return
    _print(("id", "asked", "to", "template", "state", "attempt", "reason"), [_cells(line, language)], language)
    click.echo(_word("late", language).format(timedelta(seconds=int((clock.now() - line.asked_at).total_seconds()))))


@texts.command("resolve")
@click.argument("number", type=int)
@click.argument("decision", type=click.Choice(["sent", "failed", "again"]))
@click.pass_obj
def resolve(language: int, number: int, decision: ledger.Decision) -> None:
    """Trancher un SMS qui attend une personne : parti (sent), perdu (failed), ou à renvoyer (again).

    Regardez d'abord dans la console de Twilio si un message est parti vers ce numéro : « again » l'enverra une fois de
    plus.
    """
    with _opened(language) as store, store.writing() as connection:
        try:
            line = ledger.resolve(connection, number, decision, clock.now())
        except ledger.ResolveError as error:
            raise click.ClickException(_word(error.why, language).format(number)) from error
    click.echo(_word("resolved", language).format(line.id, _word(line.state, language)))


@contextmanager
def _opened(language: int) -> Iterator[Store]:
    """The store of the settings; whatever goes wrong ends in a sentence."""
    try:
        with closing(open_store(read_settings(os.environ).database_url)) as store:
            yield store
    except (SettingsError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).strip()
        raise click.ClickException(_word("away", language).format(reason)) from error


def _word(key: str, language: int) -> str:
    return WORDS[key][language]


def _print(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], language: int) -> None:
    table = Table(*(_word(column, language) for column in columns), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console(width=None if Console().is_terminal else 160, soft_wrap=False).print(table)


def _cells(line: ledger.Line, language: int) -> tuple[str, ...]:
    state = _word(line.state, language) + (f" ({_word('rehearsal', language)})" if line.rehearsal else "")
    return (str(line.id), _moment(line.asked_at), line.to, line.template, state, str(line.attempt), line.reason)


def _details(line: ledger.Line, language: int) -> dict[str, Any]:
    return {
        "id": line.id,
        "call": line.call_sid,
        "to": line.to,
        "template": f"{line.template} ({line.language})",
        "body": line.body,
        "state": _word(line.state, language),
        "reason": line.reason or "-",
        "code": line.code or "-",
        "sid": line.sid or "-",
        "attempt": line.attempt,
        "asked": _moment(line.asked_at),
        "changed": _moment(line.changed_at),
        "due": _moment(line.due_at) if line.state in ("queued", "unknown") else "-",
    }


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")
