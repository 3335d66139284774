"""`ivr user`: who may use the console. Whoever runs this can do everything to the database anyway."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import click
from sqlalchemy import Connection

from ivr import clock
from ivr.accounts.declined import Declined
from ivr.accounts.invitations import invite, reset
from ivr.accounts.people import add_person, by_login, change_person, everybody, found, remove_person
from ivr.accounts.person import ROLES, Person, Role, Scope
from ivr.accounts.role_words import ROLE_WORDS
from ivr.accounts.scopes import known_groups, read_scope
from ivr.audit.trail import TERMINAL, Trail
from ivr.cli.commands import Command, option, verb_with_commands
from ivr.cli.database import opened_database
from ivr.cli.known_schedules import known_schedules
from ivr.cli.language import Refusal, language, spoken
from ivr.cli.printing import json_option, print_json, print_sentence, print_table
from ivr.console.app import PREFIX
from ivr.factory import kept_folder
from ivr.keys import console_keys
from ivr.settings import Settings, read_settings
from ivr.store.engine import Store

KEYS = ("id", "login", "name", "role", "scope", "language")


@dataclass(frozen=True, slots=True)
class Ground:
    """The database, and the trail in which each change is noted."""

    settings: Settings
    store: Store
    trail: Trail

    def do(self, work: Callable[[Connection], tuple[Person, str]], did: str) -> tuple[Person, str]:
        """Do it and note of whom, both or neither. Raises Refusal with what was declined."""
        try:
            with self.store.writing() as connection:
                person, more = work(connection)
                self.trail.append(connection, who=TERMINAL, did=did, what=person.id, at=clock.now())
        except Declined as error:
            raise Refusal(error.words[language()]) from error
        return person, more


@verb_with_commands(
    "user",
    fr="Sans commande : la liste des comptes.",
    en="Without a command: the list of accounts.",
)
@click.pass_context
def user(context: click.Context) -> None:
    """The first screen."""
    if not context.invoked_subcommand:
        context.invoke(list_people, as_json=False)


@user.command(
    "list", cls=Command, fr="Les comptes, leurs rôles et périmètres.", en="The accounts, their roles and scopes."
)
@json_option(*KEYS, fr="un objet par compte", en="an object an account")
def list_people(as_json: bool) -> None:
    """A line an account."""
    with opened_database() as store, store.reading() as connection:
        found_ones = everybody(connection)
    if as_json:
        print_json([asdict(one) for one in found_ones])
    elif not found_ones:
        print_sentence(
            spoken(
                fr="Aucun compte. « ivr run » en crée un premier ; « ivr user add LOGIN » aussi.",
                en="No account. `ivr run` makes a first one; so does `ivr user add LOGIN`.",
            )
        )
    else:
        heads = (spoken(fr="identifiant", en="login"), spoken(fr="rôle", en="role"), spoken(fr="périmètre", en="scope"))
        rows = [
            (one.login, f"{one.role} ({ROLE_WORDS[one.role][language()]})", " ".join(one.scope)) for one in found_ones
        ]
        print_table(
            (*heads, spoken(fr="nom", en="name")), [(*row, one.name) for row, one in zip(rows, found_ones, strict=True)]
        )


role_option = option(
    "--role",
    type=click.Choice(ROLES),
    default="editor",
    fr="Ce que la personne peut faire ; chaque rôle peut ce que peuvent les précédents.",
    en="What the person may do; each role may do what those before it may.",
)
scope_option = option(
    "--scope",
    default="all",
    metavar="69,mayotte",
    fr="Pour qui : all, ou des lignes, départements et caisses.",
    en="For whom: all, or lines, départements and caisses.",
)


@user.command(
    "add",
    cls=Command,
    fr="Ajouter un compte : un lien est imprimé une fois, par lequel la personne choisit son mot de passe.",
    en="Add an account: a link is printed once, by which the person chooses their password.",
)
@click.argument("login")
@option(
    "--name", default="", fr="Le nom de la personne ; sinon l'identifiant.", en="The person's name; else the login."
)
@role_option
@scope_option
@option("--english-pages", is_flag=True, fr="Des pages en anglais.", en="Pages in English.")
def add(login: str, name: str, role: Role, scope: str, english_pages: bool) -> None:
    """Prints the link."""
    covered = _scope(scope)
    with _ground() as ground:

        def added(connection: Connection) -> tuple[Person, str]:
            new = add_person(
                connection,
                login=login,
                name=name or login,
                role=role,
                scope=covered,
                language="en" if english_pages else "fr",
                at=clock.now(),
            )
            return new, invite(connection, new.id, clock.now())

        _print_link(ground.settings, *ground.do(added, "person-added"))


@user.command("role", cls=Command, fr="Changer un rôle ou un périmètre.", en="Change a role or a scope.")
@click.argument("login")
@click.argument("role", type=click.Choice(ROLES))
@option(
    "--scope",
    default="",
    metavar="69,mayotte",
    fr="Pour qui ; sinon comme avant.",
    en="For whom; else as before.",
)
def change_role(login: str, role: Role, scope: str) -> None:
    """At once, in every session that is open."""
    covered = _scope(scope) if scope else None
    with _ground() as ground:

        def changed(connection: Connection) -> tuple[Person, str]:
            old = found(by_login(connection, login))
            new = change_person(connection, old.id, role=role, scope=covered or old.scope, language=old.language)
            return new, ""

        new, _ = ground.do(changed, "person-changed")
    print_sentence(f"{new.login} : {ROLE_WORDS[role][language()]}, {' '.join(new.scope)}")


@user.command(
    "reset",
    cls=Command,
    fr="Pour qui ne peut plus entrer : mot de passe et sessions sont effacés, un lien est imprimé.",
    en="For whoever can't come in: password and sessions are erased, a link is printed.",
)
@click.argument("login")
@option("--lost-factor", is_flag=True, fr="Le second facteur est perdu aussi.", en="The second factor is lost too.")
def reset_person(login: str, lost_factor: bool) -> None:
    """Prints the link."""
    with _ground() as ground:

        def renewed(connection: Connection) -> tuple[Person, str]:
            their = found(by_login(connection, login))
            return their, reset(connection, their.id, clock.now(), lost_factor=lost_factor)

        _print_link(ground.settings, *ground.do(renewed, "person-reset"))


@user.command("remove", cls=Command, fr="Supprimer un compte.", en="Remove an account.")
@click.argument("login")
@option("--yes", is_flag=True, fr="Sans demander.", en="Without asking.")
def remove(login: str, yes: bool) -> None:
    """What its owner did stays in the trail, by an opaque id."""
    if not yes:
        click.confirm(spoken(fr=f"Supprimer {login} ?", en=f"Remove {login}?"), abort=True)
    with _ground() as ground:

        def removed(connection: Connection) -> tuple[Person, str]:
            their = found(by_login(connection, login))
            remove_person(connection, their.id)
            return their, ""

        ground.do(removed, "person-removed")
    print_sentence(spoken(fr=f"{login} n'a plus de compte.", en=f"{login} has no account any more."))


@contextmanager
def _ground() -> Iterator[Ground]:
    settings = read_settings(os.environ)
    with opened_database() as store:
        yield Ground(settings, store, Trail(console_keys(settings, kept_folder(settings, store))))


def _scope(text: str) -> Scope:
    """Raises Refusal for a name that nobody bears."""
    try:
        return read_scope(text, known_groups(known_schedules()))
    except Declined as error:
        raise Refusal(error.words[language()]) from error


def _print_link(settings: Settings, person: Person, token: str) -> None:
    """The link alone on the last line, to be copied."""
    print_sentence(
        spoken(
            fr=f"Un lien pour {person.name}, valable trois jours et une fois ; il n'est pas montré à nouveau :",
            en=f"A link for {person.name}, good for three days and once; it is not shown again:",
        )
    )
    click.echo(f"{settings.console_address}{PREFIX}/invitation/{token}")
