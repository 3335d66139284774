"""`ivr provision` against an account: what it shows, what it changes, what it refuses, and that it can be put back."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ivr.cli.provision import provision
from tests.carrier.fake_account import (
    DEMO,
    IRISH_TOKEN,
    MUTE_NUMBER,
    OTHER_NUMBER,
    SID,
    TOKEN,
    US_NUMBER,
    FakeAccount,
    number,
    refusal,
)

LINE = "https://line.example"
PATIENCE = "#ct=2000&rt=4000&tt=14000&rc=2&rp=5xx,ct,rt&e=dublin,frankfurt"
Provision = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, twilio: FakeAccount) -> Provision:  # noqa: ARG001 - it is what is asked
    """run("--yes", IVR_PUBLIC_URL=...) -> what it said."""

    def started(*arguments: str, typed: str = "", **environment: str) -> Result:
        given = {
            "TWILIO_ACCOUNT_SID": SID,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "IVR_PUBLIC_URL": LINE,
            "DATABASE_URL": f"sqlite:///{tmp_path}/line.sqlite3",
            **environment,
        }
        return CliRunner().invoke(provision, list(arguments), env=given, input=typed)

    return started


def words(result: Result) -> str:
    return re.sub(r"\s+", " ", result.output)


def voice(twilio: FakeAccount, which: int = 0) -> dict[str, Any]:
    names = ("voice_url", "voice_fallback_url", "status_callback", "voice_method")
    return {name: twilio.numbers[which][name] for name in names}


LEADS_HERE = {
    "voice_url": f"{LINE}/voice{PATIENCE}",
    "voice_fallback_url": f"{LINE}/voice/fallback{PATIENCE}",
    "status_callback": f"{LINE}/voice/status{PATIENCE}",
    "voice_method": "POST",
}


def test_the_only_number_leads_here_after_a_yes(run: Provision, twilio: FakeAccount) -> None:
    result = run(typed="o\n")
    assert result.exit_code == 0, result.output
    assert voice(twilio) == LEADS_HERE
    said = words(result)
    assert f"Compte « Essai 3646 », d'essai. Ses numéros : {US_NUMBER} mène à {DEMO}" in said
    assert f"appel : {DEMO} → {LINE}/voice{PATIENCE}" in said
    assert f"ivr doctor, puis appelez le {US_NUMBER}" in said


def test_without_a_yes_nothing_changes(run: Provision, twilio: FakeAccount) -> None:
    for arguments, typed, status in (((), "\n", 1), ((), "n\n", 1), (("--dry-run",), "", 0)):
        result = run(*arguments, typed=typed)
        assert (result.exit_code, twilio.changed) == (status, [])
        assert "Rien n'a été changé" in words(result)


def test_run_again_it_changes_nothing(run: Provision, twilio: FakeAccount) -> None:
    run("--yes")
    before = len(twilio.changed)
    again = run()
    assert again.exit_code == 0
    assert f"{US_NUMBER} est déjà comme il faut : rien à changer." in words(again)
    assert len(twilio.changed) == before


def test_in_english(run: Provision) -> None:
    said = words(run("--dry-run", "--english"))
    assert "Account “Essai 3646”, a trial. Its numbers:" in said
    assert "Nothing was changed" in said


# -- putting back ------------------------------------------------------------------------------------------------------


def test_undo_puts_back_what_was_there_before_the_first_change(run: Provision, twilio: FakeAccount) -> None:
    mine = {"voice_url": "https://mine.example/ivr", "voice_method": "GET", "voice_application_sid": "AP" + "1" * 32}
    twilio.numbers[0].update(mine)
    before = dict(twilio.numbers[0])
    run("--yes")
    assert twilio.numbers[0]["voice_application_sid"] == ""
    run("--yes", IVR_PUBLIC_URL="https://other.example")
    assert twilio.numbers[0]["voice_url"].startswith("https://other.example/voice#")
    shown = run("--undo", "--dry-run")
    assert "https://other.example/voice" in words(shown)
    assert twilio.numbers[0]["voice_url"].startswith("https://other.example/voice#")
    undone = run("--undo", "--yes")
    assert undone.exit_code == 0, undone.output
    assert {**twilio.numbers[0], "trunk_sid": None} == before
    assert run("--undo", "--yes").exit_code == 1


def test_undo_tells_of_a_change_by_somebody_else(run: Provision, twilio: FakeAccount) -> None:
    run("--yes")
    twilio.numbers[0]["voice_url"] = "https://elsewhere.example/"
    undone = run("--undo", "--yes")
    assert f"{US_NUMBER} a été changé par quelqu'un d'autre depuis" in words(undone)
    assert twilio.numbers[0]["voice_url"] == DEMO


def test_what_somebody_else_set_meanwhile_is_what_undo_puts_back(run: Provision, twilio: FakeAccount) -> None:
    run("--yes")
    twilio.numbers[0]["voice_url"] = "https://elsewhere.example/"
    run("--yes")
    run("--undo", "--yes")
    assert twilio.numbers[0]["voice_url"] == "https://elsewhere.example/"


def test_a_number_that_is_gone_is_forgotten(run: Provision, twilio: FakeAccount) -> None:
    run("--yes")
    twilio.numbers.clear()
    undone = run("--undo", "--yes")
    assert (undone.exit_code, "n'est plus dans ce compte" in words(undone)) == (0, True)


def test_the_file_to_undo_is_named_and_holds_no_token(run: Provision, tmp_path: Path) -> None:
    result = run("--yes")
    file = tmp_path / "kept" / f"provision-{SID}.json"
    assert str(file) in result.output
    assert TOKEN not in file.read_text(encoding="utf-8")
    file.write_text('{"numbers": {"PN1": {}}}', encoding="utf-8")
    touched = run("--undo")
    assert (touched.exit_code, "ne peut pas être lu" in words(touched)) == (1, True)


def test_another_accounts_undo_is_left_alone(run: Provision, tmp_path: Path) -> None:
    run("--yes")
    other = run("--undo", "--yes", TWILIO_ACCOUNT_SID="AC" + "9" * 32)
    assert other.exit_code == 1
    assert (tmp_path / "kept" / f"provision-{SID}.json").exists()


def test_where_nothing_can_be_kept_nothing_is_changed(run: Provision, twilio: FakeAccount, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way", encoding="utf-8")
    refused = run("--yes")
    assert (refused.exit_code, twilio.changed) == (1, [])
    assert "rien n'est changé. Donnez dans IVR_KEPT_DIR" in words(refused)


def test_a_change_that_took_no_effect_is_no_success(run: Provision, twilio: FakeAccount) -> None:
    twilio.deaf = True
    result = run("--yes")
    assert (result.exit_code, "Twilio n'a pas tout pris" in words(result)) == (1, True)


# -- which number ------------------------------------------------------------------------------------------------------


def test_of_several_one_is_to_be_named(run: Provision, twilio: FakeAccount) -> None:
    twilio.numbers.append(number(OTHER_NUMBER, 2))
    refused = run("--yes")
    assert (refused.exit_code, twilio.changed) == (1, [])
    assert f"--number {US_NUMBER}" in words(refused)
    assert run("--yes", "--number", "+33 1 99 00 12 34").exit_code == 0
    assert voice(twilio, 1) == LEADS_HERE
    assert voice(twilio)["voice_url"] == DEMO


def test_numbers_of_further_pages_are_found(run: Provision, twilio: FakeAccount) -> None:
    twilio.page = 2
    twilio.numbers += [number(f"+1500555010{one}", 10 + one) for one in range(4)] + [number(OTHER_NUMBER, 2)]
    assert run("--yes", "--number", OTHER_NUMBER).exit_code == 0
    assert voice(twilio, -1) == LEADS_HERE


def test_a_number_that_takes_no_calls_is_not_taken(run: Provision, twilio: FakeAccount) -> None:
    twilio.numbers = [number(MUTE_NUMBER, 1, capabilities={"voice": False, "sms": True})]
    assert "n'a pas de numéro" in words(run("--yes"))
    assert "ne prend pas d'appels" in words(run("--yes", "--number", MUTE_NUMBER))
    assert "n'a pas le numéro +33199009999" in words(run("--yes", "--number", "+33199009999"))
    assert twilio.changed == []


# -- buying ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [(("--price", "1.14"), ""), ((), "\n"), ((), "oui\n"), (("--yes",), ""), (("--yes",), "y\n"), (("--dry-run",), "")],
)
def test_nothing_is_bought_without_the_price(
    run: Provision, twilio: FakeAccount, arguments: tuple[str, ...], typed: str
) -> None:
    result = run("--buy", "US", *arguments, typed=typed)
    assert twilio.changed == []
    assert "+15005550100 coûte 1.15 USD par mois" in words(result)


@pytest.mark.parametrize(("arguments", "typed"), [((), "1,15\no\n"), (("--price", "1.15", "--yes"), "")])
def test_with_the_price_confirmed_it_is_bought_and_leads_here(
    run: Provision, twilio: FakeAccount, arguments: tuple[str, ...], typed: str
) -> None:
    result = run("--buy", "us", *arguments, typed=typed)
    assert result.exit_code == 0, result.output
    assert [row["phone_number"] for row in twilio.numbers] == [US_NUMBER, "+15005550100"]
    assert voice(twilio, 1) == LEADS_HERE
    assert voice(twilio)["voice_url"] == DEMO


def test_what_can_not_be_bought_is_a_sentence(run: Provision, twilio: FakeAccount) -> None:
    twilio.refuses_posts = (400, 21649)
    assert "dossier réglementaire approuvé" in words(run("--buy", "FR", "--price", "1.15"))
    twilio.price = None
    assert "ne dit pas le prix" in words(run("--buy", "FR"))
    twilio.price, twilio.on_sale = "1.15", []
    assert "pas de numéro local à vendre" in words(run("--buy", "FR"))


# -- texts -------------------------------------------------------------------------------------------------------------


def test_the_sender_is_put_into_a_service_once(run: Provision, twilio: FakeAccount) -> None:
    first = run("--texts", "--yes")
    assert first.exit_code == 0, first.output
    [sid] = twilio.services
    assert twilio.senders[sid] == ["ameli test"]
    assert f"export IVR_TEXT_SENDER={sid}" in words(first)
    before = len(twilio.changed)
    assert f"export IVR_TEXT_SENDER={sid}" in words(run("--texts", "--yes"))
    assert len(twilio.changed) == before
    run("--undo", "--yes")
    assert twilio.services == {}
    assert twilio.numbers[0]["voice_url"] == DEMO


def test_a_service_whose_sender_was_refused_is_removed_by_undo(run: Provision, twilio: FakeAccount) -> None:
    twilio.breaks_at = f"/v1/Services/MG{0:032x}/AlphaSenders"
    assert run("--texts", "--yes").exit_code == 1
    assert len(twilio.services) == 1
    twilio.breaks_at = ""
    assert run("--undo", "--yes").exit_code == 0
    assert twilio.services == {}


def test_a_service_that_somebody_removed_keeps_no_undo_from_its_end(run: Provision, twilio: FakeAccount) -> None:
    run("--texts", "--yes")
    twilio.services.clear()
    undone = run("--undo", "--yes")
    assert undone.exit_code == 0, undone.output
    assert "rien à remettre" in words(run("--undo", "--yes")).lower()


def test_a_service_that_was_there_stays_after_undo(run: Provision, twilio: FakeAccount) -> None:
    sid = "MG" + "9" * 32
    twilio.services[sid] = {"sid": sid, "friendly_name": "ivr 3646"}
    run("--texts", "--yes")
    run("--undo", "--yes")
    assert list(twilio.services) == [sid]


def test_a_number_is_no_alphanumeric_sender(run: Provision, twilio: FakeAccount) -> None:
    refused = run("--texts", "--yes", IVR_TEXT_SENDER=OTHER_NUMBER)
    assert (refused.exit_code, twilio.changed) == (1, [])
    assert "donnez-le dans IVR_TEXT_SENDER" in words(refused)


# -- region ------------------------------------------------------------------------------------------------------------


def test_a_region_is_asked_at_its_own_host_with_its_own_token(
    run: Provision, twilio: FakeAccount, tmp_path: Path
) -> None:
    result = run("--yes", TWILIO_REGION="ie1", TWILIO_AUTH_TOKEN=IRISH_TOKEN)
    assert result.exit_code == 0, result.output
    assert twilio.irish_numbers[0]["voice_url"] == LEADS_HERE["voice_url"]
    assert twilio.numbers[0]["voice_url"] == DEMO
    assert {path.partition("/")[0] for _, path in twilio.asked} == {"api.dublin.ie1.twilio.com"}
    assert "VoiceRegion=ie1" in words(result)
    assert json.loads((tmp_path / "kept" / f"provision-{SID}-ie1.json").read_text(encoding="utf-8"))["numbers"]


def test_the_token_of_another_region_is_told_as_such(run: Provision) -> None:
    refused = run("--yes", TWILIO_REGION="ie1")
    assert refused.exit_code == 1
    assert "La région ie1 a ses propres jetons" in words(refused)


# -- what is refused ---------------------------------------------------------------------------------------------------

REFUSED = {
    "no account": ({"TWILIO_ACCOUNT_SID": ""}, "le compte Twilio n'est pas connu", "the Twilio account isn't known"),
    "no token": ({"TWILIO_AUTH_TOKEN": ""}, "TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN"),
    "a wrong token": (
        {"TWILIO_AUTH_TOKEN": "0" * 32}, "ne vont pas ensemble", "don't belong together",
    ),
    "loopback": ({"IVR_PUBLIC_URL": ""}, "seule cette machine l'atteint", "this machine alone reaches it"),
    "no such region": ({"TWILIO_REGION": "fr1"}, "Twilio n'a pas de telle région", "no such region"),
}  # fmt: skip


@pytest.mark.parametrize(("environment", "french", "english"), REFUSED.values(), ids=REFUSED)
def test_a_setting_that_keeps_it_from_working_is_a_sentence(
    run: Provision, twilio: FakeAccount, environment: dict[str, str], french: str, english: str
) -> None:
    for more, said in (((), french), (("--english",), english)):
        result = run("--yes", *more, **environment)
        assert result.exit_code == 1
        assert said in words(result)
    assert twilio.changed == []


AWAY = {
    "503": ([(503, refusal(20503, 503, "oops"), {})], "en panne (HTTP 503)", "status.twilio.com"),
    "too many": ([(429, refusal(20429, 429, "slow"), {"Retry-After": "90"})], "ralentir (429)", "dans 90 s"),
    "test credentials": ([(403, refusal(20008, 403, "test"), {})], "identifiants de test", "Live credentials"),
    "no such account": ([(404, refusal(20404, 404, "none"), {})], "ne connaît pas cela (404)", "TWILIO_ACCOUNT_SID"),
    "a code of its own": ([(400, refusal(10002, 400, "trial"), {})], "n'a pas cette fonction", "errors/10002"),
    "a code that is new": ([(400, refusal(99999, 400, "Something new"), {})], "Something new", "errors/99999"),
}


@pytest.mark.parametrize(("answers", "cause", "cure"), AWAY.values(), ids=AWAY)
def test_what_twilio_refuses_is_a_sentence(
    run: Provision, twilio: FakeAccount, answers: list[Any], cause: str, cure: str
) -> None:
    twilio.refuses = list(answers)
    result = run("--yes")
    assert result.exit_code == 1
    assert cause in words(result)
    assert cure in words(result)
    assert "Traceback" not in result.output
    assert twilio.changed == []


def test_what_is_refused_at_a_page_of_a_list_is_told_as_well(run: Provision, twilio: FakeAccount) -> None:
    """The client raises another error there, which holds the answer."""
    twilio.breaks_at = f"/2010-04-01/Accounts/{SID}/IncomingPhoneNumbers.json"
    assert "en panne (HTTP 500)" in words(run("--yes"))


def test_a_problem_in_twilios_newer_form_is_told_as_well(run: Provision, twilio: FakeAccount) -> None:
    problem = {"type": "https://x", "title": "Trial", "status": 400, "code": 10002, "detail": "no"}
    twilio.refuses = [(400, problem, {})]
    assert "n'a pas cette fonction" in words(run("--yes"))


def test_asked_to_slow_down_for_a_moment_it_waits_and_goes_on(run: Provision, twilio: FakeAccount) -> None:
    twilio.refuses = [(429, refusal(20429, 429, "slow"), {"Retry-After": "0"})] * 2
    assert run("--yes").exit_code == 0
    assert voice(twilio) == LEADS_HERE


def test_nobody_there_is_a_sentence(run: Provision, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.carrier.client.ELSEWHERE", "http://127.0.0.1:1")
    result = run("--yes")
    assert result.exit_code == 1
    assert "n'a pas pu être joint d'ici" in words(result)
