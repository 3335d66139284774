"""`ivr audit`: who did what in the console, and whether that trail is as it was written."""

import os
from dataclasses import asdict, fields
from pathlib import Path

import click

from ivr.accounts.people import names_of
from ivr.audit.deeds import BY, DEEDS
from ivr.audit.proof import Break, first_break, read_head
from ivr.audit.sending import heads_in
from ivr.audit.trail import Deed, Head, all_deeds, head, latest
from ivr.cli.commands import Command, option, verb_with_commands
from ivr.cli.database import opened_database
from ivr.cli.language import Refusal, language, misuse, spoken
from ivr.cli.printing import json_option, print_json, print_sentence, print_table
from ivr.factory import kept_folder
from ivr.hours.words import words
from ivr.keys import console_keys
from ivr.phone.moments import PARIS
from ivr.settings import read_settings

KEYS = tuple(field.name for field in fields(Deed))
BROKEN = {
    "missing": words(fr="La ligne {number} manque.", en="Row {number} is missing."),
    "altered": words(
        fr="La ligne {number} n'est plus celle qui a été écrite, ou une autre clé l'a signée (IVR_AUDIT_KEY).",
        en="Row {number} is not the one that was written, or another key signed it (IVR_AUDIT_KEY).",
    ),
    "cut": words(
        fr="La fin a été coupée : la ligne {number} manque, une tête gardée va plus loin.",
        en="The end was cut off: row {number} is missing, a head that was kept goes further.",
    ),
    "rewritten": words(
        fr="Tout se tient, mais ce n'est pas ce qui a été gardé : une ligne de {first} à {number} a été réécrite.",
        en="All of it holds together, but it is not what was kept: a row of {first} to {number} was rewritten.",
    ),
}


@verb_with_commands(
    "audit",
    fr="Sans commande : les dernières lignes. Les personnes y sont par un identifiant opaque, nommé ici s'il existe.",
    en="Without a command: the latest rows. People are in it by an opaque id, named here while it has an account.",
)
@option("--limit", default=20, type=click.IntRange(1, 10_000), fr="Combien de lignes.", en="How many rows.")
@json_option(*KEYS, fr="un objet par ligne", en="an object a row")
@click.pass_context
def audit(context: click.Context, limit: int, as_json: bool) -> None:
    """The first screen."""
    if context.invoked_subcommand:
        return
    with opened_database() as store, store.reading() as connection:
        deeds = latest(connection, limit=limit)
        names = names_of(connection, [name for deed in deeds for name in (deed.who, deed.what)])
    if as_json:
        print_json([asdict(deed) for deed in deeds])
    elif not deeds:
        print_sentence(
            spoken(fr="Rien n'a encore été fait dans la console.", en="Nothing was done in the console yet.")
        )
    else:
        heads = (
            "n°",
            spoken(fr="quand (Paris)", en="when (Paris)"),
            spoken(fr="qui", en="who"),
            spoken(fr="quoi", en="what"),
        )
        print_table(heads, [_row(deed, names) for deed in deeds])


@audit.command(
    "verify",
    cls=Command,
    fr="Trouver la première ligne qui n'est plus comme elle a été écrite ; sans têtes gardées ailleurs, une fin coupée "
    "ne se voit pas.",
    en="Find the first row that is not as it was written; without heads kept elsewhere, a cut end does not show.",
)
@option(
    "--head",
    "written",
    multiple=True,
    metavar="N:HASH",
    fr="Une tête gardée ailleurs (« ivr audit head » la donne) ; celles du fichier IVR_AUDIT_HEAD comptent d'office.",
    en="A head that was kept elsewhere (`ivr audit head` prints it); those of the file IVR_AUDIT_HEAD count unasked.",
)
def verify(written: tuple[str, ...]) -> None:
    """Refuses with the number of that row."""
    settings = read_settings(os.environ)
    heads = [*map(_read, written), *_kept(settings.audit_head)]
    with opened_database() as store:
        keys = console_keys(settings, kept_folder(settings, store))
        with store.reading() as connection:
            found = first_break(all_deeds(connection), keys.audit, heads)
            last = head(connection)
    if found:
        raise Refusal(_told(found))
    print_sentence(
        spoken(
            fr=f"La piste tient. Lignes : {last.number} ; têtes gardées ailleurs, comparées : {len(set(heads))}.",
            en=f"The trail holds. Rows: {last.number}; heads that were kept elsewhere, compared: {len(set(heads))}.",
        )
    )


@audit.command(
    "head",
    cls=Command,
    fr="Le numéro et l'empreinte de la dernière ligne, à garder ailleurs.",
    en="Number and hash of the last row, to be kept elsewhere.",
)
def print_head() -> None:
    """N:HASH."""
    with opened_database() as store, store.reading() as connection:
        click.echo(str(head(connection)))


def _row(deed: Deed, names: dict[str, str]) -> tuple[str, str, str, str]:
    did = DEEDS[deed.did][language()] if deed.did in DEEDS else deed.did
    what = names.get(deed.what, deed.what) if deed.what != deed.who else ""
    what = BY[what][language()] if what in BY else what
    at = f"{deed.at.astimezone(PARIS):%Y-%m-%d %H:%M:%S}"
    return str(deed.number), at, names.get(deed.who, deed.who) or "?", f"{did} {what}".strip()


def _read(text: str) -> Head:
    found = read_head(text)
    if found is None:
        raise misuse(
            fr="--head : écrivez N:EMPREINTE, comme « ivr audit head » la donne.",
            en="--head: write N:HASH, as `ivr audit head` prints it.",
        )
    return found


def _kept(where: str) -> tuple[Head, ...]:
    """The heads of the file of the settings; none where they are sent to an address."""
    if not where or where.startswith("https://") or not Path(where).exists():
        return ()
    return tuple(heads_in(Path(where)))


def _told(found: Break) -> str:
    return BROKEN[found.why][language()].format(number=found.number, first=found.after + 1)
