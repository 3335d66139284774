"""A database's password is printed by nobody, however it was given: by no command, in no log, in no refusal."""

import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli.migrate import migrate
from ivr.cli.settings import settings
from ivr.cli.texts import texts
from ivr.store.engine import StoreError, open_store
from tests.forks import started
from tests.postgres import *  # noqa: F403 - fixtures
from tests.postgres import PATIENT

NOBODY = "postgresql://127.0.0.1:1/line"
GIVEN = {
    "user:password@": "postgresql://ivr:planted@127.0.0.1:1/line",
    "an option": f"{NOBODY}?password=planted&user=ivr",
    "another option": f"{NOBODY}?user=ivr&sslpassword=planted",
    "an escaped name": f"{NOBODY}?p%61ssword=planted",
    "capitals": f"{NOBODY}?PASSWORD=planted",
    "an @ in it": "postgresql://ivr:some@planted@127.0.0.1:1/line",
    "an @ in an option": "postgresql://127.0.0.1:1/line?password=some@planted",
    "no user": "postgresql://127.0.0.1:planted/line",
    "no scheme": "ivr:planted@127.0.0.1/line",
    "words": "host=127.0.0.1 port=1 password=planted",
}


@pytest.mark.parametrize("url", GIVEN.values(), ids=GIVEN)
def test_no_command_prints_it(url: str) -> None:
    for command, arguments in ((settings, []), (settings, ["--json"]), (migrate, []), (texts, ["--json"])):
        result = CliRunner().invoke(command, arguments, env={"DATABASE_URL": url})
        told = f"{result.output}{result.exception!r}"
        assert "planted" not in told, (command.name, arguments)
        assert "Traceback" not in told


def test_an_address_stays_recognisable() -> None:
    for url, shown in (
        (GIVEN["an option"], f"{NOBODY}?password=********&user=ivr"),
        (GIVEN["user:password@"], "postgresql://ivr:********@127.0.0.1:1/line"),
        (f"{NOBODY}?sslmode=require", f"{NOBODY}?sslmode=require"),
        ("sqlite:////var/lib/line.sqlite3", "sqlite:////var/lib/line.sqlite3"),
    ):
        result = CliRunner().invoke(settings, [], env={"DATABASE_URL": url})
        assert f"DATABASE_URL = {shown}\n" in result.output


@pytest.mark.parametrize("given", ["user:password@", "an option", "another option"])
def test_the_workers_log_does_not_either(given: str, tmp_path: Path) -> None:
    """A real worker that waits for its database."""
    settings = {"DATABASE_URL": GIVEN[given], "IVR_METRICS_ADDRESS": "", "TWILIO_AUTH_TOKEN": "t"}
    log, until = tmp_path / "log", time.monotonic() + PATIENT
    worker = started(["worker"], {**os.environ, **settings}, log)
    while "worker_waits_for_database" not in log.read_text() and worker.is_alive() and time.monotonic() < until:
        time.sleep(0.02)
    worker.kill()
    worker.join()
    assert "worker_waits_for_database" in log.read_text()
    assert "planted" not in log.read_text()


@pytest.mark.parametrize("given", ["an @ in it", "an @ in an option", "no user", "no scheme", "words"])
def test_an_address_that_can_not_be_taken_apart_is_refused_without_it(given: str) -> None:
    with pytest.raises(StoreError, match="%40") as refused:
        open_store(GIVEN[given])
    assert "planted" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_an_option_still_reaches_the_server(postgres_url: str) -> None:
    store = open_store(postgres_url + ("&" if "?" in postgres_url else "?") + "password=planted")
    assert "planted" not in store.url.render_as_string(hide_password=False)
    with store.reading() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        assert driver.info.password == "planted"  # type: ignore[attr-defined]  # psycopg's own
    store.close()
