"""Joins the rooms into one Flask app: the only place that knows them all."""

import gc
from dataclasses import dataclass
from wsgiref.types import WSGIApplication

import structlog
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from ivr import clock as machine
from ivr.calls.admission import Admission
from ivr.calls.taker import TurnTaker
from ivr.changes.ledger import ChangesTable
from ivr.check.flow.slips import slips_of
from ivr.content.faults import ContentError
from ivr.health import Health
from ivr.journal.journal import Journal
from ivr.journal.turns import TurnsTable
from ivr.journal.writer import Pace
from ivr.line.flow import FLOW
from ivr.metrics import serve_metrics
from ivr.published.kept import kept_folder as kept_folder  # for whoever asks the factory for it
from ivr.published.live import Published, open_published
from ivr.setting_faults import NO_TOKEN
from ivr.settings import Settings, SettingsError
from ivr.store.engine import Store, open_store
from ivr.texts.blocks import Blocks
from ivr.texts.desk import TextDesk
from ivr.texts.receipts import apply_receipt
from ivr.voice.app import LineApp
from ivr.voice.front import Front
from ivr.voice.routes import open_door
from ivr.voice.signature import SignatureCheck
from ivr.voice.speaker import Speaker

log = structlog.get_logger("ivr")


@dataclass(frozen=True, slots=True)
class House:
    """The rooms of one app, for whoever starts and stops it: `app.extensions["ivr"]`."""

    settings: Settings
    published: Published
    store: Store
    staff_store: Store  # the console's: what is slow there must not keep a call's turn from the database
    journal: Journal
    taker: TurnTaker
    front: Front
    health: Health

    def start(self) -> None:
        """Follow changes of the content and serve the metrics; in the process that serves, after any fork."""
        gc.freeze()  # what was built so far lives as long as the process: no collection need walk it again
        gc.enable()  # app.py has put it off
        self.published.start_refreshing()
        if self.settings.rehearsal:
            log.warning("rehearsals_allowed", why="IVR_REHEARSAL: whoever holds a token chooses the moment")
        self.health.start_metrics()
        serve_metrics(self.settings.metrics_address)

    def close(self) -> None:
        """Write down what the journal still holds, and give the connections back."""
        self.published.stop()
        self.journal.stop()
        self.store.close()
        self.staff_store.close()


def create_app(
    settings: Settings, *, clock: machine.Clock = machine.now, falls_back: bool = True, phone: bool = False
) -> Flask:
    """The line as a WSGI app. Nothing runs beside it until its House is told to start.

    `phone`: the console has the tester's phone, also where nobody else may rehearse.

    Where the content's files are faulty it `falls_back` on the last good ones that were kept; with none, or told not
    to, it speaks constant sentences. Raises SettingsError without a token, StoreError for a database that is none,
    ContentError for a flow that can't be walked.
    """
    if not settings.tokens:
        raise SettingsError(NO_TOKEN)
    if slips := slips_of(FLOW):
        raise ContentError(*slips)
    house = _furnished(settings, clock, falls_back)
    app = LineApp("ivr")
    app.extensions["ivr"] = house
    mounts: dict[str, WSGIApplication] = {}
    if settings.console:
        from ivr.mounts import console_of  # a third of a start, for lines that mostly serve no console

        mounts |= console_of(settings, house.staff_store, house.published, clock, phone=phone)[1]
    if settings.text_page:
        from ivr.textpage.app import PREFIX, create_text_page  # as seldom wanted
        from ivr.textpage.reading import Reading

        mounts[PREFIX] = create_text_page(Reading(settings, house.published, FLOW, clock)).wsgi_app
    if mounts:
        app.wsgi_app = DispatcherMiddleware(app.wsgi_app, mounts)  # type: ignore[method-assign]
    open_door(
        app,
        check=SignatureCheck(settings),
        front=house.front,
        receive=lambda report: apply_receipt(house.store, report, clock(), Blocks(settings)),
        condition=house.health.condition,
        audio=settings.content_folder / "prompts" / "audio",
    )
    return app


def create_console_alone(settings: Settings, *, clock: machine.Clock = machine.now) -> Flask:
    """The console in a process of its own, away from the line's: `extensions["ivr"]` are its Rooms, not yet following.

    Raises as `create_app` does.
    """
    from ivr.mounts import console_of

    if not settings.tokens:
        raise SettingsError(NO_TOKEN)
    store = open_store(settings.database_url)
    kept = kept_folder(settings, store)
    published = open_published(settings.content_folder, FLOW, clock, kept, ChangesTable(store, clock))
    console, mounts = console_of(settings, store, published, clock)
    console.wsgi_app = DispatcherMiddleware(NotFound(), mounts)  # type: ignore[method-assign]
    return console


def _furnished(settings: Settings, clock: machine.Clock, falls_back: bool) -> House:
    store = open_store(settings.database_url)
    kept = kept_folder(settings, store) if falls_back else None
    published = open_published(settings.content_folder, FLOW, clock, kept, ChangesTable(store, clock))
    journal = Journal(TurnsTable(store), Pace(days=settings.journal_days))
    taker = TurnTaker(
        flow=FLOW,
        texts=TextDesk(store, settings),
        journal=journal,
        settings=settings,
        admission=Admission(store, settings),
    )
    front = Front(
        taker=taker,
        speaker=Speaker(FLOW, settings, published.examples),
        published=published,
        flow=FLOW,
        settings=settings,
        clock=clock,
    )
    published.make_ready(front.speaker.prepare)
    health = Health(published=published, store=store, journal=journal, clock=clock)
    return House(settings, published, store, open_store(settings.database_url), journal, taker, front, health)
