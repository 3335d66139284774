"""`ivr worker`: sends the texts that callers asked for."""

import os
import signal
from contextlib import closing

import click

from ivr import clock
from ivr.logs import configure_logs
from ivr.metrics import MetricsError, start_metrics
from ivr.settings import Settings, SettingsError, read_settings
from ivr.store.engine import StoreError, open_store
from ivr.texts.outlet import sender_for
from ivr.texts.worker import Plan, Worker, WorkerRefused


@click.command("worker")
@click.option("--threads", default=4, show_default=True, help="SMS envoyés en même temps.")
def worker(threads: int) -> None:
    """Envoyer les SMS demandés ; s'arrête proprement sur SIGTERM."""
    try:
        settings = read_settings(os.environ)
        configure_logs(settings.log_format)
        start_metrics(settings.metrics_address)
        work(settings, threads)
    except (SettingsError, StoreError, MetricsError, WorkerRefused) as error:
        raise click.ClickException(str(error)) from error


def work(settings: Settings, threads: int) -> None:
    """Send until SIGTERM or SIGINT; what is being sent then is finished."""
    with closing(open_store(settings.database_url)) as store:
        plan = Plan(threads=threads, erase_days=settings.erase_days)
        working = Worker(store, sender_for(settings, clock.now), plan)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: working.stop.set())
        working.run()
