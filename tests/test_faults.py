"""Whole calls while the database is refused, frozen, locked, full or read-only, and after it came back.

The caller hears the address instead of "noted", no turn waits for the database more than once, and what asks for no
text never notices.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from ivr.journal.entry import Entry
from ivr.journal.writer import Pace
from ivr.phone.moments import read_moment
from ivr.phone.phone import Phone
from ivr.phone.replay import differences, replay
from ivr.phone.transcript import Transcript, read
from ivr.phone.transports import WsgiTransport
from ivr.phone.webhooks import Answer, Request
from ivr.phone.words import read_words
from ivr.store.deadline import Confirm
from ivr.store.engine import DEADLINE_SECONDS, Store
from ivr.store.tables import texts, turns
from tests.faults import crowded, frozen, full, locked, moved_away, read_only, standing_by, stopped
from tests.postgres import PATIENT, new_database, postgres_alone  # noqa: F401 - a fixture
from tests.recorded_words import WORDS
from tests.ringing import PUBLIC_URL, Ringing
from tests.test_calls import FILES
from tests.waiting import eventually

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MOBILE, LANDLINE = "06 12 34 56 78", "01 99 00 12 34"
ADDRESS, TAKEN, NOTED = "Notez l'adresse : ameli point f r, puis Mes démarches.", "C'est noté.", "Merci."


# -- calls whose turns are counted -------------------------------------------------------------------------------------


class Counting:
    """A way to the line that remembers how often each answer asked the database, and how often in vain.

    To ask in vain takes the deadline at most, a second and a half.
    """

    def __init__(self, to: WsgiTransport, store: Store) -> None:
        self.to = to
        self.asked: list[int] = []  # a figure a turn
        self.in_vain: list[int] = []
        self._run = store.pool.run
        store.pool.run = self._count  # type: ignore[method-assign]

    @property
    def base_url(self) -> str:
        return self.to.base_url

    def send(self, request: Request) -> Answer:
        self.asked.append(0)
        self.in_vain.append(0)
        return self.to.send(request)

    def forget(self) -> None:
        """Begin anew; until the next turn nothing counts."""
        self.asked, self.in_vain = [], []

    def _count(self, work: Callable[[Confirm], Any]) -> Any:
        if not self.asked:
            return self._run(work)
        self.asked[-1] += 1
        try:
            return self._run(work)
        except Exception:
            self.in_vain[-1] += 1
            raise


@dataclass
class Caller:
    """Somebody who rings a line, and what each turn of every call asked of the database."""

    line: Ringing
    way: Counting = field(init=False)

    def __post_init__(self) -> None:
        self.way = Counting(WsgiTransport(self.line.app.wsgi_app, PUBLIC_URL), self.line.store)

    def rings(self, from_: str, *keys: str) -> Phone:
        phone = self.line.phone(from_, transport=self.way).dial()
        for key in keys:
            phone.press(key)
        return phone

    def asks_for_a_text(self) -> Phone:
        return self.rings(MOBILE, "1", "1")

    def types_a_number(self, *then: str) -> Phone:
        return self.rings(LANDLINE, "1", "1", "1", "0612345678", *then)


@pytest.fixture
def ring() -> Iterator[Callable[[str], Caller]]:
    with ExitStack() as placed:

        def place(url: str) -> Caller:
            line = Ringing(TUESDAY, {"DATABASE_URL": url})
            placed.callback(line.close)
            return Caller(line)

        yield place


def asked(store: Store) -> int:
    """How many texts there are."""
    with store.reading() as connection:
        return len(connection.execute(select(texts.c.id).where(~texts.c.rehearsal)).all())


Fault = Callable[[Any], Any]
OF_SQLITE: tuple[Fault, ...] = (locked, full, read_only, moved_away)
OF_POSTGRES: tuple[Fault, ...] = (frozen, stopped, crowded, standing_by)


# -- the calls ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", OF_SQLITE)
def test_calls_while_a_file_is_of_no_use_and_after_it_is_again(ring: Any, tmp_path: Path, fault: Fault) -> None:
    caller = ring(f"sqlite:///{tmp_path}/line.sqlite3")
    calls_go_on(caller, lambda: fault(caller.line.store))


@pytest.mark.parametrize("fault", OF_POSTGRES)
def test_calls_while_a_server_is_of_no_use_and_after_it_is_again(
    ring: Any,
    postgres_alone: Any,  # noqa: F811 - its fixture
    fault: Fault,
) -> None:
    calls_go_on(ring(new_database(postgres_alone)), lambda: fault(postgres_alone))


@contextmanager
def as_in_service(store: Store) -> Iterator[None]:
    """Nobody waits for this store longer than callers do."""
    store.pool.seconds = DEADLINE_SECONDS
    try:
        yield
    finally:
        store.pool.seconds = PATIENT


def calls_go_on(caller: Caller, fault: Callable[[], Any]) -> None:
    """A text before, calls during the fault, texts again after it: and only those that were promised."""
    store, hours = caller.line.store, Caller(caller.line)
    caller.asks_for_a_text().hears(TAKEN)
    typed = caller.types_a_number().hears("06, 12, 34, 56, 78")
    before = asked(store)
    with fault(), as_in_service(store):
        caller.way.forget()
        caller.asks_for_a_text().hears(ADDRESS).does_not_hear(TAKEN)
        typed.press("1").hears(ADDRESS).does_not_hear(NOTED, "Vous avez tapé")
        caller.types_a_number().hears(ADDRESS).does_not_hear("Vous avez tapé")
        hours.rings(LANDLINE, "3", "2", "75012").hears("CPAM de Paris")
        hours.rings(MOBILE, "0", "75012", "*", "#").hang_up()
    assert max(caller.way.in_vain) == 1
    assert max(hours.way.asked) == 0
    assert eventually(lambda: TAKEN in [heard.text for heard in caller.asks_for_a_text().said])
    assert asked(store) == before + 1, "what was given up on has left nothing behind"
    caller.types_a_number("1").hears(NOTED)


# -- turns without a text ----------------------------------------------------------------------------------------------


def test_calls_without_a_text_never_ask_the_database(ring: Any, tmp_path: Path) -> None:
    """Every call of tests/calls that gets no text, on an engine that raises whoever wants a connection."""
    caller = ring(f"sqlite:///{tmp_path}/line.sqlite3")
    wanted: set[str] = set()

    def trap(*_: object) -> None:
        wanted.add(threading.current_thread().name)
        raise OperationalError("trap", None, Exception("a connection was wanted"))

    caller.line.store.engine.dispose()
    for way in ("do_connect", "checkout"):
        event.listen(caller.line.store.engine, way, trap)
    words = read_words(WORDS)
    placed = [call for call in map(_written, FILES) if not (call.texts or call.settings)]
    for call in placed:
        caller.line.at = read_moment(call.at)
        heard = replay(caller.line.phone(call.from_, call.to, transport=caller.way), call)
        assert not differences(call, heard, words), call.title
    assert len(placed) > 60
    assert wanted <= {"journal"}, "only the journal's own thread may ask"
    for way in ("do_connect", "checkout"):
        event.remove(caller.line.store.engine, way, trap)
    caller.line.app.extensions["ivr"].journal.stop()  # it was away, and is back: every turn is written down
    with caller.line.store.reading() as connection:
        noted = connection.execute(select(turns.c.call_sid)).all()
    assert len(noted) == len(caller.way.asked)


def _written(file: Path) -> Transcript:
    return read(file.read_text(encoding="utf-8"))


def test_a_journal_that_can_not_write_slows_no_turn_and_says_what_it_drops(ring: Any, tmp_path: Path) -> None:
    caller = ring(f"sqlite:///{tmp_path}/line.sqlite3")
    journal = caller.line.app.extensions["ivr"].journal
    caller.rings(LANDLINE, "3", "2", "75012")
    with locked(caller.line.store), capture_logs() as logs:
        for turn in range(Pace().limit + Pace().batch + 1):
            journal.note(Entry(call_sid="CA-full", turn=turn, at=TUESDAY))
        caller.rings(LANDLINE, "3", "2", "75012", "1").hears("horaires")
    dropped = [entry["dropped"] for entry in logs if entry["event"] == "journal_dropped"]
    assert dropped[0] >= 1
    assert journal.dropped >= 4, "the turns of the call, at least"
    assert max(caller.way.asked) == 0
