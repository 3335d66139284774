"""What the staff are served beside the line: the console, and the tester's phone in it.

The factory imports this only where it is wanted: it is a third of a start and of a worker's memory.
"""

from wsgiref.types import WSGIApplication

from flask import Flask
from werkzeug.utils import redirect

from ivr.clock import Clock
from ivr.console.app import PREFIX, create_console
from ivr.console.rooms import Rooms
from ivr.findings import Place
from ivr.handset import views as handset
from ivr.handset.rehearsal import Rehearsals
from ivr.published.live import Published
from ivr.setting_faults import NO_KEY_FILE
from ivr.settings import Settings, SettingsError
from ivr.store.engine import Store

Mounts = dict[str, WSGIApplication]


def console_of(
    settings: Settings, store: Store, published: Published, clock: Clock, *, phone: bool = False
) -> tuple[Flask, Mounts]:
    """The console, and where what belongs to it is mounted. Raises SettingsError where it can't have its key."""
    rooms = Rooms(settings, store, published, clock)
    try:
        _ = rooms.keys
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise SettingsError(NO_KEY_FILE.at(Place("IVR_KEPT_DIR"), why=why)) from error
    console = _console(rooms, phone)
    return console, _mounts(console, settings)


def _console(rooms: Rooms, phone: bool) -> Flask:
    """The console, with the tester's phone where it is wanted, and wherever rehearsals are allowed."""
    if not (phone or rooms.settings.rehearsal):
        return create_console(rooms)
    console = create_console(rooms, beside=(handset.pages,))
    console.extensions[handset.KEY] = Rehearsals(rooms.settings, rooms.published, rooms.clock)
    return console


def _mounts(console: Flask, settings: Settings) -> Mounts:
    """The console where it belongs; and where it has the phone, the short address that leads there."""
    mounts: Mounts = {PREFIX: console.wsgi_app}
    if handset.KEY in console.extensions:
        mounts[handset.DOOR] = redirect(f"{settings.console_address}{PREFIX}{handset.DOOR}", 303)
    return mounts
