"""`ivr worker`: sends the texts that callers asked for."""

import os
import signal

import click

from ivr import clock
from ivr.settings import SettingsError, read_settings
from ivr.store.engine import StoreError, open_store
from ivr.texts.outlet import sender_for
from ivr.texts.worker import Plan, Worker, WorkerRefused


@click.command("worker")
@click.option("--threads", default=4, show_default=True, help="Textos envoyés en même temps.")
def worker(threads: int) -> None:
    """Envoyer les textos demandés ; s'arrête proprement sur SIGTERM."""
    try:
        settings = read_settings(os.environ)
        store = open_store(settings.database_url)
        sender = sender_for(settings, clock.now)
        working = Worker(store, sender, Plan(threads=threads, erase_days=settings.erase_days))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: working.stop.set())
        working.run()
    except (SettingsError, StoreError, WorkerRefused) as error:
        raise click.ClickException(str(error)) from error
    store.close()
