"""What the pages are served from, and who asks."""

from dataclasses import dataclass

from flask import current_app, g

from ivr.accounts.person import Person
from ivr.clock import Clock
from ivr.published.live import Published
from ivr.published.snapshot import Snapshot
from ivr.settings import Settings
from ivr.store.engine import Store

KEY = "ivr"  # in the app's extensions


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms that a page may ask; one value for the whole app."""

    settings: Settings
    store: Store
    published: Published
    clock: Clock

    @property
    def snapshot(self) -> Snapshot | None:
        """What callers hear now; None while nothing could ever be read."""
        return self.published.current()

    def close(self) -> None:
        """Follow no more changes, and give the connections back."""
        self.published.stop()
        self.store.close()


def rooms() -> Rooms:
    """Those of the app that answers."""
    found: Rooms = current_app.extensions[KEY]
    return found


def person() -> Person:
    """Who asks. Only on pages that need somebody: elsewhere AttributeError."""
    found: Person = g.person
    return found
