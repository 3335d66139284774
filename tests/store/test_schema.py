"""Migrations: they make exactly the tables that the code uses, on both databases, once."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from click.testing import CliRunner
from sqlalchemy import create_engine, inspect, text

from ivr.cli.calls import calls
from ivr.cli.database import opened_database
from ivr.cli.migrate import migrate
from ivr.cli.texts import texts
from ivr.store import schema
from ivr.store.engine import Store, open_store
from ivr.store.partial_indexes import IN_FLIGHT
from ivr.store.tables import metadata


def test_the_migrations_make_the_tables_of_the_code(store: Store) -> None:
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_index_of_texts_in_flight_is_partial_and_unique(store: Store) -> None:
    """Alembic does not compare the condition, and the protocol rests on it."""
    with store.reading() as connection:
        [index] = [i for i in inspect(connection).get_indexes("texts") if i["name"] == "uq_texts_in_flight"]
    assert index["unique"]
    options = index["dialect_options"]
    where = str(options.get("sqlite_where", options.get("postgresql_where", "")))
    assert all(word in where for word in ("sending", "unknown", "rehearsal"))
    assert "sending" in str(IN_FLIGHT)


def test_migrating_twice_changes_nothing(store: Store) -> None:
    assert schema.migrate(store) == (schema.head(), schema.head())
    assert schema.refusal(store) is None


def test_a_database_that_is_ahead_is_left_alone(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/ahead.sqlite3")
    schema.migrate(store)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0042'"))
    assert schema.migrate(store) == (42, 42)
    assert "0042" in str(schema.refusal(store))
    store.close()


@pytest.mark.parametrize("theirs", [("ae1027a6acf5",), ("0001", "0002")], ids=["hash", "branches"])
def test_another_program_s_database_is_left_alone(tmp_path: Path, theirs: tuple[str, ...]) -> None:
    """`ivr texts` and the others ended in a traceback, and so did `ivr migrate`."""
    address = f"sqlite:///{tmp_path}/theirs.sqlite3"
    store = open_store(address)
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        for one in theirs:
            connection.execute(text("INSERT INTO alembic_version VALUES (:one)"), {"one": one})
    for asked in (migrate, texts, calls):
        said = CliRunner().invoke(asked, ["--english"], env={"DATABASE_URL": address})
        assert said.exit_code == 1
        assert f"another program's (revision {', '.join(theirs)})" in said.stderr
    with store.reading() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    store.close()


def test_the_last_release_s_database_is_refused_until_it_is_migrated(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/last.sqlite3"
    store = open_store(address)
    config = schema._config()
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    for asked in (texts, calls):
        said = CliRunner().invoke(asked, ["--english"], env={"DATABASE_URL": address})
        assert said.exit_code == 1
        assert "Run `ivr migrate`" in said.stderr
        assert "does not answer" not in said.stderr
    assert schema.migrate(store) == (1, schema.head())
    assert schema.refusal(store) is None
    store.close()


def test_a_file_that_cannot_be_written_is_no_server_that_does_not_run(tmp_path: Path) -> None:
    """As on the first day, where the service's user has no folder of its own: "check that the server runs"."""
    (tmp_path / "var").write_text("no folder")
    said = CliRunner().invoke(migrate, ["--english"], env={"DATABASE_URL": f"sqlite:///{tmp_path}/var/ivr.sqlite3"})
    assert said.exit_code == 1
    assert "See that the user who runs this may write that file and its folder" in said.stderr
    assert "server" not in said.stderr


def test_a_reader_who_is_gone_is_no_fault_of_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ivr calls | head -1` could say that the database does not answer."""
    address = f"sqlite:///{tmp_path}/ivr.sqlite3"
    store = open_store(address)
    schema.migrate(store)
    store.close()
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(BrokenPipeError), opened_database():
        raise BrokenPipeError


def test_a_new_database_is_refused_until_it_is_migrated(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new/deep/ivr.sqlite3")
    assert "ivr migrate" in str(schema.refusal(store))
    assert schema.migrate(store) == (0, schema.head())
    assert schema.refusal(store) is None
    store.close()


def test_the_way_back(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/back.sqlite3")
    schema.migrate(store)
    config = schema._config()
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with store.reading() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    store.close()


@pytest.mark.parametrize("releases", [2])
def test_releases_that_start_at_once_migrate_one_after_the_other(postgres_server: str, releases: int) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from uuid import uuid4

    name = f"race_{uuid4().hex[:8]}"
    engine = create_engine(open_store(postgres_server).url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    stores = [open_store(postgres_server.replace("/postgres?", f"/{name}?")) for _ in range(releases)]
    with ThreadPoolExecutor(releases) as pool:
        befores = sorted(before for before, _ in pool.map(schema.migrate, stores))
    assert befores == [0, schema.head()]
    for store in stores:
        store.close()
