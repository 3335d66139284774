"""`ivr calls`: the last calls, one call step by step, and how many there were of each kind."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import click
from sqlalchemy import Connection

from ivr import clock
from ivr.cli.calls_words import HEADS, SENTENCES
from ivr.cli.commands import Command, Number, option, verb_with_commands
from ivr.cli.database import opened_database
from ivr.cli.language import Refusal, chosen, misuse, spoken
from ivr.cli.printing import json_option, print_json, print_sentence, print_table
from ivr.journal.entry import END_OF_CALL, Entry
from ivr.journal.reading import Begun, By, CallSummary, Since, call_entries, calls_begun, count_calls, whole_sid
from ivr.journal.receipt import decided_by, known_of
from ivr.journal.words import word as journal_word
from ivr.phone.moments import PARIS

SHORT = 10  # characters of a call's identifier, which `show` takes as well as the whole
NAMED = 8  # more of a rehearsal's: they all begin by CA and eight zeros
AGO = re.compile(r"(\d{1,4})([hjd])")  # 24h, 7j, 7d
SUMMARY = tuple(field.name for field in fields(CallSummary))
ENTRY = Entry._fields


def period_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose calls."""
    command = option(
        "--rehearsals",
        is_flag=True,
        fr="Compter aussi les répétitions (« ivr call »).",
        en="Count rehearsals too (`ivr call`).",
    )(command)
    return option(
        "--since",
        default="",
        metavar="7d",
        fr="24h, 7j ou une date, 2026-11-20 ; 7j sinon.",
        en="24h, 7d or a date, 2026-11-20; else 7d.",
    )(command)


@verb_with_commands(
    "calls",
    fr="Sans commande : les derniers appels. Le journal ne contient aucun numéro de téléphone.",
    en="Without a command: the last calls. The journal holds no telephone number.",
)
@period_options
@option("--most", default=30, type=Number(), fr="Nombre d'appels montrés.", en="Number of calls shown.")
@option(
    "--before",
    default="",
    metavar="SID",
    fr="Ceux d'avant cet appel : le dernier d'une page mène à la suivante.",
    en="Those before this call: the last one of a page leads to the next.",
)
@json_option(*SUMMARY, fr="un objet par appel", en="an object a call")
@click.pass_context
def calls(context: click.Context, since: str, rehearsals: bool, most: int, before: str, as_json: bool) -> None:
    """The last calls."""
    if context.invoked_subcommand:
        return
    period = _period(since, rehearsals)
    with opened_database() as store, store.reading() as connection:
        asked = Begun(period.moment, before=_known_sid(connection, before), rehearsals=period.rehearsals)
        found = calls_begun(connection, asked, most)
    if as_json:
        print_json([asdict(call) for call in found])
    elif found:
        _print_table("calls", [_call_row(call) for call in found])
        click.echo()
        if len(found) == most:
            print_sentence(_sentence("next", call=_short(found[-1])))
        print_sentence(_sentence("more"))
    else:
        print_sentence(_sentence("none", since=_since(since)))


@calls.command(
    "show",
    cls=Command,
    fr="Montrer un appel pas à pas. SID est son identifiant, CA..., ou son début.",
    en="Show a call step by step. SID is its identifier, CA..., or the beginning of it.",
)
@click.argument("call_sid", metavar="SID")
@json_option(
    *ENTRY, fr="un objet par tour, la fin de l'appel étant le tour -1", en="an object a turn, the end being -1"
)
def show(call_sid: str, as_json: bool) -> None:
    """One call."""
    with opened_database() as store:
        found = call_entries(store, call_sid) if call_sid else []
    if not found:
        raise Refusal(_sentence("unknown", call=call_sid))
    if as_json:
        print_json([entry._asdict() for entry in found])
        return
    click.echo(_sentence("which", call=found[0].call_sid, revision=found[0].revision))
    if newest := found[0].revision.partition("+")[2]:
        print_sentence(_sentence("published", newest=newest))
    for line in _turn_lines(found):
        click.echo(line)


@calls.command(
    "count",
    cls=Command,
    fr="Compter les appels par ligne, sujet, issue... Un appel qui en a eu plusieurs compte pour chacun.",
    en="Count calls by line, topic, outcome... A call that had several counts for each.",
)
@option(
    "--by",
    type=click.Choice(get_args(By)),
    default="line",
    metavar="topic",
    fr=f"Ce que l'on compte : {', '.join(get_args(By))}.",
    en=f"What is counted: {', '.join(get_args(By))}.",
)
@period_options
@json_option("calls", fr="un objet par valeur, sous le nom donné à --by", en="an object a value, by the name of --by")
def count(by: By, since: str, rehearsals: bool, as_json: bool) -> None:
    """A line a value."""
    period = _period(since, rehearsals)
    with opened_database() as store:
        found = count_calls(store, by, period)
    if as_json:
        print_json([{by: value, "calls": number} for value, number in found])
    elif found:
        _print_table("count", [(_words(value), str(number)) for value, number in found])
    else:
        print_sentence(_sentence("none", since=_since(since)))


def _known_sid(connection: Connection, beginning: str) -> str:
    """The identifier of the call that begins so; "" where none was asked for."""
    found = beginning and whole_sid(connection, beginning)
    if beginning and not found:
        raise Refusal(_sentence("unknown", call=beginning))
    return found


# -- which calls -----------------------------------------------------------------------------------------------------


def _above(name: str) -> Any:
    """What an option was given as before the name of a subcommand: it counts there as well."""
    context = click.get_current_context()
    return context.parent.params.get(name) if context.parent else None


def _since(given: str) -> str:
    return given or _above("since") or spoken(fr="7j", en="7d")


def _period(since: str, rehearsals: bool) -> Since:
    return Since(read_since(_since(since), clock.now()), rehearsals or bool(_above("rehearsals")))


def read_since(text: str, now: datetime) -> datetime:
    """The moment that "24h", "7j" or "2026-11-20" stands for; a date begins at midnight in Paris."""
    ago = AGO.fullmatch(text)
    if ago and (number := int(ago[1])):
        return now - (timedelta(hours=number) if ago[2] == "h" else timedelta(days=number))
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=PARIS)
        moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:  # the second: the first and the last day that there are
        raise misuse(
            fr=f"--since « {text} » : écrivez 24h, 7j ou une date comme 2026-11-20.",
            en=f"--since “{text}”: write 24h, 7d or a date such as 2026-11-20.",
        ) from error
    return moment


# -- what is shown -------------------------------------------------------------------------------------------------


def _words(word: str) -> str:
    """What the staff call a word of the journal; the word itself when it has no other name."""
    return chosen(journal_word(word))


def _sentence(name: str, **values: object) -> str:
    return chosen(SENTENCES[name]).format(**values)


def _print_table(name: str, rows: Sequence[Sequence[str]]) -> None:
    print_table(chosen(HEADS[name]), rows)


def _call_row(call: CallSummary) -> tuple[str, ...]:
    where = call.department or _words(call.place)
    asked = ", ".join(_words(topic) for topic in call.topics)
    lasted = "" if call.seconds is None else f"{call.seconds:.0f} s"
    line = f"{_words(call.line)} ({call.language})" if call.line else ""
    began = f"{call.began.astimezone(PARIS):%d/%m %H:%M}"
    return began, _short(call), line, where, asked, _words(call.outcome), str(call.turns), lasted


def _short(call: CallSummary) -> str:
    """The beginning of its identifier, which no other call that is listed has."""
    return call.call_sid[: SHORT + NAMED if call.rehearsal else SHORT]


def _turn_lines(found: list[Entry]) -> Iterator[str]:
    """A line a turn; what is known of the caller and the hours stands on a line of its own, when it changes."""
    last = ""
    for entry in found:
        ended = entry.turn == END_OF_CALL
        took = f"{entry.seconds:.0f} s" if ended else f"{entry.seconds * 1000:.1f} ms"
        number, at = "" if ended else str(entry.turn), f"{entry.at.astimezone(PARIS):%H:%M:%S}"
        yield f"{number:>3}  {at}  {entry.step:<18} {_words(entry.heard):<14} {_words(entry.outcome):<20} {took:>8}"
        known = _known(entry)
        if known and known != last and not ended:
            yield click.style(f"               {known}", dim=True)
            last = known
        if entry.way:
            yield click.style(f"               {entry.way}", dim=True)


def _known(entry: Entry) -> str:
    return " · ".join(map(_words, (*known_of(entry), *decided_by(entry))))
