"""`ivr worker`: sends the texts that callers asked for."""

import os
import signal
from contextlib import closing
from queue import SimpleQueue
from threading import Event, Thread

import click
from sqlalchemy.exc import SQLAlchemyError

from ivr import clock
from ivr.changes.ledger import ChangesTable
from ivr.cli.commands import option, verb
from ivr.cli.language import language, spoken
from ivr.journal.folding import Folding
from ivr.line.flow import FLOW
from ivr.logs import configure_logs
from ivr.metrics import serve_metrics
from ivr.published.kept import kept_folder
from ivr.published.live import Published, open_published
from ivr.settings import Settings, read_settings
from ivr.store import schema
from ivr.store.engine import Store, no_answer, open_store
from ivr.texts.outbox_sender import OUTBOX
from ivr.texts.outlet import sender_for
from ivr.texts.worker import Worker, WorkerRefused, plan_of
from ivr.upkeep import upkeep_for


@verb(
    "worker",
    fr="SIGTERM ou Ctrl-C l'arrête proprement : ce qui part est achevé. Plusieurs peuvent tourner à la fois.",
    en="SIGTERM or Ctrl-C stops it cleanly: what is being sent is finished. Several may run at a time.",
)
@option(
    "--threads",
    default=4,
    type=click.IntRange(1, 64),
    fr="SMS envoyés en même temps.",
    en="Texts sent at the same time.",
)
def worker(threads: int) -> None:
    """Until it is told to stop."""
    settings = read_settings(os.environ)
    configure_logs(settings.log_format)
    serve_metrics(settings.metrics_address)
    work(settings, threads)


def work(settings: Settings, threads: int) -> None:
    """Send until SIGTERM or SIGINT; what is being sent then is finished."""
    with closing(open_store(settings.database_url)) as store:
        _tell_what_lacks(settings, store)
        plan = plan_of(settings, threads)
        working = Worker(store, sender_for(settings, clock.now), plan, [Folding(store, clock.now, FLOW).step])
        published = followed(settings, store)
        upkeep = upkeep_for(settings, store, published, clock.now)
        upkeep.start()
        stop_on_signals(working.stop)
        working.run()
        upkeep.stop.set()
        published.stop()


def stop_on_signals(stop: Event) -> None:
    """Set `stop` soon after SIGTERM or SIGINT. To be called from the main thread.

    A handler runs within whatever the main thread does: mostly wait for `stop`, perhaps with its lock in hand, which
    `set` would then wait for without end. SimpleQueue.put is made to be called there; a thread does the rest.
    """
    told: SimpleQueue[None] = SimpleQueue()

    def pass_on() -> None:
        told.get()
        stop.set()

    Thread(target=pass_on, name="told-to-stop", daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.put(None))


def followed(settings: Settings, store: Store) -> Published:
    """What is live, followed on a thread of its own: the staff are told of changes that can't be."""
    kept = kept_folder(settings, store)
    published = open_published(settings.content_folder, FLOW, clock.now, kept, ChangesTable(store, clock.now))
    published.start_refreshing()
    return published


def _tell_what_lacks(settings: Settings, store: Store) -> None:
    """What keeps texts from leaving, said once at the start and on standard error; the log goes on in its own words.

    Raises WorkerRefused for a database that is too far from this release; one that is away may come back.
    """
    if not settings.account_sid:
        click.echo(
            spoken(
                fr=f"TWILIO_ACCOUNT_SID manque : rien ne part, les SMS s'écrivent dans {OUTBOX}.",
                en=f"TWILIO_ACCOUNT_SID is not set: nothing leaves, the texts are written to {OUTBOX}.",
            ),
            err=True,
        )
    try:
        if refusal := schema.refusal(store):
            raise WorkerRefused(refusal)
    except (SQLAlchemyError, OSError) as error:
        waits = spoken(fr="Le worker attend qu'elle revienne.", en="The worker waits until it is back.")
        click.echo(f"{no_answer(store, error).told(language())} {waits}", err=True)
