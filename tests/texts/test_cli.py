"""`ivr texts` and `ivr migrate`, in both languages; no number is ever shown whole."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from ivr.audit.trail import TERMINAL, latest
from ivr.cli.migrate import migrate
from ivr.cli.texts import texts as texts_command
from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts import gates, settling
from ivr.texts.pseudonyms import masked
from ivr.texts.states import STATES
from ivr.texts.timing import Timing
from ivr.texts.worker import Worker
from tests.cli.help_keys import keys_in_help
from tests.texts.building import MOBILE, NOW, ScriptedSender, a_request, ask, rows, states


@pytest.fixture
def address(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", store_url)
    monkeypatch.setenv("IVR_KEPT_DIR", str(tmp_path / "kept"))
    return store_url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(texts_command, arguments)


def set_state(store: Store, **values: object) -> None:
    with store.writing() as connection:
        connection.execute(update(texts).values(**values))


@pytest.mark.usefixtures("address")
def test_the_list_masks_numbers(store: Store) -> None:
    ask(store, a_request(), a_request(call="CA2", rehearsal=True))
    shown = run("list").output
    assert "+336••••••78" in shown
    assert "répétition" in shown
    assert MOBILE[4:] not in shown + run("show", str(rows(store)[0].id)).output


@pytest.mark.usefixtures("address")
def test_nothing_yet(store: Store) -> None:  # noqa: ARG001 - emptied by it
    assert run("list").output == "Aucun SMS.\n"
    assert run("--english", "list").output == "No text.\n"
    assert run("list", "--english").output == "No text.\n"
    assert run("oldest").output == "Aucun SMS n'attend.\n"
    assert "Il n'y a pas de SMS n° 7." in run("show", "7").output


@pytest.mark.usefixtures("address")
def test_the_first_screen_of_nothing_says_what_to_do(store: Store) -> None:  # noqa: ARG001 - emptied by it
    shown = run()
    assert shown.exit_code == 0
    assert "Aucun SMS n'a encore été demandé. « ivr call --keys" in shown.output
    assert "lancez « ivr worker »" in shown.output
    assert "No text was asked for yet. `ivr call --keys" in run("--english").output


@pytest.mark.usefixtures("address")
def test_the_first_screen_tells_how_they_stand_and_what_waits_for_a_person(store: Store) -> None:
    ask(store, a_request(), a_request(call="CA2"))
    waiting, delivered = (row.id for row in rows(store))
    with store.writing() as connection:
        connection.execute(update(texts).where(texts.c.id == waiting).values(state="review"))
        connection.execute(update(texts).where(texts.c.id == delivered).values(state="delivered"))
    shown = run()
    assert shown.exit_code == 0
    assert "1 attend une personne" in shown.output
    assert f"SMS que seule une personne peut trancher : {waiting}." in shown.output
    assert "Le plus ancien attend depuis" in shown.output
    assert "reçu" in shown.output
    assert MOBILE[4:] not in shown.output


def test_before_the_tables_it_names_the_verb_that_makes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.sqlite3")
    shown = run()
    assert (shown.exit_code, "Lancez « ivr migrate »" in shown.stderr) == (1, True)


ALWAYS = ["", "list", "counts", "oldest"]  # what answers whether or not there is a text


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize("command", ALWAYS)
def test_json_of_nothing_is_json(store: Store, command: str) -> None:  # noqa: ARG001 - emptied by it
    found = json.loads(run(*command.split(), "--json").stdout)
    assert found == {"counts": dict.fromkeys(STATES, 0) | {"worker_seen_at": None}, "oldest": None}.get(command, [])


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize("command", [*ALWAYS, "show", "resolve"])
def test_json_has_the_keys_that_the_help_names(store: Store, command: str) -> None:
    ask(store, a_request())
    number = str(rows(store)[0].id)
    set_state(store, state="review")
    words = {"show": ["show", number], "resolve": ["resolve", number, "failed"]}.get(command, command.split())
    found = json.loads(run(*words, "--json").stdout)
    one = found[0] if isinstance(found, list) else found
    assert set(one) == keys_in_help(texts_command, *command.split())
    if "asked_at" in one:
        assert one["asked_at"].endswith("+00:00")
        assert datetime.fromisoformat(one["asked_at"])
        assert MOBILE[4:] not in str(one)


@pytest.mark.usefixtures("address")
def test_json_is_asked_for_before_or_after_the_command_and_errors_stay_sentences(store: Store) -> None:
    ask(store, a_request())
    assert run("--json", "list").output == run("list", "--json").output
    absent = run("show", "7", "--json")
    assert (absent.exit_code, absent.stdout) == (1, "")
    assert "Il n'y a pas de SMS n° 7." in absent.stderr


@pytest.mark.usefixtures("address")
def test_one_text_in_full(store: Store) -> None:
    ask(store, a_request())
    shown = run("--english", "show", str(rows(store)[0].id)).output
    assert "2026-03-02 10:00:00" in shown  # nine o'clock UTC is ten in Paris
    assert "asked (Paris)" in shown
    assert "queued" in shown


@pytest.mark.usefixtures("address")
def test_counts_by_state_leave_rehearsals_out(store: Store) -> None:
    ask(store, a_request(), a_request(call="CA2"), a_request(call="CA3", rehearsal=True))
    assert counted() == {"en attente": 2, "reçu": 0}
    set_state(store, state="delivered")
    assert counted() == {"en attente": 0, "reçu": 2}
    assert counted("--hours", "1") == {"en attente": 0, "reçu": 0}  # they were asked for long ago
    set_state(store, state="queued")
    assert counted("--hours", "1") == {"en attente": 2, "reçu": 0}  # what waits is never left out


def counted(*options: str) -> dict[str, int]:
    lines = dict(line.rsplit(maxsplit=1) for line in run("counts", *options).output.splitlines()[1:9])
    return {state: int(lines[state]) for state in ("en attente", "reçu")}


@pytest.mark.usefixtures("address")
def test_whether_a_worker_lives(store: Store) -> None:
    assert "Aucun worker" in run("counts").output
    Worker(store, ScriptedSender())._beat()
    assert "Un worker était là" in run("counts").output


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize(
    "asked",
    [
        ("counts", "--hours", "1e300"),
        ("counts", "--hours", "99999999"),
        ("counts", "--hours", "inf"),
    ],
)
def test_hours_beyond_all_calendars_are_refused_in_a_sentence(asked: tuple[str, ...]) -> None:
    answer = run(*asked)
    assert (answer.exit_code, type(answer.exception)) == (2, SystemExit)


@pytest.mark.usefixtures("address")
def test_the_oldest_that_waits(store: Store) -> None:
    ask(store, a_request())
    assert "Le plus ancien attend depuis" in run("oldest").output


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize(("decision", "state"), [("sent", "sent"), ("failed", "failed"), ("again", "queued")])
def test_a_person_settles_what_nobody_else_could(store: Store, decision: str, state: str) -> None:
    ask(store, a_request())
    text_id = str(rows(store)[0].id)
    assert "n'attend personne" in run("resolve", text_id, decision).output
    set_state(store, state="review")
    assert run("resolve", text_id, decision).exit_code == 0
    assert rows(store)[0].state == state
    with store.reading() as connection:
        [deed] = latest(connection)
    assert (deed.who, deed.did, deed.what) == (TERMINAL, "settle", f"{decision} {text_id}")


@pytest.mark.usefixtures("address")
def test_a_trail_that_can_t_be_written_from_here_is_told_and_hinders_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("IVR_KEPT_DIR", str(tmp_path / "file" / "kept"))
    ask(store, a_request())
    set_state(store, state="review")
    said = run("resolve", str(rows(store)[0].id), "failed")
    assert said.exit_code == 0
    assert "la piste d'audit ne peut pas être écrite d'ici" in said.output
    assert rows(store)[0].state == "failed"


@pytest.mark.usefixtures("address")
def test_many_are_settled_by_what_they_have_in_common_and_a_dry_run_changes_nothing(store: Store) -> None:
    four = [a_request(call=f"CA{n}", to=f"+3361234567{n}", template=f"t{n % 2}") for n in range(4)]
    ask(store, *four)
    set_state(store, state="review", reason="la liste de Twilio reste illisible")
    told = run("resolve", "again", "--reason", "Illisible", "--template", "t1", "--dry-run")
    assert "2 SMS seraient tranchés ainsi : again" in told.output
    assert states(store) == ["review"] * 4
    assert run("resolve", "again", "--reason", "Illisible", "--template", "t1").exit_code == 0
    assert states(store) == ["review", "queued", "review", "queued"]
    first, third = (str(row.id) for row in rows(store)[::2])
    assert run("resolve", first, third, "failed").exit_code == 0
    assert states(store) == ["failed", "queued"] * 2
    assert "Nommez les SMS" in run("resolve", "failed").output


@pytest.mark.usefixtures("address")
def test_it_says_when_more_wait_than_are_settled_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(store, *(a_request(call=f"CA{index}") for index in range(3)))
    set_state(store, state="review")
    monkeypatch.setattr(settling, "MOST", 2)
    for dry in (("--dry-run",), ()):
        assert "2 SMS à la fois" in run("resolve", "failed", "--all", *dry).output
    assert states(store) == ["failed", "failed", "review"]
    assert "à la fois" not in run("resolve", "failed", "--all").output


@pytest.mark.usefixtures("address")
def test_a_mobile_is_blocked_listed_and_unblocked_and_never_shown_whole(store: Store) -> None:
    assert "Aucun mobile n'est bloqué" in run("blocked").output
    assert "Plus aucun SMS ne partira vers +336" in run("block", "06 12 34 56 78").output
    assert "est déjà bloqué" in run("block", MOBILE).output
    listed = run("blocked").output
    assert ("••78" in listed, "à sa demande" in listed) == (True, True)
    assert [one["tail"] for one in json.loads(run("blocked", "--json").stdout)] == ["78"]
    assert "peut de nouveau recevoir" in run("unblock", MOBILE).output
    assert "n'était pas bloqué" in run("unblock", MOBILE).output
    with store.reading() as connection:
        noted = [(deed.did, deed.what) for deed in latest(connection)]
    assert noted == [("unblock", "•" * 10 + "78"), ("block", "•" * 10 + "78")]
    refused = run("block", "01 99 00 12 34")
    assert (refused.exit_code, "Ce n'est pas un mobile" in refused.output) == (1, True)


@pytest.mark.usefixtures("address")
def test_a_twilio_that_is_away_is_told_first(store: Store) -> None:
    with store.writing() as connection:
        for _ in range(5):
            gates.failed(connection, "sending", 1, "HTTP 503", NOW, Timing())
    assert run().output.startswith("Twilio ne prend plus rien depuis 2026-03-02 10:00:00 (Paris) : HTTP 503.")


@pytest.mark.usefixtures("address")
def test_after_a_backup_was_restored_what_waits_is_looked_up_first(store: Store) -> None:
    ask(store, a_request(), a_request(call="CA2"))
    assert "2 SMS qui attendent seront d'abord cherchés" in run("restored").output
    assert all(row.suspect for row in rows(store))


@pytest.mark.usefixtures("address")
def test_what_is_erased_cannot_be_sent_again(store: Store) -> None:
    ask(store, a_request())
    set_state(store, state="review", to_number=None)
    result = run("resolve", str(rows(store)[0].id), "again")
    assert (result.exit_code, "effacé" in result.output) == (1, True)


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "mysql://nobody@127.0.0.1/none", "nonsense"])
def test_a_database_that_cannot_be_used_is_a_sentence(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    result = run("list")
    assert result.exit_code == 1
    assert result.output.startswith("Erreur : ")
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("options", "words"), [([], "Vérifiez l'adresse"), (["--english"], "Check the address")])
def test_a_release_line_without_its_database_is_a_sentence(
    options: list[str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ivr:planted-word@127.0.0.1:1/ivr")
    result = CliRunner().invoke(migrate, options)
    assert (result.exit_code, result.exception.__class__) == (1, SystemExit)
    assert words in result.output
    assert "DATABASE_URL: " in result.output
    assert "127.0.0.1:1/ivr" in result.output
    assert "planted-word" not in result.output


@pytest.mark.usefixtures("address")
def test_a_list_is_never_asked_for_less_than_one_text() -> None:
    assert run("list", "--limit", "0").exit_code == 2


def test_migrating_makes_the_tables_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/var/new.sqlite3")
    assert "est passée de la révision 0000" in CliRunner().invoke(migrate).output
    assert "La base est à la révision" in CliRunner().invoke(migrate).output
    assert "The database is at revision" in CliRunner().invoke(migrate, ["--english"]).output


@pytest.mark.parametrize(
    ("number", "shown"), [(MOBILE, "+336••••••78"), ("+262639012345", "+262•••••••45"), (None, "••••••••••45")]
)
def test_masks(number: str | None, shown: str) -> None:
    assert masked(number, shown[-2:]) == shown


@pytest.mark.usefixtures("address", "store")
@pytest.mark.parametrize(("key", "hangs"), [("", True), ("made-up", False)])
def test_a_block_that_hangs_on_the_token_says_so(monkeypatch: pytest.MonkeyPatch, key: str, hangs: bool) -> None:
    """Another secret, and nobody is known to be blocked any more."""
    secrets = {"TWILIO_AUTH_TOKEN": "first", "IVR_SECRET_KEY": key}
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    assert ("sans IVR_SECRET_KEY, ce blocage est oublié" in run("block", MOBILE).stderr) == hangs
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "second")
    assert ("n'était pas bloqué" in run("unblock", MOBILE).output) == hangs
