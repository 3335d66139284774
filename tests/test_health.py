"""/health/ready tells what is amiss, and asks little of anybody for it."""

import json
import threading
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from ivr import metrics
from ivr.factory import House, create_app
from ivr.findings import Kind, Place
from ivr.health import LATE_SECONDS, LOOK_SECONDS, MOST_WAITING, Health
from ivr.journal.entry import Entry
from ivr.journal.journal import Journal
from ivr.journal.turns import TurnsTable
from ivr.journal.writer import Pace
from ivr.metrics import read_metric
from ivr.phone.moments import PARIS
from ivr.published.live import Standing
from ivr.settings import Settings
from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts.desk import TextDesk, TextRequest
from ivr.texts.quiet import Quiet
from tests.faults import locked, read_only
from tests.plain_content import snapshot
from tests.postgres import *  # noqa: F403 - fixtures
from tests.postgres import PATIENT, patient
from tests.tables import give_tables
from tests.texts.building import HandClock, ScriptedSender, a_dispatch, a_request, ask
from tests.waiting import eventually

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MOBILE, TOKEN = "+33612345678", "made-up-token"
GOOD = Standing(snapshot(), "files", "files")
FAULT = Kind("not-whole", fr=("", ""), en=("", "")).at(Place("prompts/fr.yaml", 9))


class Content:
    """Content that is live because the test says so."""

    def __init__(self, standing: Standing = GOOD) -> None:
        self.standing = standing


class Ticking:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


class Looking:
    """Health over a real database, and what it found."""

    def __init__(self, store: Store, **rooms: Any) -> None:
        self.ticking = Ticking()
        given = {"published": Content(), "journal": Journal(None), "clock": lambda: TUESDAY, **rooms}
        self.health = Health(store=store, monotonic=self.ticking, **given)

    def again(self) -> dict[str, Any]:
        self.ticking.seconds += LOOK_SECONDS
        return self.now()

    def now(self) -> dict[str, Any]:
        return dict(self.health.condition().as_json())


def asked(store: Store, minutes_ago: float) -> None:
    """A text was asked for."""
    request = TextRequest(
        call_sid="CA0",
        template="attestation",
        language="fr",
        body="x",
        to=MOBILE,
        caller=MOBILE,
        typed=False,
        rehearsal=False,
        now=TUESDAY - timedelta(minutes=minutes_ago),
    )
    assert TextDesk(store, Settings(auth_token=TOKEN)).request(request) == "taken"


def test_when_all_is_well(store: Store) -> None:
    assert Looking(store).now() == {
        "ready": True,
        "amiss": [],
        "content": {"prompts": "files", "schedules": "files", "revision": "plain", "faults": 0},
        "database": "answers",
        "oldest_unsent_seconds": 0,
        "journal": {"waiting": 0, "dropped": 0, "unwritten_seconds": 0},
    }


@pytest.mark.parametrize(
    ("why", "standing"),
    [
        ("prompts from before", Standing(snapshot(), "kept", "files", findings=(FAULT,))),
        ("schedules from before", Standing(snapshot(), "files", "kept", findings=(FAULT,))),
        ("content that fails a check", Standing(snapshot(), "files", "files", checked=False, findings=(FAULT,))),
        ("none at all", Standing(findings=(FAULT,))),
    ],
)
def test_content_that_is_not_the_files_as_they_are(migrated_store: Store, why: str, standing: Standing) -> None:
    told = Looking(migrated_store, published=Content(standing)).now()
    assert (told["ready"], told["amiss"]) == (False, ["content"]), why
    assert told["content"]["faults"] == len(standing.findings)


@pytest.mark.parametrize(("minutes", "amiss"), [(LATE_SECONDS / 60 - 1, []), (LATE_SECONDS / 60 + 1, ["outbox"])])
def test_a_text_that_waits_too_long(store: Store, minutes: float, amiss: list[str]) -> None:
    asked(store, minutes)
    told = Looking(store).now()
    assert told["amiss"] == amiss
    assert told["oldest_unsent_seconds"] == minutes * 60
    with store.writing() as connection:
        connection.execute(update(texts).values(state="sent"))
    assert Looking(store).now()["oldest_unsent_seconds"] == 0


@pytest.mark.parametrize(
    ("now", "amiss"),
    [("04:20", []), ("07:49", []), ("07:55", []), ("08:00", []), ("08:09", []), ("08:10", ["outbox"])],
)
def test_a_text_that_waits_until_quiet_hours_are_over_is_not_late(
    migrated_store: Store, now: str, amiss: list[str]
) -> None:
    """Nor in the minutes before eight, when it is about to be tried."""
    night = TUESDAY.replace(hour=3)  # four in Paris
    ask(migrated_store, a_request(typed=True, now=night))
    dispatch = a_dispatch(migrated_store, ScriptedSender(), HandClock(night))
    dispatch.quiet = Quiet(time(22), time(8))
    assert not dispatch.send_one()
    moment = datetime.combine(TUESDAY, time.fromisoformat(now), PARIS)
    assert Looking(migrated_store, clock=lambda: moment).now()["amiss"] == amiss


def test_a_database_that_is_away_and_back(tmp_path: Path, migrated_store: Store) -> None:
    looking = Looking(migrated_store)
    assert looking.now()["ready"]
    Path(str(migrated_store.url.database)).rename(tmp_path / "gone")
    migrated_store.close()
    migrated_store.engine.dispose()
    told = looking.again()
    assert (told["amiss"], told["database"]) == (["database", "outbox"], "away")
    assert told["oldest_unsent_seconds"] is None
    (tmp_path / "gone").rename(str(migrated_store.url.database))
    migrated_store.engine.dispose()
    assert looking.again()["ready"]


def test_a_writer_that_holds_the_database_is_no_fault_of_it(migrated_store: Store) -> None:
    looking = Looking(migrated_store)
    with migrated_store.writing():
        assert looking.again()["database"] == "answers"
    with locked(migrated_store):
        assert looking.again()["database"] == "answers", "in WAL mode readers wait for nobody"


def test_the_database_is_asked_no_more_often_than_every_few_seconds(
    migrated_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[object] = []
    within_deadline = migrated_store.within_deadline

    def counting(work: Any, **how: Any) -> Any:
        looks.append(how)
        return within_deadline(work, **how)

    monkeypatch.setattr(migrated_store, "within_deadline", counting)
    looking = Looking(migrated_store)
    for _ in range(50):
        looking.now()
    assert looks == [{"writes": False}]
    looking.again()
    assert len(looks) == 2


def test_whoever_asks_while_another_waits_for_the_database_does_not_wait(
    migrated_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking = Looking(migrated_store)
    assert looking.now()["ready"]
    frozen, thawed = threading.Event(), threading.Event()

    def freeze(*_: Any, **__: Any) -> float:
        frozen.set()
        assert thawed.wait(PATIENT)
        return 3600.0

    monkeypatch.setattr(migrated_store, "within_deadline", freeze)
    first = threading.Thread(target=looking.again)
    first.start()
    assert frozen.wait(PATIENT)
    assert looking.now()["ready"], "as it was last seen"
    thawed.set()
    first.join(30)
    assert looking.now()["amiss"] == ["outbox"]


def test_a_journal_that_can_not_write(migrated_store: Store) -> None:
    class Stuck:
        """A shelf that takes nothing until it is told to."""

        def __init__(self) -> None:
            self.free, self.asked = threading.Event(), threading.Event()

        def write(self, _: object) -> None:
            self.asked.set()
            assert self.free.wait(PATIENT)

        def forget(self, _: object) -> int:
            return 0

    shelf: Any = Stuck()
    journal = Journal(shelf, Pace(limit=MOST_WAITING + 10, gather=0.0))
    looking = Looking(migrated_store, journal=journal)
    journal.note(Entry("CA0", 0, TUESDAY))
    assert shelf.asked.wait(PATIENT)  # what it holds now no longer waits
    for turn in range(1, MOST_WAITING + 20):
        journal.note(Entry("CA0", turn, TUESDAY))
    told = looking.now()
    assert told["amiss"] == ["journal"]
    assert told["journal"]["waiting"] >= MOST_WAITING
    assert 0 < told["journal"]["dropped"] <= 10
    shelf.free.set()
    journal.stop()
    assert looking.now()["journal"]["waiting"] == 0
    assert looking.now()["ready"]


def test_a_database_that_answers_and_takes_nothing(migrated_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where its disk is full: no text is taken then, and who looks after the line is to know before callers do."""
    monkeypatch.setattr("ivr.health.AWAY_SECONDS", 0.2)
    journal = Journal(TurnsTable(migrated_store), Pace(gather=0.0, retry=0.01))
    looking = Looking(migrated_store, journal=journal)
    with read_only(migrated_store):
        journal.note(Entry("CA0", 0, TUESDAY))
        assert eventually(lambda: looking.now()["amiss"] == ["journal"])
        told = looking.again()
        assert (told["ready"], told["database"], told["journal"]["waiting"]) == (False, "answers", 1)
    assert eventually(lambda: looking.now()["ready"])
    assert looking.now()["journal"]["waiting"] == 0
    journal.stop()


# -- in the line as it is served -------------------------------------------------------------------------------------


def test_it_is_served_without_a_secret_and_without_a_number(tmp_path: Path) -> None:
    settings = Settings(
        auth_token=TOKEN,
        secret_key="made-up-key",
        adviser="+33199000077",
        database_url=f"sqlite:///{tmp_path}/line.sqlite3",
        metrics_address="",
    )
    app = create_app(settings, clock=lambda: TUESDAY)
    house: House = app.extensions["ivr"]
    give_tables(patient(house.store))
    asked(house.store, 60)
    answer = app.test_client().get("/health/ready")
    assert answer.status_code == 503
    assert json.loads(answer.data)["amiss"] == ["outbox"]
    for secret in (TOKEN, "made-up-key", "612345678", "199000077", str(tmp_path)):
        assert secret not in answer.text
    house.close()


def test_each_part_is_a_metric_asked_for_when_it_is_read(tmp_path: Path) -> None:
    settings = Settings(auth_token=TOKEN, database_url=f"sqlite:///{tmp_path}/line.sqlite3", metrics_address="")
    house: House = create_app(settings, clock=lambda: TUESDAY).extensions["ivr"]
    patient(house.store)
    house.start()
    parts = ("content", "database", "outbox", "journal")
    assert [read_metric("ivr_health", {"part": part}) for part in parts] == [1, 0, 0, 1], "there are no tables yet"
    give_tables(house.store)
    house.health._due = 0.0
    assert [read_metric("ivr_health", {"part": part}) for part in parts] == [1, 1, 1, 1]
    house.close()
    metrics._health.clear()  # which would ask this house again, and so open its database
