"""`ivr run`: the line and its worker on one machine, with nothing to set up."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner
from sqlalchemy import text

from ivr.cli.run import check_port, faulty_words, first_of, on_its_port, prepare, run, welcome, with_token
from ivr.findings import Kind, Place
from ivr.phone.transports import HttpTransport
from ivr.phone.webhooks import Parties, Webhooks
from ivr.published.live import Standing
from ivr.settings import Settings, SettingsError, read_settings
from ivr.store import schema
from ivr.store.engine import open_store
from tests.deployed import free_port
from tests.plain_content import snapshot
from tests.postgres import PATIENT

PROJECT = Path(__file__).parents[1]


def test_a_token_is_made_up_on_loopback_alone() -> None:
    one, other = with_token(Settings()), with_token(Settings())
    assert len(one.tokens[0]) == 32
    assert one.tokens != other.tokens


def test_where_others_reach_it_no_token_is_made_up() -> None:
    with pytest.raises(SettingsError, match="TWILIO_AUTH_TOKEN: It is not set"):
        with_token(Settings(public_url="https://line.example"))


def test_a_token_that_was_given_is_kept_and_not_printed() -> None:
    given = Settings(auth_token="given-token")
    assert with_token(given) is given
    told = welcome(given, made_up=False, language="fr")
    assert "given-token" not in told
    assert "manque" not in told


@pytest.mark.parametrize(("language", "words"), [("fr", "un jeton a été inventé"), ("en", "a token was made up")])
def test_a_token_that_was_made_up_is_said_and_shown(language: str, words: str) -> None:
    made_up = with_token(Settings())
    told = welcome(made_up, made_up=True, language=language)
    assert words in told
    assert f"TWILIO_AUTH_TOKEN={made_up.tokens[0]} ivr call --url http://127.0.0.1:5000" in told


@pytest.mark.parametrize(
    ("language", "off", "on"),
    [("fr", "Pas de répétitions", "répétitions sont permises"), ("en", "No rehearsals", "Rehearsals are allowed")],
)
def test_whether_rehearsals_are_allowed_is_said(language: str, off: str, on: str) -> None:
    assert off in welcome(Settings(auth_token="given"), made_up=False, language=language)
    told = welcome(Settings(auth_token="given", rehearsal=True), made_up=False, language=language)
    assert on in told
    assert off not in told


@pytest.mark.parametrize("language", ["fr", "en"])
def test_where_console_phone_and_text_page_are_is_said(language: str) -> None:
    given = Settings(auth_token="given", public_url="https://line.example", console_url="https://desk.example")
    told = welcome(given, made_up=False, language=language)
    for address in ("https://desk.example/console", "https://desk.example/phone", "https://line.example/texte"):
        assert address in told


@pytest.mark.parametrize(
    ("language", "good", "none"),
    [
        ("fr", "continue avec le dernier contenu valable", "ne dit qu'une excuse"),
        ("en", "goes on with the last good content", "says an apology"),
    ],
)
def test_content_with_faults_is_said_with_what_is_spoken_instead(language: str, good: str, none: str) -> None:
    fault = Kind("not-whole", fr=("", ""), en=("", "")).at(Place("prompts/fr.yaml", 9))
    assert none in faulty_words(Standing(findings=(fault,)), language)
    assert good in faulty_words(Standing(snapshot(), "kept", "files", findings=(fault,)), language)
    assert faulty_words(Standing(snapshot(), "files", "files"), language) == ""


def test_a_database_that_can_not_be_used_is_said_and_asked_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    store = open_store(f"sqlite:///{tmp_path}/data/line.sqlite3")
    assert not prepare(store)
    assert "line.sqlite3" in capsys.readouterr().err
    (tmp_path / "data").unlink()
    assert prepare(store)
    store.close()


def test_a_database_of_another_release_is_said_and_asked_again_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its texts would wait for ever: the thread that sends them refuses such a database, and ends."""
    store = open_store(f"sqlite:///{tmp_path}/line.sqlite3")
    assert prepare(store)
    for version, fits in (("0042", False), (f"{schema.head() + 1:04}", True)):
        with store.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
        assert prepare(store) is fits
        assert ("0042" in capsys.readouterr().err) is not fits
    store.close()


def test_the_address_follows_the_port_unless_it_was_given() -> None:
    assert on_its_port(Settings(port=6000), {}).public_url == "http://127.0.0.1:6000"
    assert on_its_port(Settings(port=6000), {}).console_address == "http://localhost:6000"
    given = Settings(port=6000, public_url="https://line.example")
    assert on_its_port(given, {"IVR_PUBLIC_URL": "https://line.example"}).public_url == "https://line.example"


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"PORT": "five"}, "PORT"),
        ({"PORT": "70000"}, "1 à 65535"),
        ({"DATABASE_URL": "mysql://somewhere"}, "DATABASE_URL"),
        ({"IVR_PUBLIC_URL": "https://line.example"}, "TWILIO_AUTH_TOKEN"),
        ({"IVR_KEPT_DIR": "/dev/null/kept"}, "IVR_KEPT_DIR"),
    ],
)
def test_what_keeps_it_from_starting_is_a_sentence(tmp_path: Path, environment: dict[str, str], words: str) -> None:
    database = f"sqlite:///{tmp_path}/line.sqlite3"
    defaults = {"DATABASE_URL": database, "TWILIO_AUTH_TOKEN": "", "PORT": str(free_port())}
    result = CliRunner().invoke(run, [], env={**defaults, **environment})
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_taken_port_is_a_sentence_with_the_command_to_type() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match=f"PORT: Port {port} is taken.*: PORT=[0-9]+ ivr run"):
            check_port(port)
    check_port(port)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    environment = {
        **os.environ,
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{tmp_path}/line.sqlite3",
        "IVR_METRICS_ADDRESS": "",
        "TWILIO_AUTH_TOKEN": "",
        "IVR_PUBLIC_URL": "",
        "XDG_RUNTIME_DIR": "",
        "HOME": str(tmp_path / "home"),
    }
    (tmp_path / "home").mkdir()
    command = [sys.executable, "-m", "ivr", "run"]
    with subprocess.Popen(
        command, cwd=tmp_path, env={**environment, "PYTHONPATH": str(PROJECT)}, stdout=-1, stderr=-1, text=True
    ) as process:
        yield process, f"http://127.0.0.1:{port}"
        process.kill()


def test_it_answers_a_call_and_stops_when_told(server: tuple[subprocess.Popen[str], str], tmp_path: Path) -> None:
    process, address = server
    told = _until_ctrl_c(process)
    token = re.search(r"TWILIO_AUTH_TOKEN=([0-9a-f]{32})", told)
    assert token, told
    _wait_for(address + "/texte")
    assert "Server" not in _wait_for(address + "/health")
    assert list((tmp_path / "home").iterdir()) == []
    webhooks = Webhooks(HttpTransport(address), token[1], Parties("+33612345678", "+33199000001"))
    assert b"Assurance Maladie" in webhooks.fetch(webhooks.ask(address + "/voice", {})).body
    # gunicorn hands the raw address on: what stands escaped in it is signed escaped
    assert b"<Gather" in webhooks.fetch(webhooks.ask(address + "/voice/d%C3%A9c%2F?v=1&x=%2fa+b", {})).body
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=PATIENT)
    assert process.returncode == 0, log
    assert "worker_started" in log
    assert "worker_stopped" in log
    assert "612345678" not in log


def test_it_prints_a_first_account_once_with_which_one_comes_in(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = server
    _until_ctrl_c(process)
    told = "".join(process.stdout.readline() for _ in range(8)) if process.stdout else ""
    login, password = re.findall(r"^  (?:identifiant|mot de passe) +(\S+)$", told, flags=re.MULTILINE)
    _wait_for(address + "/health")
    with requests.Session() as browser:
        page = browser.get(f"{address}/console/sign-in", timeout=PATIENT).text
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert token
        form = {"login": login, "password": password, "csrf_token": token[1]}
        inside = browser.post(f"{address}/console/sign-in", data=form, timeout=PATIENT)
        assert inside.url == f"{address}/console/"
        assert "Premier compte" in inside.text


def test_who_has_an_account_is_given_no_other(tmp_path: Path) -> None:
    settings = read_settings({"DATABASE_URL": f"sqlite:///{tmp_path}/line.sqlite3"})
    with closing(open_store(settings.database_url)) as store:
        assert first_of(settings, store) is None, "without its tables there is nothing to write to"
        prepare(store)
        assert first_of(settings, store)
        assert first_of(settings, store) is None


def _until_ctrl_c(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ctrl-C"):
            break
    return "".join(lines)


def _wait_for(address: str) -> Message:
    """The headers of the first answer."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=PATIENT) as answer:
                assert answer.status == 200
                return answer.headers
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nothing answers at {address}")
