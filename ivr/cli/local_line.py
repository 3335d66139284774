"""The line inside this process, for calls that are tried out: every one of them a rehearsal, nothing is ever sent."""

import logging
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import click
import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from ivr import clock
from ivr.cli.language import language
from ivr.content.faults import ContentError
from ivr.factory import House, create_app
from ivr.findings import Finding
from ivr.logs import configure_logs
from ivr.phone.transcript import Text
from ivr.phone.transports import WsgiTransport
from ivr.setting_values import Secret
from ivr.settings import Settings
from ivr.store.engine import Store
from ivr.store.schema import migrate
from ivr.store.tables import texts

NO_DATABASE = (SQLAlchemyError, OSError)  # the second: no such folder


@dataclass(frozen=True, slots=True)
class LocalLine:
    """The way to the line, the token to sign with, and the rooms of its app."""

    transport: WsgiTransport
    token: str
    house: House

    @property
    def store(self) -> Store:
        """The database in which its texts can be seen."""
        return self.house.store

    def close(self) -> None:
        """Writes the journal down and gives the connections back."""
        self.house.journal.stop()
        self.house.store.close()

    def texts(self, call_sid: str) -> Sequence[Text]:
        """The texts that a call asked for, in order, numbers masked; without a database there are none."""
        query = select(texts.c.to_tail, texts.c.body).where(texts.c.call_sid == call_sid).order_by(texts.c.id)
        try:
            with self.store.reading() as connection:
                return [Text(f"•• {tail}", body) for tail, body in connection.execute(query)]
        except NO_DATABASE:
            return ()


def open_local_line(settings: Settings) -> LocalLine:
    """The line as it is configured, except that it rehearses, and makes a token up where it has none.

    Raises ContentError, StoreError or SettingsError where the line could not start.
    """
    token = settings.auth_token.reveal() or secrets.token_hex(16)
    rehearsing = replace(settings, auth_token=Secret(token), rehearsal=True)
    quieten_logs()
    app = create_app(rehearsing, clock=clock.now, falls_back=False)
    published = app.extensions["ivr"].published
    if published.current() is None:
        raise ContentError(*published.standing.findings)
    if findings := published.standing.findings:  # content that fails a check can be rung all the same
        tell_faults(findings)
    line = LocalLine(WsgiTransport(app.wsgi_app, settings.public_url), token, app.extensions["ivr"])
    try:
        if line.store.dialect == "sqlite":  # a database server is migrated by whoever releases
            migrate(line.store)
    except NO_DATABASE as error:  # the line goes on without its database, and so does the call
        structlog.get_logger().error("no_database", error=type(error).__name__)
    published.follow()
    return line


def tell_faults(findings: Iterable[Finding]) -> None:
    """What is wrong with the content that is rung, on standard error.

    From then on the log is silent: where such a call breaks, it breaks on what was just told.
    """
    for finding in findings:
        click.echo(finding.told(language()), err=True)
    quieten_logs(logging.CRITICAL)


def quieten_logs(level: int = logging.ERROR) -> None:
    """Only errors: the terminal belongs to the call."""
    configure_logs("text")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(level))
    logging.getLogger().setLevel(level)
