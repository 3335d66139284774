"""`ivr run`: the line and its worker on this machine, with nothing to set up."""

import os
import secrets
import socket
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from threading import Thread
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn ships no types
from sqlalchemy.exc import SQLAlchemyError

from ivr import clock
from ivr.accounts.first import FirstAccount, first_account
from ivr.audit.trail import Trail
from ivr.cli.commands import verb
from ivr.cli.language import language
from ivr.factory import House, create_app, kept_folder
from ivr.findings import Place
from ivr.journal.folding import Folding
from ivr.keys import console_keys
from ivr.line.flow import FLOW
from ivr.logs import LogFormat, configure_logs
from ivr.published.live import Standing
from ivr.server.conf import SETTINGS
from ivr.setting_faults import NO_TOKEN_FOR_OTHERS, PORT_TAKEN
from ivr.setting_values import Secret
from ivr.settings import Settings, SettingsError, read_settings
from ivr.store import schema
from ivr.store.engine import Store, StoreError, no_answer, open_store
from ivr.texts.outlet import sender_for
from ivr.texts.worker import Worker, plan_of
from ivr.upkeep import upkeep_for

LOOPBACK = "127.0.0.1"
STOP_SECONDS = 15.0  # in which a text that is being sent is finished
AWAY_SECONDS = 10.0  # before a database that can't be used is asked again

TOLD = {
    "fr": """La ligne répond sur {url}/voice (et {url}/health dit si elle vit).

  la console des équipes      {console}/console
  le téléphone des testeurs   {console}/phone
  l'appel par écrit           {url}/texte

{rehearsals}
{token}Pour l'appeler d'ici, dans un autre terminal :

  TWILIO_AUTH_TOKEN={shown} ivr call --url {url}

Ctrl-C l'arrête.""",
    "en": """The line answers at {url}/voice (and {url}/health tells whether it lives).

  the staff's console   {console}/console
  the testers' phone    {console}/phone
  the call as text      {url}/texte

{rehearsals}
{token}To ring it from here, in another terminal:

  TWILIO_AUTH_TOKEN={shown} ivr call --url {url}

Ctrl-C stops it.""",
}
FIRST = {
    "fr": """
Premier compte de la console, montré cette fois seulement :

  identifiant   {login}
  mot de passe  {password}

Il sert un jour ; choisissez le vôtre sous « Mon compte ». Perdu ? « ivr user reset {login} ».
""",
    "en": """
The console's first account, shown this once:

  login     {login}
  password  {password}

It works for a day; choose your own under “My account”. Lost? `ivr user reset {login}`.
""",
}
FAULTY = {
    "fr": "Attention : le contenu a des fautes, que « ivr check » nomme. La ligne {instead}.",
    "en": "Mind: the content has faults, which `ivr check` names. The line {instead}.",
}
INSTEAD = {
    "fr": ("continue avec le dernier contenu valable", "ne dit qu'une excuse et les numéros à rappeler"),
    "en": ("goes on with the last good content", "says an apology and the numbers to ring, and nothing else"),
}
REHEARSALS = {
    "fr": (
        "Pas de répétitions : un appel par HTTP y est un vrai appel (IVR_REHEARSAL=1 les permet).",
        "Les répétitions sont permises : « ivr call --url {url} --at noël » (rien n'est envoyé ni compté).",
    ),
    "en": (
        "No rehearsals: a call over HTTP is a real one here (IVR_REHEARSAL=1 allows them).",
        "Rehearsals are allowed: `ivr call --url {url} --at christmas` (nothing is sent or counted).",
    ),
}
MADE_UP = {
    "fr": "TWILIO_AUTH_TOKEN manque : un jeton a été inventé, pour cette fois et pour cette machine seule.\n",
    "en": "TWILIO_AUTH_TOKEN is not set: a token was made up, for this time and this machine alone.\n",
}


@verb(
    "run",
    fr="Sur 127.0.0.1, au port de PORT ; dit en partant comment l'appeler. Rien à régler d'abord.",
    en="On 127.0.0.1, at the port of PORT; says at its start how to ring it. Nothing to set up first.",
)
def run() -> None:
    """Until Ctrl-C."""
    given = read_settings(os.environ)
    settings = replace(with_token(on_its_port(given, os.environ)), console=True, text_page=True)
    check_port(settings.port)
    configure_logs(log_format(settings, os.environ))
    with closing(open_store(settings.database_url)) as store:
        first = first_of(settings, store) if prepare(store) else None
    app = create_app(settings, phone=True)  # a refusal is a sentence here, and not a server that starts again and again
    click.echo(welcome(settings, made_up=not given.tokens, language=language()))
    if first:
        click.echo(FIRST[language()].format(login=first.login, password=first.password))
    if faults := faulty_words(app.extensions["ivr"].published.standing, language()):
        click.echo(faults, err=True)
    Server(settings).run()


def first_of(settings: Settings, store: Store) -> FirstAccount | None:
    """The console's first account, where nobody can come in; None too where the database is away."""
    try:
        if schema.refusal(store):
            return None
        return first_account(store, Trail(console_keys(settings, kept_folder(settings, store))), clock.now())
    except (SQLAlchemyError, OSError):
        return None


def faulty_words(content: Standing, language: str) -> str:
    """What is spoken instead of content that has faults; "" when it has none."""
    good, constant = INSTEAD[language]
    return FAULTY[language].format(instead=good if content.snapshot else constant) if content.findings else ""


def check_port(port: int) -> None:
    """Raises SettingsError for a port that another server has, and one that no server may have."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does
        try:
            probe.bind((LOOPBACK, port))
        except (OSError, OverflowError) as error:
            other = port + 1 if 1024 <= port < 65_535 else Settings().port
            raise SettingsError(PORT_TAKEN.at(Place("PORT"), port=port, other=other)) from error


def log_format(settings: Settings, environment: Mapping[str, str]) -> LogFormat:
    """The format that was asked for; where none was, what a person at a terminal reads."""
    at_terminal = "IVR_LOG_FORMAT" not in environment and sys.stderr.isatty()
    return "text" if at_terminal else settings.log_format


def on_its_port(settings: Settings, environment: Any) -> Settings:
    """The settings with the address of that port, when no address was given.

    The console's has a name, for browsers keep passkeys by names and not by numbers.
    """
    if environment.get("IVR_PUBLIC_URL"):
        return settings
    console = settings.console_url or f"http://localhost:{settings.port}"
    return replace(settings, public_url=f"http://127.0.0.1:{settings.port}", console_url=console)


def with_token(settings: Settings) -> Settings:
    """The settings with a token: theirs, or one made up. Raises SettingsError where others could reach the service."""
    if settings.tokens:
        return settings
    if not settings.on_loopback:
        raise SettingsError(NO_TOKEN_FOR_OTHERS)
    return replace(settings, auth_token=Secret(secrets.token_hex(16)))


def welcome(settings: Settings, made_up: bool, language: str) -> str:
    """Where to ring, and what to sign with. A token that was given is not printed."""
    return TOLD[language].format(
        url=settings.public_url,
        console=settings.console_address,
        rehearsals=REHEARSALS[language][settings.rehearsal].format(url=settings.public_url),
        token=MADE_UP[language] if made_up else "",
        shown=settings.tokens[0] if made_up else "...",
    )


def prepare(store: Store) -> bool:
    """Whether texts can be sent from it: it has this release's tables; or is a server that is away: that is waited for.

    A server's tables are made by whoever releases. What is in the way is said: the line goes on without the database.
    """
    try:
        if store.dialect == "sqlite":
            schema.migrate(store)
        refusal = schema.refusal(store)
    except (SQLAlchemyError, OSError) as error:
        if store.dialect != "sqlite":
            return True
        click.echo(no_answer(store, error).told(language()), err=True)
        return False
    if refusal:
        click.echo(StoreError(refusal).told(language()), err=True)
    return not refusal


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn on loopback, one process: the line's threads, and one that sends its texts."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """gunicorn's own settings."""
        address = f"{LOOPBACK}:{self.settings.port}"
        chosen = {"bind": address, "workers": 1, "loglevel": "warning", "worker_exit": _leave}
        for name, value in (SETTINGS | chosen).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app, made in the process that serves it, with the worker beside it."""
        app = create_app(self.settings, phone=True)
        house: House = app.extensions["ivr"]
        house.start()
        plan = plan_of(self.settings)
        folding = Folding(house.store, clock.now, FLOW)
        worker = Worker(house.store, sender_for(self.settings, clock.now), plan, [folding.step])
        thread = Thread(target=_work, args=(house.store, worker), name="worker", daemon=True)
        thread.start()
        upkeep = upkeep_for(self.settings, house.store, house.published, clock.now)
        upkeep.start()
        self.inside = house, worker, thread, upkeep
        return app


def _work(store: Store, worker: Worker) -> None:
    """Send texts, from when the database can be used."""
    while not prepare(store):
        if worker.stop.wait(AWAY_SECONDS):
            return
    worker.run()


def _leave(_arbiter: Any, process: Any) -> None:
    """The served process ends: finish the text that is being sent, and write down what the journal still holds."""
    house, worker, thread, upkeep = process.app.inside
    upkeep.stop.set()
    worker.stop.set()
    thread.join(STOP_SECONDS)
    house.close()
