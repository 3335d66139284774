"""What is kept, and for how long: told by the bytes on the disk, and by who tries every number there is."""

import stat
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from alembic import command
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError
from structlog.testing import capture_logs

from ivr.settings import Settings
from ivr.store import schema
from ivr.store.engine import Store, open_store
from ivr.store.sending_tables import number_keys
from ivr.store.tables import texts
from ivr.texts import worker as worker_module
from ivr.texts.blocks import STOP_LASTS, STOPPED, Blocks
from ivr.texts.desk import TextDesk
from ivr.texts.erase import BATCH, Keeping, erase_all
from ivr.texts.number_keys import BLOCKS, Hashes, NumberKeys
from ivr.texts.outbox_sender import OutboxSender
from ivr.texts.outcomes import Report
from ivr.texts.outlet import sender_for
from ivr.texts.pseudonyms import number_hash
from ivr.texts.receipts import apply_receipt
from ivr.texts.sender import Accepted, Found, Outgoing, Refused, Unsure
from ivr.texts.worker import Plan, Worker
from tests.postgres import patient
from tests.tables import write_tables
from tests.texts.building import MOBILE, NOW, UNCAPPED, HandClock, ScriptedSender, a_dispatch, a_request, ask, rows
from tests.texts.simulated import work_for

NUMBERS = [f"+336{index:04d}5678" for index in range(60)]
KEEPING = Keeping(numbers=7, keys=14, texts=90)
A_WEEK, KEYS_GONE = NOW + timedelta(days=7, hours=1), NOW + timedelta(days=28, hours=1)


def found_in(folder: Path) -> int:
    """How many of the numbers a search of every file shows."""
    there = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return sum(number.encode() in there for number in NUMBERS)


def worker_of(store: Store, outbox: OutboxSender, clock: HandClock) -> Worker:
    worker = Worker(store, outbox, Plan(clock=clock.now, monotonic=clock.monotonic, keeping=KEEPING))
    worker.stop.set()  # no pauses
    return worker


def test_no_byte_of_a_number_is_left_on_the_disk(migrated_store: Store, tmp_path: Path) -> None:
    clock = HandClock()
    outbox = OutboxSender(tmp_path / "var" / "outbox.jsonl", clock.now)
    desk, worker = TextDesk(migrated_store, UNCAPPED), worker_of(migrated_store, outbox, clock)
    for index, number in enumerate(NUMBERS):
        desk.keep_number(f"CA{index}", number, NOW, False)
        desk.request(a_request(call=f"CA{index}", to=number))
        worker.dispatch.send_one()
    assert found_in(tmp_path) == 60
    size = outbox.path.stat().st_size
    clock.at = A_WEEK
    worker._erase()
    worker._wipe()
    assert not worker.erased_in_log
    assert (found_in(tmp_path), outbox.path.stat().st_size) == (0, size)
    assert {row.state for row in rows(migrated_store)} == {"sent"}


def test_a_typed_number_that_no_text_was_asked_for_leaves_the_disk_too(migrated_store: Store, tmp_path: Path) -> None:
    clock = HandClock()
    worker = worker_of(migrated_store, OutboxSender(tmp_path / "none", clock.now), clock)
    worker._wipe()
    TextDesk(migrated_store, UNCAPPED).keep_number("CA1", NUMBERS[0], NOW, False)
    clock.pass_(90_000)
    worker._erase()
    worker._wipe()
    assert found_in(tmp_path) == 0


def test_an_outbox_that_is_somebody_else_s_keeps_nothing_in_the_log(migrated_store: Store, tmp_path: Path) -> None:
    ask(migrated_store, *(a_request(call=f"CA{index}", to=number) for index, number in enumerate(NUMBERS)))
    (tmp_path / "outbox.jsonl").mkdir()  # can't be read, whoever tries
    worker = worker_of(migrated_store, OutboxSender(tmp_path / "outbox.jsonl", lambda: A_WEEK), HandClock(A_WEEK))
    worker._wipe()
    with pytest.raises(OSError, match="directory"):
        worker._erase()
    worker._wipe()
    assert found_in(tmp_path) == 0


def test_a_line_of_the_outbox_that_a_full_disk_cut_short_keeps_no_number(tmp_path: Path) -> None:
    outbox = OutboxSender(tmp_path / "outbox.jsonl", lambda: NOW)
    outbox.send(Outgoing(1, NUMBERS[0], "x"))
    whole = outbox.path.read_bytes()
    for at in range(whole.index(b"+"), len(whole)):
        outbox.path.write_bytes(whole[:at])
        outbox.send(Outgoing(2, NUMBERS[1], "y"))
        assert [found.sid for found in outbox.find(Outgoing(2, NUMBERS[1], "y"), NOW)] == ["LOCAL2"]
        outbox.forget(A_WEEK)
        assert found_in(tmp_path) == 0, whole[:at]
        assert b"5678" not in outbox.path.read_bytes()


def test_the_outbox_of_before_the_account_loses_its_numbers_too(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    OutboxSender(path, lambda: NOW).send(Outgoing(1, NUMBERS[0], "x"))
    settings = Settings(account_sid="AC" + "0" * 32, auth_token="made-up", text_sender="Ligne")
    sender = sender_for(settings, lambda: A_WEEK, path)
    assert (sender.forget(NOW), found_in(tmp_path)) == (0, 1)
    assert (sender.forget(A_WEEK), found_in(tmp_path)) == (1, 0)


def test_a_log_that_somebody_still_reads_is_emptied_later(migrated_store: Store, tmp_path: Path) -> None:
    clock = HandClock(A_WEEK)
    ask(migrated_store, *(a_request(call=f"CA{index}", to=number) for index, number in enumerate(NUMBERS)))
    worker = worker_of(migrated_store, OutboxSender(tmp_path / "none", clock.now), clock)
    other = open_store(str(migrated_store.url))
    with other.reading() as reader:
        reader.execute(select(texts.c.id)).all()
        worker._erase()
        with migrated_store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=10")
        worker._wipe()
        assert worker.erased_in_log
    other.close()
    worker._wipe()
    assert (worker.erased_in_log, found_in(tmp_path)) == (False, 0)


def guessed(store: Store, settings: Settings) -> int:
    """How many numbers are told by who has the database and the settings, and tries them all."""
    with store.reading() as connection:
        keys = list(connection.execute(select(number_keys.c.key)).scalars())
        hashes = set(connection.execute(select(texts.c.to_hash)).scalars())
    known = [number_hash(settings, key) for key in keys]
    return sum(any(key.of(number) in hashes for key in known) for number in NUMBERS)


def test_numbers_cannot_be_guessed_back_once_their_key_is_gone(store: Store) -> None:
    ask(store, *(a_request(call=f"CA{index}", to=number) for index, number in enumerate(NUMBERS)))
    with store.reading() as connection:
        [key] = connection.execute(select(number_keys.c.key).where(number_keys.c.name != BLOCKS)).scalars()
    erase_all(store, A_WEEK, KEEPING, pause=int)
    assert guessed(store, UNCAPPED) == 60  # by who has both; by who has one of them, none
    assert guessed(store, Settings(secret_key="another")) == 0
    erase_all(store, KEYS_GONE, KEEPING, pause=int)
    assert guessed(store, UNCAPPED) == 0
    hashes = {row.to_hash for row in rows(store)}
    assert not hashes & {number_hash(UNCAPPED, key).of(number) for number in NUMBERS}  # not even by who kept the key
    assert {(row.prefix_hash, row.caller_hash) for row in rows(store)} == {("", "")}


def test_rows_go_after_their_time(store: Store) -> None:
    ask(store, a_request(), a_request(call="CA2", now=NOW + timedelta(days=2)))
    erase_all(store, NOW + timedelta(days=91), KEEPING, pause=int)
    assert [row.call_sid for row in rows(store)] == ["CA2"]


def test_callers_wait_for_one_batch_and_no_more(migrated_store: Store) -> None:
    ask(migrated_store, a_request())
    [row] = rows(migrated_store)
    with migrated_store.writing() as connection:
        like = row._asdict()
        many = [like | {"id": 10 + index, "call_sid": f"CAx{index}"} for index in range(2 * BATCH)]
        connection.execute(texts.insert(), many)
    asked: list[str] = []
    desk = TextDesk(migrated_store, UNCAPPED)

    def a_caller() -> None:
        request = a_request(call=f"CAc{len(asked)}", to=f"+3368765432{len(asked)}", now=A_WEEK)
        asked.append(desk.request(request))

    assert erase_all(migrated_store, A_WEEK, KEEPING, a_caller) == 2 * BATCH + 1
    assert asked == ["taken"] * 3


def test_files_that_hold_numbers_are_for_one_user_alone(tmp_path: Path) -> None:
    address = write_tables(tmp_path / "ivr.sqlite3")
    (tmp_path / "ivr.sqlite3").chmod(0o644)
    store, outbox = patient(open_store(address)), OutboxSender(tmp_path / "outbox.jsonl", lambda: NOW)
    outbox.path.touch(0o644)
    ask(store, a_request())
    outbox.send(a_text(store))
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("ivr.sqlite3", "ivr.sqlite3-wal", "ivr.sqlite3-shm", "outbox.jsonl"), 0o600)
    store.close()


def test_a_file_that_is_no_database_stays_as_it_is(tmp_path: Path) -> None:
    """Named by mistake in DATABASE_URL: others may have to read it."""
    named = tmp_path / "notes.txt"
    named.write_text("nothing of ours\n" * 100)
    named.chmod(0o644)
    store = open_store(f"sqlite:///{named}")
    with pytest.raises(DatabaseError), store.reading():
        pass
    assert stat.S_IMODE(named.stat().st_mode) == 0o644
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]
    store.close()


def a_text(store: Store) -> Outgoing:
    [row] = rows(store)
    return Outgoing(row.id, row.to_number, row.body)


def test_a_file_that_is_too_large_is_left_to_a_quiet_hour(
    migrated_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "WIPED_UP_TO", 10)
    ask(migrated_store, a_request())
    worker = worker_of(migrated_store, OutboxSender(tmp_path / "none", lambda: A_WEEK), HandClock(A_WEEK))
    worker._erase()
    with capture_logs() as told:
        worker._wipe()
    assert [line["event"] for line in told] == ["erased_numbers_not_wiped"]


def test_a_database_of_before_is_written_anew_when_it_is_migrated(tmp_path: Path) -> None:
    store = open_store(write_tables(tmp_path / "ivr.sqlite3"))
    with store.writing() as connection:
        connection.execute(text("PRAGMA secure_delete=OFF"))
        connection.execute(text("CREATE TABLE old AS SELECT '+33699995678' AS number"))
    with store.writing() as connection:
        connection.execute(text("DROP TABLE old"))
        configured = schema._config()
        configured.attributes["connection"] = connection
        command.downgrade(configured, "0004")
    store.close()
    assert b"+33699995678" in (tmp_path / "ivr.sqlite3").read_bytes()
    store = open_store(f"sqlite:///{tmp_path}/ivr.sqlite3")
    assert schema.migrate(store) == (4, schema.head())
    store.close()
    assert b"+33699995678" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


# -- keys --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "known"), [(1, True), (13, True), (15, True), (27, True), (29, False)])
def test_a_number_is_known_again_for_the_life_of_its_key_and_as_long_again(
    store: Store, days: int, known: bool
) -> None:
    later = NOW + timedelta(days=days)
    TextDesk(store, UNCAPPED).request(a_request())
    with store.writing() as connection:
        connection.execute(update(texts).values(state="delivered"))
    desk = TextDesk(store, UNCAPPED)
    desk.request(a_request(call="CA2", to="+33687654321", now=NOW + timedelta(days=14)))  # makes the next key
    desk.request(a_request(call="CA3", now=later))
    assert [row.known for row in rows(store) if row.call_sid == "CA3"] == [known]


def test_processes_that_make_a_key_at_once_make_one(store: Store) -> None:
    one, other = NumberKeys(store, UNCAPPED), NumberKeys(store, UNCAPPED)
    assert one.at(NOW) == other.at(NOW)
    later = NOW + timedelta(days=14)
    assert one.at(later) == other.at(later)
    assert one.at(later).before == one.at(NOW).before
    with store.reading() as connection:
        assert len(connection.execute(select(number_keys)).all()) == 3  # and that of blocks


def test_processes_that_make_a_key_on_either_side_of_midnight_make_one(store: Store) -> None:
    """Each would know its own for a fortnight, and so not what the other one had sent."""
    one, other = NumberKeys(store, UNCAPPED), NumberKeys(store, UNCAPPED)
    midnight, moment = NOW.replace(hour=0), timedelta(milliseconds=100)
    one.at(midnight - timedelta(days=20))
    found: list[Hashes] = []
    thread = Thread(target=lambda: found.append(other.at(midnight + moment)))
    with store.writing() as connection:
        one._renewed(connection, midnight - moment)
        thread.start()
        thread.join(0.2)
    thread.join()
    assert found == [one.at(midnight + moment)]


# -- numbers that are left alone ---------------------------------------------------------------------------------------


def test_a_mobile_that_strangers_type_hears_less_and_less_and_its_own_call_is_served(migrated_store: Store) -> None:
    desk = TextDesk(migrated_store, UNCAPPED)
    for hours in range(0, 60 * 24, 6):
        call = a_request(
            call=f"CA{hours}", typed=True, caller="", now=NOW + timedelta(hours=hours), template=f"t{hours}"
        )
        desk.request(call)
        if hours % 24 == 0:
            with migrated_store.writing() as connection:
                connection.execute(update(texts).values(state="delivered"))
    heard = [(row.asked_at - NOW) / timedelta(days=1) for row in rows(migrated_store)]
    assert heard[:7] == [0, 0.25, 0.5, 1.5, 3.5, 7.5, 15.5]
    most = max(sum(day <= other < day + 30 for other in heard) for day in heard)
    assert most <= 10  # it was 90
    own = a_request(call="CAown", now=NOW + timedelta(days=60))
    assert desk.request(own) == "taken"
    assert len(rows(migrated_store)) == len(heard) + 1


def test_a_blocked_number_is_never_texted_and_stays_blocked_when_its_key_would_be_gone(store: Store) -> None:
    blocks = Blocks(UNCAPPED)
    ask(store, a_request())
    with store.writing() as connection:
        assert blocks.block(connection, MOBILE, "asked", NOW)
        assert not blocks.block(connection, MOBILE, "asked", NOW)
    assert [(row.state, row.reason) for row in rows(store)] == [("failed", "numéro bloqué")]  # what waited
    erase_all(store, NOW + timedelta(days=400), KEEPING, pause=int)
    with store.reading() as connection:
        assert [*connection.execute(select(number_keys.c.name)).scalars()] == [BLOCKS]
    later = a_request(call="CA2", now=NOW + timedelta(days=400))
    desk = TextDesk(store, UNCAPPED)
    assert desk.request(later) == "capped"
    assert desk.request(a_request(call="CA3", to="+33687654321", now=later.now)) == "taken"
    with store.writing() as connection:
        assert blocks.unblock(connection, MOBILE)
        assert not blocks.unblock(connection, MOBILE)
    assert desk.request(later) == "taken"


@pytest.mark.parametrize("answer", [Unsure("ReadTimeout"), Refused(20429, "Twilio demande de ralentir", retry=True)])
def test_what_was_on_its_way_when_its_number_was_blocked_is_not_tried_again(
    store: Store, answer: Unsure | Refused
) -> None:
    ask(store, a_request())
    clock, sender = HandClock(), ScriptedSender([answer])
    dispatch = a_dispatch(store, sender, clock)
    dispatch.blocks = Blocks(UNCAPPED)

    def blocked_meanwhile(_text: Outgoing) -> Unsure | Refused:
        with store.writing() as connection:
            Blocks(UNCAPPED).block(connection, MOBILE, "asked", NOW)
        return answer

    sender.answers = [blocked_meanwhile]
    dispatch.send_one()
    work_for(dispatch, store, clock, 1200)
    assert (len(sender.sent), [(row.state, row.reason) for row in rows(store)]) == (1, [("failed", "numéro bloqué")])


def test_who_answered_stop_is_blocked(store: Store) -> None:
    ask(store, a_request())
    clock = HandClock()
    dispatch = a_dispatch(store, ScriptedSender([Refused(21610, "ce numéro a répondu STOP", retry=False)]), clock)
    dispatch.blocks = Blocks(UNCAPPED)
    dispatch.send_one()
    assert TextDesk(store, UNCAPPED).request(a_request(call="CA2")) == "capped"


def test_a_stop_binds_the_number_s_own_call_for_thirty_days_and_strangers_for_ever(store: Store) -> None:
    """Who writes START tells Twilio alone, and was never texted again."""
    later = NOW + STOP_LASTS
    desk, blocks = TextDesk(store, UNCAPPED), Blocks(UNCAPPED)
    with store.writing() as connection:
        assert blocks.block(connection, MOBILE, "stop", NOW)
    assert desk.request(a_request(now=later - timedelta(seconds=1))) == "capped"
    assert desk.request(a_request(now=later, typed=True)) == "capped"
    assert desk.request(a_request(now=later)) == "taken"
    clock, sender = HandClock(at=later), ScriptedSender([Refused(STOPPED, "ce numéro a répondu STOP", retry=False)])
    dispatch = a_dispatch(store, sender, clock)
    dispatch.blocks = blocks
    dispatch.send_one()
    assert len(sender.sent) == 1  # no START: Twilio refuses, and it is a STOP of today
    assert desk.request(a_request(call="CA2", now=later + STOP_LASTS - timedelta(seconds=1))) == "capped"
    assert desk.request(a_request(call="CA3", now=later + STOP_LASTS)) == "taken"


def test_what_its_owner_asked_for_outlasts_a_stop(store: Store) -> None:
    blocks = Blocks(UNCAPPED)
    with store.writing() as connection:
        told = [blocks.block(connection, MOBILE, why, NOW) for why in ("stop", "stop", "asked", "stop", "asked")]
    assert told == [True, False, True, False, False]
    assert TextDesk(store, UNCAPPED).request(a_request(now=NOW + 2 * STOP_LASTS)) == "capped"


@pytest.mark.parametrize("told_by", ["receipt", "list"])
def test_who_answered_stop_is_blocked_where_twilio_tells_it_later(store: Store, told_by: str) -> None:
    """A Messaging Service takes the text first, and says then that its owner wants none."""
    ask(store, a_request())
    blocks, clock = Blocks(UNCAPPED), HandClock()
    sender = ScriptedSender([Accepted("SM1", "accepted") if told_by == "receipt" else Unsure("HTTP 503")])
    sender.lists = [(Found("SM1", "failed", STOPPED, NOW),)]
    dispatch = a_dispatch(store, sender, clock)
    dispatch.blocks = blocks
    dispatch.send_one()
    clock.pass_(120)
    if told_by == "receipt":
        report = Report("SM1", "failed", STOPPED, rows(store)[0].id, MOBILE)
        assert [apply_receipt(store, report, clock.at, blocks) for _ in range(2)] == ["applied", "repeated"]
    else:
        assert dispatch.look_one()
    assert [(row.state, row.reason) for row in rows(store)] == [("failed", "ce numéro a répondu STOP")]
    assert TextDesk(store, UNCAPPED).request(a_request(call="CA2")) == "capped"


def test_a_stop_that_is_told_of_another_line_s_message_blocks_nobody(store: Store) -> None:
    ask(store, a_request())
    blocks = Blocks(UNCAPPED)
    assert apply_receipt(store, Report("SM9", "failed", STOPPED, 999, MOBILE), NOW, blocks) == "foreign"
    assert TextDesk(store, UNCAPPED).request(a_request(call="CA2")) == "taken"
