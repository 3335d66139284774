"""`ivr texts`: the texts that callers asked for, numbers masked; and the ones that wait for a person."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

import click
from sqlalchemy import Connection

from ivr import clock
from ivr.audit.trail import TERMINAL, Trail
from ivr.cli.commands import Command, Number, option, verb_with_commands
from ivr.cli.database import opened_database
from ivr.cli.language import Refusal, chosen, language
from ivr.cli.noted import audit_trail
from ivr.cli.printing import json_option, print_json, print_sentence, print_table
from ivr.cli.texts_words import WORDS
from ivr.line.origin import read_mobile, read_number
from ivr.phone.moments import PARIS
from ivr.setting_values import LONGEST_DAYS
from ivr.settings import read_settings
from ivr.store.engine import Store
from ivr.texts import claims, gates, ledger, settling
from ivr.texts.blocks import WORDS as WHY
from ivr.texts.blocks import Blocks, Why, listed
from ivr.texts.pseudonyms import TAIL, masked
from ivr.texts.states import STATES, State

COLUMNS = ("id", "asked", "to", "template", "state", "attempt", "reason")
KEYS = tuple(field.name for field in fields(ledger.TextSeen))
LATEST = 10  # texts on the first screen

text_json = json_option(*KEYS, fr="un objet par SMS", en="an object a text")


@verb_with_commands(
    "texts",
    fr="Sans commande : où en sont les SMS, et ce qu'il y a à faire. Un numéro n'est jamais montré en entier.",
    en="Without a command: how the texts stand, and what there is to do. A number is never shown whole.",
)
@text_json
@click.pass_context
def texts(context: click.Context, as_json: bool) -> None:
    """The first screen."""
    if context.invoked_subcommand:
        return
    since = clock.now() - timedelta(days=1)
    with opened_database() as store, store.reading() as connection:
        latest, waiting = ledger.recent(connection, limit=LATEST), ledger.recent(connection, "review")
        counted, seen = ledger.counts(connection, since), ledger.last_heartbeat(connection)
        oldest, shut = ledger.oldest_unsent(connection), gates.standing(connection).get("sending")
    if as_json:
        print_json([asdict(line) for line in latest])
        return
    if shut and shut.since:
        print_sentence(_word("away").format(_moment(shut.since), shut.reason))
    if not latest:
        print_sentence(_word("none yet"))
    else:
        _print_counts("last day", counted)
        _print_late(oldest)
        if waiting:
            print_sentence(_word("to settle").format(", ".join(str(line.id) for line in waiting)))
        click.echo("\n" + _word("latest"))
        _print_lines(latest)
        click.echo()
        print_sentence(_word("more"))
    _print_worker(seen)


@texts.command("list", cls=Command, fr="Les SMS les plus récents.", en="The most recent texts.")
@option(
    "--state",
    type=click.Choice(list(STATES)),
    metavar="sent",
    fr=f"Seulement ceux dans cet état : {', '.join(STATES)}.",
    en=f"Only those in this state: {', '.join(STATES)}.",
)
@option(
    "--limit",
    default=50,
    type=Number(),
    fr="Combien, les plus récents d'abord.",
    en="How many, the newest first.",
)
@text_json
def list_texts(state: str | None, limit: int, as_json: bool) -> None:
    """A line a text."""
    with opened_database() as store, store.reading() as connection:
        lines = ledger.recent(connection, state or "", limit)
    if as_json:
        print_json([asdict(line) for line in lines])
    elif lines:
        _print_lines(lines)
    else:
        click.echo(_word("none"))


@texts.command("show", cls=Command, fr="Tout ce que l'on sait d'un SMS.", en="All that is known of a text.")
@click.argument("number", metavar="N", type=Number())
@json_option(*KEYS, fr="un objet", en="an object")
def show(number: int, as_json: bool) -> None:
    """One text in full."""
    with opened_database() as store, store.reading() as connection:
        line = ledger.one(connection, number)
    if line is None:
        raise Refusal(_word("absent").format(number))
    if as_json:
        print_json(asdict(line))
        return
    for key, value in _details(line).items():
        click.echo(f"{_word(key):<26} {value}")


@texts.command(
    "counts",
    cls=Command,
    fr="Combien de SMS dans chaque état (les répétitions ne comptent pas), et s'il y a un worker.",
    en="How many texts are in each state (rehearsals left out), and whether there is a worker.",
)
@option(
    "--hours",
    type=click.FloatRange(0, 24 * LONGEST_DAYS, min_open=True),
    fr="Seulement ceux demandés depuis tant d'heures, et ceux qui attendent encore.",
    en="Only those asked for in so many hours, and those that still wait.",
)
@json_option("worker_seen_at", *STATES, fr="un objet", en="an object")
def counts(hours: float | None, as_json: bool) -> None:
    """A line a state."""
    since = clock.now() - timedelta(hours=hours) if hours else None
    with opened_database() as store, store.reading() as connection:
        counted, seen = ledger.counts(connection, since), ledger.last_heartbeat(connection)
    if as_json:
        by_state = {str(state): counted.get(state, 0) for state in STATES}
        print_json({"worker_seen_at": seen, **by_state})
        return
    print_table((_word("state"), _word("count")), [(_state(state), str(counted.get(state, 0))) for state in STATES])
    _print_worker(seen)


@texts.command(
    "oldest", cls=Command, fr="Le SMS qui attend depuis le plus longtemps.", en="The text that has waited longest."
)
@json_option(*KEYS, fr="un objet, ou null", en="an object, or null")
def oldest(as_json: bool) -> None:
    """One line, and how long."""
    with opened_database() as store, store.reading() as connection:
        line = ledger.oldest_unsent(connection)
    if as_json:
        print_json(asdict(line) if line else None)
    elif line:
        _print_lines([line])
        _print_late(line)
    else:
        click.echo(_word("nothing waits"))


@texts.command(
    "resolve",
    cls=Command,
    fr="""Trancher des SMS qui attendent une personne : partis (sent), perdus (failed), ou à renvoyer (again).

    Nommez-les par leur numéro, ou par ce qu'ils ont en commun : --reason, --template, --all. --dry-run montre ce qui
    se passerait, et ne change rien. Regardez d'abord dans la console de Twilio si un message est parti vers ce numéro :
    « again » l'enverra une fois de plus.""",
    en="""Settle texts that wait for a person: they left (sent), are lost (failed), or are to be sent again (again).

    Name them by their number, or by what they have in common: --reason, --template, --all. --dry-run shows what would
    happen, and changes nothing. Look in Twilio's console first whether a message left for that number: `again` will
    send it once more.""",
)
@click.argument("numbers", metavar="[N]...", type=Number(), nargs=-1)
@click.argument("decision", type=click.Choice(settling.DECISIONS))
@option(
    "--reason", metavar="WORDS", fr="Ceux dont la raison contient ces mots.", en="Those whose reason has these words."
)
@option("--template", metavar="NAME", fr="Ceux de ce texte, attestation par exemple.", en="Those of this text.")
@option("--all", "everything", is_flag=True, fr="Tous ceux qui attendent.", en="All that wait.")
@option("--dry-run", is_flag=True, fr="Montrer seulement.", en="Show only.")
@json_option(*KEYS, fr="un objet par SMS, tel qu'il est à présent", en="an object a text, as it is now")
def resolve(
    numbers: tuple[int, ...],
    decision: settling.Decision,
    reason: str | None,
    template: str | None,
    everything: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """What a person decided."""
    alike = settling.Alike(reason or "", template or "")
    if bool(numbers) == bool(reason or template or everything):
        raise Refusal(_word("which"))
    with opened_database() as store:
        trail = None if dry_run else _trail(store)
        with store.reading() if dry_run else store.writing() as connection:
            most = settling.MOST
            chosen = numbers or [line.id for line in settling.waiting(connection, limit=most + 1, alike=alike)]
            found = (
                settling.outlook(connection, chosen, decision)
                if dry_run
                else settling.settle(connection, chosen, decision, clock.now())
            )
            _note(connection, trail, found)
            lines = [line for number in found.settled if (line := ledger.one(connection, number))]
    _tell_resolved(found, lines, dry_run=dry_run, as_json=as_json)
    if len({*chosen}) > most:
        click.echo(_word("at once").format(most), err=True)


@texts.command(
    "block",
    cls=Command,
    fr="""Ne plus jamais écrire à un mobile, à la demande de qui l'a.

    Ni ses propres appels ni les numéros tapés n'y changent rien, et ce blocage survit à l'effacement des numéros.""",
    en="""Never text a mobile again, at its owner's wish.

    Neither its own calls nor typed numbers change that, and the block outlives the erasure of numbers.""",
)
@click.argument("mobile", metavar="MOBILE")
def block(mobile: str) -> None:
    """Its number is kept as a hash."""
    number = _mobile(mobile)
    _change_block("block", number, lambda blocks, connection: blocks.block(connection, number, "asked", clock.now()))


@texts.command("unblock", cls=Command, fr="Écrire de nouveau à un mobile bloqué.", en="Text a blocked mobile again.")
@click.argument("mobile", metavar="MOBILE")
def unblock(mobile: str) -> None:
    """If it answered STOP, Twilio still refuses until it answers START."""
    number = _mobile(mobile)
    _change_block("unblock", number, lambda blocks, connection: blocks.unblock(connection, number))


@texts.command("blocked", cls=Command, fr="Les mobiles bloqués, masqués.", en="The blocked mobiles, masked.")
@json_option("tail", "why", "at", fr="un objet par mobile", en="an object a mobile")
def blocked(as_json: bool) -> None:
    """A line a mobile."""
    with opened_database() as store, store.reading() as connection:
        found = listed(connection)
    if as_json:
        print_json([asdict(one) for one in found])
    elif found:
        rows = [(_moment(one.at), masked(None, one.tail), chosen_words(one.why)) for one in found]
        print_table([_word("since"), _word("to"), _word("reason")], rows)
    else:
        click.echo(_word("none blocked"))


def chosen_words(why: Why) -> str:
    """Why a number is blocked, in the language of the terminal."""
    return WHY[why][language()]


def _mobile(written: str) -> str:
    origin = read_mobile(written) or read_number(written)
    if origin.kind != "mobile":
        raise Refusal(_word("no mobile"))
    return origin.e164


def _change_block(did: str, number: str, change: Callable[[Blocks, Connection], bool]) -> None:
    settings = read_settings(os.environ)
    with opened_database() as store:
        trail = _trail(store)
        with store.writing() as connection:
            changed = change(Blocks(settings), connection)
            if changed and trail:
                what = masked(None, number[-TAIL:])
                trail.append(connection, who=TERMINAL, did=did, what=what, at=clock.now())
    click.echo(_word(f"{did}ed" if changed else f"no {did}").format(masked(number, "")))
    if did == "block" and not settings.secret_key.reveal():
        click.echo(_word("hangs on token"), err=True)


@texts.command(
    "restored",
    cls=Command,
    fr="""Après avoir restauré une sauvegarde : ce qui attend n'est envoyé qu'une fois cherché dans la liste de Twilio.

    « ivr restore » le fait. Après une autre restauration, un worker le fait de lui-même quand aucun n'a donné signe de
    vie depuis une minute, ou qu'il ne retrouve pas le sien ; lancez ceci avant lui quand la sauvegarde est plus
    jeune.""",
    en="""After a backup was restored: what waits is sent only once it was looked for in Twilio's list.

    `ivr restore` does so. After any other way back a worker does so by itself where none has given a sign of life for a
    minute, or it does not find its own again; run this before it where the backup is younger.""",
)
def restored() -> None:
    """Every text that waits may have left."""
    with opened_database() as store, store.writing() as connection:
        click.echo(_word("looked up first").format(claims.suspect(connection)))


def _note(connection: Connection, trail: Trail | None, found: settling.Outlook) -> None:
    for what in settling.notes(found):
        if trail:
            trail.append(connection, who=TERMINAL, did="settle", what=what, at=clock.now())


def _tell_resolved(found: settling.Outlook, lines: list[ledger.TextSeen], *, dry_run: bool, as_json: bool) -> None:
    """Raises Refusal where not one text could be settled."""
    hindered = [_word(why).format(number) for number, why in found.hindered]
    if hindered and not lines:
        raise Refusal("\n".join(hindered))
    if as_json:
        print_json([asdict(line) for line in lines])
    elif dry_run:
        _print_lines(lines)
        click.echo(_word("would").format(len(lines), found.decision))
    else:
        for line in lines:
            click.echo(_word("resolved").format(line.id, _state(line.state)))
    for sentence in hindered:
        click.echo(sentence, err=True)


def _trail(store: Store) -> Trail | None:
    """Where it is noted; a text is settled all the same where that can't be."""
    try:
        return audit_trail(read_settings(os.environ), store)
    except OSError as error:
        click.echo(_word("no trail").format(type(error).__name__), err=True)
        return None


# -- what is shown -------------------------------------------------------------------------------------------------


def _word(key: str) -> str:
    return chosen(WORDS[key])


def _state(state: State) -> str:
    return STATES[state].name[language()]


def _print_counts(head: str, counted: Mapping[str, int]) -> None:
    click.echo(_word(head))
    for state in STATES:
        if state in counted:
            click.echo(f"  {counted[state]:>6} {_state(state)}")
    if not counted:
        click.echo(_word("nothing counted"))


def _print_late(line: ledger.TextSeen | None) -> None:
    if line:
        waited = timedelta(seconds=int((clock.now() - line.asked_at).total_seconds()))
        click.echo(_word("late").format(waited))


def _print_worker(seen: datetime | None) -> None:
    click.echo(_word("worker seen").format(_moment(seen)) if seen else _word("no worker"))


def _print_lines(lines: Iterable[ledger.TextSeen]) -> None:
    print_table([_word(column) for column in COLUMNS], [_cells(line) for line in lines])


def _cells(line: ledger.TextSeen) -> tuple[str, ...]:
    state = _state(line.state) + (f" ({_word('rehearsal')})" if line.rehearsal else "")
    return (str(line.id), _moment(line.asked_at), line.to, line.template, state, str(line.attempt), line.reason)


def _details(line: ledger.TextSeen) -> dict[str, Any]:
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
