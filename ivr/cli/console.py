"""`ivr console`: the staff's console in a process of its own, away from the webhooks' address."""

import os
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn ships no types

from ivr.cli.commands import option, verb
from ivr.cli.language import spoken
from ivr.cli.run import LOOPBACK, check_port, log_format
from ivr.console.app import PREFIX
from ivr.factory import create_console_alone
from ivr.logs import configure_logs
from ivr.server.conf import SETTINGS
from ivr.settings import Settings, read_settings


@verb(
    "console",
    fr="Sert la console seule, à l'adresse de IVR_CONSOLE_URL et au port de PORT ; la ligne n'en est pas ralentie.",
    en="Serves the console alone, at the address of IVR_CONSOLE_URL and the port of PORT; it doesn't slow the line.",
)
@option(
    "--host",
    default=LOOPBACK,
    fr="L'adresse de la machine où écouter ; 0.0.0.0 : toutes.",
    en="The machine's address to listen at; 0.0.0.0 for all.",
)
def console(host: str) -> None:
    """Until Ctrl-C."""
    settings = read_settings(os.environ)
    if host == LOOPBACK:
        check_port(settings.port)
    configure_logs(log_format(settings, os.environ))
    create_console_alone(settings).extensions["ivr"].close()  # a refusal is a sentence here
    click.echo(
        spoken(
            fr=f"La console est sur {settings.console_address}{PREFIX}. Ctrl-C l'arrête.",
            en=f"The console is at {settings.console_address}{PREFIX}. Ctrl-C stops it.",
        )
    )
    ConsoleServer(settings, host).run()


class ConsoleServer(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn, one process: a caisse's staff are tens, not thousands."""

    def __init__(self, settings: Settings, host: str) -> None:
        self.settings, self.host = settings, host
        super().__init__()

    def load_config(self) -> None:
        """gunicorn's own settings."""
        chosen: dict[str, Any] = {"bind": f"{self.host}:{self.settings.port}", "workers": 1, "loglevel": "warning"}
        for name, value in (SETTINGS | chosen).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app, made in the process that serves it."""
        app = create_console_alone(self.settings)
        app.extensions["ivr"].published.start_refreshing()
        return app
