"""What the pages are served from, and who asks."""

from dataclasses import dataclass
from functools import cached_property

from flask import current_app, g

from ivr.accounts.entry import Door
from ivr.accounts.person import Person
from ivr.audit.trail import Trail
from ivr.changes.publishing import Publishing
from ivr.clock import Clock
from ivr.keys import Keys, console_keys
from ivr.notices.ways import ways_of
from ivr.published.kept import kept_folder
from ivr.published.live import Published
from ivr.published.snapshot import Snapshot
from ivr.settings import Settings
from ivr.store.engine import Store

KEY = "ivr"  # in the app's extensions


@dataclass(frozen=True)
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

    @cached_property
    def keys(self) -> Keys:
        """What signs and seals. Raises SettingsError where there is no secret to make them of."""
        return console_keys(self.settings, kept_folder(self.settings, self.store))

    @property
    def trail(self) -> Trail:
        """Where it is noted who did what: `rooms().trail.append(connection, who=person().id, did="publish", ...)`."""
        return Trail(self.keys)

    @property
    def publishing(self) -> Publishing:
        """The door through which everything is published."""
        ways, second = ways_of(self.settings), self.settings.second_person
        return Publishing(record=self.trail.append, ways=ways, second_person=second)

    @property
    def door(self) -> Door:
        """Where people come in."""
        return Door(self.store, self.keys)

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
