"""`ivr call` and the `line` fixture with the real app in this process; the content is the plain one of the tests."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
from click.testing import CliRunner, Result
from sqlalchemy import select

from ivr.cli import local_line
from ivr.cli.call import call
from ivr.phone.replay import differences, replay
from ivr.phone.transcript import read, rewrite
from ivr.published.snapshot import Half, Halves
from ivr.store.engine import open_store
from ivr.store.tables import texts
from tests.plain_content import snapshot

pytestmark = pytest.mark.usefixtures("patience")


def drop(*_: object) -> dict[str, object]:
    raise structlog.DropEvent


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    plain = snapshot()
    halves = Halves(Half(plain.prompts, "plain"), Half(plain.schedules, "plain"))
    monkeypatch.setattr("ivr.published.live.read_halves", lambda *_, **__: halves)
    monkeypatch.setattr(local_line, "quieten_logs", lambda *_: None)  # it would take the logs of the whole process
    structlog.configure(processors=[drop])
    yield
    structlog.reset_defaults()


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/ivr.sqlite3"
    monkeypatch.setenv("DATABASE_URL", url)
    for name in ("TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "IVR_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    return url


def ivr_call(*arguments: str) -> Result:
    result = CliRunner().invoke(call, ["--from", "06 12 34 56 78", "--at", "2026-12-04 10:00", *arguments])
    assert result.exit_code == 0, result.output
    return result


def test_a_call_in_this_process_is_a_rehearsal_whose_texts_are_seen(database: str) -> None:
    shown = ivr_call("--keys", "1 1").output
    assert "SMS pour •• 78 : fr attestation https://www.ameli.fr" in shown
    store = open_store(database)
    with store.reading() as connection:
        rows = connection.execute(select(texts.c.rehearsal, texts.c.to_number)).all()
    store.close()
    assert [tuple(row) for row in rows] == [(True, None)], "it can never be sent"


@pytest.mark.usefixtures("database")
def test_the_way_stands_before_what_is_said_and_each_sentence_beside_its_prompt() -> None:
    shown = ivr_call("--keys", "1", "--steps", "--at", "2026-11-24 10:00").output
    assert "ring line=national, welcome, " in shown
    assert "greeting where=ask, greeting_anywhere open_somewhere=open, greeting_adviser adviser=set, any_time" in shown
    assert " fr [attestation] 1 text" in shown
    assert "paper_told paper=new, paper, attestation" in shown
    assert "[topics]" not in ivr_call("--keys", "1").output


def test_a_call_goes_on_without_a_database(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////dev/null/none.sqlite3")
    assert database
    shown = ivr_call("--keys", "1 1").output
    assert "SMS pour" not in shown
    assert "vous avez raccroché" in shown


def test_a_transcript_of_a_call_replays(database: str, line: Callable[..., Any]) -> None:
    assert database
    written = ivr_call("--keys", "9 1 1", "--transcript").stdout
    expected = read(written)
    assert expected.language == "en"
    ringing = line(datetime.fromisoformat(expected.at + "+01:00"))
    heard = replace(replay(ringing.phone(expected.from_, expected.to), expected), texts=ringing.texts())
    assert differences(expected, heard) == ""
    assert rewrite(written, heard) == written


def test_the_clock_of_a_line_moves_with_its_call(line: Callable[..., Any]) -> None:
    start = datetime.fromisoformat("2026-12-04T10:00+01:00")
    ringing = line(start)
    assert ringing.now() == start
    phone = ringing.phone().dial().wait()
    assert (ringing.now() - start).total_seconds() == pytest.approx(phone.seconds)
    assert phone.seconds > 5
