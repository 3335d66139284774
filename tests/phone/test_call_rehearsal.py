"""`ivr call --url` against the line as it is served: rehearsed or refused before it is dialled, and told why."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from ivr.cli.call import call
from ivr.cli.language import Misuse
from ivr.cli.tokens import token_for
from ivr.release import release
from ivr.settings import Settings
from ivr.store.tables import turns
from tests.deployed import free_port
from tests.phone.test_transports import _Quiet
from tests.served import open_app, rows, store_of

MASTER, TESTERS = "made-up-master", "made-up-for-testers"
ACCOUNT, OTHER = "AC" + "1" * 32, "AC" + "2" * 32
ALLOWED = {"IVR_REHEARSAL": "1", "IVR_REHEARSAL_TOKEN": TESTERS, "TWILIO_ACCOUNT_SID": ACCOUNT}
CHRISTMAS = ("--at", "2026-12-25 09:00")
TEXTED = ("--from", "06 12 34 56 78", "--keys", "1 1")


class Served:
    """A line on loopback, and `ivr call` from a shell with these variables."""

    def __init__(self, app: Flask, address: str) -> None:
        self.app, self.address = app, address

    def call(self, *arguments: str, url: str = "", **environment: str) -> Result:
        given = {"TWILIO_AUTH_TOKEN": "", "IVR_REHEARSAL_TOKEN": "", "TWILIO_ACCOUNT_SID": ACCOUNT, **environment}
        return CliRunner().invoke(call, ["--url", url or self.address, *arguments], env=given, input="")

    def journalled(self) -> list[tuple[str, bool]]:
        """Every turn: the call's name and whether it was rehearsed."""
        self.app.extensions["ivr"].journal.stop()
        with store_of(self.app).reading() as connection:
            return [tuple(row) for row in connection.execute(select(turns.c.call_sid, turns.c.rehearsal))]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """serve({settings}) -> the line."""
    running: list[Any] = []

    def start(settings: dict[str, str]) -> Served:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        app = open_app(tmp_path, {"IVR_PUBLIC_URL": address, "TWILIO_AUTH_TOKEN": MASTER, **settings})
        server = make_server("127.0.0.1", port, app, request_handler=_Quiet)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        running.append((server, thread, app))
        return Served(app, address)

    yield start
    for server, thread, app in running:
        server.shutdown()
        thread.join()
        server.server_close()
        app.extensions["ivr"].close()


def words(result: Result) -> str:
    return re.sub(r"\s+", " ", result.output)


@pytest.mark.parametrize("at", [CHRISTMAS, ()], ids=["at a moment", "now"])
def test_a_tester_rehearses_by_the_environment(serve: Callable[..., Served], at: tuple[str, ...]) -> None:
    line = serve(ALLOWED)
    result = line.call(*TEXTED, *at, IVR_REHEARSAL_TOKEN=TESTERS)
    assert result.exit_code == 0, result.output
    assert [(row.rehearsal, row.to_number) for row in rows(line.app)] == [(True, None)]
    assert {(sid[:10], rehearsed) for sid, rehearsed in line.journalled()} == {("CA00000000", True)}


def test_the_token_may_stand_in_a_file(serve: Callable[..., Served], tmp_path: Path) -> None:
    line = serve(ALLOWED)
    file = tmp_path / "token"
    file.write_text(TESTERS + "\n", encoding="utf-8")
    assert line.call(*CHRISTMAS, "--token-file", str(file)).exit_code == 0


def test_the_token_may_be_typed_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda _words, **how: asked.append(how) or TESTERS)
    assert token_for(Settings(), "", None).value == TESTERS
    assert asked == [{"hide_input": True, "err": True}]
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(Misuse, match="IVR_REHEARSAL_TOKEN"):
        token_for(Settings(), "", None)


def test_help_says_which_call_is_a_real_one() -> None:
    told = words(CliRunner().invoke(call, ["--help", "--english"]))
    assert "by the account's token without --at it is a real call, whose texts are sent" in told


def test_help_says_that_a_token_on_the_command_line_is_seen() -> None:
    assert "au vu de tous (ps)" in words(CliRunner().invoke(call, ["--help"]))
    assert "for all to see (ps)" in words(CliRunner().invoke(call, ["--help", "--english"]))


REFUSED = {
    "no rehearsals, with its token": (
        {}, (*CHRISTMAS, "--token", MASTER), {},
        "n'admet pas de répétition (IVR_REHEARSAL=1 les permet) ; rien n'a été composé", "allows no rehearsals",
    ),
    "no rehearsals, with the testers'": (
        {"IVR_REHEARSAL_TOKEN": TESTERS}, (), {"IVR_REHEARSAL_TOKEN": TESTERS},
        "n'admet pas de répétition", "nothing was dialled",
    ),
    "another account": (
        ALLOWED, (*CHRISTMAS, "--token", MASTER), {"TWILIO_ACCOUNT_SID": OTHER},
        "attend un autre compte : donnez le sien dans TWILIO_ACCOUNT_SID", "expects another account",
    ),
    "another account, as a real call": (
        ALLOWED, ("--token", MASTER), {"TWILIO_ACCOUNT_SID": OTHER},
        "attend un autre compte", "expects another account",
    ),
    "another token": (
        ALLOWED, CHRISTMAS, {"TWILIO_AUTH_TOKEN": "another"},
        "ce jeton n'est pas le sien", "the token is not its own",
    ),
    "another address": (
        {**ALLOWED, "IVR_PUBLIC_URL": "https://line.example"}, CHRISTMAS, {"TWILIO_AUTH_TOKEN": MASTER},
        "--url doit être son IVR_PUBLIC_URL", "--url must be its IVR_PUBLIC_URL",
    ),
    "the testers' token for a real call": (
        ALLOWED, ("--token", TESTERS), {}, "ce jeton ne peut que répéter : ajoutez --at", "can only rehearse: add --at",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "arguments", "environment", "french", "english"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_names_its_cause_and_no_call_was_placed(
    serve: Callable[..., Served],
    settings: dict[str, str],
    arguments: tuple[str, ...],
    environment: dict[str, str],
    french: str,
    english: str,
) -> None:
    line = serve(settings)
    told, said = (line.call(*TEXTED, *arguments, *more, **environment) for more in ((), ("--english",)))
    assert french in words(told)
    assert english in words(said)
    assert told.exit_code == 1
    assert rows(line.app) == []
    assert line.journalled() == []
    assert MASTER not in told.output
    assert TESTERS not in told.output


# -- other services, other releases ------------------------------------------------------------------------------------


def test_a_service_a_version_apart_is_told_before_the_call(
    serve: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = serve(ALLOWED)
    monkeypatch.setattr("ivr.voice.routes.release", lambda: "0.9.7")
    told, said = (
        line.call(*CHRISTMAS, "--keys", "1", *more, IVR_REHEARSAL_TOKEN=TESTERS) for more in ((), ("--english",))
    )
    assert f"ce service est de la version 0.9.7, cette commande de la {release()}" in words(told)
    assert f"this service is of version 0.9.7, this command of {release()}" in words(said)
    assert told.exit_code == 0
    monkeypatch.setattr("ivr.voice.routes.release", lambda: "")
    assert "0.2 ou avant" in words(line.call(*CHRISTMAS, "--keys", "1", IVR_REHEARSAL_TOKEN=TESTERS))


def test_a_service_of_this_version_is_not_told_of(serve: Callable[..., Served]) -> None:
    assert "version" not in words(serve(ALLOWED).call(*CHRISTMAS, "--keys", "1", IVR_REHEARSAL_TOKEN=TESTERS))


# What answers in the line's place -> what is said of it.
OTHERS = {
    "an older release": (404, "text/plain", {}, "une version plus ancienne", "an older release"),
    "a tunnel without a service": (502, "text/html", {}, "et le service non", "the service doesn't"),
    "a redirect": (301, "text/html", {"Location": "https://www.line.example/"}, "redirige", "redirects"),
    "a web server": (405, "text/html", {}, "autre chose que la ligne", "something else than the line"),
    "a welcome page": (200, "text/html", {}, "autre chose que la ligne", "something else than the line"),
}


@pytest.mark.parametrize(("status", "kind", "headers", "french", "english"), OTHERS.values(), ids=OTHERS)
def test_what_answers_in_the_lines_place_is_told_as_such(
    status: int, kind: str, headers: dict[str, str], french: str, english: str
) -> None:
    other = make_server(
        "127.0.0.1", 0, Response("<p>Bonjour</p>", status, headers, content_type=kind), request_handler=_Quiet
    )
    thread = threading.Thread(target=other.serve_forever, args=(0.05,))
    thread.start()
    try:
        line = Served(Flask("nobody"), f"http://127.0.0.1:{other.server_port}")
        told, said = (line.call(*CHRISTMAS, "--token", MASTER, *more) for more in ((), ("--english",)))
    finally:
        other.shutdown()
        thread.join()
        other.server_close()
    assert (told.exit_code, french in words(told), english in words(said)) == (1, True, True), told.output


def test_nobody_there_is_told_as_such() -> None:
    line = Served(Flask("nobody"), f"http://127.0.0.1:{free_port()}")
    assert "rien ne répond à cette adresse" in words(line.call(*CHRISTMAS, "--token", MASTER))
